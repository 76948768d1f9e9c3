"""The eight cases on matplotlib axes; on the screen it's live/js/cases.js."""

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.cases import CasesMarks
from nnlab.pictures.palette import LIGHT, field_ends
from nnlab.plots.frame import TEXT, Look, write
from nnlab.plots.paint import paint_points

ROW = 0.2  # of the upper part's half: the height of a reason's row
APART = 0.17  # of columns: the bars of one case


def paint_cases(ax: Axes, marks: CasesMarks) -> Axes:
    """Draw a picture of cases; what its marks are is in `pictures.cases`."""
    columns, rows, reach = marks["columns"], marks["rows"], marks["reach"]
    n, margin, low = len(columns), 1.5, -reach * (1 + ROW * (len(rows) + 0.4))
    ax.set(xlim=(-0.5 - margin, n - 0.4), ylim=(low, reach), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    below, _, above = field_ends(LIGHT)
    ax.axhspan(0, reach, color=above, linewidth=0)
    ax.axhspan(-reach, 0, color=below, linewidth=0)
    for z, _ in marks["ticks"]:
        ax.axhline(z, color=LIGHT["paper"], alpha=0.45, linewidth=0.8)
    for color, width, alpha in ((LIGHT["paper"], 6.5, 0.55), (LIGHT["ink"], 2.4, 1)):
        ax.axhline(0, color=color, linewidth=width, alpha=alpha)
    left: Look = dict(fontsize=TEXT, ha="left")
    for words, z in zip(marks["sides"], (-0.1 * reach, 0.1 * reach), strict=True):
        write(ax, words, (-0.4 - margin, z), **left)
    for k, column in enumerate(columns):
        start, z = column["heights"][0], float(np.clip(column["z"], -reach, reach))
        ax.plot([k - 0.3, k + 0.3], [start, start], color=LIGHT["ink"], linewidth=1.4, alpha=0.5)
        lifted = [low for low, bit in zip(column["heights"], column["bits"], strict=False) if bit]
        tops = [top for top, bit in zip(column["heights"][1:], column["bits"], strict=True) if bit]
        pairs = list(zip([0.0, *lifted], [start, *tops], strict=True))
        for i, ends in enumerate(pairs):
            at = k + (i - len(pairs) + 1) * APART
            color = LIGHT["positive" if ends[1] > ends[0] else "negative"]
            for tint, width in ((LIGHT["paper"], 4.6), (color, 2.6)):
                ends = np.clip(ends, -reach, reach).tolist()
                ax.plot([at, at], ends, color=tint, linewidth=width, solid_capstyle="butt")
        if column["wrong"]:
            ax.plot(k, z, "o", ms=22, mfc="none", mec=LIGHT["ink"], mew=1.6, zorder=3.5)
            where: Look = dict(xytext=(13, 12), textcoords="offset points", ha="center")
            write(ax, "✗", (k, z), fontsize=TEXT, zorder=5, **where)
        paint_points(ax, [k], [z], column["target"], markersize=13)
    for i, name in enumerate(rows):
        height = -reach * (1 + ROW * (i + 0.7))
        write(ax, name, (-0.4 - margin, height), **left)
        for k, column in enumerate(columns):
            yes = column["bits"][i]
            edge, fill = (LIGHT["ink"],) * 2 if yes else (LIGHT["line"], LIGHT["paper"])
            ax.plot(k, height, "o", ms=9, mfc=fill, mec=edge, mew=1.3)
    return ax
