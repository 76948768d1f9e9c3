"""BackpropLab, played as an object."""

import re

import numpy as np
import pytest

from nnlab import SGD, Network, numerical_gradient, relu, sigmoid, train_step
from nnlab.labs import BackpropLab
from nnlab.labs.backprop import panels
from nnlab.labs.backprop.model import NUDGES
from nnlab.labs.words import parameter_names
from nnlab.live.panel import words
from nnlab.pictures.nudging import LIMIT

from .conftest import NUMBERS

WITNESS = ["diagram", "gradients", "nudge"]


def said(lab):
    """What all panels of the rail say."""
    return " ".join(panel.words for panel in lab.rail if hasattr(panel, "words"))


@pytest.fixture
def witness(network):
    lab = BackpropLab(network, [1, 0], [1], show=WITNESS)
    yield lab
    assert not lab._header.error
    lab.close()


# ---------------------------------------------------------------------- to and fro


def test_a_step_forth_and_back_shows_the_same(lab):
    def shown():
        drawing = lab.drawing
        return said(lab), str(drawing.marks), drawing.step, lab.timeline.position, repr(lab)

    forth = []
    for _ in lab.model.scenes:
        forth.append(shown())
        lab.next()
    end = shown()
    for before in reversed(forth):
        lab.back()
        assert shown() == before
    lab.timeline.event({"type": "go", "position": 14})
    assert shown() == end and repr(lab) == "BackpropLab(step 13 of 13)"
    lab.timeline.event({"type": "go", "position": 0})
    assert repr(lab) == "BackpropLab(step 0 of 13)"


def test_a_button_that_leads_nowhere_is_greyed(lab):
    def greyed():
        buttons = re.findall(r"<button.*?</button>", lab.actions.html)
        found = [one for one in buttons if "aria-disabled" in one]
        return [re.search(r'aria-label="(.*?)"', one)[1] for one in found]

    assert greyed() == ["Step back"]
    lab.next()
    assert greyed() == []
    lab.next(13)
    assert greyed() == ["Step on"]


def test_looking_changes_nothing_and_the_ends_hold(lab, network):
    lab.back(3)
    assert lab.model.position == 0 and lab.model.scene is None
    lab.next(99)
    assert lab.model.position == 14 and network.parameters.tolist() == NUMBERS


def test_the_timeline_names_the_scenes(lab):
    assert len(lab.timeline.titles) == 13 and lab.timeline.turn == 5 and lab.timeline.end
    lab.next(10)
    assert lab.timeline.position == 10 and "10 of 13" in repr(lab)


def test_playing_goes_on_as_the_page_reports_that_it_has_landed(lab):
    lab.play()
    assert lab.drawing.playing and lab.model.position == 1
    for step in range(1, 6):
        lab.drawing.event({"type": "landed", "step": step})
    assert lab.model.position == 6 and not lab.drawing.playing  # it's asked
    lab.guess("-")
    assert lab.drawing.playing
    lab.drawing.event({"type": "landed", "step": 6})
    assert lab.model.position == 7
    lab.play()
    assert not lab.drawing.playing


def test_the_speed_is_chosen(lab):
    before = lab.drawing.pace
    lab.controls["speed"].value = "¼"
    assert lab.drawing.pace == 4 * before


# ---------------------------------------------------------------------- guesses


@pytest.mark.parametrize("sign", ["+", "-", "0"])
def test_every_guess_at_every_question(lab, sign):
    right = asked = 0
    for _ in lab.model.scenes:
        lab.next()
        step = lab.model.asked
        if not step:
            continue
        asked, right = asked + 1, right + (step.sign == sign)
        assert f"{step.value:+.4f}".replace("-", "−") not in lab.describe()
        lab.guess(sign)
        assert ("✓" if step.sign == sign else "✗") in said(lab)
    assert asked == 4 and f"{right} of 4" in said(lab)


def test_nonsense_is_refused_in_place(lab):
    lab.next(6)
    lab.guess("perhaps")
    assert "say +, - or 0" in lab._header.error
    lab.guess("0")
    assert not lab._header.error


