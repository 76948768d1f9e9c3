"""The board: one cell for each function of two yes-or-no inputs, filled as they are found."""

from collections.abc import Collection, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from nnlab.pictures.board import COLUMNS, board
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import SMALL, Look, check_axes, write
from nnlab.plots.paint import paint_points

HEIGHT = 1.3  # of a row, where a column is 1 wide


def plot_board(functions: Mapping[str, Sequence[int]], found: Collection[str], *, ax: Axes) -> Axes:
    """Draw a cell for each function with its name; those `found` show their answers too.

    Parameters
    ----------
    functions : dict, name -> its answers, four 0s and 1s for the inputs 00, 01, 10, 11
    found : names
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    cells = board(functions, found)
    check_axes(ax).set(xlim=(0, COLUMNS), ylim=(-(-len(cells) // COLUMNS) * HEIGHT, 0))
    ax.set_aspect("equal")
    ax.set_axis_off()
    for i, cell in enumerate(cells):
        x, y, here = i % COLUMNS, i // COLUMNS * HEIGHT, cell["found"]
        look: Look = dict(boxstyle="round,pad=0,rounding_size=0.06", edgecolor=LIGHT["soft"])
        look |= dict(facecolor=LIGHT["tint"], linestyle="-") if here else dict(fill=False, ls=":")
        ax.add_patch(FancyBboxPatch((x + 0.06, y + 0.06), 0.88, HEIGHT - 0.16, **look))
        for k, answer in enumerate(cell["answers"] if here else []):
            at = x + 0.34 + 0.32 * (k % 2), y + 0.26 + 0.32 * (k // 2)
            paint_points(ax, *at, answer, markersize=7, markeredgewidth=0)
        words = cell["name"].replace(" AND ", "\nAND ").replace(" OR ", "\nOR ")
        look = dict(fontsize=SMALL - (" " in cell["name"]), color=LIGHT["ink" if here else "soft"])
        write(ax, words, (x + 0.5, y + 1.02), ha="center", **look)
    return ax
