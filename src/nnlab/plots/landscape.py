"""The ground that learning walks on, and a walk over it."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.landscape import axis_name, levels, loss_landscape
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.relief import relief
from nnlab.plots.frame import check_axes, frame, write
from nnlab.plots.relief import Camera, render

SIDE = 500  # pixels of the map


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
    """Draw the loss over two parameters from above: the paler, the higher; equal along a line.

    Parameters
    ----------
    network, X, y, loss, pair, bounds : as of `pictures.landscape.loss_landscape`
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    heights = loss_landscape(network, X, y, loss, pair=pair, bounds=bounds)
    x_name, y_name = (axis_name(network.sizes, i) for i in pair)
    words = dict(x_name=x_name, y_name=y_name)
    marks = relief(bounds=bounds, heights=heights, levels=levels(heights), **words)
    above = Camera(yaw=0, pitch=np.pi / 2, scale=SIDE, middle=(SIDE / 2, SIDE / 2))
    check_axes(ax).imshow(render(marks, above, (SIDE, SIDE)), extent=check_bounds(bounds))
    frame(ax, marks, x_name, y_name, alpha=0)
    return ax


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
    write(ax, str(label), path[-1], (6, 6), va="baseline")
    return ax
