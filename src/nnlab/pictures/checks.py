"""Input checks that pictures share: a sentence for the reader, with the remedy."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks

FAR = 1e100  # beyond any picture
MANY = 1e6  # classes


def check_kind(thing: Any, what: str, *names: str) -> None:
    """Refuse what hasn't got the attributes that a picture of it needs."""
    good = all(hasattr(thing, name) for name in names)
    checks.need(good, f"give {what}, not {checks.short(thing)}")


def check_network(network: Network) -> None:
    """Refuse what is no network, or many of them."""
    check_kind(network, "a Network", "layers", "sizes", "runs", "with_parameters")
    checks.need(not network.runs, f"this network has runs {network.runs}: give one, network.run(0)")


def check_points(X: ArrayLike) -> np.ndarray:
    """`X` as (n_samples, 2) finite numbers, or a sentence that says why not."""
    X = checks.numbers(X, "X", dtype=float)
    shape = f"X has shape {X.shape}: the plane needs (n_samples, 2), two numbers a point"
    checks.need(X.ndim == 2 and X.shape[1] == 2, shape)
    far = f"the points reach beyond ±{FAR:g}: no plane is so wide"
    checks.need(np.all(np.abs(X) <= FAR), far)
    return X


def check_classes(y: ArrayLike | None, n_samples: int) -> np.ndarray:
    """Targets as class numbers 0, 1, 2, ...: (n_samples,) int.

    One column holds 0/1, −1/+1 or class numbers; several columns are one-hot.

    >>> check_classes([[-1], [1]], 2).tolist(), check_classes([[0, 0, 1], [1, 0, 0]], 2).tolist()
    ([0, 1], [2, 0])
    """
    y = checks.numbers(y, "y", dtype=float)
    each = f"y has shape {y.shape}, but X has {n_samples} points: give one target each"
    checks.need(y.ndim in (1, 2) and len(y) == n_samples, each)
    if y.ndim == 2 and y.shape[1] > 1:
        return np.argmax(y, axis=1)
    y = y.reshape(n_samples)
    if np.isin(y, (-1, 1)).all():
        return (y > 0).astype(int)
    whole = np.all((y >= 0) & (y < MANY) & (y == np.floor(y)))
    checks.need(whole, "y must hold classes: 0 and 1, −1 and +1, or 0, 1, 2, ...")
    return y.astype(int)
