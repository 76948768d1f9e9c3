"""Chapter 1: three samples by pen, write a neuron, write the mistake rule."""

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from nnlab.lessons.judging import Solution, Values, alike, as_number, call
from nnlab.lessons.replies import Judged, Replies, Verdict

# Write a neuron -------------------------------------------------------------------------------

# All sums come out exact, so nothing hangs on rounding. Two rows lie exactly on the line.
CASES = (
    ([1, 1], [1, 1], -1.5),
    ([1, 0], [1, 1], -0.5),
    ([0, 0], [0.5, 0.5], 0),
    ([1, 0], [1, 1], -1),
    ([0, 0], [1, 1], 0.5),
    ([0, 1], [3, -2], 1),
    ([1, 0], [2, -3], -1),
    ([2, 3], [-1, 0.5], 0.25),
    ([3, 1], [1, 0.5], -2.5),
    ([1, 4], [0.5, 0.25], -3),
    ([1, 0], [2, 1], 3),
)
MORE_INPUTS = (([1, 2, 3], [0.5, -1, 0.25], 1), ([1, 1, 2], [1, 1, -2], 1), ([4], [-0.5], 3))

# What goes wrong on the way to the sum, and after it; under "" what's right.
SUMS: dict[str, Callable] = {
    "": lambda x, w, b: np.dot(w, x) + b,
    "bias in the loop": lambda x, w, b: np.dot(w, x) + len(x) * b,
    "no bias": lambda x, w, b: np.dot(w, x),
    "bias subtracted": lambda x, w, b: np.dot(w, x) - b,
    "bias is 1": lambda x, w, b: np.dot(w, x) + 1,
    "weights unused": lambda x, w, b: sum(x) + b,
    "inputs unused": lambda x, w, b: sum(w) + b,
    "added, not multiplied": lambda x, w, b: sum(w) + sum(x) + b,
    "only the last input": lambda x, w, b: w[-1] * x[-1] + b,
    "only the first input": lambda x, w, b: w[0] * x[0] + b,
}
DECISIONS: dict[str, Callable] = {
    "": lambda z: int(z > 0),
    ">=": lambda z: int(z >= 0),
    "z returned": lambda z: z,
    "upside down": lambda z: int(z <= 0),
    "-1 for 0": lambda z: 1 if z > 0 else -1,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "always 1": lambda z: 1,
    "always 0": lambda z: 0,
}


def my_neuron(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i]
    z = z + b
    return 1 if z > 0 else 0


def neuron_of(total: str, decision: str, x: Sequence, w: Sequence, b: float) -> float:
    """A neuron with one of the sums and one of the decisions."""
    return DECISIONS[decision](SUMS[total](x, w, b))


def every_slip() -> dict[tuple[str, ...], Callable]:
    """Each wrong decision, each wrong sum, then the pairs of them."""
    pairs = sorted(product(SUMS, DECISIONS), key=lambda names: sum(map(bool, names)))
    return {tuple(filter(None, names)): partial(neuron_of, *names) for names in pairs[1:]}


def answer_of(value: Any, say: Replies) -> float:
    """The one number that a neuron says; otherwise ends with a sentence."""
    number = as_number(value)
    if number is None:
        kind = "text" if isinstance(value, str) else "other"
        if isinstance(value, (list, tuple, np.ndarray)) and len(value) == len(CASES[0][0]):
            kind = "one per input"
        say.end(f"no number ({kind})", value=value)
    return number


def first_wrong_row(case: tuple, said: float, right: float, say: Replies) -> Verdict | None:
    """What the sum is, where the neuron says something else."""
    if said == right:
        return None
    x, w, b = case
    z = SUMS[""](x, w, b)
    where = say.words("(above)" if z > 0 else "(below)" if z < 0 else "(on the line)")
    return say("(row)", x=x, w=w, b=b, z=z, where=where, right=right, said=said)


TWO_INPUTS = Solution(my_neuron, CASES, answer_of, every_slip(), first_wrong_row)


def judge_by_hand(answer: Any, say: Replies) -> Verdict:
    """Compare with every known way to get it wrong, then with more than two inputs."""
    verdict = TWO_INPUTS(answer, say)
    for case in MORE_INPUTS if verdict else ():
        right = False
        with suppress(Judged):
            right = answer_of(call(answer, case, say), say) == my_neuron(*case)
        if not right:
            return say("two inputs only", n=len(case[0]))
    return verdict


