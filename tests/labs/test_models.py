"""The models of NetworkLab, LossLab and BackpropLab, alone: no widget is made."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, mean_squared_error
from nnlab.datasets import make_gate
from nnlab.labs.backprop.model import Microscope
from nnlab.labs.network.model import Apart
from nnlab.labs.samples import Sharpness
from nnlab.labs.walk import Walk

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")
XOR = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


def test_with_all_parameters_a_walk_is_core_s_training(network):
    twin = network.copy()
    walk = Walk(network, X, Y, mean_squared_error, rate=2.0)
    walk.all_move = True
    walk.step(5)
    history = Training(twin, X, Y, optimizer=SGD(2.0)).run(5)
    np.testing.assert_allclose(walk.losses, history.loss, rtol=1e-12)
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-12)


def test_a_walk_s_progress_can_be_kept_and_restored_in_any_order(network):
    walk = Walk(network, X, Y, mean_squared_error, rate=5.0)
    kept = []
    for _ in range(3):
        kept.append((walk.progress, walk.path.copy()))
        walk.step(2)
    walk.rate = 1.0
    for at in (2, 0, 1):
        walk.progress = kept[at][0]
        np.testing.assert_array_equal(walk.path, kept[at][1])
        np.testing.assert_array_equal(walk.place, kept[at][1][-1])
    assert walk.rate == 1.0


def test_a_walk_that_diverges_stays_where_it_was():
    network = Network([1, 1], "identity")
    network.parameters[:] = [1, 0]
    walk = Walk(network, [[1.0], [-1.0]], [[0], [0]], mean_squared_error, rate=1e200)
    walk.step(9)
    assert (
        walk.diverged and np.isfinite(network.parameters).all() and np.isfinite(walk.losses).all()
    )
    walk.back()
    assert not walk.diverged and network.parameters.tolist() == [1, 0]


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
    assert apart.sources() == (["x₁", "x₂"] if "layer" in part else [])
    assert (apart.index(2) is None) and (apart.index("bias") is None) == ("layer" not in part)


def test_sharpness_comes_back_exactly_and_rises_from_zero():
    numbers = np.array([0.1, -0.3, 0.7])
    before, sharpness = numbers.copy(), Sharpness(numbers)
    for factor in (3.0, 0.7, 0.0, 1.0):
        sharpness.set(factor)
    assert np.array_equal(numbers, before)
    sharpness.set(0.0)
    numbers[1] = 2.0  # by another control
    assert sharpness.now == 1.0
    sharpness.set(2.0)
    assert numbers.tolist() == [0.0, 4.0, 0.0]


def test_a_microscope_goes_through_one_training_step(network):
    twin = network.copy()
    microscope = Microscope(network, [1, 0], [1], rate=0.5)
    microscope.go(99)
    assert microscope.at_end and microscope.can_go_again
    Training(twin, [[1.0, 0.0]], [[1.0]], optimizer=SGD(0.5)).run(1)
    np.testing.assert_allclose(microscope.new_parameters, twin.parameters, rtol=1e-13)
    before, after = microscope.losses()
    assert after < before
    microscope.again()
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-13)
    microscope.read()
    assert microscope.position == 0 and microscope.losses()[0] == pytest.approx(after)


def test_guesses_are_judged_by_the_number_that_comes(network):
    microscope = Microscope(network, [1, 0], [1])
    for _ in range(5):
        microscope.say(microscope.steps[microscope.position].sign)
        microscope.next()
    microscope.say("0")
    microscope.say("0")  # taken back
    microscope.next()
    assert microscope.score == (5, 5) and microscope.judged is None


def test_another_activation_makes_other_operations(network):
    microscope = Microscope(network, [1, 0], [1])
    before = microscope.steps[1].value
    network.layers[0].activation = "tanh"
    microscope.read()
    assert microscope.steps[1].value != before
