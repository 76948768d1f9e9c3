"""Chapter 2: fill a table of sums, count parameters, write a layer, build a trapezoid."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnlab.lessons.exercise import (
    Exercise,
    Judged,
    Verdict,
    as_number,
    call,
    correct,
    is_ordinary,
    not_yet,
    shown,
    the_function,
)
from nnlab.lessons.gates import ROWS

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


def judge_table(answer: object) -> Verdict:
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


def _rows_of(answer: object) -> list[list]:
    try:
        rows = [list(row) for row in answer]
    except TypeError:
        rows = []
    sizes = [len(row) for row in rows]
    if sizes == [4, 4, 4]:
        raise Judged(
            not_yet(
                "your table is turned: give a row for each case and a column for each neuron.",
                "turned",
            )
        )
    if sizes != [3, 3, 3, 3]:
        raise Judged(
            not_yet(
                "a table is wanted: four rows of three sums, `[[..., ..., ...], ...]`.", "no table"
            )
        )
    return rows


def _cell(value: object) -> float | None:
    if value is None or value is Ellipsis:
        return None
    number = None if isinstance(value, str) else as_number(value)
    if number is None or not is_ordinary(number):
        raise Judged(not_yet(f"{shown(value, 60)} is no number.", "no number"))
    return round(number, 9) + 0.0


# Count the parameters -------------------------------------------------------------------------

COUNTS = {
    15: ("no biases", "15 are the weights, 3 for each of 5 neurons. Each neuron has a bias too."),
    18: (
        "a bias per input",
        "15 weights are right. But a bias belongs to a neuron, not to an input: how many neurons "
        "are there?",
    ),
    8: (
        "added",
        "you added 3 and 5. Each of the 5 neurons has a weight for *each* of the 3 inputs.",
    ),
    16: (
        "one bias",
        "15 weights are right. But the neurons don't share one bias: each has its own.",
    ),
    5: ("biases only", "5 are the biases alone. Now the weights: 3 for each neuron."),
    4: ("one neuron", "that's one neuron, 3 weights and a bias. There are 5 of them."),
}


def judge_count(answer: object) -> Verdict:
    """20; the usual other numbers are known by what was counted."""
    number = None if isinstance(answer, (str, bool)) else as_number(answer)
    if number is None or not is_ordinary(number):
        return not_yet(
            f"{shown(answer, 60)} is no number. Hand in how many there are.", "no number"
        )
    if number == 20:
        return correct("5 neurons, each with 3 weights and a bias: 5 · (3 + 1) = 20.")
    slip, words = COUNTS.get(int(number) if number == int(number) else None, (None, ""))
    if slip:
        return not_yet(words, slip)
    return not_yet(
        f"it isn't {number:g}. Draw one neuron first: how many weights, how many biases? Then "
        f"take five of them."
    )


# Write a layer --------------------------------------------------------------------------------

# Samples × neurons × inputs: as many samples as neurons; a square W; all different; one sample.
CASES = (
    ([[1, 0, 2], [0, 1, 1]], [[1, 2, 0], [3, -1, 1]], [10, 20]),
    ([[1, 2], [3, 4], [0, 1]], [[1, 2], [3, -1]], [10, 20]),
    ([[0, 0], [0, 1], [1, 0], [1, 1]], [[1, 1], [1, 1], [1, -1]], [-0.5, -1.5, -0.5]),
    ([[2, 1, 0]], [[1, 0, 0], [-1, -2, 3]], [0.5, -0.25]),
)


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
    "bias per sample, in a loop": (
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


def judge_layer(answer: object) -> Verdict:
    """Compare with every known way to get it wrong, errors included."""
    function = the_function(answer, "my_layer", ("X", "W", "b"))
    said: list[np.ndarray | None] = []
    trouble = None
    for case in CASES:
        try:
            said.append(_sums(call(function, [np.array(part) for part in case])))
        except Judged as end:
            if end.verdict.slip != "raises":
                raise
            trouble = trouble or end
            said.append(None)
    wanted = [_tried(my_layer, case) for case in CASES]
    if _same(said, wanted):
        return correct(
            "every neuron weighs every sample: (n_samples, n_in) @ (n_in, n_out) + (n_out,) -> "
            "(n_samples, n_out)."
        )
    for name, (words, wrong) in LAYERS.items():
        if _same(said, [_tried(wrong, case) for case in CASES]):
            return not_yet(words, name.partition(":")[0].partition(",")[0])
    if trouble is not None:
        raise trouble
    return _first_difference(said, wanted)


def _sums(value: object) -> np.ndarray:
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise Judged(
            not_yet(
                f"`my_layer` hands back {shown(value, 60)}: a table of numbers is wanted, with "
                f"as many in every row.",
                "no table",
            )
        ) from None


def _tried(function: Callable, case: tuple) -> np.ndarray | None:
    """What comes out, or None where it stops with an error."""
    try:
        return function(*(np.array(part) for part in case))
    except (ValueError, IndexError):
        return None


def _same(ones: list, others: list) -> bool:
    return all(
        one is other is None
        or (
            one is not None
            and other is not None
            and one.size == other.size
            and one.shape in (other.shape, other.shape[1:])
            and np.allclose(one.reshape(other.shape), other, rtol=0, atol=1e-9)
        )
        for one, other in zip(ones, others, strict=True)
    )


def _first_difference(said: list, wanted: list) -> Verdict:
    for case, got, right in zip(CASES, said, wanted, strict=True):
        if got.shape != right.shape:
            return not_yet(
                f"for {len(case[0])} samples and {len(case[1])} neurons a table of shape "
                f"{right.shape} is wanted, yours has shape {got.shape}.",
                "shape",
            )
        if not np.allclose(got, right):
            i, j = map(int, np.argwhere(~np.isclose(got, right))[0])
            X, W, b = case
            return not_yet(
                f"for the sample {shown(X[i])} and the neuron {shown(W[j])} with bias {b[j]:g} the "
                f"sum is {right[i, j]:g}, and yours is {got[i, j]:g}."
            )
    raise AssertionError("called with right answers")


# A trapezoid ----------------------------------------------------------------------------------

PLACES = (1, 2, 4, 5)
FACTORS = (1, -1, -1, 1)
FACTOR_SLIPS = {
    (1, 0, -1, 0): (
        "slopes",
        "those are the slopes themselves: up, level, down, level. A factor is the *change* of the "
        "slope at its corner. From +1 to 0, what is the change?",
    ),
    (0, 1, 1, 0): (
        "heights",
        "those are the heights at the four places. A factor says by how much the slope changes.",
    ),
    (1, 1, 1, 1): (
        "all plus",
        "with all factors +1 the curve gets steeper at every corner: the slopes are 1, 2, 3, 4.",
    ),
    (-1, 1, 1, -1): (
        "upside down",
        "that's the right shape upside down: it goes down first. Turn all four signs.",
    ),
    (1, -1, 1, -1): (
        "two stairs",
        "after the second plus the curve climbs again: the slopes are 1, 0, 1, 0, a staircase. It "
        "should come down at 4.",
    ),
    (1, 0, 0, -1): (
        "no level part",
        "your curve climbs all the way from 1 to 5 and stops: the slopes are 1, 1, 1, 0.",
    ),
}


def judge_trapezoid(answer: object) -> Verdict:
    """Four factors; a wrong four are told which slopes come out."""
    try:
        numbers = [as_number(part) for part in np.ravel(np.asarray(answer, dtype=object))]
    except (TypeError, ValueError):
        numbers = []
    if isinstance(answer, (str, dict, set)) or len(numbers) != 4 or None in numbers:
        return not_yet(
            "four factors are wanted, one for each corner: `[..., ..., ..., ...]`.", "no four"
        )
    if not all(map(is_ordinary, numbers)):
        return not_yet("all four must be ordinary, finite numbers.", "nan")
    factors = tuple(round(number, 9) + 0.0 for number in numbers)
    if factors == FACTORS:
        return correct("up at 1, level from 2, down from 4, level again at 5.")
    if factors in FACTOR_SLIPS:
        slip, words = FACTOR_SLIPS[factors]
        return not_yet(words, slip)
    size = factors[0]
    if size > 0 and factors == tuple(size * factor for factor in FACTORS):
        return not_yet(f"the shape is right, but its roof is at {size:g}, not at 1.", "height")
    slopes = ", ".join(f"{slope:g}" for slope in np.cumsum(factors))
    return not_yet(f"your slopes after the four corners are {slopes}. Wanted are 1, 0, -1, 0.")


EXERCISES = (
    Exercise(
        "layer/table",
        title="Fill the table",
        who="everyone",
        task="Three neurons have the weights (1, 1), (1, 1), (1, -1) and the biases -0.5, -1.5, "
        "-0.5. Write down the sum z, before the bend, of each neuron for each of the rows (0, 0), "
        "(0, 1), (1, 0), (1, 1).",
        hand_in="my_table",
        judge=judge_table,
        hints=(
            "Take one row and one neuron: first weight times first input, plus second weight "
            "times second input, plus bias.",
            "The first row is (0, 0): every product is 0, and only the biases are left.",
            "The second row is (0, 1): 1 - 0.5, then 1 - 1.5, then -1 - 0.5.",
        ),
        solution=TABLE,
        why="Row by row: only the biases; then with x2 = 1; then with x1 = 1; then with both.",
    ),
    Exercise(
        "layer/count",
        title="Count the parameters",
        who="everyone",
        task="A layer takes 3 inputs and has 5 neurons (3 → 5). How many numbers in it can be "
        "turned, weights and biases together?",
        hand_in="my_count",
        judge=judge_count,
        hints=(
            "Start with a single neuron of this layer. It sees all 3 inputs.",
            "One neuron has 3 weights and 1 bias.",
            "There are 5 such neurons: 5 times 4.",
        ),
        solution=20,
        why="W has shape (5, 3), that's 15 weights, and b has shape (5,): 15 + 5 = 20.",
    ),
    Exercise(
        "layer/write",
        title="Write a layer",
        who="most",
        task="Write `my_layer(X, W, b)`. `X` has a row for each sample, `W` a row for each neuron, "
        "`b` a bias for each neuron, all NumPy arrays. Return the sums z before the bend: a row "
        "for each sample, a column for each neuron.",
        hand_in="my_layer",
        judge=judge_layer,
        hints=(
            "One sum is `x @ w + bias`: x a row of X, w a row of W. With loops: a list of such "
            "sums for each x, and a list of these lists. In one line: which table must be turned?",
            "With loops: start with `table = []`. Then `for x in X:` make `row = []`, and inside "
            "it `for w, bias in zip(W, b):` do `row.append(x @ w + bias)`. When is a row full, and "
            "where does it go?",
            "After the inner loop `table.append(row)`, and after both `return table`. In one line: "
            "`W.T` has shape (n_in, n_out), so `X @ W.T` fits; NumPy adds `b` to every row.",
        ),
        solution=my_layer,
        why="Each cell is one row of X times one row of W, plus that neuron's bias.",
    ),
    Exercise(
        "layer/trapezoid",
        title="Build a trapezoid",
        who="want more",
        task="A curve starts level at height 0 and has corners at 1, 2, 4 and 5. It should climb "
        "with slope 1 from 1 to 2, stay level to 4, fall with slope -1 to 5, and be level from "
        "there. Which four factors do it?",
        hand_in="my_factors",
        judge=judge_trapezoid,
        hints=(
            "Write down the slope of each of the five pieces, from left to right.",
            "The slopes are 0, 1, 0, -1, 0. A factor is the step from one slope to the next.",
            "From 0 to 1 is +1. From 1 to 0 is -1. Two more to go.",
        ),
        solution=list(FACTORS),
        why="The slopes are 0, 1, 0, -1, 0; their changes are +1, -1, -1, +1.",
    ),
)
