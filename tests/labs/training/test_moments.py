"""Moments: what of a training is worth a second look, found as it goes on."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, relu, sigmoid
from nnlab.datasets import make_gate, make_moons
from nnlab.labs.training.moments import FEW, FRAMES, MANY, NEAR, Moments

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def judge(targets):
    return lambda outputs: (outputs[..., 0] > 0.5) != (targets[:, 0] > 0.5)


def made(seed=0, rate=2.0):
    training = Training(Network([2, 2, 1], sigmoid, rng=seed), X, Y, optimizer=SGD(rate), rng=0)
    return training, Moments(X, judge(Y))


def followed(training, moments, epochs, step=1):
    for _ in range(0, epochs, step):
        training.run(step)
        moments.follow(training.history)
    return moments


def epochs(moments):
    return [moment.epoch for moment in moments.all]


def first_right(history):
    wrong = [judge(Y)(history.network_at(int(e))(X)).any() for e in history.epochs]
    return wrong.index(False)


def test_the_first_epoch_with_all_right_is_found_however_large_the_steps():
    for step in (1, 7, 500, 3000):
        training, moments = made()
        followed(training, moments, 3000, step)
        assert moments.first == first_right(training.history) == 232


def test_moments_are_few_begin_at_the_start_and_end_with_the_newest():
    training, moments = made()
    followed(training, moments, 3000, 50)
    found = epochs(moments)
    assert len(found) <= FRAMES + 1 and found == sorted(set(found))
    assert found[0] == 0 and found[-1] == 3000 and 232 in found
    around = [epoch for epoch in found if 100 <= epoch <= 400]
    assert len(around) >= 5  # where it happens, and not where nothing does


def test_the_way_there_does_not_matter():
    training, moments = made()
    followed(training, moments, 1000)
    again = Moments(X, judge(Y))
    again.follow(training.history)
    assert epochs(again) == epochs(moments) and again.first == moments.first


def test_a_moment_keeps_what_was_then():
    training, moments = made()
    followed(training, moments, 600, 100)
    for moment in moments.all:
        then = training.history.network_at(moment.epoch)
        np.testing.assert_array_equal(moment.network.parameters, then.parameters)
        assert moment.right == 4 - judge(Y)(then(X)).sum()


def test_going_on_from_an_earlier_record_forgets_what_never_was():
    training, moments = made()
    followed(training, moments, 1000, 100)
    training.rewind(150)
    moments.follow(training.history)
    assert epochs(moments)[-1] == 1000  # looking back forgets nothing
    training.optimizer.learning_rate = 0.01
    followed(training, moments, 50, 50)
    assert epochs(moments)[-1] == 200 and moments.first is None
    assert all(e <= 200 for e in epochs(moments))


def test_what_undo_brings_back_is_found_again():
    training, moments = made()
    followed(training, moments, 600, 100)
    state, found = training.state(), epochs(moments)
    training.rewind(0)
    training.record()
    moments.follow(training.history)
    assert epochs(moments) == [0] and moments.first is None
    training.restore(state)
    moments.follow(training.history)
    assert epochs(moments) == found and moments.first == 232


def test_other_activations_make_another_moment():
    training, moments = made()
    followed(training, moments, 100, 10)
    training.network.layers[0].activation = relu
    training.record()
    moments.follow(training.history)
    assert moments.end.network.activations == (relu, sigmoid)
    followed(training, moments, 10)
    whole = Moments(X, judge(Y))
    whole.follow(training.history)
    assert whole.end.network.activations == (relu, sigmoid)
    assert whole.kept[0].network.activations == (sigmoid, sigmoid)


def test_it_turns_before_and_after_a_corner_changes_sides():
    training, moments = made()
    turning = []
    for _ in range(300):
        training.run(1)
        moments.follow(training.history)
        if moments.turning(training.epoch):
            turning.append(training.epoch)
    for change in (145, 232):
        near = [e for e in turning if change - NEAR <= e <= change + NEAR]
        assert len(near) > NEAR + 5 and min(near) < change < max(near)
    assert not [e for e in turning if 50 < e < 115 or 170 < e < 205]


def test_in_a_crowd_no_single_change_is_an_event():
    points, targets = make_moons(FEW + 1, rng=0)
    training = Training(Network([2, 3, 1], sigmoid, rng=0), points, targets, optimizer=SGD(5.0))
    moments = Moments(points, judge(targets))
    for _ in range(100):
        training.run(1)
        moments.follow(training.history)
        assert not moments.turning(training.epoch)
    assert epochs(moments)


@pytest.mark.parametrize("n, sided", [(MANY + 1, True), (4, False)])
def test_where_it_costs_too_much_or_there_are_no_sides_nothing_is_watched(n, sided):
    moments = Moments(np.zeros((n, 2)), judge(np.zeros((n, 1))) if sided else None)
    training, _ = made()
    moments.follow(training.run(5))
    assert moments.all == [] and moments.first is None and not moments.turning(5)


def test_a_long_training_keeps_its_moments_when_records_are_thinned():
    training, moments = made()
    followed(training, moments, 30_000, 10_000)
    assert training.history.every > 1
    assert moments.first == 232 and 232 in epochs(moments) and epochs(moments)[-1] == 30_000
