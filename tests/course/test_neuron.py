"""Chapter 1's three checkers: right answers in many forms, and every known slip by its name."""

import functools
import math
import operator

import numpy as np
import pytest

from nnlab.core import Neuron, relu, sigmoid, step, tanh
from nnlab.course.neuron.exercises import BOARD, DECISIONS, GIVEN, SUMS
from nnlab.lessons import exercise
from nnlab.lessons.gates import POSSIBLE, answers_of, gate_name


def check(name, answer):
    return exercise(f"neuron/{name}").check(answer)


# Write a neuron -------------------------------------------------------------------------------


def with_zip(x, w, b):
    return 1 if sum(w_i * x_i for w_i, x_i in zip(w, x, strict=True)) + b > 0 else 0


def starts_at_the_bias(x, w, b):
    z = b
    for i in range(len(w)):
        z += x[i] * w[i]
    if z > 0:
        return 1
    return 0


def with_numpy(x, w, b):
    return np.dot(w, x) + b > 0


def with_matmul_of_arrays(x, w, b):
    return int(x @ w + b > 0)


def with_the_constant_input(x, w, b):
    return with_zip(x + [1], w + [b], 0)


def changes_what_it_is_given(x, w, b):
    x.append(1)
    w.append(b)
    return with_zip(x, w, 0)


def prints_too(x, w, b):
    print("z", x, w, b)
    return with_zip(x, w, b)


def recursive(x, w, b):
    return recursive(x[1:], w[1:], b + x[0] * w[0]) if len(x) else int(b > 0)


def defaults(x, w=None, b=0, *, limit=0):
    return math.sumprod(x, w) + b > limit if hasattr(math, "sumprod") else with_zip(x, w, b)


class Callable:
    def __call__(self, x, w, b):
        return float(with_zip(x, w, b))


RIGHT = [
    with_zip,
    starts_at_the_bias,
    with_numpy,
    with_matmul_of_arrays,
    with_the_constant_input,
    changes_what_it_is_given,
    prints_too,
    recursive,
    defaults,
    Callable(),
    lambda *numbers: np.array([with_zip(*numbers)]),
    lambda x, w, b: bool(functools.reduce(operator.add, map(operator.mul, x, w)) + b > 0),
    lambda x, w, b: step(np.dot(w, x) + b),
    lambda x, w, b: Neuron(w, b, step)(x),
]


@pytest.mark.parametrize("answer", RIGHT, ids=lambda f: getattr(f, "__name__", "callable"))
def test_every_right_neuron_is_accepted(answer, capsys):
    assert check("by-hand", answer).outcome == "correct"
    assert capsys.readouterr().out == ""


def made_of(total, decision):
    return lambda x, w, b: DECISIONS[decision](SUMS[total](x, w, b))


@pytest.mark.parametrize("total", [name for name in SUMS if name])
def test_each_wrong_sum_is_named(total):
    verdict = check("by-hand", made_of(total, ""))
    assert (verdict.outcome, verdict.slip) == ("not yet", total)


@pytest.mark.parametrize("decision", [name for name in DECISIONS if name])
def test_each_wrong_decision_is_named(decision):
    verdict = check("by-hand", made_of("", decision))
    assert (verdict.outcome, verdict.slip) == ("not yet", decision)


def bias_in_the_loop(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i] + b
    return 1 if z > 0 else 0


def at_least(x, w, b):
    return 1 if sum(map(operator.mul, w, x)) + b >= 0 else 0


def no_decision(x, w, b):
    return np.dot(w, x) + b


def replaced(x, w, b):
    for i in range(len(x)):
        z = w[i] * x[i]
    return 1 if z + b > 0 else 0


def returned_in_the_loop(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i]
        return 1 if z + b > 0 else 0


def two_slips(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i] + b
    return z


def only_two(x, w, b):
    return 1 if w[0] * x[0] + w[1] * x[1] + b > 0 else 0


def prints(x, w, b):
    print(with_zip(x, w, b))


