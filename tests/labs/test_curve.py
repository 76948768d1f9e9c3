"""CurveLab, turned as an object: places, factors, the start height, and the gap in words."""

import numpy as np
import pytest

from nnlab import Layer, Network, identity, relu
from nnlab.labs import CurveLab
from nnlab.labs.curve import WIDEST

X = np.linspace(0, 6, 61).reshape(-1, 1)
HILL = np.interp(X, [0, 1, 3, 5, 6], [0, 0, 2, 0, 0])


def made(places, factors, start=0.0):
    network = Network([1, len(places), 1], [relu, identity], init="zeros")
    network.layers[0].W[:] = 1
    network.layers[0].b[:] = -np.array(places, dtype=float)
    network.layers[1].W[0] = factors
    network.layers[1].b[0] = start
    return network


@pytest.fixture
def network():
    return made([2, 3, 4], [1, 0, 0])


@pytest.fixture
def lab(network):
    lab = CurveLab(network, X, HILL)
    yield lab
    lab.close()


def key(lab, line, dx=0, dy=0, big=False):
    event = {"type": "nudge", "line": line, "part": "middle", "dx": dx, "dy": dy, "big": big}
    lab.plane.event({**event, "steps": dx + dy})


def test_the_hill_can_be_built_by_hand(lab, network):
    assert "gap is 4.00, at x = 6" in lab.describe() and "too high" in lab.describe()
    for j, (place, factor) in enumerate([(1, 1), (3, -2), (5, 1)]):
        lab.corners.event({"type": "corner", "index": j})
        lab.controls["place"].value = place
        lab.controls["factor"].value = factor
    assert np.allclose(network(X), HILL)
    assert "on its target" in lab.describe() and "✓" in lab._sentence()
    assert not any("gap" in line["label"] for line in lab.plane.lines)
    assert "1 3.00 −2.00 −1.00 2 5.00 +1.00 0.00" in lab.corners.words


def test_a_place_moves_the_bias_and_leaves_the_factor(lab, network):
    lab.controls["place"].value = 1.5
    assert network.layers[0].b.tolist() == [-1.5, -3, -4]
    assert network.layers[1].W[0].tolist() == [1, 0, 0]


def test_the_start_height_lifts_everything(lab, network):
    before = network(X)
    lab.controls["start"].value = 0.75
    assert np.allclose(network(X), before + 0.75)


def test_every_change_can_be_undone(lab, network):
    before = network.parameters.copy()
    lab.controls["factor"].value = -2
    lab.controls["start"].value = 1
    lab.undo()
    lab.undo()
    assert np.array_equal(network.parameters, before)
    lab.redo()
    assert network.layers[1].W[0, 0] == -2


def test_the_dots_lie_on_the_curve_and_can_be_dragged(lab, network):
    for line, place in zip(lab.plane.lines, [2, 3, 4], strict=False):
        assert line["anchor"] == pytest.approx([place, float(network([place])[0])])
    event = {"type": "drag", "id": 1, "line": 1, "part": "middle", "y": 0}
    for phase, x in [("start", 3), ("move", 3.5), ("end", 3.456)]:
        lab.plane.event({**event, "x": x, "phase": phase})
    assert network.layers[0].b.tolist() == [-2, -3.46, -4] and lab.model.chosen == 1
    lab.plane.event({**event, "id": 2, "x": 5, "phase": "start"})
    lab.plane.event({**event, "id": 2, "x": 5, "phase": "move"})
    lab.plane.event({**event, "id": 2, "x": 5, "phase": "cancel"})
    assert network.layers[0].b.tolist() == [-2, -3.46, -4]
    lab.plane.event({**event, "id": 3, "x": 99, "phase": "move"})
    assert network.layers[0].b[1] == -6  # it stays in the picture


def test_dots_say_who_they_are_and_whether_they_do_anything(lab, network):
    def labels():
        return [line["label"] for line in lab.plane.lines[:3]]

    assert labels() == ["corner 0", "1 (unused)", "2 (unused)"]
    lab.controls["factor"].value = 0
    assert labels()[0] == "corner 0 (unused)"
    network.layers[0].b[:] = [-2, -2, -4]
    lab._sync()
    assert labels() == ["", "corners 0 and 1", "2 (unused)"]


def test_arrow_keys_move_a_dot_and_change_its_factor(lab, network):
    key(lab, 1, dx=1)
    assert network.layers[0].b[1] == -3.25
    key(lab, 1, dy=-1)
    key(lab, 1, dy=-1, big=True)
    assert network.layers[1].W[0].tolist() == [1, -1.25, 0]
    assert lab.controls["factor"].name == "factor of corner 1"


