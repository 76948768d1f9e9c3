"""Chapter 5: one step by pen, a value that feeds two neurons, backward in code, a worksheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from nnlab.lessons.exercise import Verdict, not_yet, read_exercises, refuse
from nnlab.lessons.judging import Solution, Values, alike, called
from nnlab.lessons.note import shown
from nnlab.lessons.worksheet import worksheet

# One step by pen ------------------------------------------------------------------------------

PEN_SLIPS = {
    "input forgotten": (
        "-1 is the blame of the sum, 2 (a - y). The weight sits before it: multiply by what came "
        "in, x = 3.",
        -1.0,
    ),
    "no factor": (
        "a factor of 2 is missing: the slope of (a - y)² is 2 (a - y), here -1, not -0.5.",
        -1.5,
    ),
    "sign": (
        "the sign is turned. The answer 1.5 is too low, so a larger w makes the loss smaller: the "
        "slope is negative.",
        3.0,
    ),
    "sign, no factor": (
        "two things: it is output minus target, 1.5 - 2, and the 2 of the square is missing.",
        1.5,
    ),
    "input forgotten, no factor": (
        "-0.5 is the error itself, or the blame times w. The square has the slope 2 · (-0.5), and "
        "the gradient of w takes what came in, x = 3.",
        -0.5,
    ),
    "sign, input forgotten": (
        "two things: it is output minus target, 1.5 - 2, and the input, 3, is missing.",
        1.0,
    ),
    "loss": ("0.25 is the loss. Asked is how it changes with w.", 0.25),
    "loss for slope": (
        "you multiplied the loss, 0.25, by x. Take the slope of the loss, 2 (a - y).",
        0.75,
    ),
}


judge_pen = Values(
    -3.0,
    said="2 (1.5 - 2) = -1 is the blame of the sum, and times the input, 3: -3. "
    "A larger w lowers the loss.",
    wanted="one number, the gradient of w,",
    slips=PEN_SLIPS,
    other="it isn't {:g}. Forward first: a = w·x + b. Then 2 (a - y), then times x.",
)


# A value that feeds two neurons ---------------------------------------------------------------

PATH_SLIPS = {
    "overwritten": (
        "-0.1 is what comes over the second link alone. The first brings 0.6. Where paths meet, "
        "blame adds.",
        -0.1,
    ),
    "overwritten: first": (
        "0.6 is what comes over the first link alone. The second brings something, too: where "
        "paths meet, blame adds.",
        0.6,
    ),
    "multiplied": (
        "you multiplied the two. Factors multiply *along* a path; two paths add.",
        -0.06,
    ),
    "signs dropped": ("the second path counts against the first: -0.2 · 0.5 is below 0.", 0.7),
    "mean": ("that's the mean of the two paths. They add.", 0.25),
    "weights forgotten": (
        "you added the two blames. On its way back each passes its link: times the weight.",
        0.8,
    ),
    "blames forgotten": (
        "you added the weights. Each is first multiplied by the blame that comes over it.",
        1.8,
    ),
    "crossed": ("the two are crossed: over the first link, weight 2, comes the blame 0.3.", 0.94),
}


judge_paths = Values(
    0.5,
    said="2 · 0.3 + (-0.2) · 0.5 = 0.6 - 0.1. Along a path multiply, where paths meet add.",
    wanted="one number, the blame of h,",
    slips=PATH_SLIPS,
    other="it isn't {:g}. Two links leave h: weight times blame for each, then add.",
)


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


def _case(seed, n_samples, n_in, n_hidden, n_out):
    rng = np.random.default_rng(seed)
    shapes = (n_samples, n_in), (n_samples, n_out), (n_hidden, n_in), (n_hidden,)
    X, y, W1, b1, W2, b2 = (
        rng.integers(-8, 9, shape) / 8 for shape in (*shapes, (n_out, n_hidden), (n_out,))
    )
    h = np.tanh(X @ W1.T + b1)
    return X, y, h, h @ W2.T + b2, W1, b1, W2, b2, 0.5


# As many of everything, so that a wrong turn raises no error; then all different; one output.
CASES = (_case(1, 2, 2, 2, 2), _case(2, 4, 3, 5, 2), _case(3, 4, 2, 3, 1))


def _variant(
    *,
    d_p=None,
    d_h=None,
    slope=None,
    add=None,
    d_W1=None,
    d_W2=None,
    sign=-1,
    b1_too=True,
    b2_too=True,
    W1_too=True,
    W2_too=True,
    stale=False,
):
    """The way back with one thing changed."""
    add = add or (lambda d: d.sum(axis=0))

    def way_back(X, y, h, p, W1, b1, W2, b2, rate):
        blame = d_p(p, y) if d_p else 2 * (p - y) / p.size
        move_W2 = sign * rate * (d_W2(blame, h) if d_W2 else blame.T @ h)
        through = W2 + move_W2 if stale else W2
        back = d_h(blame, through) if d_h else blame @ through
        d_z = back * (slope(h) if slope else 1 - h**2)
        move_W1 = sign * rate * (d_W1(d_z, X, h) if d_W1 else d_z.T @ X)
        return (
            W1 + move_W1 if W1_too else W1,
            b1 + sign * rate * add(d_z) if b1_too else b1,
            W2 + move_W2 if W2_too else W2,
            b2 + sign * rate * add(blame) if b2_too else b2,
        )

    return way_back


def _gradients(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (p - y) / p.size
    d_z = d_p @ W2 * (1 - h**2)
    return d_z.T @ X, d_z.sum(axis=0), d_p.T @ h, d_p.sum(axis=0)


_FACTOR = (
    "The factor isn't that of this loss. The mean of the squares, over samples and outputs, has "
    "the slope `2 * (p - y) / p.size`. "
)
_TRANSPOSE = (
    "A transpose is in the wrong place. With as many hidden neurons as outputs no error is raised; "
)
_SUM = "Each bias serves all samples, so their blame is *added up*: `d.sum(axis=0)`. "
# name: (what went wrong, what comes out then)
WAYS: dict[str, tuple[str, Callable]] = {
    "sign": (
        "That's a step uphill. With output minus target it is `W - rate * ...`; with target minus "
        "output it is `+`.",
        _variant(sign=1),
    ),
    "factor: no 2, no n": (_FACTOR + "You have `p - y`.", _variant(d_p=lambda p, y: p - y)),
    "factor: no n": (_FACTOR + "The division is missing.", _variant(d_p=lambda p, y: 2 * (p - y))),
    "factor: no 2": (_FACTOR + "The 2 is missing.", _variant(d_p=lambda p, y: (p - y) / p.size)),
    "factor: samples only": (
        _FACTOR + "You divide by the samples only.",
        _variant(d_p=lambda p, y: 2 * (p - y) / len(p)),
    ),
    "factor: samples only, no 2": (
        _FACTOR + "You have `(p - y) / len(p)`.",
        _variant(d_p=lambda p, y: (p - y) / len(p)),
    ),
    "stale weights": (
        "Your blame goes back through a `W2` that has been changed already. Work out `d_h` first, "
        "then change `W2`.",
        _variant(stale=True),
    ),
    "transpose: W2": (
        _TRANSPOSE + "`d_p @ W2` carries the blame from outputs to hidden neurons: "
        "(n_samples, n_out) @ (n_out, n_hidden).",
        _variant(d_h=lambda d, W2: d @ W2.T),
    ),
    "transpose: d_W1": (
        _TRANSPOSE + "what W1 owes has the shape of W1: `d_z.T @ X`.",
        _variant(d_W1=lambda d_z, X, h: X.T @ d_z),
    ),
    "transpose: d_W2": (
        _TRANSPOSE + "what W2 owes has the shape of W2: `d_p.T @ h`.",
        _variant(d_W2=lambda d_p, h: h.T @ d_p),
    ),
    "transpose: not at all": (
        _TRANSPOSE + "what W1 owes adds over the samples: `d_z.T @ X`.",
        _variant(d_W1=lambda d_z, X, h: d_z @ X),
    ),
    "transpose: not at all, W2": (
        _TRANSPOSE + "what W2 owes adds over the samples: `d_p.T @ h`.",
        _variant(d_W2=lambda d_p, h: d_p @ h),
    ),
    "sum forgotten: mean": (
        _SUM + "You take the mean. The division by n is in `d_p` already.",
        _variant(add=lambda d: d.mean(axis=0)),
    ),
    "sum forgotten: not added": (
        _SUM + "You hand on a number for each sample.",
        _variant(add=lambda d: d),
    ),
    "sum forgotten: one sample": (
        _SUM + "You take the last sample's only.",
        _variant(add=lambda d: d[-1]),
    ),
    "sum forgotten: first sample": (
        _SUM + "You take the first sample's only.",
        _variant(add=lambda d: d[0]),
    ),
    "sum forgotten: all in one": (
        _SUM + "You add up everything, so every neuron gets the same. Say `axis=0`.",
        _variant(add=lambda d: d.sum()),
    ),
    "sum forgotten: wrong axis": (
        _SUM + "You add along the other axis, over the neurons.",
        _variant(add=lambda d: d.sum(axis=1)),
    ),
    "sum forgotten: paths": (
        "A hidden neuron gets blame from *every* output, and the paths add. Yours keeps only the "
        "last one: `+=` in the loop, or `d_p @ W2`.",
        _variant(d_h=lambda d, W2: d[:, [-1]] * W2[-1]),
    ),
    "no slope": (
        "The blame passes the bend, so the slope of tanh belongs in it: `d_z = d_h * (1 - h**2)`.",
        _variant(slope=lambda h: 1.0),
    ),
    "slope at a": (
        "You bend twice. From h the slope of tanh is `1 - h**2`; `1 - np.tanh(z)**2` is for z.",
        _variant(slope=lambda h: 1 - np.tanh(h) ** 2),
    ),
    "slope of a sigmoid": (
        "`h * (1 - h)` is the slope of a sigmoid. These neurons bend with tanh: `1 - h**2`.",
        _variant(slope=lambda h: h * (1 - h)),
    ),
    "slope twice": ("The slope of tanh is in it twice.", _variant(slope=lambda h: (1 - h**2) ** 2)),
    "input of the other layer": (
        "What W1 owes takes what came into *its* layer: `X`, not `h`.",
        _variant(d_W1=lambda d_z, X, h: d_z.T @ h),
    ),
    "biases unchanged": (
        "Both biases come back as they were.",
        _variant(b1_too=False, b2_too=False),
    ),
    "b1 unchanged": ("`b1` comes back as it was.", _variant(b1_too=False)),
    "b2 unchanged": ("`b2` comes back as it was.", _variant(b2_too=False)),
    "first layer unchanged": (
        "The first layer comes back as it was. The blame goes on: through W2, through the bend, "
        "to W1 and b1.",
        _variant(W1_too=False, b1_too=False),
    ),
    "nothing changed": ("All four come back as they were.", lambda *numbers: numbers[4:8]),
    "no rate": (
        "The learning rate is missing: `rate` times what is owed.",
        lambda *numbers: my_backward(*[*numbers[:8], 1.0]),
    ),
    "gradients": (
        "Those are the gradients, and they are right. Take the step, too: `W1 - rate * d_W1`, and "
        "so on.",
        _gradients,
    ),
}


def four_arrays(value: Any) -> tuple[np.ndarray, ...]:
    if not isinstance(value, (list, tuple)) or len(value) != 4:
        refuse("`my_backward` should hand back four arrays: `return W1, b1, W2, b2`.", "no four")
    try:
        return tuple(np.asarray(part, dtype=float) for part in value)
    except (TypeError, ValueError):
        refuse(
            f"`my_backward` hands back {shown(value, 60)}: four arrays of numbers are wanted.",
            "no four",
        )


def stopped(function: Callable, case: tuple, trouble: str) -> str:
    """What the case is, by its shapes: eight arrays say less."""
    (n, n_in), (n_out, n_hidden) = case[0].shape, case[6].shape
    return (
        f"with {n} samples, {n_in} inputs, {n_hidden} hidden neurons and {n_out} "
        f"output{'s' if n_out > 1 else ''}, `{called(function)}` stops with {trouble}. Write the "
        f"shape behind each line, and see where they don't meet."
    )


def first_difference(case: tuple, said: tuple, right: tuple) -> Verdict | None:
    """A shape, or the first of the four, from the output, that differs."""
    four = list(zip(("W1", "b1", "W2", "b2"), said, right, strict=True))
    for name, mine, wanted in four:
        if mine.shape != wanted.shape:
            more = " Add up over the samples." if mine.shape[:1] == case[0].shape[:1] else ""
            return not_yet(
                f"`{name}` had shape {wanted.shape} and comes back with shape {mine.shape}. "
                f"What a weight owes has the shape of the weights.{more}",
                "shape",
            )
    for name, mine, wanted in reversed(four):
        if not alike(mine, wanted):
            return not_yet(
                f"`{name}` comes back with other numbers. Follow the blame from the output: "
                f"it is the first of the four, from there, that differs."
            )
    return None


judge_backward = Solution(
    my_backward,
    CASES,
    read=four_arrays,
    said="blame through W2, through the bend, and each weight owes blame times what came in. "
    "Your step lands where `train_step` lands.",
    slips=WAYS,
    difference=first_difference,
    stopped=stopped,
)


# The worksheet --------------------------------------------------------------------------------

SHEET = worksheet()

EXERCISES = read_exercises(
    Path(__file__).with_suffix(".md"),
    {
        "backprop/pen": (judge_pen, -3),
        "backprop/two-paths": (judge_paths, 0.5),
        "backprop/backward": (judge_backward, my_backward),
        "backprop/worksheet": (
            SHEET.check,
            {name: round(value, 2) + 0.0 for name, value in SHEET.answers.items()},
        ),
    },
)
