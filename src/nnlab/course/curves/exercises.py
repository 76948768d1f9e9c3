"""Chapter 2b: find a corner, build a trapezoid, factors for any heights."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlab.lessons.judging import Solution, Values
from nnlab.lessons.replies import Replies, Verdict

# A trapezoid ----------------------------------------------------------------------------------

PLACES = (1, 2, 4, 5)
FACTORS = (1, -1, -1, 1)


def other_factors(factors: list[float], say: Replies) -> Verdict:
    """Another height, or which slopes come out."""
    height = factors[0]
    if height > 0 and np.allclose(factors, height * np.array(FACTORS), rtol=0, atol=1e-9):
        return say("height", height=height)
    slopes = np.cumsum(factors).round(9) + 0.0
    return say("(other)", slopes=", ".join(f"{slope:g}" for slope in slopes))


# Factors for any heights ------------------------------------------------------------------------

# Pieces of different widths; one piece; a curve that starts below 0.
CASES = [
    tuple(map(np.array, case))
    for case in (
        ([0.0, 1.0, 3.0, 4.0], [0.0, 2.0, 2.0, 5.0]),
        ([1.0, 3.0], [1.0, 2.0]),
        ([0.0, 2.0, 3.0, 5.0, 9.0], [-1.0, 3.0, 2.0, 2.0, 10.0]),
    )
]


@np.errstate(divide="ignore", invalid="ignore")
def _run_over_rise(x: np.ndarray, heights: np.ndarray) -> np.ndarray:
    return np.diff(x) / np.diff(heights)


CHANGES: dict[str, Callable] = {
    "slopes": lambda x, heights: np.diff(heights) / np.diff(x),
    "first one missing": lambda x, heights: np.diff(np.diff(heights) / np.diff(x)),
    "rises": lambda x, heights: np.diff(heights),
    "runs forgotten": lambda x, heights: np.diff(np.diff(heights), prepend=0),
    "runs forgotten (first)": lambda x, heights: np.diff(np.diff(heights)),
    "run over rise": lambda x, heights: np.diff(_run_over_rise(x, heights), prepend=0),
    "turned": lambda x, heights: -np.array(my_changes(x, heights)),
    "one too many": lambda x, heights: np.diff(np.diff(heights) / np.diff(x), prepend=0, append=0),
    "heights": lambda x, heights: np.diff(heights, prepend=0),
}


def my_changes(x, heights):
    changes, before = [], 0
    for j in range(len(x) - 1):
        slope = (heights[j + 1] - heights[j]) / (x[j + 1] - x[j])
        changes.append(slope - before)
        before = slope
    return changes


def factors_of(value: Any, say: Replies) -> np.ndarray:
    """A list of numbers."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        say.end("no list", value=value)


def first_wrong_factor(
    case: tuple, said: np.ndarray, right: np.ndarray, say: Replies
) -> Verdict | None:
    """The shape, or the first factor that differs."""
    x, heights = case
    if said.shape != right.shape:
        return say("shape", n=len(x), wanted=len(right), shape=said.shape)
    for j in np.flatnonzero(~np.isclose(said, right, rtol=1e-9, atol=1e-9)):
        facts = {"x": x.tolist(), "heights": heights.tolist(), "place": x[j]}
        return say("(factor)", **facts, right=right[j], said=said[j])
    return None


JUDGES = {
    "curves/place": (Values(1.5), 1.5),
    "curves/trapezoid": (Values(*FACTORS, other=other_factors), list(FACTORS)),
    "curves/factors": (
        Solution(my_changes, CASES, factors_of, CHANGES, first_wrong_factor),
        my_changes,
    ),
}
