"""The plane's marks on paper, one by one: paint.py puts them together, live/js/ has their twins."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import Normal, Stroke
from matplotlib.transforms import offset_copy

from nnlab.pictures.marks import Mark, PlaneMarks
from nnlab.pictures.palette import LIGHT, MARKERS, class_color, field_ends, mix
from nnlab.plots.frame import TEXT, Look, halo, write, write_pill

LONG, LEAST = 50, 0.03  # points of an arrow for a wish of 1; smaller wishes are fulfilled
CROWD = 60  # more points than this have no room for ✗ and counts
BOX: Look = dict(boxstyle="round,pad=0.25", facecolor=LIGHT["paper"], edgecolor="none", alpha=0.87)


def casing(width: float) -> list[Any]:
    """A wider line of paper below a line, so that it is seen on any field."""
    return [Stroke(linewidth=width, foreground=LIGHT["paper"], alpha=0.55), Normal()]


def contours(ax: Axes, segments: list[Any], soft: bool = False) -> None:
    """Fine lines of paper, or on a `soft` field, which fades to paper, of ink."""
    look: Look = dict(colors=LIGHT["ink" if soft else "paper"], alpha=0.12 if soft else 0.38)
    look |= dict(linewidths=0.8, zorder=0.6)
    ax.add_collection(LineCollection(segments, **look), autolim=False)


def path(ax: Axes, curve: Mark, size: float = 1) -> None:
    """A line through many places; or what it goes round, which is going to be of another side."""
    if curve["side"]:  # striped in its colour
        hue = field_ends(LIGHT)[1 + curve["side"]]
        ground, stripes = (mix(LIGHT["paper"], hue, share) for share in (0.34, 0.67))
        striped: Look = dict(facecolor=ground, edgecolor=stripes, hatch="//")
        ax.fill(*np.transpose(curve["points"]), linewidth=0, zorder=0.5, **striped)
        return
    dashed, thin, dots = curve["dashed"], curve["thin"], curve["dots"]
    look: Look = dict(color=LIGHT["soft" if dashed or thin else "ink"], marker="." if dots else "")
    look |= dict(linewidth=0.8 if thin else 1.4 if dots else 2 * size**0.5, zorder=2)
    style: Any = "--" if dashed else "-"
    if curve["dotted"]:
        style = (0, (0.1, 3))
        look |= dict(linewidth=1.6, dash_capstyle="round", alpha=0.7 * curve["faint"])
    elif curve["faint"] < 1:
        look |= dict(alpha=curve["faint"])
    elif not (dashed or thin or dots):
        look |= dict(path_effects=casing(look["linewidth"] + 2.5))
    ax.plot(*np.transpose(curve["points"]), linestyle=style, **look)


def line(
    ax: Axes, mark: Mark, size: float = 1, *, strong: bool = False, quiet: bool = False
) -> None:
    """A segment, a handle, an arrow and words: those of them that there are.

    `strong` is the only neuron's line, `quiet` one of several that isn't selected.
    """
    segment, anchor, head, thin = mark["segment"], mark["anchor"], mark["head"], mark["thin"]
    color = LIGHT["soft" if thin or (segment is None and head) else "ink"]
    if segment:
        width = (1.4 if thin else 2.3 if mark["selected"] or strong else 1.7) * size**0.5
        look: Look = dict(color=color, linewidth=width, zorder=2, path_effects=casing(width + 4))
        ax.plot(*np.transpose(segment), "--" if mark["dashed"] else "-", **look)
    if quiet and head:
        return
    if head:
        style = "-|>,head_length=0.8,head_width=0.42"
        arrow = dict(arrowstyle=style, shrinkA=0, shrinkB=0, mutation_scale=12 * size)
        arrow |= dict(color=color, linewidth=2.6 * size, joinstyle="round", capstyle="round")
        write(ax, "", head, xytext=anchor, arrowprops=arrow, zorder=3)
    if anchor:
        alone = 9 if mark["selected"] else 5 if thin else 7
        big = (11 if mark["draggable"] and not thin else 6) if segment or head else alone
        edge = 1.2 if thin else 1.9 * size**0.5
        dot: Look = dict(ms=big * size, mec=color, mew=edge, color=LIGHT["paper"])
        ax.plot(*anchor, "o", zorder=3.5, **dot)
        if segment and head and mark["draggable"]:
            _grip(ax, segment, anchor, size)
    if mark["label"] and mark["label_at"]:
        look = dict(zorder=5, fontsize=TEXT, path_effects=halo())
        look = look if anchor else dict(zorder=3.2, bbox=BOX)
        write(ax, mark["label"], mark["label_at"], ha="center", bold=True, **look)


def _grip(ax: Axes, segment: Any, anchor: Any, size: float) -> None:
    """Three strokes on a handle, along its line."""
    way = np.subtract(*ax.transData.transform(segment))
    along = way / (np.hypot(*way) or 1.0) * 2.6 * size  # points
    across = along[::-1] * (-0.75, 0.75)
    figure: Any = ax.figure
    stroke = dict(arrowstyle="-", color=LIGHT["soft"], lw=1.1 * size**0.5, shrinkA=0, shrinkB=0)
    for k in (-1, 0, 1):
        sides = (k * across + along, k * across - along)
        one, other = (offset_copy(ax.transData, figure, x, y, "points") for x, y in sides)
        where: Look = dict(xycoords=one, xytext=anchor, textcoords=other, zorder=3.6)
        ax.annotate("", anchor, arrowprops=stroke, **where)


def about_points(ax: Axes, marks: PlaneMarks, size: float = 1, *, counts: bool = True) -> None:
    """What is drawn at points: wrong, hollow, selected, how many, their values, the focus."""
    points, crowd = marks.get("points", []), len(marks.get("points", [])) > CROWD
    hollow = [row for row in points if row[5]]
    for row in hollow:
        color = class_color(row[2], marks.get("n_classes", 2))
        look: Look = dict(
            ms=(5 if crowd else 7) * size, mfc=LIGHT["paper"], mec=color, mew=1.4, zorder=4.1
        )
        ax.plot(*row[:2], MARKERS[row[2] % len(MARKERS)], label="_hollow", **look)
    wrong = [row[:2] for row in points if row[3]]
    if wrong:
        for color, edge in ((LIGHT["paper"], 3.6), (LIGHT["ink"], 1.5)):
            ring: Look = dict(ms=15.5 * size, mfc="none", mec=color, mew=edge * size**0.5)
            label = "wrong" if color == LIGHT["ink"] else "_rim"
            ax.plot(*np.transpose(wrong), "o", label=label, zorder=3.5, **ring)
    reach = 9 * size
    side = -1.2 if marks.get("wishes") else 1.2  # to the left where words stand on the right
    beside = [] if crowd else [("✗", place, (side * reach, 0.95 * reach)) for place in wrong]
    if counts and not crowd:
        beside += [(f"{row[4]}×", row[:2], (24, -12)) for row in points if row[4] > 1]
    values = zip(marks.get("values", []), points, strict=False)
    beside += [(text, row[:2], (0, -1.6 * reach)) for text, row in values if text]
    for text, place, offset in beside:
        look = dict(fontsize=TEXT + size, bold=True, path_effects=halo(), zorder=5)
        write(ax, text, place, offset, ha="center", **look)
    if 0 <= marks.get("selected", -1) < len(points):
        x, y = points[marks["selected"]][:2]
        ax.plot(x, y, "s", ms=26 * size**0.5, mfc="none", mec=LIGHT["ink"], mew=1.8, zorder=3)
    if "index" in (focus := marks.get("focus", {})):
        _focus(ax, points[focus["index"]], focus.get("text", ""), marks.get("n_classes", 2))


def _focus(ax: Axes, row: list, words: str, n_classes: int) -> None:
    """The one point that it's about, large, on paper, with words beside it."""
    x, y = row[:2]
    paper, ink = LIGHT["paper"], LIGHT["ink"]
    ax.plot(x, y, "o", label="focus", ms=26, mfc=paper, mec=ink, mew=1.8, zorder=4.5)
    look: Look = dict(ms=12, mfc=class_color(row[2], n_classes), mec=paper, zorder=4.6)
    ax.plot(x, y, MARKERS[row[2] % len(MARKERS)], label="_focus", **look)
    right = ax.transAxes.inverted().transform(ax.transData.transform((x, y)))[0] < 0.5
    if words:
        look = dict(ha="left" if right else "right", fontsize=TEXT, zorder=6)
        write_pill(ax, words, (x, y), (20 if right else -20, 0), **look)


