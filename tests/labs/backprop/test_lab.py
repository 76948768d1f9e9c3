"""BackpropLab, stepped as an object."""

import re

import numpy as np
import pytest

from nnlab import SGD, Network, mean_squared_error, numerical_gradient, relu, sigmoid, train_step
from nnlab.labs import BackpropLab
from nnlab.labs.backprop.model import NUDGES
from nnlab.labs.words import parameter_names
from nnlab.live.panel import joined, words

NUMBERS = [0.5, 0.8, 0.1, -0.3, 0.6, 0.1, 1.1, -0.7, 0.2]


# ---------------------------------------------------------------------- to and fro


def test_a_step_forth_and_back_shows_the_same(lab):
    def shown():
        drawing = lab.drawing
        return (
            lab.panels["result"].html,
            lab.panels["code"].html,
            lab.panels["numbers"].html,
            lab.panels["comparison"].html,
            drawing.numbers,
            tuple(drawing.outline),
            str(drawing.above),
            repr(lab),
        )

    lab.controls["h"].value = 1e-6
    forth = []
    for _ in lab.model.steps:
        forth.append(shown())
        lab.next()
    end = shown()
    chosen = [row[3] for row in forth]
    for before in reversed(forth):
        lab.back()
        now = shown()
        assert now[:3] == before[:3] and now[4:] == before[4:]
    assert len(set(chosen)) > 5
    lab.actions.event({"type": "end"})
    assert shown() == end and repr(lab) == "BackpropLab(step 34 of 34)"
    lab.actions.event({"type": "start"})
    assert repr(lab) == "BackpropLab(step 0 of 34)"


def test_a_button_that_leads_nowhere_is_greyed(lab):
    def greyed():
        buttons = re.findall(r"<button.*?</button>", lab.actions.html)
        found = [one for one in buttons if "aria-disabled" in one]
        return [re.search(r'aria-label="(.*?)"', one)[1] for one in found]

    assert greyed() == ["To the start", "Back one operation"]
    lab.next()
    assert greyed() == []
    lab.actions.event({"type": "end"})
    assert greyed() == ["To the end"]


def test_looking_changes_nothing_and_the_ends_hold(lab, network):
    lab.back(3)
    assert lab.model.position == 0 and lab.model.step is None
    lab.actions.event({"type": "end"})
    assert lab.model.position == 34 and network.parameters.tolist() == NUMBERS


def test_exactly_one_number_is_outlined_in_drawing_equation_and_code(lab):
    for step in lab.model.steps:
        lab.next()
        assert len(lab.drawing.outline) == 1
        assert lab.panels["result"].html.count("nnlab-now") == 1
        now = lab.panels["result"].html.partition("nnlab-now")[2]
        assert f"{abs(step.value):.4f}" in now
        assert lab.panels["code"].html.count('aria-current="true"') == 1
        assert lab.panels["code"].html.count("<b>") == 1
        in_table = step.kind.name not in ("gradient", "bias", "blame", "update")
        assert lab.panels["numbers"].html.count("nnlab-now") == int(in_table)


def test_each_step_is_described_by_its_formula_and_its_number(lab):
    for step in lab.model.steps:
        lab.next()
        spelled = words(joined(step.formula))
        value = f"{step.value:+.4f}".replace("-", "−")
        value = value[1:] if step.value == 0 else value
        assert lab.describe().endswith(f": {spelled} = {value}.")


def test_the_outlined_piece_is_where_the_number_stands(lab):
    outlines = {}
    for step in lab.model.steps:
        lab.next()
        outlines[step.name] = lab.drawing.outline[0]
    assert outlines["z of h₁"] == "n2.z" and outlines["a of output"] == "n4.a"
    assert outlines["d_z of h₂"] == "n3.z"
    assert outlines["gradient of weight h₁ → output"] == "p6.gradient"
    assert outlines["gradient of bias of h₁"] == "p2.gradient"
    assert outlines["blame on h₂ → output"] == "p7.blame"
    assert outlines["new weight x₁ → h₂"] == "p3.weight"


def test_the_newest_number_of_the_way_back_stands_above_its_neuron(lab):
    stands = []
    for _ in lab.model.steps[:15]:
        lab.next()
        stands.append(dict(lab.drawing.above))
    assert not any(stands[:6])
    assert stands[6] == {"n4": "loss 0.1264"}
    assert [above["n4"] for above in stands[7:10]] == [
        "out d_a −0.7109",
        "out slope +0.2291",
        "out d_z −0.1629",
    ]
    assert set(stands[-1]) == {"n4"}


