"""A walk to and fro on a curve of the loss over one weight, in marks."""

from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.marks import BounceMarks, blank, completed
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

FAR = 20.0  # times the picture's size: farther out, the walk is drawn as if it ended there
BLANK = blank(BounceMarks, bounds=[-1.0, 1.0, 0.0, 1.0])


def bounce(*, bounds: ArrayLike, curve: ArrayLike, path: ArrayLike, **words: Any) -> BounceMarks:
    """The marks of a walk on a curve.

    Parameters
    ----------
    bounds : (x0, x1, y0, y1)
    curve, path : (k, 2), the curve, and where the walk has been on it, its start first
    **words : label, cue and text, as in `marks.BounceMarks`

    >>> bounce(bounds=(-1, 1, 0, 1), curve=[[-1, 1], [0, 0], [1, 1]], path=[[1, 1]])["ticks"]
    [[-1.0, '−1'], [0.0, '0'], [1.0, '1']]
    """
    x0, x1, y0, y1 = ends = check_bounds(bounds)
    checks.need(len(np.asarray(path)) > 0, "path is empty: give it at least its start")
    span = FAR * np.array([x1 - x0, y1 - y0])
    low, high = np.array([x0, y0]) - span, np.array([x1, y1]) + span
    own = {
        "bounds": list(ends),
        "curve": check_points(curve).tolist(),
        "path": np.clip(np.nan_to_num(path), low, high).tolist(),
        "ticks": [[t, number(t)] for t in ticks_between(x0, x1)],
    }
    return cast(BounceMarks, completed(BLANK, words, "a walk") | own)
