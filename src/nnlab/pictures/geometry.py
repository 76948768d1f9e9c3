"""Where things lie in the plane: bounds, sample points, and a neuron's line with its arrow.

Numbers only. Stored pictures and live planes both draw what these functions say.
"""

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.numbers import number

Array: TypeAlias = np.ndarray
Bounds: TypeAlias = tuple[float, float, float, float]  # x0, x1, y0, y1

UNIT: Bounds = (-0.75, 1.75, -0.75, 1.75)  # around the four points of two yes-or-no inputs
TINY = 1e-9  # weights shorter than this have no direction, so no line
FAR = 1e15  # beyond any picture
ARROW_UNIT = 0.15  # an arrow for |w| = 1 is this fraction of the picture's width
ARROW_LEAST, ARROW_MOST = 0.09, 0.24  # and no arrow is shorter or longer
NUMBER = (0.08, 0.04)  # half of the width and height of its number, in parts of the picture
APART = 1.3  # so far from the arrow and the points the number stands, in halves of its own size
CLEAR = 0.07  # an arrow keeps so far from points, in widths
SLIDE = 0.1  # in steps so long, in widths, its start slides along the line to find such a place
WIDEST = 1.5  # a picture's width, in heights
INSET = 0.1  # handles stay this fraction of the width inside the picture
_NEAREST_FIRST = np.array([0, *(k * side for k in range(1, 6) for side in (1, -1))])
APART_Z, Z_STEPS = 0.03, (0.5, 1, 2, 5)  # contours: at least so far apart, in widths; z in these


def check_bounds(bounds: Any) -> Bounds:
    """Return `bounds` as (x0, x1, y0, y1), or say what is wrong with it.

    >>> check_bounds([0, 1, -1, 1])
    (0.0, 1.0, -1.0, 1.0)
    """
    four = checks.numbers(bounds, "bounds", dtype=float)
    asked, given = "bounds are four numbers (x0, x1, y0, y1)", checks.short(bounds)
    checks.need(four.shape == (4,), f"{asked}, not {given}")
    x0, x1, y0, y1 = four.tolist()
    checks.need(x0 < x1 and y0 < y1, f"{asked}, x0 < x1 and y0 < y1, not {given}")
    return x0, x1, y0, y1


def bounds_around(X: ArrayLike) -> Bounds:
    """A square with some air around the points `X`, (n_samples, 2).

    A picture that isn't square shows less than this, so there's more air than a square one needs.

    >>> bounds_around([[0, 0], [0, 1], [1, 0], [1, 1]])
    (-0.75, 1.75, -0.75, 1.75)
    """
    span = span_of(X)
    half = span / 2 + min(max(0.75, 0.15 * span), span)
    return box_around(X, half, half)


def bounds_whole(X: ArrayLike) -> Bounds:
    """Bounds around the points `X`, (n_samples, 2), of which no picture cuts a point off.

    Whether it's about as high as wide, or `WIDEST` times as wide as high.

    >>> np.round(bounds_whole([[0, -50], [0, 50]])).tolist()
    [-84.0, 84.0, -56.0, 56.0]
    """
    half = 0.56 * span_of(X)
    return box_around(X, WIDEST * half, half)


def box_around(X: ArrayLike, across: float, up: float) -> Bounds:
    """Bounds so far on each side of the middle of the points `X`, (n_samples, 2)."""
    X = check_points(X)
    cx, cy = ((np.min(X, axis=0) + np.max(X, axis=0)) / 2).tolist()
    return cx - across, cx + across, cy - up, cy + up


def span_of(X: ArrayLike) -> float:
    """How far points reach, on the axis on which they reach farther."""
    return float(np.max(np.ptp(check_points(X), axis=0))) or 1.0


def bounds_of_each(X: ArrayLike) -> Bounds:
    """Some air around the points `X`, (n_samples, 2), on each axis by itself: for measures.

    >>> bounds_of_each([[170, 13], [230, 21]])
    (164.0, 236.0, 12.2, 21.8)
    """
    X = check_points(X)
    low, high = np.min(X, axis=0), np.max(X, axis=0)
    air = 0.1 * np.where(high > low, high - low, 1.0)
    (x0, y0), (x1, y1) = (low - air).tolist(), (high + air).tolist()
    return x0, x1, y0, y1


def extent(
    X: ArrayLike | None, bounds: ArrayLike | None, *, measures: bool = False
) -> tuple[np.ndarray | None, Bounds]:
    """The points, and the bounds of their picture: as given, or around them, or else `UNIT`."""
    X = None if X is None else check_points(X)
    if bounds is None:
        around = bounds_of_each if measures else bounds_around
        bounds = UNIT if X is None else around(X)
    return X, check_bounds(bounds)


