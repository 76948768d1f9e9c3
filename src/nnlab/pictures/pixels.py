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
    pen: bool  # whether the strokes are drawn that may have left the ink
    selected: int  # the pixel that it is about, or -1
    changed: list[int]  # the pixels that are not as they were
    hint: int  # the pixel to change next, or -1
    advice: str  # what to do with it
    caption: str


BLANK = blank(PixelsMarks, side=1, selected=-1, hint=-1)


def pixels(values: ArrayLike, *, spread: float | None = None, **shown: Any) -> PixelsMarks:
    """The marks of a square of numbers.

    Parameters
    ----------
    values : (n * n,) or (n, n), row by row from the top
    spread : of signed values, what is as strong as can be; None: the largest
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
        largest = float(np.max(np.abs(flat), initial=0.0))
        coded = field_bytes(flat, 0.0, spread or largest or 1.0)
    else:
        coded = np.rint(np.clip(np.nan_to_num(flat), 0, 1) * 255).astype(np.uint8)
    own = {"cells": coded.tobytes(), "side": side, "changed": sorted(marks["changed"])}
    return cast(PixelsMarks, marks | own)
