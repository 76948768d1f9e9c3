"""How far one line comes: every direction tried, and every place for it."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks

DIRECTIONS = 720  # over half a turn


def most_right(X: ArrayLike, y: ArrayLike) -> int:
    """The largest number of samples that one line gets right.

    Tries 720 directions, and for each of them every place between two samples.

    Parameters
    ----------
    X : (n_samples, 2)
    y : (n_samples, 1), targets 0/1

    Returns
    -------
    int

    >>> most_right([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
    3
    """
    points, targets = checks.numbers(X, "X", dtype=float), checks.targets(y, None)
    spread = np.ptp(points, axis=0)
    points = points / np.where(spread > 0, spread, 1)  # so that the directions are spread evenly
    angles = np.linspace(0, np.pi, DIRECTIONS, endpoint=False)
    along = points @ np.array([np.cos(angles), np.sin(angles)])  # (n_samples, DIRECTIONS)
    order = along.argsort(axis=0)
    sorted_along = np.take_along_axis(along, order, axis=0)
    signs = (2 * targets[:, 0] - 1)[order]  # +1 wants a yes
    # Right if all say yes, and with each sample, from the low end, that says no instead.
    right = (targets == 1).sum() - np.cumsum(signs, axis=0)
    apart = np.ones_like(right, dtype=bool)  # no line goes between samples at one place
    apart[:-1] = sorted_along[1:] - sorted_along[:-1] > 1e-9
    right = right[apart]
    return int(
        max(right.max(), len(targets) - right.min(), (targets == 1).sum(), (targets == 0).sum())
    )
