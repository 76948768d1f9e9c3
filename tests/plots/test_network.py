"""A network on paper: what is written and drawn where."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from nnlab import Network
from nnlab.pictures.network import network_marks
from nnlab.pictures.palette import LIGHT
from nnlab.plots import plot_network
from nnlab.plots.network import paint_network
from nnlab.plots.picture import new_figure, to_png
from tests.plots.reading import texts


@pytest.fixture
def ax():
    return new_figure(6, 4)[1][0]


@pytest.fixture
def network():
    made = Network([2, 2, 1], "sigmoid")
    made.parameters[:] = [6, 0, -3, 6, 6, -9, 6, -2, 0]
    return made


def test_it_shows_names_numbers_and_bends(network, ax):
    assert plot_network(network, ax=ax) is ax
    shown = texts(ax)
    for words in ("x₁", "h₂", "output", "inputs", "+6.00", "−2.00", "0.00", "b −9.00", "b 0.00"):
        assert words in shown
    assert shown.count("sigmoid") == 2 and len(ax.images) == 5


def test_links_show_size_and_sign_in_three_ways(network, ax):
    plot_network(network, ax=ax)
    lines = [line for line in ax.lines if line.get_label() == "link"]
    assert len(lines) == 6
    plus, zero, minus = lines[0], lines[1], lines[5]
    assert plus.get_linewidth() > minus.get_linewidth() > zero.get_linewidth()
    hues = [to_hex(line.get_color()).upper() for line in (plus, minus, zero)]
    assert hues == [LIGHT["positive"], LIGHT["negative"], LIGHT["soft"]]
    styles = [line.get_linestyle() for line in (plus, minus, zero)]
    assert styles[0] == "-" and styles[1] != "-" and styles[2] not in ("-", styles[1])


def test_a_sample_stands_at_the_nodes(network):
    _, [ax] = new_figure(8, 4)
    plot_network(network, [1, 0], ax=ax)
    a = network([1, 0])[0]
    assert f"{a:.2f}" in texts(ax) and "z +3.00" in texts(ax)


@pytest.mark.parametrize("size", [(3, 2), (5, 4), (12, 4)])
def test_it_fits_its_axes(size):
    figure, [ax] = new_figure(*size)
    network = Network([6, 4, 3, 1], ["relu", "relu", "sigmoid"], rng=0)
    plot_network(network, np.arange(6) / 6, ax=ax)
    to_png(figure)
    box = ax.get_window_extent()
    for text in ax.texts:
        seen = text.get_window_extent()
        assert seen.x0 > box.x0 - 3 and seen.x1 < box.x1 + 3
        assert seen.y0 > box.y0 - 3 and seen.y1 < box.y1 + 3


@pytest.mark.parametrize(
    ("made", "more", "words"),
    [
        (Network([2, 9, 1], "tanh", rng=0), {}, "too large to draw"),
        (Network([2, 1], "tanh", runs=(2,), rng=0), {}, "runs"),
        (Network([2, 1], "tanh", rng=0), {"values": [1]}, "give this network 2 numbers"),
        (Network([3, 1], "tanh", rng=0), {"bounds": (0, 1, 0, 1)}, "a plane has 2 inputs"),
    ],
)
def test_what_does_not_fit_is_refused(ax, made, more, words):
    with pytest.raises(ValueError, match=words):
        plot_network(made, ax=ax, **more)
    assert texts(ax) == []


def test_links_show_slopes_in_place_of_weights(network, ax):
    slopes = [0.02, -0.01, 0.031, 0, 0, 0, 0, 1e-5, -0.0042]
    paint_network(ax, network_marks(network, slopes=slopes))
    shown = texts(ax)
    for words in ("∂ +0.02", "∂ −0.01", "∂ +0.031", "∂ 0", "∂ +10⁻⁵", "∂ −0.0042"):
        assert words in shown
    assert "+6.00" not in shown
    wide = [line.get_linewidth() for line in ax.lines if line.get_label() == "link"]
    assert np.argmax(wide) == 0 and wide[1] > wide[2]
