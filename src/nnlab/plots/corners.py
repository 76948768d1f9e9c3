"""A curve's corners: what a [1, k, 1] ReLU network draws, and what it should become."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures import corners
from nnlab.pictures.checks import FAR
from nnlab.pictures.geometry import TINY, check_bounds
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.sketch import sketch
from nnlab.plots.frame import check_axes
from nnlab.plots.sketch import paint_sketch


@np.errstate(all="ignore")
def plot_corners(
    network: Network,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    ax: Axes,
    pieces: bool = False,
    bounds: ArrayLike | None = None,
) -> Axes:
    """Draw the curve of a [1, k, 1] ReLU network, its corners, and the curve it should become.

    The marks are those of CurveLab. A corner with the factor 0 changes nothing yet: it's grey.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], relu then identity
    X, y : (n_samples, 1) each, the target curve, or None
    ax : the axes to draw on
    pieces : draw each neuron's own part too: its factor times its relu
    bounds : (x0, x1, y0, y1); left out, they fit both curves, or 0 to 6 and −1 to 3

    Returns
    -------
    ax
    """
    corners.check_curve(network)
    fits, shown = (0.0, 6.0, -1.0, 3.0), dict[str, Any]()
    if X is not None:
        data = (inputs := checks.inputs(X, network)), checks.targets(y, len(inputs), 1)
        fits = corners.curve_bounds(*data, network(inputs))
        x, height, wanted = corners.largest_gap(network, *data)
        gap = (x, height, wanted) if abs(height - wanted) > TINY else None
        shown = dict(line=corners.target_line(*data), gap=gap)
    x0, x1, *_ = ends = check_bounds(fits if bounds is None else bounds)
    points = corners.curve_points(network, ends)
    checks.need(np.all(np.abs([*fits, *points.ravel()]) <= FAR), corners.BEYOND)
    each = [(corner, network([corner.place]).item()) for corner in corners.corners(network)]
    if pieces:
        across = np.linspace(x0, x1, 301)[:, np.newaxis]
        parts = network.layers[1].W[0] * network.layers[0](across)  # (1, k) * (n, k) -> (n, k)
        ax.plot(across, parts, color=LIGHT["soft"], linewidth=0.8)
    return paint_sketch(check_axes(ax), sketch(ends, points, each, **shown))
