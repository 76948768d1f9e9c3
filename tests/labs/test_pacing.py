"""How much of a training goes into a slice, on a clock that the tests move."""

import math
import time

import numpy as np
import pytest

from nnlab import SGD, Network, Training, fit, sigmoid, tanh
from nnlab.datasets import make_gate, make_moons
from nnlab.labs import pacing
from nnlab.labs.lottery.model import Lottery, Settings
from nnlab.labs.pacing import LONG, SLICE, Pacer, position

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


class Clock:
    """A clock that a test moves by hand, or training does."""

    now = 100.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(pacing, "time", clock)
    return clock


def made(rate=2.0, **options):
    network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    return Training(network, X, Y, optimizer=SGD(rate), **options)


def taking(monkeypatch, clock, step, epoch):
    """From now on a step and an epoch of any training take so many seconds."""

    def takes(name, seconds):
        plain = getattr(Training, name)

        def timed(training, n=1):
            clock.now += n * seconds
            return plain(training, n) if name == "run" else plain(training)

        monkeypatch.setattr(Training, name, timed)

    takes("step", step)
    takes("run", epoch)


def held(clock, slice):
    """How long a slice took."""
    began = clock.now
    slice()
    return clock.now - began


def test_a_position_has_the_part_of_the_epoch_that_is_done():
    training = made(batch_size=1)
    training.run(3)
    training.step()
    assert position(training) == 3.25


@pytest.mark.parametrize("speed", [1, 20, 300])
def test_it_trains_as_many_epochs_a_second_as_asked(clock, speed):
    training = made()
    pacer = Pacer(training)
    for _ in range(1000):  # ten seconds
        clock.now += 0.01
        assert 0.001 <= pacer.slice(speed) <= 0.03
    assert abs(training.epoch - 10 * speed) <= 1
    assert abs(pacer.pace - speed) <= max(2, 0.2 * speed)


def test_below_an_epoch_a_slice_it_goes_batch_by_batch(clock):
    training = made(0.1, batch_size=1)
    pacer, seen = Pacer(training), set()
    for _ in range(110):
        clock.now += 0.01
        pacer.slice(1)
        seen.add(position(training))
    assert {0.25, 0.5, 0.75, 1.0} <= seen


def test_what_another_cell_took_is_not_made_up_for(clock):
    training = made()
    pacer = Pacer(training)
    clock.now += 60
    pacer.slice(100)
    assert 0 < training.epoch <= 10


@pytest.mark.parametrize("speed, slices", [(9000, 50), (math.inf, 5)])
def test_slowing_down_owes_nothing(clock, speed, slices):
    training = made()
    pacer = Pacer(training)
    for _ in range(slices):
        clock.now += 0.1
        pacer.slice(speed)
    before = training.epoch
    for _ in range(100):
        clock.now += 0.01
        pacer.slice(1)
    assert 0 < training.epoch - before <= 2


def test_it_ends_where_it_shall(clock):
    training = made(batch_size=2)
    training.step()
    pacer = Pacer(training)
    for _ in range(50):
        clock.now += 0.01
        pacer.slice(until=3)
    assert position(training) == 3


def test_a_slice_is_short_however_long_the_run(monkeypatch, clock):
    taking(monkeypatch, clock, 0.0005, 0.0003)
    training = made(batch_size=1)
    pacer = Pacer(training)
    for _ in range(10):
        assert held(clock, pacer.slice) <= SLICE + 1e-9
    assert training.epoch > 4 * SLICE / 0.0003  # it has found its pace


def test_a_long_epoch_is_gone_through_by_batches(monkeypatch, clock):
    points, targets = make_moons(100, rng=0)
    taking(monkeypatch, clock, 0.0026, 0.26)
    network, twin = (Network([2, 3, 1], sigmoid, rng=0) for _ in range(2))
    training = Training(network, points, targets, batch_size=1, shuffle=False)
    pacer = Pacer(training)
    pacer.slice()  # it can't know
    assert max(held(clock, pacer.slice) for _ in range(202)) < LONG and training.seen
    assert training.epoch > 5
    training.run(1)
    fit(twin, points, targets, batch_size=1, shuffle=False, epochs=training.epoch)
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-9)


def test_an_epoch_that_was_long_once_is_tried_again(monkeypatch, clock):
    taking(monkeypatch, clock, 0.0001, 1.0)
    training = made(batch_size=1)
    pacer = Pacer(training)
    pacer.slice()
    taking(monkeypatch, clock, 0, -0.9999)
    for _ in range(100):
        pacer.slice()
    assert training.epoch > 1000


def test_the_kernel_answers_while_256_starts_learn_200_samples(monkeypatch, clock):
    points, targets = make_moons(200, rng=0)
    model = Lottery(points, targets, Settings(tanh, 4, starts="256"))
    taking(monkeypatch, clock, 0.0013, 0.26)
    model.start()
    times = []
    for _ in range(40):
        times.append(held(clock, model.slice))
        clock.now += 0.001  # the rest after each
    assert sorted(times)[-2] < LONG  # the first epoch says how long one takes
    assert model.running and model.epoch == 2 and model.training.seen > 0


def test_on_a_real_clock_a_slice_takes_about_as_long_as_it_shall():
    pacer, times = Pacer(made()), []
    for _ in range(50):
        began = time.process_time()
        pacer.slice()
        times.append(time.process_time() - began)
    assert np.median(times[30:]) < 5 * SLICE
