"""A picture of pixels in marks: ink from 0 to 1, or numbers by their sign."""

import math
from typing import Any, TypedDict, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.field import field_bytes
from nnlab.pictures.marks import blank, completed


class PixelsMarks(TypedDict):
    """A square of pixels, row by row from the top."""

    cells: bytes  # signed: as `field_bytes`; else 0, paper, to 255, ink
    side: int  # so many to a side
    signed: bool
    strokes: bytes  # ink whose strokes are drawn, as that of the cells; empty for none
    selected: int  # the pixel that it is about, or -1
    changed: list[int]  # the pixels that are not as they were
    hint: int  # the pixel to change next, or -1
    advice: str  # what to do with it
    caption: str


BLANK = blank(PixelsMarks, side=1, selected=-1, hint=-1)


def pixels(values: ArrayLike, *, strokes: ArrayLike = (), **shown: Any) -> PixelsMarks:
    """The marks of a square of numbers.

    Parameters
    ----------
    values : (n * n,) or (n, n), row by row from the top
    strokes : as many, ink from 0 to 1 whose strokes are drawn, or none
    **shown : what else there is in `PixelsMarks`, but for cells and side

    Raises
    ------
    ValueError
        If they make no square.

    >>> list(pixels([0, 0.5, 1, 0.25])["cells"])
    [0, 128, 255, 64]
    """
    values = np.asarray(values, dtype=float)
    side = math.isqrt(values.size)
    square = f"pixels make a square, n × n numbers; shape {values.shape} isn't that"
    checks.need(values.size and side * side == values.size, square)
    marks = completed(BLANK, shown, "a picture of pixels")
    selected, flat = marks["selected"], values.ravel()
    checks.need(-1 <= selected < values.size, f"there is no pixel {selected}")
    if marks["signed"]:
        cells = field_bytes(flat, 0.0, float(np.max(np.abs(flat))) or 1.0).tobytes()
    else:
        cells = _ink(flat)
    own = {"cells": cells, "side": side, "strokes": _ink(strokes)}
    return cast(PixelsMarks, marks | own | {"changed": sorted(marks["changed"])})


def _ink(values: ArrayLike) -> bytes:
    return np.rint(np.clip(np.nan_to_num(values), 0, 1) * 255).astype(np.uint8).tobytes()
