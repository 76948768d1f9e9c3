"""Where things lie in the plane: bounds, sample points, ticks, and a neuron's line with its arrow.

Numbers only. Stored pictures and live planes both draw what these functions say.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from nnlab.pictures.checks import check_points

TINY = 1e-9  # weights shorter than this have no direction, so no line
FAR = 1e15  # beyond any picture
ARROW_UNIT = 0.09  # an arrow for |w| = 1 is this fraction of the picture's width
ARROW_CAP = 4.0  # and it stops growing here
LABEL = 0.07  # its number stands this far from its head
CLEAR = 0.2  # the start slides so far along the line, in widths, to get off a point
INSET = 0.06  # handles stay this fraction of the width inside the picture


def check_bounds(bounds: ArrayLike) -> tuple[float, float, float, float]:
    """Return `bounds` as (x0, x1, y0, y1), or say what is wrong with it.

    >>> check_bounds([0, 1, -1, 1])
    (0.0, 1.0, -1.0, 1.0)
    """
    try:
        x0, x1, y0, y1 = (float(v) for v in bounds)
    except (TypeError, ValueError):
        raise ValueError(f"bounds are four numbers (x0, x1, y0, y1), not {bounds!r}") from None
    if not all(math.isfinite(v) for v in (x0, x1, y0, y1)):
        raise ValueError(f"bounds must be finite, not {bounds!r}")
    if not (x0 < x1 and y0 < y1):
        raise ValueError(f"bounds need x0 < x1 and y0 < y1, not {bounds!r}")
    return x0, x1, y0, y1


def bounds_around(X: ArrayLike) -> tuple[float, float, float, float]:
    """A square with some air around the points `X`, (n_samples, 2).

    >>> bounds_around([[0, 0], [0, 1], [1, 0], [1, 1]])
    (-0.5, 1.5, -0.5, 1.5)
    """
    X = check_points(X)
    if not len(X):
        raise ValueError("X has no points: the plane needs at least one, or bounds")
    low, high = np.min(X, axis=0), np.max(X, axis=0)
    span = float(np.max(high - low)) or 1.0
    half = span / 2 + min(max(0.5, 0.1 * span), span)
    (cx, cy) = (float(c) for c in (low + high) / 2)
    return cx - half, cx + half, cy - half, cy + half


def sample_plane(bounds: ArrayLike, n: int) -> np.ndarray:
    """The centres of n by n cells that tile the plane.

    Returns
    -------
    points : (n * n, 2), row by row from the bottom, each row from the left

    >>> sample_plane((0, 4, 0, 2), 2).tolist()
    [[1.0, 0.5], [3.0, 0.5], [1.0, 1.5], [3.0, 1.5]]
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    if n < 1:
        raise ValueError(f"the plane needs at least 1 cell a side, not {n}")
    middle = (np.arange(n) + 0.5) / n
    x, y = np.meshgrid(x0 + (x1 - x0) * middle, y0 + (y1 - y0) * middle)
    return np.column_stack([x.ravel(), y.ravel()])


