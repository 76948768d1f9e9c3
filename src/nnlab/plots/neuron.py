"""One neuron: what it decides in the plane."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.pictures.checks import check_classes, check_kind
from nnlab.pictures.geometry import TINY, extent, line_geometry, sample_plane
from nnlab.pictures.plane import answers, plane
from nnlab.plots.paint import paint_plane


@np.errstate(all="ignore")
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
    check_kind(neuron, "a Neuron", "w", "b", "activation")
    weights = f"this neuron has {np.size(neuron.w)} weights: the plane shows 2 inputs"
    checks.need(np.shape(neuron.w) == (2,), weights)
    X, bounds = extent(X, bounds)
    wrong = None
    if X is not None:
        wrong = (X @ neuron.w + neuron.b >= TINY) != (check_classes(y, len(X)) == 1)
    line = line_geometry(neuron.w, neuron.b, bounds, avoid=() if X is None else X)
    field = answers(neuron.activation, neuron.forward(sample_plane(bounds, resolution)).z)
    marks = plane(bounds=bounds, X=X, classes=y, wrong=wrong, lines=[line], **field)
    return paint_plane(ax, marks)
