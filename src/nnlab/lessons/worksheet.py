"""Paper mode: one training step of a small network as a list of numbers to fill in with a pen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core import Network, checks, sigmoid
from . import content
from .exercise import is_blank
from .judging import one_number
from .note import Note, code
from .replies import Judged, Replies, Verdict

SHARE = 0.03
"""Two-decimal arithmetic is enough: a number may be off by this share of it ..."""
HALF = 0.0051
"""... or by half a hundredth."""

SAY = Replies()


class Slip(NamedTuple):
    """A way to go wrong: its name, what is said of it, and the formula of what comes out."""

    name: str
    words: str
    formula: str


class Line(NamedTuple):
    """One number to work out, and how it goes wrong.

    Formulas are written as on paper, `2 (a - y)²` or `d_z · v1`: what is shown is what is worked
    out. They may use `functions`.

    Examples
    --------
    >>> Line("d_a", "2 (a - y)").work({"a": 1.5, "y": 1})
    1.0
    """

    name: str
    formula: str
    slips: tuple[Slip, ...] = ()
    part: str = ""  # what it's measured by, if not by itself
    functions: Mapping[str, Callable] = {}
    exactly: str = ""  # what runs, where `formula` is words

    def work(self, numbers: Mapping[str, float], formula: str = "") -> float:
        """The number that comes out of the numbers so far; or another formula's."""
        text = formula or self.exactly or self.formula
        python = re.sub(r"(\w) \(", r"\1 * (", text).replace("·", "*").replace("²", "**2")
        return float(eval(python, {"__builtins__": {}, **self.functions}, dict(numbers)))

    def near(self, value: float, other: float, numbers: Mapping[str, float]) -> bool:
        """Equal but for two-decimal arithmetic?"""
        size = self.work(numbers, self.part) if self.part else other
        return abs(value - other) <= max(SHARE * abs(size), HALF)


class Worksheet(Note):
    """One training step, number by number. On a page it's a table with an empty column.

    Attributes
    ----------
    given : dict
        What is known at the start: inputs, target, learning rate, weights and biases.
    lines : tuple of Line
        What to work out, in order: forward, loss, backward, update.
    answers : dict
        All of it, not rounded.
    """

    def __init__(self, given: Mapping[str, float], lines):
        self.given, self.lines = dict(given), tuple(lines)
        self.answers: dict[str, float] = {}
        for line in self.lines:
            self.answers[line.name] = line.work({**self.given, **self.answers})
        super().__init__(self._as_text(), self._as_markdown())

    def blank(self) -> dict:
        """Every name with `...` to be replaced by your number."""
        return dict.fromkeys(self.answers, ...)

    def check(self, answers: object) -> Verdict:
        """Look for the first number that's wrong; those not yet filled in are left alone.

        A number is right if it follows from those given, or from your own before it, to 3 % or
        half a hundredth.

        Parameters
        ----------
        answers : dict name -> number, or a list in the order of the lines
        """
        try:
            mine = self._numbers(answers)
        except Judged as end:
            return end.verdict
        seen = {**self.given, **self.answers}
        for n, line in enumerate(self.lines, start=1):
            if line.name not in mine:
                continue
            value, exact = mine[line.name], self.answers[line.name]
            follows = line.work(seen)
            if not (line.near(value, exact, seen) or line.near(value, follows, seen)):
                return self._first_wrong(n, line, value, seen)
            seen[line.name] = value
        missing = [line.name for line in self.lines if line.name not in mine]
        n = len(self.lines)
        if missing:
            return SAY("unfinished (worksheet)", done=len(mine), n=n, name=missing[0])
        return SAY("finished", n=n)

    def _numbers(self, answers: object) -> dict[str, float]:
        names = list(self.answers)
        if isinstance(answers, np.ndarray):
            answers = answers.ravel().tolist()
        if isinstance(answers, (list, tuple)) and len(answers) <= len(names):
            answers = dict(zip(names, answers, strict=False))
        if not isinstance(answers, Mapping):
            SAY.end("no worksheet", n=len(names))
        for name in answers:
            if name not in names:
                SAY.end("unknown name", name=name, names=", ".join(names))
        return {
            name: one_number(answers[name], SAY, SAY.words("(one number)", name=name))
            for name in names
            if not is_blank(answers.get(name))
        }

    def _first_wrong(self, at: int, line: Line, value: float, seen: dict[str, float]) -> Verdict:
        for slip in line.slips:
            if line.near(value, line.work(seen, slip.formula), seen):
                break
        else:
            slip = Slip("", SAY.words("(formula)", formula=code(line.formula)), "")
        names = ["{slip}", "(before)"] if at > 1 else ["{slip}"]
        facts = {"at": at, "name": line.name, "value": _printed(value)}
        return SAY(*names, slip=slip.name, words=slip.words, **facts)

    def _as_text(self):
        width = max(len(line.name) for line in self.lines)
        rows = [
            f"{n:2}  {line.name.ljust(width)} = ______   {line.formula}"
            for n, line in enumerate(self.lines, start=1)
        ]
        return "\n".join([self._known(), *rows])

    def _as_markdown(self):
        rows = [
            f"| {n} | {code(line.name)} | {code(line.formula)} | \\_\\_\\_\\_\\_\\_ |"
            for n, line in enumerate(self.lines, start=1)
        ]
        head = ["| | name | how | your number |", "|---:|---|---|---|"]
        return "\n".join([self._known(), "", *head, *rows])

    def _known(self):
        known = (f"{name} = {_printed(value)}" for name, value in self.given.items())
        return f"Given: {', '.join(known)}"


