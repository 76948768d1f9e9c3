"""Marks on matplotlib axes: the painter of planes and of curves. On the screen it's live/js/."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import offset_copy

from nnlab.pictures.field import field_image, height_image, sharpened
from nnlab.pictures.marks import CurveMarks, Mark, PlaneMarks
from nnlab.pictures.palette import LIGHT, MARKERS, class_color
from nnlab.plots.frame import TEXT, Look, frame, legend, level, write

LONG, LEAST = 66, 0.03  # points of an arrow for a wish of 1; smaller wishes are fulfilled
SHARP = 400  # pixels a side of a field with a sharp edge
_BOX = dict(boxstyle="round,pad=0.25", facecolor=LIGHT["paper"], edgecolor="none", alpha=0.87)


def paint_plane(ax: Axes, marks: PlaneMarks, *, counts: bool = True) -> Axes:
    """Draw a picture of the plane; what its marks are is in `pictures.marks`.

    Points that coincide are counted, as in "2×", if `counts`.
    """
    y_name, points = marks.get("y_name", "x₂"), marks.get("points", [])
    frame(ax, marks, "x₁", y_name, color=LIGHT["ink"], alpha=0.12)
    if len(y_name) <= 3:
        ax.yaxis.label.set(rotation=0, va="center", ha="right")
    ax.set(aspect="equal", axisbelow=False)
    if size := marks.get("size"):
        field, crisp = np.frombuffer(marks["field"], np.uint8).reshape(size, size), marks["crisp"]
        colours = height_image if marks["heights"] else field_image
        image = colours(sharpened(field, SHARP) if crisp else field, LIGHT)
        paint_field(ax, image, crisp, marks["bounds"], zorder=0)
    for curve in marks.get("curves", []):
        _path(ax, curve)
    for line in marks.get("lines", []):
        _line(ax, line)
    _points(ax, points, marks.get("n_classes", 2), counts)
    for wish in marks.get("wishes", []):
        _wish(ax, *wish)
    if 0 <= marks.get("selected", -1) < len(points):
        x, y = points[marks["selected"]][:2]
        ax.plot(x, y, "s", ms=32, mfc="none", mec=LIGHT["ink"], mew=1.6, zorder=3)
    if marks.get("probe"):
        _probe(ax, marks["probe"])
    if marks.get("note"):
        where: Look = dict(xycoords="axes fraction", ha="center", va="bottom")
        write(ax, marks["note"], (0.5, 0.02), bbox=_BOX, zorder=5, **where)
    return ax


def paint_field(ax: Axes, image: np.ndarray, crisp: bool, extent: Any, **look: Any) -> Any:
    """Draw colours over a part of the axes, from the bottom, with soft edges or sharp ones."""
    interpolation = "nearest" if crisp else "bilinear"
    return ax.imshow(image, extent=extent, origin="lower", interpolation=interpolation, **look)


def paint_points(ax: Axes, x: Any, y: Any, target: int, n_classes: int = 2, **look: Any) -> None:
    """Draw the points of one class, by shape and hue, with paper-coloured rims."""
    usual: Look = dict(markersize=9, markeredgecolor=LIGHT["paper"], markeredgewidth=1.6, zorder=4)
    marker, color = MARKERS[target % len(MARKERS)], class_color(target, n_classes)
    ax.plot(x, y, marker, linestyle="none", markerfacecolor=color, **usual | look)


def _path(ax: Axes, curve: Mark) -> None:
    """A line through many places."""
    dashed, thin, dots = curve["dashed"], curve["thin"], curve["dots"]
    look: Look = dict(color=LIGHT["soft" if dashed or thin else "ink"], marker="." if dots else "")
    width = 0.8 if thin else 1.4 if dots else 2
    places = np.transpose(curve["points"])
    ax.plot(*places, "--" if dashed else "-", linewidth=width, zorder=2, **look)


def _line(ax: Axes, line: Mark) -> None:
    """A segment, a handle, an arrow and words: those of them that there are."""
    segment, anchor, head, thin = line["segment"], line["anchor"], line["head"], line["thin"]
    color = LIGHT["soft" if thin or (segment is None and head) else "ink"]
    if segment:
        width = 1.4 if thin else 2.6 if line["selected"] else 1.8
        dash = "--" if line["dashed"] else "-"
        ax.plot(*np.transpose(segment), dash, color=color, linewidth=width, zorder=2)
    if head:
        arrow = dict(arrowstyle="-|>", shrinkA=0, shrinkB=0, mutation_scale=14)
        arrow |= dict(color=color, linewidth=1.8)
        write(ax, "", head, xytext=anchor, arrowprops=arrow, zorder=3)
    if anchor:
        alone = 9 if line["selected"] else 5 if thin else 7
        dot: Look = dict(ms=6 if segment or head else alone, mec=color, mew=1.2 if thin else 1.7)
        ax.plot(*anchor, "o", color=LIGHT["paper"], zorder=3.5, **dot)
    if line["label"] and line["label_at"]:
        look = dict(zorder=5) if anchor else dict(zorder=3.2, fontweight="bold")
        write(ax, line["label"], line["label_at"], ha="center", bbox=_BOX, **look)


def _points(ax: Axes, points: list[list], n_classes: int, counts: bool) -> None:
    """Points, a ring and ✗ where one is wrong, 2× where there are two."""
    for k in sorted({row[2] for row in points}):
        x, y = np.transpose([row[:2] for row in points if row[2] == k])
        paint_points(ax, x, y, k, n_classes, label=f"target {k}")
    wrong = [row[:2] for row in points if row[3]]
    if wrong:
        ring: Look = dict(ms=17, mfc="none", mec=LIGHT["ink"], mew=1.6)
        ax.plot(*np.transpose(wrong), "o", label="wrong", zorder=3.5, **ring)
    beside = [("✗", place, (10, 7)) for place in wrong]
    beside += [(f"{row[4]}×", row[:2], (24, -12)) for row in points if counts and row[4] > 1]
    for text, place, offset in beside:
        where = dict(xytext=offset, textcoords="offset points", ha="center", zorder=5)
        write(ax, text, place, fontsize=TEXT, **where)


def _wish(ax: Axes, x: float, y: float, pull: float, says: str) -> None:
    """An arrow beside a point, up or down as far as it is pulled, and what is said there."""
    figure: Any = ax.figure
    ways = LONG * pull / 2, -LONG * pull / 2
    far = [offset_copy(ax.transData, figure, 19, way, "points") for way in ways]
    color = LIGHT["positive" if pull > 0 else "negative"]
    for tint, width, size in (
        ((LIGHT["paper"], 6.5, 20), (color, 3, 15)) if abs(pull) >= LEAST else ()
    ):
        arrow = dict(arrowstyle="-|>", shrinkA=0, shrinkB=0, mutation_scale=size)
        arrow |= dict(color=tint, linewidth=width)
        ends: Look = dict(xycoords=far[0], xytext=(x, y), textcoords=far[1])
        ax.annotate("", (x, y), arrowprops=arrow, zorder=4.5, annotation_clip=False, **ends)
    where: Look = dict(xytext=(28 if abs(pull) >= LEAST else 15, 0), textcoords="offset points")
    write(ax, says, (x, y), fontsize=TEXT, fontweight="bold", zorder=5, bbox=_BOX, **where)


def _probe(ax: Axes, probe: Mark) -> None:
    """A small cross, and the value in a box above or below it."""
    x, y = probe["x"], probe["y"]
    ax.plot(x, y, "+", color=LIGHT["ink"], markersize=11, zorder=4)
    right, up = ax.transAxes.inverted().transform(ax.transData.transform((x, y)))
    where = dict(xytext=(0, -16 if up > 0.85 else 16), textcoords="offset points")
    where["ha"] = "left" if right < 0.3 else "right" if right > 0.7 else "center"
    write(ax, probe["text"], (x, y), bbox=_BOX, zorder=6, **where)


def paint_curve(ax: Axes, marks: CurveMarks, named: bool | None = None) -> Axes:
    """Draw lines over steps; what their marks are is in `pictures.marks`.

    The lines are named if `named`; left out, if several have names.
    """
    y_name = marks.get("y_name", "loss")
    y_name = f"{y_name}, log scale" if marks["log"] else y_name
    bare = marks.get("bare", False)
    frame(ax, marks, "epoch", "" if bare else y_name, color=LIGHT["line"])
    if bare:
        ax.set_xlabel("")
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
        ax.grid(False, axis="x")
    ax.set_axisbelow(True)
    x0, x1, y0, y1 = marks["bounds"]
    for y, label in marks.get("levels", []):
        if y0 <= y <= y1:
            level(ax, label, 0.99, y, ha="right")
    for x, label in marks.get("notes", []):
        ax.axvline(x, color=LIGHT["soft"], linewidth=1, linestyle="--", zorder=1.5)
        where: Look = dict(xycoords=ax.get_xaxis_transform(), va="top", color=LIGHT["soft"])
        write(ax, f" {label}", (x, 0.97), **where)
    marker, pin = marks.get("marker"), marks.get("pin")
    edge = marker["x"] if marker and marks.get("ahead") else np.inf
    for k, line in enumerate(marks["lines"]):
        grey, soft, name = line["grey"], line["soft"], line["name"].replace("$", r"\$")
        look: Look = dict(color=LIGHT["soft" if soft else "ink"], linewidth=1.5 if soft else 2)
        if grey is not None:
            look = dict(color=(grey,) * 3, linewidth=1.4)
        look |= dict(linestyle=line["dash"], marker="o" if len(line["x"]) == 1 else None)
        if k == 0 and edge < np.inf:  # what lies ahead is faint
            ax.plot(line["x"], line["y"], **look | dict(alpha=0.26))
            here = line["x"] <= edge
            ax.plot(line["x"][here], line["y"][here], label=name or None, **look)
            end = dict(xytext=(0, 9), textcoords="offset points", ha="right")
            write(ax, marks["ahead"], (line["x"][-1], line["y"][-1]), color=LIGHT["soft"], **end)
        else:
            ax.plot(line["x"], line["y"], label=name or None, **look)
    several = sum(bool(line["name"]) for line in marks["lines"]) > 1
    if several if named is None else named:
        legend(ax)
    if pin:
        ax.axvline(pin["x"], color=LIGHT["soft"], linewidth=1.1, linestyle=(0, (3, 3)), zorder=2.4)
        where = dict(xycoords=ax.get_xaxis_transform(), xytext=(14, -2), textcoords="offset points")
        pill = dict(
            boxstyle="round,pad=0.45,rounding_size=1", facecolor=LIGHT["ink"], edgecolor="none"
        )
        where |= dict(color=LIGHT["paper"], fontweight="bold", fontsize=TEXT, bbox=pill, zorder=6)
        right = pin["x"] > (x0 + x1) / 2
        where |= dict(ha="right", xytext=(-14, -2)) if right else {}
        write(ax, f"✓  {pin['text']}", (pin["x"], 1), annotation_clip=False, **where)
    if marker and marker["y"] is not None and pin and pin["x"] == marker["x"]:
        ax.plot(marker["x"], marker["y"], "o", label="_marker", ms=9, color=LIGHT["ink"], zorder=4)
    elif marker and marker["y"] is not None:
        at, right = (marker["x"], marker["y"]), marker["x"] > (x0 + x1) / 2
        ax.axvline(at[0], color=LIGHT["soft"], linewidth=1.3, zorder=2.5)
        ax.plot(*at, "o", label="_marker", ms=8, color=LIGHT["ink"], mec=LIGHT["paper"], zorder=4)
        where = dict(xytext=(-8 if right else 8, 9), textcoords="offset points", va="baseline")
        where |= dict(ha="right" if right else "left", fontsize=TEXT, fontweight="bold")
        write(ax, marker["text"], at, annotation_clip=False, zorder=5, **where)
    return ax
