"""The ground that learning walks on, and a walk over it."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.landscape import contours, loss_landscape, parameter_name
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.plane import plane
from nnlab.plots.frame import check_axes, write
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
) -> Axes:
    """Draw the loss over two parameters: darker is higher, and along a line it is the same.

    Parameters
    ----------
    network, X, y, loss, pair, bounds : as of `pictures.landscape.loss_landscape`
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    heights = loss_landscape(network, X, y, loss, pair=pair, bounds=bounds)
    x_name, y_name = (parameter_name(network.sizes, i) for i in pair)
    lines = [{"points": line, "thin": True} for _, line in contours(heights, bounds)]
    shown: dict[str, Any] = dict(bounds=bounds, field=heights, scale="heights", curves=lines)
    marks = plane(**shown, x_name=x_name, y_name=y_name)
    return paint_plane(ax, marks)


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
    path, ink = check_points(path), LIGHT["ink"]
    checks.need(len(path), "path is empty: give it at least one place")
    check_axes(ax).plot(*path.T, color=ink, linewidth=1.6, marker=".", markersize=5, zorder=3)
    ax.plot(*path[0], "o", color=LIGHT["paper"], markeredgecolor=ink, zorder=4)
    write(ax, str(label), path[-1], xytext=(6, 6), textcoords="offset points", va="baseline")
    return ax
