"""Chapter 5: one step by pen, a value that feeds two neurons, backward in code, a worksheet."""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from nnlab.lessons.judging import Solution, Values, alike
from nnlab.lessons.replies import Replies, Verdict
from nnlab.lessons.worksheet import worksheet

# Write backward -------------------------------------------------------------------------------


def my_backward(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (p - y) / p.size  # (n_samples, n_out)
    d_h = d_p @ W2  # (n_samples, n_hidden)
    d_z = d_h * (1 - h**2)  # the slope of tanh, from h
    W2 = W2 - rate * d_p.T @ h  # (n_out, n_hidden)
    b2 = b2 - rate * d_p.sum(axis=0)  # (n_out,)
    W1 = W1 - rate * d_z.T @ X  # (n_hidden, n_in)
    b1 = b1 - rate * d_z.sum(axis=0)  # (n_hidden,)
    return W1, b1, W2, b2


def made_case(seed: int, n: int, n_in: int, n_hidden: int, n_out: int) -> tuple:
    """Numbers for one call with n samples, the forward pass done."""
    rng = np.random.default_rng(seed)
    shapes = (n, n_in), (n, n_out), (n_hidden, n_in), n_hidden, (n_out, n_hidden), n_out
    X, y, W1, b1, W2, b2 = (rng.integers(-8, 9, shape) / 8 for shape in shapes)
    h = np.tanh(X @ W1.T + b1)
    return X, y, h, h @ W2.T + b2, W1, b1, W2, b2, 0.5


# As many of everything, so that a wrong turn raises no error; then all different; one output.
CASES = (made_case(1, 2, 2, 2, 2), made_case(2, 4, 3, 5, 2), made_case(3, 4, 2, 3, 1))

# The way back in single steps, each from what it names; "back" is what comes back.
STEPS: dict[str, Callable] = {
    "rate": lambda rate: rate,
    "d_p": lambda p, y: 2 * (p - y) / p.size,
    "d_h": lambda d_p, W2: d_p @ W2,
    "d_z": lambda d_h, h: d_h * (1 - h**2),
    "d_W1": lambda d_z, X: d_z.T @ X,
    "d_b1": lambda d_z: d_z.sum(axis=0),
    "d_W2": lambda d_p, h: d_p.T @ h,
    "d_b2": lambda d_p: d_p.sum(axis=0),
    "back": lambda W1, b1, W2, b2, d_W1, d_b1, d_W2, d_b2, rate: (
        W1 - rate * d_W1,
        b1 - rate * d_b1,
        W2 - rate * d_W2,
        b2 - rate * d_b2,
    ),
}


def way_back(changed: dict[str, Callable], *arguments: Any) -> tuple:
    """All the steps, some of them changed."""
    numbers = dict(zip(inspect.signature(my_backward).parameters, arguments, strict=True))
    for name, step in (STEPS | changed).items():
        numbers[name] = step(*(numbers[each] for each in inspect.signature(step).parameters))
    return numbers["back"]


def summed(add: Callable) -> dict[str, Callable]:
    """Both biases' gradients, added up in another way."""
    return {"d_b1": lambda d_z: add(d_z), "d_b2": lambda d_p: add(d_p)}


def stays(*names: str) -> dict[str, Callable]:
    """These don't move."""
    return {f"d_{name}": lambda: 0.0 for name in names}


# What goes wrong, as the steps that are changed by it.
CHANGES: dict[str, dict[str, Callable]] = {
    "sign": {"rate": lambda rate: -rate},
    "factor (no 2, no n)": {"d_p": lambda p, y: p - y},
    "factor (no n)": {"d_p": lambda p, y: 2 * (p - y)},
    "factor (no 2)": {"d_p": lambda p, y: (p - y) / p.size},
    "factor (samples only)": {"d_p": lambda p, y: 2 * (p - y) / len(p)},
    "factor (samples only, no 2)": {"d_p": lambda p, y: (p - y) / len(p)},
    "stale weights": {"d_h": lambda d_p, h, W2, rate: d_p @ (W2 - rate * d_p.T @ h)},
    "transpose (W2)": {"d_h": lambda d_p, W2: d_p @ W2.T},
    "transpose (d_W1)": {"d_W1": lambda d_z, X: X.T @ d_z},
    "transpose (d_W2)": {"d_W2": lambda d_p, h: h.T @ d_p},
    "transpose (not at all)": {"d_W1": lambda d_z, X: d_z @ X},
    "transpose (not at all, W2)": {"d_W2": lambda d_p, h: d_p @ h},
    "sum forgotten (bias) (mean)": summed(lambda d: d.mean(axis=0)),
    "sum forgotten (bias) (not added)": summed(lambda d: d),
    "sum forgotten (bias) (one sample)": summed(lambda d: d[-1]),
    "sum forgotten (bias) (first sample)": summed(lambda d: d[0]),
    "sum forgotten (bias) (all in one)": summed(lambda d: d.sum()),
    "sum forgotten (bias) (wrong axis)": summed(lambda d: d.sum(axis=1)),
    "sum forgotten (paths)": {"d_h": lambda d_p, W2: d_p[:, [-1]] * W2[-1]},
    "no slope": {"d_z": lambda d_h: d_h},
    "slope at a": {"d_z": lambda d_h, h: d_h * (1 - np.tanh(h) ** 2)},
    "slope of a sigmoid": {"d_z": lambda d_h, h: d_h * (h * (1 - h))},
    "slope twice": {"d_z": lambda d_h, h: d_h * (1 - h**2) ** 2},
    "input of the other layer": {"d_W1": lambda d_z, h: d_z.T @ h},
    "biases unchanged": stays("b1", "b2"),
    "b1 unchanged": stays("b1"),
    "b2 unchanged": stays("b2"),
    "first layer unchanged": stays("W1", "b1"),
    "nothing changed": stays("W1", "b1", "W2", "b2"),
    "no rate": {"rate": lambda: 1.0},
    "gradients": {"back": lambda d_W1, d_b1, d_W2, d_b2: (d_W1, d_b1, d_W2, d_b2)},
}


def four_arrays(value: Any, say: Replies) -> tuple[np.ndarray, ...]:
    """The weights and biases that come back; otherwise ends with a sentence."""
    if not isinstance(value, (list, tuple)) or len(value) != 4:
        say.end("no four (count)")
    try:
        return tuple(np.asarray(part, dtype=float) for part in value)
    except (TypeError, ValueError):
        say.end("no four (numbers)", value=value)


def first_difference(case: tuple, said: tuple, right: tuple, say: Replies) -> Verdict | None:
    """A shape, or the first of the four, from the output, that differs."""
    four = list(zip(("W1", "b1", "W2", "b2"), said, right, strict=True))
    for name, mine, wanted in four:
        if mine.shape != wanted.shape:
            per_sample = mine.shape[:1] == case[0].shape[:1]
            facts = {"part": name, "wanted": wanted.shape, "shape": mine.shape}
            return say("shape (add up)" if per_sample else "shape", **facts)
    for name, mine, wanted in reversed(four):
        if not alike(mine, wanted):
            return say("(numbers)", part=name)
    return None


def sizes(case: tuple) -> dict[str, object]:
    """What a case is, by its shapes: eight arrays say less."""
    (n, n_in), (n_out, n_hidden) = case[0].shape, case[6].shape
    outputs = "1 output" if n_out == 1 else f"{n_out} outputs"
    return {"n": n, "n_in": n_in, "n_hidden": n_hidden, "outputs": outputs}


WAYS = {name: partial(way_back, changed) for name, changed in CHANGES.items()}
BACKWARD = Solution(my_backward, CASES, four_arrays, WAYS, first_difference, sizes)


# The worksheet --------------------------------------------------------------------------------

SHEET = worksheet()


def judge_worksheet(answer: Any, say: Replies) -> Verdict:
    """The worksheet knows its own slips."""
    return SHEET.check(answer)


JUDGES = {
    "backprop/pen": (Values(-3.0), -3),
    "backprop/two-paths": (Values(0.5), 0.5),
    "backprop/backward": (BACKWARD, my_backward),
    "backprop/worksheet": (
        judge_worksheet,
        {name: round(value, 2) + 0.0 for name, value in SHEET.answers.items()},
    ),
}
