"""Predictions: commit before you look.

The questions, and a reply to every choice, live in each chapter's predictions.md, so that neither
the notebook nor what is sent to the browser holds an answer before one is locked in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..core import checks
from .texts import Section, chosen, course_sections

if TYPE_CHECKING:
    from .prediction import Prediction


class Choice(NamedTuple):
    """One thing to choose, and what is said to whoever chose it."""

    text: str
    reply: str = ""
    right: bool = False


class Question(NamedTuple):
    """A question with its choices; `id` is what progress remembers it by."""

    id: str
    text: str
    choices: tuple[Choice, ...]


@cache
def questions() -> dict[str, Question]:
    """Every question of the course by its id."""
    return {section.heading: read(section) for section in course_sections("predictions.md")}


def read(section: Section) -> Question:
    """`- [ ]` begins a choice, `- [x]` a right one; indented below it is its reply."""
    blocks = section.blocks
    first = next(i for i, block in enumerate(blocks) if block.startswith("- ["))
    pairs = zip(blocks[first::2], blocks[first + 1 :: 2], strict=True)
    choices = (Choice(item[6:], reply.strip(), item[3] == "x") for item, reply in pairs)
    return Question(section.heading, "\n\n".join(blocks[:first]), tuple(choices))


def predict(
    question: str,
    choices: Iterable[str] | Mapping[str, str] | None = None,
    *,
    right: str | None = None,
) -> Prediction:
    """Ask for a prediction, to be locked in before anything is revealed.

    Parameters
    ----------
    question : str
        The id of one of the course's predictions ("neuron/and"), or your own question.
    choices : list of str, or dict choice -> reply
        For your own question: at least two.
    right : str, optional
        For your own question: the right one of the choices.

    Returns
    -------
    Prediction
        A widget for the page. In code: `.commit("B", sure=True)`, then `.reply`.

    Raises
    ------
    ValueError
        For an unknown id, fewer than two choices, two that are alike, or a `right` that is none
        of them.

    Examples
    --------
    >>> predict("Is it raining?", ["yes", "no"])
    Predict: Is it raining?
      A  yes
      B  no
    """
    from .prediction import Prediction

    if choices is not None:
        return Prediction(_own(question, choices, right))
    more = '; or ask your own question with its choices: predict("Which way?", ["up", "down"])'
    return Prediction(chosen("prediction", question, questions(), more))


def _own(question: str, choices: Iterable[str] | Mapping[str, str], right: str | None) -> Question:
    listed = np.iterable(choices) and not isinstance(choices, str)
    checks.need(listed, 'choices must be a list, ["yes", "no"], or a dict choice -> reply')
    pairs = choices.items() if isinstance(choices, Mapping) else [(text, "") for text in choices]
    replies = {str(text): str(reply) for text, reply in pairs}
    right = None if right is None else str(right)
    checks.need(len(replies) == len(pairs) >= 2, "choices must be at least two, and no two alike")
    fits = right is None or right in replies
    checks.need(fits, f"right must be one of the choices: {', '.join(replies)}")
    made = (Choice(text, reply, text == right) for text, reply in replies.items())
    return Question(str(question), str(question), tuple(made))
