"""Many starts at once: how each of them ended, and at which learning rates."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.sweep import PLATEAUS, by_loss
from nnlab.plots.frame import Look, legend, level, note, style
from nnlab.plots.paint import paint_points

_COUNTS = {2: "two", 3: "three", 4: "four"}


def plot_sweep(
    losses: ArrayLike,
    solved: ArrayLike,
    *,
    ax: Axes,
    rates: ArrayLike | None = None,
    plateaus: bool = True,
) -> Axes:
    """Draw a mark for each start: ▲ where it solved the problem, ● where it didn't.

    Without `rates` the starts stand in the order of their final losses, the best one left: so a
    plateau where many of them stopped is a stair. With `rates` a row of marks is a learning rate
    and a column is a start; beside each row stands how many solved it.

    Parameters
    ----------
    losses : (n_starts,), or (n_rates, n_starts) with `rates`
    solved : bool, the same shape
    ax : the axes to draw on
    rates : (n_rates,), rising, above 0
    plateaus : whether XOR's plateaus are marked

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the shapes don't agree, or a rate isn't above 0.
    """
    losses, solved = checks.numbers(losses, "losses", finite=False), np.asarray(solved, dtype=bool)
    shapes = f"losses has shape {losses.shape}"
    both = f"{shapes} and solved {solved.shape}: give one of each for every start"
    checks.need(losses.shape == solved.shape, both)
    if rates is None:
        flat = f"{shapes}: without rates= it takes one number for each start"
        checks.need(losses.ndim == 1, flat)
        order = by_loss(losses)
        x, y, solved = np.arange(len(order)), losses[order], solved[order]
        _frame_stairs(ax, y, PLATEAUS if plateaus else ())
        size = 9 if len(order) <= 20 else 6
    else:
        rates = checks.numbers(rates, "rates")
        rows = losses.ndim == 2 and rates.shape == losses.shape[:1]
        checks.need(rows, f"{shapes} and rates {rates.shape}: give a row of losses for each rate")
        checks.need(np.all(rates > 0), "rates must be above 0")
        _frame_map(ax, rates, solved)
        y, x = np.mgrid[: len(rates), : losses.shape[1]]
        size = 7
    look: Look = dict(markersize=size, markeredgewidth=0.6, clip_on=False)
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


def _frame_map(ax: Axes, rates: np.ndarray, solved: np.ndarray) -> None:
    """Axes with a row for each rate, and how many of it solved the problem."""
    style(ax, "start", "learning rate, log scale")
    n_rates, n = solved.shape
    ax.set_yticks(range(n_rates), [number(rate, figures=2) for rate in rates])
    ax.set_xticks(range(0, n, max(1, n // 5)))
    for row, share in enumerate(solved.sum(axis=1)):
        note(ax, f"{share} of {n}", 1.01, row, va="center", color=LIGHT["ink"])
    ax.set(xlim=(-0.7, n - 0.3), ylim=(-0.7, n_rates - 0.3))
