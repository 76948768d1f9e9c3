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


def test_the_curve_its_target_and_the_gap(ax):
    x = np.linspace(0, 6, 61)[:, np.newaxis]
    network = curve_of([1], [-2], [1])
    plot_corners(network, x, np.zeros_like(x), ax=ax)
    assert texts(ax) == ["gap 4.00"]
    assert largest_gap(network, x, np.zeros_like(x)) == (6.0, 4.0, 0.0)
    dashed, curve = (line for line in ax.lines if len(line.get_xdata()) > 2)
    assert dashed.get_linestyle() == "--" and dashed.get_color() == LIGHT["soft"]
    assert curve.get_xdata()[1:-1].tolist() == [2] and dashed.get_xdata()[-1] == 6


def test_pieces_and_a_marked_corner(ax):
    network = curve_of([1, 1], [-1, -2], [1, 2])
    plot_corners(network, ax=ax, pieces=True, chosen=1)
    parts = [line for line in ax.lines if len(line.get_xdata()) == 301]
    assert [part.get_ydata()[-1] for part in parts] == [5, 8]
    sizes = [line.get_markersize() for line in ax.lines if line.get_marker() == "o"]
    assert sizes == [7, 9]
    assert texts(ax) == []


def test_a_corner_with_factor_0_is_drawn_as_unused(ax):
    plot_corners(curve_of([1, 1], [-1, -2], [1, 0]), ax=ax)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_markeredgecolor() for dot in dots] == [LIGHT["ink"], LIGHT["soft"]]
    assert dots[1].get_markersize() < dots[0].get_markersize()


def test_another_network_is_refused(ax):
    with pytest.raises(ValueError, match="relu, then identity"):
        plot_corners(Network([2, 3, 1], [relu, identity]), ax=ax)
