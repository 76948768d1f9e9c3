"""Chapter 3: count a network's numbers, build XOR from OR and NAND, merge two layers."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnlab.core import Network, step
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, answers_of, gate_name, says
from nnlab.lessons.judging import Solution, Values, alike, as_number, some_numbers
from nnlab.lessons.replies import Replies, Verdict

# Count the weights and the biases -------------------------------------------------------------


def other_counts(pair: list[float], say: Replies) -> Verdict:
    """Which half is right, and how to count."""
    half = ["(weights)"] if pair[0] == 25 else ["(biases)"] if pair[1] == 7 else []
    return say(*half, "(other)", numbers=pair)


COUNT = Values(25, 7, other=other_counts)


def judge_count(answer: Any, say: Replies) -> Verdict:
    """(25, 7); the usual other pairs are known by what was counted."""
    if not isinstance(answer, (bool, list, tuple)) and as_number(answer) == 32:
        return say("together")
    return COUNT(answer, say)


# XOR from OR and NAND -------------------------------------------------------------------------

OR, NAND, AND = (1, 1, -0.5), (-1, -1, 1.5), (1, 1, -1.5)


def xor_answers(neurons: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """What h1, h2 and the output, three numbers each and all with steps, say to the four rows."""
    first, second = (answers_of(w1, w2, b) for w1, w2, b in neurons[:2])
    v1, v2, c = neurons[2]
    return tuple(says(v1 * h1 + v2 * h2 + c) for h1, h2 in zip(first, second, strict=True))


def judge_xor(answer: Any, say: Replies) -> Verdict:
    """Any true XOR is right; a wrong one is told which of its three gates to look at."""
    neurons = nine_numbers(answer, say)
    first, second, last = (gate_name(answers_of(*neuron)) for neuron in neurons)
    found, hidden = xor_answers(neurons), {first, second}
    facts = {"first": first, "second": second, "last": last, "found": ", ".join(map(str, found))}
    if found == BOOLEAN_FUNCTIONS["XOR"]:
        as_asked = hidden == {"OR", "NAND"}
        return say("right (OR and NAND)" if as_asked else "right (another way)", **facts)
    if hidden == {"OR", "NAND"}:
        return say("output is OR" if last == "OR" else "output is {last}", **facts)
    if hidden == {"OR", "AND"} and last == "AND":
        return say("AND for NAND")
    for name, gate, wanted in (("h1", first, "OR"), ("h2", second, "NAND")):
        if gate not in ("OR", "NAND"):
            wanted = wanted if wanted not in hidden else "OR" if "NAND" in hidden else "NAND"
            return say("{name} is {gate}", name=name, gate=gate, wanted=wanted, **facts)
    return say("twice the same", **facts)


def nine_numbers(answer: Any, say: Replies) -> list[list[float]]:
    """Three neurons of three numbers each, from a list of triples, a dict, or a network."""
    if isinstance(answer, Network):
        if tuple(answer.sizes) != (2, 2, 1) or answer.runs:
            say.end("sizes", sizes=list(answer.sizes))
        if any(activation.name != step.name for activation in answer.activations):
            say.end("no steps")
        answer = answer.parameters
    if isinstance(answer, dict):
        answer = list(answer.values())
    numbers = some_numbers(answer, 9, say)
    return [numbers[i : i + 3] for i in (0, 3, 6)]


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
MERGES: dict[str, Callable] = {
    "biases added": lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2),
    "only the second bias": lambda W1, b1, W2, b2: (W2 @ W1, b2 + 0 * (W2 @ b1)),
    "second bias missing": lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1),
    "order": lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
    "order (of both)": lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b2 + b1),
    "turned": lambda W1, b1, W2, b2: ((W2 @ W1).T, W2 @ b1 + b2),
    "place by place": lambda W1, b1, W2, b2: (W2 * W1, W2 @ b1 + b2),
    "added": lambda W1, b1, W2, b2: (W2 + W1, b1 + b2),
}


def merge(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1 + b2


def table_and_biases(value: Any, say: Replies) -> tuple[np.ndarray, np.ndarray]:
    """The two that a layer has; otherwise ends with a sentence."""
    try:
        W, b = value
        return np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    except (TypeError, ValueError):
        say.end("no pair", value=value)


def first_difference(case: tuple, said: tuple, right: tuple, say: Replies) -> Verdict | None:
    """The shapes, or an input for which the one layer says something else than the two."""
    (W, b), (right_W, right_b) = said, right
    n_out, n_in = right_W.shape
    if W.shape != right_W.shape or b.shape != right_b.shape:
        wanted = {"right_W": right_W.shape, "right_b": right_b.shape}
        return say("shape", n_in=n_in, n_out=n_out, W=W.shape, b=b.shape, **wanted)
    for x in (np.ones(n_in), np.zeros(n_in), *np.eye(n_in)):
        mine, wanted = W @ x + b, right_W @ x + right_b
        if not alike(mine, wanted):
            return say("(input)", x=x.tolist(), right=wanted.tolist(), said=mine.tolist())
    return None


JUDGES = {
    "network/count": (judge_count, (25, 7)),
    "network/xor": (judge_xor, [OR, NAND, AND]),
    "network/merge": (Solution(merge, CASES, table_and_biases, MERGES, first_difference), merge),
}
