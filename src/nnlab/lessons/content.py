"""Where the machinery finds the course's content: the one arrow from lessons to course.

It's followed on first use, since the content is made with the machinery.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core import Network
    from .exercise import Exercise
    from .glossary import Term
    from .predict import Question
    from .worksheet import Line


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


def worksheet_lines(network: Network) -> Iterable[Line]:
    """What there is to work out in one training step of a network."""
    from nnlab.course.backprop import worksheet

    return worksheet.lines(network)
