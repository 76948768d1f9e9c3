"""Chapter 2: fill a table of sums, count parameters, write a layer, build a trapezoid."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from nnlab.lessons.exercise import Verdict, correct, not_yet, read_exercises, refuse
from nnlab.lessons.gates import ROWS
from nnlab.lessons.judging import Solution, Values, as_number, near
from nnlab.lessons.note import shown

# Fill the table -------------------------------------------------------------------------------

W = ((1, 1), (1, 1), (1, -1))
B = (-0.5, -1.5, -0.5)
TABLE = [[w[0] * x[0] + w[1] * x[1] + b for w, b in zip(W, B, strict=True)] for x in ROWS]

# name: (what went wrong, the table that comes out then)
TABLE_SLIPS = {
    "no bias": (
        "all your sums leave the bias out. Add it to each product sum: -0.5, -1.5 and -0.5.",
        [[z - b for z, b in zip(row, B, strict=True)] for row in TABLE],
    ),
    "bent": (
        "those are the answers after the step, 1 or 0. The table is for the sums before the bend.",
        [[int(z > 0) for z in row] for row in TABLE],
    ),
    "one bias for all": (
        "you add the first neuron's bias, -0.5, for all three. Neuron 1 has a bias of its own.",
        [[row[0], row[1] + 1, row[2]] for row in TABLE],
    ),
    "signs": (
        "neuron 2 has a minus before its second weight: x2 is taken away from its sum.",
        [[*row[:2], x[0] + x[1] - 0.5] for x, row in zip(ROWS, TABLE, strict=True)],
    ),
}


def judge_table(answer: Any) -> Verdict:
    """Cell by cell; an open cell is no mistake."""
    cells = [[_cell(value) for value in row] for row in _rows_of(answer)]
    given = [value for row in cells for value in row if value is not None]
    if len(given) == 12:
        for name, (words, wrong) in TABLE_SLIPS.items():
            if cells == wrong:
                return not_yet(words, name)
    wrong = [(i, j) for i in range(4) for j in range(3) if cells[i][j] not in (None, TABLE[i][j])]
    if wrong:
        i, j = wrong[0]
        (x1, x2), (w1, w2), b = ROWS[i], W[j], B[j]
        more = f" {len(wrong) - 1} more of your sums differ." if len(wrong) > 1 else ""
        return not_yet(
            f"for the row ({x1}, {x2}), neuron {j} adds ({w1})·{x1} + ({w2})·{x2} + ({b:g}). "
            f"That isn't {cells[i][j]:g}.{more}",
            "one cell",
        )
    if len(given) < 12:
        return not_yet(
            f"{len(given)} of 12 sums, and {'it is' if len(given) == 1 else 'all of them are'} "
            f"right. Go on.",
            "unfinished",
        )
    return correct("all twelve sums. That was one layer, by hand.")


def _rows_of(answer: Any) -> list[list]:
    try:
        rows = [list(row) for row in answer]
    except TypeError:
        rows = []
    sizes = [len(row) for row in rows]
    if sizes == [4, 4, 4]:
        refuse(
            "your table is turned: give a row for each case and a column for each neuron.", "turned"
        )
    if sizes != [3, 3, 3, 3]:
        refuse("a table is wanted: four rows of three sums, `[[..., ..., ...], ...]`.", "no table")
    return rows


def _cell(value: object) -> float | None:
    if value is None or value is Ellipsis:
        return None
    number = None if isinstance(value, str) else as_number(value)
    if number is None or not math.isfinite(number):
        refuse(f"{shown(value, 60)} is no number.", "no number")
    return round(number, 9) + 0.0


# Count the parameters -------------------------------------------------------------------------

judge_count = Values(
    20,
    said="5 neurons, each with 3 weights and a bias: 5 · (3 + 1) = 20.",
    wanted="the number of all its weights and biases",
    slips={
        "no biases": (
            "15 are the weights, 3 for each of 5 neurons. Each neuron has a bias too.",
            15,
        ),
        "a bias per input": (
            "15 weights are right. But a bias belongs to a neuron, not to an input: how many "
            "neurons are there?",
            18,
        ),
        "added": (
            "you added 3 and 5. Each of the 5 neurons has a weight for *each* of the 3 inputs.",
            8,
        ),
        "one bias": (
            "15 weights are right. But the neurons don't share one bias: each has its own.",
            16,
        ),
        "biases only": ("5 are the biases alone. Now the weights: 3 for each neuron.", 5),
        "one neuron": ("that's one neuron, 3 weights and a bias. There are 5 of them.", 4),
    },
    other="it isn't {:g}. Draw one neuron first: how many weights, how many biases? Then take five "
    "of them.",
)


# Write a layer --------------------------------------------------------------------------------

# Samples × neurons × inputs: as many samples as neurons; a square W; all different; one sample.
CASES = [
    tuple(map(np.array, case))
    for case in (
        ([[1, 0, 2], [0, 1, 1]], [[1, 2, 0], [3, -1, 1]], [10, 20]),
        ([[1, 2], [3, 4], [0, 1]], [[1, 2], [3, -1]], [10, 20]),
        ([[0, 0], [0, 1], [1, 0], [1, 1]], [[1, 1], [1, 1], [1, -1]], [-0.5, -1.5, -0.5]),
        ([[2, 1, 0]], [[1, 0, 0], [-1, -2, 3]], [0.5, -0.25]),
    )
]


def my_layer(X, W, b):
    return X @ W.T + b


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


_BENT = "You bend the sums. Here the sums themselves are wanted; the bend comes after the layer."
_PER_SAMPLE = (
    "You add a bias to each *sample*: `b[i]` for row i. A bias belongs to a neuron, so `b[j]` goes "
    "to column j. `z + b` does just that."
)
# name: (what went wrong, what comes out then)
LAYERS: dict[str, tuple[str, Callable]] = {
    "missing transpose": (
        "You take the *columns* of W for the neurons. Neuron j is row j: write `W.T`, or `W[j]` in "
        "a loop. With a square W nothing warns you.",
        lambda X, W, b: X @ W + b,
    ),
    "no bias": ("The biases are missing: add `b`.", lambda X, W, b: X @ W.T),
    "bias subtracted": ("You take the biases away. They are added.", lambda X, W, b: X @ W.T - b),
    "bias per sample": (_PER_SAMPLE, lambda X, W, b: X @ W.T + b[:, np.newaxis]),
    "bias per sample: in a loop": (
        _PER_SAMPLE,
        lambda X, W, b: np.array([x @ W.T + b[i] for i, x in enumerate(X)]),
    ),
    "one bias for all": (
        "Every neuron gets the first bias. Neuron j has its own, `b[j]`.",
        lambda X, W, b: X @ W.T + b[0],
    ),
    "bias in the loop": (
        "Your sums have the bias in them once for every input. Add it once, after the products.",
        lambda X, W, b: X @ W.T + W.shape[1] * b,
    ),
    "turned": (
        "Your table is turned: a row for each neuron. Give a row for each sample and a column for "
        "each neuron.",
        lambda X, W, b: (X @ W.T + b).T,
    ),
    "only the first sample": (
        "Only the first sample's sums come back. Is the `return` indented too far?",
        lambda X, W, b: (X @ W.T + b)[:1],
    ),
    "only one sample": (
        "Only one sample's sums come back. Collect a row for each sample.",
        lambda X, W, b: (X @ W.T + b)[-1:],
    ),
    "bent: step": (_BENT, lambda X, W, b: (X @ W.T + b > 0).astype(float)),
    "bent: sigmoid": (_BENT, lambda X, W, b: _sigmoid(X @ W.T + b)),
    "bent: tanh": (_BENT, lambda X, W, b: np.tanh(X @ W.T + b)),
    "bent: relu": (_BENT, lambda X, W, b: np.maximum(X @ W.T + b, 0)),
}


def sums(value: object) -> np.ndarray:
    """A table of numbers; a single sample's may be a list."""
    try:
        table = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        refuse(
            f"`my_layer` hands back {shown(value, 60)}: a table of numbers is wanted, with as many "
            f"in every row.",
            "no table",
        )
    return table[0] if table.ndim == 2 and len(table) == 1 else table


