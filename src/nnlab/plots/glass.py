"""Sheets of glass on matplotlib axes: a colour and a code for each piece of the plane."""

from typing import Any

from matplotlib.axes import Axes

from nnlab.pictures.palette import CROWD, LIGHT, PALE, RIBBED, glass_color, mix
from nnlab.plots.frame import TEXT, Look, write
from nnlab.plots.paint import paint_plane


def paint_glass(ax: Axes, marks: Any) -> Axes:
    """Draw the plane on its sheets; what its marks are is in `pictures.glass`."""
    paint_plane(ax, marks, inside=True, size=1.25)
    x0, x1, y0, y1 = marks["bounds"]
    pill: Look = dict(boxstyle="round,pad=0.35,rounding_size=0.9", facecolor=LIGHT["paper"])
    pill |= dict(edgecolor="none", alpha=0.82)
    pale = PALE * (len(marks["points"]) > CROWD)
    for piece in marks["pieces"]:
        shape = list(zip(*piece["polygon"], strict=True))
        color = mix(glass_color(piece["code"]), LIGHT["paper"], pale)
        ax.fill(*shape, color=color, linewidth=0, zorder=0.5)
        for j, digit in enumerate(piece["code"]):
            if j >= RIBBED and digit == "1":
                rib: Look = dict(hatch="//", edgecolor=LIGHT["ink"], alpha=0.2)
                ax.fill(*shape, facecolor="none", linewidth=0, zorder=0.6, **rib)
        room = [place for place in piece["places"] if place[2] > 0.03 * (y1 - y0)]
        if room:
            look: Look = dict(ha="center", bold=True, fontsize=TEXT, bbox=pill, zorder=3.3)
            write(ax, piece["code"], room[0][:2], **look)
    badge: Look = dict(boxstyle="circle,pad=0.22", linewidth=1.1)
    for j, line in enumerate(marks["lines"] if len(marks["lines"]) > 1 else ()):
        if line.get("segment"):
            start, end = sorted(line["segment"], key=sum)  # the upper end, or the right one
            place = [low + (high - low) * 0.94 for low, high in zip(start, end, strict=True)]
            color = glass_color("0" * j + "1")
            look = dict(ha="center", bold=True, fontsize=TEXT, zorder=3.2)
            write(ax, str(j), place, bbox=badge | dict(facecolor=color), **look)
    return ax
