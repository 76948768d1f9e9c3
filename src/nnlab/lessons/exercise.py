"""Exercises: hand in an answer, get one of three outcomes; hints and a solution on demand.

The machinery is here, what is asked is in `exercises/`. A check never raises: whatever is wrong
with an answer, its own exception included, comes back as a sentence.
"""

from __future__ import annotations

import contextlib
import dis
import inspect
import io
import math
import pprint
import warnings
from collections.abc import Callable, Sequence

import numpy as np

from . import content
from .note import Note, code, fenced, shown
from .progress import now, record

NOT_ATTEMPTED, NOT_YET, CORRECT = "not attempted", "not yet", "correct"
_MARKS = {NOT_ATTEMPTED: "…", NOT_YET: "✗", CORRECT: "✓"}


class Verdict(Note):
    """What a check says.

    Attributes
    ----------
    outcome : "not attempted", "not yet" or "correct"
    message : str
        The sentence, in Markdown.
    slip : str or None
        The mistake that was recognised, by a short name.
    """

    def __init__(self, outcome: str, message: str, slip: str | None = None):
        self.outcome, self.message, self.slip = outcome, message, slip
        mark = _MARKS[outcome]
        super().__init__(f"{mark} {outcome}: {message}", f"**{mark} {outcome}:** {message}")

    def __bool__(self) -> bool:
        return self.outcome == CORRECT


class Judged(Exception):
    """Raised anywhere inside a judge to end it with this verdict."""

    def __init__(self, verdict: Verdict):
        super().__init__(verdict.text)
        self.verdict = verdict


def not_attempted(message: str) -> Verdict:
    return Verdict(NOT_ATTEMPTED, message)


def not_yet(message: str, slip: str | None = None) -> Verdict:
    return Verdict(NOT_YET, message, slip)


def correct(message: str) -> Verdict:
    return Verdict(CORRECT, message)


class Exercise:
    """One exercise: a task, a judge, three hints and a solution.

    Parameters
    ----------
    id : str
        Chapter and name, "neuron/nand".
    title, task : str
        What it's called and what to do, in Markdown.
    who : "everyone", "most" or "want more"
    hand_in : str
        The name that the reader hands in, as in `.check(b)`.
    judge : callable
        judge(answer) -> Verdict; it may raise `Judged`.
    hints : three strings
        Each says more than the one before it.
    solution : function or value
        A right answer, as it would be handed in.
    why : str
        Why it is right.
    """

    def __init__(
        self,
        id: str,
        *,
        title: str,
        who: str,
        task: str,
        hand_in: str,
        judge: Callable[[object], Verdict],
        hints: Sequence[str],
        solution: object,
        why: str,
    ):
        self.id, self.title, self.who, self.task, self.hand_in = id, title, who, task, hand_in
        self.hints, self.answer, self.why = tuple(hints), solution, why
        self._judge = judge
        self._hints_given = 0

    def check(self, answer: object = ...) -> Verdict:
        """Look at an answer. Never raises; try as often as you like.

        Parameters
        ----------
        answer : what the task asks for
        """
        verdict = self._verdict(answer)
        if verdict.outcome != NOT_ATTEMPTED:
            entry = {"outcome": verdict.outcome, "when": now()}
            if verdict:
                entry["solved"] = entry["when"]
            record("exercises", self.id, entry)
        return verdict

    def _verdict(self, answer: object) -> Verdict:
        try:
            if _is_blank(answer):
                return not_attempted(f"hand in your own `{self.hand_in}` in place of `...`.")
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return self._judge(answer)
        except Judged as end:
            return end.verdict
        except Exception as trouble:
            return not_yet(f"checking your answer stopped with {described(trouble)}.")

    def hint(self) -> Note:
        """The next of three hints; after the third, the third again."""
        self._hints_given = min(self._hints_given + 1, len(self.hints))
        n, total = self._hints_given, len(self.hints)
        record("exercises", self.id, {"hints": n})
        more = "call `.hint()` again for the next" if n < total else "that's all of them"
        text = self.hints[n - 1]
        return Note(
            f"Hint {n} of {total}: {text}\n({more})", f"**Hint {n} of {total}:** {text} *({more})*"
        )

    def solution(self) -> Note:
        """One right answer, and why it is right."""
        record("exercises", self.id, {"solution": True})
        if inspect.isfunction(self.answer):
            source = inspect.getsource(self.answer).rstrip()
        else:
            name = f"{self.hand_in} = "
            value = pprint.pformat(self.answer, width=72, sort_dicts=False)
            source = name + value.replace("\n", "\n" + " " * len(name))
        return Note(f"{source}\n\n{self.why}", f"{fenced(source)}\n\n{self.why}")

    def __repr__(self) -> str:
        return f"Exercise {self.id}: {self.title}\n{self.task}\n{self._how(plain=True)}"

    def _repr_markdown_(self) -> str:
        return f"**{self.title}** ({self.who})\n\n{self.task}\n\n{self._how()}"

    def _how(self, plain: bool = False) -> str:
        call = f'exercise("{self.id}")'
        if plain:
            return f"Hand in: {call}.check({self.hand_in}). Stuck? .hint(), .solution()"
        return (
            f"Hand it in with `{call}.check({self.hand_in})`. Stuck? `{call}.hint()`, "
            f"up to three times; `{call}.solution()` shows one answer."
        )


