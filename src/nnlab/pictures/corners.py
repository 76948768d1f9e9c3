"""The curve of a [1, k, 1] ReLU network: its corners, and how far it is off."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.geometry import TINY, Bounds
from nnlab.pictures.numbers import number

BEYOND = "this curve goes beyond all numbers: make the network's weights smaller"


class Corner(NamedTuple):
    """One corner of a curve: where it is, and by how much the slope changes there."""

    place: float  # nan for a neuron whose weight is 0: it has no corner
    factor: float


def check_curve(network: Network) -> Network:
    """The network, if it draws a curve with corners: sizes [1, k, 1], relu then identity."""
    check_kind(network, "a Network", "layers", "sizes", "activations")
    sizes, names = list(network.sizes), [a.name for a in network.activations]
    checks.need(
        len(sizes) == 3 and sizes[0] == sizes[2] == 1 and names == ["relu", "identity"],
        "a curve with corners needs sizes [1, k, 1] with relu, then identity; this network has "
        f'{sizes} with {", ".join(names)}: try Network([1, 3, 1], ["relu", "identity"])',
    )
    return network


def corners(network: Network) -> list[Corner]:
    """The corner that each ReLU neuron of a [1, k, 1] network gives its curve.

    The neuron's z = w·x + b passes 0 at x = −b/w. There the slope of its part v·relu(z) changes
    by v·|w|, from left to right.

    >>> from nnlab import Network
    >>> network = Network([1, 1, 1], ["relu", "identity"], init="zeros")
    >>> network.parameters[:] = [1, -2, 3, 0]
    >>> corners(network)
    [Corner(place=2.0, factor=3.0)]
    """
    first, last = check_curve(network).layers
    return [
        Corner(float(-b / w) if abs(w) > TINY else float("nan"), float(v * abs(w)))
        for w, b, v in zip(first.W[:, 0], first.b, last.W[0], strict=True)
    ]


def curve_points(network: Network, bounds: Bounds) -> np.ndarray:
    """The corners of a [1, k, 1] network's curve across a picture, (n, 2)."""
    x0, x1 = bounds[:2]
    inside = [corner.place for corner in corners(network) if x0 < corner.place < x1]
    x = np.unique([x0, *inside, x1])
    return np.column_stack([x, network(x[:, np.newaxis])[:, 0]])


def curve_bounds(X: ArrayLike, *heights: ArrayLike, now: ArrayLike = ()) -> Bounds:
    """A picture around some curves over X, with air on all sides.

    It grows with the one that is there `now`, up to three times as high.
    """
    x, y = np.ravel(X), np.concatenate([[0.0, 1.0], *map(np.ravel, heights)])
    x0, x1 = float(x.min()), float(x.max())
    x1 = x1 if x1 > x0 else x0 + 1.0
    y = y[np.isfinite(y)]  # a diverged network has no height to show
    low, high = float(y.min()), float(y.max())
    seen = np.clip(np.ravel(now), 2 * low - high, 2 * high - low)
    low, high = float(np.fmin.reduce(seen, initial=low)), float(np.fmax.reduce(seen, initial=high))
    beside, above = 0.085 * (x1 - x0), 0.2 * (high - low)
    return x0 - beside, x1 + beside, low - above, high + above


def target_line(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The points of the curve that is wanted, from left to right, (n, 2)."""
    return np.column_stack([X, y])[np.argsort(X[:, 0], kind="stable")]


def largest_fall(X: np.ndarray, y: np.ndarray) -> float:
    """How far the curve that is wanted comes down from what it has reached."""
    heights = target_line(X, y)[:, 1]
    return float((np.maximum.accumulate(heights) - heights).max())


def gaps(network: Network, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """All places where curve and target can be farthest apart: rows x, the curve, the target.

    The target is the line that joins its points. Both are straight between these points and the
    curve's corners, so nowhere is the gap larger than at one of them.
    """
    line = target_line(X, y)
    first, last = line[0, 0], line[-1, 0]
    bent = [corner.place for corner in corners(network) if first < corner.place < last]
    x, wanted = np.append(line[:, 0], bent), np.append(line[:, 1], np.interp(bent, *line.T))
    return np.stack([x, network(x[:, np.newaxis])[:, 0], wanted])


def largest_gap(network: Network, X: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """Where the curve is farthest from its target: x, the curve's height there, the target's.

    Of several that print alike it's the one farthest from a corner.

    >>> from nnlab import Network
    >>> network = Network([1, 1, 1], ["relu", "identity"], init="zeros")
    >>> network.parameters[:] = [1, -1, 2, 0]  # a corner at 1, between two points
    >>> largest_gap(network, np.array([[0.0], [3.0]]), np.array([[0.0], [4.0]]))
    (1.0, 0.0, 1.3333333333333333)
    """
    places = gaps(network, X, y)
    off = np.abs(places[1] - places[2])
    as_large = places[:, [number(each, 2) == number(off.max(), 2) for each in off]]
    bent = np.array([corner.place for corner in corners(network)])
    away = np.abs(as_large[0][:, np.newaxis] - bent[np.isfinite(bent)]).min(axis=1, initial=np.inf)
    x, curve, wanted = as_large[:, away.argmax()].tolist()
    return x, curve, wanted


def stretches(network: Network, ends: tuple[float, float]) -> list[tuple[float, int | None]]:
    """How steep a curve is from left to right, each with the corner that ends this stretch.

    Parameters
    ----------
    network : the curve
    ends : the curve's first and last x; corners outside are left out, and those that turn nothing

    >>> network = Network([1, 1, 1], ["relu", "identity"], init="zeros")
    >>> network.parameters[:] = [1, -2, 3, 0]
    >>> stretches(network, (0.0, 6.0))
    [(0.0, 0), (3.0, None)]
    """
    each = corners(network)
    places = [corner.place for corner in each]
    inside = [j for j, (x, v) in enumerate(each) if ends[0] < x < ends[1] and abs(v) > TINY]
    order = sorted(inside, key=lambda j: places[j])
    x = np.array([ends[0], *(places[j] for j in order), ends[1]])
    rise, run = np.diff(network(x[:, np.newaxis])[:, 0]), np.diff(x)
    last: list[int | None] = [*order, None]
    return [(float(r / w), j) for r, w, j in zip(rise, run, last, strict=True) if w > 0]
