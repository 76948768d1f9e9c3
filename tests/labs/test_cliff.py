"""CliffLab: three learning rates on one parabola."""

import numpy as np
import pytest

from nnlab import Network, binary_cross_entropy
from nnlab.labs import CliffLab
from nnlab.labs.bounces import TOLD, Bounces

ROOT = np.sqrt(2)
X, Y = [[ROOT], [-ROOT]], [[0.0], [0.0]]


@pytest.fixture
def network():
    """Its loss is 2w², at w = 1."""
    network = Network([1, 1], "identity")
    network.parameters = [1.0, 0.0]
    return network


@pytest.fixture
def lab(network):
    lab = CliffLab(network, X, Y)
    yield lab
    lab.close()


def test_the_facts_of_the_chapter(lab):
    model = lab.model
    assert model.a == pytest.approx(4) and model.lowest == pytest.approx(0)
    after = [model.path(rate, 10)[-1] for rate in model.rates]
    assert after == pytest.approx([0, 0.6648, 1.4802], abs=5e-5)
    assert [model.factor(rate) for rate in model.rates] == pytest.approx([0, -0.96, -1.04])


@pytest.mark.parametrize(
    "rate, does", [(0, "stays"), (0.1, "side"), (0.25, "One"), (0.5, "ever"), (0.6, "climbs")]
)
def test_what_a_step_size_does_is_named(lab, rate, does):
    lab.controls["second"].value = rate
    assert does in lab.model.verdict(1) and does in lab.rows[1].parts()[0].words
    assert lab.model.rates == [0.25, rate, 0.51]


def test_a_step_size_is_undone(lab):
    lab.controls["third"].value = 0.3
    lab.undo()
    assert lab.model.rates[2] == 0.51 == lab.controls["third"].value


def test_the_picture_holds_a_walk_that_climbs_out(lab):
    x0, x1, y0, y1 = lab.model.picture(2)["bounds"]
    path = np.array(lab.model.picture(2)["path"])
    assert (x0 < path[:, 0]).all() and (path[:, 0] < x1).all()
    assert (y0 <= path[:, 1]).all() and (path[:, 1] < y1).all()
    heights = [lab.model.height(w) for w in path[:, 0]]
    assert path[:, 1] == pytest.approx(heights)
    lab.model.rates = [0.25, 0.49, 1e6]
    far = np.array(lab.model.picture(2)["path"])
    assert np.isfinite(far).all() and far.max() < 100 * (y1 - y0)  # as if it ended there


@pytest.mark.parametrize("far", [[1e30, 0], [1, -1e3], [-1e30, 1e20]])
def test_a_weight_far_out_is_on_the_same_parabola(lab, network, far):
    network.parameters = far
    lab._sync()
    assert lab._error == "" and lab.model.a == pytest.approx(4)


@pytest.mark.parametrize("far", [[1e200, 0], [1e308, 0], [1, -1e30]])
def test_too_far_out_for_a_picture_the_lab_says_so_with_the_way_back(lab, network, far):
    network.parameters = far
    lab._sync()
    assert "too large" in lab._error and "undo" in lab._error
    lab.undo()
    assert network.parameters[0] == 1 and lab._error == ""


def test_what_a_cell_changes_is_drawn(lab, network):
    network.parameters[0] = -2.0
    lab._sync()
    assert lab.model.path(0.25, 1).tolist() == pytest.approx([-2, 0])


def test_a_loss_that_is_no_parabola_is_refused_with_the_remedy():
    bent = Network([1, 1], "sigmoid", rng=0)
    with pytest.raises(ValueError, match="parabola"):
        CliffLab(bent, X, [[0.0], [1.0]], binary_cross_entropy)
    flat = Network([1, 1], "identity", rng=0)
    with pytest.raises(ValueError, match="parabola"):
        CliffLab(flat, [[0.0]], [[0.0]])