def test_what_is_not_computed_yet_is_blank(lab):
    def known(name):
        return np.isfinite(lab.drawing.marks[name])

    assert known("a").tolist() == [True, True, False, False, False]
    assert not known("z").any() and not known("gradients").any() and not known("blame").any()
    assert "0." not in lab.panels["comparison"].words and "0." not in lab.panels["numbers"].words
    for at, step in enumerate(lab.model.steps, start=1):
        lab.next()
        done = lab.model.steps[:at]
        assert known("z").sum() == sum(s.kind.name == "z" for s in done)
        assert known("a").sum() == 2 + sum(s.kind.name == "a" for s in done)
        assert known("gradients").sum() == sum(s.kind.name in ("gradient", "bias") for s in done)
        assert known("blame").sum() == sum(s.kind.name == "blame" for s in done)
        assert step is lab.model.step
    weights = lab.drawing.marks["values"]
    assert weights.tolist() == [s.value for s in lab.model.steps if s.kind.name == "update"]


# ---------------------------------------------------------------------- guesses


def test_a_guess_is_judged_after_the_step(lab):
    lab.guess("+")
    assert 'aria-pressed="true"' in lab.actions.html and "✓" not in lab.actions.words
    lab.next()
    assert "✓ Right. 1 of 1 right" in lab.actions.words
    lab.next()
    assert "✓" not in lab.actions.words and "✗" not in lab.actions.words
    lab.guess("+")
    lab.next()  # z of h₂ is −0.2
    assert "✗" in lab.actions.words and "below zero. 1 of 2" in lab.actions.words


@pytest.mark.parametrize("sign", ["+", "-", "0"])
def test_every_guess_at_every_step(lab, sign):
    right = 0
    for step in lab.model.steps:
        lab.guess(sign)
        lab.next()
        right += step.sign == sign
        mark = "✓" if step.sign == sign else "✗"
        assert mark in lab.actions.words
    assert f"{right} of 34 right" in lab.actions.words


def test_the_sign_of_an_update_is_the_way_it_goes(lab):
    updates = {step.name: step.sign for step in lab.model.steps if step.kind.name == "update"}
    assert updates["new weight x₁ → h₁"] == "+" and updates["new weight x₁ → h₂"] == "-"
    assert updates["new weight x₂ → h₁"] == "0"


def test_a_guess_can_be_taken_back_and_nonsense_is_refused_in_place(lab):
    lab.guess("-")
    lab.guess("-")
    lab.next()
    assert "✗" not in lab.actions.words and "✓" not in lab.actions.words
    lab.guess("perhaps")
    assert "say +, - or 0" in lab._header.error
    lab.guess("0")
    assert not lab._header.error


# ---------------------------------------------------------------------- gradients, h, again


def test_three_gradients_stand_side_by_side(lab, network):
    lab.actions.event({"type": "end"})
    for index, name in enumerate(parameter_names(network.sizes)):
        lab.panels["comparison"].event({"type": "row", "index": index})
        said = lab.panels["comparison"].words.replace("−", "-")
        assert name in said and "h = 10⁻⁵" in said
        value = next(
            s.value
            for s in lab.model.steps
            if s.kind.name in ("gradient", "bias") and s.at == index
        )
        by_hand = said.partition("by hand:")[2].split("x₁ → h₁")[0]
        assert f"{abs(value):.4f}" in by_hand
        assert lab.drawing.lit == [f"p{index}"]
    assert lab.panels["comparison"].words.count("✓") == 9


def test_a_weight_is_chosen_in_the_drawing_and_follows_the_steps(lab):
    lab.drawing.event({"type": "choose", "part": "p3"})
    assert lab.drawing.lit == ["p3"]
    lab.drawing.event({"type": "choose", "part": "n3"})  # a neuron has no gradient of its own
    assert lab.drawing.lit == ["p3"]
    lab.next(11)
    assert lab.model.step.kind.name == "gradient" and lab.drawing.lit == ["p6"]


def test_h_moves_the_witness_and_nothing_else(lab, network):
    lab.actions.event({"type": "end"})
    best = lab.model.nudged.copy()
    lab.controls["h"].value = 0.1
    np.testing.assert_allclose(
        lab.model.nudged, numerical_gradient(network, [[1, 0]], [[1]], mean_squared_error, 0.1)
    )
    assert "✗" in lab.panels["comparison"].words and not np.allclose(
        lab.model.nudged, best, rtol=1e-6
    )
    lab.controls["h"].value = 1e-12
    assert "✗" in lab.panels["comparison"].words
    lab.undo()  # both moves, if they followed each other at once
    assert lab.controls["h"].value in (0.1, 1e-5)


