"""What a lab's part shows, on paper: the same as on the screen, and the same on any day."""

import numpy as np
import pytest

from nnlab import Network, Neuron
from nnlab.live.curve import Curve
from nnlab.live.network import NetworkView
from nnlab.live.plane import Plane
from nnlab.pictures.geometry import line_geometry, sample_plane
from nnlab.pictures.network import node_answers
from nnlab.pictures.wiring import network_layout
from nnlab.plots import plot_neuron
from nnlab.plots.picture import new_figure, paint_part, parts_figure, to_png
from tests.plots.reading import drawn, texts

BOUNDS = (-0.5, 1.5, -0.5, 1.5)


def png(part):
    return to_png(parts_figure([part]))


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_parts_stand_side_by_side(n):
    figure = parts_figure([Plane(bounds=BOUNDS) for _ in range(n)])
    assert (figure is None) == (n == 0)
    assert n == 0 or len(figure.axes) == n


def test_a_plane(ax):
    plane = Plane(
        bounds=BOUNDS,
        field=sample_plane(BOUNDS, 32) @ [1, 1] - 0.5,
        scale="sides",
        X=[[0, 0], [0, 1], [1, 0], [1, 1]],
        classes=[[0], [0], [0], [1]],
        wrong=[0, 1, 1, 0],
        lines=[line_geometry([1, 1], -0.5, BOUNDS)],
        selected=3,
        probe={"x": 1, "y": 0, "text": "z = $1"},
    )
    paint_part(ax, plane)
    (image,) = ax.images
    assert image.get_array().shape == (400, 400, 3)
    assert drawn(ax, "target 1").tolist() == [[1, 1]]
    assert drawn(ax, "wrong").tolist() == [[0, 1], [1, 0]]
    assert {"✗", "|w| 1.41", "z = $1"} <= set(texts(ax))
    assert png(plane) == png(plane)


def test_a_curve(ax):
    curve = Curve(
        lines=[
            {"x": [0, 1, 2], "y": [0.3, 0.1, 0.05], "name": "training"},
            {"x": [0, 1, 2], "y": [0.3, 0.2, 0.15], "name": "$validation_{"},
        ],
        levels=[(0.25, "1/4"), (99, "out of sight")],
        notes=[(1, "<b>relu")],
        marker={"x": 1, "y": 0.1},
        y_name="loss (mean squared error)",
    )
    paint_part(ax, curve)
    assert ax.get_yscale() == "log" and ax.get_ylabel().endswith("log scale")
    assert ax.get_xlim() == (0, 10) and ax.get_ylim() == (0.03, 0.3)
    written = {text.strip() for text in texts(ax)}
    assert {"1/4", "<b>relu", "1 · 0.1"} <= written and "out of sight" not in written
    assert drawn(ax, "training")[:, 1].tolist() == [0.3, 0.1, 0.05]
    assert png(curve) == png(curve) and png(Curve())


def test_a_network_and_the_size_of_its_figure(network):
    view = NetworkView(network, **node_answers(network.forward([[1, 0]])))
    figure = parts_figure([view])
    plan = network_layout((2, 2, 1), 560, sample=True)
    assert figure.get_size_inches().tolist() == pytest.approx([5.6, plan["height"] / 100])
    before = png(view)
    assert before == png(view)
    view.show(network, **node_answers(network.forward([[1, 0]])), selected="n4")
    assert png(view) != before


def test_a_diverged_network_is_still_drawn(network):
    network.parameters[:] = [np.inf, np.nan, *[1e300] * 7]
    view = NetworkView(network, maps=BOUNDS, **node_answers(network.forward([[1, 0]])))
    assert png(view)[1:4] == b"PNG"


def test_a_picture_is_the_same_on_any_day():
    def picture():
        figure, [ax] = new_figure()
        plot_neuron(Neuron([1, 1], -0.5), [[0, 0], [1, 1]], [0, 1], ax=ax)
        return to_png(figure)

    first = picture()
    assert first == picture()
    assert b"Software" not in first and b"tIME" not in first