@pytest.mark.parametrize(
    "wrong, says", [({"weight": 2}, "from 0 to 1"), ({"rates": (1, 2)}, "three")]
)
def test_bad_input_names_the_remedy(network, wrong, says):
    with pytest.raises(ValueError, match=says):
        CliffLab(network, X, Y, **wrong)


def test_code_and_picture(lab):
    space = {}
    exec(lab.as_code().replace("CliffLab(network", "lab = CliffLab(network"), space)
    assert repr(space["lab"]) == repr(lab) and "−1.04" in repr(lab)
    space["lab"].close()
    assert lab.png().startswith(b"\x89PNG")
    alone = CliffLab(lab.network, X, Y, show="rates")
    assert alone.png() is None
    alone.close()


@pytest.mark.parametrize("slope", [1.0, 0.03, 12.0])
def test_what_is_said_of_a_step_size_is_what_its_walk_does(slope):
    """Whatever the parabola: `slope` makes it flatter or steeper."""
    network = Network([1, 1], "identity")
    network.parameters = [1.0, 0.0]
    lab = CliffLab(network, [[slope], [-slope]], Y)
    model = lab.model
    for share in (0, 1 / 7, 0.5, 0.7, 0.96, 0.998, 1, 1.002, 1.17, 3):
        model.rates = [share * model.edge] * 3
        lab.draw()
        path = model.path(model.rates[0], 1500 if abs(share - 1) < 0.01 else 60)
        low, said = model.lowest, model.verdict(0)
        sides = {side for side in np.sign(np.round(path - low, 9)) if side}
        assert ("climbs" in said) == (abs(path[-1] - low) > 9)
        assert ("bounce" in said) == (len(sides) > 1)
        assert ("for ever" in said) == bool(len(sides) > 1 and np.allclose(np.abs(path), 1))
        assert ("stays" in said) == np.allclose(path, 1)
        assert ("One step" in said) == bool(share and np.allclose(path[1:], low))
        assert (
            ("slowly" in said)
            == (0.9 < share < 1)
            == (0.35 < abs(model.path(model.rates[0], 10)[-1] - low) < 1 and "bounce" in said)
        )
        home = "home" in said or "gets there" in said or "comes down" in said or "One step" in said
        assert home == (abs(path[-1] - low) < 0.01)
    lab.close()


def test_the_sentence_names_the_gap_that_there_is(lab):
    assert lab._sentence().startswith("Two hundredths")
    lab.controls["third"].value = 0.6
    assert "hundredth" not in lab._sentence()
    lab.controls["first"].value = 0.55
    lab.controls["second"].value = 0.45
    assert lab._sentence().startswith("Ten hundredths")
    for name in ("first", "second", "third"):
        lab.controls[name].value = 0.1  # nothing is lost: no gap
    assert "hundredth" not in lab._sentence()


def test_the_edge_is_found_and_then_the_shortest_way(lab):
    assert lab.walk.cue and lab._won() is None
    lab.controls["second"].value = 0.5
    headline, told, on = lab._won()
    assert "for ever" in headline and "0.50" in told and not lab.walk.cue
    assert "next" in on
    lab.page.header.event({"type": "next"})
    assert lab._won() is None and "one step" in lab.page.header.words
    lab.controls["second"].value = 0.25
    assert "One step" in lab._won()[0] and "next" not in lab._won()[2]
    lab.page.header.event({"type": "begin"})
    assert lab._won() is None and "edge" in lab.page.header.words


def test_a_rate_that_was_given_at_the_edge_is_no_find(network):
    lab = CliffLab(network, X, Y, rates=(0.1, 0.2, 0.5))
    assert lab._won() is None
    lab.close()