def test_a_film_of_the_way_there_asks_for_its_sums_from_the_start(network):
    lab = BackpropLab(network, [1, 0], [1], until="loss", show=["diagram", "equation", "guess"])
    assert lab.model.asked.name == "z of h₂" and "h₂ gets" in said(lab)
    notes = [node["notes"] for node in lab.drawing.nodes[2:4]]
    assert notes == [[["z +0.6000", "soft", "+0.60"]], [["?", "asked", "?"]]], "one is asked"
    assert lab.model.position == 1 and lab.timeline.position == 1, "the first scene is there"
    step = lab.drawing.step
    there, waits = (pulse["path"][0] for pulse in lab.drawing.pulses)
    assert there > 0.5 > waits and not lab.drawing.playing
    assert said(lab).count("?") == 1, "on the sheet one is asked"
    lab.guess("-")  # that lets it go
    assert lab.drawing.step == step + 1, "so that what waited travels"
    (there, _), (starts, lands) = (pulse["path"] for pulse in lab.drawing.pulses)
    assert there > 0.5 > starts == waits and lands > 0.5
    assert [node["fresh"] for node in lab.drawing.nodes[2:4]] == ["", "notes"]
    assert lab.model.position == 1 and lab.drawing.playing and "pulls it down" in said(lab)
    for step in range(1, 3):
        lab.drawing.event({"type": "landed", "step": step})
    assert lab.model.asked.name == "z of output" and not lab.drawing.playing
    lab.guess("+")
    for step in range(3, 5):
        lab.drawing.event({"type": "landed", "step": step})
    assert lab.model.at_end and "2 of 2 signs" in said(lab)
    lab.close()


def test_a_film_there_and_back_asks_only_on_its_way_back(lab):
    for scene in lab.model.scenes[:5]:
        assert lab.model.asked is None, scene.name
        lab.next()


def test_nobody_is_asked_without_that_part(network):
    lab = BackpropLab(network, [1, 0], [1], step=10, show=["diagram", "equation"])
    assert "+0.1140" in said(lab) and lab.model.asked is None
    lab.close()


# ---------------------------------------------------------------------- gradients, h, again


def test_three_gradients_stand_side_by_side(witness, network):
    table = witness.rail[1]
    for index, name in enumerate(parameter_names(network.sizes)):
        table.event({"type": "row", "index": index})
        assert name in witness.rail[0].words
        strong = [link["key"] for link in witness.drawing.links if link["strong"]]
        assert strong == ([f"p{index}"] if "bias" not in name else [])
    witness.curve.event({"type": "drag", "phase": "end", "x": -5.0, "id": 1})
    assert table.words.count("✓") == 9


def test_a_weight_is_chosen_in_the_drawing(witness):
    witness.drawing.event({"type": "choose", "part": "p3"})
    assert witness.model.chosen == 3
    witness.drawing.event({"type": "choose", "part": "p99"})
    assert witness.model.chosen == 3


def test_h_moves_the_witness_and_nothing_else(witness, network):
    first, before = witness.model.nudged.copy(), network.parameters.copy()
    witness.curve.event({"type": "end", "to": "last"})
    np.testing.assert_allclose(
        witness.model.nudged,
        numerical_gradient(network, [[1, 0]], [[1]], "mean_squared_error", NUDGES[-1]),
    )
    assert "✗" in said(witness) and not np.allclose(witness.model.nudged, first, rtol=1e-6)
    witness.curve.event({"type": "end", "to": "first"})
    assert "✗" in said(witness)
    np.testing.assert_array_equal(network.parameters, before)
    while witness.model.h != 1e-2:
        witness.undo()
    assert witness.model.seen == witness.model.at_first  # and the fog is back


def test_fog_lies_where_no_nudge_was_tried(witness):
    def known():
        return [int(np.isfinite(line["y"]).sum()) for line in witness.curve.marks["lines"][:2]]

    assert known() == [5, 5] and witness.curve.cue
    before = witness.curve.bounds
    witness.curve.event({"type": "drag", "phase": "move", "x": -4.1, "id": 1})
    assert known() == [9, 9] and not witness.curve.cue
    witness.curve.event({"type": "drag", "phase": "end", "x": -3.0, "id": 1})
    assert known() == [9, 9] and witness.curve.bounds == before