# Write the mistake rule -----------------------------------------------------------------------

# Right and wrong, for both targets; twice on the line; twice the bias decides; three inputs.
SHOWN = [
    (np.array(w), b, np.array(x), target)
    for w, b, x, target in (
        ([2.0, 1.0], -1.0, [1.0, 2.0], 1),
        ([1.0, -2.0], 1.0, [1.0, 2.0], 1),
        ([0.0, 3.0], 1.0, [1.0, 0.5], 0),
        ([-2.0, 1.0], 0.0, [1.0, 0.5], 0),
        ([1.0, -1.0], 0.0, [2.0, 2.0], 1),
        ([1.0, -1.0], 0.0, [3.0, 3.0], 0),
        ([1.0, 1.0], -3.0, [1.0, 1.0], 0),
        ([1.0, 1.0], -3.0, [0.5, 1.0], 1),
        ([1.0, 0.0, -1.0], 0.5, [0.5, 2.0, -1.0], 0),
    )
]


def my_step(w, b, x, target):
    said = 1 if w @ x + b > 0 else 0
    error = target - said  # 0 if it's right, else +1 or -1
    return w + error * x, b + error


def weights_and_bias(value: Any, say: Replies) -> tuple[np.ndarray, np.ndarray]:
    """The new weights and the new bias; otherwise ends with a sentence."""
    with suppress(TypeError, ValueError):
        w, b = value
        if as_number(b) is not None:
            return np.asarray(w, dtype=float), np.asarray(b, dtype=float)
        if as_number(w) is not None:
            say.end("swapped")
    say.end("no pair", value=value)


def right_error(z: float, target: int) -> int:
    """0 if it's right, else +1 or -1."""
    return target - int(z > 0)


def both(w: np.ndarray, b: float, x: np.ndarray, by: float) -> tuple:
    """The weights and the bias moved, up or down."""
    return w + by * x, b + by


def rule(error: Callable = right_error, move: Callable = both) -> Callable:
    """The mistake rule with another error, or with something else moved by it."""
    return lambda w, b, x, target: move(w, b, x, error(np.dot(w, x) + b, target))


# What goes wrong in the error, then in what it moves.
RULE_SLIPS: dict[str, Callable] = {
    "signs": rule(lambda z, target: int(z > 0) - target),
    "always": rule(lambda z, target: 2 * target - 1),
    "sum for the answer": rule(lambda z, target: target - z),
    "never down": rule(lambda z, target: max(right_error(z, target), 0)),
    "never up": rule(lambda z, target: min(right_error(z, target), 0)),
    ">=": rule(lambda z, target: target - int(z >= 0)),
    "bias left out": lambda w, b, x, target: both(w, b, x, right_error(np.dot(w, x), target)),
    "no bias": rule(move=lambda w, b, x, by: (w + by * x, b)),
    "only the bias": rule(move=lambda w, b, x, by: (w, b + by)),
    "ones": rule(move=lambda w, b, x, by: (w + by, b + by)),
    "product": rule(move=lambda w, b, x, by: (w + by * w * x, b + by)),
    "nothing changed": rule(move=lambda w, b, x, by: (w, b)),
}


def first_wrong_step(case: tuple, said: tuple, right: tuple, say: Replies) -> Verdict | None:
    """What should come out, where something else does."""
    if alike(said, right):
        return None
    w, b, x, target = case
    z = np.dot(w, x) + b
    mistake = say.words("(right)" if (z > 0) == target else "(wrong)")
    facts = {"w": w.tolist(), "b": b, "x": x.tolist(), "target": target, "z": z}
    new = {"new_w": right[0].tolist(), "new_b": float(right[1]), "mistake": mistake}
    return say("(step)", **facts, **new, said_w=said[0].tolist(), said_b=float(said[1]))


RULE = Solution(my_step, SHOWN, weights_and_bias, RULE_SLIPS, first_wrong_step)

JUDGES = {
    "neuron/mistake": (Values(-1, 3, 0), [-1, 3, 0]),
    "neuron/by-hand": (judge_by_hand, my_neuron),
    "neuron/step": (RULE, my_step),
}