def test_locked_factors_stay_and_only_bowls_come_out():
    network = made([1, 3, 5], [1, 1, 1], 0.5)
    lab = CurveLab(network, X, HILL, show=["curve", "corners", "places", "start"])
    assert list(lab.controls) == ["place", "start"]
    key(lab, 0, dy=1)
    assert network.layers[1].W[0].tolist() == [1, 1, 1]
    assert "upward: no hill" in lab.describe()
    rng = np.random.default_rng(0)
    for place in rng.uniform(0, 6, 20):
        lab.controls["place"].value = float(place)
        assert np.all(np.diff(network(X)[:, 0], n=2) > -1e-9)  # never less steep
    assert len(lab.plane.curves) == 1  # the target isn't shown
    assert lab.plane.bounds[3] > 9  # ... but all of the curve is
    lab.close()


def test_the_shape_in_words():
    show = ["curve", "corners"]
    for factors, words in [
        ([0, 0], "No corner: the curve is a level line."),
        ([-1, -2], "Two corners, all downward: no valley can come out."),
        ([1, -2], "One corner upward and one corner downward."),
    ]:
        lab = CurveLab(made([1, 2], factors), X, HILL, show=show)
        assert words in lab.describe()
        lab.close()


def test_any_weights_have_their_corners(lab, network):
    network.layers[0].W[:, 0] = [-2, 0.5, 0]
    network.layers[0].b[:] = [4, -1, 3]
    network.layers[1].W[0] = [1.5, -1, 2]
    lab._sync()
    assert lab.corners.words.endswith("0 2.00 +3.00 −0.50 1 2.00 −0.50 −0.50 2 nowhere 0.00 –")
    assert "(start 0; 3 at 2, −0.5 at 2" in repr(lab)
    lab.controls["place"].value = 1  # a neuron that opens to the left keeps its factor
    assert network.layers[0].b[0] == 2 and lab.corners.words.count("+3.00") == 1
    lab.controls["factor"].value = 1
    assert network.layers[1].W[0, 0] == 0.5


def test_a_neuron_without_a_weight_has_no_corner_until_it_gets_a_place(lab, network):
    network.layers[0].W[1] = 0
    lab._sync()
    lab.corners.event({"type": "corner", "index": 1})
    before = network.parameters.copy()
    lab.controls["factor"].value = 2
    assert "has no corner" in lab._header.error
    assert np.array_equal(network.parameters, before)
    lab.controls["place"].value = 2.5
    assert (network.layers[0].W[1, 0], network.layers[0].b[1]) == (1, -2.5)
    assert lab._header.error == ""


def test_keys_on_a_corner_that_left_the_picture_do_nothing_odd(lab, network):
    network.layers[0].b[0] = 3  # at −3
    lab._sync()
    assert lab.plane.lines[0]["anchor"] is None
    key(lab, 0, dx=1)
    assert network.layers[0].b[0] == 0  # at the picture's edge


def test_as_code_recreates_it(lab, network):
    network.parameters[...] = np.linspace(-1, 1, 10) / 3
    lab._sync()
    space = {}
    exec(lab.as_code(), space)
    assert np.array_equal(space["network"].parameters, network.parameters)
    assert np.array_equal(space["y"], HILL)


def test_the_stored_picture_and_the_repr(lab):
    assert lab.png().startswith(b"\x89PNG")
    assert repr(lab) == "CurveLab(start 0; 1 at 2, 0 at 3, 0 at 4)"
    lab.close()
    assert repr(lab) == "CurveLab(closed)"


@pytest.mark.parametrize(
    "network, X, y, words",
    [
        (Layer(1, 1), X, HILL, "shows a Network, not Layer"),
        (Network([2, 3, 1], [relu, identity]), X, HILL, r"\[1, k, 1\]"),
        (Network([1, 3, 1], "relu"), X, HILL, "relu, then identity"),
        (Network([1, WIDEST + 1, 1], [relu, identity]), X, HILL, "up to 12 corners"),
        (Network([1, 3, 1], [relu, identity], runs=(2,)), X, HILL, "one network"),
        (made([1], [1]), X[:, 0], HILL, "one row per sample"),
        (made([1], [1]), X, HILL[:5], "one row per sample"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(network, X, y, words):
    with pytest.raises(ValueError, match=words):
        CurveLab(network, X, y)
