"""From a figure to bytes."""

import numpy as np

from nnlab import Neuron
from nnlab.plots import plot_neuron
from nnlab.plots.picture import new_figure, to_png

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


AND = np.array([[0], [0], [0], [1]])


def test_a_picture_is_the_same_on_any_day():
    def picture():
        figure = new_figure()
        plot_neuron(Neuron([1, 1], -0.5), X, AND, ax=figure.subplots())
        return to_png(figure)

    first = picture()
    assert first == picture()
    assert b"Software" not in first and b"tIME" not in first
