"""Marks on matplotlib axes: the painter of planes and of curves. On the screen it's live/js/."""

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.field import field_image, height_image, sharpened
from nnlab.pictures.marks import CurveMarks, LineMark, PathMark, PlaneMarks, ProbeMark
from nnlab.pictures.palette import LIGHT, MARKERS, class_color
from nnlab.plots.frame import SMALL, TEXT, frame_plane, style

SHARP = 400  # pixels a side of a field with a sharp edge
_BOX = dict(boxstyle="round,pad=0.25", facecolor=LIGHT["paper"], edgecolor="none", alpha=0.87)
_WORDS = dict(va="center", color=LIGHT["ink"], parse_math=False)
_PATTERNS = {"solid": "-", "dashed": (0, (4, 2.5)), "dotted": (0, (1, 2)), "dashdot": "-."}


def paint_plane(ax: Axes, marks: PlaneMarks) -> Axes:
    """Draw a picture of the plane; what its marks are is in `pictures.marks`."""
    if "bounds" in marks:
        frame_plane(ax, marks["bounds"], marks.get("x_name", "x₁"), marks.get("y_name", "x₂"))
    size = marks.get("size", 0)
    if size:
        field = np.frombuffer(marks["field"], np.uint8).reshape(size, size)
        ax.imshow(
            height_image(field, LIGHT)
            if marks["heights"]
            else field_image(sharpened(field, SHARP) if marks["crisp"] else field, LIGHT),
            extent=marks["bounds"],
            origin="lower",
            interpolation="nearest" if marks["crisp"] else "bilinear",
            zorder=0,
        )
    for curve in marks.get("curves", []):
        _path(ax, curve)
    for line in marks.get("lines", []):
        _line(ax, line)
    points = marks.get("points", [])
    _points(ax, points, marks.get("n_classes", 2))
    if 0 <= marks.get("selected", -1) < len(points):
        ring = dict(markersize=32, markerfacecolor="none", zorder=3)
        ax.plot(*points[marks["selected"]][:2], "s", mec=LIGHT["ink"], mew=1.6, **ring)
    if marks.get("probe"):
        _probe(ax, marks["probe"])
    if marks.get("note"):
        where = dict(xycoords="axes fraction", ha="center", bbox=_BOX, zorder=5, fontsize=SMALL)
        ax.annotate(marks["note"], (0.5, 0.02), **_WORDS | where | {"va": "bottom"})
    return ax


def _path(ax: Axes, curve: PathMark) -> None:
    ax.plot(
        *np.transpose(curve["points"]),
        color=LIGHT["soft" if curve["dashed"] or curve["thin"] else "ink"],
        linestyle="--" if curve["dashed"] else "-",
        linewidth=0.8 if curve["thin"] else 1.4 if curve["dots"] else 2,
        marker="." if curve["dots"] else "",
        zorder=2,
    )


def _line(ax: Axes, line: LineMark) -> None:
    """A segment, a handle, an arrow and words: those of them that there are."""
    segment, anchor, head = line["segment"], line["anchor"], line["head"]
    dot_alone = segment is None and head is None
    color = LIGHT["soft" if line["thin"] or (segment is None and head) else "ink"]
    if segment:
        ax.plot(
            *np.transpose(segment),
            color=color,
            linewidth=1.4 if line["thin"] else 2.6 if line["selected"] else 1.8,
            linestyle="--" if line["dashed"] else "-",
            zorder=2,
        )
    if head:
        arrow = dict(arrowstyle="-|>", shrinkA=0, shrinkB=0, mutation_scale=14)
        arrow |= dict(color=color, linewidth=1.8)
        ax.annotate("", head, xytext=anchor, arrowprops=arrow, zorder=3)
    if anchor:
        size = 6 if not dot_alone else 9 if line["selected"] else 5 if line["thin"] else 7
        edge = dict(markeredgecolor=color, mew=1.2 if line["thin"] else 1.7)
        ax.plot(*anchor, "o", color=LIGHT["paper"], markersize=size, zorder=3.5, **edge)
    if line["label"] and line["label_at"]:
        bold = dict(fontweight="normal" if anchor else "bold")
        where = dict(ha="center", fontsize=SMALL, bbox=_BOX, zorder=5 if anchor else 3.2)
        ax.text(*line["label_at"], line["label"], **_WORDS | where | bold)


