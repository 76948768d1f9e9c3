"""The decisions that a neuron can make of three reasons, and what they are called.

Of the 256 ways to answer the eight cases a neuron can be 104. Each is one of ten kinds: it looks at
none, one, two or three of the reasons, and is for some of these and against the others.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations, product
from typing import NamedTuple

from nnlab.core import checks

# The eight cases, few reasons first.
CASES = tuple(sorted(product((0, 1), repeat=3), key=lambda case: (sum(case), [-x for x in case])))


class Decision(NamedTuple):
    """What eight answers are called: a name, and when it goes."""

    name: str
    rule: str


def answered(goes: Callable[..., bool]) -> tuple[int, ...]:
    """The answers to the eight cases of a rule such as ``lambda a, b, c: a and b``."""
    return tuple(int(bool(goes(*case))) for case in CASES)


def decision(answers: Sequence[int], reasons: Sequence[str]) -> Decision:
    """What it is that answers the eight `CASES` like this.

    Parameters
    ----------
    answers : eight 0s and 1s, in the order of `CASES`
    reasons : what the three reasons are called

    Raises
    ------
    ValueError
        If they aren't eight answers to three reasons.

    >>> reasons = ("friends", "sun", "money")
    >>> decision(answered(lambda a, b, c: a + b + c >= 2), reasons)
    Decision(name='the majority', rule='goes if two of the three say yes')
    >>> decision(answered(lambda a, b, c: a and (b or c)), reasons)
    Decision(name='a veto for friends', rule='goes with friends and one more: sun or money')
    >>> decision(answered(lambda a, b, c: a + b + c == 1), reasons).name
    'no neuron of three reasons'
    """
    answers = tuple(map(int, answers))
    eight = len(answers) == len(CASES) and {*answers} <= {0, 1} and len(reasons) == 3
    checks.need(eight, "give eight answers, each 0 or 1, and the names of three reasons")
    if answers not in known():
        return Decision("no neuron of three reasons", "answers as no three weights can")
    words, order, against = known()[answers]
    told = (_Told(reasons[i], no) for i, no in zip(order, against, strict=True))
    return Decision(*words(*told))


@cache
def known() -> dict[tuple[int, ...], tuple]:
    """All that a neuron of three reasons can be, by its answers.

    >>> len(known())
    104
    """
    found: dict[tuple[int, ...], tuple] = {}
    ways = list(product(permutations(range(3)), product((0, 1), repeat=3)))
    for goes, words in _KINDS:
        for order, against in ways:
            seen = [[case[i] ^ no for i, no in zip(order, against, strict=True)] for case in CASES]
            answers = tuple(int(bool(goes(*each))) for each in seen)
            found.setdefault(answers, (words, order, against))
    return found


class _Told(NamedTuple):
    """A reason, and whether the neuron is against it."""

    reason: str
    against: int

    def __str__(self) -> str:
        return f"no {self.reason}" if self.against else self.reason


def _one(a: _Told, *_: _Told) -> tuple[str, str]:
    name = f"the opposite of {a.reason}" if a.against else f"{a} alone"
    return name, f"looks at nothing but {a.reason}, and goes with {a}"


def _together(a: _Told, b: _Told, c: _Told) -> tuple[str, str]:
    against = a.against + b.against + c.against
    if against in (0, 3):
        name, say = ("none of the three", "no") if against else ("all three", "yes")
        return name, f"goes only if all three say {say}"
    return f"{a}, {b} and {c}", f"goes only with {a}, {b} and {c}"


def _any(a: _Told, b: _Told, c: _Told) -> tuple[str, str]:
    against = a.against + b.against + c.against
    if against in (0, 3):
        name, when = ("not all three", "unless all say") if against else ("any one", "if one says")
        return name, f"goes {when} yes"
    return f"{a}, {b} or {c}", f"goes with {a}, {b} or {c}"


def _two(a: _Told, b: _Told, c: _Told) -> tuple[str, str]:
    against = a.against + b.against + c.against
    if against in (0, 3):
        name, when = ("the minority", "unless") if against else ("the majority", "if")
        return name, f"goes {when} two of the three say yes"
    return "two of three", f"goes with two of these: {a}, {b}, {c}"


def _veto(a: _Told, b: _Told, c: _Told) -> tuple[str, str]:
    name = f"a ban on {a.reason}" if a.against else f"a veto for {a.reason}"
    return name, f"goes with {a} and one more: {b} or {c}"


def _both(a: _Told, b: _Told, c: _Told) -> tuple[str, str]:
    others = f"{b} and {c}" if b.against or c.against else "both others"
    return f"{a}, or {others}", f"goes with {a}, or with {b} and {c}"


# Whom it lets go, of three things that are so or not; and its words.
_KINDS: tuple[tuple[Callable[..., bool], Callable[..., tuple[str, str]]], ...] = (
    (lambda a, b, c: False, lambda a, b, c: ("nobody", "never goes, whatever it is told")),
    (lambda a, b, c: True, lambda a, b, c: ("everybody", "always goes, whatever it is told")),
    (lambda a, b, c: a, _one),
    (lambda a, b, c: a and b, lambda a, b, c: (f"{a} and {b}", f"goes only with {a} and {b}")),
    (lambda a, b, c: a or b, lambda a, b, c: (f"{a} or {b}", f"goes with {a} or {b}")),
    (lambda a, b, c: a and b and c, _together),
    (lambda a, b, c: a or b or c, _any),
    (lambda a, b, c: a + b + c >= 2, _two),
    (lambda a, b, c: a and (b or c), _veto),
    (lambda a, b, c: a or (b and c), _both),
)
