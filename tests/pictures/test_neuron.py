"""A neuron in marks."""

import numpy as np
import pytest

from nnlab import Neuron, sigmoid, step
from nnlab.pictures.neuron import neuron_marks

X = [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_its_answers_its_line_and_its_mistakes_are_marks():
    marks = neuron_marks(Neuron([1, 1], -0.5, step), X, [0, 0, 0, 1], resolution=8)
    (line,) = marks["lines"]
    assert np.sum(line["segment"], axis=1) == pytest.approx([0.5, 0.5])
    assert [row[3] for row in marks["points"]] == [False, True, True, False]
    assert marks["size"] == 8 and marks["crisp"]  # of a step only the sides count


def test_a_smooth_neuron_s_field_is_smooth():
    marks = neuron_marks(Neuron([1, 1], -0.5, sigmoid), resolution=8)
    assert not marks["crisp"] and len(set(marks["field"])) > 2 and "points" not in marks


def test_without_a_line_a_note_says_so():
    assert "no line" in neuron_marks(Neuron([0, 0], 1.0))["note"]
    assert "outside" in neuron_marks(Neuron([1, 1], -50.0))["note"]
