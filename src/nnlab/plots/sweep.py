"""Many starts at once: how each of them ended."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.sweep import PLATEAUS, by_loss
from nnlab.plots.frame import Look, legend, level, style
from nnlab.plots.paint import paint_points

_COUNTS = {2: "two", 3: "three", 4: "four"}


def plot_sweep(losses: ArrayLike, solved: ArrayLike, *, ax: Axes, plateaus: bool = True) -> Axes:
    """Draw a mark for each start: ▲ where it solved the problem, ● where it didn't.

    The starts stand in the order of their final losses, the best one left: so a plateau where many
    of them stopped is a stair.

    Parameters
    ----------
    losses : (n_starts,)
    solved : bool, the same shape
    ax : the axes to draw on
    plateaus : whether XOR's plateaus are marked

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the shapes don't agree.
    """
    losses, solved = checks.numbers(losses, "losses", finite=False), np.asarray(solved, dtype=bool)
    shapes = f"losses has shape {losses.shape} and solved {solved.shape}"
    fits = losses.shape == solved.shape and losses.ndim == 1
    checks.need(fits, f"{shapes}: give one of each for every start")
    order = by_loss(losses)
    x, y, solved = np.arange(len(order)), losses[order], solved[order]
    _frame_stairs(ax, y, PLATEAUS if plateaus else ())
    look: Look = dict(markersize=9 if len(order) <= 20 else 6, markeredgewidth=0.6, clip_on=False)
    for target, name in ((1, "solved"), (0, "not solved")):
        here = solved == bool(target)
        paint_points(ax, x[here], y[here], target, label=name, **look)
    legend(ax, loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0.2)
    return ax


def _frame_stairs(ax: Axes, losses: np.ndarray, plateaus: tuple) -> None:
    """Axes for losses that rise from start to start, with lines for the plateaus."""
    style(ax, "starts, the best first", "final loss")
    n, top = len(losses), max(0.28, 1.05 * np.max(losses, initial=0.0, where=np.isfinite(losses)))
    for value, label, points in plateaus:
        level(ax, f"{label}: {_COUNTS[points]} points alike", 0.02, value)
    ax.set(xlim=(-0.03 * n - 0.5, 1.03 * n - 0.5), ylim=(-0.03 * top, top))
