"""Where the machinery finds the course's content: the one arrow from lessons to course.

It's followed on first use, since the content is made with the machinery.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .exercise import Exercise
    from .glossary import Term
    from .predict import Question


def exercises() -> Mapping[str, Exercise]:
    """Every exercise by its id, in the order of the chapters."""
    from nnlab import course

    return course.EXERCISES


def predictions() -> Mapping[str, Question]:
    """Every question by its id."""
    from nnlab import course

    return course.PREDICTIONS


def terms() -> Sequence[Term]:
    """Every word of the glossary."""
    from nnlab import course

    return course.TERMS
