"""Chapter 3b: keep a strip, keep a triangle, fold a hill n times."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from nnlab.lessons.judging import Solution, alike, as_number, some_numbers
from nnlab.lessons.replies import Replies, Verdict

# A strip and a triangle -----------------------------------------------------------------------

LEFT, BETWEEN, RIGHT = (0, 0), (1, 0), (1, 1)  # what the strip's two lines say, from left to right
STRIPS: dict[tuple[int, ...], str] = {  # where a strip's output says 1, from left to right
    (0, 0, 0): "never",
    (1, 1, 1): "always",
    (0, 1, 1): "right of 2",
    (0, 0, 1): "right of 5",
    (1, 1, 0): "left of 5",
    (1, 0, 0): "left of 2",
    (1, 0, 1): "outside",
}
STRIP, TRIANGLE = (1, -1, -0.5), (1, 1, 1, -2.5)
# Inside a triangle three lines say 1; no place is beyond all of them.
CODES = [code for code in product((1, 0), repeat=3) if any(code)]
KEPT = {  # which of those codes an output says 1 to
    "any of them": [True] * 7,
    "two are enough": [sum(code) >= 2 for code in CODES],
    "never": [False] * 7,
    "outside": [code != (1, 1, 1) for code in CODES],
}


def judge_strip(answer: Any, say: Replies) -> Verdict:
    """Any three numbers that keep the strip; others are told which part they keep."""
    *weights, bias = some_numbers(answer, 3, say)
    said = tuple(int(np.dot(weights, code) + bias > 0) for code in (LEFT, BETWEEN, RIGHT))
    return say("right" if said == (0, 1, 0) else STRIPS[said])


def judge_triangle(answer: Any, say: Replies) -> Verdict:
    """Any four numbers that keep the inside; others are told the first code that goes wrong."""
    *weights, bias = some_numbers(answer, 4, say)
    sums = [float(np.dot(weights, code) + bias) for code in CODES]
    said = [total > 0 for total in sums]
    wrong = [k for k, code in enumerate(CODES) if said[k] != (code == (1, 1, 1))]
    if not wrong:
        return say("right")
    name = next((name for name, kept in KEPT.items() if kept == said), None)
    return say(name) if name else say("(other)", code=CODES[wrong[0]], total=sums[wrong[0]])


# Fold a hill ----------------------------------------------------------------------------------

FOLDS = [(0.3, 1), (0.1, 3), (0.6, 2)]


def folded(x, n):
    for _ in range(n):
        x = 2 * max(x, 0) - 4 * max(x - 0.5, 0)
    return x


SLIPS: dict[str, Callable] = {
    "once": lambda x, n: folded(x, 1),
    "one too many": lambda x, n: folded(x, n + 1),
    "one too few": lambda x, n: folded(x, n - 1),
    "times n": lambda x, n: n * folded(x, 1),
    "times n (inside)": lambda x, n: folded(n * x, 1),
    "power": lambda x, n: folded(x, 1) ** n,
    "doubled": lambda x, n: 2**n * x,
}


def one_height(value: Any, say: Replies) -> float:
    """A number; otherwise ends with a sentence."""
    number = as_number(value)
    if number is None:
        say.end("no height", value=value)
    return number


def first_wrong_height(case: tuple, said: float, right: float, say: Replies) -> Verdict | None:
    """Where the two heights differ."""
    x, n = case
    return None if alike(said, right) else say("(height)", x=x, n=n, right=right, said=said)


JUDGES = {
    "depth/strip": (judge_strip, STRIP),
    "depth/triangle": (judge_triangle, TRIANGLE),
    "depth/folds": (Solution(folded, FOLDS, one_height, SLIPS, first_wrong_height), folded),
}
