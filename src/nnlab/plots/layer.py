"""Neurons side by side: their lines and the regions between them, and the corners of a curve."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Layer, Network, checks
from nnlab.pictures import corners
from nnlab.pictures.checks import FAR, check_kind
from nnlab.pictures.geometry import TINY, check_bounds, extent, line_geometry, sample_plane
from nnlab.pictures.layer import layer_lines
from nnlab.pictures.plane import answers, plane
from nnlab.plots.paint import paint_plane


@np.errstate(all="ignore")
def plot_neuron_lines(
    layer: Layer,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    ax: Axes,
    chosen: int | None = None,
    codes: bool = True,
    bounds: ArrayLike | None = None,
    resolution: int = 200,
) -> Axes:
    """Draw the line of each neuron of a layer, and the code of each region between them.

    A code has a digit for each neuron, neuron 0 first: 1 on the side that its arrow points to.

    Parameters
    ----------
    layer : Layer with 2 inputs
    X, y : (n_samples, 2) and the targets, or None
    ax : the axes to draw on
    chosen : index of the neuron whose answers colour the plane and whose line is strong, or None
    codes : whether to write the codes
    bounds : (x0, x1, y0, y1); left out, they fit the data, or −0.5 to 1.5
    resolution : cells a side

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the layer has not 2 inputs, or no neuron `chosen`.
    """
    check_kind(layer, "a Layer", "n_in", "W", "activation")
    checks.need(layer.n_in == 2, f"this layer has {layer.n_in} inputs: the plane shows 2")
    known = f"chosen is {chosen}, but the neurons are 0 to {len(layer) - 1}"
    checks.need(chosen is None or 0 <= chosen < len(layer), known)
    X, bounds = extent(X, bounds)
    lines = [line_geometry(w, b, bounds) for w, b in zip(layer.W, layer.b, strict=True)]
    avoid = () if X is None else X
    shown = layer_lines(layer, lines, bounds, avoid, chosen=chosen, codes=codes)
    if chosen is not None:
        neuron = layer[chosen]
        shown |= answers(neuron.activation, neuron.forward(sample_plane(bounds, resolution)).z)
    return paint_plane(ax, plane(bounds=bounds, X=X, classes=y, **shown))


@np.errstate(all="ignore")
def plot_corners(
    network: Network,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    ax: Axes,
    chosen: int | None = None,
    pieces: bool = False,
    target: bool = True,
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
    target : whether to draw the target curve and the largest gap
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
    if data and target:
        curves = [corners.target_curve(*data), *curves]
        lines += corners.gap_marks(network, *data, bounds)
    marks = plane(bounds=bounds, curves=curves, lines=lines, note="", x_name="x", y_name="y")
    paint_plane(ax, marks).set_aspect("auto")
    return ax