def forgets_to_return(x, w, b):
    z = sum(map(operator.mul, w, x)) + b
    z > 0  # noqa: B015


def returns_sometimes(x, w, b):
    if sum(map(operator.mul, w, x)) + b > 0:
        return 1


def pairwise(x, w, b):
    return np.array(w) * np.array(x)


def misspelt(x, w, b):
    return weights * x  # noqa: F821


def divides(x, w, b):
    return 1 / (x[0] - x[0])


def quits(x, w, b):
    raise SystemExit("bye")


class Strange(Exception):
    def __str__(self):
        raise RuntimeError


def strange(x, w, b):
    raise Strange


async def later(x, w, b):
    return 1


SLIPS = [
    (bias_in_the_loop, "bias in the loop"),
    (at_least, ">="),
    (no_decision, "z returned"),
    (replaced, "only the last input"),
    (returned_in_the_loop, "only the first input"),
    (two_slips, "bias in the loop, z returned"),
    (only_two, "two inputs only"),
    (prints, "prints"),
    (forgets_to_return, "no return"),
    (returns_sometimes, "no return"),
    (pairwise, "no number"),
    (misspelt, "raises"),
    (divides, "raises"),
    (quits, "raises"),
    (strange, "raises"),
    (later, "no number"),
    (lambda x, w, b: "1", "no number"),
    (lambda x, w, b: [1, 2, 3], "no number"),
    (lambda x, w, b: (yield 1), "no number"),
    (lambda x: 1, "parameters"),
    (with_zip([1], [1], 1), "a result"),
    (Neuron, "no function"),
    ("neuron", "no function"),
]


@pytest.mark.parametrize(("answer", "slip"), SLIPS)
def test_each_slip_in_a_readers_own_code_is_named(answer, slip):
    verdict = check("by-hand", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


@pytest.mark.parametrize(
    "answer", [lambda x, w, b: float("nan"), lambda x, w, b: 7, lambda x, w, b: int(x[0] > 0)]
)
def test_an_unknown_slip_is_met_with_the_first_row_it_gets_wrong(answer):
    verdict = check("by-hand", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", None)
    assert "yours is" in verdict.message


def stub(x, w, b):
    """Weigh, add, decide."""
    ...


def stub_passes(x, w, b):
    pass


def stub_returns_dots(x, w, b):
    z = ...  # noqa: F841
    return ...


def stub_half_filled(x, w, b):
    z = ...
    return 1 if z > 0 else 0


def stub_raises(x, w, b):
    raise NotImplementedError("your turn")


@pytest.mark.parametrize(
    "answer", [stub, stub_passes, stub_returns_dots, stub_half_filled, stub_raises]
)
def test_a_stub_is_met_calmly(answer):
    assert check("by-hand", answer).outcome == "not attempted"


def test_the_readers_warnings_stay_out_of_the_way():
    def warns(x, w, b):
        np.log(np.array(-1.0))
        return with_zip(x, w, b)

    assert check("by-hand", warns)


# NAND -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        1.5,
        2,
        2.0,
        1.0001,
        np.float32(1.5),
        np.array(1.75),
        [1.5],
        (-1, -1, 1.5),
        [-2, -3, 4],
        np.array([-1.0, -1.0, 2.0]),
        Neuron([-1, -1], 1.5, step),
        Neuron([-1, -1], 2, sigmoid),
        Neuron([-4, -4], 6, tanh),
        Neuron([-1, -1], 1.25, relu),
    ],
    ids=repr,
)
def test_every_true_nand_is_accepted(answer):
    assert check("nand", answer).outcome == "correct"


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (0.5, "NOR"),
        (1, "NOR"),
        (2.5, "always 1"),
        (-1.5, "always 0"),
        (0, "always 0"),
        (Neuron([-1, -1], 0.5), "NOR"),
        ((1, 1, -0.5), "OR"),
        ((-1, 1, 0.5), "NOT x1 OR x2"),
        ((-1, 0, 0.5), "NOT x1"),
        (float("nan"), "nan"),
        ((1, 1, float("inf")), "nan"),
        ("1.5", "no number"),
        (True, "no number"),
        ((1, 2), "no neuron"),
        ((1, 2, "3"), "no neuron"),
        (Neuron([1, 2, 3], 0), "no neuron"),
    ],
    ids=repr,
)
def test_each_wrong_bias_is_told_what_it_is(answer, slip):
    verdict = check("nand", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


# The board ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        BOARD,
        list(BOARD.values()),
        tuple(BOARD.values()),
        np.array(list(BOARD.values()), dtype=float),
        [Neuron(numbers[:2], numbers[2], step) for numbers in BOARD.values()],
        {name.lower(): Neuron(numbers[:2], numbers[2]) for name, numbers in BOARD.items()},
        {**BOARD, "XOR": None, "XNOR": ...},
        [*BOARD.values(), None],
    ],
    ids=["dict", "list", "tuple", "array", "neurons", "lower", "blanks", "none"],
)
def test_a_full_board_is_accepted(answer):
    assert check("board", answer).outcome == "correct"


