"""Neurons side by side, and corners, on matplotlib axes."""

import numpy as np
import pytest

from nnlab import Layer, Network, Neuron, identity, relu, step
from nnlab.pictures.corners import largest_gap
from nnlab.pictures.palette import LIGHT
from nnlab.plots import plot_corners, plot_neuron_lines

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)


XOR = np.array([[0], [1], [1], [0]])


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def layer_of(*rows):
    return Layer.from_neurons([Neuron(row[:2], row[2], step) for row in rows])


def curve_of(weights, biases, factors, start=0.0):
    network = Network([1, len(weights), 1], [relu, identity], init="zeros")
    network.layers[0].W[:, 0], network.layers[0].b[:] = weights, biases
    network.layers[1].W[0], network.layers[1].b[0] = factors, start
    return network


def test_lines_names_codes_and_points_are_drawn(ax):
    plot_neuron_lines(layer_of([1, 1, -0.5], [1, 1, -1.5]), X, XOR, ax=ax)
    assert texts(ax) == ["neuron 0", "neuron 1", "00", "10", "11"]
    assert not ax.images  # nobody was chosen
    assert {"target 0", "target 1"} <= {line.get_label() for line in ax.lines}


def test_the_chosen_neuron_colours_the_plane(ax):
    plot_neuron_lines(layer_of([1, 1, -0.5], [1, 1, -1.5]), X, XOR, ax=ax, chosen=1, codes=False)
    assert len(ax.images) == 1
    strong = [line.get_linewidth() for line in ax.lines if len(line.get_xdata()) == 2]
    assert strong[0] < strong[1]
    assert texts(ax) == ["neuron 0", "neuron 1"]


def test_without_weights_it_says_so(ax):
    plot_neuron_lines(Layer(2, 2, step, init="zeros"), ax=ax)
    assert any("no line" in text for text in texts(ax))


@pytest.mark.parametrize(
    "layer, chosen, words",
    [(Layer(3, 2), None, "3 inputs"), (Layer(2, 2), 2, "neurons are 0 to 1")],
)
def test_what_cannot_be_drawn(ax, layer, chosen, words):
    with pytest.raises(ValueError, match=words):
        plot_neuron_lines(layer, ax=ax, chosen=chosen)


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
