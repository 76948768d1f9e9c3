"""A walk to and fro on a curve of the loss over one weight, in marks."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.marks import BounceMarks
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

FAR = 20.0  # times the picture's size: farther out, the walk is drawn as if it ended there


def bounce(
    *,
    bounds: ArrayLike,
    curve: ArrayLike,
    path: ArrayLike,
    label: str = "",
    cue: str = "",
    text: str = "",
) -> BounceMarks:
    """The marks of a walk on a curve.

    Parameters
    ----------
    bounds : (x0, x1, y0, y1)
    curve, path : (k, 2), the curve, and where the walk has been on it, its start first
    label : how long its steps are
    cue : words that ask to take hold of the first step's end
    text : for a screen reader

    >>> bounce(bounds=(-1, 1, 0, 1), curve=[[-1, 1], [0, 0], [1, 1]], path=[[1, 1]])["ticks"]
    [[-1.0, '−1'], [0.0, '0'], [1.0, '1']]
    """
    x0, x1, y0, y1 = ends = check_bounds(bounds)
    checks.need(len(np.asarray(path)) > 0, "path is empty: give it at least its start")
    span = FAR * np.array([x1 - x0, y1 - y0])
    low, high = np.array([x0, y0]) - span, np.array([x1, y1]) + span
    return BounceMarks(
        bounds=list(ends),
        curve=check_points(curve).tolist(),
        path=np.clip(np.nan_to_num(path), low, high).tolist(),
        ticks=[[t, number(t)] for t in ticks_between(x0, x1)],
        label=label,
        cue=cue,
        text=text,
    )
