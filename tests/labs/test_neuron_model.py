"""NeuronLab's model and its words, alone: no widget is made."""

import numpy as np
import pytest

from nnlab import Neuron, step
from nnlab.datasets import load_penguins, make_circles, make_gate
from nnlab.labs.neuron import Decision
from nnlab.labs.samples import PATIENCE
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS

X, Y = make_gate("and")
pytestmark = pytest.mark.usefixtures("no_widget")


def made(w1, w2, b, X=X, y=Y):
    decision = Decision(Neuron([w1, w2], b, step), X, y)
    decision.read()
    return decision


def test_which_rows_are_wrong_and_which_gate_it_is():
    decision = made(0.5, 0.5, 0)
    assert (decision.name, decision.wanted, decision.solved) == ("OR", "AND", False)
    assert decision.wrong.tolist() == [False, True, True, False]
    assert "(0, 1) and (1, 0)" in decision.describe().replace("\u00a0", " ")
    assert "AND" in made(1, 1, -1.5).describe() and made(1, 1, -1.5).solved


@pytest.mark.parametrize("name", BOOLEAN_FUNCTIONS)
def test_any_gate_can_be_the_aim(name):
    decision = made(1, 1, -1.5)
    decision.tries = 99
    decision.aim({"name": name})
    decision.read()
    assert decision.wanted == name and decision.tries == 0
    assert decision.solved == (name == "AND")


def test_points_that_are_no_gate_are_counted():
    decision = made(1, 0, 0, *make_circles(50, rng=0))
    assert (decision.name, decision.wanted) == ("", "")
    assert f"Of 50 points, {decision.wrong.sum()}" in decision.describe()


def test_in_a_crowd_no_number_lies_on_the_points():
    assert made(1, 0, 0, *make_circles(50, rng=0)).line(0)["label"] == ""
    assert "1.41" in made(1, 1, -0.5).line(0)["label"]


def test_a_hint_waits_and_names_a_wrong_row():
    decision = made(0.5, 0.5, 0)
    assert decision.hint() == ""
    decision.tries = PATIENCE
    assert "(0, 1)" in decision.hint() and "0 or below" in decision.hint()
    decision.aim({"name": "XOR"})
    decision.tries = PATIENCE
    decision.read()
    assert "straight line" in decision.hint()


def test_where_there_is_no_line_to_be_seen_it_says_so():
    assert "no line" in made(0, 0, 1).whereabouts()
    assert "outside" in made(1, 1, 99).whereabouts()
    assert made(1, 1, -1).whereabouts() == ""


def test_sharpness_multiplies_the_neuron_s_own_numbers():
    decision = made(1, 2, -0.5)
    decision.sharpness.set(4.0)
    assert decision.owner.parameters.tolist() == [4, 8, -2]
    assert np.shares_memory(decision.numbers, decision.owner.parameters)


def test_a_line_s_dot_and_arrow_hide_no_bird_of_a_crowd():
    X, y = load_penguins()
    model = made(1, 0, 0, (X - [200, 17]) / [10, 1], y)
    line = model.line(0)
    ways = np.linspace(line["anchor"], line["head"], 9)
    near = np.linalg.norm(ways[:, np.newaxis] - model.X, axis=-1).min(axis=1)
    assert near.min() > 0.3  # of the handle, a bird and their rims, in the wide layout
    around = np.linalg.norm(model.X - line["anchor"], axis=1) < 1.2
    assert around.sum() < 20  # on most of the line there are more
