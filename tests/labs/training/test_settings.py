"""The settings of a training, whoever changes them."""

import numpy as np
import pytest

from nnlab import SGD, Adam, Network, Training, identity, relu, sigmoid, tanh
from nnlab.datasets import make_gate
from nnlab.labs.training.settings import Settings, batch_options

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def made(rate=2.0):
    network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    return Settings(Training(network, X, Y, optimizer=SGD(rate)))


def test_each_optimizer_remembers_its_rate():
    settings = made()
    settings.kind = "momentum"
    assert (settings.rate, settings.training.optimizer.momentum) == (2.0, 0.9)
    settings.rate = 0.5
    settings.kind = "Adam"
    assert isinstance(settings.training.optimizer, Adam) and settings.rate == 0.02
    settings.rate = 0.003
    settings.kind = "SGD"
    assert settings.rate == 2.0
    settings.kind = "momentum"
    assert settings.rate == 0.5
    settings.kind = "Adam"
    assert settings.rate == 0.003


@pytest.mark.parametrize(
    "rate, plain, smaller",
    [(0.25, 0.25, 0.03), (0, None, None), ([0.1], None, None), (np.float32(2), 2.0, 0.2)],
)
def test_only_one_number_above_0_is_a_rate_for_the_slider(rate, plain, smaller):
    settings = made()
    settings.rate = rate
    assert settings.plain_rate == plain and settings.smaller_rate == smaller


def test_what_changed_is_told_once_and_with_its_word():
    settings = made()
    assert settings.changed() == {}
    settings.training.batch_size = 3
    settings.network.layers[0].activation = relu
    assert settings.changed() == {"batch": "batch 3", "activations": "relu"}
    assert settings.changed() == {}


@pytest.mark.parametrize(
    "last, targets, words",
    [
        (sigmoid, Y, ["squared", "absolute", "cross-entropy"]),
        (tanh, 2 * Y - 1, ["squared", "absolute", "hinge"]),
        (identity, Y, ["squared", "absolute", "cross-entropy from z"]),
    ],
)
def test_losses_that_suit(last, targets, words):
    network = Network([2, 3, 1], [tanh, last], rng=0)
    assert Settings(Training(network, X, targets)).offers["loss"][2].words == words


def test_batch_sizes_that_suit():
    assert list(batch_options(4, None)) == ["1", "2", "all"]
    assert list(batch_options(1797, 64)) == ["1", "10", "32", "64", "100", "all"]
    assert list(batch_options(4, 9)) == ["1", "2", "all"]


def test_a_batch_can_be_set_while_the_numbers_are_none():
    settings = made()
    settings.training.loss = "binary_cross_entropy"
    settings.changed()
    settings.network.parameters[0] = np.nan
    settings.batch = 2
    assert settings.changed() == {"batch": "batch 2"}


def test_a_loss_that_does_not_fit_is_refused_and_all_is_as_before():
    settings = made()
    before = settings.training.loss
    settings.training.loss = "hinge_loss"
    with pytest.raises(ValueError, match="hinge_loss"):
        settings.changed()
    assert settings.training.loss is before and settings.changed() == {}
