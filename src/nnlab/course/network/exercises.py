"""Chapter 3: count a network's numbers, build XOR from OR and NAND, merge two layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nnlab.core import Network, step
from nnlab.lessons.exercise import Verdict, correct, not_yet, read_exercises, refuse
from nnlab.lessons.gates import ROWS, answers_of, gate_name, says
from nnlab.lessons.judging import Solution, Values, alike, as_number, some_numbers
from nnlab.lessons.note import shown

# Count the weights and the biases -------------------------------------------------------------

COUNTS = {
    "inputs have biases": (
        "25 weights are right. But the 3 inputs are data: they have no bias. Who has one?",
        (25, 10),
    ),
    "multiplied on": (
        "7 biases are right. You multiplied 3 · 5 · 2. There are 3 · 5 weights between the first "
        "two columns and 5 · 2 between the next: those are added.",
        (30, 7),
    ),
    "only the first layer": (
        "7 biases are right, and 15 weights lead into the hidden layer. More lead out of it.",
        (15, 7),
    ),
    "only the last layer": (
        "7 biases are right, and 10 weights lead into the outputs. More lead into the hidden "
        "layer.",
        (10, 7),
    ),
    "a link past a layer": (
        "7 biases are right. You counted links straight from the inputs to the outputs. A layer "
        "hears only the one before it.",
        (31, 7),
    ),
    "all in the weights": ("7 biases are right, and they are in your 32 once more.", (32, 7)),
    "hidden biases only": ("25 weights are right. The outputs are neurons too.", (25, 5)),
    "a bias per layer": (
        "25 weights are right. But a bias belongs to a neuron, not to a layer.",
        (25, 2),
    ),
    "swapped": ("those are the right numbers in the wrong order: weights first.", (7, 25)),
}


def other_counts(pair: list[float]) -> str:
    """Which half is right, and how to count."""
    halves = [(pair[0] == 25, "25 weights are right. "), (pair[1] == 7, "7 biases are right. ")]
    right = next((words for is_right, words in halves if is_right), "")
    return (
        f"{right}It isn't {pair[0]:g} and {pair[1]:g}. Draw the three columns: every link is a "
        f"weight, and every circle that isn't an input has a bias."
    )


COUNT = Values(
    (25, 7),
    said="3 · 5 + 5 · 2 = 25 weights, and a bias for each of the 5 + 2 neurons.",
    wanted="a pair, `(weights, biases)`,",
    slips=COUNTS,
    other=other_counts,
)


def judge_count(answer: Any) -> Verdict:
    """(25, 7); the usual other pairs are known by what was counted."""
    if not isinstance(answer, (str, bool, list, tuple)) and as_number(answer) == 32:
        return not_yet(
            "32 numbers together, that's right. Now apart: `(weights, biases)`.", "together"
        )
    return COUNT(answer)


# XOR from OR and NAND -------------------------------------------------------------------------

OR, NAND, AND = (1, 1, -0.5), (-1, -1, 1.5), (1, 1, -1.5)


def xor_answers(neurons: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """What h1, h2 and the output, three numbers each and all with steps, say to the four rows."""
    (v1, v2, c), found = neurons[2], []
    for x1, x2 in ROWS:
        h1, h2 = (says(w1 * x1 + w2 * x2 + b) for w1, w2, b in neurons[:2])
        found.append(says(v1 * h1 + v2 * h2 + c))
    return tuple(found)


def judge_xor(answer: Any) -> Verdict:
    """Any true XOR is right; a wrong one is told which of its three gates to look at."""
    neurons = _nine(answer)
    first, second = (gate_name(answers_of(*neuron)) for neuron in neurons[:2])
    last = gate_name(answers_of(*neurons[2]))
    found = xor_answers(neurons)
    if found == (0, 1, 1, 0):
        if {first, second} == {"OR", "NAND"}:
            return correct("OR and NAND say yes together only where exactly one switch is on.")
        return correct(f"a true XOR, from {first} and {second} and an output that is {last}.")
    if {first, second} == {"OR", "NAND"}:
        if last == "OR":
            return not_yet(
                "h1 and h2 are right. Your output is OR: it's content with one of them, and one "
                "of them always says 1. Both have to say 1.",
                "output is OR",
            )
        return not_yet(
            f"h1 and h2 are right: OR and NAND. Your output is {last} of their answers. Which "
            f"gate says 1 only when both do?",
            f"output is {last}",
        )
    if {first, second} == {"OR", "AND"} and last == "AND":
        return not_yet(
            "your second gate is AND. NAND says the opposite: turn all three of its signs.",
            "AND for NAND",
        )
    for name, gate, wanted in (("h1", first, "OR"), ("h2", second, "NAND")):
        if gate != wanted and gate not in ("OR", "NAND"):
            return not_yet(
                f"{name} is {gate}, and {wanted} was wanted. Together your network says "
                f"{_in_row(found)}; XOR says 0, 1, 1, 0.",
                f"{name} is {gate}",
            )
    return not_yet(
        f"h1 is {first} and h2 is {second}, and together your network says {_in_row(found)}. XOR "
        f"says 0, 1, 1, 0.",
        "twice the same" if first == second else None,
    )


def _in_row(answers) -> str:
    return ", ".join(map(str, answers))


def _nine(answer: Any) -> list[tuple[float, ...]]:
    """Three neurons of three numbers each, from a list of triples, a dict, or a network."""
    if isinstance(answer, Network):
        if tuple(answer.sizes) != (2, 2, 1) or answer.runs:
            refuse(
                f"your network has sizes {list(answer.sizes)}. Two neurons and an output are "
                f"wanted: [2, 2, 1].",
                "sizes",
            )
        if any(bend.name != step.name for bend in answer.activations):
            refuse("give your network steps: here the gates say 0 or 1.", "no steps")
        answer = answer.parameters.reshape(3, 3)
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)) and len(answer) == 3:
        answer = [list(part) if isinstance(part, tuple) else part for part in answer]
    numbers = some_numbers(answer, 9, "three triples, one a neuron: h1, h2, output;")
    return [tuple(numbers[i : i + 3]) for i in (0, 3, 6)]


# Merge two layers -----------------------------------------------------------------------------

# 3 -> 2 -> 1; 2 -> 2 -> 2, where every wrong order fits too; 1 -> 3 -> 2. All sums come out exact.
CASES = [
    tuple(np.array(part, dtype=float) for part in case)
    for case in (
        ([[1, 2, 0], [0, -1, 1]], [1, -2], [[2, 3]], [0.5]),
        ([[1, 2], [3, -1]], [1, 2], [[0, 1], [2, 1]], [10, 20]),
        ([[1], [2], [-1]], [0.5, 0, 1], [[1, 0, 2], [1, 1, 1]], [4, -4]),
    )
]


def merge(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1 + b2


_ORDER = (
    "The order of the tables is turned round. x meets W1 first: W2 (W1 x), and that's `W2 @ W1`."
)
# name: (what went wrong, what comes out then)
MERGES: dict[str, tuple[str, Callable]] = {
    "biases added": (
        "W is right. But the first bias goes through the second layer too: it gets multiplied by "
        "W2 on the way.",
        lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2),
    ),
    "only the second bias": (
        "W is right. Your b leaves the first layer's bias out: it comes through W2.",
        lambda W1, b1, W2, b2: (W2 @ W1, b2 + 0 * (W2 @ b1)),
    ),
    "second bias missing": (
        "W is right, and so is W2 @ b1. The second layer's own bias is still missing.",
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1),
    ),
    "order": (_ORDER, lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2)),
    "order of both": (_ORDER, lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b2 + b1)),
    "turned": (
        "Your W is turned: a row for each *output* is wanted, as in every layer. Leave the `.T` "
        "away.",
        lambda W1, b1, W2, b2: ((W2 @ W1).T, W2 @ b1 + b2),
    ),
    "place by place": (
        "`*` multiplies place by place. A product of tables is `@`.",
        lambda W1, b1, W2, b2: (W2 * W1, W2 @ b1 + b2),
    ),
    "added": (
        "You add the two tables. One is applied after the other: that's a product, `@`.",
        lambda W1, b1, W2, b2: (W2 + W1, b1 + b2),
    ),
}


def table_and_biases(value: Any) -> tuple[np.ndarray, np.ndarray]:
    try:
        W, b = value
        return np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    except (TypeError, ValueError):
        refuse(
            f"`merge` hands back {shown(value, 60)}. Two things are wanted, the table and the "
            f"biases of the one layer: `return W, b`.",
            "no pair",
        )


def first_difference(case: tuple, said: tuple, right: tuple) -> Verdict | None:
    """The shapes, or an input for which the one layer says something else than the two."""
    (W, b), (right_W, right_b) = said, right
    n_out, n_in = right_W.shape
    if W.shape != right_W.shape or b.shape != right_b.shape:
        return not_yet(
            f"a layer from {n_in} inputs to {n_out} outputs has W of shape {right_W.shape} "
            f"and b of shape {right_b.shape}; yours have {W.shape} and {b.shape}.",
            "shape",
        )
    for x in (np.ones(n_in), np.zeros(n_in), *np.eye(n_in)):
        if not alike(W @ x + b, right_W @ x + right_b):
            return not_yet(
                f"for the input {shown(x.tolist())} the two layers say "
                f"{shown((right_W @ x + right_b).tolist())}, and your one layer "
                f"{shown((W @ x + b).tolist())}."
            )
    return None


judge_merge = Solution(
    merge,
    CASES,
    read=table_and_biases,
    said="one layer says what the two said. Without a bend, depth adds nothing.",
    slips=MERGES,
    difference=first_difference,
)


EXERCISES = read_exercises(
    Path(__file__).with_suffix(".md"),
    {
        "network/count": (judge_count, (25, 7)),
        "network/xor": (judge_xor, [OR, NAND, AND]),
        "network/merge": (judge_merge, merge),
    },
)