def exercise(id: str) -> Exercise:
    """The exercise with this id; `.check(answer)`, `.hint()`, `.solution()`.

    Raises
    ------
    ValueError
        For an unknown id; the message lists those there are.

    Examples
    --------
    >>> exercise("neuron/nand").check(...).outcome
    'not attempted'
    """
    try:
        return content.exercises()[id]
    except (KeyError, TypeError):
        known = ", ".join(content.exercises())
        raise ValueError(f"there is no exercise {id!r}: choose one of {known}") from None


# What judges use ------------------------------------------------------------------------------


def _is_blank(answer: object) -> bool:
    """True for an answer that is still to come: ..., None, or nothing but these."""
    if answer is None or answer is Ellipsis:
        return True
    if isinstance(answer, dict):
        return all(_is_blank(value) for value in answer.values())
    if isinstance(answer, (list, tuple)):
        return all(_is_blank(value) for value in answer)
    return False


def described(trouble: BaseException) -> str:
    """An exception in one line of code: its name and what it says."""
    try:
        said = str(trouble)
    except Exception:
        said = ""
    name = type(trouble).__name__
    return code(f"{name}: {said}" if said else name)


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


def the_function(answer: object, name: str, parameters: Sequence[str]) -> Callable:
    """The reader's function, if that's what this is; otherwise ends with a sentence.

    `name` is what the task calls it.
    """
    names = ", ".join(parameters)
    if isinstance(answer, (int, float, np.generic, np.ndarray)):
        raise Judged(
            not_yet(
                f"that's a result, {shown(answer)}. Hand in the function itself, without "
                f"brackets: `.check({name})`.",
                "a result",
            )
        )
    if not callable(answer) or inspect.isclass(answer):
        raise Judged(
            not_yet(
                f"a function is wanted: the name after `def`, without brackets or quotes, as in "
                f"`.check({name})`. This is a {code(type(answer).__name__)}.",
                "no function",
            )
        )
    try:
        inspect.signature(answer).bind(*parameters)
    except TypeError:
        raise Judged(
            not_yet(
                f"the check calls `{called(answer)}({names})`, with {len(parameters)} things in "
                f"the brackets. Let your first line be `def {called(answer)}({names}):`.",
                "parameters",
            )
        ) from None
    except ValueError:  # some compiled functions don't tell their parameters
        pass
    return answer


def called(function: Callable) -> str:
    """The name that the reader gave the function."""
    name = getattr(function, "__name__", "")
    return name if str(name).isidentifier() else "f"


def call(function: Callable, arguments: Sequence) -> object:
    """What the reader's function returns; whatever goes wrong in it ends with a sentence.

    Lists are handed in as fresh lists. If it can't work with them, it gets arrays: both are right.
    """
    name, first = called(function), None
    for wrap in (lambda a: list(a) if isinstance(a, (list, tuple)) else a, np.array):
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                value = function(*(wrap(a) for a in arguments))
        except (Exception, SystemExit) as trouble:
            first = first or trouble
            if isinstance(trouble, (TypeError, AttributeError)):
                continue
            raise Judged(_stopped(trouble, arguments, name)) from None
        break
    else:
        raise Judged(_stopped(first, arguments, name)) from None
    if inspect.iscoroutine(value):
        value.close()
    if value is Ellipsis or (value is None and _untouched(function)):
        raise Judged(not_attempted(f"write the lines of `{name}` in place of `...`."))
    if value is None:
        raise Judged(_returned_nothing(printed.getvalue(), name))
    return value


def _stopped(trouble: BaseException, arguments: Sequence, name: str) -> Verdict:
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
    given = code(f"{name}({', '.join(map(repr, arguments))})")
    return not_yet(f"{given} stops with {described(trouble)}.", "raises")


def _returned_nothing(printed: str, name: str) -> Verdict:
    if printed.strip():
        return not_yet(
            f"`{name}` prints its answer. `print` shows a value to you; `return` hands it to "
            f"whoever called. Put `return` in its place.",
            "prints",
        )
    return not_yet(
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


def is_ordinary(value: float) -> bool:
    """True for a finite number."""
    return math.isfinite(value)
