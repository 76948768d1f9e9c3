"""Sketches on matplotlib axes: a drawn line, and the corners that follow it."""

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.palette import LIGHT
from nnlab.pictures.sketch import SketchMarks
from nnlab.plots.frame import TEXT, Look, halo, write, write_pill

FAN = 46  # px of a corner's turn
BAND = 0.25  # of its height: what is missing is shaded where it's no more than that
PILL = np.array([38, 16])  # points: half of what the gap's number takes, with air
SIDES = ((46, -12), (-46, 12), (46, 12), (-46, -12), (0, -24), (0, 24))  # from its bar to it
NAMED = 6  # corners that have room for their numbers


def paint_sketch(ax: Axes, marks: SketchMarks) -> Axes:
    """Draw a sketch to the edge of its axes; what its marks are is in `pictures.sketch`."""
    x0, x1, y0, y1 = marks["bounds"]
    ax.set(xlim=(x0, x1), ylim=(y0, y1), xticks=[], yticks=[])
    ax.set_facecolor(LIGHT["paper"])
    ax.spines[:].set_color(LIGHT["line"])
    inside: Look = dict(color=LIGHT["soft"], fontsize=TEXT)
    for x, label in marks["ticks"][0]:
        ax.axvline(x, color=LIGHT["faint"], linewidth=1, zorder=1)
        write(ax, label, (x, y0), (0, 8), ha="center", **inside)
    for y, label in marks["ticks"][1]:
        ax.axhline(y, color=LIGHT["faint"], linewidth=1, zorder=1)
        if 0.06 < (y - y0) / (y1 - y0) < 0.94:  # there the frame is, and the numbers of x
            write(ax, label, (x0, y), (5, 7), ha="left", path_effects=halo(), zorder=3.5, **inside)
    wanted, curve = (np.reshape(each, (-1, 2)) for each in (marks["line"], marks["curve"]))
    look: Look = dict(solid_capstyle="round", solid_joinstyle="round")
    missing = marks["gap"].get("high", 0) - marks["gap"].get("low", 0)
    if len(wanted) and len(curve) and missing < BAND * (y1 - y0):
        x = np.union1d(wanted[:, 0], np.clip(curve[:, 0], wanted[0, 0], wanted[-1, 0]))
        ends = (np.interp(x, *places.T) for places in (wanted, curve))
        ax.fill_between(x, *ends, color=LIGHT["ink"], alpha=0.07, linewidth=0, zorder=1.5)
    if len(wanted):
        ax.plot(*wanted.T, color=LIGHT["soft"], linewidth=6, alpha=0.35, zorder=2, **look)
    if len(curve):
        ax.plot(*curve.T, color=LIGHT["ink"], linewidth=2.4, zorder=3, **look)
    if machine := marks["machine"]:
        ax.plot(*np.transpose(machine), ":", color=LIGHT["ink"], linewidth=1.5, zorder=2.5)
        write(ax, marks["rival"], machine[0], (2, 8), ha="left", bold=True, zorder=3.6)
    if gap := marks["gap"]:
        _gap(ax, gap, marks)
    few = len(marks["corners"]) <= NAMED
    for corner in marks["corners"]:
        if corner["fan"]:
            _fan(ax, corner)
        if corner["at"]:
            edge = LIGHT["ink" if corner["used"] else "soft"]
            dot: Look = dict(ms=15 if few else 7, mfc=LIGHT["paper"], mec=edge, mew=2.2, zorder=4)
            ax.plot(*corner["at"], "o", clip_on=False, **dot)
            name = corner["name"] if few else ""
            write(ax, name, corner["at"], color=edge, ha="center", bold=True, zorder=5)
    return ax


def _fan(ax: Axes, corner: dict) -> None:
    """How much a corner turns the curve, from the way on without it: a sector in its sign's hue."""
    at, *ends = ax.transData.transform([corner["at"], *corner["fan"]])
    was, now = (np.arctan2(*(end - at)[::-1]) for end in ends)
    r = min(FAN, np.hypot(*(ends[1] - at)))
    around = np.linspace(was, now, 24)
    sector = at + r * np.column_stack([np.cos(around), np.sin(around)])
    places = ax.transData.inverted().transform([at, *sector])
    hue = LIGHT["positive" if now > was else "negative"]
    ax.fill(*places.T, color=hue, alpha=0.26, linewidth=0, zorder=1.8)


def _gap(ax: Axes, gap: dict, marks: SketchMarks) -> None:
    """An upright bar where the two are farthest apart, and how far that is in a pill."""
    x, low, high, (x0, x1, *_) = gap["x"], gap["low"], gap["high"], marks["bounds"]
    for y in (low, high):
        ax.plot(x, y, "_", color=LIGHT["ink"], ms=9, mew=1.8, zorder=3.5)
    ax.plot([x, x], [low, high], color=LIGHT["ink"], linewidth=2.2, zorder=3.5)
    unit = ax.figure.get_dpi() / 72  # all in points
    along = np.linspace(x0, x1, 200)
    heights = np.interp(along, *np.transpose(marks["curve"]))
    curve = ax.transData.transform(np.column_stack([along, heights])) / unit
    least, most = ax.bbox.get_points() / unit

    def clear(side: tuple[int, int]) -> float:
        """How far from the curve, and so from its corners, words on this side are."""
        middle = ax.transData.transform((x, high if side[1] > 0 else low)) / unit + side
        inside = np.all(least + PILL < middle) and np.all(middle < most - PILL)
        return float(np.abs((curve - middle) / PILL).max(axis=1).min()) if inside else 0.0

    best = max(SIDES, key=clear)
    write_pill(ax, gap["text"], (x, high if best[1] > 0 else low), best, ha="center", zorder=6)
