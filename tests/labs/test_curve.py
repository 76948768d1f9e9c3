"""CurveLab, turned as an object: places, factors, the start height, and the gap in words."""

import numpy as np
import pytest

from nnlab import Layer, Network, identity, relu
from nnlab.labs import CurveLab
from nnlab.labs.corners import WIDEST
from nnlab.labs.words import counted

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


def key(lab, index, dx=0, dy=0, big=False):
    lab.sketch.event({"type": "nudge", "index": index, "dx": dx, "dy": dy, "big": big})


def test_the_hill_can_be_built_by_hand(lab, network):
    assert "gap is 4.00, at x = 6" in lab.describe() and "too high" in lab.describe()
    for j, (place, factor) in enumerate([(1, 1), (3, -2), (5, 1)]):
        lab.corners.event({"type": "corner", "index": j})
        lab.controls["place"].value = place
        lab.controls["factor"].value = factor
    assert np.allclose(network(X), HILL)
    assert "on its target" in lab.describe() and "No gap" in lab._won()[0]
    assert not lab.sketch.gap
    assert "+1.00" in lab.corners.words and "−2.00" in lab.corners.words


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


def test_the_corners_lie_on_the_curve_and_can_be_dragged(lab, network):
    for corner, place in zip(lab.sketch.corners, [2, 3, 4], strict=True):
        assert corner["at"] == pytest.approx([place, float(network([place])[0])])
    event = {"type": "drag", "id": 1, "index": 1}
    for phase, x, y in [("start", 3, 1), ("move", 3.5, 2), ("end", 3.456, 2.006)]:
        lab.sketch.event({**event, "x": x, "y": y, "phase": phase})
    assert lab.sketch.corners[1]["at"] == pytest.approx([3.46, 2.01]) and lab.model.chosen == 1
    before = network.parameters.copy()
    for phase in ("start", "move", "cancel"):
        lab.sketch.event({**event, "id": 2, "x": 3.2, "y": 0, "phase": phase})
    assert np.array_equal(network.parameters, before)


def test_corners_say_who_they_are_and_whether_they_do_anything(lab):
    assert [corner["name"] for corner in lab.sketch.corners] == ["1", "2", "3"]
    assert [corner["used"] for corner in lab.sketch.corners] == [True, False, False]
    assert "unused" in lab.sketch.corners[1]["says"]
    assert lab.corners.words.count("unused") == 2  # also to the eye
    assert "1 of 3" in lab.page.sentence.words and "0.00" in lab.page.sentence.words
    assert lab.beside.words.endswith("0.00 1 +1.00")  # no slope twice in a row


def test_a_given_line_s_curve_asks_for_its_end(lab, network):
    """It is the last corner that turns it there."""
    assert lab.sketch.end["asks"] and lab.sketch.end["at"] == [6, 4] and "down" in lab.sketch.cue
    before = network(X[:41])
    event = {"type": "drag", "id": 1, "index": 3, "x": 6}
    for phase, y in [("start", 4), ("move", 1), ("end", 0)]:
        lab.sketch.event({**event, "y": y, "phase": phase})
    assert lab.sketch.end["at"] == pytest.approx([6, 0]) and not lab.sketch.end["asks"]
    assert np.allclose(network(X[:41]), before) and lab.model.chosen == 2
    key(lab, 3, dy=1)
    assert lab.sketch.end["at"][1] == pytest.approx(0.05) and not lab.sketch.cue
    lab.undo()
    lab.sketch.event({**event, "id": 2, "y": 3, "phase": "move"})
    lab.sketch.event({**event, "id": 2, "y": 3, "phase": "cancel"})
    assert lab.sketch.end["at"] == pytest.approx([6, 0])


def test_behind_parked_corners_is_the_end_of_a_drawn_line():
    lab = CurveLab(made(np.arange(8) * 0.75, np.zeros(8)), still="hill")
    assert len(lab.sketch.corners) == 3 and not lab.sketch.end["asks"]
    key(lab, 3, dy=1)
    assert lab.model.chosen == 2 and lab.model.used == 3 and "?" not in lab.targets.words
    lab.close()


def test_arrow_keys_move_a_corner(lab, network):
    key(lab, 1, dx=1)
    assert network.layers[0].b[1] == -3.05
    key(lab, 1, dy=1, big=True)
    assert lab.sketch.corners[1]["at"] == pytest.approx([3.05, 1.25])
    assert lab.controls["factor"].words == "factor of corner 2"


# Drawing


def test_a_drawn_line_is_followed_and_undone(network):
    lab = CurveLab(network)
    before = network.parameters.copy()
    assert lab.sketch.pencil and all(slider.hidden for slider in lab.controls.values())
    assert lab.corners.html.count("corner") > 3 and 'pressed="true"' not in lab.corners.html
    lab.sketch.event({"type": "draw", "points": [[0, 1], [2, 1], [6, 3]]})
    assert not lab.sketch.pencil and lab.model.missing < 0.01
    assert "nothing is missing" in lab._sentence() and lab._won() is None  # the machine did it
    lab.undo()
    assert lab.sketch.pencil and np.array_equal(network.parameters, before)
    lab.close()


