"""ActivationLab, turned as an object."""

import numpy as np
import pytest

from nnlab import ACTIVATIONS, Activation
from nnlab.labs import ActivationLab
from nnlab.labs.activation import REACH

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
    numbers = lab.numbers.words.replace("−", "-")
    assert f"= {bend(z):.4f}" in numbers and f"slope here = {bend.derivative(z):.4f}" in numbers
    assert lab.plane.lines[0]["anchor"] == [z, float(bend(z))]
    assert lab.model.activation is bend and lab.model.z == z


@pytest.mark.parametrize("name", BENDS)
def test_the_curve_is_the_bend_s_and_lifts_the_pen_at_a_jump(lab, name):
    lab.controls["bend"].value = name
    points = np.vstack([curve["points"] for curve in lab.plane.curves])
    assert np.allclose(points[:, 1], ACTIVATIONS[name](points[:, 0]))
    assert len(lab.plane.curves) == (2 if name == "step" else 1)


def test_the_tangent_has_the_slope(lab):
    (xa, ya), (xb, yb) = lab.plane.lines[0]["segment"]
    assert (yb - ya) / (xb - xa) == pytest.approx(ACTIVATIONS["sigmoid"].derivative(1.0))


def test_a_hand_and_the_arrow_keys_walk_along_the_curve(lab):
    drag = {"type": "drag", "id": 1, "line": 0, "part": "middle", "y": 0.0}
    lab.plane.event({**drag, "x": 1.0, "phase": "start"})
    lab.plane.event({**drag, "x": -2.3456, "phase": "move"})
    assert lab.model.z == -2.35
    lab.plane.event({**drag, "x": 99.0, "phase": "end"})
    assert lab.model.z == REACH
    lab.plane.event({"type": "nudge", "line": 0, "part": "middle", "steps": -1, "big": True})
    assert lab.model.z == REACH - 1
    lab.undo()
    lab.undo()
    assert lab.model.z == 1.0


@pytest.mark.parametrize(
    "name, z, words",
    [
        ("step", 0.0, "jump"),
        ("relu", 0.0, "corner"),
        ("step", 2.0, "doesn't move"),
        ("relu", -1.0, "doesn't move"),
        ("sigmoid", 5.0, "hardly moves"),
        ("tanh", 0.0, "rises by about 0.100"),
    ],
)
def test_the_sentence_says_how_steep_it_is(name, z, words):
    lab = ActivationLab(name, z=z)
    assert words in lab.describe()
    lab.close()


def test_its_code_repr_and_picture(lab):
    lab.controls["bend"].value = "relu"
    lab.controls["z"].value = -0.75
    assert repr(lab) == "ActivationLab(relu, z = −0.75)"
    assert "ActivationLab('relu', z=-0.75)" in lab.as_code()
    assert lab.png().startswith(b"\x89PNG")


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
