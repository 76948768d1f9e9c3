"""The corners of a curve and their words, alone: no widget is made."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.labs.curve import Corners

X = np.linspace(0, 6, 61).reshape(-1, 1)
HILL = np.interp(X, [0, 1, 3, 5, 6], [0, 0, 2, 0, 0])
pytestmark = pytest.mark.usefixtures("no_widget")


@pytest.fixture
def curve():
    network = Network([1, 3, 1], ["relu", "identity"], init="zeros")
    network.parameters[:] = [1, -2, 1, -3, -1, 4, 1, 0, 0, 0]
    curve = Corners(network, X, HILL)
    curve.read()
    return curve


def test_place_and_factor_are_set_apart_from_each_other(curve):
    for j in range(3):  # the last one opens to the left
        curve.choose({"index": j})
        curve.turn(-1.5)
        curve.move(4.5)
        curve.read()
        assert curve.corner == (4.5, -1.5)
    curve.start = 2.0
    assert curve.start == 2.0


def test_the_hill_has_no_gap(curve):
    for j, (place, factor) in enumerate([(1, 1), (3, -2), (5, 1)]):
        curve.choose({"index": j})
        curve.owner.layers[0].W[j] = 1
        curve.move(place)
        curve.turn(factor)
    curve.read()
    assert curve.solved and "on its target" in curve.verdict()
    curve.start = -1.0
    curve.read()
    assert not curve.solved and "too low" in curve.verdict()
    assert curve.gap[2] - curve.gap[1] == pytest.approx(1)


def test_a_hand_and_keys_stay_between_the_ends(curve):
    for x in (99, -99):
        curve.drag({"id": x, "line": 1, "phase": "move", "x": x})
        curve.read()
        assert curve.corner.place == np.clip(x, 0, 6)
    curve.nudge({"line": 1, "dx": -1, "dy": 0})
    curve.read()
    assert curve.corner.place == 0


def test_escape_puts_a_drag_back(curve):
    before = curve.owner.parameters.copy()
    for phase, x in (("start", 2), ("move", 5), ("cancel", 5)):
        curve.drag({"id": 1, "line": 0, "phase": phase, "x": x})
    assert np.array_equal(curve.owner.parameters, before)


def test_locked_factors_stay(curve):
    curve.turns = False
    curve.nudge({"line": 0, "dx": 0, "dy": 1})
    assert curve.owner.layers[1].W[0].tolist() == [1, 0, 0]


def test_without_a_target_it_speaks_of_the_shape(curve):
    shape = Corners(curve.owner, X, HILL, aims=False)
    shape.read()
    assert "upward: no hill" in shape.verdict() and not shape.solved
    assert shape.bounds[3] > curve.owner(X).max() > 2  # all of the curve
    assert len(shape.picture()["curves"]) == 1 and len(curve.picture()["curves"]) == 2