def test_other_spellings_are_understood():
    board = {
        "always 0": BOARD["FALSE"],
        "Always 1": BOARD["TRUE"],
        "not x2 and x1": BOARD["x1 AND NOT x2"],
        "¬x2": BOARD["NOT x2"],
    }
    assert "4 of 14" in repr(check("board", board))


def test_some_are_counted_and_the_missing_named():
    verdict = check("board", [(1, 1, -0.5), (1, 1, -1.5)])
    assert "2 of 14" in verdict.message and "NAND" in verdict.message
    assert ": AND" not in verdict.message
    assert "1 of 14" in repr(check("board", (1, 1, -0.5)))
    assert "1 of 14" in repr(check("board", Neuron([1, 1], -0.5)))
    assert "3 of 14" in repr(check("board", [(1, 1, -0.5), (1, 1, -1.5), (0, 0, -1)]))


def test_the_same_gate_twice_is_said():
    verdict = check("board", [(1, 1, -0.5), (0.5, 0.5, 0)])
    assert verdict.slip == "twice"
    assert "Number 1 and Number 2" in verdict.message and "OR" in verdict.message
    assert check("board", [*BOARD.values(), (0.5, 0.5, 0)]).outcome == "correct"


@pytest.mark.parametrize(
    ("gate", "numbers", "row"), [("XOR", (1, 1, -0.5), "(1, 1)"), ("XNOR", (1, 1, -1.5), "(0, 0)")]
)
@pytest.mark.parametrize("others", [{}, BOARD])
def test_whoever_claims_xor_is_shown_the_wrong_row(gate, numbers, row, others):
    verdict = check("board", {**others, gate: numbers})
    assert (verdict.outcome, verdict.slip) == ("not yet", gate)
    assert f"at {row}" in verdict.message


def test_a_wrong_claim_is_named():
    verdict = check("board", {"AND": (0.5, 0.5, 0)})
    assert verdict.slip == "wrong name"
    assert "“AND” is OR" in verdict.message and "(0, 1), (1, 0)" in verdict.message


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("no line can part them", "text"),
        ({"IMPLIES": (1, 1, 1)}, "unknown name"),
        ([(1, 2)], "no neuron"),
        ([(1, 2, float("nan"))], "nan"),
        (3, "no neuron"),
        (object(), "no neuron"),
    ],
    ids=repr,
)
def test_what_is_no_board(answer, slip):
    verdict = check("board", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_the_board_as_the_notebook_gives_it_is_untouched():
    assert check("board", dict(GIVEN)).outcome == "not attempted"
    assert "3 of 14" in repr(check("board", {**GIVEN, "TRUE": (0, 0, 1)}))
    assert all(gate_name(answers_of(*numbers)) == name for name, numbers in GIVEN.items())


def test_all_fourteen_are_possible():
    assert tuple(BOARD) == POSSIBLE
