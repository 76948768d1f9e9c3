"""Ground seen from the side, in marks: heights, the fog on them, and what walks there.

Fog is ground, too: where it lies the picture has a surface of its own, and heights that a walker
hasn't been near are not among the marks. So nobody finds them, neither in the page nor in the file.
"""

from collections.abc import Sequence
from functools import cache
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.marks import ReliefMarks, ReliefWords
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

UNKNOWN = 0  # the code of a height that isn't told; from 1, the lowest, to HIGHEST
HIGHEST = 65535
SHORT = 0.004  # of the picture's width: what is closer together is drawn as one
MOST = 400  # places of a path that are drawn
SEEN = 0.072  # of the width: so far from its path a walker sees clearly, and twice so far nothing
AROUND = 2.0  # and so much farther where it stands
RAGGED = 0.056  # how far the edge of the fog wanders
YAW, QUARTER = np.pi - 0.62, np.pi / 2  # from where it's seen, and as far to its next side
HIGH = 3.0  # how much high ground counts there, where there's no fog


def relief(
    *,
    bounds: ArrayLike,
    heights: ArrayLike,
    seen: ArrayLike | None = None,
    levels: Sequence[float] = (),
    path: ArrayLike = (),
    start: ArrayLike = (),
    head: ArrayLike | None = None,
    **words: Unpack[ReliefWords],
) -> ReliefMarks:
    """The marks that a relief is drawn with.

    Parameters
    ----------
    bounds : (x0, x1, y0, y1)
    heights : (n, n), in the order of `pictures.geometry.sample_plane`
    seen : (n, n) from 0, thick fog, to 1, none, as of `seen_from`; None where there is no fog
    levels : heights at which a contour line runs
    path : (k, 2), where the walker has been; it stands at the last place
    start : where it began, if that isn't the path's first place
    head : where an arrow from there ends
    **words : around the picture, as in `marks.ReliefWords`

    >>> marks = relief(bounds=(0, 1, 0, 1), heights=[[0, 1], [2, 5]], path=[[0, 0]])
    >>> codes(marks).tolist(), marks["path"]
    ([[1, 13108], [26215, 65535]], [[0.0, 0.0]])
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    values = np.asarray(heights, dtype=float)
    n = len(values)
    checks.need(values.shape == (n, n) and n > 1, "heights are (n, n), at least 2 a side")
    good = np.isfinite(values)
    low, high = (values[good].min(), values[good].max()) if good.any() else (0.0, 1.0)
    share = np.clip(np.nan_to_num((values - low) / ((high - low) or 1.0), nan=1.0), 0, 1)
    coded = np.rint(1 + share * (HIGHEST - 1)).astype("<u2")
    clear = b""
    if seen is not None:
        veil = np.rint(255 * np.asarray(seen, dtype=float)).astype(np.uint8)
        coded[veil == 0] = UNKNOWN
        clear = veil.tobytes()
    ticks = ticks_between(x0, x1, 7), ticks_between(y0, y1, 7)
    places, began = (np.reshape(np.asarray(v, dtype=float), (-1, 2)) for v in (path, start))
    began = began if len(began) else places[:1]
    within = [(level - low) / ((high - low) or 1.0) for level in levels]
    return ReliefMarks(
        bounds=[x0, x1, y0, y1],
        size=n,
        heights=coded.tobytes(),
        clear=clear,
        levels=[float(level) for level in within if 0 < level < 1],
        path=_walked(places, (x0, x1, y0, y1)),
        head=[] if head is None else np.asarray(head, dtype=float).tolist(),
        start=began.ravel().tolist(),
        turned=_turned(began, (x0, x1, y0, y1), share * (seen is None)),
        ticks=[[[t, number(t)] for t in axis] for axis in ticks],
        **words,
    )


def codes(marks: ReliefMarks) -> np.ndarray:
    """The heights of these marks, (n, n), `UNKNOWN` where none is told."""
    return np.frombuffer(marks["heights"], "<u2").reshape(marks["size"], marks["size"])


def _walked(places: np.ndarray, bounds: Sequence[float]) -> list[list[float]]:
    """A path without the places that can't be told from the one before; the last one stays."""
    x0, x1, y0, y1 = bounds
    span = np.array([x1 - x0, y1 - y0])
    far = np.clip(np.nan_to_num(places), [x0, y0] - 99 * span, [x1, y1] + 99 * span)
    kept: list[np.ndarray] = []
    for place in far:
        if not kept or np.hypot(*((place - kept[-1]) / span)) > SHORT:
            kept.append(place)
    if len(kept) > 1:
        kept[-1] = far[-1]
    return [place.tolist() for place in kept[:1] + kept[1:][1 - MOST :]]