def sample_plane(bounds: ArrayLike, n: int) -> np.ndarray:
    """The centres of n by n cells that tile the plane.

    Returns
    -------
    points : (n * n, 2), row by row from the bottom, each row from the left

    >>> sample_plane((0, 4, 0, 2), 2).tolist()
    [[1.0, 0.5], [3.0, 0.5], [1.0, 1.5], [3.0, 1.5]]
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    checks.need(n >= 1, f"the plane needs at least 1 cell a side, not {n}")
    middle = (np.arange(n) + 0.5) / n
    x, y = np.meshgrid(x0 + (x1 - x0) * middle, y0 + (y1 - y0) * middle)
    return np.column_stack([x.ravel(), y.ravel()])


def line_geometry(
    w: ArrayLike,
    b: float,
    bounds: ArrayLike,
    near: ArrayLike | None = None,
    avoid: ArrayLike = (),
    held: bool = False,
    clear: float = CLEAR,
) -> dict[str, Any] | None:
    """Where the line w·x + b = 0 and its arrow w lie in a picture.

    The point of the line nearest to the origin is −b/|w| along the arrow. There the arrow starts,
    unless it would leave the picture or cover a place to avoid: then it slides along the line.

    Parameters
    ----------
    w : (2,), b : number
    bounds : (x0, x1, y0, y1)
    near : (2,), start the arrow at the line's point nearest to this one instead
    avoid : (n, 2), places that neither the arrow nor its number should cover
    held : whether a hand holds the start at `near`: then it slides away from no place
    clear : how far the arrow keeps from these, in widths, if it can

    Returns
    -------
    None if w is (almost) zero: then there is no line. Otherwise a dict, JSON-ready:
    segment, two ends [x, y], or None if the line passes the picture by;
    anchor [x, y], where the arrow starts (on the line, or near the edge closest to it);
    head [x, y], where it ends; length, |w|; label, with that number; label_at [x, y], its place.

    >>> line = line_geometry([1, 1], -0.5, (-0.5, 1.5, -0.5, 1.5))
    >>> line["segment"], line["anchor"]
    ([[-0.5, 1.0], [1.0, -0.5]], [0.25, 0.25])
    """
    bounds = check_bounds(bounds)
    w = np.asarray(w, dtype=float)
    checks.need(w.shape == (2,), f"a line in the plane needs 2 weights, not shape {w.shape}")
    length = math.hypot(*w)
    finite = math.isfinite(length) and math.isfinite(b)
    checks.need(finite, f"a line needs finite numbers, not w = {w.tolist()}, b = {b}")
    if length < TINY:
        return None

    low, high = np.array(bounds[0::2]), np.array(bounds[1::2])
    width = float(np.min(high - low))
    normal = w / length
    along = np.array([normal[1], -normal[0]])  # with the arrow up, from left to right
    others = np.asarray(avoid, dtype=float).reshape(-1, 2)
    slides = np.zeros(1) if held or not others.size else SLIDE * width * _NEAREST_FIRST
    near = np.asarray((0.0, 0.0) if near is None else near, dtype=float)
    largest = float(np.max(np.abs(w)))
    v = w / largest  # w·w could overflow, v·v can't
    foot = near - np.clip(float(v @ near) + float(b) / largest, -FAR, FAR) / (v @ v) * v
    arrow = min(max(ARROW_UNIT * length, ARROW_LEAST), ARROW_MOST) * width * normal

    inner = low + INSET * width, high - INSET * width
    whole = _clip(foot, along, low, high)
    segment = None
    if whole is None:
        head = np.clip(np.clip(foot, *inner) + arrow, *inner)
        anchor = np.clip(head - arrow, *inner)
    else:
        segment = [(foot + s * along).tolist() for s in whole]
        # Slide so far that the start and, if it can be, the head stay well inside.
        least, most = _clip(foot, along, *inner) or (sum(whole) / 2,) * 2
        heads = _clip(foot + arrow, along, *inner)
        if heads and max(least, heads[0]) <= min(most, heads[1]):
            least, most = max(least, heads[0]), min(most, heads[1])
        starts = foot + np.clip(slides, least, most)[:, np.newaxis] * along
        room = np.minimum(_distances(starts, arrow, others), clear * width)
        anchor = starts[np.argmax(room)]  # the first that is clear, or else the clearest
    # The part of the arrow that stays inside; a stump across the edge still shows the way.
    rooms = [room for box in (inner, (low, high)) if (room := _clip(anchor, arrow, *box))]
    head = anchor + arrow * next((min(1.0, end) for _, end in rooms if end > 0.3), 0.3)
    return {
        "segment": segment,
        "anchor": anchor.tolist(),
        "head": head.tolist(),
        "length": length,
        "label": f"|w| {number(length, 2)}",
        "label_at": _beside(anchor, head, normal, low, high, others).tolist(),
    }


def contours(w: ArrayLike, b: float, bounds: ArrayLike) -> tuple[list[Any], float]:
    """Where w·x + b is a half, one, one and a half ...: the neuron's plane as a slope.

    Returns
    -------
    segments : two ends [x, y] each; none where w·x + b is 0, for there's the line itself
    step : from one to the next; more than a half where w is so long that they would be crowded

    >>> segments, step = contours([1, 0], 0, (-1, 1, -1, 1))
    >>> segments[2:], step
    ([[[0.5, 1.0], [0.5, -1.0]], [[1.0, 1.0], [1.0, -1.0]]], 0.5)
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    w, low, high = np.asarray(w, dtype=float), np.array([x0, y0]), np.array([x1, y1])
    length = math.hypot(*w)
    if not (TINY < length < FAR and abs(b) < FAR):
        return [], Z_STEPS[0]
    least = APART_Z * float(np.min(high - low)) * length
    step = next(m * 10.0**k for k in range(40) for m in Z_STEPS if m * 10.0**k >= least)
    ends = [x * w[0] + y * w[1] + b for x in (x0, x1) for y in (y0, y1)]
    levels = np.arange(math.ceil(min(ends) / step), math.floor(max(ends) / step) + 1)
    way, found = np.array([w[1], -w[0]]) / length, []
    for level in step * levels[levels != 0]:
        foot = w / length * ((level - b) / length)
        if whole := _clip(foot, way, low, high):
            found.append([(foot + s * way).tolist() for s in whole])
    return found, step


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
    elsewhere = math.isfinite(distance) and distance > 0
    checks.need(elsewhere, "an arrow needs a place to point to, away from where it starts")
    w = length * way / distance
    return w, line_through(w, held)


