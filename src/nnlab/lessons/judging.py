"""What judges are made of: reading what was handed in, and naming the slip behind it.

`Values` judges numbers and `Solution` functions: both know the right answer, and wrong ones by
what went wrong in them.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import inspect
import io
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from .exercise import Judged, Verdict, correct, not_attempted, not_yet, refuse
from .note import code, described, shown

ROUNDING = 0.0051
"""Two decimals are enough: what's off by half a hundredth is rounded, not wrong."""


# Numbers --------------------------------------------------------------------------------------


def as_number(value: object) -> float | None:
    """A plain number from whatever holds just one (a bool counts); None for anything else."""
    if value is None:
        return None
    try:
        array = np.asarray(value)
        if array.size != 1 or array.dtype.kind not in "biufO":
            return None
        return float(array.item())
    except Exception:
        return None


def one_number(answer: Any, wanted: str = "one number") -> float:
    """The number handed in; otherwise ends with a sentence."""
    number = None if isinstance(answer, (str, bool)) else as_number(answer)
    if number is None or not math.isfinite(number):
        refuse(f"{shown(answer, 60)} isn't it: {wanted} is wanted, an ordinary one.", "no number")
    return number


def some_numbers(answer: Any, count: int, wanted: str) -> list[float]:
    """That many numbers, from a list, a tuple or an array; otherwise ends with a sentence."""
    parts: list[object] = []
    if isinstance(answer, (list, tuple, np.ndarray)):
        with contextlib.suppress(ValueError):
            parts = list(np.ravel(np.asarray(answer, dtype=object)))
    numbers = [None if isinstance(part, (str, bool)) else as_number(part) for part in parts]
    found = [number for number in numbers if number is not None]
    if len(numbers) != count or len(found) != count:
        refuse(f"{shown(answer, 60)} isn't it: {wanted} is wanted.", "no numbers")
    if not all(map(math.isfinite, found)):
        refuse(f"{shown(answer, 60)}: ordinary, finite numbers only.", "nan")
    return found


def near(one: object, other: object, within: float = ROUNDING) -> bool:
    """Equal but for rounding, number by number."""
    gaps = np.ravel(np.asarray(one, dtype=float)) - np.ravel(np.asarray(other, dtype=float))
    return bool((np.abs(gaps) <= within).all())


class Values:
    """A judge for one number or several.

    Parameters
    ----------
    right : a number or several
    said : str
        What a right answer is told.
    slips : dict name -> (what went wrong, the numbers that come out then)
        Names that differ only after a colon are one slip: "no square" and "no square: sum".
    wanted : str
        What is to be handed in, in words.
    other : str or callable
        What any other answer is told: words with the number in place of {}, or what makes them of
        the number or the numbers.
    within, slip_within : float
        How far off rounding may lead.
    """

    def __init__(
        self,
        right: float | Sequence[float],
        *,
        said: str,
        slips: Mapping[str, tuple[str, object]],
        wanted: str,
        other: str | Callable[..., str | Verdict],
        within: float = 1e-6,
        slip_within: float | None = None,
    ):
        self.right, self.said, self.slips, self.wanted = right, said, slips, wanted
        self.other, self.within = other, within
        self.slip_within = within if slip_within is None else slip_within

    def __call__(self, answer: Any) -> Verdict:
        wrong = self.wrong(answer)
        return correct(self.said) if wrong is None else wrong

    def wrong(self, answer: Any) -> Verdict | None:
        """What to say of an answer that isn't right; None for one that is."""
        values: float | list[float]
        if isinstance(self.right, (int, float)):
            values = one_number(answer, self.wanted)
        else:
            values = some_numbers(answer, len(self.right), self.wanted)
        if near(values, self.right, self.within):
            return None
        for name, (words, result) in self.slips.items():
            if near(values, result, self.slip_within):
                return not_yet(words, name.partition(":")[0])
        other = self.other(values) if callable(self.other) else self.other.format(values)
        return other if isinstance(other, Verdict) else not_yet(other)


# Functions ------------------------------------------------------------------------------------


class Solution:
    """A judge for a function: it's tried on cases, and so is every known way to get it wrong.

    Parameters
    ----------
    right : function
        A right one; its name and its parameters are those the task asks for.
    cases : list of tuples
        What it's called with, each time with fresh copies.
    read : callable
        What a function hands back -> arrays to compare; it may `refuse`.
    said : str
        What a right answer is told.
    slips : dict name -> (what went wrong, a function that does it)
        Names that differ only after a colon are one slip.
    difference : callable
        (case, what came out, what should) -> Verdict, or None where they agree: for a function
        that's wrong in some other way.
    stopped : callable, optional
        (function, case, trouble in words) -> words, for a function that stops with an error.
    """

    def __init__(
        self,
        right: Callable,
        cases: Sequence[tuple],
        *,
        read: Callable[[Any], object],
        said: str,
        slips: Mapping[str, tuple[str, Callable]],
        difference: Callable[[tuple, Any, Any], Verdict | None],
        stopped: Callable[[Callable, Any, str], str] | None = None,
    ):
        self.right, self.cases, self.read, self.said = right, cases, read, said
        self.slips, self.difference, self.stopped = slips, difference, stopped

    def __call__(self, answer: Any) -> Verdict:
        function = the_function(
            answer, self.right.__name__, list(inspect.signature(self.right).parameters)
        )
        results, trouble = [], None
        for case in self.cases:
            try:
                results.append(self.read(call(function, case, self.stopped)))
            except Judged as end:
                if end.verdict.slip != "raises":
                    raise
                trouble = trouble or end
                results.append(None)
        if self._alike(results, self.right):
            return correct(self.said)
        for name, (words, wrong) in self.slips.items():
            if self._alike(results, wrong):
                return not_yet(words, name.partition(":")[0])
        if trouble is not None:
            raise trouble
        wanted = [self.read(self.right(*case)) for case in self.cases]
        differences = map(self.difference, self.cases, results, wanted)
        return next(verdict for verdict in differences if verdict is not None)

    def _alike(self, results: list, function: Callable) -> bool:
        """Does the function give the same results, errors included?"""
        for case, result in zip(self.cases, results, strict=True):
            try:
                other = self.read(function(*copy.deepcopy(case)))
            except (ValueError, IndexError):
                other = None
            if not alike(result, other):
                return False
        return True