def test_the_u_has_its_lowest_points_where_it_should(lab):
    two, one = lab.model.errors
    assert 1e-6 <= NUDGES[two.argmin()] <= 1e-3
    assert 1e-9 <= NUDGES[one.argmin()] <= 1e-6
    assert two[0] > 100 * two.min() and two[-1] > 100 * two.min()
    assert [line["name"] for line in lab.curve.lines] == ["both ways", "one way"]
    drawn = lab.curve.marks["lines"]
    np.testing.assert_array_equal([line["y"] for line in drawn], [two, one])
    for h in (1e-3, 1e-5):
        lab.controls["h"].value = h
        marker = lab.curve.marker
        assert marker["x"] == pytest.approx(np.log10(h))
        assert marker["y"] == pytest.approx(two[np.abs(NUDGES / h - 1).argmin()])


def test_again_puts_the_new_weights_in_and_undo_takes_them_out(lab, network):
    twin = network.copy()
    train_step(twin, [[1, 0]], [[1]], mean_squared_error, SGD(0.5))
    lab.actions.event({"type": "again"})  # not before the end
    assert network.parameters.tolist() == NUMBERS
    lab.actions.event({"type": "end"})
    lab.actions.event({"type": "again"})
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-13)
    assert lab.model.position == 0 and lab.model.steps[0].value == pytest.approx(
        float(twin.forward([[1, 0]])[0].z[0, 0])
    )
    lab.undo()
    assert network.parameters.tolist() == NUMBERS and lab.model.position == 34
    lab.redo()
    assert lab.model.position == 0


def test_a_cell_s_change_is_seen(lab, network):
    lab.next(1)
    network.layers[0].b[0] = 1.1
    lab._sync()
    assert lab.model.step.value == pytest.approx(1.6) and "1.6000" in lab.panels["result"].words
    lab.undo()
    assert network.layers[0].b[0] == 0.1


def test_a_corner_fails_a_right_gradient():
    network = Network([1, 1], relu, init="zeros")
    network.parameters[:] = [1, 0]
    lab = BackpropLab(network, [0.0], [1.0], step=7)
    lab.actions.event({"type": "end"})
    assert (
        "✗" in lab.panels["comparison"].words and "slope of relu" in lab.model.steps[4].formula[1]
    )
    lab.close()


# ---------------------------------------------------------------------- opening


@pytest.mark.parametrize("part", BackpropLab.PARTS)
def test_each_part_opens_alone(network, part):
    lab = BackpropLab(network, [1, 0], [1], show=part)
    lab.next(14)
    lab.back()
    assert repr(lab) == "BackpropLab(step 13 of 34)" and not lab._header.error
    assert lab.png().startswith(b"\x89PNG")
    lab.close()
    assert repr(lab) == "BackpropLab(closed)"


def test_it_can_end_with_the_loss_and_speak_of_no_blame_before_that(network):
    lab = BackpropLab(network, [1, 0], [1], until="loss", show=["diagram", "equation"])
    assert repr(lab) == "BackpropLab(step 0 of 7)"
    assert "blame" not in lab.panels["legend"].words and "d_z" not in lab.panels["numbers"].words
    lab.actions.event({"type": "end"})
    assert lab.model.step.kind.name == "loss" and "again" not in lab.actions.words
    lab.actions.event({"type": "again"})
    lab.next()
    assert lab.model.position == 7 and network.parameters.tolist() == NUMBERS
    assert "until='loss'" in lab.as_code() and not lab._header.error
    lab.close()
    with pytest.raises(ValueError, match="until is"):
        BackpropLab(network, [1, 0], [1], until="tea")


def test_its_code_recreates_it(lab):
    lab.next(14)
    lab.controls["h"].value = 1e-7
    made = {}
    exec(lab.as_code().replace("BackpropLab(network", "other = BackpropLab(network"), made)
    other = made["other"]
    assert other.describe() == lab.describe() and other.as_code() == lab.as_code()
    assert other.panels["comparison"].html == lab.panels["comparison"].html
    other.close()


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
    with pytest.raises(ValueError, match="at most 34"):
        BackpropLab(network, [1, 0], [1], step=35)
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
    lab.actions.event({"type": "end"})
    assert not lab._header.error and lab.describe().startswith(f"Step {len(lab.model.steps)}")
    lab.close()


def test_a_guess_is_acknowledged_at_once(lab):
    before = lab.actions.words
    lab.guess("+")
    assert "You say +" in lab.actions.words and "You say" not in before


def test_at_the_end_there_is_nothing_to_say(lab):
    hint = "before you look"
    assert hint in lab.actions.words
    lab.actions.event({"type": "end"})
    assert hint not in lab.actions.words and "Is it" not in lab.actions.words
