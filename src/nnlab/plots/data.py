"""Points and the field behind them."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.checks import check_kind, check_points
from nnlab.pictures.geometry import bounds_around, extent, sample_plane
from nnlab.pictures.plane import plane
from nnlab.plots.paint import paint_plane


def plot_data(
    X: ArrayLike,
    y: ArrayLike,
    *,
    ax: Axes,
    wrong: ArrayLike | None = None,
    counts: bool = False,
    bounds: ArrayLike | None = None,
) -> Axes:
    """Draw each point with its target's shape and hue; ring and ✗ where `wrong`.

    Parameters
    ----------
    X : (n_samples, 2)
    y : (n_samples, 1) or (n_samples,): 0/1, −1/+1 or class numbers; several columns: one-hot
    ax : the axes to draw on
    wrong : (n_samples,) bool, which points are on the wrong side
    counts : write "2×" where points coincide
    bounds : (x0, x1, y0, y1); left out, the axes' limits fit the points

    Returns
    -------
    ax
    """
    X = check_points(X)
    if bounds is None and len(X):
        bounds = bounds_around(X)
    return paint_plane(ax, plane(bounds=bounds, X=X, classes=y, wrong=wrong), counts=counts)


def plot_decision_boundary(
    predict: Callable[[np.ndarray], ArrayLike],
    X: ArrayLike | None,
    y: ArrayLike | None,
    *,
    ax: Axes,
    resolution: int = 200,
    neutral: float = 0.5,
    spread: float = 0.5,
    bounds: ArrayLike | None = None,
) -> Axes:
    """Colour the plane by what `predict` says, and draw the data on it.

    Parameters
    ----------
    predict : callable, points (n, 2) -> one number each, (n,) or (n, 1)
    X, y : the data, as in `plot_data`; None for none (then give `bounds`)
    ax : the axes to draw on
    resolution : cells a side
    neutral, spread : the value drawn in the middle colour, and how far from it the ends are
    bounds : (x0, x1, y0, y1); left out, they fit the data

    Returns
    -------
    ax
    """
    asked = "what predicts: a network, a neuron, a function of X"
    check_kind(predict, asked, "__call__")
    checks.need(not isinstance(predict, type), f"give {asked}, not the class {predict!r} itself")
    missing = "give data X, y or bounds=(x0, x1, y0, y1): the plane needs an extent"
    checks.need(X is not None or bounds is not None, missing)
    (X, bounds), n = extent(X, bounds), checks.whole(resolution, "resolution", 2)
    scale = checks.number(neutral, "neutral"), checks.number(spread, "spread")
    with np.errstate(all="ignore"):  # far out a network may overflow: that place has no colour
        values = np.asarray(predict(sample_plane(bounds, n)), dtype=float)
    shape = f"predict gave shape {values.shape} for {n * n} points: give one number each"
    checks.need(values.size == n * n, shape)
    marks = plane(bounds=bounds, field=values, scale=scale, X=X, classes=y)
    return paint_plane(ax, marks, counts=False)
