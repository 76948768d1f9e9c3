"""What judges are made of: reading what was handed in, and naming the slip behind it.

`Values` judges numbers and `Solution` functions. Both know what's right; the wrong ones, by what
went wrong in them, are numbers beside their sentences in Markdown, or functions in a table.
"""

import contextlib
import copy
import dis
import inspect
import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .exercise import is_blank
from .note import code, described
from .replies import NOT_YET, Judged, Replies, Verdict

ROUNDING = 0.0051  # two decimals are enough: half a hundredth off is rounded, not wrong
Other = Callable[[list[float], Replies], Verdict]


# Numbers --------------------------------------------------------------------------------------


def as_number(value: object) -> float | None:
    """A plain number from whatever holds just one (a bool counts); None for anything else."""
    with contextlib.suppress(Exception):
        array = np.asarray(value)
        if array.size == 1 and array.dtype.kind in "biufO":
            return float(array.item())
    return None


def one_number(answer: Any, say: Replies, wanted: str = "") -> float:
    """The number handed in; otherwise ends with a sentence."""
    number = None if isinstance(answer, bool) else as_number(answer)
    if number is None or not math.isfinite(number):
        say.end("no number", answer=answer, wanted=wanted or say.words("wanted"))
    return number


def numbers_in(answer: Any) -> list[float]:
    """The numbers in a list, a tuple or an array; none at all if something else is among them."""
    parts: list[object] = []
    if isinstance(answer, (list, tuple, np.ndarray)):
        with contextlib.suppress(ValueError):
            parts = list(np.ravel(np.asarray(answer, dtype=object)))
    numbers = [None if isinstance(part, bool) else as_number(part) for part in parts]
    return [] if None in numbers else [number for number in numbers if number is not None]


def some_numbers(answer: Any, count: int, say: Replies) -> list[float]:
    """That many numbers; otherwise ends with a sentence."""
    numbers = numbers_in(answer)
    if len(numbers) != count:
        say.end("no numbers", answer=answer, wanted=say.words("wanted"))
    if not all(map(math.isfinite, numbers)):
        say.end("nan (numbers)", answer=answer)
    return numbers


def _other(numbers: list[float], say: Replies) -> Verdict:
    return say("(other)", number=numbers[0], numbers=tuple(numbers))


class Values:
    """A judge for one number or several.

    It says "right"; or the reply whose numbers come near, but for rounding; or "(other)", with the
    number or the numbers. What's no number is told what is "wanted".

    Parameters
    ----------
    right : the number or the numbers
    within : float
        How far off the right one may be.
    other : callable, optional
        (numbers, replies) -> Verdict, for an answer that's wrong in some other way.
    """

    def __init__(self, *right: float, within: float = 1e-6, other: Other = _other):
        self.right, self.within, self.other = right, within, other

    def __call__(self, answer: Any, say: Replies) -> Verdict:
        wrong = self.wrong(answer, say)
        return say("right") if wrong is None else wrong

    def wrong(self, answer: Any, say: Replies) -> Verdict | None:
        """What to say of an answer that isn't right; None for one that is."""
        if len(self.right) == 1:
            numbers = [one_number(answer, say)]
        else:
            numbers = some_numbers(answer, len(self.right), say)
        if np.allclose(numbers, self.right, rtol=0, atol=self.within):
            return None
        for name, value in say.values.items():
            wrong = list(map(float, value.split(",")))
            if np.allclose(numbers, wrong, rtol=0, atol=max(self.within, ROUNDING)):
                return say(name)
        return self.other(numbers, say)


class Parts:
    """A judge for several numbers, each with the replies of its own part; blank ones are left open.

    Parameters
    ----------
    **values : Values
        By the names of the parts, in the order in which the numbers are handed in.
    """

    def __init__(self, **values: Values):
        self.values = values

    def __call__(self, answer: Any, say: Replies) -> Verdict:
        if isinstance(answer, dict):
            answer = [answer.get(part) for part in self.values]
        if not isinstance(answer, (list, tuple, np.ndarray)) or len(answer) != len(self.values):
            say.end("no numbers", answer=answer, wanted=say.words("wanted"))
        given = {
            part: number
            for part, number in zip(self.values, answer, strict=True)
            if not is_blank(number)
        }
        found = [self.values[part].wrong(number, say.parts[part]) for part, number in given.items()]
        wrong = [verdict for verdict in found if verdict is not None]
        if not wrong:
            return say("right" if len(given) == len(self.values) else "unfinished", n=len(given))
        slips = ", ".join(verdict.slip for verdict in wrong if verdict.slip)
        return Verdict(NOT_YET, " And: ".join(verdict.message for verdict in wrong), slips or None)


