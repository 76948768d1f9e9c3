"""Input checks that pictures share: a sentence for the reader, with the remedy."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks

FAR = 1e100  # beyond any picture
MANY = 1e6  # classes


def check_kind(thing: Any, what: str, *names: str) -> None:
    """Refuse what hasn't got the attributes that a picture of it needs."""
    if not all(hasattr(thing, name) for name in names):
        raise ValueError(f"give {what}, not {checks.short(thing)}")


def check_points(X: ArrayLike) -> np.ndarray:
    """`X` as (n_samples, 2) finite numbers, or a sentence that says why not."""
    try:
        X = np.asarray(X, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("X must be numbers, two for each point") from None
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(
            f"X has shape {X.shape}: the plane needs (n_samples, 2), two numbers a point"
        )
    if not np.all(np.isfinite(X)):
        raise ValueError("X has a value that is not finite: leave such points out")
    if np.any(np.abs(X) > FAR):
        raise ValueError(f"the points reach beyond ±{FAR:g}: no plane is so wide")
    return X


def check_classes(y: ArrayLike, n_samples: int) -> np.ndarray:
    """Targets as class numbers 0, 1, 2, ...: (n_samples,) int.

    One column holds 0/1, −1/+1 or class numbers; several columns are one-hot.

    >>> check_classes([[-1], [1]], 2).tolist(), check_classes([[0, 0, 1], [1, 0, 0]], 2).tolist()
    ([0, 1], [2, 0])
    """
    try:
        y = np.asarray(y, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("y must be numbers: a class for each point") from None
    if y.ndim == 0 or y.ndim > 2 or len(y) != n_samples:
        raise ValueError(
            f"y has shape {y.shape}, but X has {n_samples} points: give one target each"
        )
    if y.ndim == 2 and y.shape[1] > 1:
        return np.argmax(y, axis=1)
    y = y.reshape(n_samples)
    if np.all((y == -1) | (y == 1)):
        return (y > 0).astype(int)
    if not np.all((y >= 0) & (y < MANY) & (y == np.floor(y))):
        raise ValueError("y must hold classes: 0 and 1, −1 and +1, or 0, 1, 2, ...")
    return y.astype(int)
