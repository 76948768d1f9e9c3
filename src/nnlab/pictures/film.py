"""A film in marks: moments of a training side by side, each the plane as it was then."""

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.geometry import Bounds, box_around
from nnlab.pictures.marks import FilmMarks, blank, completed
from nnlab.pictures.numbers import count
from nnlab.pictures.plane import point_rows

CELLS = 24  # of a frame's field, a side
ASPECT = 72 / 58  # a frame's width over its height: of its square field the middle is shown
DOTS = 8  # so many points are counted in dots; more in numbers
AIR = 0.4  # around the points, in parts of the way between them
BLANK = blank(FilmMarks, bounds=[-0.5, 1.5, -0.5, 1.5], power=1.0, now=-1, n_classes=2)


def film_bounds(X: ArrayLike) -> Bounds:
    """The square of which each frame shows the middle, with all the points in it.

    >>> film_bounds([[0, 0], [0, 1], [1, 0], [1, 1]])
    (-0.617, 1.617, -0.617, 1.617)
    """
    X = check_points(X)
    low, high = X.min(axis=0), X.max(axis=0)
    spans = np.where(high > low, high - low, 1.0) * (1 + 2 * AIR)
    half = max(float(spans[0]), float(spans[1]) * ASPECT) / 2
    decimals = 3 - math.floor(math.log10(half))
    x0, x1, y0, y1 = (round(v, decimals) for v in box_around(X, half, half))
    return x0, x1, y0, y1


def film(
    fields: Sequence[bytes],
    epochs: Sequence[int],
    right: Sequence[int],
    *,
    epoch: float,
    bounds: Bounds,
    X: ArrayLike,
    classes: ArrayLike,
    running: bool = False,
    **words: Any,
) -> FilmMarks:
    """The marks of some moments, first to last.

    Parameters
    ----------
    fields : of each moment its `field_bytes` at `geometry.sample_plane(bounds, CELLS)`
    epochs, right : of each moment when it was, and how many points were right
    epoch : the one that the plane shows now
    bounds : as of `film_bounds`
    X, classes : the points that are drawn, and their targets
    running : whether the plane goes on: then it isn't at rest at any moment
    **words : power and text, and `of` if some points aren't drawn, as in `marks.FilmMarks`

    Raises
    ------
    ValueError
        If there is not one field, one epoch and one count of each moment.

    >>> marks = film([bytes(576)] * 2, [0, 1500], [1, 1], epoch=1500, bounds=(0, 1, 0, 1),
    ...     X=[[0, 1]], classes=[1])
    >>> marks["frames"], marks["now"], marks["exact"]
    ([[0, '0', 1], [1500, '1,500', 1]], 1, True)
    """
    each = f"{len(fields)} fields, {len(epochs)} epochs and {len(right)} counts: give one of each"
    checks.need(len(fields) == len(epochs) == len(right), each)
    points, now = point_rows(X, classes), int(np.searchsorted(epochs, epoch, "right")) - 1
    own = {
        "bounds": list(bounds),
        "size": CELLS,
        "fields": b"".join(fields),
        "frames": [[int(e), count(e), int(n)] for e, n in zip(epochs, right, strict=True)],
        "now": now,
        "exact": now >= 0 and epochs[now] == epoch and not running,
        "points": points,
        "n_classes": max([2, *(row[2] + 1 for row in points)]),
    }
    return cast(FilmMarks, completed(BLANK, {"of": len(check_points(X)), **words}, "a film") | own)
