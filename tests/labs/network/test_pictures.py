"""What NetworkLab's planes and table are given, of a model alone."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.labs.network.model import Apart
from nnlab.labs.network.pictures import folded, journey, node
from nnlab.labs.samples import CELLS
from nnlab.live.panel import words
from nnlab.live.plane import Plane
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.wiring import part_key

X, Y = make_gate("xor")


@pytest.mark.parametrize(
    "part", [{"layer": 0, "neuron": 1}, {"layer": 1, "neuron": 0}, {"input": 1}]
)
def test_the_plane_is_what_the_node_says_that_is_looked_at(part):
    apart = Apart(Network([2, 2, 1], "sigmoid", rng=0), X, Y)
    apart.read()
    apart.look({"part": part_key(apart.network.sizes, part)})
    points, seen = sample_plane(apart.bounds, CELLS), node(apart)["field"]
    if "input" in part:
        np.testing.assert_array_equal(seen, points[:, part["input"]])
    else:
        says = apart.network.forward(points)[part["layer"]].a[:, part["neuron"]]
        np.testing.assert_allclose(seen, says)


def test_right_or_wrong_is_the_output_s_matter(apart):
    apart.network.parameters[-1] = 0.5
    apart.read()
    plane = Plane()
    plane.show(**node(apart))
    assert any(row[3] for row in plane.points) and "output" in plane.caption
    apart.look({"part": "n3"})
    plane.show(**node(apart))
    assert not any(row[3] for row in plane.points) and "h₂" in plane.caption


def test_the_chosen_sample_stays_chosen_while_the_plane_folds(apart):
    plane = Plane()
    apart.row = 3
    for fold, at in ((0.0, [1, 1]), (1.0, [1, 1])):
        apart.fold = fold
        plane.show(**folded(apart))
        assert plane.points[plane.selected][:2] == at
    assert len(plane.points) == 3  # two have met


@pytest.mark.parametrize("hidden, columns", [(2, 7), (5, 5)])
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
