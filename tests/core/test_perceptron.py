"""The perceptron rule, against sums by hand and the counts of the study."""

from itertools import product

import numpy as np
import pytest

from nnlab import Layer, Neuron, perceptron_step, step
from nnlab.datasets import make_gate

ROWS = make_gate("and")[0]


def passes(neuron, X, targets, most=60):
    """Mistakes in each pass, until one is without."""
    found = []
    while len(found) < most and found[-1:] != [0]:
        found.append(sum(perceptron_step(neuron, x, t) for x, t in zip(X, targets, strict=True)))
    return found


def test_a_wrong_no_adds_the_sample_and_a_wrong_yes_takes_it_away():
    neuron = Neuron([1.0, -2.0], 0.5, step)
    assert perceptron_step(neuron, [0.5, 2.0], 1) is True
    assert neuron.parameters.tolist() == [1.5, 0.0, 1.5]
    assert perceptron_step(neuron, [2.0, 4.0], 0) is True
    assert neuron.parameters.tolist() == [-0.5, -4.0, 0.5]


def test_what_is_right_changes_nothing():
    neuron = Neuron([1.0, -2.0], 0.5)
    assert perceptron_step(neuron, [2.0, 0.0], 1) is False
    assert neuron.parameters.tolist() == [1.0, -2.0, 0.5]


def test_on_the_line_it_says_0():
    assert perceptron_step(Neuron([1.0], -1.0), [1.0], 0) is False
    assert perceptron_step(Neuron([1.0], -1.0), [1.0], 1) is True


@pytest.mark.parametrize(
    "gate, counts", [("or", [1, 2, 1, 0]), ("and", [1, 3, 3, 2, 1, 0]), ("xor", [2, 3, 4, 4, 4])]
)
def test_mistakes_in_each_pass_from_zero(gate, counts):
    assert passes(Neuron([0, 0]), ROWS, make_gate(gate)[1][:, 0])[: len(counts)] == counts


def test_all_fourteen_gates_end_within_six_passes_and_two_never():
    runs = [passes(Neuron([0, 0]), ROWS, targets) for targets in product((0, 1), repeat=4)]
    ended = [run for run in runs if run[-1] == 0]
    assert len(ended) == 14 and max(map(len, ended)) == 6 and max(map(sum, ended)) == 11


def test_a_layer_s_neuron_learns_in_the_layer_s_memory():
    layer = Layer(2, 1, step, init="zeros")
    perceptron_step(layer[0], [1, 2], 1)
    assert layer.parameters.tolist() == [[1.0, 2.0, 1.0]]


@pytest.mark.parametrize(
    "x, target, word", [([1], 1, "x has shape"), ([1, np.nan], 1, "nan"), ([1, 1], 2, "0 or 1")]
)
def test_what_doesn_t_fit_is_refused_before_anything_changes(x, target, word):
    neuron = Neuron([1.0, 1.0])
    with pytest.raises(ValueError, match=word):
        perceptron_step(neuron, x, target)
    assert neuron.parameters.tolist() == [1.0, 1.0, 0.0]


def test_what_is_no_neuron_is_refused():
    with pytest.raises(ValueError, match="give a Neuron"):
        perceptron_step(None, [1, 1], 1)
