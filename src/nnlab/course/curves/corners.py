"""Curves with corners, as networks: what chapter 2b builds by hand, made from its numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network


def curve_with(places: ArrayLike, factors: ArrayLike, start: float = 0.0) -> Network:
    """A network whose curve starts level and has a corner at each of these places.

    Parameters
    ----------
    places : (k,), where the corners are
    factors : (k,), by how much the slope changes there
    start : height of the curve before its first corner

    Returns
    -------
    network : Network [1, k, 1], relu then identity

    >>> hill = curve_with([1, 3, 5], [1, -2, 1])
    >>> hill([[0], [3], [6]])[:, 0].tolist()
    [0.0, 2.0, 0.0]
    """
    places = np.asarray(places, dtype=float)
    network = Network([1, len(places), 1], ["relu", "identity"], init="zeros")
    hidden, output = network.layers
    hidden.W[:] = 1  # neuron j sums up 1 * x - place j
    hidden.b[:] = -places
    output.W[:] = factors
    output.b[:] = start
    return network


def curve_through(x: ArrayLike, heights: ArrayLike) -> Network:
    """A network whose curve runs straight from each point (x, height) to the next.

    Parameters
    ----------
    x : (k + 1,), rising
    heights : (k + 1,)

    Returns
    -------
    network : Network [1, k, 1] with a corner at each x but the last

    >>> roof = curve_through([0, 1, 3], [0, 2, 0])
    >>> roof([[0.5], [1], [2]])[:, 0].tolist()
    [1.0, 2.0, 1.0]
    """
    x, heights = np.asarray(x, dtype=float), np.asarray(heights, dtype=float)
    slopes = np.diff(heights) / np.diff(x)
    return curve_with(x[:-1], np.diff(slopes, prepend=0), heights[0])
