"""Marks on matplotlib axes: the painter of planes and of curves. On the screen it's live/js/."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.field import field_image, sharpened
from nnlab.pictures.marks import CurveMarks, PlaneMarks
from nnlab.pictures.palette import LIGHT, MARKERS, class_color
from nnlab.plots import planemarks
from nnlab.plots.frame import TEXT, Look, frame, legend, level, write, write_pill

SHARP = 400  # pixels a side of a field with a sharp edge


def paint_plane(
    ax: Axes, marks: PlaneMarks, *, counts: bool = True, inside: bool = False, size: float = 1
) -> Axes:
    """Draw a picture of the plane; what its marks are is in `pictures.marks`.

    Parameters
    ----------
    counts : whether points that coincide are counted, as in "2×"
    inside : whether numbers and names of the axes stand in the picture, as on the screen
    size : how large the marks are
    """
    y_name, points = marks.get("y_name", "x₂"), marks.get("points", [])
    coloured = bool(marks.get("size"))
    grid: Look = dict(color="paper", alpha=0.55) if coloured else dict(color="ink", alpha=0.12)
    frame(ax, marks, "x₁", y_name, **grid | {"color": LIGHT[grid["color"]]})
    if len(y_name) <= 3:
        ax.yaxis.label.set(rotation=0, va="center", ha="right")
    ax.set(aspect="equal", axisbelow=False)
    for rule in (*ax.get_xgridlines(), *ax.get_ygridlines()):
        rule.set_zorder(0.5)
    if n := marks.get("size"):
        field = np.frombuffer(marks["field"], np.uint8).reshape(n, n)
        paint_field(ax, field, marks["bounds"], SHARP * marks["crisp"], zorder=0)
    planemarks.contours(ax, marks.get("contours", []), soft=not marks.get("crisp", True))
    for curve in marks.get("curves", []):
        planemarks.path(ax, curve, size)
    lines = marks.get("lines", [])
    strong = sum(bool(line["segment"] and line["head"]) for line in lines) == 1
    chosen = any(line["selected"] for line in lines)
    for line in lines:
        planemarks.line(
            ax, line, size, strong=strong, quiet=inside and chosen and not line["selected"]
        )
    mark, rim = (5.5, 0.8) if len(points) > planemarks.CROWD else (9, 1.6)
    look: Look = dict(markersize=mark * size, markeredgewidth=rim * size**0.5)
    for k in sorted({row[2] for row in points}):
        x, y = np.transpose([row[:2] for row in points if row[2] == k])
        paint_points(ax, x, y, k, marks.get("n_classes", 2), label=f"target {k}", **look)
    planemarks.about_points(ax, marks, size, counts=counts)
    for wish in marks.get("wishes", []):
        planemarks.wish(ax, *wish)
    if marks.get("probe"):
        planemarks.probe(ax, marks["probe"])
    if marks.get("note"):
        look = dict(xycoords="axes fraction", ha="center", va="bottom", zorder=5)
        write(ax, marks["note"], (0.5, 0.1 if inside else 0.02), bbox=planemarks.BOX, **look)
    if inside:
        planemarks.axes_inside(ax, marks, y_name)
    return ax


def paint_field(
    ax: Axes, field: np.ndarray, extent: Any, sharp: int = 0, strength: Any = None, **look: Any
) -> Any:
    """Draw a field over a part of the axes, from the bottom; its edge sharp, so many px fine."""
    image = field_image(sharpened(field, sharp) if sharp else field, strength)
    look |= dict(origin="lower", interpolation="nearest" if sharp else "bilinear")
    return ax.imshow(image, extent=extent, **look)


def paint_points(ax: Axes, x: Any, y: Any, target: int, n_classes: int = 2, **look: Any) -> None:
    """Draw the points of one class, by shape and hue, with paper-coloured rims."""
    usual: Look = dict(markersize=9, markeredgecolor=LIGHT["paper"], markeredgewidth=1.6, zorder=4)
    marker, color = MARKERS[target % len(MARKERS)], class_color(target, n_classes)
    ax.plot(x, y, marker, linestyle="none", markerfacecolor=color, **usual | look)


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
    if marks.get("fog"):  # ground, as high as the first line
        x, y = (marks["lines"][0][axis] for axis in "xy")
        ax.fill_between(x, y, y0, color=LIGHT["relief-2"], alpha=0.6, linewidth=0, zorder=0.5)
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
            end = line["x"][-1], line["y"][-1]
            write(ax, marks["ahead"], end, (0, 15), ha="right", color=LIGHT["soft"])
        else:
            ax.plot(line["x"], line["y"], label=name or None, **look)
    several = sum(bool(line["name"]) for line in marks["lines"]) > 1
    if several if named is None else named:
        legend(ax)
    if pin:
        ax.axvline(pin["x"], color=LIGHT["soft"], linewidth=1.1, linestyle=(0, (3, 3)), zorder=2.4)
        where = dict(xycoords=ax.get_xaxis_transform(), fontsize=TEXT, annotation_clip=False)
        off, side = ((-14, -2), "right") if pin["x"] > (x0 + x1) / 2 else ((14, -2), "left")
        write_pill(ax, f"✓  {pin['text']}", (pin["x"], 1), off, ha=side, zorder=6, **where)
    if marker and marker["y"] is not None and pin and pin["x"] == marker["x"]:
        ax.plot(marker["x"], marker["y"], "o", label="_marker", ms=9, color=LIGHT["ink"], zorder=4)
    elif marker and marker["y"] is not None:
        at, right = (marker["x"], marker["y"]), marker["x"] > (x0 + x1) / 2
        ax.axvline(at[0], color=LIGHT["soft"], linewidth=1.3, zorder=2.5)
        ax.plot(*at, "o", label="_marker", ms=8, color=LIGHT["ink"], mec=LIGHT["paper"], zorder=4)
        look = dict(ha="right" if right else "left", va="baseline", fontsize=TEXT, bold=True)
        off = (-8 if right else 8, 9)
        write(ax, marker["text"], at, off, annotation_clip=False, zorder=5, **look)
    return ax
