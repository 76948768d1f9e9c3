"""A fold of a fold: the tent t(x) = 2 relu(x) - 4 relu(x - 1/2), stacked."""

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