def _printed(value: float) -> str:
    """As on paper, with a minus as long as a plus."""
    return f"{value:g}".replace("-", "−")


def worksheet(
    network: Network | None = None,
    x: ArrayLike = (2.0, 3.0),
    y: float = 0.0,
    learning_rate: float = 0.8,
) -> Worksheet:
    """One training step on one sample, as a worksheet; without a network, the course's own.

    Parameters
    ----------
    network : Network, optional
        One hidden layer and one output, [2, 2, 1] for example.
    x : array_like of shape (n_in,)
    y : float
        The target.
    learning_rate : float

    Raises
    ------
    ValueError
        For a network of another form, or an x that doesn't fit.

    Examples
    --------
    >>> sheet = worksheet()
    >>> sheet.lines[0].formula, sheet.answers["z1"]
    ('w11·x1 + w12·x2 + b1', 1.0)
    >>> sheet.check({"z1": 1, "z2": -1.5}).slip
    'no bias'
    """
    if network is None:
        network = Network([2, 2, 1], sigmoid, init="zeros")
        network.parameters[...] = [1.5, -0.5, -0.5, -1.5, 0.5, 0.5, 2, -1.5, -0.1]
    checks.need(
        isinstance(network, Network)
        and len(network.layers) == 2
        and network.n_out == 1
        and not network.runs,
        "a worksheet needs a single network with one hidden layer and one output: "
        "Network([2, 2, 1], sigmoid)",
    )
    x = checks.inputs(x, network, single=True)
    checks.need(x.ndim == 1, f"a worksheet is for one sample: x has shape {x.shape}")
    hidden, last = network.layers
    given = {f"x{i + 1}": float(value) for i, value in enumerate(x)}
    given |= {"y": checks.number(y, "y"), "rate": checks.number(learning_rate, "learning_rate")}
    for j, row in enumerate(hidden.parameters.tolist(), start=1):
        given |= {f"w{j}{i}": w for i, w in enumerate(row[:-1], start=1)} | {f"b{j}": row[-1]}
    *v, c = last.parameters[0].tolist()
    given |= {f"v{j}": value for j, value in enumerate(v, start=1)} | {"c": c}
    return Worksheet(given, content.worksheet_lines(network))
