"""Chapter 3: count a network's numbers, build XOR from OR and NAND, merge two layers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnlab.core import Network, step
from nnlab.lessons.answers import some_numbers
from nnlab.lessons.exercise import (
    Exercise,
    Judged,
    Verdict,
    as_number,
    call,
    correct,
    not_yet,
    shown,
    the_function,
)
from nnlab.lessons.gates import ROWS, answers_of, gate_name, says

# Count the weights and the biases -------------------------------------------------------------

COUNTS = {
    (25, 10): (
        "inputs have biases",
        "25 weights are right. But the 3 inputs are data: they have no bias. Who has one?",
    ),
    (30, 7): (
        "multiplied on",
        "7 biases are right. You multiplied 3 · 5 · 2. There are 3 · 5 weights between the first "
        "two columns and 5 · 2 between the next: those are added.",
    ),
    (15, 7): (
        "only the first layer",
        "7 biases are right, and 15 weights lead into the hidden layer. More lead out of it.",
    ),
    (10, 7): (
        "only the last layer",
        "7 biases are right, and 10 weights lead into the outputs. More lead into the hidden "
        "layer.",
    ),
    (31, 7): (
        "a link past a layer",
        "7 biases are right. You counted links straight from the inputs to the outputs. A layer "
        "hears only the one before it.",
    ),
    (32, 7): ("all in the weights", "7 biases are right, and they are in your 32 once more."),
    (25, 5): ("hidden biases only", "25 weights are right. The outputs are neurons too."),
    (25, 2): (
        "a bias per layer",
        "25 weights are right. But a bias belongs to a neuron, not to a layer.",
    ),
    (7, 25): ("swapped", "those are the right numbers in the wrong order: weights first."),
}


def judge_count(answer: object) -> Verdict:
    """(25, 7); the usual other pairs are known by what was counted."""
    alone = None if isinstance(answer, (str, bool, list, tuple)) else as_number(answer)
    if alone == 32:
        return not_yet(
            "32 numbers together, that's right. Now apart: `(weights, biases)`.", "together"
        )
    pair = tuple(some_numbers(answer, 2, "a pair, `(weights, biases)`,"))
    if pair == (25, 7):
        return correct("3 · 5 + 5 · 2 = 25 weights, and a bias for each of the 5 + 2 neurons.")
    if pair in COUNTS:
        slip, words = COUNTS[pair]
        return not_yet(words, slip)
    right = []
    if pair[0] == 25:
        right.append("25 weights are right")
    if pair[1] == 7:
        right.append("7 biases are right")
    half = f"{right[0]}. " if right else ""
    return not_yet(
        f"{half}It isn't {pair[0]:g} and {pair[1]:g}. Draw the three columns: every link is a "
        f"weight, and every circle that isn't an input has a bias."
    )


# XOR from OR and NAND -------------------------------------------------------------------------

OR, NAND, AND = (1, 1, -0.5), (-1, -1, 1.5), (1, 1, -1.5)


def xor_answers(neurons) -> tuple[int, ...]:
    """What h1, h2 and the output, three numbers each and all with steps, say to the four rows."""
    (v1, v2, c), found = neurons[2], []
    for x1, x2 in ROWS:
        h1, h2 = (says(w1 * x1 + w2 * x2 + b) for w1, w2, b in neurons[:2])
        found.append(says(v1 * h1 + v2 * h2 + c))
    return tuple(found)


def judge_xor(answer: object) -> Verdict:
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


def _nine(answer: object) -> list[tuple[float, float, float]]:
    """Three neurons of three numbers each, from a list of triples, a dict, or a network."""
    if isinstance(answer, Network):
        if tuple(answer.sizes) != (2, 2, 1) or answer.runs:
            raise Judged(
                not_yet(
                    f"your network has sizes {list(answer.sizes)}. Two neurons and an output are "
                    f"wanted: [2, 2, 1].",
                    "sizes",
                )
            )
        if any(bend.name != step.name for bend in answer.activations):
            raise Judged(not_yet("give your network steps: here the gates say 0 or 1.", "no steps"))
        answer = answer.parameters.reshape(3, 3)
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)) and len(answer) == 3:
        answer = [list(part) if isinstance(part, tuple) else part for part in answer]
    numbers = some_numbers(answer, 9, "three triples, one a neuron: h1, h2, output;")
    return [tuple(numbers[i : i + 3]) for i in (0, 3, 6)]


# Merge two layers -----------------------------------------------------------------------------

# 3 -> 2 -> 1; 2 -> 2 -> 2, where every wrong order fits too; 1 -> 3 -> 2. All sums come out exact.
CASES = (
    ([[1, 2, 0], [0, -1, 1]], [1, -2], [[2, 3]], [0.5]),
    ([[1, 2], [3, -1]], [1, 2], [[0, 1], [2, 1]], [10, 20]),
    ([[1], [2], [-1]], [0.5, 0, 1], [[1, 0, 2], [1, 1, 1]], [4, -4]),
)


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


def judge_merge(answer: object) -> Verdict:
    """Compare with every known way to get it wrong, then try the one layer on samples."""
    function = the_function(answer, "merge", ("W1", "b1", "W2", "b2"))
    said, trouble = [], None
    for case in CASES:
        try:
            said.append(_pair(call(function, [np.array(part, dtype=float) for part in case])))
        except Judged as end:
            if end.verdict.slip != "raises":
                raise
            trouble = trouble or end
            said.append(None)
    if all(map(_same, said, [_tried(merge, case) for case in CASES])):
        return correct("one layer says what the two said. Without a bend, depth adds nothing.")
    for name, (words, wrong) in MERGES.items():
        if all(map(_same, said, [_tried(wrong, case) for case in CASES])):
            return not_yet(words, name)
    if trouble is not None:
        raise trouble
    return _first_difference(said)


def _pair(value: object) -> tuple[np.ndarray, np.ndarray]:
    try:
        W, b = value
        return np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    except (TypeError, ValueError):
        raise Judged(
            not_yet(
                f"`merge` hands back {shown(value, 60)}. Two things are wanted, the table and the "
                f"biases of the one layer: `return W, b`.",
                "no pair",
            )
        ) from None


def _tried(function: Callable, case: tuple):
    """What comes out, or None where the shapes don't fit."""
    try:
        return function(*(np.array(part, dtype=float) for part in case))
    except ValueError:
        return None


