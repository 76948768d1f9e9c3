"""The plane of two inputs: points, the field behind them, and the lines of neurons."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Layer, Neuron, checks
from nnlab.pictures import geometry
from nnlab.pictures.checks import check_classes, check_kind
from nnlab.pictures.field import WEAK
from nnlab.pictures.layer import layer_lines
from nnlab.pictures.plane import answers, plane
from nnlab.plots.paint import paint_plane

CELLS, FINE = 96, 200  # of a field, a side: of a neuron, and of what may be less smooth


def plot_data(
    X: ArrayLike,
    y: ArrayLike,
    *,
    ax: Axes,
    wrong: ArrayLike | None = None,
    counts: bool = False,
    names: Sequence[str] | None = None,
) -> Axes:
    """Draw each point with its target's shape and hue; ring and ✗ where `wrong`.

    Parameters
    ----------
    X : (n_samples, 2)
    y : (n_samples, 1) or (n_samples,): 0/1, −1/+1 or class numbers; several columns: one-hot
    ax : the axes to draw on
    wrong : (n_samples,) bool, which points are on the wrong side
    counts : write "2×" where points coincide
    names : of the two axes, with their units; the two then keep scales of their own

    Returns
    -------
    ax
    """
    _, bounds = geometry.extent(X, None, measures=names is not None)
    marks = plane(bounds=bounds, X=X, classes=y, wrong=wrong)
    return _named(paint_plane(ax, marks, counts=counts), names)


def plot_decision_boundary(
    predict: Callable[[np.ndarray], ArrayLike],
    X: ArrayLike | None,
    y: ArrayLike | None,
    *,
    ax: Axes,
    neutral: float = 0.5,
    spread: float = 0.5,
    bounds: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> Axes:
    """Colour the plane by what `predict` says, and draw the data on it.

    Parameters
    ----------
    predict : callable, points (n, 2) -> one number each, (n,) or (n, 1)
    X, y : the data, as in `plot_data`; None for none (then give `bounds`)
    ax : the axes to draw on
    neutral, spread : the value drawn in the middle colour, and how far from it the ends are
    bounds : (x0, x1, y0, y1); left out, they fit the data
    names : of the two axes, with their units; the two then keep scales of their own

    Returns
    -------
    ax
    """
    asked = "what predicts: a network, a neuron, a function of X"
    check_kind(predict, asked, "__call__")
    checks.need(not isinstance(predict, type), f"give {asked}, not the class {predict!r} itself")
    missing = "give data X, y or bounds=(x0, x1, y0, y1): the plane needs an extent"
    checks.need(X is not None or bounds is not None, missing)
    X, bounds = geometry.extent(X, bounds, measures=names is not None)
    scale = checks.number(neutral, "neutral"), checks.number(spread, "spread")
    with np.errstate(all="ignore"):  # far out a network may overflow: that place has no colour
        values = np.asarray(predict(geometry.sample_plane(bounds, FINE)), dtype=float)
    shape = f"predict gave shape {values.shape} for {FINE**2} points: give one number each"
    checks.need(values.size == FINE**2, shape)
    marks = plane(bounds=bounds, field=values, scale=scale, X=X, classes=y)
    return _named(paint_plane(ax, marks, counts=False), names)


@np.errstate(all="ignore")
def plot_neuron(
    neuron: Neuron, X: ArrayLike | None = None, y: ArrayLike | None = None, *, ax: Axes
) -> Axes:
    """Draw what a neuron of two inputs says in the plane, its line, its arrow and the data.

    The arrow is w: at right angles to the line, pointing to the side that says 1. Points on the
    wrong side get a ring and ✗. Without a line, or with one outside the picture, a note says so.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : (n_samples, 2) and the targets, or None
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    check_kind(neuron, "a Neuron", "w", "b", "activation")
    weights = f"this neuron has {np.size(neuron.w)} weights: the plane shows 2 inputs"
    checks.need(np.shape(neuron.w) == (2,), weights)
    X, bounds = geometry.extent(X, None)
    wrong = None
    if X is not None:
        wrong = (X @ neuron.w + neuron.b >= geometry.TINY) != (check_classes(y, len(X)) == 1)
    line = geometry.line_geometry(neuron.w, neuron.b, bounds, avoid=() if X is None else X)
    z = neuron.forward(geometry.sample_plane(bounds, CELLS)).z
    field = answers(neuron.activation, z, WEAK)
    marks = plane(bounds=bounds, X=X, classes=y, wrong=wrong, lines=[line], **field)
    return paint_plane(ax, marks)


@np.errstate(all="ignore")
def plot_neuron_lines(
    layer: Layer,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    ax: Axes,
    chosen: int | None = None,
    codes: bool = True,
    names: Sequence[str] | None = None,
    called: Sequence[str] | None = None,
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
    names : of the two axes, with their units; the two then keep scales of their own
    called : the neurons' names; left out, "neuron 0" and so on

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the layer has not 2 inputs, no neuron `chosen`, or more or fewer neurons than names.
    """
    check_kind(layer, "a Layer", "n_in", "W", "activation")
    checks.need(layer.n_in == 2, f"this layer has {layer.n_in} inputs: the plane shows 2")
    known = f"chosen is {chosen}, but the neurons are 0 to {len(layer) - 1}"
    checks.need(chosen is None or 0 <= chosen < len(layer), known)
    named = called is None or (not isinstance(called, str) and len(called) == len(layer))
    checks.need(named, f"called is a name for each of the {len(layer)} neurons")
    X, bounds = geometry.extent(X, None, measures=names is not None)
    lines = [geometry.line_geometry(*row, bounds) for row in zip(layer.W, layer.b, strict=True)]
    avoid = () if X is None else X
    shown = layer_lines(layer, lines, bounds, avoid, chosen=chosen, codes=codes, called=called)
    if chosen is not None:
        z = layer[chosen].forward(geometry.sample_plane(bounds, CELLS)).z
        shown |= answers(layer.activation, z, WEAK)
    return _named(paint_plane(ax, plane(bounds=bounds, X=X, classes=y, **shown)), names)


def _named(ax: Axes, names: Sequence[str] | None) -> Axes:
    """Measures on the axes in place of x₁ and x₂; of two kinds, they need no common scale."""
    if names is not None:
        two = "names are two, of the axis to the right and of the one upward"
        checks.need(not isinstance(names, str) and len(names) == 2, two)
        ax.set(xlabel=names[0], ylabel=names[1], aspect="auto")
        ax.yaxis.label.set(rotation=90, va="bottom", ha="center")
    return ax
