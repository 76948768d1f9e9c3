"""What NeuronLab asks for, in words."""

import pytest

from nnlab.labs.goals import called, feat, following, goal, says
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, ROWS


@pytest.mark.parametrize("name", BOOLEAN_FUNCTIONS)
def test_each_gate_has_its_goal_and_most_their_sentence(name):
    assert called(name) in goal("OR", name) and called(name) in goal(name, name)
    if name not in IMPOSSIBLE:
        assert says(name).startswith("It says ")


def test_a_rare_answer_names_its_row():
    for name, answers in BOOLEAN_FUNCTIONS.items():
        for rare in (0, 1):
            if answers.count(rare) == 1 and "only for" in says(name):
                x1, x2 = ROWS[answers.index(rare)]
                assert f"{rare} only for ({x1}, {x2})" in says(name)


def test_the_next_is_another_and_possible():
    for wanted in BOOLEAN_FUNCTIONS:
        for now in BOOLEAN_FUNCTIONS:
            assert following(wanted, now) not in (wanted, now, *IMPOSSIBLE)


@pytest.mark.parametrize(
    "after, how",
    [
        ([1, 1, -1.5], "slid"),
        ([2, 1, -0.5], "turned"),
        ([1, 1, -0.5], ""),
        ([1, 1, -0.501], ""),
        ([2, 3, -1.5], "three numbers"),
    ],
)
def test_what_did_it(after, how):
    said = feat([1, 1, -0.5], after).striptags()
    assert how in said and bool(said) == bool(how)


def test_a_weight_that_turns_nothing_slides_the_line():
    assert "slid" in feat([1, 0, -0.5], [2, 0, -0.5]).striptags()
    assert "The line turned" in feat([1, 0, -0.5], [-2, 0, -0.5]).striptags()
