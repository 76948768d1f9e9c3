"""Sheets of glass in marks: each neuron lays one where it says 1; their edges cut the plane up.

The edges are straight, so a sheet and a piece are convex polygons, and exact.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlab.pictures.geometry import TINY, Bounds, sample_plane

Polygon: TypeAlias = list[list[float]]  # [x, y] each, in order

CELLS = 48  # a side, for finding room in a piece
PLACES = 5  # in a piece, at which its code may stand
SLIVER = 1e-9  # of the picture: smaller pieces are none, but lines that meet in one point


class Piece(NamedTuple):
    """A part of the plane in which all neurons say the same."""

    code: str  # a digit for each neuron
    polygon: Polygon
    places: Polygon  # with room for its code, the roomiest first: [x, y, room]


def sheet(numbers: Sequence[float], bounds: Bounds) -> Polygon:
    """Where a neuron [w1, w2, b] says 1 in a picture: all of it, a part, or [] for nothing.

    >>> sheet([1, 0, -0.5], (0, 1, 0, 1))
    [[0.5, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 1.0]]
    """
    return _halves(_whole(bounds), numbers)[1]


def pieces(numbers: ArrayLike, bounds: Bounds, avoid: ArrayLike = ()) -> list[Piece]:
    """The pieces that the lines of neurons cut out of a picture, in the order of their codes.

    Parameters
    ----------
    numbers : (n, 3), rows [w1, w2, b]
    bounds : (x0, x1, y0, y1)
    avoid : (m, 2), places that no code should cover

    >>> found = pieces([[1, 1, -0.5], [1, 1, -1.5]], (-0.5, 1.5, -0.5, 1.5))
    >>> [piece.code for piece in found]
    ['00', '10', '11']
    """
    rows = np.reshape(np.asarray(numbers, dtype=float), (-1, 3))
    cut: list[tuple[str, Polygon]] = [("", _whole(bounds))]
    for row in rows:
        cut = [
            (code + digit, half)
            for code, polygon in cut
            for digit, half in zip("01", _halves(polygon, row), strict=True)
            if half
        ]
    least = SLIVER * area(_whole(bounds))
    rooms = _rooms(rows, bounds, avoid)
    kept = [(code, polygon) for code, polygon in cut if area(polygon) > least]
    return [Piece(code, polygon, rooms.get(code, [])) for code, polygon in sorted(kept)]


def most_pieces(n: int) -> int:
    """So many pieces can n lines cut the plane into, and no more.

    >>> [most_pieces(n) for n in range(1, 5)]
    [2, 4, 7, 11]
    """
    return 1 + n + n * (n - 1) // 2


def glass_marks(numbers: ArrayLike, bounds: Bounds, avoid: ArrayLike = ()) -> list[dict[str, Any]]:
    """The pieces as plain data, few decimals each."""
    return [
        dict(
            code=piece.code,
            polygon=np.round(piece.polygon, 4).tolist(),
            places=np.round(piece.places, 3).tolist(),
        )
        for piece in pieces(numbers, bounds, avoid)
    ]


def _whole(bounds: Bounds) -> Polygon:
    x0, x1, y0, y1 = map(float, bounds)
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def _halves(polygon: Polygon, numbers: ArrayLike) -> tuple[Polygon, Polygon]:
    """A convex polygon cut along w·x + b = 0: where it's below 0, and where it's above."""
    *w, b = np.asarray(numbers, dtype=float)
    length = float(np.hypot(*w))
    if length < TINY:  # no line: all of it is on one side
        return ([], polygon) if b > 0 else (polygon, [])
    points = np.array(polygon)
    z = points @ (np.array(w) / length) + b / length
    z[np.abs(z) < TINY] = 0.0
    halves: tuple[Polygon, Polygon] = ([], [])
    for k in range(len(points)):
        here, there, z0, z1 = points[k - 1], points[k], z[k - 1], z[k]
        if z0 * z1 < 0:
            meets = (here + (there - here) * (z0 / (z0 - z1))).tolist()
            halves[0].append(meets)
            halves[1].append(meets)
        for side, inside in enumerate((z1 <= 0, z1 >= 0)):
            if inside:
                halves[side].append(there.tolist())
    flat = all(z <= 0), all(z >= 0)  # then the other has an edge at most
    return ([] if flat[1] else halves[0]), ([] if flat[0] else halves[1])


def ribs(polygon: Polygon, apart: float) -> list[Polygon]:
    """Strokes that rise to the right across a convex polygon, so far apart from side to side.

    >>> ribs([[0, 0], [2, 0], [2, 2], [0, 2]], 1)
    [[[1.0, 0.0], [2.0, 1.0]], [[0.0, 0.0], [2.0, 2.0]], [[0.0, 1.0], [1.0, 2.0]]]
    """
    corners = np.array(polygon, dtype=float).reshape(-1, 2)
    height = corners[:, 1] - corners[:, 0]  # the same all along a stroke
    low, high = height.min(initial=np.inf), height.max(initial=-np.inf)
    levels = np.arange(np.floor(low / apart) + 1, np.ceil(high / apart)) if len(corners) else ()
    found: list[Polygon] = []
    for level in levels:
        off = height - apart * level
        ends = {
            tuple((corners[k - 1] + (corners[k] - corners[k - 1]) * share).tolist())
            for k in range(len(corners))
            if off[k - 1] * off[k] <= 0 and off[k - 1] != off[k]
            for share in [off[k - 1] / (off[k - 1] - off[k])]
        }
        found.append([list(end) for end in sorted(ends)])
    return found


def area(polygon: Polygon) -> float:
    """How large a polygon is, by the shoelace formula.

    >>> area([[0, 0], [2, 0], [2, 1], [0, 1]])
    2.0
    """
    x, y = np.transpose(polygon)
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def _rooms(rows: np.ndarray, bounds: Bounds, avoid: ArrayLike) -> dict[str, Polygon]:
    """In each piece some places that are far from its edges, and from what's to be avoided."""
    points = sample_plane(bounds, CELLS)
    z = points @ rows[:, :2].T + rows[:, 2]  # (n_points, 2) @ (2, n) -> (n_points, n)
    lengths = np.hypot(*rows[:, :2].T)
    far = np.where(lengths > TINY, np.abs(z) / np.maximum(lengths, TINY), np.inf)
    room = np.column_stack([far, points - bounds[0::2], bounds[1::2] - points]).min(axis=1)
    for place in np.reshape(avoid, (-1, 2)):
        room = np.minimum(room, 0.7 * np.hypot(*(points - place).T))
    n, clear = len(rows), (far > TINY).all(axis=1)
    number = (z > 0) @ (1 << np.arange(n)[::-1])  # the code, read as a binary number
    number[~clear] = -1  # a place on a line is in no piece
    apart, found = 0.12 * (bounds[3] - bounds[2]), {}
    for each in np.unique(number[clear]).tolist():
        inside = number == each
        here, left = points[inside], room[inside]
        places: Polygon = []
        while len(places) < PLACES and left.max() > 0:
            best = int(left.argmax())
            places.append([*here[best].tolist(), float(left[best])])
            left = np.where(np.hypot(*(here - here[best]).T) < apart, -np.inf, left)
        found[f"{each:0{n}b}"] = places
    return found
