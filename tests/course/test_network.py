"""Chapter 3's checkers, predictions and what it keeps: right, wrong and untouched answers."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab.core import SGD, Network, fit, sigmoid, sigmoid_cross_entropy, standardize, step
from nnlab.course.network.exercises import AND, NAND, OR, xor_answers
from nnlab.course.network.lines import most_right
from nnlab.course.network.relatives import families, flip, mirror, small_xors, swap
from nnlab.course.network.spirals import spirals
from nnlab.course.network.tents import tents
from nnlab.datasets import load_penguins, make_gate
from nnlab.lessons import exercise
from nnlab.lessons.by_hand import is_xor
from nnlab.lessons.gates import answers_of, gate_name
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
    for name in ("bend", "spots", "tent"):
        choices = questions()[f"network/{name}"].choices
        assert sum(choice.right for choice in choices) == 1
        assert all(choice.reply for choice in choices)


def test_a_fold_of_a_fold_has_four_pieces_and_its_corners_are_met_twice():
    x = np.linspace(0, 1, 65)[:, np.newaxis]
    corners = np.abs(np.diff(tents(2)(x)[:, 0], n=2)) > 1e-9
    assert corners.sum() == 3  # four pieces
    assert x[1:-1][corners, 0].tolist() == [0.25, 0.5, 0.75]


# What the page says ---------------------------------------------------------------------------

MEASURES = ["bill_length", "bill_depth"]


def test_one_line_and_two_reasons_for_the_chinstraps():
    X, y = load_penguins(MEASURES, "Chinstrap")
    assert most_right(X, y) == 306 and (y == 0).sum() == 274
    birder = Network([2, 2, 1], step, init="zeros")
    birder.parameters = [0.57, -1, -6.4, -0.12, 1, -10.6, 1, 1, -1.5]
    assert (birder(X) == y).sum() == 332


@given(st.integers(3, 9), st.integers(0, 999))
def test_the_best_line_is_no_worse_than_any_drawn_at_random(n, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, 2)), rng.integers(0, 2, (n, 1)).astype(float)
    lines = rng.normal(size=(500, 3))
    answers = X @ lines[:, :2].T + lines[:, 2] > 0
    assert most_right(X, y) + 1 >= (answers == (y > 0.5)).sum(axis=0).max()


@pytest.mark.parametrize("gate, right", [("or", 4), ("and", 4), ("xor", 3), ("xnor", 3)])
def test_most_right_knows_the_gates(gate, right):
    assert most_right(*make_gate(gate)) == right


def test_samples_at_one_place_are_not_parted():
    assert most_right([[0, 0], [0, 0]], [[0], [1]]) == 1


def test_a_flip_moves_the_outputs_bias_and_without_that_nothing_is_left():
    xors, (X, y) = small_xors(), make_gate("xor")
    assert len(xors) == 16

    def is_right(numbers):
        made = Network([2, 2, 1], step, init="zeros")
        made.parameters = numbers
        return bool((made(X) == y).all())

    both = [numbers for each in xors for numbers in (each, swap(each))]
    assert all(is_right(move(numbers)) for numbers in both for move in (swap, flip, mirror))
    assert not any(is_right(np.append(flip(numbers)[:8], numbers[8])) for numbers in both)


def test_two_families_and_a_mirror_makes_them_one():
    xors = small_xors()
    assert families(xors, [swap]) != [8, 8]
    assert families(xors, [swap, flip]) == [8, 8]
    assert families(xors, [swap, flip, mirror]) == [16]
    gates = [{gate_name(answers_of(*n[:3])), gate_name(answers_of(*n[3:6]))} for n in xors]
    mixed = [pair & {"OR", "NOR"} and pair & {"AND", "NAND"} for pair in gates]
    assert sum(map(bool, mixed)) == 8


@pytest.mark.parametrize("n", [1, 2, 8])
def test_parity_takes_n_hidden_steps(n):
    network = Network([n, n, 1], step, init="zeros")
    hidden, output = network.layers
    hidden.W[:], hidden.b[:] = 1, 0.5 - np.arange(1, n + 1)  # at least k ones
    output.W[:], output.b[:] = [(-1) ** k for k in range(n)], -0.5
    rows = (np.arange(2**n)[:, np.newaxis] >> np.arange(n)) & 1
    assert (network(rows)[:, 0] == rows.sum(axis=1) % 2).all()


@pytest.mark.parametrize("n", [1, 2, 3, 5, 9])
def test_each_stacked_fold_doubles_the_pieces(n):
    x = np.linspace(0, 1, 2 ** (n + 2) + 1)[:, np.newaxis]
    slopes = np.sign(np.diff(tents(n)(x)[:, 0]))
    assert 1 + (slopes[1:] != slopes[:-1]).sum() == 2**n
    assert tents(n).n_parameters == 6 * n + 1


def test_two_hidden_neurons_find_the_species_nobody_named():
    X, y = load_penguins(MEASURES, "Chinstrap")
    _, species = load_penguins(MEASURES, ["Adelie", "Chinstrap", "Gentoo"])
    Z, _ = standardize(X)
    many = Network(
        [2, 2, 1], ["tanh", "identity"], runs=(5,), rng=1
    )  # other starts than the page's
    fit(many, Z, y, loss=sigmoid_cross_entropy, optimizer=SGD(2.0), epochs=3000, record_every=3000)
    for k in range(5):
        hidden, output = many.run(k).layers
        said = sorted(((hidden(Z) * output.W[0] > 0).T @ species / species.sum(axis=0)).tolist())
        for found, wanted in zip(said, [[0, 1, 1], [1, 1, 0]], strict=True):
            assert np.abs(np.subtract(found, wanted)).max() < 0.1


def test_depth_helps_up_to_a_point():
    assert np.median(spirals([9, 9], 4)) > 0.9 > 0.8 > np.median(spirals([3] * 10, 4))
