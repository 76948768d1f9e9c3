"""The four rows of XOR, and small networks that learn them: what many tests of core train."""

import numpy as np

from nnlab import SGD, Activation, Network, Training, mean_squared_error, sigmoid, tanh

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])

# The fast path has no kernels for these: they're called.
plain_tanh = Activation("plain tanh", np.tanh, lambda z: 1 - np.tanh(z) ** 2)
plain_identity = Activation("plain identity", lambda z: z + 0, np.ones_like)


def network(bend=tanh, runs=(), **more):
    return Network([2, 3, 1], [bend, sigmoid], runs=runs, **{"rng": 1} | more)


def training(bend=tanh, **more):
    return Training(network(bend), X, y, **{"optimizer": SGD(0.5), "rng": 0} | more)


def loss_of(training):
    return mean_squared_error(training.network(X), y)


def agree(training_or_history, net):
    """The last record and the network say the same."""
    history = getattr(training_or_history, "history", training_or_history)
    assert (history.parameters[-1] == net.parameters).all()
    np.testing.assert_allclose(history.loss[-1], mean_squared_error(net(X), y), rtol=1e-12)
