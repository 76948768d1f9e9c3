"""Neurons side by side: their lines and the regions between them, and the corners of a curve."""

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Layer, Network
from nnlab.pictures.corners import corner_marks
from nnlab.pictures.layer import layer_marks
from nnlab.plots.paint import paint_plane


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
    asked = dict(chosen=chosen, codes=codes, bounds=bounds, resolution=resolution)
    return paint_plane(ax, layer_marks(layer, X, y, **asked))


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
    asked = dict(chosen=chosen, pieces=pieces, target=target, bounds=bounds)
    paint_plane(ax, corner_marks(network, X, y, **asked)).set_aspect("auto")
    return ax