def rooms(places: ArrayLike, half: Array, taken: ArrayLike) -> Array:
    """How far words at each place are from the nearest thing, in halves of their own size.

    >>> rooms([[0, 0]], np.array([2.0, 1.0]), [[3, 0], [9, 9]]).tolist()
    [1.5]
    """
    apart = np.reshape(places, (-1, 1, 2)) - np.reshape(taken, (-1, 2))
    return (np.abs(apart) / half).max(axis=-1).min(axis=1, initial=np.inf)


def _distances(starts: Array, arrow: Array, others: Array) -> Array:
    """How near each arrow, from these starts, comes to the nearest of some places: (n_starts,)."""
    off = others - starts[:, np.newaxis]  # (n_starts, n, 2)
    share = np.clip(off @ arrow / (arrow @ arrow), 0, 1)
    return np.hypot(*(off - share[..., np.newaxis] * arrow).T).min(axis=0, initial=np.inf)


def _beside(
    anchor: Array, head: Array, normal: Array, low: Array, high: Array, others: Array
) -> Array:
    """Where an arrow's number stands clear of it: beyond the head, else beside or behind it."""
    half, across = (high - low) * NUMBER, np.array([normal[1], -normal[0]])
    beyond = APART * np.min(half / np.maximum(np.abs(normal), TINY)) * normal
    aside = APART * (half @ np.abs(across)) * across
    along = np.linspace(head, anchor, 9)
    places = np.array([head + beyond, *(along - aside), *(along + aside), anchor - beyond])
    places = np.clip(places, low + half, high - half)
    room = rooms(places, half, [*np.linspace(anchor, head, 65), *others])
    return places[np.argmax(np.minimum(room, APART).round(9))]


def _clip(point: Array, way: Array, low: Array, high: Array) -> tuple[float, float] | None:
    """For which s point + s·way lies between low and high (Liang and Barsky, 1984)."""
    moves = np.abs(way) >= 1e-12  # the others are parallel to a pair of edges
    if not np.all(moves | ((low <= point) & (point <= high))):
        return None
    ends = np.sort((np.array([low, high]) - point)[:, moves] / way[moves], axis=0)
    start, end = float(ends[0].max()), float(ends[1].min())
    return (start, end) if start < end else None


def far_from(line: np.ndarray, places: np.ndarray) -> np.ndarray:
    """How far each place, (n, 2), is from a line through these, (m, 2).

    >>> far_from(np.array([[0.0, 0.0], [2.0, 0.0]]), np.array([[1.0, 3.0], [5.0, 4.0]])).tolist()
    [3.0, 5.0]
    """
    far, (x, y) = np.full(len(places), np.inf), places.T[..., np.newaxis]
    one, way = (line[:-1], np.diff(line, axis=0)) if len(line) > 1 else (line, 0 * line)
    long = np.maximum((way**2).sum(axis=1), 1e-12)
    pieces = min(len(one), len(one) * len(places) // 2**18 + 1)  # all at once would be much
    for some in np.array_split(np.arange(len(one)), pieces):
        (x0, y0), (dx, dy) = one[some].T, way[some].T
        share = np.clip(((x - x0) * dx + (y - y0) * dy) / long[some], 0, 1)
        off = (x - x0 - share * dx) ** 2 + (y - y0 - share * dy) ** 2
        far = np.minimum(far, np.sqrt(off.min(axis=1)))
    return far