def test_a_drawing_without_a_pointer(network):
    lab = CurveLab(network)
    lab.actions.event({"type": "take", "line": "wave"})
    assert lab.model.drawn and f"{lab.model.missing:.2f}" in lab.page.sentence.words
    first = lab.model.missing
    lab.actions.event({"type": "more", "by": -1})
    assert lab.model.missing >= first and "2 corners" in lab.page.sentence.words
    assert "gap so far" in lab.beside.words
    lab.actions.event({"type": "hand"})
    assert not lab.beside.html and not lab.controls["factor"].hidden
    lab.close()


def test_without_an_aim_the_slopes_say_what_a_corner_does():
    network = made([1, 3, 5], [1, 1, 1])
    lab = CurveLab(network, X, network(X), show=["curve", "corners", "places", "start"])
    assert lab.beside.words.endswith("0.00 1 +1.00 2 +2.00 3 +3.00")
    lab.controls["place"].value = 4.0
    assert lab.beside.words.endswith("0.00 2 +1.00 1 +2.00 3 +3.00")
    lab.close()


def test_a_lab_without_data_opens_with_an_empty_paper():
    lab = CurveLab(made([1, 2, 3, 4], [0, 0, 0, 0]))
    assert lab.sketch.pencil and "four neurons" in lab._goal() and "empty" in lab.describe()
    assert "drag" not in lab.sketch.cue and "orange" not in lab._legend()  # none can be held
    assert "numbers" not in lab.actions.words and not lab.beside.html  # nothing has been measured
    space = {}
    exec(lab.as_code(), space)
    lab.actions.event({"type": "take", "line": "steps"})
    assert "orange" in lab._legend() and "numbers" in lab.actions.words and lab.beside.html
    exec(lab.as_code(), space)
    assert np.array_equal(space["y"], lab.model.y)
    lab.close()


def test_without_a_minus_the_hill_is_no_nearer_than_half_its_fall():
    network, show = made([3, 4.5, 5.5], [1, 1, 1]), ["curve", "places", "start", "target"]
    lab = CurveLab(network, X, HILL, show=show)
    assert lab.model.least == 1 and "1.00" in lab.sketch.rival and lab._won() is None
    assert len(lab.sketch.line) == len(X)
    assert "lide" in lab.page.sentence.words and "orange" not in lab._legend()  # what it can do
    assert lab.sketch.rival and {y for _, y in lab.sketch.machine} == {1}  # the level line is drawn
    assert not lab.sketch.end and "beat" not in lab.page.header.words  # no curve of these can
    rng = np.random.default_rng(0)
    for place in rng.uniform(0, 6, 30):
        network.layers[0].b[rng.integers(3)] = -place
        lab.controls["start"].value = float(rng.uniform(-1, 2))
        assert lab.model.missing >= 1
    best = min(lab.model.best.values())
    assert best < lab.model.missing and f"best so far: {best:.2f}" in lab.page.sentence.words
    network.layers[0].b[:], lab.controls["start"].value = -6, 1
    assert "1.00" in lab._won()[1] and not lab.targets.words
    assert lab.sketch.machine[-1] == [6, 5] and not lab.sketch.rival  # a ghost of the beginning
    network.layers[1].W[0, 0] = -1  # another cell's minus
    lab._sync()
    assert lab.model.least == 0 and lab._won() is None
    lab.close()


def test_what_could_not_be_won_without_a_minus_can_be_won_with_it():
    network, show = made([6, 6, 6], [1, 1, 1], 1.0), ["curve", "places", "start", "target"]
    network.layers[0].b[:], network.layers[1].b[:] = [-3, -4.5, -5.5], 0
    lab = CurveLab(network, X, HILL, show=show)
    network.layers[0].b[:], lab.controls["start"].value = -6, 1
    assert "unlock" in lab.page.sentence.html and lab._won()
    lab.page.sentence.event({"type": "unlock"})
    assert "unlock" not in lab.page.sentence.html and network.layers[0].b.tolist() == [
        -3,
        -4.5,
        -5.5,
    ]
    assert lab.sketch.end["asks"] and lab.model.free and lab._won() is None
    for index, (x, y) in enumerate([(1, 0), (3, 2), (5, 0), (6, 0)]):  # the last is the end
        for phase in ("start", "end"):
            lab.sketch.event(dict(type="drag", id=index, index=index, phase=phase, x=x, y=y))
    assert np.allclose(network(X), HILL) and lab._won()
    lab._header.event({"type": "begin"})
    assert not lab.model.turns
    lab.close()


