"""LiveTraining, without a widget: pace, the way back, what was changed."""

import time

import numpy as np
import pytest

from nnlab import SGD, Network, Training, fit, identity, relu, sigmoid, tanh
from nnlab.datasets import make_gate, make_moons
from nnlab.labs.training import model as live
from nnlab.labs.training.model import FASTEST, LiveTraining

X, Y = make_gate("xor")


def made(rate=2.0, *, epochs=None, speed=FASTEST, **options):
    network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    training = Training(network, X, Y, optimizer=SGD(rate), **options)
    return LiveTraining(training, epochs=epochs, speed=speed)


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves by hand."""

    class Clock:
        now = 100.0

        def perf_counter(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(live, "time", clock)
    return clock


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


def test_a_slice_is_short_however_long_the_run():
    model = made(epochs=10**9)
    model.start()
    for _ in range(30):
        model.slice()
    times = []
    for _ in range(20):
        began = time.process_time()
        model.slice()
        times.append(time.process_time() - began)
    assert np.median(times) < 5 * live.SLICE
    assert model.training.epoch > 1000  # many epochs a slice, once it has found its pace


@pytest.mark.parametrize("speed", [1, 20, 300])
def test_it_trains_as_many_epochs_a_second_as_asked(clock, speed):
    model = made(speed=speed)
    model.start()
    for _ in range(1000):  # ten seconds
        clock.now += 0.01
        rest = model.slice()
        assert rest is None or 0.002 <= rest <= 0.03
    assert abs(model.position - 10 * speed) <= 1
    assert abs(model.pace - speed) <= max(2, 0.2 * speed)


def test_below_an_epoch_a_slice_it_goes_batch_by_batch(clock):
    model = made(0.1, speed=1, batch_size=1)
    model.start()
    seen = set()
    for _ in range(110):
        clock.now += 0.01
        model.slice()
        seen.add(model.position)
    assert {0.25, 0.5, 0.75, 1.0} <= seen


def test_what_another_cell_took_is_not_made_up_for(clock):
    model = made(speed=100)
    model.start()
    clock.now += 60
    model.slice()
    assert 0 < model.position <= 10


@pytest.mark.parametrize("speed, slices", [(9000, 50), (FASTEST, 5)])
def test_slowing_down_owes_nothing(clock, speed, slices):
    model = made(speed=speed)
    model.start()
    for _ in range(slices):
        clock.now += 0.1
        model.slice()
    model.speed = 1
    before = model.position
    for _ in range(100):
        clock.now += 0.01
        model.slice()
    assert 0.5 <= model.position - before <= 2


def test_a_long_epoch_is_gone_through_by_batches(monkeypatch):
    monkeypatch.setattr(live, "LONG", 0.0)  # every epoch is long
    points, targets = make_moons(100, rng=0)
    network = Network([2, 3, 1], sigmoid, rng=0)
    model = LiveTraining(Training(network, points, targets, batch_size=1, shuffle=False))
    twin = Network([2, 3, 1], sigmoid, rng=0)
    model.start()
    places = set()
    while model.training.epoch < 20:
        model.slice()
        places.add(model.position % 1)
    model.stop()
    assert len(places) > 1
    model.advance(1)
    fit(twin, points, targets, batch_size=1, shuffle=False, epochs=model.training.epoch)
    np.testing.assert_allclose(model.network.parameters, twin.parameters, rtol=1e-9)


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
    assert model.read().since is None
    model.advance(500)

    def right(epoch):
        return not ((model.training.history.network_at(epoch)(X) > 0.5) != (Y > 0.5)).any()

    since = next(k for k in range(501) if all(right(j) for j in range(k, 501)))
    assert model.read().since == since > 0
    model.rewind(since + 3)
    assert model.read().since == since
    model.rewind(since - 1)
    assert model.read().since is None


def test_since_does_not_look_beyond_a_change_of_the_activations():
    model = made()
    model.advance(500)
    model.settings.hidden = relu
    model.notice()
    model.advance(1500)
    now = model.read()
    assert now.wrong.any() or now.since >= 500


def test_reading_changes_nothing():
    model = made()
    model.advance(20)
    before = model.progress
    first, second = model.read(), model.read()
    assert first.loss == second.loss and model.progress == before
