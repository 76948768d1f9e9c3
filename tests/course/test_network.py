"""Chapter 3's checkers, predictions and what it keeps: right, wrong and untouched answers."""

import copy
import pickle

import numpy as np
import pytest

from nnlab.core import Network, sigmoid, step
from nnlab.course.network.exercises import AND, NAND, OR, xor_answers
from nnlab.lessons import exercise
from nnlab.lessons.by_hand import is_xor
from nnlab.lessons.predict import questions


def check(name, answer):
    return exercise(f"network/{name}").check(answer)


# Count ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [(25, 7), [25, 7], np.array([25, 7]), (25.0, np.int64(7))])
def test_the_count_is_accepted_in_many_forms(answer):
    assert check("count", answer)


@pytest.mark.parametrize("slip, pair", exercise("network/count").replies.values.items())
def test_every_known_miscount_is_named(pair, slip):
    verdict = check("count", [float(number) for number in pair.split(",")])
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_other_counts_say_which_half_is_right():
    assert check("count", 32).slip == "together"
    assert "25" in check("count", (25, 99)).message
    assert "7 biases" in check("count", (99, 7)).message
    assert check("count", "many").outcome == check("count", (1, 2, 3)).outcome == "not yet"


def test_the_count_agrees_with_a_network():
    made = Network([3, 5, 2], sigmoid, rng=0)
    assert sum(layer.W.size for layer in made.layers) == 25
    assert sum(layer.b.size for layer in made.layers) == 7


# XOR ------------------------------------------------------------------------------------------

A_NETWORK = Network([2, 2, 1], step, init="zeros")
A_NETWORK.parameters[:] = [*OR, *NAND, *AND]


@pytest.mark.parametrize(
    "answer",
    [
        [OR, NAND, AND],
        [NAND, OR, AND],
        [(2, 2, -1), (-3, -3, 4), (5, 5, -7.5)],
        [OR, AND, (1, -1, -0.5)],
        [(1, -1, -0.5), (-1, 1, -0.5), OR],
        np.array([OR, NAND, AND]),
        [*OR, *NAND, *AND],
        {"h1": OR, "h2": NAND, "output": AND},
        A_NETWORK,
    ],
)
def test_every_true_xor_counts(answer):
    assert check("xor", answer)


@pytest.mark.parametrize(
    "answer, slip",
    [
        ([OR, NAND, OR], "output is OR"),
        ([OR, NAND, NAND], "output is NAND"),
        ([OR, AND, AND], "AND for NAND"),
        ([(1, 1, 0.5), NAND, AND], "h1 is TRUE"),
        ([OR, (-1, -1, 0.5), AND], "h2 is NOR"),
        ([OR, OR, AND], "twice the same"),
        ([OR, NAND], "no numbers"),
        ([OR, NAND, ("a", 1, 1)], "no numbers"),
        ([OR, NAND, (1, 1, float("nan"))], "nan"),
        ("XOR", "no numbers"),
        (Network([2, 3, 1], step, rng=0), "sizes"),
        (Network([2, 2, 1], sigmoid, rng=0), "no steps"),
    ],
)
def test_what_is_wrong_with_an_xor_is_named(answer, slip):
    verdict = check("xor", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_no_wrong_network_is_ever_accepted():
    rng = np.random.default_rng(0)
    accepted = 0
    for _ in range(2000):
        nine = np.column_stack([rng.choice([-1, 1], (3, 2)), rng.choice([-1.5, -0.5, 0.5], 3)])
        made = Network([2, 2, 1], step, init="zeros")
        made.parameters[:] = nine.ravel()
        verdict = check("xor", nine.tolist())
        assert bool(verdict) == is_xor(made) == (xor_answers(nine) == (0, 1, 1, 0))
        accepted += bool(verdict)
    assert accepted > 0


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_a_duplicate_of_a_right_network_is_right(duplicate):
    made = Network([2, 2, 1], step, init="zeros")
    made.parameters = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    assert check("xor", duplicate(made)).outcome == "correct"


# Merge ----------------------------------------------------------------------------------------


def merged_in_loops(W1, b1, W2, b2):
    W = [
        [sum(W2[i][k] * W1[k][j] for k in range(len(W1))) for j in range(len(W1[0]))]
        for i in range(len(W2))
    ]
    b = [sum(W2[i][k] * b1[k] for k in range(len(b1))) + b2[i] for i in range(len(W2))]
    return W, b


def merged_in_the_turned_way(W1, b1, W2, b2):
    return (W1.T @ W2.T).T, b1 @ W2.T + b2


@pytest.mark.parametrize("merge", [merged_in_loops, merged_in_the_turned_way])
def test_a_right_merge_is_accepted_however_it_is_written(merge):
    assert check("merge", merge)


def test_other_merges_are_refused_with_an_example():
    for off in (
        lambda a, b, c, d: (c @ a + 1, c @ b + d),
        lambda a, b, c, d: (c @ a, c @ b + d + 1),
    ):
        verdict = check("merge", off)
        assert verdict.slip is None and "[1.0, 1.0, 1.0]" in verdict.message
    assert check("merge", lambda a, b, c, d: (c @ a, 0.0)).slip == "shape"
    assert check("merge", lambda a, b, c, d: c @ a).outcome == "not yet"
    assert check("merge", lambda a, b, c, d: 7).slip == "no pair"
    assert check("merge", 7).slip == "a result"


@pytest.mark.parametrize("blank", [..., None])
def test_untouched_answers_are_met_calmly(blank):
    def merge(W1, b1, W2, b2): ...  # your lines go here

    assert check("count", (blank, blank)).outcome == "not attempted"
    assert check("xor", [(blank,) * 3] * 3).outcome == "not attempted"
    assert check("merge", merge).outcome == "not attempted"


@pytest.mark.parametrize("name", ["count", "xor", "merge"])
def test_the_solutions_solve_and_the_hints_end(name):
    asked = exercise(f"network/{name}")
    assert asked.check(asked.answer)
    assert len(asked.hints) == 3 and asked.solution().text


# The predictions' claims ----------------------------------------------------------------------


def test_each_prediction_has_one_right_choice_and_a_reply_to_each():
    for name in ("bend", "sigmoid", "spots"):
        choices = questions()[f"network/{name}"].choices
        assert sum(choice.right for choice in choices) == 1
        assert all(choice.reply for choice in choices)


def test_what_the_replies_say_is_so():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])
    soft = Network([2, 2, 1], sigmoid, init="zeros")
    soft.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    assert soft(X)[:, 0].round(2).tolist() == [0.42, 0.44, 0.44, 0.42]
    assert soft.layers[0](X)[:2, 0].round(2).tolist() == [0.38, 0.62]
    soft.parameters[:] *= 4
    assert soft(X)[:, 0].round(2).tolist() == [0.18, 0.74, 0.74, 0.18]
    soft.parameters[:] *= 1.5
    assert soft(X)[:, 0].round(2).tolist() == [0.06, 0.92, 0.92, 0.06]
