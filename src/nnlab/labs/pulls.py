"""Where in a picture it's shown that a mistake pulls a line: an arrow, clear of marks and words."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.pictures.geometry import Bounds

SPOTS = np.linspace(0.15, 0.85, 15)[:, np.newaxis]  # of its line, where the pull can be shown
# In sides of the picture: kept free, ticks, seen, and clear of a mistake's words.
EDGE, FOOT, SHORTEST, BESIDE = 0.04, 0.16, 0.025, 0.16
NEARLY = 0.75  # an arrow this long, beside the longest, is long enough


def pulled(
    line: ArrayLike | None, coming: ArrayLike | None, bounds: Bounds, X: ArrayLike, met: ArrayLike
) -> list | None:
    """The ends of an arrow from a line to the one that comes.

    Parameters
    ----------
    line, coming : the two ends of each, or None
    bounds : of the picture
    X : (n, 2), marks that the arrow keeps away from
    met : (2,), the mistake; its words stand beside it

    Returns
    -------
    list or None
        None where there is no arrow to be seen.

    >>> ends = pulled([[0, 0], [0, 1]], [[1, 0], [1, 1]], (0, 2, 0, 1), [[0.5, 0.5]], [0.5, 0.5])
    >>> np.round(ends, 2).tolist()
    [[0.0, 0.2], [1.0, 0.2]]
    """
    if line is None or coming is None:
        return None
    low, span = np.array(bounds[0::2]), np.array(bounds[1::2]) - np.array(bounds[0::2])
    ends, mistake = (np.array(coming) - low) / span, (np.array(met) - low) / span
    along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    marks = ((np.array(X) - low) / span)[:, np.newaxis]
    a, z = (np.array(line) - low) / span
    starts = a + SPOTS * (z - a)
    to = ends[0] + ((starts - ends[0]) @ along)[:, np.newaxis] * along
    inside = ((to > EDGE) & (to < 1 - EDGE)).all(axis=1)
    far = np.where(inside, np.linalg.norm(to - starts, axis=1), 0.0)
    if far.max() < SHORTEST:
        return None
    taken = np.abs(starts[:, 1] - mistake[1]) < BESIDE  # there the mistake's words stand
    taken |= np.minimum(starts[:, 1], to[:, 1]) < FOOT
    taken |= np.maximum(starts[:, 1], to[:, 1]) > 1 - FOOT
    free = np.linalg.norm(marks - (starts + to) / 2, axis=2).min(axis=0) - 2 * taken
    good = np.where(far >= NEARLY * far.max(), free, -np.inf)
    k = int(np.argmax(good))
    return [(low + span * place).tolist() for place in (starts[k], to[k])]