def wish(ax: Axes, x: float, y: float, pull: float, says: str) -> None:
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
    off = (28 if abs(pull) >= LEAST else 15, 0)
    write(ax, says, (x, y), off, fontsize=TEXT, bold=True, zorder=5, bbox=BOX)


def probe(ax: Axes, mark: Mark) -> None:
    """A small cross, and the value in a box above or below it."""
    x, y = mark["x"], mark["y"]
    ax.plot(x, y, "+", color=LIGHT["ink"], markersize=11, zorder=4)
    right, up = ax.transAxes.inverted().transform(ax.transData.transform((x, y)))
    side = "left" if right < 0.3 else "right" if right > 0.7 else "center"
    write(ax, mark["text"], (x, y), (0, -16 if up > 0.85 else 16), ha=side, bbox=BOX, zorder=6)


def axes_inside(ax: Axes, marks: PlaneMarks, y_name: str) -> None:
    """Numbers and names of the axes at the picture's edges, without a frame."""
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelbottom=False, labelleft=False)
    ax.set(xlabel="", ylabel="")
    x0, x1, y0, y1 = marks["bounds"]
    look: Look = dict(fontsize=TEXT, zorder=5, path_effects=halo(2))
    x_ticks, y_ticks = marks["ticks"]
    for value, label in x_ticks:
        if 0.08 < (value - x0) / (x1 - x0) < 0.88:
            write(ax, label, (value, y0), (0, 11), ha="center", **look)
    for value, label in y_ticks:
        if 0.08 < (value - y0) / (y1 - y0) < 0.9:
            write(ax, label, (x0, value), (8, 0), ha="left", **look)
    for name, place, offset, side in (
        (marks.get("x_name", "x₁"), (x1, y0), (-8, 11), "right"),
        (y_name, (x0, y1), (8, -13), "left"),
    ):
        slant = "italic" if len(name) <= 3 else "normal"
        write(ax, name, place, offset, ha=side, fontstyle=slant, **look)
