"""A walk to and fro on a curve, on matplotlib axes; on the screen it's live/js/bounce.js."""

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.marks import BounceMarks
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import check_axes, halo, write
from nnlab.plots.relief import ground


def paint_bounce(ax: Axes, marks: BounceMarks) -> Axes:
    """Draw a walk on a curve; what its marks are is in `pictures.marks`."""
    x0, x1, y0, y1 = marks["bounds"]
    curve, path = np.array(marks["curve"]), np.array(marks["path"])
    ink, soft, paper = (LIGHT[name] for name in ("ink", "soft", "paper"))
    earth = ground(np.linspace([1], [0], 64)) / 255
    check_axes(ax).imshow(earth, extent=(x0, x1, y0, y1), aspect="auto", zorder=-2)
    ax.fill_between(curve[:, 0], curve[:, 1], y1, color=paper, linewidth=0, zorder=-1)
    ax.plot(*curve.T, color=soft, linewidth=1.8)
    for i in range(1, len(path)):
        ax.plot(*path[i - 1 : i + 1].T, color=ink, linewidth=1.2, alpha=0.25 + 0.75 * i / len(path))
    ax.plot(*path[1:].T, "o", color=ink, markeredgecolor=paper, markersize=4.5)
    ax.plot(*path[-1], "o", color=ink, markeredgecolor=paper, markersize=10)
    ax.plot(*path[0], "o", color=paper, markeredgecolor=ink, markersize=8, markeredgewidth=1.8)
    write(ax, "start", path[0], (9, -8), path_effects=halo())
    ax.set(xlim=(x0, x1), ylim=(y0 - 0.08 * (y1 - y0), y1))
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.spines["bottom"].set_color(LIGHT["line"])
    ax.set_yticks([])
    ax.set_xticks([t for t, _ in marks["ticks"]], [label for _, label in marks["ticks"]])
    ax.tick_params(colors=soft, length=3)
    return ax
