"""NetworkLab's model and sharpness, alone: no widget is made."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.labs.network.model import Apart

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")
XOR = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


def test_taken_apart_a_network_says_what_it_says(network):
    apart = Apart(network, X, Y)
    apart.read()
    np.testing.assert_allclose(apart.output, network(X))
    assert apart.is_xor and not apart.missing()
    network.parameters[:] = np.multiply(XOR, 20)
    apart.read()
    assert apart.solved and apart.says.tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("part", [{"layer": 0, "neuron": 1, "input": 0}, {"input": 1}])
def test_a_weight_chooses_its_neuron(network, part):
    apart = Apart(network, X, Y)
    apart.choose(part)
    assert apart.node == ({"layer": 0, "neuron": 1} if "layer" in part else {"input": 1})
    names = [apart.called(i) for i in (0, 1, "bias")]
    assert names == (["x₁ → h₂", "x₂ → h₂", "bias of h₂"] if "layer" in part else [""] * 3)
    assert (apart.index(2) is None) and (apart.index("bias") is None) == ("layer" not in part)
