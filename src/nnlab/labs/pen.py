"""What a pen leaves on paper, reduced as the handwritten digits of the data set were.

Each of those was scaled to a box 20 wide and 32 high, set in the middle of a bitmap of 32 × 32, and
counted in blocks of 4 × 4: 8 × 8 numbers from 0 to 16, here from 0 to 1. A drawing is a tuple of
strokes, a stroke a tuple of places (x, y) on the paper, from 0 to 1, y down.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.pictures.geometry import far_from

Stroke = tuple[tuple[float, float], ...]
Frame = tuple[float, float, float, float]  # left, top, width and height, on the paper

SIDE, BLOCK = 32, 4  # of the bitmap, and of what is counted together
BOX = np.array([20.0, 32.0])  # of the bitmap: what a digit is scaled to
PEN, THIN, THICK = 5.4, 4.0, 9.0  # of the bitmap: how wide a stroke is; at least, and at most
INKED = 300  # of the bitmap's 1024 pixels: as many as in a digit of the data
SMALLEST = 0.4  # of the paper: what is smaller isn't scaled up any further
SQUEEZED = 1.6  # how much more one side is scaled than the other, at most
WIDE, RUBBER = 0.1, 0.06  # of the paper: how wide the pen is there; how far the rubber reaches
REACH = RUBBER + WIDE / 2  # from the rubber's middle to that of a stroke that it touches
FINE = 0.01  # of the paper: so near are places where a rubber cuts
WHOLE: Frame = (0.0, 0.0, 1.0, 1.0)
MOST = 5_000  # places in a drawing


def drawing(given: Any) -> tuple[Stroke, ...]:
    """Strokes as they are kept: places inside the paper, three decimals each.

    Raises
    ------
    ValueError
        If they aren't lists of places.

    >>> drawing([[[0.25, 0.5], [2, 1]]])
    (((0.25, 0.5), (1.0, 1.0)),)
    """
    told = "a drawing is strokes, a list of places (x, y) each: [[[0.5, 0.2], [0.5, 0.8]]]"
    checks.need(isinstance(given, Iterable) and not isinstance(given, str | dict), told)
    made = []
    for stroke in given:
        try:
            places = np.asarray(stroke, dtype=float)
        except (TypeError, ValueError):
            places = np.empty(0)
        checks.need(places.ndim == 2 and places.shape[1] == 2 and np.isfinite(places).all(), told)
        kept = np.round(np.clip(places, 0, 1), 3).tolist()
        made.append(tuple((x, y) for x, y in kept))
    checks.need(sum(map(len, made)) <= MOST, f"a drawing has at most {MOST:,} places")
    return tuple(made)


def frame_of(strokes: Iterable[Stroke]) -> Frame:
    """Where on the paper the bitmap lies, so that what is drawn fills its box, in the middle.

    >>> [round(v, 2) for v in frame_of([((0.5, 0.1), (0.5, 0.9))])]
    [0.02, 0.02, 0.96, 0.96]
    """
    places = np.array([place for stroke in strokes for place in stroke])
    if not len(places):
        return WHOLE
    low, high = places.min(axis=0), places.max(axis=0)
    wide, tall = (high - low) * SIDE / (BOX - PEN)
    height = max(tall, wide / SQUEEZED, SMALLEST)
    size = np.array([max(wide, height), height])
    left, top = (low + high - size) / 2
    return float(left), float(top), float(size[0]), float(size[1])


def bitmap(strokes: Iterable[Stroke], frame: Frame, wide: float = 0) -> np.ndarray:
    """(32, 32), where there is ink: within half a pen's width of the strokes.

    If it isn't told how `wide` the pen is, it's as wide as it takes for the ink of a digit.
    """
    away = np.full((SIDE, SIDE), np.inf)
    for stroke in strokes:
        away = np.minimum(away, _away((np.array(stroke) - frame[:2]) / frame[2:] * SIDE))
    takes = 2 * np.partition(away.ravel(), INKED - 1)[INKED - 1]
    return np.asarray(away <= (wide or np.clip(takes, THIN, THICK)) / 2)


def counted(bits: np.ndarray) -> np.ndarray:
    """(64,) how much of each block of 4 × 4 is ink."""
    blocks = bits.reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK)
    return np.asarray(blocks.mean(axis=(1, 3)).ravel())


def enlarged(ink: np.ndarray) -> np.ndarray:
    """(32, 32) a bitmap with this ink in its blocks: there the pixels nearest to more of it."""
    at, n = (np.arange(SIDE) + 0.5) / BLOCK - 0.5, SIDE // BLOCK
    share = np.maximum(0, 1 - np.abs(np.clip(at, 0, n - 1)[:, np.newaxis] - np.arange(n)))
    smooth = share @ ink.reshape(n, n) @ share.T
    blocks = smooth.reshape(n, BLOCK, n, BLOCK).swapaxes(1, 2).reshape(n * n, BLOCK**2)
    rank = np.argsort(np.argsort(-blocks, axis=1, kind="stable"), axis=1)
    inked = rank < np.rint(ink * BLOCK**2)[:, np.newaxis]
    return np.asarray(inked.reshape(n, n, BLOCK, BLOCK).swapaxes(1, 2).reshape(SIDE, SIDE))


def rubbed(strokes: Iterable[Stroke], rubber: Stroke) -> tuple[Stroke, ...]:
    """What is left of strokes where a rubber has gone: it takes what it touches."""
    left: list[Stroke] = []
    for stroke in strokes:
        fine = _fine(np.array(stroke))
        stays = far_from(np.array(rubber), fine) > REACH
        if stays.all():
            left.append(stroke)
            continue
        for part in np.split(np.arange(len(fine)), np.flatnonzero(np.diff(stays)) + 1):
            if stays[part[0]]:
                left += drawing([fine[part]])
    return tuple(left)


def wiped(ink: np.ndarray, rubber: Stroke) -> np.ndarray:
    """(64,) ink, where a rubber has gone over its squares."""
    n = SIDE // BLOCK
    x, y = np.meshgrid((np.arange(n) + 0.5) / n, (np.arange(n) + 0.5) / n)
    far = far_from(np.array(rubber), np.stack([x.ravel(), y.ravel()], axis=1))
    return np.where(far > REACH, ink, 0.0)


def _fine(places: np.ndarray) -> np.ndarray:
    """The same stroke with places so near to one another that a rubber cuts between them."""
    steps = np.hypot(*np.diff(places, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.union1d(along, np.arange(0, along[-1], FINE))
    return np.stack([np.interp(at, along, axis) for axis in places.T], axis=1)


def _away(line: np.ndarray) -> np.ndarray:
    """(32, 32) how far each pixel's middle is from a line through these places."""
    x, y = np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5)
    pixels = np.stack([x.ravel(), y.ravel()], axis=1)
    return far_from(line, pixels).reshape(SIDE, SIDE)
