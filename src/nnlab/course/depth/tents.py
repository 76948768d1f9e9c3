"""A fold of a fold: the tent t(x) = 2 relu(x) - 4 relu(x - 1/2), stacked; and in one wide layer."""

import numpy as np

from nnlab.core import Network, checks


def tents(layers: int) -> Network:
    """A network that folds the stretch from 0 to 1 in two, `layers` times over.

    Each hidden layer has two relus, h1 = relu(t) and h2 = relu(t - 1/2), where t is what the layer
    before it makes: 2 h1 - 4 h2. From 0 to 1 it draws 2**layers straight pieces.

    Parameters
    ----------
    layers : of folds, at least 1

    Returns
    -------
    Network [1, 2, ..., 2, 1], relu, the output identity

    >>> tents(2)([[0], [0.25], [0.5], [0.75], [1]])[:, 0].tolist()
    [0.0, 1.0, 0.0, 1.0, 0.0]
    """
    checks.whole(layers, "layers")
    bends = ["relu"] * layers + ["identity"]
    network = Network([1] + [2] * layers + [1], bends, init="zeros")
    first, *others = network.layers
    first.W[:] = 1
    for layer in others:
        layer.W[:] = [2, -4]
    for layer in network.layers[:-1]:
        layer.b[:] = [0, -0.5]
    return network


def side_by_side(layers: int) -> Network:
    """The same line as `tents(layers)` from 0 to 1, of 2**layers relus in one hidden layer.

    >>> side_by_side(2)([[0], [0.25], [0.5], [0.75], [1]])[:, 0].tolist()
    [0.0, 1.0, 0.0, 1.0, 0.0]
    """
    checks.whole(layers, "layers")
    pieces = 2**layers
    network = Network([1, pieces, 1], ["relu", "identity"], init="zeros")
    hidden, output = network.layers
    hidden.W[:], hidden.b[:] = 1, -np.arange(pieces) / pieces
    output.W[0] = 2 * pieces * (-1.0) ** np.arange(pieces)  # from slope to slope
    output.W[0, 0] = pieces  # the first piece starts from level
    return network
