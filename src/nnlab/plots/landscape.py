"""The ground that learning walks on, and a walk over it."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.landscape import landscape_marks
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import SMALL, check_axes
from nnlab.plots.paint import paint_plane


def plot_landscape(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    loss: Loss | str,
    *,
    ax: Axes,
    pair: Sequence[int] = (0, 1),
    bounds: ArrayLike = (-8, 8, -8, 8),
    n: int = 80,
) -> Axes:
    """Draw the loss over two parameters: darker is higher, and along a line it is the same.

    Parameters
    ----------
    network, X, y, loss, pair, bounds, n : as of `pictures.landscape.loss_landscape`
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    return paint_plane(ax, landscape_marks(network, X, y, loss, pair=pair, bounds=bounds, n=n))


def plot_trajectory(path: ArrayLike, *, ax: Axes, label: str = "") -> Axes:
    """Draw a walk over a landscape: a dot for each step, a ring where it began.

    Parameters
    ----------
    path : (n_steps, 2)
    ax : the axes to draw on
    label : written where it ends

    Returns
    -------
    ax
    """
    path = check_points(path)
    checks.need(len(path), "path is empty: give it at least one place")
    ink = LIGHT["ink"]
    check_axes(ax).plot(*path.T, color=ink, linewidth=1.6, marker=".", markersize=5, zorder=3)
    ax.plot(*path[0], "o", color=LIGHT["paper"], markeredgecolor=ink, zorder=4)
    where = dict(xytext=(6, 6), textcoords="offset points", color=ink, fontsize=SMALL)
    ax.annotate(str(label), path[-1], parse_math=False, **where)
    return ax
