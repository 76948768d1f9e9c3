"""NetworkLab's model, alone: no widget is made."""

import numpy as np
import pytest

from nnlab import Network, relu
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
    assert apart.is_xor and not any(apart.missing().values())
    network.parameters[:] = np.multiply(XOR, 20)
    apart.read()
    assert apart.solved and (apart.output[:, 0] > 0.5).tolist() == [False, True, True, False]


@pytest.mark.parametrize(("key", "part"), [("p3", {"layer": 0, "neuron": 1}), ("n1", {"input": 1})])
def test_a_weight_chooses_its_neuron(network, key, part):
    apart = Apart(network, X, Y)
    apart.choose(key)
    assert apart.node == part
    names = [apart.called(i) for i in (0, 1, "bias")]
    assert names == (["x₁ → h₂", "x₂ → h₂", "bias of h₂"] if "layer" in part else [""] * 3)
    assert (apart.index(2) is None) and (apart.index("bias") is None) == ("layer" not in part)


def test_samples_of_a_class_in_one_place_share_a_point(network):
    apart = Apart(network, [[0, 0], [1, 1], [0, 0], [1, 1]], [[0], [1], [0], [0]])
    assert apart.points() == [0, 1, 0, 2]
    for point, row in ((2, 3), (1, 1), (0, 0), (7, 0), (None, 0)):
        apart.choose_point({"index": point})
        assert apart.row == row


@pytest.mark.parametrize(
    ("key", "slid"), [("p3", 0), ("p4", 1), ("p8", "bias"), ("n3", "bias"), ("n0", None)]
)
def test_what_is_turned_is_the_chosen_number_or_the_node_s_bias(network, key, slid):
    apart = Apart(network, X, Y)
    apart.choose(key)
    assert apart.slid == slid
    with pytest.raises(ValueError, match="no part"):
        apart.choose("p99")
    assert apart.part == key


def test_the_first_that_is_wrong_is_chosen_at_first(network):
    network.parameters[:] = [6, 6, -3, 6, 6, -9, 6, -2, -3]
    apart = Apart(network, X, Y)
    apart.read()
    assert apart.row == 3 and apart.part == "p6"
    apart.row = 1
    apart.read()
    assert apart.row == 1


def test_let_fall_it_is_seen_from_the_side(network):
    apart = Apart(network, X, Y)
    apart.look_down()
    assert apart.above
    apart.let_fall()
    assert apart.falls == 1 and not apart.above


def test_whatever_is_turned_is_a_try_and_lights_what_it_changes(network):
    apart = Apart(network, X, Y)
    apart.choose("n2")
    apart.turn("bias", 2.0)
    assert network.layers[0].b[0] == 2.0 and "n4" in apart.lit
    apart.set_activation(network.layers[0], relu)
    assert apart.lit == [] and apart.tries == 2
    apart.edit({"part": "p0", "index": 0, "value": 1.0})
    assert apart.lit == ["n2", "p6", "n4"] and apart.part == "p0"
    apart.choose("n0")
    assert apart.lit == []
    with pytest.raises(ValueError, match="another node"):
        apart.turn(0, 1.0)


@pytest.mark.parametrize("targets, says", [(Y, [0, 1, 1, 0]), (2 * Y - 1, [0, 1, 1, 0])])
def test_classes_are_the_sides_of_the_targets(targets, says):
    assert Apart(Network([2, 2, 1], "tanh", rng=0), X, targets).classes.tolist() == says


def test_a_number_that_is_none_cannot_be_shown(network):
    apart = Apart(network, X, Y)
    network.parameters[8] = np.nan
    with pytest.raises(ValueError, match="bias of output"):
        apart.read()