def _points(ax: Axes, points: list[list], n_classes: int) -> None:
    """Points by shape and hue, with paper-coloured rims; ring and ✗ where wrong, 2× where two."""
    for k in sorted({row[2] for row in points}):
        ax.plot(
            *np.transpose([row[:2] for row in points if row[2] == k]),
            linestyle="none",
            marker=MARKERS[k % len(MARKERS)],
            markersize=9,
            markerfacecolor=class_color(k, n_classes),
            markeredgecolor=LIGHT["paper"],
            markeredgewidth=1.6,
            label=f"target {k}",
            zorder=4,
        )
    wrong = [row[:2] for row in points if row[3]]
    if wrong:
        ring = dict(markerfacecolor="none", markeredgecolor=LIGHT["ink"], markeredgewidth=1.6)
        ax.plot(*np.transpose(wrong), "o", markersize=17, label="wrong", zorder=3.5, **ring)
    beside = [("✗", place, (10, 7)) for place in wrong]
    beside += [(f"{row[4]}×", row[:2], (24, -12)) for row in points if row[4] > 1]
    for text, place, offset in beside:
        where = dict(xytext=offset, textcoords="offset points", ha="center", zorder=5)
        ax.annotate(text, place, fontsize=TEXT, **_WORDS | where)


def _probe(ax: Axes, probe: ProbeMark) -> None:
    """A small cross, and the value in a box above or below it."""
    x, y = probe["x"], probe["y"]
    ax.plot(x, y, "+", color=LIGHT["ink"], markersize=11, zorder=4)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    share = (x - left) / (right - left)
    where = dict(
        xytext=(0, -16 if y > low + 0.85 * (high - low) else 16),
        textcoords="offset points",
        ha="left" if share < 0.3 else "right" if share > 0.7 else "center",
    )
    ax.annotate(probe["text"], (x, y), bbox=_BOX, zorder=6, fontsize=SMALL, **_WORDS | where)


def paint_curve(ax: Axes, marks: CurveMarks, legend: bool | None = None) -> Axes:
    """Draw lines over steps; what their marks are is in `pictures.marks`.

    The lines are named if `legend`; left out, if several have names.
    """
    y_name = marks.get("y_name", "loss")
    style(ax, marks.get("x_name", "epoch"), f"{y_name}, log scale" if marks["log"] else y_name)
    x0, x1, y0, y1 = marks["bounds"]
    if marks["log"]:
        ax.set_yscale("log")
        ax.minorticks_off()
    for which, ticks in zip((ax.set_xticks, ax.set_yticks), marks["ticks"], strict=True):
        which([value for value, _ in ticks], [label for _, label in ticks])
    ax.set(xlim=(x0, x1), ylim=(y0, y1))
    ax.grid(True, color=LIGHT["line"], linewidth=0.7)
    ax.set_axisbelow(True)
    words = dict(fontsize=SMALL, color=LIGHT["soft"], parse_math=False)
    for y, label in marks.get("levels", []):
        if y0 <= y <= y1:
            ax.axhline(y, color=LIGHT["soft"], linewidth=1, linestyle=":", zorder=1.5)
            across = ax.get_yaxis_transform()
            ax.text(0.99, y, label, transform=across, ha="right", va="bottom", **words)
    for x, label in marks.get("notes", []):
        ax.axvline(x, color=LIGHT["soft"], linewidth=1, linestyle="--", zorder=1.5)
        along = ax.get_xaxis_transform()
        ax.text(x, 0.97, f" {label}", transform=along, ha="left", va="top", **words)
    for line in marks["lines"]:
        grey, soft = line["grey"], line["soft"]
        ax.plot(
            line["x"],
            line["y"],
            linestyle=_PATTERNS[line["dash"]],
            color=LIGHT["soft" if soft else "ink"] if grey is None else (grey,) * 3,
            linewidth=1.5 if soft else 2 if grey is None else 1.4,
            marker="o" if len(line["x"]) == 1 else None,
            label=line["name"].replace("$", r"\$") or None,
        )
    if legend if legend is not None else sum(bool(line["name"]) for line in marks["lines"]) > 1:
        ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"])
    marker = marks.get("marker")
    if marker and marker["y"] is not None:
        at, right = (marker["x"], marker["y"]), marker["x"] > (x0 + x1) / 2
        ax.axvline(at[0], color=LIGHT["soft"], linewidth=1.3, zorder=2.5)
        dot = dict(markersize=8, color=LIGHT["ink"], markeredgecolor=LIGHT["paper"], zorder=4)
        ax.plot(*at, "o", label="_marker", **dot)
        where = dict(xytext=(-8 if right else 8, 9), textcoords="offset points", zorder=5)
        where |= dict(ha="right" if right else "left", fontsize=TEXT, fontweight="bold")
        words = _WORDS | where | {"va": "baseline"}
        ax.annotate(marker["text"], at, annotation_clip=False, **words)
    return ax
