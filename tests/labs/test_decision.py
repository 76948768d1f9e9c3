"""DecisionLab, turned as an object."""

import numpy as np
import pytest

from nnlab import Neuron, step
from nnlab.labs import DecisionLab


@pytest.fixture
def lab():
    lab = DecisionLab(Neuron([1.0, 1.0, 1.0], -0.5, step))
    yield lab
    lab.close()


def test_a_slider_writes_into_the_neuron_and_the_lab_names_what_it_is(lab):
    lab.controls["b"].value = -2.5
    assert lab.neuron.b == -2.5 and lab.model.built.name == "all three"
    assert lab.cases.title == "Now: all three" and "all three" in lab.describe()


def test_a_hand_in_the_picture_moves_the_slider(lab):
    lift = {"type": "lift", "id": "1", "column": 1, "phase": "end"}
    lab.cases.event({**lift, "z": 2.0})
    assert lab.controls["w1"].value == 2.5
    lab.undo()
    assert lab.controls["w1"].value == 1.0


def test_the_goal_is_won_and_the_next_one_comes(lab):
    assert lab._won() is None and "two of three" in lab.page.header.words
    lab.controls["b"].value = -1.5
    headline, words, on = lab._won()
    assert headline == "The majority." and "bias" in words and "next" in on
    lab.page.header.event({"type": "next"})
    assert lab._won() is None and "veto" in lab.page.header.words
    lab.undo()
    assert lab._won() is not None


def test_the_chosen_case_is_that_of_equation_and_picture(lab):
    lab.cases.event({"type": "case", "index": 5})
    assert lab.cases.selected == lab.model.chosen == 5
    assert ")·1 + (+1.00)·0 + (+1.00)·1" in lab.equation.words
    assert "= +1.50" in lab.equation.words and "friends and money" in lab.equation.words
    lab.cases.event({"type": "case", "index": 0})
    assert lab.cases.selected == 0 and "= −0.50" in lab.equation.words


def test_goals_are_counted(lab):
    assert "Friend 1 of 4" in lab.page.header.words
    lab.controls["b"].value = -1.5
    lab.page.header.event({"type": "next"})
    assert "Friend 2 of 4" in lab.page.header.words


def test_the_picture_is_told_in_words(lab):
    assert lab.cases.text == lab.describe()
    assert "still wrong" in lab.describe()


def test_its_code_makes_it_again(lab):
    lab.controls["w2"].value = -2
    names: dict = {}
    exec(lab.as_code().replace("DecisionLab(neuron", "again = DecisionLab(neuron"), names)
    assert names["again"].describe() == lab.describe()
    names["again"].close()


def test_the_still_shows_a_majority_and_leaves_the_neuron_alone(lab, monkeypatch):
    shown = []
    monkeypatch.setattr("nnlab.labs.decision.parts_figure", lambda parts: shown.extend(parts))
    lab._figure()
    assert [each["target"] == (each["z"] > 0) for each in shown[0].columns] == [True] * 8
    assert lab.neuron.parameters.tolist() == [1, 1, 1, -0.5]
    lab.controls["b"].value = 0.5
    lab._figure()
    assert shown[1].columns[0]["z"] == 0.5


@pytest.mark.parametrize("neuron", [None, Neuron([1, 1])])
def test_what_is_no_neuron_of_three_is_refused(neuron):
    with pytest.raises(ValueError, match="neuron"):
        DecisionLab(neuron)


def test_own_words_for_reasons_and_sides():
    lab = DecisionLab(
        Neuron([1, 1, 1], -2.5), reasons=("rain", "cold", "dark"), sides=("out", "in")
    )
    assert lab.cases.rows == ["rain", "cold", "dark"] and lab.cases.sides == ["out", "in"]
    assert np.all([not each["z"] > 0 for each in lab.cases.columns[:-1]])
    lab.close()
