"""Any picture out of small squares: lines, then an AND for each square, then an OR."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks

HEART = (-1.5, 1.5, -1.5, 1.5)  # where a heart is drawn


def squares(inside: Callable, k: int, bounds: tuple = HEART) -> np.ndarray:
    """Cut a part of the plane into k x k squares, and tell which have their middle inside.

    Parameters
    ----------
    inside : takes x and y, arrays, and says True inside
    k : squares along each side
    bounds : (x0, x1, y0, y1)

    Returns
    -------
    (k, k) of bool, the uppermost row first

    >>> squares(lambda x, y: x > y, 2).tolist()
    [[False, False], [False, True]]
    """
    checks.whole(k, "k")
    x0, x1, y0, y1 = bounds
    middles = (np.arange(k) + 0.5) / k
    x, y = np.meshgrid(x0 + middles * (x1 - x0), y1 - middles * (y1 - y0))
    return np.asarray(inside(x, y), dtype=bool)


def mosaic(cells: ArrayLike, bounds: tuple | None = None) -> Network:
    """A network that says 1 in the squares that are wanted, and 0 in the others.

    First hidden layer: a line between any two columns and any two rows, and around. Second: a
    neuron for each wanted square, an AND of its four sides. The output is their OR. All steps.

    Parameters
    ----------
    cells : (rows, columns) of bool, the uppermost row first; at least one is wanted
    bounds : (x0, x1, y0, y1) of the picture; left out: each square is 1 wide

    Returns
    -------
    Network [2, rows + columns + 2, wanted squares, 1]

    >>> mosaic([[False, True], [True, False]])([[0.5, 0.5], [0.5, 1.5]])[:, 0].tolist()
    [1.0, 0.0]
    """
    cells = np.asarray(cells, dtype=bool)
    checks.need(cells.ndim == 2 and bool(cells.any()), "draw rows of equal length, at least one #")
    rows, columns = cells.shape
    x0, x1, y0, y1 = bounds or (0, columns, 0, rows)
    network = Network([2, columns + rows + 2, int(cells.sum()), 1], "step", init="zeros")
    lines, pieces, output = network.layers
    right, above = np.arange(columns + 1), columns + 1 + np.arange(rows + 1)  # of each line
    lines.W[right, 0] = lines.W[above, 1] = 1
    lines.b[right] = -np.linspace(x0, x1, columns + 1)
    lines.b[above] = -np.linspace(y0, y1, rows + 1)
    for piece, (i, j) in enumerate(np.argwhere(cells[::-1])):
        pieces.W[piece, [right[j], above[i]]] = 1  # right of its left side, above its lower one
        pieces.W[piece, [right[j + 1], above[i + 1]]] = -1
    pieces.b[:], output.W[:], output.b[:] = -1.5, 1, -0.5
    return network
