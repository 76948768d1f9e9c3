"""ActivationLab, turned as an object."""

import numpy as np
import pytest

from nnlab import ACTIVATIONS, Activation
from nnlab.labs import ActivationLab
from nnlab.pictures.bend import REACH

BENDS = [name for name in ACTIVATIONS if name != "identity"]


@pytest.fixture
def lab():
    lab = ActivationLab("sigmoid")
    yield lab
    lab.close()


@pytest.mark.parametrize("name", BENDS)
@pytest.mark.parametrize("z", [-4.0, -0.25, 0.0, 1.5])
def test_it_says_the_answer_and_the_slope(lab, name, z):
    bend = ACTIVATIONS[name]
    lab.controls["bend"].value = name
    lab.controls["z"].value = z
    numbers = lab.numbers.words.replace("−", "-").replace("+", "")
    assert f"= {bend(z):.4f}" in numbers and f"slope there = {bend.derivative(z):.4f}" in numbers
    assert lab.curve.at == [z, float(bend(z))]
    assert lab.model.activation is bend and lab.model.z == z


def test_a_hand_and_the_arrow_keys_walk_along_the_curve(lab):
    lab.curve.event({"type": "drag", "x": 1.0, "phase": "start"})
    lab.curve.event({"type": "drag", "x": -2.3456, "phase": "move"})
    assert lab.model.z == -2.35
    lab.curve.event({"type": "drag", "x": 99.0, "phase": "end"})
    assert lab.model.z == REACH
    lab.curve.event({"type": "nudge", "steps": -1, "big": True})
    assert lab.model.z == REACH - 1
    lab.undo()
    lab.undo()
    assert lab.model.z == 1.0


@pytest.mark.parametrize(
    "name, z, words",
    [
        ("step", 0.0, "jump"),
        ("relu", 0.0, "corner"),
        ("step", 2.0, "doesn't move at all"),
        ("relu", -1.0, "doesn't move"),
        ("sigmoid", 5.0, "hardly moves"),
        ("tanh", 0.0, "rises by about 0.100"),
    ],
)
def test_the_sentence_says_how_steep_it_is(name, z, words):
    lab = ActivationLab(name, z=z)
    assert words in lab.describe()
    lab.close()


def test_a_row_of_the_table_is_a_place_to_go_to(lab):
    lab.table.event({"type": "row", "index": 0})
    assert lab.model.z == -2 and lab.table.html.count('aria-current="true"') == 1
    assert "0.1192 0.1050" in lab.table.words
    lab.controls["z"].value = 0.75
    assert 'aria-current="true"' not in lab.table.html


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_the_steepest_place_is_found_by_walking_there(lab, name):
    lab.controls["bend"].value = name
    assert "nnlab-win" not in lab._header.html
    lab.controls["z"].value = 0.15  # near, and less steep
    assert "nnlab-win" not in lab._header.html
    lab.controls["z"].value = 0.0
    assert "nnlab-win" in lab._header.html and "count most" in lab._header.words


def test_on_a_step_no_nudge_counts_which_is_found_by_crossing_its_jump(lab):
    lab.controls["bend"].value = "step"
    assert "count anywhere" in lab._goal()
    for z, won in ((2.0, False), (0.0, False), (-0.5, True)):
        lab.controls["z"].value = z
        assert ("nnlab-win" in lab._header.html) == won


def test_on_a_relu_a_nudge_counts_for_nothing_on_one_side(lab):
    lab.controls["bend"].value = "relu"
    assert "for nothing" in lab._goal()
    for z, won in ((3.0, False), (0.0, False), (-0.5, True)):
        lab.controls["z"].value = z
        assert ("nnlab-win" in lab._header.html) == won
    assert "0.100" in lab._header.words


