"""The marks of an activation."""

import numpy as np
import pytest

from nnlab import ACTIVATIONS, Activation, sigmoid
from nnlab.pictures.bend import REACH, bend_marks

BENDS = [name for name in ACTIVATIONS if name != "identity"]


@pytest.mark.parametrize("name", BENDS)
def test_the_curve_is_the_bend_s_and_lifts_the_pen_at_a_jump(name):
    marks = bend_marks(ACTIVATIONS[name], 1.0)
    z, a = np.vstack(marks["curve"]).T
    np.testing.assert_allclose(a, ACTIVATIONS[name](z), atol=1e-5)
    assert len(marks["curve"]) == (2 if name == "step" else 1)
    z, slope = np.vstack(marks["slopes"]).T
    np.testing.assert_allclose(slope, ACTIVATIONS[name].derivative(z), atol=1e-5)


@pytest.mark.parametrize("name", BENDS)
@pytest.mark.parametrize("z", [-3.0, 0.25, 2.0])
def test_tangent_and_triangle_have_the_slope(name, z):
    bend = ACTIVATIONS[name]
    marks, slope = bend_marks(bend, z), float(bend.derivative(z))
    (xa, ya), (xb, yb) = marks["tangent"]
    assert (yb - ya) / (xb - xa) == pytest.approx(slope)
    assert marks["steep"][:2] == [z, slope] and marks["steep"][2] == f"{slope:.2f}"
    start, corner, end = marks["triangle"]
    assert start == marks["at"] == [z, float(bend(z))]
    assert (end[1] - start[1]) / (corner[0] - start[0]) == pytest.approx(slope)
    assert float(marks["rise"].replace("−", "-")) == pytest.approx(end[1] - start[1], abs=0.006)


@pytest.mark.parametrize("name", BENDS)
def test_all_of_it_lies_inside(name):
    marks = bend_marks(ACTIVATIONS[name], 0.0)
    z0, z1, a0, a1 = marks["bounds"]
    assert (z0, z1) == (-REACH, REACH)
    for piece in [*marks["curve"], *marks["slopes"]]:
        heights = np.array(piece)[:, 1]
        assert a0 < heights.min() and heights.max() < a1
    assert min(marks["tones"]) >= -1 and max(marks["tones"]) <= 1


def test_without_slopes_there_are_none():
    marks = bend_marks(sigmoid, 0.0, sloped=False)
    assert marks["slopes"] == marks["tangent"] == marks["triangle"] == marks["steep"] == []


def test_far_outside_only_the_curve_is_drawn():
    marks = bend_marks(sigmoid, 9.0)
    assert marks["tangent"] == [] and marks["slopes"] and marks["at"][0] == 9


def test_a_flat_bend_of_one_s_own_has_room():
    flat = Activation("flat", lambda z: 0 * z, lambda z: 0 * z)
    _, _, low, high = bend_marks(flat, 0.0)["bounds"]
    assert low < 0 < high
