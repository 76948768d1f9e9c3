"""The loss over two parameters, and where lines of equal height run."""

import numpy as np
import pytest

from nnlab import Network, mean_squared_error
from nnlab.datasets import make_gate
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.landscape import axis_name, levels, loss_landscape, parameter_name

X, Y = make_gate("xor")


BOUNDS = (-4, 4, -2, 6)


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=3)


def test_each_place_is_the_loss_with_those_two_parameters(network):
    values = loss_landscape(network, X, Y, mean_squared_error, pair=(1, 6), bounds=BOUNDS, n=5)
    for value, place in zip(values.ravel(), sample_plane(BOUNDS, 5), strict=True):
        there = network.copy()
        there.parameters[[1, 6]] = place
        assert value == pytest.approx(mean_squared_error(there(X), Y), abs=1e-12)


def test_levels_lie_between_lowest_and_highest_closer_below():
    heights = np.array([[0.2, np.inf], [1.2, 0.7]])
    found = np.array(levels(heights))
    assert len(found) > 5 and 0.2 < found.min() and found.max() < 1.2
    assert np.diff(found)[0] < np.diff(found)[-1]


def test_where_it_overflows_there_is_no_level():
    assert levels(np.full((4, 4), np.inf)) == []


def test_every_parameter_has_a_name():
    names = [parameter_name([2, 2, 1], i) for i in range(9)]
    assert len(set(names)) == 9 and names[2] == "b h₁" and names[6] == "w h₁→output"
    assert axis_name([2, 2, 1], 2) == "bias of h₁"
