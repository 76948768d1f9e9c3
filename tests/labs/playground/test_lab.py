"""Playground, turned as an object: each control, each button, and the words."""

import json

import numpy as np
import pytest
from markupsafe import escape

from nnlab.labs import Playground
from nnlab.labs.playground.data import DATA
from nnlab.labs.playground.plan import FEATURES
from nnlab.live.panel import Panel
from nnlab.live.textbox import TextBox
from nnlab.pictures.field import field_bytes
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.numbers import number


@pytest.fixture
def lab():
    lab = Playground()
    yield lab
    lab.close()


def press(lab, **event):
    """Press the button that reports this event, as a reader would: it has to be there, and on."""
    told = str(escape(json.dumps(event)))
    for part in lab.tree.parts():
        if isinstance(part, Panel) and told in part.html:
            button = next(it for it in part.html.split("<button") if told in it)
            assert 'aria-disabled="true"' not in button.split(">")[0], event
            part.event(event)
            assert not part.error and not lab._error, (part.error, lab._error)
            return
    raise AssertionError(f"no button reports {event}")


def test_it_opens_calmly(lab):
    assert repr(lab) == "Playground(circle, 2-4-2-1, epoch 0, loss 0.2671)"
    assert lab.epoch == 0 and not lab._undo.past
    assert len(lab.map.points) == 200 and sum(point[5] for point in lab.map.points) == 100
    assert "epoch 0" in lab.describe()


def test_it_trains_its_own_network_as_core_does(lab):
    twin = Playground()
    lab.advance(7)
    twin.training.run(7)
    np.testing.assert_array_equal(lab.network.parameters, twin.network.parameters)
    assert lab.epoch == 7 and lab.curve.marker["x"] == 7
    twin.close()


# Each control: what it is set to, the field of the plan, and whether training begins anew.
SET = [
    ("rate", "3", "rate", 3.0, False),
    ("activation", "relu", "bends", ("relu", "relu"), True),
    ("activation2", "sigmoid", "bends", ("tanh", "sigmoid"), True),
    ("loss", "cross-entropy", "loss", "cross-entropy", False),
    ("loss", "hinge", "loss", "hinge", True),
    ("optimizer", "Adam", "optimizer", "Adam", False),
    ("penalty", "L1", "penalty", "L1", False),
    ("strength", "0.03", "strength", 0.03, False),
    ("task", "values", "data", "plane", True),
    ("share", 80, "share", 0.8, True),
    ("noise", 0.25, "noise", 0.25, True),
    ("batch", 30, "batch", 30, False),
    ("start", "zeros", "start", "zeros", True),
]


@pytest.mark.parametrize("control, value, field, expected, anew", SET)
def test_a_control_sets_the_plan_and_undo_takes_it_back(lab, control, value, field, expected, anew):
    lab.advance(3)
    before, network = lab.model.plan, lab.network
    lab.controls[control].value = value
    assert lab._error == ""
    assert getattr(lab.model.plan, field) == expected
    assert lab.controls[control].value == value
    assert (lab.network is not network, lab.epoch == 0) == (anew, anew)
    assert ("Begun anew" in lab.describe()) == anew
    lab.undo()
    assert lab.model.plan == before and lab.network is network and lab.epoch == 3
    lab.redo()
    assert getattr(lab.model.plan, field) == expected


def test_what_begins_anew_says_so_before_it_does(lab):
    says = {name: "begins anew" in it.words for name, it in lab.controls.items() if name != "batch"}
    anew = {"activation", "task", "share", "noise", "start"}
    assert {name for name, told in says.items() if told} == anew | {
        f"activation{k}" for k in range(1, 7)
    }


def drawer(lab):
    shown = (it for it in lab.tree.parts() if isinstance(it, Panel))
    return next(it for it in shown if 'aria-keyshortcuts="Escape"' in it.html)


def test_a_node_says_its_arithmetic_at_the_place_that_is_pointed_at(lab):
    press(lab, type="open", name="formulas")
    lab.diagram.event({"type": "choose", "part": "n3"})
    lab.map.event({"type": "place", "x": 2.0, "y": -1.0, "index": -1})
    first = lab.network.layers[0]
    z = float(first.W[1] @ [2.0, -1.0] + first.b[1])
    assert f"= {number(z, 2)}" in drawer(lab).words
    assert f"tanh({number(z, 2)}) = {number(np.tanh(z), 2)}" in drawer(lab).words
    for part in ("n0", "n6", "n7", "p2"):
        lab.diagram.event({"type": "choose", "part": part})
        assert lab._error == "" and drawer(lab).words