def test_a_hand_on_the_first_step_sets_the_chosen_rate(lab):
    drag = {"type": "step", "id": "1"}
    lab.walk.event(drag | {"x": -0.53, "phase": "start"})
    assert lab.model.rates == [0.25, 0.49, 0.38] and lab.controls["third"].value == 0.38
    assert lab.model.path(0.38, 1)[1] == pytest.approx(-0.52)
    lab.walk.event(drag | {"x": -99.0, "phase": "move"})
    assert lab.model.rates[2] == pytest.approx(0.6)
    lab.walk.event(drag | {"x": 2.0, "phase": "move"})
    assert lab.model.rates[2] == 0
    lab.walk.event(drag | {"x": 2.0, "phase": "cancel"})
    assert lab.model.rates == [0.25, 0.49, 0.51]


def test_keys_move_the_first_step_along_the_axis(lab, network):
    lab.walk.event({"type": "nudge", "steps": 1})
    assert lab.model.rates[2] == 0.5  # to the right: a smaller step to the left
    network.parameters[0] = -1.0
    lab._sync()
    lab.walk.event({"type": "nudge", "steps": 1, "big": True})
    assert lab.model.rates[2] == 0.55


def test_a_stored_picture_goes_over_the_edge_and_the_lab_does_not(network):
    lab = CliffLab(network, X, Y, rates=(0.1, 0.4, 0.49))
    assert lab.model.over().rates == [0.1, 0.49, 0.51] and lab.model.rates == [0.1, 0.4, 0.49]
    titles = [ax.get_title(loc="left") for ax in lab._figure().axes]
    assert "climbs out" in titles[2] and "climbs" not in lab.describe()
    lab.controls["third"].value = 0.45  # the reader's own
    assert lab.model.over().rates == lab.model.rates
    lab.close()


def test_the_chosen_one_is_drawn_large(lab):
    assert lab.walk.label == "0.51"
    parts = lab.rows[0].parts()
    parts[0].event({"type": "choose", "index": 0})
    assert lab.walk.label == "0.25" and 'aria-pressed="true"' in parts[0].html
    lab.controls["second"].value = 0.3
    assert lab.walk.label == "0.30"


def test_a_walk_that_begins_at_the_lowest_place_goes_nowhere(lab, network):
    network.parameters[0] = 0.0
    lab._sync()
    assert {lab.model.verdict(k) for k in range(3)} == {"It’s there already"}


def test_a_step_size_shows_the_digits_that_it_has(lab):
    lab.controls["second"].value = 0.4999
    said = lab.rows[1].parts()[0].words
    assert lab.walk.label == "0.4999" and "home slowly" in said
    assert "−0.9996" in lab.rows[1].parts()[-1].words


def test_step_sizes_that_are_none_are_refused(network, lab):
    with pytest.raises(ValueError, match="0 or more"):
        CliffLab(network, X, Y, rates=(-0.1, 0.2, 0.3))
    lab.model.rates = [0.1, float("nan"), 0.2]
    lab._sync()
    assert lab.last_error is not None


def test_the_track_is_as_long_as_the_parabola_needs():
    network = Network([1, 1], "identity")
    network.parameters = [1.0, 0.0]
    lab = CliffLab(network, [[0.1], [-0.1]], Y, rates=(25, 90, 110))
    slider = lab.controls["first"]
    assert slider.minimum == 0 and 110 < slider.maximum < 150 and slider.step == 1
    lab.close()


def test_a_small_picture_has_a_dot_for_each_place_of_its_walk(lab):
    first, other = (box.children[0].html for box in lab.rows[:2])
    assert first.count("h0") == len(lab.model.picture(0)["path"]) and "0.00" in first
    assert other.count("h0") == len(lab.model.picture(1)["path"]) > 2 and "−0.96" in other


def test_walks_that_shrink_alike_end_on_other_sides(network):
    a = Bounces(network, X, Y, "mean_squared_error", 0, (0.1, 0.4, 0.49))
    a.read()
    one, other = (a.path(rate, TOLD)[-1] for rate in a.rates[:2])
    assert one == pytest.approx(-other) and one > 0.001  # factors 0.6 and −0.6
