"""Many starts at once: how each of them ended, and at which learning rates."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT, MARKERS, class_color
from nnlab.plots.frame import SMALL, style

PLATEAUS = ((1 / 8, "1/8", 2), (1 / 6, "1/6", 3), (1 / 4, "1/4", 4))
"""XOR's, under the mean squared error: the loss, as it is written, and how many of the four points
are given the same answer, the mean of their targets."""
NEAR = 0.005  # so far from a plateau still counts as on it


def plateau_of(loss: float) -> tuple[float, str, int] | None:
    """The plateau that a loss lies on: (loss, as it is written, how many points), or None.

    >>> plateau_of(0.1671)[1:], plateau_of(0.02)
    (('1/6', 3), None)
    """
    return next((level for level in PLATEAUS if abs(loss - level[0]) < NEAR), None)


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
    losses = checks.numbers(losses, "losses", finite=False)
    solved = np.asarray(solved, dtype=bool)
    checks.need(
        losses.shape == solved.shape,
        f"losses has shape {losses.shape} and solved {solved.shape}: give one of each "
        "for every start",
    )
    if rates is not None:
        return _map(losses, solved, _checked_rates(rates, losses), ax)
    checks.need(
        losses.ndim == 1,
        f"losses has shape {losses.shape}: without rates= it takes one number for each start",
    )
    return _stairs(losses, solved, plateaus, ax)


def by_loss(losses: ArrayLike) -> np.ndarray:
    """The starts' places in the order of their losses; what is no number comes last.

    >>> by_loss([0.2, np.nan, 0.1]).tolist()
    [2, 0, 1]
    """
    return np.argsort(losses, kind="stable")


def _stairs(losses, solved, plateaus, ax):
    style(ax, "starts, the best first", "final loss")
    order, n = by_loss(losses), len(losses)
    top = max(0.28, 1.05 * np.max(losses[np.isfinite(losses)], initial=0.0))
    if plateaus:
        for value, label, points in PLATEAUS:
            ax.axhline(value, color=LIGHT["soft"], linewidth=1, linestyle=":", zorder=1.5)
            ax.annotate(
                f"{label}: {_COUNTS[points]} points alike",
                (0.02, value),
                va="bottom",
                xycoords=ax.get_yaxis_transform(),
                fontsize=SMALL,
                color=LIGHT["soft"],
            )
    _marks(ax, np.arange(n), losses[order], solved[order], 9 if n <= 20 else 6)
    ax.set(xlim=(-0.03 * n - 0.5, 1.03 * n - 0.5), ylim=(-0.03 * top, top))
    return ax


def _map(losses, solved, rates, ax):
    style(ax, "start", "learning rate, log scale")
    n_rates, n = losses.shape
    start, row = np.meshgrid(np.arange(n), np.arange(n_rates))
    _marks(ax, start.ravel(), row.ravel(), solved.ravel(), 7)
    ax.set_yticks(range(n_rates), [number(rate, figures=2) for rate in rates])
    ax.set_xticks(range(0, n, max(1, n // 5)))
    for at, share in enumerate(solved.sum(axis=1)):
        ax.annotate(
            f"{share} of {n}",
            (1.01, at),
            xycoords=ax.get_yaxis_transform(),
            va="center",
            fontsize=SMALL,
            color=LIGHT["ink"],
        )
    ax.set(xlim=(-0.7, n - 0.3), ylim=(-0.7, n_rates - 0.3))
    return ax


def _marks(ax, x, y, solved, size):
    for k, name in ((1, "solved"), (0, "not solved")):
        here = solved == bool(k)
        ax.plot(
            x[here],
            y[here],
            linestyle="none",
            marker=MARKERS[k],
            markersize=size,
            label=name,
            markerfacecolor=class_color(k, 2),
            markeredgecolor=LIGHT["paper"],
            markeredgewidth=0.6,
            clip_on=False,
            zorder=4,
        )
    where = dict(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0.2)
    ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"], **where)


def _checked_rates(rates, losses):
    rates = checks.numbers(rates, "rates")
    checks.need(
        losses.ndim == 2 and rates.shape == losses.shape[:1],
        f"rates has shape {rates.shape} and losses {losses.shape}: give a row of losses "
        "for each rate",
    )
    checks.need(np.all(rates > 0), "rates must be above 0")
    return rates


_COUNTS = {2: "two", 3: "three", 4: "four"}
