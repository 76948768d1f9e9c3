"""What the exercises with numbers for answers share: read them, compare them, name a slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from .exercise import Judged, as_number, is_ordinary, not_yet, shown

ROUNDING = 0.0051
"""Two decimals are enough: what's off by half a hundredth is rounded, not wrong."""


def one_number(answer: object, wanted: str = "one number") -> float:
    """The number handed in; otherwise ends with a sentence."""
    number = None if isinstance(answer, (str, bool)) else as_number(answer)
    if number is None or not is_ordinary(number):
        raise Judged(
            not_yet(
                f"{shown(answer, 60)} isn't it: {wanted} is wanted, an ordinary one.", "no number"
            )
        )
    return number


def some_numbers(answer: object, count: int, wanted: str) -> list[float]:
    """That many numbers, from a list, a tuple or an array; otherwise ends with a sentence."""
    numbers = None
    if isinstance(answer, (list, tuple, np.ndarray)):
        try:
            parts = list(np.ravel(np.asarray(answer, dtype=object)))
        except ValueError:
            parts = []
        numbers = [None if isinstance(part, (str, bool)) else as_number(part) for part in parts]
    if numbers is None or len(numbers) != count or None in numbers:
        raise Judged(not_yet(f"{shown(answer, 60)} isn't it: {wanted} is wanted.", "no numbers"))
    if not all(map(is_ordinary, numbers)):
        raise Judged(not_yet(f"{shown(answer, 60)}: ordinary, finite numbers only.", "nan"))
    return numbers


def near(ones: Iterable[float], others: Iterable[float], within: float = ROUNDING) -> bool:
    """Equal but for rounding, number by number."""
    return all(abs(one - other) <= within for one, other in zip(ones, others, strict=True))


def slip_in(numbers, slips: Mapping[str, tuple], within: float = ROUNDING):
    """(name, words) of the slip that gives these numbers, or None.

    `slips`: name -> (what went wrong, the numbers that come out then).
    """
    numbers = np.ravel(numbers).tolist()
    for name, (words, wrong) in slips.items():
        if near(numbers, np.ravel(wrong).tolist(), within):
            return name.partition(":")[0], words
    return None
