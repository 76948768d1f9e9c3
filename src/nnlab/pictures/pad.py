"""A pad in marks: what a pen has left on it, and under that the squares that a network sees."""

from typing import Any, TypedDict, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.pictures.marks import blank, completed
from nnlab.pictures.pixels import pixels


class PadMarks(TypedDict):
    """A square of paper. Places on it are (x, y) from 0 to 1, y down."""

    cells: bytes  # what is seen, 8 × 8, as `PixelsMarks` has ink
    frame: list[float]  # left, top, width and height of these squares, on the paper
    strokes: list[list]  # places each
    ground: bytes  # ink under the strokes, as that of the cells but in all the paper; or empty
    wide: float  # how wide the pen is
    rubber: float  # how far the rubber reaches
    rubbing: bool  # whether a hand takes the rubber, not the pen
    fresh: bool  # whether what is there gives way to the next stroke
    looks: bytes  # numbers that lie on the cells in place of ink, as `PixelsMarks` has signed ones


BLANK = blank(PadMarks, frame=[0.0, 0.0, 1.0, 1.0], wide=0.1, rubber=0.06)


def pad(
    values: ArrayLike, *, ground: ArrayLike = (), looks: ArrayLike = (), **shown: Any
) -> PadMarks:
    """The marks of a pad.

    Parameters
    ----------
    values : (n * n,), ink from 0 to 1 that is seen
    ground : as many, ink of a picture that lies there; or none
    looks : as many, numbers that are shown in place of the ink that is seen; or none
    **shown : what else there is in `PadMarks`

    >>> pad([0, 1, 0, 0])["frame"]
    [0.0, 0.0, 1.0, 1.0]
    """
    marks = completed(BLANK, shown, "a pad")
    own = {"cells": pixels(values)["cells"], "ground": b"", "looks": b""}
    if np.size(ground):
        own["ground"] = pixels(ground)["cells"]
    if np.size(looks):
        own["looks"] = pixels(looks, signed=True)["cells"]
    return cast(PadMarks, marks | own)
