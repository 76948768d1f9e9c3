"""A curve's corners: what a [1, k, 1] ReLU network draws, and what it should become."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures import corners
from nnlab.pictures.checks import FAR
from nnlab.pictures.geometry import TINY, check_bounds
from nnlab.pictures.plane import plane
from nnlab.plots.paint import paint_plane


@np.errstate(all="ignore")
def plot_corners(
    network: Network,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    ax: Axes,
    chosen: int | None = None,
    pieces: bool = False,
    bounds: ArrayLike | None = None,
) -> Axes:
    """Draw the curve of a [1, k, 1] ReLU network, its corners, and the curve it should become.

    A corner with the factor 0 changes nothing yet: its dot is small and grey.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], relu then identity
    X, y : (n_samples, 1) each, the target curve, or None
    ax : the axes to draw on
    chosen : index of the corner that is marked, or None
    pieces : draw each neuron's own part too: its factor times its relu
    bounds : (x0, x1, y0, y1); left out, they fit both curves, or 0 to 6 and −1 to 3

    Returns
    -------
    ax
    """
    corners.check_curve(network)
    data = None
    if X is not None:
        inputs = checks.inputs(X, network)
        data = inputs, checks.targets(y, len(inputs), 1)
    if bounds is None:
        bounds = corners.curve_bounds(*data, network(data[0])) if data else (0.0, 6.0, -1.0, 3.0)
        checks.need(np.all(np.abs(bounds) <= FAR), corners.BEYOND)
    x0, x1, *_ = bounds = check_bounds(bounds)
    points = corners.curve_points(network, bounds)
    checks.need(np.all(np.abs(points) <= FAR), corners.BEYOND)
    curves: list[dict] = [{"points": points}]
    if pieces:
        x = np.linspace(x0, x1, 301)[:, np.newaxis]
        parts = network.layers[1].W[0] * network.layers[0](x)  # (1, k) * (n, k) -> (n, k)
        curves = [{"points": np.column_stack([x, part]), "thin": True} for part in parts.T] + curves
    lines = [
        {"anchor": [corner.place, network([corner.place]).item()], "draggable": False}
        | {"selected": j == chosen, "thin": abs(corner.factor) <= TINY}
        for j, corner in enumerate(corners.corners(network))
        if x0 <= corner.place <= x1
    ]
    if data:
        curves = [corners.target_curve(*data), *curves]
        lines += corners.gap_marks(network, *data, bounds)
    marks = plane(bounds=bounds, curves=curves, lines=lines, note="", x_name="x", y_name="y")
    paint_plane(ax, marks).set_aspect("auto")
    return ax
