"""A network that is XOR, taken apart."""

import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.labs.network.model import Apart


@pytest.fixture
def apart():
    network = Network([2, 2, 1], "step", init="zeros")
    network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    apart = Apart(network, *make_gate("xor"))
    apart.read()
    return apart
