"""LiveTraining, without a widget: pace, the way back, what was changed."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, fit, identity, relu, sigmoid, tanh
from nnlab.datasets import make_gate
from nnlab.labs.pacing import Pacer
from nnlab.labs.training.model import FASTEST, SLOW, LiveTraining

X, Y = make_gate("xor")


def made(rate=2.0, *, epochs=None, speed=FASTEST, **options):
    network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    training = Training(network, X, Y, optimizer=SGD(rate), **options)
    return LiveTraining(training, epochs=epochs, speed=speed)


def read(model):
    model.read()
    return model


def test_slices_are_the_same_training_as_fit():
    model = made(epochs=300)
    twin = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    history = fit(twin, X, Y, optimizer=SGD(2.0), epochs=300)
    model.start()
    while model.slice() is not False:
        pass
    assert (model.end, model.running, model.training.epoch) == ("done", False, 300)
    np.testing.assert_allclose(model.network.parameters, twin.parameters, rtol=1e-10)
    np.testing.assert_allclose(model.training.history.loss, history.loss, rtol=1e-10)


def test_a_speed_is_kept_where_it_is_one(monkeypatch):
    asked = []
    monkeypatch.setattr(Pacer, "slice", lambda pacer, speed, until: asked.append((speed, until)))
    for speed in (20, FASTEST):
        model = made(speed=speed, epochs=7)
        model.start()
        model.slice()
    assert asked == [(20, 7), (np.inf, 7)]


def test_nothing_runs_before_start_or_after_stop():
    model = made()
    assert model.slice() is False and model.position == 0
    model.start()
    model.stop()
    assert model.slice() is False and model.position == 0


def test_a_divergence_ends_the_run_and_can_be_rescued():
    training = Training(Network([1, 1], identity, rng=0), [[1.0], [2.0]], [[2.0], [4.0]])
    training.optimizer = SGD(3.0)
    model = LiveTraining(training)
    model.start()
    while model.slice() is not False:
        pass
    assert model.end == model.state == "diverged"
    best = np.argmin(training.history.loss)
    model.rescue()
    assert model.settings.rate == 0.3 and training.epoch == training.history.epochs[best]
    assert model.end == ""


def test_rewinding_and_going_on_leaves_the_old_curve():
    model = made()
    model.advance(50)
    losses = model.training.history.loss.copy()
    model.rewind(20)
    assert (model.position, model.last, model.state, model.before) == (20, 50, "rewound", None)
    model.move(5)
    model.move(-1)
    assert model.position == 24
    model.advance(2)
    left, record = model.before
    np.testing.assert_array_equal(left.loss[record:], losses[24:])
    assert model.last == 26 and model.state == "paused"


def test_reset_forgets_all_but_the_start():
    model = made()
    start = model.network.parameters.copy()
    model.advance(30)
    model.reset()
    np.testing.assert_array_equal(model.network.parameters, start)
    assert model.last == 0 and model.before is not None


def test_progress_goes_back_and_forth_with_the_losses_of_today():
    model = made()
    model.advance(10)
    ten, there = model.progress, model.network.parameters.copy()
    assert model.progress == ten
    model.rewind(4)
    model.advance(3)
    assert model.progress != ten
    model.training.loss = "mean_absolute_error"
    model.notice()
    model.progress = ten
    np.testing.assert_array_equal(model.network.parameters, there)
    assert model.training.epoch == 10 and model.notes == ((7, "absolute"),)
    error = np.abs(model.training.history.network_at(4)(X) - Y).mean()
    assert model.training.history.loss[4] == pytest.approx(error)


def test_since_when_all_are_right_is_found_in_the_records():
    model = made()
    assert read(model).since is None
    model.advance(500)

    def right(epoch):
        return not ((model.training.history.network_at(epoch)(X) > 0.5) != (Y > 0.5)).any()

    since = next(k for k in range(501) if all(right(j) for j in range(k, 501)))
    assert read(model).since == since > 0
    model.rewind(since + 3)
    assert read(model).since == since
    model.rewind(since - 1)
    assert read(model).since is None


def test_since_does_not_look_beyond_a_change_of_the_activations():
    model = made()
    model.advance(500)
    model.settings.hidden = relu
    model.notice()
    model.advance(1500)
    now = read(model)
    assert now.wrong.any() or now.since >= 500


def test_reading_changes_nothing():
    model = made()
    model.advance(20)
    before = model.progress
    loss = read(model).loss
    assert read(model).loss == loss and model.progress == before


def test_it_slows_down_around_a_change_until_all_are_right():
    training = Training(Network([2, 2, 1], sigmoid, rng=0), X, Y, optimizer=SGD(2.0), rng=0)
    model = LiveTraining(training, speed=60)
    paces = {}
    while training.epoch < 300:
        model.advance()
        paces[training.epoch] = model.pace
    assert [paces[e] for e in (100, 145, 190, 232, 240, 260)] == [60, SLOW, 60, SLOW, SLOW, 60]
    model.speed = 5
    assert model.pace == 5
    model.speed = FASTEST
    assert model.pace == np.inf
    model.rewind(140)
    model.advance(5)  # what came later has never been
    model.speed = 60
    assert model.pace == SLOW