def line_geometry(
    w: ArrayLike, b: float, bounds: ArrayLike, near: ArrayLike | None = None, avoid: ArrayLike = ()
) -> dict | None:
    """Where the line w·x + b = 0 and its arrow w lie in a picture.

    The point of the line nearest to the origin is −b/|w| along the arrow. There the arrow starts,
    unless it would leave the picture: then it slides along the line.

    Parameters
    ----------
    w : (2,), b : number
    bounds : (x0, x1, y0, y1)
    near : (2,), start the arrow at the line's point nearest to this one instead
    avoid : (n, 2), places that the number should not cover, nor the start unless `near` is given

    Returns
    -------
    None if w is (almost) zero: then there is no line. Otherwise a dict, JSON-ready:
    segment, two ends [x, y], or None if the line passes the picture by;
    anchor [x, y], where the arrow starts (on the line, or near the edge closest to it);
    head [x, y], where it ends; length, |w|; label_at [x, y], where that number can stand.

    >>> line = line_geometry([1, 1], -0.5, (-0.5, 1.5, -0.5, 1.5))
    >>> line["segment"], line["anchor"]
    ([[-0.5, 1.0], [1.0, -0.5]], [0.25, 0.25])
    """
    bounds = check_bounds(bounds)
    w = np.asarray(w, dtype=float)
    if w.shape != (2,):
        raise ValueError(f"a line in the plane needs 2 weights, not shape {w.shape}")
    length = math.hypot(*w)
    if not (math.isfinite(length) and math.isfinite(b)):
        raise ValueError(f"a line needs finite numbers, not w = {w.tolist()}, b = {b}")
    if length < TINY:
        return None

    x0, x1, y0, y1 = bounds
    width = min(x1 - x0, y1 - y0)
    normal = w / length
    along = np.array([normal[1], -normal[0]])  # with the arrow up, from left to right
    others = np.asarray(avoid, dtype=float).reshape(-1, 2)
    slides = [0.0] if near is not None else [0.0, CLEAR * width, -CLEAR * width]
    near = np.asarray((0.0, 0.0) if near is None else near, dtype=float)
    v = w / np.max(np.abs(w))  # w·w could overflow, v·v can't
    offset = float(v @ near) + float(b) / float(np.max(np.abs(w)))
    foot = near - min(max(offset, -FAR), FAR) / (v @ v) * v
    arrow = ARROW_UNIT * min(length, ARROW_CAP) * width * normal

    margin = INSET * width
    inner = (x0 + margin, x1 - margin, y0 + margin, y1 - margin)
    whole = _clip(foot, along, bounds)
    if whole is None:
        head = _inside(_inside(foot, inner) + arrow, inner)
        segment, anchor = None, _inside(head - arrow, inner)
    else:
        segment = [(foot + s * along).tolist() for s in whole]
        # Slide so far that the start and, if it can be, the head stay well inside.
        room = _clip(foot, along, inner) or (sum(whole) / 2,) * 2
        heads = _clip(foot + arrow, along, inner)
        if heads and max(room[0], heads[0]) <= min(room[1], heads[1]):
            room = max(room[0], heads[0]), min(room[1], heads[1])
        starts = [foot + min(max(s, room[0]), room[1]) * along for s in slides]
        clear = [p for p in starts if np.all(_distances(others, p) > CLEAR / 2 * width)]
        anchor = (clear or starts)[0]
    head = anchor + arrow * _fit(anchor, arrow, inner, bounds)
    return {
        "segment": segment,
        "anchor": anchor.tolist(),
        "head": head.tolist(),
        "length": length,
        "label_at": _beside(head, normal, along, width, inner, others).tolist(),
    }


def line_through(w: ArrayLike, point: ArrayLike) -> float:
    """The bias b that puts a point on the line w·x + b = 0.

    >>> line_through([1, 1], [0.5, 0.25])
    -0.75
    """
    return -float(np.dot(w, point)) + 0.0


def turned(length: float, held: ArrayLike, toward: ArrayLike) -> tuple[np.ndarray, float]:
    """The weights and bias whose arrow, `length` long, points from `held` to `toward`.

    The point `held` lies on their line.

    >>> w, b = turned(2, [1, 1], [1, 5])
    >>> w.tolist(), b
    ([0.0, 2.0], -2.0)
    """
    way = np.subtract(toward, held, dtype=float)
    distance = math.hypot(*way)
    if not (math.isfinite(distance) and distance > 0):
        raise ValueError("an arrow needs a place to point to, away from where it starts")
    w = length * way / distance
    return w, line_through(w, held)


def _distances(points, place) -> np.ndarray:
    return np.hypot(*(points - place).T)


def _beside(head, normal, along, width, inner, others) -> np.ndarray:
    """A free place for a number: beyond the head, else at one of its sides."""
    away = LABEL * width
    places = [head + away * d for d in (normal, along - normal, -along - normal, along, -along)]
    inside = [place for place in places if np.array_equal(place, _inside(place, inner))]
    free = [p for p in inside if np.all(_distances(others, p) > 1.4 * away)]
    return (free or inside or [_inside(places[0], inner)])[0]


def _clip(point, direction, bounds) -> tuple[float, float] | None:
    """For which s point + s·direction lies within bounds (Liang and Barsky, 1984)."""
    start, end = -math.inf, math.inf
    for p, d, low, high in zip(point, direction, bounds[0::2], bounds[1::2], strict=True):
        if abs(d) < 1e-12:  # parallel to this pair of edges
            if not low <= p <= high:
                return None
            continue
        a, b = sorted(((low - p) / d, (high - p) / d))
        start, end = max(start, a), min(end, b)
    return (float(start), float(end)) if start < end else None


def _inside(point, bounds) -> np.ndarray:
    return np.clip(point, bounds[0::2], bounds[1::2])


def _fit(start, arrow, inner, bounds) -> float:
    """The part of the arrow, at most all of it, that stays inside."""
    for box in (inner, bounds):
        room = _clip(start, arrow, box)
        if room and room[1] > 0.3:
            return min(1.0, room[1])
    return 0.3  # a stump across the edge still shows the way
