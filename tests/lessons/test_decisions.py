"""What decisions of three reasons are called, and which of them a neuron can make."""

from itertools import product

import numpy as np
import pytest

from nnlab.lessons.decisions import CASES, answered, decision, known

REASONS = ("friends", "sun", "money")
BITS = np.array(CASES)


def said(w, b):
    return tuple((BITS @ w + b > 0).astype(int).tolist())


def test_few_reasons_come_first_and_each_case_once():
    assert len(set(CASES)) == 8 and [sum(case) for case in CASES] == [0, 1, 1, 1, 2, 2, 2, 3]
    assert CASES[1] == (1, 0, 0) and CASES[4] == (1, 1, 0)


def test_exactly_what_weights_can_be_is_known():
    weights = list(product(range(-3, 4), repeat=3))
    biases = np.arange(-9.5, 10)
    reached = {said(w, b) for w in weights for b in biases}
    assert reached == set(known()) and len(reached) == 104


@pytest.mark.parametrize(
    "w, b, name",
    [
        ((1, 1, 1), -2.5, "all three"),
        ((1, 1, 1), -0.5, "any one"),
        ((1, 1, 1), -1.5, "the majority"),
        ((2, 1, 1), -2.5, "a veto for friends"),
        ((2, 1, 1), -1.5, "friends, or both others"),
        ((1, 0, 0), -0.5, "friends alone"),
        ((6, 2, 2), -5, "friends alone"),
        ((-3, 1, 1), -0.5, "a ban on friends"),
        ((0, 0, 0), -1, "nobody"),
        ((0, 0, 0), 1, "everybody"),
        ((-1, -1, -1), 2.5, "not all three"),
        ((-1, -1, -1), 0.5, "none of the three"),
        ((-1, -1, -1), 1.5, "the minority"),
        ((0, 1, 1), -1.5, "sun and money"),
        ((1, 0, -1), 0.5, "friends or no money"),
        ((0, -1, 0), 0.5, "the opposite of sun"),
        ((1, 1, -1), -0.5, "two of three"),
    ],
)
def test_names_of_the_study(w, b, name):
    assert decision(said(w, b), REASONS).name == name


def test_a_name_and_its_rule_tell_all_104_apart():
    told = {decision(answers, REASONS) for answers in known()}
    assert len(told) == 104


@pytest.mark.parametrize("wanted", [1, 2])
def test_a_count_of_reasons_is_no_neuron(wanted):
    exactly = answered(lambda a, b, c: a + b + c == wanted)
    assert exactly not in known()
    assert decision(exactly, REASONS).name.startswith("no neuron")


@pytest.mark.parametrize("answers", [(0, 1), (0,) * 9, (2,) * 8])
def test_what_is_no_decision_is_refused(answers):
    with pytest.raises(ValueError, match="eight answers"):
        decision(answers, REASONS)