def first_wrong_sum(case: tuple, said: np.ndarray, right: np.ndarray) -> Verdict | None:
    """The shape, or the first sum that differs."""
    X, W, b = case
    if said.shape != right.shape:
        return not_yet(
            f"for {len(X)} samples and {len(W)} neurons a table of shape {right.shape} is wanted, "
            f"yours has shape {said.shape}.",
            "shape",
        )
    for place in np.argwhere(~np.isclose(said, right, rtol=1e-9, atol=1e-9)):
        i, j = ([0, *place])[-2:]
        return not_yet(
            f"for the sample {shown(X[i].tolist())} and the neuron {shown(W[j].tolist())} with "
            f"bias {b[j]:g} the sum is {right[*place]:g}, and yours is {said[*place]:g}."
        )
    return None


judge_layer = Solution(
    my_layer,
    CASES,
    read=sums,
    said="every neuron weighs every sample: (n_samples, n_in) @ (n_in, n_out) + (n_out,) -> "
    "(n_samples, n_out).",
    slips=LAYERS,
    difference=first_wrong_sum,
)


# A trapezoid ----------------------------------------------------------------------------------

PLACES = (1, 2, 4, 5)
FACTORS = (1, -1, -1, 1)
FACTOR_SLIPS = {
    "slopes": (
        "those are the slopes themselves: up, level, down, level. A factor is the *change* of the "
        "slope at its corner. From +1 to 0, what is the change?",
        (1, 0, -1, 0),
    ),
    "heights": (
        "those are the heights at the four places. A factor says by how much the slope changes.",
        (0, 1, 1, 0),
    ),
    "all plus": (
        "with all factors +1 the curve gets steeper at every corner: the slopes are 1, 2, 3, 4.",
        (1, 1, 1, 1),
    ),
    "upside down": (
        "that's the right shape upside down: it goes down first. Turn all four signs.",
        (-1, 1, 1, -1),
    ),
    "two stairs": (
        "after the second plus the curve climbs again: the slopes are 1, 0, 1, 0, a staircase. It "
        "should come down at 4.",
        (1, -1, 1, -1),
    ),
    "no level part": (
        "your curve climbs all the way from 1 to 5 and stops: the slopes are 1, 1, 1, 0.",
        (1, 0, 0, -1),
    ),
}


def other_factors(factors: list[float]) -> Verdict:
    """Another height, or which slopes come out."""
    size = factors[0]
    if size > 0 and near(factors, size * np.array(FACTORS), 1e-9):
        return not_yet(f"the shape is right, but its roof is at {size:g}, not at 1.", "height")
    slopes = ", ".join(f"{slope + 0.0:g}" for slope in np.cumsum(factors).round(9))
    return not_yet(f"your slopes after the four corners are {slopes}. Wanted are 1, 0, -1, 0.")


judge_trapezoid = Values(
    FACTORS,
    said="up at 1, level from 2, down from 4, level again at 5.",
    wanted="a list of four factors, one for each corner, `[..., ..., ..., ...]`,",
    slips=FACTOR_SLIPS,
    other=other_factors,
)


EXERCISES = read_exercises(
    Path(__file__).with_suffix(".md"),
    {
        "layer/table": (judge_table, TABLE),
        "layer/count": (judge_count, 20),
        "layer/write": (judge_layer, my_layer),
        "layer/trapezoid": (judge_trapezoid, list(FACTORS)),
    },
)
