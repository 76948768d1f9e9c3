"""Three reasons, without a widget."""

import numpy as np
import pytest

from nnlab import Neuron
from nnlab.labs.reasons import GRIPS, Reasons, checked, goals
from nnlab.labs.samples import PATIENCE
from nnlab.lessons.decisions import CASES, known

pytestmark = pytest.mark.usefixtures("no_widget")
REASONS = ("friends", "sun", "money")


@pytest.fixture
def model():
    model = Reasons(Neuron([1.0, 1.0, 1.0], -0.5), REASONS)
    model.read()
    return model


def lift(model, column, z, phase="end", id_="1"):
    model.lift({"id": id_, "column": column, "z": z, "phase": phase})
    model.read()


def test_it_says_what_its_sums_say(model):
    assert model.z.tolist() == [-0.5, 0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 2.5]
    assert model.built.name == "any one" and model.wrong.sum() == 3


def test_a_hand_on_nothing_moves_the_bias_and_all_cases_with_it(model):
    before = model.z.copy()
    lift(model, 0, -1.5)
    assert model.owner.b == -1.5 and np.allclose(model.z, before - 1)
    assert model.solved and model.built.name == "the majority"


@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_hand_on_one_reason_sets_its_weight_and_the_others_follow(model, column):
    lift(model, column, 2.0)
    i = int(np.flatnonzero(CASES[column])[0])
    assert model.owner.w[i] == 2.5 and model.owner.b == -0.5
    assert np.allclose(model.z, np.array(CASES) @ model.owner.w - 0.5)
    assert model.z[column] == 2.0 and model.chosen == column


def test_a_case_of_two_reasons_can_be_chosen_but_not_lifted(model):
    lift(model, 5, 3.0)
    assert model.owner.parameters.tolist() == [1, 1, 1, -0.5] and model.chosen == 5
    assert set(GRIPS) == {0, 1, 2, 3}


def test_escape_puts_it_back(model):
    lift(model, 1, 2.0, "move")
    lift(model, 1, 2.0, "cancel")
    assert model.owner.parameters.tolist() == [1, 1, 1, -0.5]


def test_nothing_rescales_under_a_hand(model):
    reach = model.picture()["reach"]
    for column, z in ((1, 2.9), (2, 2.9), (3, 2.9)):
        lift(model, column, z, "move", "same")
        assert model.picture()["reach"] == reach
    lift(model, 3, 2.9, "end", "same")
    assert model.picture()["reach"] > reach


def test_arrow_keys_lift_by_a_quarter(model):
    model.nudge({"column": 0, "steps": -1, "big": True})
    assert model.owner.b == -1.5
    model.nudge({"column": 2, "steps": 1})
    model.read()
    assert model.z[2] == 0.75


def test_all_goals_but_the_last_can_be_reached():
    found = [goal.answers in known() for goal in goals(REASONS)]
    assert found == [True, True, True, False]


def test_goals_follow_one_another_to_the_last(model):
    lift(model, 0, -1.5)
    model.turn_to({})
    model.read()
    assert not model.solved and "friends" in model.wanted.title
    assert model.base == (1.0, 1.0, 1.0, -1.5)
    for _ in range(5):
        model.turn_to({})
    assert model.goal == len(model.goals) - 1


def test_it_names_the_one_number_that_did_it(model):
    lift(model, 0, -1.5)
    assert "bias" in model.moved() and "−1.50" in model.moved()
    lift(model, 1, 0.0)
    assert model.moved() == ""


def test_it_hints_after_a_while(model):
    assert model.hint() == ""
    model.tries = PATIENCE
    assert "With friends z" in model.hint() and "too high" in model.hint()
    assert "turn friends, or" in model.hint() and "sun" not in model.hint()
    model.goal = 3
    model.read()
    assert "can" in model.hint()


@pytest.mark.parametrize("value", [1e308, -1e308])
def test_enormous_weights_are_drawn(model, value):
    with np.errstate(all="ignore"):
        model.owner.parameters[...] = value
        model.read()
        shown = model.picture()
    assert np.isfinite(shown["heights"]).all() and np.isfinite(shown["reach"]).all()


@pytest.mark.parametrize(
    "weights, reasons, word",
    [
        ([1, 1], REASONS, "3 weights"),
        ([1, 1, 1], "abc", "3 words"),
        ([1, 1, 1], ("a", "b"), "3 words"),
    ],
)
def test_what_doesn_t_fit_is_refused(weights, reasons, word):
    with pytest.raises(ValueError, match=word):
        checked(Neuron(weights), reasons, ("stays", "goes"))
