"""Chapter 8: slopes by pen, a table of mix-ups, the slope of each pixel."""

from typing import Any

import numpy as np

from nnlab.lessons.judging import ROUNDING, Parts, Solution, Values, alike
from nnlab.lessons.replies import Replies, Verdict

MATRIX = ((16, 0, 4), (1, 27, 2), (4, 0, 46))
SLOPES = Values(0.4223, 0.4223, -0.8446, within=ROUNDING)
SHARES = {"accuracy": 89 / 100, "recall": 16 / 20, "precision": 16 / 21}

# The slope of each pixel ----------------------------------------------------------------------


def my_pixels(h, W1, W2, digit):
    return (W2[digit] * (1 - h**2)) @ W1  # (n_hidden,) @ (n_hidden, n_in) -> (n_in,)


def made_case(seed: int, n_in: int, n_hidden: int, n_out: int, digit: int) -> tuple:
    """Numbers for one call."""
    rng = np.random.default_rng(seed)
    shapes = n_hidden, (n_hidden, n_in), (n_out, n_hidden)
    return (*(rng.integers(-7, 8, shape) / 8 for shape in shapes), digit)


# As many of everything, so that a wrong turn raises no error; then all different.
CASES = (made_case(1, 3, 3, 3, 1), made_case(2, 4, 5, 3, 2))

WRONG = {
    "no slope of tanh": lambda h, W1, W2, digit: W2[digit] @ W1,
    "slope at a": lambda h, W1, W2, digit: (W2[digit] * (1 - np.tanh(h) ** 2)) @ W1,
    "slope of a sigmoid": lambda h, W1, W2, digit: (W2[digit] * h * (1 - h)) @ W1,
    "h for its slope": lambda h, W1, W2, digit: (W2[digit] * h) @ W1,
    "stops at the hidden": lambda h, W1, W2, digit: W2[digit] * (1 - h**2),
    "all digits": lambda h, W1, W2, digit: (W2.sum(axis=0) * (1 - h**2)) @ W1,
    "score": lambda h, W1, W2, digit: W2[digit] @ h,
    "sign": lambda *numbers: -my_pixels(*numbers),
}


def numbers(value: Any, say: Replies) -> np.ndarray:
    """What comes back, as numbers; otherwise ends with a sentence."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        say.end("no numbers (pixels)", value=value)


def difference(case: tuple, said: np.ndarray, right: np.ndarray, say: Replies) -> Verdict | None:
    """The shape, or the numbers."""
    if said.shape != right.shape:
        return say("shape", n=len(right), shape=said.shape)
    if alike(said, right):
        return None
    facts = {"right": right.round(3).tolist(), "said": said.round(3).tolist()}
    return say("(other)", n=len(right), **facts)


JUDGES = {
    "digits/slopes": (SLOPES, [0.42, 0.42, -0.84]),
    "digits/matrix": (
        Parts(**{part: Values(share, within=ROUNDING) for part, share in SHARES.items()}),
        (0.89, 0.8, 0.76),
    ),
    "digits/pixels": (Solution(my_pixels, CASES, numbers, WRONG, difference), my_pixels),
}
