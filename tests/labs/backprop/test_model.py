"""The microscope alone: it goes through one training step; no widget is made."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training
from nnlab.labs.backprop.model import Microscope

pytestmark = pytest.mark.usefixtures("no_widget")


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


def look(network):
    return Microscope(network, [1, 0], [1], "mean_squared_error", 0.5, "update")


def test_a_microscope_goes_through_one_training_step(network):
    twin = network.copy()
    microscope = look(network)
    microscope.go(99)
    assert microscope.at_end and microscope.can_go_again
    Training(twin, [[1.0, 0.0]], [[1.0]], optimizer=SGD(0.5)).run(1)
    np.testing.assert_allclose(microscope.known.parameters, twin.parameters, rtol=1e-13)
    before, after = microscope.losses()
    assert after < before
    microscope.again()
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-13)
    microscope.read()
    assert microscope.position == 0 and microscope.losses()[0] == pytest.approx(after)


def test_guesses_are_judged_by_the_number_that_comes(network):
    microscope = look(network)
    for _ in range(5):
        microscope.propose({"sign": microscope.steps[microscope.position].sign})
        microscope.next()
    microscope.propose({"sign": "0"})
    microscope.propose({"sign": "0"})  # taken back
    microscope.next()
    assert microscope.score == (5, 5) and microscope.judged is None


def test_another_activation_makes_other_operations(network):
    microscope = look(network)
    before = microscope.steps[1].value
    network.layers[0].activation = "tanh"
    microscope.read()
    assert microscope.steps[1].value != before
