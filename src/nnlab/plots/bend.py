"""An activation with its slope, on paper, as on the screen."""

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.bend import BendMarks
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import TEXT, Look, check_axes, halo, toned, write

GROUND = 0.34  # of a side's colour, at most
TIGHT = 0.06  # a curve so close above a line, in heights, leaves no room for a number there


def paint_bend(ax: Axes, marks: BendMarks) -> Axes:
    """Draw an activation, its slope, and where the reader stands."""
    z0, z1, a0, a1 = marks["bounds"]
    check_axes(ax).set(xlim=(z0, z1), ylim=(a0, a1))
    ax.set_axis_off()
    colors = np.array([[toned(tone, GROUND) for tone in marks["tones"]]])
    ax.imshow(colors, extent=(z0, z1, a0, a1), aspect="auto", interpolation="bilinear", zorder=0)
    grid: Look = dict(color=LIGHT["paper"], alpha=0.55, linewidth=1, zorder=1)
    near: Look = dict(path_effects=halo(), zorder=6)
    for z, label in marks["ticks"][0]:
        ax.axvline(z, **grid)
        write(ax, label, (z, a0), (0, 8), ha="center", **near)
    left = marks["curve"][0][0][1]
    for a, label in marks["ticks"][1]:
        ax.axhline(a, **grid)
        under = 0 <= left - a < TIGHT * (a1 - a0)  # where the curve runs over it
        write(ax, label, (z0, a), (7, -15 if under else 6), **near)
    if marks["triangle"]:
        ax.fill(*np.transpose(marks["triangle"]), color=LIGHT["paper"], alpha=0.55, zorder=1.5)
    for piece in marks["slopes"]:
        ax.plot(*np.transpose(piece), ":", color=LIGHT["soft"], linewidth=1.6, label="slope")
    for piece in marks["curve"]:
        casing: Look = dict(color=LIGHT["paper"], linewidth=6, zorder=3)
        ax.plot(*np.transpose(piece), label="casing", **casing)
        ax.plot(*np.transpose(piece), color=LIGHT["ink"], linewidth=2.6, zorder=3, label="curve")
    if marks["triangle"]:
        _slope(ax, marks)
    if marks["steep"]:
        z, slope, said = marks["steep"]
        dot: Look = dict(ms=7, mfc=LIGHT["ink"], mec=LIGHT["paper"], mew=1.5, zorder=6)
        ax.plot(z, slope, "o", label="steep", **dot)
        beside: Look = dict(bold=True, path_effects=halo(), zorder=7)
        write(ax, f"slope {said}", (z, slope), (7, -14), **beside)
    z, a = marks["at"]
    if z0 <= z <= z1:
        ring: Look = dict(ms=11, mfc=LIGHT["paper"], mec=LIGHT["ink"], mew=2.4, zorder=6)
        ax.axvline(z, color=LIGHT["ink"], linewidth=1, linestyle=":", zorder=2)
        ax.plot(z, a, "o", label="here", **ring)
    where: Look = dict(xycoords="axes fraction", va="top", ha="right", fontstyle="italic")
    write(ax, marks["y_name"], (0.98, 0.97), fontsize=TEXT, **where)
    return ax


def _slope(ax: Axes, marks: BendMarks) -> None:
    """The tangent, and a step along it with what it adds."""
    start, corner, end = marks["triangle"]
    ax.plot(*np.transpose([start, corner]), color=LIGHT["soft"], linewidth=1.6, zorder=5)
    side = {"+": "positive", "−": "negative"}.get(marks["rise"][0], "soft")
    ax.plot(*np.transpose([corner, end]), color=LIGHT[side], linewidth=3, zorder=5, label="rise")
    middle = (corner[0], (corner[1] + end[1]) / 2)
    look: Look = dict(bold=True, fontsize=TEXT, color=LIGHT[side], zorder=7)
    write(ax, marks["rise"], middle, (6, 0), **look)
    tangent: Look = dict(color=LIGHT["ink"], linewidth=1.5, zorder=5)
    ax.plot(*np.transpose(marks["tangent"]), label="tangent", **tangent)