def test_each_drawer_opens_and_closes(lab):
    lab.advance(30)
    for name in ("gallery", "advice", "log", "formulas", "state", "draw"):
        press(lab, type="open", name=name)
        assert drawer(lab).words
        press(lab, type="open", name=name)
    assert not any('"Escape"' in it.html for it in lab.tree.parts() if isinstance(it, Panel))


def test_a_setting_of_the_gallery_is_opened_and_a_run_is_kept_and_reopened(lab):
    lab.advance(10)
    old = lab.network.parameters.copy()
    press(lab, type="open", name="log")
    press(lab, type="keep")
    press(lab, type="open", name="gallery")
    press(lab, type="setting", index=1)
    assert lab.model.plan.features == ("x1^2", "x2^2") and lab.epoch == 0
    press(lab, type="open", name="log")
    assert lab.model.log[0].epochs == 10
    drawer(lab).event({"type": "reopen", "index": 0})
    np.testing.assert_array_equal(lab.network.parameters, old)
    assert lab.epoch == 10 and lab._error == ""


def test_the_buttons_of_a_training(lab):
    press(lab, type="epoch")
    press(lab, type="batch")
    assert lab.model.live.position == 1.1
    press(lab, type="reset")
    assert lab.epoch == 0
    with pytest.raises(AssertionError, match="no button"):
        press(lab, type="pause")


def test_data_features_and_layers(lab):
    for name, kind in DATA.items():
        if kind.task == "classes":
            press(lab, type="data", name=name)
            assert lab.model.plan.data == name and len(lab.map.points) > 50
    press(lab, type="data", name="xor")
    press(lab, type="again")
    assert lab.model.plan.seed == 1
    for name in FEATURES[2:]:
        press(lab, type="feature", name=name)
    assert lab.model.plan.features == FEATURES and lab.network.sizes[0] == 7
    assert lab.diagram.drawing["names"][2:5] == ["x₁²", "x₂²", "x₁x₂"]
    for _ in range(4):
        press(lab, type="layers", by=1)
    assert len(lab.model.plan.hidden) == 6
    press(lab, type="neurons", layer=5, by=1)
    press(lab, type="neurons", layer=0, by=-1)
    assert lab.network.sizes[1] == 3
    for _ in range(6):
        press(lab, type="layers", by=-1)
    assert lab.network.sizes == (7, 1)
    with pytest.raises(AssertionError, match="layers"):
        press(lab, type="layers", by=-1)  # it is off
    for name in FEATURES[:-1]:
        press(lab, type="feature", name=name)
    with pytest.raises(AssertionError, match="feature"):
        press(lab, type="feature", name="sin x2")  # the last one stays


def test_a_node_that_is_looked_at_takes_the_plane(lab):
    places = lab.model.node
    before = bytes(lab.map.field)
    lab.diagram.event({"type": "look", "part": "n3"})
    assert bytes(lab.map.field) != before and "What h" in panel_words(lab)
    lab.advance(2)  # live, not a snapshot
    cells = lab.map.size
    now = places(sample_plane(lab.model.bounds, cells), "n3")
    assert bytes(lab.map.field) == field_bytes(now, 0.0, 1.0).tobytes()
    lab.diagram.event({"type": "look", "part": ""})
    assert "What h" not in panel_words(lab)
    lab.diagram.event({"type": "look", "part": "n99"})
    assert lab._error == ""


def panel_words(lab):
    return " ".join(part.words for part in lab.tree.parts() if isinstance(part, Panel))


def test_a_weight_is_edited_and_taken_back(lab):
    old = lab.network.parameters[0]
    lab.diagram.event({"type": "edit", "part": "p0", "index": 0, "value": 0.5, "phase": "set"})
    assert lab.network.parameters[0] == 0.5
    lab.undo()
    assert lab.network.parameters[0] == old


def test_what_the_plane_shows(lab):
    press(lab, type="toggle", name="tests")
    assert len(lab.map.points) == 100
    press(lab, type="toggle", name="tests")
    lab.advance(20)
    before = bytes(lab.map.field)
    press(lab, type="toggle", name="hard")
    assert lab.map.crisp and bytes(lab.map.field) != before
    press(lab, type="toggle", name="slopes")
    assert len(lab.history) == 21  # no chart is touched by it


