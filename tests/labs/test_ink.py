"""Painting on a digit, without a widget."""

import numpy as np
import pytest

from nnlab import SGD, Network, Neuron, fit
from nnlab.datasets import load_digits
from nnlab.labs.ink import Ink

pytestmark = pytest.mark.usefixtures("no_widget")


@pytest.fixture
def model():
    X = [[1, 0, 0.5, 0], [0, 1, 1, 0]]
    model = Ink(Neuron([2.0, -3.0, 1.0, 0.0], -0.5), X, [[1], [0]], ("3", "8"))
    model.read()
    return model


def paint(model, cells, ink, phase="end", id_="1"):
    model.paint({"id": id_, "cells": cells, "ink": ink, "phase": phase})
    model.read()


def test_the_sum_is_what_the_pixels_add(model):
    assert model.adds.tolist() == [2.0, 0.0, 0.5, 0.0] and model.z == 2.0
    assert model.says == model.target == 1 and not model.turned


def test_a_stroke_grows_and_its_pixels_are_counted_once(model):
    paint(model, [1], 1.0, "start")
    paint(model, [1, 3], 1.0, "move")
    paint(model, [1, 3], 1.0, "end")
    assert model.ink.tolist() == [1, 1, 0.5, 1] and model.changed == [1, 3]
    assert model.z == -1.0 and model.turned
    paint(model, [0, 3], 0.0, "end", "2")
    assert model.ink.tolist() == [0, 1, 0.5, 0]


def test_escape_takes_a_stroke_back(model):
    paint(model, [1], 1.0, "move")
    paint(model, [1, 2], 1.0, "cancel")
    assert model.changed == []


def test_ink_stays_ink(model):
    paint(model, [0, 77], 5.0)
    assert model.ink.tolist() == [1, 0, 0.5, 0]
    model.add({"index": 0, "steps": 1})
    assert model.ink[0] == 1
    model.add({"index": 2, "steps": -1})
    assert model.ink[2] == 0.25
    model.flip({"index": 2})
    assert model.ink[2] == 1 and model.looked == 2


def test_the_data_stay_as_they_were(model):
    paint(model, [0, 1, 2, 3], 0.0)
    assert model.X.tolist() == [[1, 0, 0.5, 0], [0, 1, 1, 0]]
    model.wipe()
    assert model.ink.tolist() == [1, 0, 0.5, 0]


def test_another_digit_comes_as_it_was(model):
    paint(model, [3], 1.0)
    model.turn_to(1)
    model.read()
    assert model.ink.tolist() == [0, 1, 1, 0] and model.target == 0
    model.turn_to(2)
    assert model.index == 0


def test_the_fewest_pixels_that_turn_it(model):
    assert model.fewest == 1 and model.turning() == [1]
    model.show_one()
    model.read()
    assert model.turned and model.changed == [1]


def test_where_no_ink_turns_it_there_are_none():
    model = Ink(Neuron([1.0, 0, 0, 0], 5.0), [[1, 0, 0, 0]], [[1]], ("3", "8"))
    model.read()
    assert model.fewest == 0
    model.show_one()
    model.read()
    assert not model.changed


@pytest.mark.parametrize(
    "w, b, x", [([1.0, 0, 0, 0], 0.0, [1, 0, 0, 0]), ([1.0, 0, 0, 0], 0.0, [0, 0, 0, 0])]
)
def test_on_the_line_counts_as_no(w, b, x):
    model = Ink(Neuron(w, b), [x], [[1]], ("3", "8"))
    model.read()
    model.show_one()
    model.read()
    assert model.turned and len(model.changed) == model.fewest == 1


def test_one_pixel_is_enough_for_sixteen_of_a_hundred_and_eight():
    X, y = load_digits((3, 8))
    order = np.random.default_rng(0).permutation(len(X))
    learn, held = order[: int(0.7 * len(X))], order[int(0.7 * len(X)) :]
    network = Network([64, 1], "sigmoid", init="zeros")
    fit(network, X[learn], y[learn], loss="binary_cross_entropy", optimizer=SGD(1.0), epochs=300)
    neuron, fewest = network.layers[0][0], []
    model = Ink(neuron, X[held], y[held], ("3", "8"))
    for i in range(len(held)):
        model.turn_to(i)
        model.read()
        assert model.says == model.target
        model.show_one()
        fewest.append(model.fewest)
        model.read()
        assert model.turned and len(model.changed) == model.fewest
    assert fewest.count(1) == 16 and max(fewest) == 6 and len(fewest) == 108


@pytest.mark.parametrize(
    "weights, X, word",
    [
        ([1, 2, 3], [[0, 0, 0]], "square"),
        ([1, 2, 3, 4], [[0, 0, 0, 16]], "0 to 1"),
        ([1, 2, 3, 4], [[0, 0, 0]], "4 weights"),
    ],
)
def test_what_doesn_t_fit_is_refused(weights, X, word):
    with pytest.raises(ValueError, match=word):
        Ink(Neuron(weights), X, [[1]], ("3", "8"))


def test_a_picture_that_isn_t_there_is_refused(model):
    with pytest.raises(ValueError, match="0 to 1"):
        Ink(model.owner, model.X, model.y, ("3", "8"), 2)


def test_the_hint_follows_the_hand_and_goes_when_it_is_fooled(model):
    model.guide()
    assert model.hint == -1 and model.hinted
    model.guide()
    model.read()
    assert model.hint == model.best() == 1 and model.gain() == -3.0
    paint(model, [1], 1)
    assert model.turned and model.hint == -1
    model.wipe()
    model.read()
    assert model.hint == -1


def test_what_is_full_can_be_rubbed_out(model):
    model.turn_to(0)
    paint(model, [0, 1], 1, id_="2")
    assert model.best() == 0  # its ink adds 2; the other is inked already
