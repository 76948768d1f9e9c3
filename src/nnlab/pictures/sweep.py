"""Many starts at once: how they are put in order, and the plateaus where they stop."""

import numpy as np
from numpy.typing import ArrayLike

PLATEAUS = ((1 / 8, "1/8", 2), (1 / 6, "1/6", 3), (1 / 4, "1/4", 4))
"""XOR's, under the mean squared error: the loss, as it is written, and how many of the four points
are given the same answer, the mean of their targets."""
NEAR = 0.005  # so far from a plateau still counts as on it


def plateau_of(loss: float) -> tuple[float, str, int] | None:
    """The plateau that a loss lies on: (loss, as it is written, how many points), or None.

    >>> plateau_of(0.1671)[1:], plateau_of(0.02)
    (('1/6', 3), None)
    """
    return next((level for level in PLATEAUS if abs(loss - level[0]) < NEAR), None)


def by_loss(losses: ArrayLike) -> np.ndarray:
    """The starts' places in the order of their losses; what is no number comes last.

    >>> by_loss([0.2, np.nan, 0.1]).tolist()
    [2, 0, 1]
    """
    return np.argsort(losses, kind="stable")
