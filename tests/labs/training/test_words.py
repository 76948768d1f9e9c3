"""What TrainingLab says, of a model alone."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, identity, sigmoid, tanh
from nnlab.datasets import make_gate, make_moons
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.pictures import where
from nnlab.labs.training.words import describe, said, unusual
from nnlab.live.panel import words

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def made(rate=2.0, points=X, targets=Y, **options):
    network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    return LiveTraining(Training(network, points, targets, optimizer=SGD(rate), **options))


def read(model):
    model.read()
    return model


def described(model):
    return describe(read(model))


def test_which_are_right_comes_first():
    model = made()
    model.advance(10)
    wrong, *_ = said(read(model))
    assert "of four right" in wrong and "wrong" in wrong
    model.advance(2000)
    now = read(model)
    assert said(now)[0].startswith("All") and f"epoch {now.since}" in said(now)[0]
    assert f"Epoch 2,010, paused, loss {now.loss:.3g}" in described(model)


@pytest.mark.parametrize("n, all_of_them", [(8, "All eight points"), (60, "60 points")])
def test_few_points_are_counted_in_words(n, all_of_them):
    points, targets = make_moons(n, noise=0, rng=0)
    model = made(points=points, targets=np.zeros_like(targets))
    model.network.layers[-1].b[:] = -50
    model.network.layers[-1].W[:] = 0
    assert all_of_them in said(read(model))[0]


@pytest.mark.parametrize("rate, trend", [(2.0, "falling"), (1e-6, "hardly moving")])
def test_the_trend_needs_a_record_before(rate, trend):
    model = made(rate)
    assert trend not in described(model)
    model.advance(30)
    assert trend in described(model)


def test_a_divergence_has_a_cause_and_a_cure_where_the_rate_is_known():
    training = Training(Network([1, 1], identity, rng=0), [[1.0], [2.0]], [[2.0], [4.0]])
    training.optimizer = SGD(3.0)
    model = LiveTraining(training)
    model.advance(5000)
    assert "diverged" in described(model) and "rate of 3" in described(model)
    assert "rate 0.3" in words(where(model, ["rate"], False))  # the way back is a button

    class Blunt:
        def step(self, parameters, gradients):
            parameters -= gradients

    training.optimizer = Blunt()
    assert "rate" not in " ".join(said(read(model)))


def test_only_what_was_chosen_is_said():
    def draw(width=2, *, dash="-", soft=False): ...

    assert unusual(draw, {"width": 2, "dash": ".", "soft": True, "x": 7}) == "dash='.', soft=True"
