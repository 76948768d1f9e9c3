"""The widget of a prediction. Before the commit the browser knows the question, nothing else."""

from __future__ import annotations

import textwrap
from string import ascii_uppercase
from typing import Any

import traitlets

from ..live.part import Part
from ..live.stage import owner
from .predict import Choice, Question
from .store import now, recall, record

_open: dict[str, Prediction] = {}


class Prediction(Part):
    """A question to answer before looking; made by `predict`.

    The first answer is the one that's remembered, also after a restart. Trying again is allowed
    and changes nothing in the record.
    """

    question = traitlets.Unicode(read_only=True)
    choices = traitlets.List(traitlets.Unicode(), read_only=True)
    # Empty until the commit; then choice, sure and first, and from when the cover is lifted on
    # verdict, reply and right, for the page.
    answer = traitlets.Dict(read_only=True)

    def __init__(self, question: Question):
        super().__init__()
        self._asked = question
        self._right = [i for i, choice in enumerate(question.choices) if choice.right]
        if question.id in _open:  # the cell ran again: its old widget is off the page
            _open[question.id].close()
        _open[question.id] = self
        self.set_trait("question", question.text)
        self.set_trait("choices", [choice.text for choice in question.choices])
        before = recall("predictions", question.id)
        if before.get("choice") in self.choices:
            self._reveal(self.choices.index(before["choice"]), bool(before.get("sure")))
        self.on_event(self._act)

    def commit(self, choice: str | int, sure: bool | None = None) -> Prediction:
        """Lock in an answer: its letter, its text, or its place from 0.

        Raises
        ------
        ValueError
            If it's none of the choices; nothing is locked in then.
        """
        return self._lock(self._index(choice), bool(sure)).lift()

    def _lock(self, index: int, sure: bool) -> Prediction:
        """Keep an answer; the reply to it stays covered."""
        picked = self._asked.choices[index]
        entry = {"choice": picked.text, "sure": sure, "when": now()}
        if self._right:
            entry["right"] = picked.right
        record("predictions", self._asked.id, entry)
        self.set_trait("answer", {"choice": index, "sure": sure, "first": self._first(picked)})
        return self

    def _first(self, picked: Choice) -> str:
        """The first answer, where that was another."""
        first = recall("predictions", self._asked.id).get("choice", picked.text)
        return "" if first == picked.text else first

    def lift(self) -> Prediction:
        """Take the cover off the reply to what was locked in."""
        if "choice" in self.answer and "verdict" not in self.answer:
            self._reveal(self.answer["choice"], self.answer["sure"])
        return self

    def again(self) -> Prediction:
        """Open the question once more; the first answer stays in the record."""
        self.set_trait("answer", {})
        return self

    @property
    def reply(self) -> str:
        """What is said to the answer; empty until it is locked in."""
        return self.answer.get("reply", "")

    def _index(self, choice: Any) -> int:
        if isinstance(choice, str) and choice in self.choices:
            return self.choices.index(choice)
        if isinstance(choice, str) and len(choice.strip()) == 1:
            choice = ascii_uppercase.find(choice.strip().upper())
        whole = isinstance(choice, int) and not isinstance(choice, bool)
        if not whole or not 0 <= choice < len(self.choices):
            letters = ", ".join(ascii_uppercase[: len(self.choices)])
            raise ValueError(f"choose one of {letters}: got {choice!r}")
        return choice

    def _reveal(self, index: int, sure: bool) -> None:
        """Show the reply."""
        picked = self._asked.choices[index]
        answer = {
            "choice": index,
            "sure": sure,
            "first": self._first(picked),
            "verdict": _verdict(picked, sure) if self._right else "Locked in.",
            "reply": picked.reply,
        }
        self.set_trait("answer", answer | ({"right": self._right} if self._right else {}))

    def _act(self, event: dict) -> None:
        """The browser's three events; anything else is not for us."""
        if event["type"] == "commit" and not self.answer:
            self._lock(self._index(event.get("choice", "")), event.get("sure") is True)
            _lift_after_next_cell(self)
        elif event["type"] == "lift":
            self.lift()
        elif event["type"] == "again":
            self.again()

    def __repr__(self) -> str:
        """The question and its choices: the same before and after the commit."""
        lines = textwrap.wrap(f"Predict: {self._asked.text}", 79)
        for letter, choice in zip(ascii_uppercase, self._asked.choices, strict=False):
            lines += textwrap.wrap(
                choice.text, 79, initial_indent=f"  {letter}  ", subsequent_indent="     "
            )
        return "\n".join(lines)


def _lift_after_next_cell(asked: Prediction) -> None:
    """The reader has seen what happens once a cell has run after the commit."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return

    def seen(_result: Any) -> None:
        shell.events.unregister("post_run_cell", seen)
        owner().call(asked.lift)

    shell.events.register("post_run_cell", seen)


def _verdict(picked: Choice, sure: bool) -> str:
    if picked.right:
        return "✓ Right, and you were sure." if sure else "✓ Right. You can be surer now."
    if sure:
        return "✗ Another one is right. You were sure, so this is worth a second look."
    return "✗ Another one is right. Good that you left room for doubt."
