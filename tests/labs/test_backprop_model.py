"""The microscope alone: it goes through one training step; no widget is made."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training
from nnlab.labs.backprop.model import Microscope

pytestmark = pytest.mark.usefixtures("no_widget")


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


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
        microscope.propose(microscope.steps[microscope.position].sign)
        microscope.next()
    microscope.propose("0")
    microscope.propose("0")  # taken back
    microscope.next()
    assert microscope.score == (5, 5) and microscope.judged is None


def test_another_activation_makes_other_operations(network):
    microscope = Microscope(network, [1, 0], [1])
    before = microscope.steps[1].value
    network.layers[0].activation = "tanh"
    microscope.read()
    assert microscope.steps[1].value != before
