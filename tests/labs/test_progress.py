"""How far a training is, as a value that undo keeps and compares."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training
from nnlab.datasets import make_gate
from nnlab.labs.progress import Progress

X, Y = make_gate("xor")


@pytest.fixture
def training():
    return Training(Network([2, 3, 1], "tanh", rng=0), X, Y, optimizer=SGD(0.5), batch_size=2)


def change_a_weight(training):
    training.network.parameters[0] += 1


@pytest.mark.parametrize(
    "change",
    [lambda t: t.run(1), lambda t: t.step(), change_a_weight, lambda t: t.forget()],
    ids=["an epoch", "a batch", "a weight", "another history"],
)
def test_whatever_moves_a_training_is_another_progress(training, change):
    training.run(3)
    before = Progress(training)
    assert before == Progress(training)
    change(training)
    assert before != Progress(training)


def test_it_is_the_way_back(training):
    training.run(3)
    before, there = Progress(training), training.network.parameters.copy()
    training.run(4)
    training.restore(before.state)
    np.testing.assert_array_equal(training.network.parameters, there)
    assert training.epoch == 3 and training.history.epochs.tolist() == [0, 1, 2, 3]


def test_it_remembers_what_its_records_were_measured_with(training):
    before, loss = Progress(training), training.loss
    training.loss = "mean_absolute_error"
    assert before.loss is loss is not training.loss
