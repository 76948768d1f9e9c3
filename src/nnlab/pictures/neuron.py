"""A neuron in marks: what it says in the plane, its line, its arrow and the data."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron
from nnlab.pictures.checks import check_classes, check_kind, check_points
from nnlab.pictures.geometry import TINY, bounds_around, check_bounds, line_geometry, sample_plane
from nnlab.pictures.marks import PlaneMarks
from nnlab.pictures.plane import answers, plane


@np.errstate(all="ignore")
def neuron_marks(
    neuron: Neuron,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    bounds: ArrayLike | None = None,
    resolution: int = 200,
) -> PlaneMarks:
    """The marks of `plots.plot_neuron`, with its parameters."""
    check_kind(neuron, "a Neuron", "w", "b", "activation")
    if np.shape(neuron.w) != (2,):
        raise ValueError(f"this neuron has {np.size(neuron.w)} weights: the plane shows 2 inputs")
    wrong = None
    if X is not None:
        X = check_points(X)
        z = X @ neuron.w + neuron.b
        wrong = (z >= TINY) != (check_classes(y, len(X)) == 1)
    if bounds is None:
        bounds = (-0.5, 1.5, -0.5, 1.5) if X is None else bounds_around(X)
    bounds = check_bounds(bounds)
    line = line_geometry(neuron.w, neuron.b, bounds, avoid=() if X is None else X)
    field = answers(neuron.activation, neuron.forward(sample_plane(bounds, resolution)))
    return plane(bounds=bounds, X=X, classes=y, wrong=wrong, lines=[line], **field)
