"""A field: one value for each cell of the plane, as a byte and as a colour."""

import math
from typing import Any

import numpy as np
from contourpy import contour_generator
from numpy.typing import ArrayLike

from nnlab.pictures.geometry import Bounds
from nnlab.pictures.palette import LIGHT, field_colors, rgb

NEUTRAL = 128  # the byte that stands for exactly the neutral value
WEAK = 0.62  # the power by which weak answers are drawn, so that the first fold of a plane is seen


def field_bytes(
    values: ArrayLike, neutral: float = 0.5, spread: float = 0.5, power: float = 1.0
) -> np.ndarray:
    """Values as bytes: 128 is exactly neutral, 1 and 255 are `spread` or more away from it.

    A value that isn't neutral never becomes 128, so its side can always be seen. Byte 0 marks a
    value that is no number.

    Parameters
    ----------
    values : any shape
    neutral, spread : the middle, and how far from it a colour is strongest
    power : below 1, what is near the middle is drawn stronger than it is, as with `WEAK`

    Returns
    -------
    bytes : uint8, same shape

    >>> field_bytes([0, 0.25, 0.5, 0.75, 1, float("nan")]).tolist()
    [1, 64, 128, 192, 255, 0]
    """
    if not spread > 0:
        raise ValueError(f"spread must be above 0, not {spread}")
    away = np.asarray(values, dtype=float) - neutral
    bad = np.isnan(away)
    scaled = np.clip(np.where(bad, 0.0, away) / spread, -1, 1) * 127
    if power != 1:
        scaled = np.sign(scaled) * np.abs(scaled / 127) ** power * 127
    steps = np.where(np.abs(scaled) < 1, np.sign(scaled), np.rint(scaled))
    return np.where(bad, 0, NEUTRAL + steps).astype(np.uint8)


def side_bytes(values: ArrayLike) -> np.ndarray:
    """A field of which only the sign counts, (n, n), as bytes that keep its zero line in place.

    Scaled so that near the line neighbours differ and nothing is cut off there: between them the
    line can be found to a small part of a cell.

    >>> side_bytes([[-3, -1], [1, 3]]).tolist()
    [[96, 117], [139, 160]]
    """
    values = np.asarray(values, dtype=float)
    steepest = [np.max(np.abs(np.diff(values, axis=k)), initial=0.0) for k in (0, 1)]
    spread = 2 * float(np.nansum(steepest))
    return field_bytes(values, 0.0, spread if 0 < spread < np.inf else 1e-300)


def border(values: ArrayLike, neutral: float, bounds: Bounds) -> list[dict[str, Any]]:
    """Where a field changes sides: lines through many places, `marks.PATH` each.

    Parameters
    ----------
    values : (n * n,), in the order of `geometry.sample_plane(bounds, n)`
    neutral : the value on the line

    >>> [line] = border([0, 1, 0, 1], 0.5, (0, 4, 0, 4))
    >>> [x for x, _ in line["points"]]
    [2.0, 2.0, 2.0, 2.0]
    """
    values = np.asarray(values, dtype=float)
    n, (x0, x1, y0, y1) = math.isqrt(values.size), bounds
    square = values.reshape(n, n)
    with np.errstate(all="ignore"):  # on to the edges: half a cell beyond the outer middles
        for _ in range(2):
            ends = (3 * square[:, [0, -1]] - square[:, [1, -2]]) / 2
            square = np.column_stack([ends[:, 0], square, ends[:, 1]]).T
    at = np.concatenate([[0], (np.arange(n) + 0.5) / n, [1]])
    across, up = x0 + at * (x1 - x0), y0 + at * (y1 - y0)
    lines = contour_generator(across, up, np.ma.masked_invalid(square)).lines(neutral)
    return [{"points": np.asarray(line).tolist()} for line in lines if len(line) > 1]


def unpacked(field: np.ndarray, power: float = 1.0) -> np.ndarray:
    """What a field of bytes stands for, from -1 to 1: the inverse of `field_bytes`.

    >>> unpacked(field_bytes([0, 0.25, 0.5, 1])).round(2).tolist()
    [-1.0, -0.5, 0.0, 1.0]
    """
    away = (field.astype(float) - NEUTRAL) / 127
    return np.sign(away) * np.abs(away) ** (1 / power)


def sharpened(field: np.ndarray, n: int) -> np.ndarray:
    """A field of bytes as n by n bytes, 1 or 255: its sides, with the edge between cells."""
    wide: Any = field
    for k in field.shape[::-1]:  # first along the rows, then along the columns
        at = (np.arange(n) + 0.5) / n * k - 0.5
        wide = np.array([np.interp(at, np.arange(k), line) for line in wide]).T
    return np.where(wide > NEUTRAL, 255, 1).astype(np.uint8)


def field_image(field: np.ndarray, strength: float | None = None) -> np.ndarray:
    """The colours of a field of bytes on paper: (...) -> (..., 3) uint8. Byte 0 shows the paper."""
    table = np.vstack([[rgb(LIGHT["paper"])], field_colors(LIGHT, 255, strength)])
    return table.astype(np.uint8)[field]