def _turned(began: np.ndarray, bounds: Sequence[float], share: np.ndarray) -> int:
    """By how many quarters it's turned, so that a walk's start and high ground are at the back."""
    x0, x1, y0, y1 = bounds
    yaw = YAW + QUARTER * np.arange(4)
    away = np.stack([-np.sin(yaw), np.cos(yaw)])  # (2, 4)
    start = (began - [x0, y0]).sum(axis=0) / [x1 - x0, y1 - y0] - 0.5 * (len(began) > 0)
    high = (share - share.mean()).ravel() @ sample_plane((-0.5, 0.5, -0.5, 0.5), len(share))
    return int(np.argmax((start + HIGH * high / share.size) @ away))


def seen_from(path: ArrayLike, bounds: ArrayLike, n: int) -> np.ndarray:
    """How clearly a walker has seen each place: (n, n) from 0, thick fog, to 1, none.

    Parameters
    ----------
    path : (k, 2), where it has been; where it stands now, at the last place, it sees farther
    bounds : (x0, x1, y0, y1)
    n : places a side
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    span = np.array([x1 - x0, y1 - y0])
    places = np.reshape(np.asarray(path, dtype=float), (-1, 2)) / span
    grid = sample_plane((x0, x1, y0, y1), n) / span
    away, last = np.hypot(*(grid - places[-1]).T) / AROUND, places[-1]
    for place in places[: -1 - MOST : -1]:
        if np.hypot(*(place - last)) > SEEN / 4:
            away, last = np.minimum(away, np.hypot(*(grid - place).T)), place
    ragged = away.reshape(n, n) + RAGGED * (clouds(n, 12.0, 3.0) - 0.5)
    share = np.clip(2 - ragged / SEEN, 0, 1)
    return share * share * (3 - 2 * share)


@cache
def clouds(n: int, fine: float = 3.5, offset: float = 1.7) -> np.ndarray:
    """Numbers between 0 and 1 that wander as clouds do, (n, n); the same ones each time.

    Parameters
    ----------
    n : places a side
    fine : how many clouds there are, side by side
    offset : which part of the sky
    """
    at = (np.arange(n) + 0.5) / n * fine + offset
    x, y = np.meshgrid(at, at)
    octaves = ((0.5, 1.0, 0.0), (0.27, 2.1, 5.0), (0.15, 4.3, 9.0), (0.08, 8.7, 1.0))
    each = [weight * _wandering(x * k + by, y * k + by) for weight, k, by in octaves]
    return np.sum(each, axis=0)


def _wandering(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A smooth surface through a number of its own for each whole place."""
    (i, u), (j, v) = (_split(axis) for axis in (x, y))
    low = _own(i, j) * (1 - u) + _own(i + 1, j) * u
    high = _own(i, j + 1) * (1 - u) + _own(i + 1, j + 1) * u
    return low * (1 - v) + high * v


def _split(axis: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    whole = np.floor(axis)
    part = axis - whole
    return whole, part * part * (3 - 2 * part)


def _own(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    scrambled = np.sin(i * 127.1 + j * 311.7) * 43758.5453
    return scrambled - np.floor(scrambled)