def alike(one: Any, other: Any) -> bool:
    """The same shapes and, but for rounding errors, the same numbers; None is like None only."""
    if one is None or other is None:
        return one is other
    if isinstance(one, tuple):
        return all(map(alike, one, other))
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-9, atol=1e-9)


def the_function(answer: Any, name: str, parameters: Sequence[str]) -> Callable:
    """The reader's function, if that's what this is; otherwise ends with a sentence.

    `name` is what the task calls it.
    """
    names = ", ".join(parameters)
    if isinstance(answer, (int, float, np.generic, np.ndarray)):
        refuse(
            f"that's a result, {shown(answer)}. Hand in the function itself, without "
            f"brackets: `.check({name})`.",
            "a result",
        )
    if not callable(answer) or inspect.isclass(answer):
        refuse(
            f"a function is wanted: the name after `def`, without brackets or quotes, as in "
            f"`.check({name})`. This is a {code(type(answer).__name__)}.",
            "no function",
        )
    try:
        inspect.signature(answer).bind(*parameters)
    except TypeError:
        refuse(
            f"the check calls `{called(answer)}({names})`, with {len(parameters)} things in "
            f"the brackets. Let your first line be `def {called(answer)}({names}):`.",
            "parameters",
        )
    except ValueError:  # some compiled functions don't tell their parameters
        pass
    return answer


def called(function: Callable) -> str:
    """The name that the reader gave the function."""
    name = getattr(function, "__name__", "")
    return name if str(name).isidentifier() else "f"


def call(
    function: Callable,
    arguments: Sequence,
    stopped: Callable[[Callable, Any, str], str] | None = None,
) -> object:
    """What the reader's function returns; whatever goes wrong in it ends with a sentence.

    Everything is handed in as a fresh copy. If it can't work with lists, it gets arrays: both are
    right.
    """
    name, first = called(function), None
    for fresh in (copy.deepcopy, np.array):
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                value = function(*map(fresh, arguments))
            break
        except (TypeError, AttributeError) as trouble:
            first = first or trouble
        except (Exception, SystemExit) as trouble:
            raise Judged(_stopped(trouble, function, arguments, stopped)) from None
    else:
        raise Judged(_stopped(first, function, arguments, stopped)) from None
    if inspect.iscoroutine(value):
        value.close()
    if value is Ellipsis or (value is None and _untouched(function)):
        raise Judged(not_attempted(f"write the lines of `{name}` in place of `...`."))
    if value is None:
        _returned_nothing(printed.getvalue(), name)
    return value


def _stopped(trouble, function, arguments, words) -> Verdict:
    name = called(function)
    if isinstance(trouble, NotImplementedError):
        return not_attempted(f"`{name}` still says `NotImplementedError`: write its lines.")
    if "ellipsis" in str(described(trouble)):
        return not_attempted(f"there's still a `...` in `{name}`: put your own lines there.")
    if isinstance(trouble, NameError):
        return not_yet(
            f"`{name}` uses a name that Python doesn't know there: {described(trouble)}. Is it "
            f"spelt as in the line with `def`?",
            "raises",
        )
    if words is not None:
        return not_yet(words(function, arguments, described(trouble)), "raises")
    given = code(f"{name}({', '.join(map(repr, arguments))})")
    return not_yet(f"{given} stops with {described(trouble)}.", "raises")


def _returned_nothing(printed: str, name: str) -> None:
    if printed.strip():
        refuse(
            f"`{name}` prints its answer. `print` shows a value to you; `return` hands it to "
            f"whoever called. Put `return` in its place.",
            "prints",
        )
    refuse(
        f"`{name}` ends without handing anything back. Is there a `return`, and is it reached "
        f"every time?",
        "no return",
    )


def _untouched(function: Callable) -> bool:
    """True for a stub: a body that never looks at anything."""
    try:
        return not any(
            step.opname.startswith(("LOAD_FAST", "LOAD_GLOBAL", "LOAD_DEREF", "LOAD_NAME"))
            for step in dis.get_instructions(function)
        )
    except TypeError:
        return False
