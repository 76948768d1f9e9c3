"""The eight cases on matplotlib axes; on the screen it's live/js/cases.js."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from nnlab.pictures.cases import CasesMarks
from nnlab.pictures.palette import LIGHT, field_ends, mix
from nnlab.plots.frame import TEXT, Look, write
from nnlab.plots.paint import paint_points

ROW = 0.2  # of the upper part's half: the height of a reason's row
HALF, AGAINST = 0.42, 0.39  # of columns: of a brick's width, and of one that is against it
NAMED = 0.1  # of the picture's reach: so high is a brick that has its name on it


def paint_cases(ax: Axes, marks: CasesMarks) -> Axes:
    """Draw a picture of cases; what its marks are is in `pictures.cases`."""
    columns, rows, (low, top) = marks["columns"], marks["rows"], marks["reach"]
    n, margin, reach = len(columns), 1.5, (top - low) / 2
    foot = low - reach * ROW * (len(rows) + 0.4)
    ax.set(xlim=(-0.5 - margin, n - 0.4), ylim=(foot, top), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    below, _, above = field_ends(LIGHT)
    ax.axhspan(0, top, color=above, linewidth=0)
    ax.axhspan(low, 0, color=below, linewidth=0)
    for z, _ in marks["ticks"]:
        ax.axhline(z, color=LIGHT["paper"], alpha=0.45, linewidth=0.8, zorder=1.4)
    for k, column in enumerate(columns):
        _bricks(ax, k, column, rows, (low, top))
    for color, width, alpha in ((LIGHT["paper"], 6.5, 0.55), (LIGHT["ink"], 2.4, 1)):
        ax.axhline(0, color=color, linewidth=width, alpha=alpha, zorder=1.5)
    left: Look = dict(fontsize=TEXT, ha="left")
    for words, z in zip(marks["sides"], (-0.1 * reach, 0.1 * reach), strict=True):
        write(ax, words, (-0.4 - margin, z), bold=True, **left)
    title: Look = dict(bold=True, fontsize=1.6 * TEXT, ha="left")
    write(ax, marks["title"], (-0.5, top - 0.16 * reach), **title)
    for k, column in enumerate(columns):
        z = float(np.clip(column["z"], low, top))
        if column["wrong"]:
            ax.plot(k, z, "o", ms=22, mfc="none", mec=LIGHT["ink"], mew=1.6, zorder=3.5)
            write(ax, "✗", (k, z), (13, 12), ha="center", fontsize=TEXT, zorder=5)
        paint_points(ax, [k], [z], column["target"], markersize=13)
    for i, name in enumerate(rows):
        height = low - reach * ROW * (i + 0.7)
        write(ax, name, (-0.4 - margin, height), **left)
        for k, column in enumerate(columns):
            yes = column["bits"][i]
            edge, fill = (LIGHT["ink"],) * 2 if yes else (LIGHT["line"], LIGHT["paper"])
            ax.plot(k, height, "o", ms=9, mfc=fill, mec=edge, mew=1.3)
    return ax


def _bricks(ax: Axes, k: int, column: dict[str, Any], rows: Sequence[str], reach: Any) -> None:
    """The floor of a case, and the reasons that lift it or let it down."""
    floor = column["floor"]
    ax.plot([k - 0.48, k + 0.48], [floor, floor], ":", color=LIGHT["ink"], linewidth=1.4)
    hollow: Look = dict(fill=False, edgecolor=LIGHT["positive" if floor > 0 else "negative"])
    ax.add_patch(Rectangle((k - HALF, 0), 2 * HALF, floor, linewidth=1.4, **hollow))
    bitten = min((top for _, low, top in column["bricks"] if top < low), default=reach[1])
    for row, low, top in column["bricks"]:
        wide, color = (HALF, "positive") if top > low else (AGAINST, "negative")
        low, top = np.clip([low, top], *reach).tolist()
        tint = mix(LIGHT["paper"], LIGHT[color], 0.22)
        full: Look = dict(facecolor=tint, edgecolor=LIGHT[color], zorder=2)
        ax.add_patch(Rectangle((k - wide, low), 2 * wide, top - low, linewidth=1.4, **full))
        name = rows[row] if top > low else f"− {rows[row]}"
        if top > low:  # what lies above is bitten off
            top = min(top, bitten)
        if abs(top - low) > NAMED * (reach[1] - reach[0]):
            write(ax, name, (k, low + 0.35 * (top - low)), ha="center", zorder=3)
