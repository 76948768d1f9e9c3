"""Curves with corners: the numbers that are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab import Network, identity, relu
from nnlab.pictures.corners import corners, curve_bounds, curve_points, largest_fall, stretches


def curve_of(weights, biases, factors, start=0.0):
    network = Network([1, len(weights), 1], [relu, identity], init="zeros")
    network.layers[0].W[:, 0], network.layers[0].b[:] = weights, biases
    network.layers[1].W[0], network.layers[1].b[0] = factors, start
    return network


def slopes_around(network, place, h=1e-4):
    left, here, right = (float(network([place + d])[0]) for d in (-h, 0, h))
    return (here - left) / h, (right - here) / h


def test_stretches_go_from_left_to_right_between_the_corners_that_are_inside():
    # corners at 4, at −1, at 2 with its slope on the left, and none at all
    network = curve_of([1, 1, -1, 0], [-4, 1, 2, 1], [1, 0.5, 2, 3])
    found = stretches(network, (0.0, 6.0))
    assert [j for _, j in found] == [2, 0, None]
    assert [slope for slope, _ in found] == pytest.approx([0.5 - 2, 0.5, 1.5])


@given(
    st.lists(
        st.tuples(st.floats(0.2, 3) | st.floats(-3, -0.2), st.floats(-3, 3), st.floats(-3, 3)),
        min_size=1,
        max_size=4,
    )
)
def test_a_factor_is_the_change_of_the_slope(numbers):
    network = curve_of(*zip(*numbers, strict=True))
    found = corners(network)
    for j, corner in enumerate(found):
        others = [abs(corner.place - one.place) for k, one in enumerate(found) if k != j]
        if min(others, default=1) < 1e-2:
            continue
        before, after = slopes_around(network, corner.place)
        assert after - before == pytest.approx(corner.factor, abs=1e-6)


def test_a_weight_of_0_has_no_corner():
    assert np.isnan(corners(curve_of([0, 1], [2, -1], [1, 1]))[0].place)


def test_the_corners_are_all_of_the_curve():
    network = curve_of([1, -1, 1], [-1, 4, -9], [2, 1, 5], 0.5)
    points = curve_points(network, (0, 6, -1, 9))
    assert points[:, 0].tolist() == [0, 1, 4, 6]  # the corner at 9 lies outside
    x = np.linspace(0, 6, 50)
    assert np.allclose(np.interp(x, *points.T), network(x[:, np.newaxis])[:, 0])


def test_the_gap_stands_clear_of_the_frame_and_the_whole_curve_is_seen():
    x = np.linspace(0, 6, 61)[:, np.newaxis]
    network = curve_of([1], [-2], [1])
    x0, x1, y0, y1 = curve_bounds(x, np.zeros_like(x), network(x))
    assert x0 < 0 and x1 > 6.1  # the largest gap is at 6
    assert y0 < 0 and y1 > network([x1])[0]


def test_the_largest_fall_is_from_what_was_reached_before():
    x, heights = np.array([[2], [0], [1], [3]]), np.array([[3.0], [1.0], [5.0], [4.5]])
    assert largest_fall(x, heights) == 2  # in order of x: 1, 5, 3, 4.5
    assert largest_fall(x, x) == 0
