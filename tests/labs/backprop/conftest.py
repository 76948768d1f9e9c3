"""Small networks, and BackpropLab on the course's own."""

import numpy as np
import pytest

from nnlab import (
    Network,
    binary_cross_entropy,
    identity,
    mean_absolute_error,
    mean_squared_error,
    relu,
    sigmoid,
    sigmoid_cross_entropy,
    tanh,
)
from nnlab.labs import BackpropLab

NUMBERS = [0.5, 0.8, 0.1, -0.3, 0.6, 0.1, 1.1, -0.7, 0.2]


def small():
    network = Network([2, 2, 1], sigmoid)
    network.parameters[:] = NUMBERS
    return network


@pytest.fixture
def network():
    return small()


@pytest.fixture
def lab(network):
    lab = BackpropLab(network, [1, 0], [1])
    yield lab
    assert not lab._header.error
    lab.close()


CASES = {
    "the course's": (small, mean_squared_error, 1),
    "two outputs": (lambda: Network([2, 3, 2], [tanh, sigmoid], rng=0), mean_squared_error, 2),
    "three layers": (
        lambda: Network([3, 2, 2, 1], [relu, tanh, identity], rng=3),
        mean_absolute_error,
        1,
    ),
    "one neuron": (lambda: Network([2, 1], sigmoid, rng=1), binary_cross_entropy, 1),
    "from z": (lambda: Network([2, 2, 2], [tanh, identity], rng=1), sigmoid_cross_entropy, 2),
}


@pytest.fixture(params=CASES)
def case(request):
    make, loss, n_out = CASES[request.param]
    network = make()
    x = np.array([[0.7, -1.2, 0.4][: network.n_in]])
    return network, x, np.array([[1.0, 0.0][:n_out]]), loss
