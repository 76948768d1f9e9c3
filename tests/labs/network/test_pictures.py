"""What NetworkLab's planes and table are given, of a model alone."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.labs.network.model import Apart
from nnlab.labs.network.pictures import equation, folded, journey, node
from nnlab.labs.samples import CELLS
from nnlab.live.panel import words
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.geometry import sample_plane

X, Y = make_gate("xor")


@pytest.mark.parametrize("key", ["n3", "n4", "n1", "p3"])
def test_the_plane_is_what_the_chosen_node_says(key):
    apart = Apart(Network([2, 2, 1], "sigmoid", rng=0), X, Y)
    apart.read()
    apart.choose(key)
    points, shown = sample_plane(apart.bounds, CELLS), node(apart)
    part = apart.node
    if "input" in part:
        np.testing.assert_array_equal(shown["field"], points[:, part["input"]])
        assert shown["values"] == ["→ 0", "→ 1", "→ 0", "→ 1"]
    else:
        says = apart.network.forward(points)[part["layer"]].a[:, part["neuron"]]
        np.testing.assert_allclose(shown["field"], says)
        at = apart.network.forward(X)[part["layer"]].a[:, part["neuron"]]
        assert shown["values"] == [f"→ {a:.2f}" for a in at]


def test_right_or_wrong_is_the_output_s_matter(apart):
    apart.network.parameters[-1] = 0.5
    apart.read()
    plane = Plane()
    plane.show(**node(apart))
    assert any(row[3] for row in plane.points) and "the output" in plane.text
    apart.choose("n3")
    plane.show(**node(apart))
    assert not any(row[3] for row in plane.points) and "h2" in plane.text


def test_the_chosen_sample_stays_chosen_while_the_plane_folds(apart):
    apart.row = 3
    for fold in (0.0, 1.0):
        apart.fold = fold
        marks = folded(apart)
        assert marks["selected"] == [3] and marks["fold"] == fold
        assert marks["points"][3][:5] == [1, 1, 1, 1, 0]


def test_the_equation_adds_up_and_each_number_is_a_handle(apart):
    sliders = {name: Slider(name, 0) for name in ("w1", "w2", "b")}
    apart.row = 2
    apart.choose("p7")
    shown = equation(apart, sliders)
    said = words(shown)
    assert said == "output for (1, 0) = step( (+1.00)·1 + (−1.00)·0 + (−0.50) ) = step(+0.50) = 1"
    assert [slider.id in shown for slider in sliders.values()] == [True] * 3
    assert shown.count("nnlab-lit") == 1 and "p7" in shown
    assert "nnlab-scrub" not in equation(apart, {})
    apart.choose("n1")
    assert words(equation(apart, sliders)).startswith("x₂ for (1, 0) = 0:")


@pytest.mark.parametrize(
    "name, begins", [("sigmoid", "= σ( ("), ("identity", "= ("), ("relu", "= relu( (")]
)
def test_an_equation_has_its_bend(name, begins):
    apart = Apart(Network([2, 2, 1], ["tanh", name], rng=0), X, Y)
    apart.read()
    said = words(equation(apart, {}))
    assert begins in said and said.count(" = ") == (2 if name == "identity" else 3)


@pytest.mark.parametrize("hidden, columns", [(2, 5), (5, 3)])
def test_the_journey_leaves_out_what_has_no_room(hidden, columns):
    apart = Apart(Network([2, hidden, 1], "tanh", rng=0), X, Y)
    apart.read()
    table = journey(apart)
    assert table.count("<td>") == 4 * columns + 1  # and an empty heading
    assert ("h₁" in words(table)) == (hidden == 2)


def test_the_targets_of_several_outputs_are_their_names():
    apart = Apart(Network([2, 2, 2], "sigmoid", rng=0), X, np.column_stack([1 - Y, Y]))
    apart.read()
    assert "out₁" in words(journey(apart)) and "out₂" in words(journey(apart))


@pytest.mark.parametrize("bend", ["step", "sigmoid"])
def test_the_border_is_a_line_where_the_chosen_node_changes_sides(apart, bend):
    apart.network.layers[-1].activation = bend
    apart.network.parameters[:] = [1, 0, -0.5, 0, 1, -0.5, 1, 0, -0.5]
    apart.read()
    (line,) = node(apart)["curves"]
    x, y = np.transpose(line["points"])
    np.testing.assert_allclose(x, 0.5, atol=0.02)  # where h1 jumps
    assert y.min() == apart.bounds[2] and y.max() == apart.bounds[3]
