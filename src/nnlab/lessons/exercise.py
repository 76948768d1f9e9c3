"""Exercises: hand in an answer, get one of three outcomes; hints and a solution on demand.

What is asked is in each chapter's folder, in words (exercises.md) and as judges (exercises.py). A
check never raises: whatever is wrong with an answer, its own exception included, comes back as a
sentence.
"""

from __future__ import annotations

import inspect
import pprint
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from . import content
from .note import Note, described, fenced
from .progress import now, record
from .replies import NOT_ATTEMPTED, Judged, Replies, Verdict
from .texts import sections

Judge = Callable[[Any, Replies], Verdict]
"""judge(answer, what it may say) -> Verdict; it may end anywhere, by `Judged`."""


@dataclass(eq=False, repr=False, slots=True)
class Exercise:
    """One exercise: a task, a judge, three hints and a solution.

    Attributes
    ----------
    id : str
        Chapter and name, "neuron/nand".
    title, task : str
        What it's called and what to do, in Markdown.
    who : "everyone", "most" or "want more"
    hand_in : str
        The name that the reader hands in, as in `.check(b)`.
    judge : callable
        judge(answer, replies) -> Verdict; it may raise `Judged`.
    hints : three strings
        Each says more than the one before it.
    answer : function or value
        A right one, as it would be handed in.
    why : str
        Why it is right.
    replies : Replies
        What the judge may say.
    """

    id: str
    title: str
    who: str
    task: str
    hand_in: str
    judge: Judge
    hints: tuple[str, ...]
    answer: object
    why: str
    replies: Replies = field(default_factory=Replies)
    _hints_given: int = field(default=0, init=False)

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
        return (
            f"**{self.title}** ({self.who})\n\n{self.task}\n\n"
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


def read_exercises(path: Path, judges: Mapping[str, tuple[Judge, object]]) -> tuple[Exercise, ...]:
    """The exercises of a file, each with its (judge, solution).

    A heading is `id: title`; then `For:`, `Hand in:`, the task, three of `Hint:`, and `Why:`. What
    the judge says stands under `### Replies`, and under a heading of its own for each part.
    """
    found = []
    for section in sections(path, "For", "Hand in", "Hint", "Why"):
        id_, _, title = section.heading.partition(": ")
        judge, solution = judges[id_]
        replies = section.lists.pop("Replies", [])
        found.append(
            Exercise(
                id_,
                title=title,
                who=section.one("For"),
                task=section.text,
                hand_in=section.one("Hand in"),
                judge=judge,
                hints=section.all("Hint"),
                answer=solution,
                why=section.one("Why"),
                replies=Replies(replies, section.lists),
            )
        )
    return tuple(found)


def is_blank(answer: Any) -> bool:
    """True for an answer that is still to come: ..., None, or nothing but these."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)):
        return all(map(is_blank, answer))
    return answer is None or answer is Ellipsis
