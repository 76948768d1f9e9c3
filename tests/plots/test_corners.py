"""The curve of a network, its corners and its target, on matplotlib axes."""

import numpy as np
import pytest

from nnlab import Network, identity, relu
from nnlab.pictures.corners import largest_gap
from nnlab.pictures.palette import LIGHT
from nnlab.plots import plot_corners
from tests.plots.reading import texts


def curve_of(weights, biases, factors, start=0.0):
    network = Network([1, len(weights), 1], [relu, identity], init="zeros")
    network.layers[0].W[:, 0], network.layers[0].b[:] = weights, biases
    network.layers[1].W[0], network.layers[1].b[0] = factors, start
    return network


def test_of_gaps_that_print_alike_the_one_far_from_a_corner_is_shown():
    x, y = np.array([[0.0], [1.0], [6.0]]), np.array([[4.0], [4.001], [4.0]])
    assert largest_gap(curve_of([1], [-1], [0]), x, y) == (6.0, 0.0, 4.0)


def test_the_curve_its_target_and_the_gap(ax):
    x = np.linspace(0, 6, 61)[:, np.newaxis]
    network = curve_of([1], [-2], [1])
    plot_corners(network, x, np.zeros_like(x), ax=ax)
    assert "gap 4.00" in texts(ax)
    assert largest_gap(network, x, np.zeros_like(x)) == (6.0, 4.0, 0.0)
    wanted, curve = (line for line in ax.lines if len(line.get_xdata()) > 2)
    assert wanted.get_linewidth() > curve.get_linewidth() and wanted.get_color() == LIGHT["soft"]
    assert curve.get_xdata()[1:-1].tolist() == [2] and wanted.get_xdata()[-1] == 6
    many = curve_of([1] * 8, range(-8, 0), [1] * 8)
    plot_corners(many, ax=ax)
    assert min(line.get_markersize() for line in ax.lines if line.get_marker() == "o") == 7


def test_pieces(ax):
    network = curve_of([1, 1], [-1, -2], [1, 2])
    plot_corners(network, ax=ax, pieces=True)
    parts = [line for line in ax.lines if len(line.get_xdata()) == 301]
    assert [part.get_ydata()[-1] for part in parts] == [5, 8]
    assert not any("gap" in text for text in texts(ax))


def test_a_corner_with_factor_0_is_drawn_as_unused(ax):
    plot_corners(curve_of([1, 1], [-1, -2], [1, 0]), ax=ax)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_markeredgecolor() for dot in dots] == [LIGHT["ink"], LIGHT["soft"]]


def test_another_network_is_refused(ax):
    with pytest.raises(ValueError, match="relu, then identity"):
        plot_corners(Network([2, 3, 1], [relu, identity]), ax=ax)
