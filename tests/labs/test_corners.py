"""The corners of a curve and their words, alone: no widget is made."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.labs.corners import Corners
from nnlab.labs.paper import LINES

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


def straight(*places, factors, start=0.0, X=X, y=HILL, **how):
    """A model whose neurons all open to the right."""
    network = Network([1, len(places), 1], ["relu", "identity"], init="zeros")
    network.layers[0].W[:], network.layers[0].b[:] = 1, -np.array(places, dtype=float)
    network.layers[1].W[0], network.layers[1].b[0] = factors, start
    model = Corners(network, X, y, **how)
    model.read()
    return model


def heights(model, *places):
    return model.owner(np.array(places, dtype=float).reshape(-1, 1))[:, 0]


def test_a_neuron_that_opens_to_the_left_moves_across_between_the_ends(curve):
    assert not curve.free and curve.picture()["moves"] == "across"
    for x in (99, -99):
        curve.drag({"id": x, "index": 1, "phase": "move", "x": x, "y": 5})
        curve.read()
        assert curve.corner.place == np.clip(x, 0, 6) and curve.corner.factor == 0
    curve.nudge({"index": 1, "dx": -1, "dy": 0})
    curve.read()
    assert curve.corner.place == 0


def test_a_hand_puts_a_corner_anywhere_and_the_others_stay():
    model = straight(2, 3, 4, factors=[1, 0, 0])
    before = heights(model, 2, 4, 6)
    model.drag({"id": 1, "index": 1, "phase": "start", "x": 3, "y": 1})
    model.drag({"id": 1, "index": 1, "phase": "move", "x": 3.25, "y": 2.5})
    model.read()
    assert model.corner.place == 3.25
    assert heights(model, 3.25) == pytest.approx([2.5])
    assert heights(model, 2, 4, 6) == pytest.approx(before)  # its neighbours, and the end
    model.drag({"id": 1, "index": 1, "phase": "move", "x": 99, "y": 2.5})
    model.read()
    assert model.corner.place == pytest.approx(4 - 0.12)  # not past its neighbour


def test_the_first_corner_lifts_the_start_and_the_last_reaches_the_end():
    model = straight(2, 4, factors=[1, -1])
    model.drag({"id": 1, "index": 0, "phase": "move", "x": 2, "y": 1.5})
    model.read()
    assert model.start == pytest.approx(1.5) and heights(model, 0, 4, 6) == pytest.approx(
        [1.5, 2, 2]
    )
    model.drag({"id": 2, "index": 1, "phase": "move", "x": 6, "y": 3})
    model.read()
    assert heights(model, 2, 6) == pytest.approx([1.5, 3])


def test_arrow_keys_move_a_corner():
    model = straight(2, 4, factors=[1, -1])
    model.nudge({"index": 1, "dx": 1, "dy": 0})
    model.read()
    assert model.corner.place == 4.05 and heights(model, 4.05) == pytest.approx([2])
    model.nudge({"index": 1, "dx": 0, "dy": -1, "big": True})
    model.read()
    assert heights(model, 4.05) == pytest.approx([1.75])


def test_escape_puts_a_drag_back(curve):
    before = curve.owner.parameters.copy()
    for phase, x in (("start", 2), ("move", 5), ("cancel", 5)):
        curve.drag({"id": 1, "index": 0, "phase": phase, "x": x, "y": 0})
    assert np.array_equal(curve.owner.parameters, before)


def test_the_picture_holds_all_of_the_curve_but_nothing_moves_under_a_hand():
    model, hand = straight(1, 3, factors=[1, 1], turns=False), {"id": 1, "index": 1, "y": 0}
    model.read()
    first = model.bounds
    model.drag(hand | {"phase": "move", "x": 0})
    model.read()
    assert model.bounds == first and model.owner([6.0])[0] > first[3]
    model.drag(hand | {"phase": "end", "x": 0})
    model.read()
    assert model.bounds[3] > model.owner([6.0])[0]
    model.start = 1e9
    model.read()
    assert model.bounds[3] < 5 * first[3]  # what's wanted is still seen
    model.owner.parameters[...] = model.at_first
    model.read()
    assert model.bounds == first


def test_locked_factors_stay():
    model = straight(1, 3, factors=[1, 1], turns=False)
    model.nudge({"index": 0, "dx": 0, "dy": 1})
    model.drag({"id": 1, "index": 0, "phase": "move", "x": 2, "y": 9})
    assert model.owner.layers[1].W[0].tolist() == [1, 1]
    assert not model.draws


def test_without_a_target_it_speaks_of_the_shape(curve):
    shape = Corners(curve.owner, X, HILL, aims=False)
    shape.read()
    assert "upward" in shape.verdict() and not shape.solved
    assert shape.bounds[3] > curve.owner(X).max() > 2  # all of the curve
    assert not shape.picture()["line"] and curve.picture()["line"]


# Drawing


def test_an_empty_paper_waits_for_a_line():
    model = straight(1, 2, factors=[1, 1], X=None, y=None)
    assert model.pencil and "two neurons" in model.verdict()
    shown, count = model.picture(), model.count
    assert shown["pencil"] and not shown["gap"] and not shown["moves"]
    assert len(shown["corners"]) == count == 2  # they follow its example
    model.more({"by": -1})
    assert len(model.picture()["corners"]) == 1 and model.owner.layers[1].W[0].tolist() == [1, 1]
    assert model.still()["corners"] and model.pencil  # a stored picture is never empty


def test_corners_snap_to_what_was_drawn():
    model = straight(1, 2, 3, factors=[0, 0, 0], X=None, y=None)
    model.draw({"points": [[6, 0.5], [0, 0.5], [2, 0.5], [4, 2]]})  # in any order
    model.read()
    assert model.drawn and model.missing < 1e-3
    assert model.owner(model.X)[:, 0] == pytest.approx(
        np.interp(model.X[:, 0], [0, 2, 4, 6], [0.5, 0.5, 2, 0.5]), abs=1e-3
    )
    assert model.machine == {3: pytest.approx(model.missing)}


@pytest.mark.parametrize("points", [[], [[1, 2]], [1, 2, 3], [[0, np.nan], [1, 1]]])
def test_a_line_that_is_none_is_refused(points):
    model = straight(1, factors=[0], X=None, y=None)
    with pytest.raises(ValueError, match="line"):
        model.draw({"points": points})
    assert model.pencil


def test_a_line_is_kept_on_the_paper():
    model = straight(1, factors=[0], X=None, y=None)
    model.draw({"points": [[0, -99], [6, 99]]})
    assert model.y.min() == model.bounds[2] and model.y.max() == model.bounds[3]


@pytest.mark.parametrize("name", LINES)
def test_more_corners_come_closer(name):
    model = straight(*range(1, 7), factors=[0] * 6, X=None, y=None)
    model.count = 1
    model.take({"line": name})
    gaps = []
    for _ in range(6):
        model.read()
        model.score()
        gaps.append(model.missing)
        model.more({"by": 1})
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < gaps[0] / 4
    assert model.count == 6 and sorted(model.best) == [1, 2, 3, 4, 5, 6]
    model.more({"by": -1})
    model.read()
    assert len(model.picture()["corners"]) == 5  # the sixth is parked


def test_the_machine_is_beaten_by_a_smaller_gap_only():
    model = straight(1, 2, factors=[0, 0], X=None, y=None)
    model.take({"line": "hill"})
    model.read()
    assert not model.beaten
    model.machine[2] = model.missing + 0.02  # as if snapping had done worse
    assert model.beaten
    model.erase()
    model.read()
    assert not model.beaten and model.best == {}


def test_the_gap_in_the_picture_is_the_gap():
    model = straight(1, 2, 3, factors=[0, 0, 0], X=None, y=None)
    model.take({"line": "wave"})
    model.drag({"id": 1, "index": 1, "phase": "move", "x": 2.6, "y": 1.9})
    model.read()
    assert model.picture()["gap"]["text"].endswith(f"{model.missing:.2f}")


@pytest.mark.parametrize("name", LINES)
def test_nowhere_on_the_paper_is_the_gap_larger_than_it_says(name):
    model = straight(*range(1, 9), factors=[0] * 8, X=None, y=None)
    model.count = 6
    model.take({"line": name})
    model.read()
    x = np.append(np.linspace(0, 6, 30001), [corner.place for corner in model.corners])
    off = np.abs(heights(model, *x) - np.interp(x, model.X[:, 0], model.y[:, 0]))
    assert model.missing == pytest.approx(off.max(), abs=1e-12)
    assert model.machine[6] == pytest.approx(model.missing)


def test_a_corner_between_two_given_points_counts():
    model = straight(
        1.5, 2, 2.5, factors=[1, -2, 1], X=np.array([[0], [1], [3.0]]), y=np.zeros((3, 1))
    )
    assert model.gap == (2.0, 0.5, 0.0) and not model.solved


def test_only_corners_that_bend_it_are_in_use():
    model = straight(1, 2, 3, 4, factors=[0] * 4, X=None, y=None)
    model.count = 3
    model.draw({"points": [[0, 0.5], [2, 0.5], [6, 2]]})  # one corner is all that it needs
    model.owner.layers[1].W[0] = [0.375, 0, 0, 0]
    model.owner.layers[0].b[0] = -2
    model.read()
    assert (model.used, model.counted) == (1, 3)
    model.owner.layers[1].W[0] = [0.375, 0.1, -0.1, 0.2]  # a cell uses them all
    model.owner.layers[0].b[:] = [-2, -3, -4, -5]
    model.read()
    assert (model.used, model.counted) == (4, 4) and not model.beaten


def test_a_neuron_that_is_silent_all_along_is_not_in_use():
    model = straight(0, 2, factors=[1, 1])
    assert model.used == 2
    model.owner.layers[0].W[0] = -1  # it opens to the left of the curve's first point
    model.read()
    assert model.leftward(0) and model.silent(0) and model.used == 1


def test_the_sentence_speaks_of_the_gap_in_the_picture():
    model = straight(0, factors=[0], y=np.full_like(X, 2.0))
    x, *_ = model.gap
    assert model.picture()["gap"]["x"] == x and f"x = {x:g}" in model.verdict()
    assert x == 6  # as large everywhere: the farthest from the corner


def test_what_the_machine_left_stays_in_sight_of_a_hand():
    model = Corners(Network([1, 4, 1], ["relu", "identity"], init="zeros"), None, None)
    model.take({"line": "wave"})
    model.read()
    before = model.picture()
    assert model.left is None and before["machine"] == []
    model.nudge({"index": 1, "dx": 0, "dy": 8})
    model.read()
    assert model.left == model.machine[4] < model.missing
    assert model.picture()["machine"] == before["curve"] != model.picture()["curve"]


def test_a_gap_beyond_the_paper_is_no_best():
    model = Corners(Network([1, 4, 1], ["relu", "identity"], init="zeros"), None, None)
    model.draw({"points": [[0, 0], [2, 2], [6, 1]]})
    model.turn(1e30)
    model.read()
    model.score()
    assert model.missing > 1e20 and model.best == {}


def test_the_stored_picture_of_a_given_line_lacks_one_corner():
    network = Network([1, 3, 1], ["relu", "identity"], init="zeros")
    model = Corners(network, X, HILL)
    model.read()
    used = [corner["used"] for corner in model.still()["corners"]]
    assert used == [True, True, False] and np.all(network.parameters == 0)
    model.move(2.0)
    model.read()
    assert [corner["used"] for corner in model.still()["corners"]] == [False] * 3