def test_the_best_nudge_is_found_only_with_worse_ones_on_both_sides(witness):
    def to(x):
        witness.curve.event({"type": "drag", "phase": "end", "x": x, "id": 1})
        return bool(witness.model.bottomed), "nnlab-win" in witness._header.html

    x = np.log10(NUDGES[witness.model.errors[0].argmin()])
    assert to(x) == (False, False)
    assert to(-9.0) == (False, False)
    assert to(x) == (True, True)


def test_the_digits_that_are_left_are_those_in_which_the_losses_differ(witness):
    left = []
    for x in (-3.0, -7.0, -11.0):
        witness.curve.event({"type": "drag", "phase": "end", "x": x, "id": 1})
        found = re.search(r"\+ ε\) = [\d.]*<b>(\d*)</b>", witness.rail[0].html)
        left.append(len(found[1]) if found else None)  # it matters only where few are left
    assert left[0] is None and 10 > left[1] > left[2]


def test_the_curve_says_whose_error_it_shows_and_the_outlined_row_agrees_with_it(witness):
    model, errors = witness.model, panels.apart(witness.model)
    assert "all 9" in witness.curve.y_name
    assert model.chosen == errors.argmax()
    assert (errors[model.chosen] <= LIMIT) == (witness.curve.marker["y"] <= LIMIT)


def test_numbers_that_look_alike_and_differ_have_their_digits_counted(witness):
    witness.curve.event({"type": "drag", "phase": "end", "x": -2.0, "id": 1})
    rows = [words(row) for row in panels.comparison(witness.model).split("</tr>")]
    assert "−0.0410 −0.0410 5 " in rows[1] and "0.0000 0.0000 all " in rows[2]


def test_the_u_has_its_lowest_points_where_it_should(witness):
    two, one = witness.model.errors
    assert 1e-6 <= NUDGES[two.argmin()] <= 1e-3
    assert 1e-9 <= NUDGES[one.argmin()] <= 1e-6
    assert two[0] > 100 * two.min() and two[-1] > 100 * two.min()
    *named, on = witness.curve.marks["lines"]
    assert [line["name"] for line in named] == ["both ways", "one way"]
    follows = np.isfinite(on["y"]) & (NUDGES > 1e-4)  # so far it goes on as it seems to
    np.testing.assert_allclose(on["y"][follows], two[follows], rtol=0.02)
    witness.curve.event({"type": "end", "to": "first"})
    drawn = witness.curve.marks["lines"]
    np.testing.assert_array_equal([line["y"] for line in drawn], [two, one])
    witness.curve.event({"type": "drag", "phase": "end", "x": -3.0, "id": 1})
    assert witness.model.h == 1e-3
    assert witness.curve.marker["y"] == pytest.approx(two[np.abs(NUDGES / 1e-3 - 1).argmin()])


def test_again_puts_the_new_weights_in_and_undo_takes_them_out(lab, network):
    twin = network.copy()
    train_step(twin, [[1, 0]], [[1]], "mean_squared_error", SGD(0.5))
    again = lab.rail[-1]
    again.event({"type": "again"})  # not before the end
    assert network.parameters.tolist() == NUMBERS
    lab.next(14)
    assert "nnlab-button" not in again.html  # it stands in the band
    lab.page.header.event({"type": "again"})
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-13)
    assert lab.model.position == 0 and lab.model.scenes[0].steps[0].value == pytest.approx(
        float(twin.forward([[1, 0]])[0].z[0, 0])
    )
    lab.undo()
    assert network.parameters.tolist() == NUMBERS and lab.model.position == 14
    lab.redo()
    assert lab.model.position == 0


def test_a_cell_s_change_is_seen(lab, network):
    lab.next(1)
    network.layers[0].b[0] = 1.1
    lab._sync()
    assert "+1.6000" in said(lab)
    lab.undo()
    assert network.layers[0].b[0] == 0.1


def test_a_corner_fails_a_right_gradient():
    network = Network([1, 1], relu, init="zeros")
    network.parameters[:] = [1, 0]
    lab = BackpropLab(network, [0.0], [1.0], show=WITNESS)
    assert "✗" in said(lab)
    lab.close()


# ---------------------------------------------------------------------- opening


