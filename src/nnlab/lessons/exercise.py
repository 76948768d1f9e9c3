"""Exercises: hand in an answer, get one of three outcomes; hints and a solution on demand.

What is asked is in each chapter's folder, in words (exercises.md) and as judges (exercises.py). A
check never raises: whatever is wrong with an answer, its own exception included, comes back as a
sentence.
"""

import inspect
import pprint
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from .note import Note, card, described, fenced
from .replies import NOT_ATTEMPTED, Judged, Replies, Verdict
from .store import now, record
from .texts import Section, chosen, course_sections

FIELDS = ("For", "Hand in", "Hint", "Why")
Judge = Callable[[Any, Replies], Verdict]  # of an answer and what it may say; may raise `Judged`


class Exercise:
    """One exercise: a task, a judge, three hints and a solution.

    Parameters
    ----------
    section : of a chapter's exercises.md
        The heading is `id: title`; then `For:`, `Hand in:`, the task, three of `Hint:`, and `Why:`.
        What the judge says stands under `### Replies`, and under a heading of its own for each
        part.
    judges : dict id -> (judge, a right answer as it would be handed in)

    Attributes
    ----------
    id : str
        Chapter and name, "neuron/mistake".
    title, task : str
        What it's called and what to do, in Markdown.
    who : "everyone", "most" or "want more"
    hand_in : str
        The name that the reader hands in, as in `.check(b)`.
    judge : callable
        judge(answer, replies) -> Verdict; it may raise `Judged`.
    answer : function or value
        A right one.
    hints : three strings
        Each says more than the one before it.
    why : str
        Why the answer is right.
    replies : Replies
        What the judge may say.
    """

    __slots__ = "id title who hand_in task hints why judge answer replies _hints_given".split()

    def __init__(self, section: Section, judges: Mapping[str, tuple[Judge, object]]):
        self.id, _, self.title = section.heading.partition(": ")
        self.who, self.hand_in, self.why = map(section.one, ("For", "Hand in", "Why"))
        self.task, self.hints = section.text, section.all("Hint")
        self.judge, self.answer = judges[self.id]
        self.replies = Replies(section.lists.pop("Replies", []), section.lists)
        self._hints_given = 0

    def check(self, answer: Any = ...) -> Verdict:
        """Look at an answer. Never raises; try as often as you like.

        Parameters
        ----------
        answer : what the task asks for
        """
        verdict = self._verdict(answer)
        if verdict.outcome != NOT_ATTEMPTED:
            entry: dict[str, object] = {"outcome": verdict.outcome, "when": now()}
            if verdict:
                entry["solved"] = entry["when"]
            record("exercises", self.id, entry)
        return verdict

    def _verdict(self, answer: Any) -> Verdict:
        try:
            if is_blank(answer):
                return self.replies("blank", name=self.hand_in)
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return self.judge(answer, self.replies)
        except Judged as end:
            return end.verdict
        except RecursionError:
            return self.replies("endless")
        except Exception as trouble:
            return self.replies("(trouble)", trouble=described(trouble))

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
        hand_in = f'Hand in: exercise("{self.id}").check({self.hand_in}).'
        return (
            f"Exercise {self.id}: {self.title}\n{self.task}\n{hand_in} Stuck? .hint(), .solution()"
        )

    def _repr_markdown_(self) -> str:
        call = f'exercise("{self.id}")'
        text = (
            f"**{self.title}**\n\n{self.task}\n\n"
            f"Hand it in with `{call}.check({self.hand_in})`. Stuck? `{call}.hint()`, "
            f"up to three times; `{call}.solution()` shows one answer."
        )
        return card(text, f"Now you · {self.who}")


def exercise(id: str) -> Exercise:
    """The exercise with this id; `.check(answer)`, `.hint()`, `.solution()`.

    Raises
    ------
    ValueError
        For an unknown id; the message lists those there are.

    Examples
    --------
    >>> exercise("neuron/mistake").check(...).outcome
    'not attempted'
    """
    return chosen("exercise", id, exercises())


@cache
def exercises() -> dict[str, Exercise]:
    """Every exercise by its id, in the order of the chapters."""
    found = {}
    for section in course_sections("exercises.md", *FIELDS):
        chapter = section.heading.partition("/")[0]
        item = Exercise(section, import_module(f"nnlab.course.{chapter}.exercises").JUDGES)
        found[item.id] = item
    return found


def is_blank(answer: Any) -> bool:
    """True for an answer that is still to come: ..., None, or nothing but these."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)):
        return all(map(is_blank, answer))
    return answer is None or answer is Ellipsis