def _same(one, other) -> bool:
    if one is None or other is None:
        return one is other
    return all(
        a.shape == b.shape and np.allclose(a, b, rtol=0, atol=1e-9)
        for a, b in zip(one, other, strict=True)
    )


def _first_difference(said) -> Verdict:
    for case, (W, b) in zip(CASES, said, strict=True):
        right_W, right_b = _tried(merge, case)
        n_in, n_out = right_W.shape[1], right_W.shape[0]
        if W.shape != right_W.shape or b.shape != right_b.shape:
            return not_yet(
                f"a layer from {n_in} inputs to {n_out} outputs has W of shape {right_W.shape} "
                f"and b of shape {right_b.shape}; yours have {W.shape} and {b.shape}.",
                "shape",
            )
        if not _same((W, b), (right_W, right_b)):
            x = np.ones(n_in)
            return not_yet(
                f"for the input {shown(x.tolist())} the two layers say "
                f"{shown((right_W @ x + right_b).tolist())}, and your one layer "
                f"{shown((W @ x + b).tolist())}."
                if not np.allclose(W @ x + b, right_W @ x + right_b)
                else f"for the input {shown([0.0] * n_in)} the two layers say "
                f"{shown(right_b.tolist())}, and your one layer {shown(b.tolist())}."
            )
    raise AssertionError("called with right answers")


EXERCISES = (
    Exercise(
        "network/count",
        title="Count the links",
        who="everyone",
        task="A network has 3 inputs, a hidden layer of 5 and 2 outputs: 3-5-2. How many weights "
        "has it, and how many biases?",
        hand_in="my_counts",
        judge=judge_count,
        hints=(
            "Draw it: a column of 3, a column of 5, a column of 2. Each circle is linked with "
            "each circle of the next column.",
            "Every link is a weight. From 3 to 5 there are 3 · 5 of them.",
            "From 5 to 2 there are 5 · 2 more. A bias has every neuron; inputs aren't neurons.",
        ),
        solution=(25, 7),
        why="3 · 5 + 5 · 2 = 25 weights, and 5 + 2 = 7 biases.",
    ),
    Exercise(
        "network/xor",
        title="XOR another way",
        who="most",
        task="Build XOR from OR and NAND. Hand in nine numbers, three for each neuron: w1, w2 and "
        "b of h1, of h2, and of the output. All three bend with a step.",
        hand_in="my_xor",
        judge=judge_xor,
        hints=(
            "Write the truth tables of OR and of NAND side by side, and XOR's beside them. When "
            "does XOR say 1?",
            "XOR says 1 where OR *and* NAND do. So the output is a gate that you know.",
            "OR is (1, 1, -0.5), NAND is (-1, -1, 1.5), and the output is AND: (1, 1, -1.5).",
        ),
        solution=[OR, NAND, AND],
        why="OR is 0, 1, 1, 1 and NAND is 1, 1, 1, 0. Both say 1 in the two middle rows only.",
    ),
    Exercise(
        "network/merge",
        title="Two layers into one",
        who="want more",
        task="Two layers without a bend follow each other: first W1 and b1, then W2 and b2. Write "
        "`merge(W1, b1, W2, b2)`. It returns W and b of the one layer that says the same.",
        hand_in="merge",
        judge=judge_merge,
        hints=(
            "Write it for one sample x: the first layer says W1 x + b1. The second takes that in "
            "place of x.",
            "W2 (W1 x + b1) + b2. Multiply out: which part has x in it, and which hasn't?",
            "W2 W1 x + (W2 b1 + b2). In Python a product of tables is `@`.",
        ),
        solution=merge,
        why="W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2): one table, one list of biases.",
    ),
)