def test_own_points_by_hand(lab):
    press(lab, type="open", name="draw")
    assert lab.map.edits
    n = len(lab.model.X) + len(lab.model.X_test)
    press(lab, **{"type": "pen", "class": 1})
    lab.map.event({"type": "add", "x": 1.0, "y": 2.0})
    assert lab.model.plan.data == "own"
    assert len(lab.model.X) + len(lab.model.X_test) == n + 1
    row = next(i for i, it in enumerate(lab.map.points) if it[:2] == [1.0, 2.0])
    assert lab.map.points[row][2] == 1
    lab.map.event({"type": "turn", "index": row})
    assert lab.map.points[row][2] == 0
    for phase, x in (("start", 1.0), ("move", 2.0), ("end", 3.0)):
        lab.map.event({"type": "carry", "index": row, "x": x, "y": 2.0, "phase": phase})
    assert lab.map.points[row][:2] == [3.0, 2.0]
    for phase, x in (("start", 3.0), ("move", 5.0), ("cancel", 3.0)):
        lab.map.event({"type": "carry", "index": row, "x": x, "y": 2.0, "phase": phase})
    assert lab.map.points[row][:2] == [3.0, 2.0]
    lab.map.event({"type": "remove", "index": row})
    assert len(lab.model.X) + len(lab.model.X_test) == n
    lab.undo()
    assert len(lab.model.X) + len(lab.model.X_test) == n + 1
    lab.map.event({"type": "remove", "index": 10**6})
    assert lab.map.error or lab._error  # refused, in words


def box(lab, name):
    return next(it for it in lab.tree.parts() if isinstance(it, TextBox) and it.name == name)


def test_a_table_is_pasted_or_refused_at_its_first_bad_row(lab):
    press(lab, type="open", name="draw")
    table = box(lab, "or paste a table")
    assert not table.hidden
    table.event({"type": "take", "value": "x1,x2,class\n0,0,0\n1,oops,1"})
    assert "line 3" in lab._error and lab.model.plan.data == "circle"
    rows = "\n".join(f"{k},{k % 3},{k % 2}" for k in range(12))
    table.event({"type": "take", "value": rows})
    assert lab._error == "" and lab.model.plan.data == "own"


def test_arrays_are_taken_and_wrong_ones_are_refused_in_words():
    X = np.random.default_rng(0).normal(size=(30, 2))
    lab = Playground(X, (X[:, 0] > 0).astype(int))
    assert lab.model.plan.data == "own"
    lab.close()
    with pytest.raises(ValueError, match="two"):
        Playground(np.zeros((5, 3)), np.zeros(5))
    with pytest.raises(ValueError, match="both X and y"):
        Playground(X)
    with pytest.raises(ValueError, match="colour"):
        Playground(colour="red")


def test_saved_and_opened_it_is_the_same_to_the_bit(lab):
    lab.controls["optimizer"].value = "Adam"
    lab.advance(5)
    text = lab.save()
    lab.advance(5)
    after = lab.network.parameters.copy()
    other = Playground(data="spiral")
    other.load(text)
    assert other.epoch == 5
    other.advance(5)
    np.testing.assert_array_equal(other.network.parameters, after)
    with pytest.raises(ValueError, match="damaged"):
        other.load(text[:-3])
    assert other.epoch == 10
    press(other, type="open", name="state")
    assert box(other, "this one").value == other.save()
    box(other, "another one").event({"type": "take", "value": "hello"})
    assert "nnlab1" in other._error and other.epoch == 10
    box(other, "another one").event({"type": "take", "value": text})
    assert other.epoch == 5 and other._error == ""
    other.close()


def test_a_class_meets_no_more_than_it_is_shown():
    lab = Playground(show=["plane", "run", "reset", "data"], features=["x1"], hidden=[])
    assert lab.diagram is None and lab.curve is None
    assert set(lab.controls) == set()
    for event in ({"type": "layers", "by": 1}, {"type": "open", "name": "gallery"}):
        with pytest.raises(AssertionError, match="no button"):
            press(lab, **event)
    press(lab, type="data", name="xor")
    lab.close()


def test_python_sees_the_network_behind_the_picture(lab):
    network = lab.network
    network.parameters[...] = 0
    lab._sync()
    assert "right" in panel_words(lab) and lab._undo.past
    lab.training.optimizer.learning_rate = 0.3
    lab._sync()
    assert lab.controls["rate"].value == "0.3" and lab.model.plan.rate == 0.3


def test_a_browser_that_is_behind_gets_fewer_pictures(lab):
    lab.model.start()
    lab.draw()
    lab.curve.painted = lab.curve.beat - 1  # it has painted one of a second ago
    lab.model.slice()
    beat = lab.curve.beat
    lab.draw()
    assert lab.curve.beat == beat and lab.late
    lab.curve.painted = beat
    lab.draw()
    assert lab.curve.beat > beat
    lab.curve.painted = lab.curve.beat - 1
    lab.model.stop()
    beat = lab.curve.beat
    lab.draw()
    assert lab.curve.beat > beat  # the last one it gets at once