def test_after_a_given_line_one_s_own_is_drawn(lab, network):
    began = lab.sketch.curve
    network.parameters[:] = [1, -1, 1, -3, 1, -5, 1, -2, 1, 0]
    lab._sync()
    assert lab._won() and lab.sketch.machine == began and "began" in lab._legend()
    lab.page.sentence.event({"type": "erase"})
    assert lab.sketch.pencil and "three neurons" in lab._goal() and not lab._won()
    lab.actions.event({"type": "take", "line": "wave"})
    assert lab.model.drawn and lab.actions.html
    lab._header.event({"type": "begin"})
    assert not lab.model.draws and np.array_equal(lab.model.y, HILL)


@pytest.mark.parametrize("factors", [[1, 0, 0, 0], [2, -2, 0, 0]])
def test_what_asks_for_a_hand_rewards_it(factors):
    """The end asks only where the gap is; then the first pull makes it smaller."""
    x = np.linspace([0], [4], 65)
    zigzag = np.interp(x, range(5), [0, 2, 0, 2, 0])
    lab = CurveLab(made([0.5, 1.5, 2.5, 3.5], factors), x, zigzag)
    before, height = lab.model.missing, lab.sketch.end["at"][1]
    assert lab.sketch.end["asks"] == (lab.model.gap[0] == 4)
    if lab.sketch.end["asks"]:
        for phase, y in (("start", height), ("move", height - 0.3)):
            lab.sketch.event(dict(type="drag", id=1, index=4, phase=phase, x=4, y=y))
        assert lab.model.missing == pytest.approx(before - 0.3)
    lab.close()


def test_locked_factors_stay_and_only_bowls_come_out():
    network = made([1, 3, 5], [1, 1, 1], 0.5)
    lab = CurveLab(network, X, HILL, show=["curve", "corners", "places", "start"])
    assert list(lab.controls) == ["place", "start"]
    key(lab, 0, dy=1)
    assert network.layers[1].W[0].tolist() == [1, 1, 1]
    assert lab.sketch.cue
    rng = np.random.default_rng(0)
    for place in rng.uniform(0, 6, 20):
        lab.controls["place"].value = float(place)
        assert np.all(np.diff(network(X)[:, 0], n=2) > -1e-9)  # never less steep
    assert "bent upward" in lab.describe() and not lab.sketch.cue
    assert lab.sketch.line == [] and lab.actions is None  # the target isn't shown
    assert lab.sketch.bounds[3] > 9  # ... but all of the curve is
    lab.close()


def test_the_shape_in_words():
    show = ["curve", "corners"]
    for factors, words in [
        ([0, 0], "No corner: the curve is a level line."),
        ([-1, -2], "Two corners, all bent downward."),
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
    assert "+3.00" in lab.corners.words and "0.00" not in lab.corners.words  # nowhere: no corner
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
    assert lab.sketch.corners[0]["at"] is None
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


def test_what_a_search_found_is_told_by_its_gap():
    factors = np.eye(8)[0] - np.eye(8)[1]
    assert repr(CurveLab(made(np.arange(8) * 0.75, factors), still="hill")) == (
        "CurveLab(3 corners, gap 0.11)"
    )


def test_the_still_is_of_a_copy(network):
    before = network.parameters.copy()
    lab = CurveLab(network, X, HILL, still="steps")
    words = [text.get_text() for text in lab._figure().axes[0].texts]
    assert any(word.startswith("gap") for word in words) and "gap 4.00" not in words
    assert np.array_equal(network.parameters, before) and not lab.model.drawn
    lab.close()
    with pytest.raises(ValueError, match="wave, hill, steps"):
        CurveLab(network, X, HILL, still="circle")


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


def test_a_small_gap_is_told_as_the_work_of_so_many_corners():
    network = Network([1, 8, 1], ["relu", "identity"], init="zeros")
    lab = CurveLab(network)
    # It opens on what the machine made of a line, with a corner that asks to be dragged.
    assert lab.model.drawn and lab.sketch.cue and "numbers" in lab.actions.words
    assert sorted(lab.model.best) == [1, 2, 3] and lab.beside.words.count("?") == 5
    # One number to beat, told once; and one thing asks.
    assert f"{lab.model.missing:.2f}" in lab.page.sentence.words and lab.model.missing > 0.1
    assert not lab.targets.words
    assert "nnlab-main" not in lab.actions.html
    lab.actions.event({"type": "more", "by": 1})
    lab._header.event({"type": "begin"})
    assert (lab.model.count, lab.model.missing) == (3, lab.model.machine[3])
    lab.actions.event({"type": "erase"})
    assert lab.sketch.pencil and "0.10" in lab.page.sentence.words  # a number to beat
    lab.sketch.event({"type": "draw", "points": [[x, 1 + np.sin(2 * x)] for x in range(7)]})
    machine = f"the machine’s {lab.model.missing:.2f}"
    assert machine in lab.targets.words and "✓" not in lab.targets.words
    while round(lab.model.missing, 2) >= 0.1:
        lab.actions.event({"type": "more", "by": 1})
    assert counted(lab.model.count, "corner") in lab.targets.words
    assert "✓" in lab.targets.words
    lab.close()
