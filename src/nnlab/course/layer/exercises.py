"""Chapter 2: fill a table of sums, count parameters, write a layer, fence a triangle."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlab.lessons.gates import ROWS
from nnlab.lessons.judging import Solution, Values, as_number
from nnlab.lessons.replies import Replies, Verdict

# Fill the table -------------------------------------------------------------------------------

X = np.array(ROWS)
W = np.array([[1, 1], [1, 1], [1, -1]])
B = np.array([-0.5, -1.5, -0.5])
TABLE = X @ W.T + B
TABLE_SLIPS = {
    "no bias": TABLE - B,
    "bent": (TABLE > 0).astype(float),
    "one bias for all": TABLE - B + B[0],
    "signs": X @ np.abs(W).T + B,
}


def judge_table(answer: Any, say: Replies) -> Verdict:
    """Cell by cell; an open cell is no mistake."""
    cells = table_of(answer, say)
    for name, table in TABLE_SLIPS.items():
        if np.allclose(cells, table, rtol=0, atol=1e-9):
            return say(name)
    is_open = np.isnan(cells)
    wrong = np.argwhere(~is_open & ~np.isclose(cells, TABLE, rtol=0, atol=1e-9))
    if len(wrong):
        i, j = wrong[0]
        name = "one cell (more)" if len(wrong) > 1 else "one cell"
        return say(name, x=X[i], w=W[j], b=B[j], j=j, cell=cells[i, j], more=len(wrong) - 1)
    if is_open.any():
        n = int(np.sum(~is_open))
        return say("unfinished (one)" if n == 1 else "unfinished (some)", n=n)
    return say("right")


def table_of(answer: Any, say: Replies, n_rows: int = 4) -> np.ndarray:
    """Rows of three numbers, nan where a cell is open; otherwise ends with a sentence."""
    table = np.array(answer, dtype=object)
    if table.shape == (3, 4) and n_rows == 4:
        say.end("turned")
    if table.shape != (n_rows, 3):
        say.end("no table")
    return np.array([[number_in(cell, say) for cell in row] for row in table])


def number_in(cell: object, say: Replies) -> float:
    """The number of one cell, nan for an open one."""
    if cell is None or cell is Ellipsis:
        return math.nan
    number = as_number(cell)
    if number is None or not math.isfinite(number):
        say.end("no number", value=cell)
    return number + 0.0


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
LAYERS: dict[str, Callable] = {
    "missing transpose": lambda X, W, b: X @ W + b,
    "no bias": lambda X, W, b: X @ W.T,
    "bias subtracted": lambda X, W, b: X @ W.T - b,
    "bias per sample": lambda X, W, b: X @ W.T + b[:, np.newaxis],
    "bias per sample (in a loop)": lambda X, W, b: [x @ W.T + b[i] for i, x in enumerate(X)],
    "one bias for all": lambda X, W, b: X @ W.T + b[0],
    "bias in the loop": lambda X, W, b: X @ W.T + W.shape[1] * b,
    "turned": lambda X, W, b: (X @ W.T + b).T,
    "only the first sample": lambda X, W, b: (X @ W.T + b)[:1],
    "only one sample": lambda X, W, b: (X @ W.T + b)[-1:],
    "bent (step)": lambda X, W, b: X @ W.T + b > 0,
    "bent (sigmoid)": lambda X, W, b: 1 / (1 + np.exp(-(X @ W.T + b))),
    "bent (tanh)": lambda X, W, b: np.tanh(X @ W.T + b),
    "bent (relu)": lambda X, W, b: np.maximum(X @ W.T + b, 0),
}


def my_layer(X, W, b):
    return X @ W.T + b


def sums_of(value: Any, say: Replies) -> np.ndarray:
    """A table of numbers; a single sample's may be a list."""
    try:
        table = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        say.end("no table", value=value)
    return table[0] if table.ndim == 2 and len(table) == 1 else table


def first_wrong_sum(
    case: tuple, said: np.ndarray, right: np.ndarray, say: Replies
) -> Verdict | None:
    """The shape, or the first sum that differs."""
    X, W, b = case
    if said.shape != right.shape:
        return say("shape", n=len(X), n_out=len(W), wanted=right.shape, shape=said.shape)
    for place in map(tuple, np.argwhere(~np.isclose(said, right, rtol=1e-9, atol=1e-9))):
        i, j = (0, *place)[-2:]
        facts = {"x": X[i].tolist(), "w": W[j].tolist(), "b": b[j]}
        return say("(sum)", **facts, right=right[place], said=said[place])
    return None


# Fence a triangle -------------------------------------------------------------------------------

FENCE = np.array([[1, 0, 0], [0, 1, 0], [-1, -1, 2]])
NEAR = 0.02  # so close to the fences the judge looks, on both sides


def judge_fence(answer: Any, say: Replies) -> Verdict:
    """Place by place, inside and outside; arrows that point the wrong way are told by name."""
    rows = table_of(answer, say, n_rows=3)
    whole = ~np.isnan(rows).any(axis=1)
    if not whole.all():
        return say("unfinished", n=int(whole.sum()))
    wrong = _fenced(rows)
    if wrong is None:
        return say("right")
    if _fenced(-rows) is None:
        return say("turned")
    for j, signs in enumerate(1 - 2 * np.eye(3)):
        if _fenced(rows * signs[:, np.newaxis]) is None:
            return say("one turned", j=j)
    z = rows[:, :2] @ wrong + rows[:, 2]
    where = "({:g}, {:g})".format(*wrong)
    if (z > 0).all():
        return say("outside", place=where)
    j = int(np.argmin(z))
    return say("inside", place=where, j=j, z=round(float(z[j]), 4))


def _fenced(rows: np.ndarray) -> np.ndarray | None:
    """The first place where these fences are wrong, or None."""
    places = _places()
    wanted, says = ((places @ r[:, :2].T + r[:, 2] > 0).all(axis=1) for r in (FENCE, rows))
    wrong = np.flatnonzero(wanted != says)
    return places[wrong[0]] if len(wrong) else None


def _places() -> np.ndarray:
    """In the middle, near each side and each corner of the triangle, and far away, (n, 2)."""
    along = np.linspace(0.1, 1.9, 19)
    near = [
        [[along, 0 * along + side], [0 * along + side, along], [along, 2 - along + side]]
        for side in (NEAR, -NEAR)
    ]
    corners = [(0, 0), (2, 0), (0, 2)]
    around = [(x + dx, y + dy) for x, y in corners for dx in (-0.1, 0.1) for dy in (-0.1, 0.1)]
    far = [(x, y) for x in (-9, 1, 9) for y in (-9, 0.5, 9)]
    sides = np.array(near).transpose(0, 1, 3, 2).reshape(-1, 2)
    return np.vstack([[(0.6, 0.6)], sides, around, far])


JUDGES = {
    "layer/table": (judge_table, TABLE.tolist()),
    "layer/count": (Values(20), 20),
    "layer/write": (Solution(my_layer, CASES, sums_of, LAYERS, first_wrong_sum), my_layer),
    "layer/fence": (judge_fence, FENCE.tolist()),
}
