"""One neuron: what it decides in the plane."""

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Neuron
from nnlab.pictures.neuron import neuron_marks
from nnlab.plots.paint import paint_plane


def plot_neuron(
    neuron: Neuron,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    ax: Axes,
    bounds: ArrayLike | None = None,
    resolution: int = 200,
) -> Axes:
    """Draw what a neuron of two inputs says in the plane, its line, its arrow and the data.

    The arrow is w: at right angles to the line, pointing to the side that says 1. Points on the
    wrong side get a ring and ✗. Without a line, or with one outside the picture, a note says so.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : (n_samples, 2) and the targets, or None
    ax : the axes to draw on
    bounds : (x0, x1, y0, y1); left out, they fit the data, or −0.5 to 1.5
    resolution : cells a side

    Returns
    -------
    ax
    """
    return paint_plane(ax, neuron_marks(neuron, X, y, bounds=bounds, resolution=resolution))