@pytest.mark.parametrize("part", BackpropLab.PARTS)
def test_each_part_opens_alone(network, part):
    lab = BackpropLab(network, [1, 0], [1], show=part)
    lab.model.go(0)
    lab.next(10)
    lab.back()
    assert repr(lab) == "BackpropLab(step 9 of 13)" and not lab._header.error
    assert lab.png().startswith(b"\x89PNG")
    lab.close()
    assert repr(lab) == "BackpropLab(closed)"


def test_it_can_end_with_the_loss_and_speak_of_no_blame_before_that(network):
    lab = BackpropLab(network, [1, 0], [1], until="loss", show=["diagram", "equation"])
    assert repr(lab) == "BackpropLab(step 0 of 5)"
    assert (
        "blame" not in str(lab.drawing.key) + lab._header.words.replace("Blame", "")
        and lab.drawing.links[0]["gradient"] == ""
    )
    lab.next(9)
    assert lab.model.scene.name == "loss" and lab.model.position == 5
    assert "0.1264" in said(lab) and network.parameters.tolist() == NUMBERS
    assert "until='loss'" in lab.as_code() and not lab._header.error
    lab.close()
    with pytest.raises(ValueError, match="until is"):
        BackpropLab(network, [1, 0], [1], until="tea")


def test_its_code_recreates_it(lab):
    lab.next(9)
    made = {}
    exec(lab.as_code().replace("BackpropLab(network", "other = BackpropLab(network"), made)
    other = made["other"]
    assert other.describe() == lab.describe() and other.as_code() == lab.as_code()
    other.close()


def test_the_still_is_the_event_and_leaves_the_film_as_it_is(network):
    one = BackpropLab(network, [1, 0], [1], until="backward")
    ten = BackpropLab(network, [1, 0], [1], until="backward", still=10)
    other = BackpropLab(network, [1, 0], [1], until="backward", still=2)
    assert one.png() == ten.png() != other.png()
    assert one.model.position == other.model.position == 0
    with pytest.raises(ValueError, match="at most 13"):
        BackpropLab(network, [1, 0], [1], until="backward", still=14)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (([1, 0, 0], [1]), "one sample, 2 numbers"),
        (([[1, 0], [0, 1]], [1]), "one sample, 2 numbers"),
        (([1, 0], [1, 0]), "one sample, 1 number for"),
        (([1, "x"], [1]), "x"),
    ],
)
def test_what_does_not_fit_is_refused(network, arguments, said):
    with pytest.raises(ValueError, match=said):
        BackpropLab(network, *arguments)


def test_other_refusals(network):
    with pytest.raises(ValueError, match="no part 'menu'"):
        BackpropLab(network, [1, 0], [1], show="menu")
    with pytest.raises(ValueError, match="at most 14"):
        BackpropLab(network, [1, 0], [1], step=15)
    with pytest.raises(ValueError, match="below 9"):
        BackpropLab(network, [1, 0], [1], chosen=9)
    with pytest.raises(ValueError, match="nudge"):
        BackpropLab(network, [1, 0], [1], h=0)
    with pytest.raises(ValueError, match="run"):
        BackpropLab(Network([2, 1], sigmoid, runs=(3,)), [1, 0], [1])
    with pytest.raises(ValueError, match="Network"):
        BackpropLab("xor", [1, 0], [1])
    with pytest.raises(ValueError, match="too large"):
        BackpropLab(Network([9, 1], sigmoid), np.ones(9), [1])


def test_it_shows_whatever_small_network_there_is(case):
    network, x, y, loss = case
    lab = BackpropLab(network, x, y, loss)
    for _ in lab.model.scenes:
        lab.next()
        assert not lab._header.error
    assert lab.png().startswith(b"\x89PNG")
    lab.close()


def test_the_end_is_a_step_won_and_leads_on(lab):
    for _ in lab.model.scenes:
        assert "nnlab-win" not in lab._header.html
        lab.next()
    before, after = lab.model.losses()
    assert after < before and "nnlab-win" in lab._header.html
    assert f"{before:.4f}" in lab._header.words and f"{after:.4f}" in lab._header.words
    parts = [lab.page.header, lab.actions, *(part for part in lab.rail if hasattr(part, "html"))]
    main = [html for part in parts for html in re.findall(r"<button[^>]*nnlab-main", part.html)]
    assert len(main) == 1 and main[0] not in lab.actions.html
