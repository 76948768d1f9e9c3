"""The board: one cell for each function of two yes-or-no inputs, filled as they are found."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from nnlab.pictures.checks import check_kind
from nnlab.pictures.palette import LIGHT, MARKERS, class_color
from nnlab.plots.frame import SMALL, check_axes

COLUMNS = 8
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
    check_kind(functions, "a dict of names and their four answers", "items")
    check_kind(found, "the names that are found, in a list or a set", "__iter__", "__len__")
    for name, answers in functions.items():
        if np.shape(answers) != (4,) or any(a not in (0, 1) for a in answers):
            raise ValueError(f"{name} needs four answers, each 0 or 1, not {answers!r}")
    unknown = [name for name in found if name not in functions]
    if unknown:
        raise ValueError(f"no cell of the board is called {unknown[0]!r}")

    check_axes(ax)
    rows = -(-len(functions) // COLUMNS)
    ax.set(xlim=(0, COLUMNS), ylim=(rows * HEIGHT, 0), aspect="equal")
    ax.set_axis_off()
    for i, (name, answers) in enumerate(functions.items()):
        x, y = i % COLUMNS, i // COLUMNS * HEIGHT
        here = name in found
        cell = FancyBboxPatch(
            (x + 0.06, y + 0.06),
            0.88,
            HEIGHT - 0.16,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=LIGHT["panel"] if here else "none",
            edgecolor=LIGHT["soft"],
            linestyle="-" if here else ":",
        )
        cell.set_gid(name)
        ax.add_patch(cell)
        if here:
            _truth(ax, x, y, answers)
        ax.text(
            x + 0.5,
            y + 1.02,
            name.replace(" AND ", "\nAND ").replace(" OR ", "\nOR "),
            ha="center",
            va="center",
            fontsize=SMALL - 1 if " " in name else SMALL,
            color=LIGHT["ink" if here else "soft"],
            parse_math=False,
        )
    return ax


def _truth(ax, x, y, answers):
    """The four answers where the plane has them: (0, 0) at the bottom left."""
    for (x1, x2), answer in zip(product((0, 1), repeat=2), answers, strict=True):
        ax.plot(
            x + 0.34 + 0.32 * x1,
            y + 0.58 - 0.32 * x2,
            MARKERS[answer],
            color=class_color(answer),
            markersize=7,
        )
