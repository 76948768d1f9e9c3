"""Curves over many steps: which points of them are drawn."""

import math

import numpy as np

MOST = 800  # points of a curve that are drawn: more than a picture has columns


def thinned(x, y, low=None, high=None, most: int = MOST) -> tuple[np.ndarray, np.ndarray]:
    """At most about `most` points of a curve; every peak and every dip is among them.

    The curve is cut into stretches of equally many points; of each, the lowest and the highest
    stay, besides the first and the last point of all.

    Parameters
    ----------
    x, y : (n,)
    low, high : (n,), what y reached since the point before, if it is known
    most : int

    Returns
    -------
    x, y : (m,) in the same order, m at most `most` + 4

    >>> y = np.zeros(100_000)
    >>> y[77_777] = 1  # a spike of a single step
    >>> x, y = thinned(np.arange(100_000), y, most=100)
    >>> len(x) <= 104, x[y == 1].tolist()
    (True, [77777.0])
    """
    x, y = (np.asarray(values, dtype=float).ravel() for values in (x, y))
    low, high = (y if v is None else np.asarray(v, dtype=float).ravel() for v in (low, high))
    n = len(x)
    if not len(y) == len(low) == len(high) == n:
        raise ValueError(f"x has {n} numbers and y {len(y)}: give one y for each x")
    if n == 0 or (n <= most and low is y and high is y):
        return x, y
    width = math.ceil(n / max(1, most // 2))
    whole = n - n % width
    starts = np.arange(0, whole, width)  # of stretches, (n_stretches,)
    lowest = starts + low[:whole].reshape(-1, width).argmin(axis=1)
    highest = starts + high[:whole].reshape(-1, width).argmax(axis=1)
    if whole < n:
        lowest = np.append(lowest, whole + low[whole:].argmin())
        highest = np.append(highest, whole + high[whole:].argmax())
    at = np.stack([highest, lowest], axis=1)
    reached = np.stack([high[highest], low[lowest]], axis=1)
    turned = highest > lowest
    at[turned], reached[turned] = at[turned, ::-1], reached[turned, ::-1]
    at, reached = (
        np.concatenate([v[:1], w.ravel(), v[-1:]])
        for v, w in ((np.array([0, n - 1]), at), (y[[0, -1]], reached))
    )
    new = np.append(True, (at[1:] > at[:-1]) | (reached[1:] != reached[:-1]))
    return x[at[new]], reached[new]