# Functions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Solution:
    """A judge for a function: it's tried on cases, and so is every known way to get it wrong.

    Attributes
    ----------
    right : function
        A right one; its name and its parameters are those the task asks for.
    cases : list of tuples
        What it's called with, each time with fresh copies.
    read : callable
        (what a function hands back, replies) -> arrays to compare; it may end the judge.
    slips : dict name of a reply, or several names -> a function that goes wrong so
    difference : callable
        (case, what came out, what should, replies) -> Verdict, or None where they agree: for a
        function that's wrong in some other way.
    facts : callable, optional
        case -> facts for "raises (error)".
    """

    right: Callable
    cases: Sequence[tuple]
    read: Callable[[Any, Replies], Any]
    slips: Mapping[str, Callable] | Mapping[tuple[str, ...], Callable]
    difference: Callable[[tuple, Any, Any, Replies], Verdict | None]
    facts: Callable[[tuple], dict[str, object]] = lambda case: {}

    def __call__(self, answer: Any, say: Replies) -> Verdict:
        parameters = list(inspect.signature(self.right).parameters)
        function = the_function(answer, self.right.__name__, parameters, say)
        results, trouble = [], None
        for case in self.cases:
            try:
                results.append(self.read(call(function, case, say, **self.facts(case)), say))
            except Judged as end:
                if end.verdict.slip != "raises":
                    raise
                trouble = trouble or end
                results.append(None)
        if self._alike(results, self.right, say):
            return say("right")
        for names, wrong in self.slips.items():
            if self._alike(results, wrong, say):
                return say(names) if isinstance(names, str) else say(*names)
        if trouble is not None:
            raise trouble
        verdicts = (
            self.difference(case, result, self.read(self.right(*case), say), say)
            for case, result in zip(self.cases, results, strict=True)
        )
        return next(verdict for verdict in verdicts if verdict is not None)

    def _alike(self, results: list, function: Callable, say: Replies) -> bool:
        """Does the function give the same results, errors included?"""
        for case, result in zip(self.cases, results, strict=True):
            try:
                other = self.read(function(*copy.deepcopy(case)), say)
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


def the_function(answer: Any, name: str, parameters: Sequence[str], say: Replies) -> Callable:
    """The reader's function, if that's what this is; otherwise ends with a sentence.

    `name` is what the task calls it.
    """
    if isinstance(answer, (int, float, np.generic, np.ndarray)):
        say.end("a result", answer=answer, name=name)
    if not callable(answer) or inspect.isclass(answer):
        say.end("no function", name=name, kind=code(type(answer).__name__))
    with contextlib.suppress(ValueError):  # some compiled functions don't tell their parameters
        try:
            inspect.signature(answer).bind(*parameters)
        except TypeError:
            facts = {"parameters": ", ".join(parameters), "n": len(parameters)}
            say.end("parameters", name=called(answer), **facts)
    return answer


def called(function: Callable) -> str:
    """The name that the reader gave the function."""
    name = getattr(function, "__name__", "")
    return name if str(name).isidentifier() else "f"


def call(function: Callable, arguments: Sequence, say: Replies, **facts: object) -> object:
    """What the reader's function returns; whatever goes wrong in it ends with a sentence.

    Everything is handed in as a fresh copy. If it can't work with lists, it gets arrays: both are
    right.
    """
    name, printed = called(function), io.StringIO()
    troubles: list[BaseException] = []
    for fresh in (copy.deepcopy, np.array):
        try:
            with contextlib.redirect_stdout(printed):
                value = function(*map(fresh, arguments))
        except (TypeError, AttributeError) as found:
            troubles.append(found)
        except (Exception, SystemExit) as found:
            troubles.insert(0, found)
            break
        else:
            return _returned(value, function, printed.getvalue(), say)
    trouble, said = troubles[0], described(troubles[0])
    if isinstance(trouble, NotImplementedError):
        say.end("stub (raises)", name=name)
    if "ellipsis" in said:
        say.end("stub (half)", name=name)
    reply = "raises (name)" if isinstance(trouble, NameError) else "raises (error)"
    given = code(f"{name}({', '.join(map(repr, arguments))})")
    say.end(reply, name=name, trouble=said, call=given, **facts)


def _returned(value: Any, function: Callable, printed: str, say: Replies) -> object:
    """What came back, if anything did."""
    if inspect.iscoroutine(value):
        value.close()
    if value is Ellipsis or (value is None and _untouched(function)):
        say.end("stub (empty)", name=called(function))
    if value is None:
        say.end("prints" if printed.strip() else "no return", name=called(function))
    return value


def _untouched(function: Callable) -> bool:
    """True for a stub: a body that never looks at anything."""
    looks = ("LOAD_FAST", "LOAD_GLOBAL", "LOAD_DEREF", "LOAD_NAME")
    try:
        return not any(step.opname.startswith(looks) for step in dis.get_instructions(function))
    except TypeError:
        return False
