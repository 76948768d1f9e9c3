"""What a neuron decides in the plane."""

import numpy as np
import pytest

from nnlab import Neuron, sigmoid, step, tanh
from nnlab.plots import plot_neuron
from tests.plots.reading import drawn, side, texts

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


AND = np.array([[0], [0], [0], [1]])


class TestNeuron:
    def test_line_field_arrow_and_points_agree(self, ax):
        assert plot_neuron(Neuron([1, 1], -0.5, step), X, AND, ax=ax) is ax
        segment = np.column_stack(ax.lines[0].get_data())
        np.testing.assert_allclose(segment.sum(axis=1), 0.5)
        assert side(ax, 0.1, 0.1) == 0 and side(ax, 0.4, 0.4) == 254
        np.testing.assert_array_equal(drawn(ax, "wrong"), [[0, 1], [1, 0]])
        assert "1.41" in texts(ax)

    def test_on_the_line_it_says_0(self, ax):
        plot_neuron(Neuron([0.1, 0.2], -0.3, step), [[1, 1]], [0], ax=ax)  # 0.1 + 0.2 − 0.3 > 0
        assert "✗" not in texts(ax)

    def test_without_a_line_it_says_so(self, ax):
        plot_neuron(Neuron([0, 0], 1, sigmoid), ax=ax)
        assert len(texts(ax)) == 1 and "no line" in texts(ax)[0] and not ax.lines

    def test_a_line_outside_is_named(self, ax):
        plot_neuron(Neuron([1, 1], -9, tanh), X, AND, ax=ax)
        assert any("outside" in text for text in texts(ax))

    def test_a_smooth_neurons_field_is_smooth(self, ax):
        plot_neuron(Neuron([1, 1], -0.5, sigmoid), ax=ax, resolution=8)
        assert len({side(ax, x, 0.4) for x in (-0.4, 0.1, 0.6, 1.4)}) == 4
        assert [line.get_label() for line in ax.lines if "target" in str(line.get_label())] == []

    def test_it_needs_two_inputs(self, ax):
        with pytest.raises(ValueError, match="3 weights"):
            plot_neuron(Neuron([1, 2, 3]), ax=ax)