def test_what_is_found_leads_on_to_the_next_activation(lab):
    lab.controls["z"].value = 0.0
    assert "Next: tanh" in lab.page.header.words
    lab.page.header.event({"type": "follow", "name": "tanh"})
    assert lab.controls["bend"].value == "tanh" and lab.model.z == 1.0 and not lab._won()
    lab.controls["z"].value = 0.0
    lab.page.legend.event({"type": "go on"})
    assert not lab._won() and "Next" not in lab.page.header.words
    lab.controls["z"].value = 1.0
    lab.controls["z"].value = 0.0
    assert lab._won()  # found again


def test_slopes_are_known_where_the_reader_has_walked(lab):
    def ends():
        return [lab.curve.slopes[0][0][0], lab.curve.slopes[-1][-1][0]]

    assert lab.table.words.count("?") == 4 and "0.1966" in lab.table.words
    lab.curve.event({"type": "drag", "x": 2.0, "phase": "move"})
    assert ends() == [1.0, 2.0] and lab.table.words.count("?") == 3
    lab.controls["z"].value = 0.0  # found: now all is shown
    assert ends() == [-REACH, REACH] and "?" not in lab.table.words
    lab.controls["bend"].value = "tanh"
    assert lab.table.words.count("?") == 4


def test_a_hand_gets_to_the_steepest_place_wherever_it_began():
    lab = ActivationLab("tanh", z=1.0)
    lab.curve.event({"type": "drag", "x": 1.0, "phase": "start"})
    lab.curve.event({"type": "drag", "x": 0.0125, "phase": "move"})  # no pixel lies on 0
    assert lab.model.z == 0.0 and lab.model.slope == 1.0 and lab.model.found
    lab.curve.event({"type": "drag", "x": 0.08, "phase": "move"})
    assert lab.model.z == 0.0  # so near it stands on it
    lab.curve.event({"type": "drag", "x": 0.13, "phase": "end"})
    assert lab.model.z == 0.15 and not lab.model.found
    lab.close()


def test_nothing_is_called_steepest_that_may_rise_further_beyond_the_picture():
    lab = ActivationLab(Activation("square", np.square, lambda z: 2 * z), z=4.0)
    lab.controls["z"].value = REACH
    assert lab.model.steepest is None and "nnlab-win" not in lab._header.html
    lab.controls["z"].value = -1.0
    assert "falls by about 0.200" in lab.describe()
    lab.close()


def test_on_a_relu_there_is_no_one_steepest_place(lab):
    lab.controls["bend"].value = "relu"
    lab.controls["z"].value = 3.0
    assert not lab.model.found and lab.model.steepest is None and "most" not in lab._goal()


def test_without_slopes_nothing_speaks_of_them():
    lab = ActivationLab("tanh", show=["curve", "z", "table"])
    lab.controls["z"].value = 0.0
    assert lab.curve.tangent == [] and lab.curve.slopes == []
    assert "slope" not in lab.numbers.words + lab.table.words + lab._header.words
    assert "nudge" not in lab._header.words
    lab.close()


def test_its_code_repr_and_picture(lab):
    lab.controls["bend"].value = "relu"
    lab.controls["z"].value = -0.75
    assert repr(lab) == "ActivationLab(relu, z = −0.75)"
    assert "ActivationLab('relu', z=-0.75)" in lab.as_code()
    assert lab.png().startswith(b"\x89PNG")


def test_the_still_stands_where_it_was_asked_to():
    lab, there = ActivationLab("tanh", still=2.0), ActivationLab("tanh", z=2.0)
    assert lab.png() == there.png() != ActivationLab("tanh").png() and lab.model.z == 1.0


def test_a_bend_of_the_reader_s_own():
    own = Activation("sine", np.sin, np.cos)
    lab = ActivationLab(own, z=0.5)
    assert lab.controls["bend"].value == "sine"
    assert "sine(0.5) = 0.4794" in lab.describe()
    lab.close()


@pytest.mark.parametrize(
    "arguments, says", [(("sigmoyd",), "sigmoid"), (("tanh", "z"), "z"), (("tanh", np.nan), "z")]
)
def test_bad_input_names_the_remedy(arguments, says):
    with pytest.raises(ValueError, match=says):
        ActivationLab(arguments[0], **({"z": arguments[1]} if len(arguments) > 1 else {}))
