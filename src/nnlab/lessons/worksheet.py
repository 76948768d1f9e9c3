"""Paper mode: one training step of a small network as a list of numbers to fill in with a pen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core import Network, checks, sigmoid
from . import content
from .exercise import is_blank
from .judging import one_number
from .note import Note, code, markdown_table
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

    def slip_of(self, value: float, numbers: Mapping[str, float]) -> Slip:
        """What led to this number; without a name, where it's none of the known slips."""
        for slip in self.slips:
            if self.near(value, self.work(numbers, slip.formula), numbers):
                return slip
        return Slip("", SAY.words("(formula)", formula=code(self.formula)), "")


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

    def __init__(self, given: Mapping[str, float], lines: Iterable[Line]):
        self.given, self.lines = dict(given), tuple(lines)
        self.answers: dict[str, float] = {}
        for line in self.lines:
            self.answers[line.name] = line.work({**self.given, **self.answers})
        width = max(map(len, self.answers))
        numbered = list(enumerate(self.lines, start=1))
        text = [f"{n:2}  {line.name:{width}} = ______   {line.formula}" for n, line in numbered]
        rows = [[str(n), code(line.name), code(line.formula), r"\_" * 6] for n, line in numbered]
        table = markdown_table(
            [["", "name", "how", "your number"], *rows], "---:", "---", "---", "---"
        )
        known = ", ".join(f"{name} = {_printed(value)}" for name, value in self.given.items())
        super().__init__("\n".join([f"Given: {known}", *text]), f"Given: {known}\n\n{table}")

    def blank(self) -> dict[str, Any]:
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
            return self._verdict(self._numbers(answers))
        except Judged as end:
            return end.verdict

    def _numbers(self, answers: object) -> dict[str, float]:
        """The numbers that are filled in, in the order of the lines."""
        if isinstance(answers, np.ndarray):
            answers = answers.ravel().tolist()
        if isinstance(answers, (list, tuple)) and len(answers) <= len(self.lines):
            answers = dict(zip(self.answers, answers, strict=False))
        if not isinstance(answers, Mapping):
            SAY.end("no worksheet", n=len(self.lines))
        for name in answers:
            if name not in self.answers:
                SAY.end("unknown name", name=name, names=", ".join(self.answers))
        return {
            name: one_number(answers[name], SAY, SAY.words("(one number)", name=name))
            for name in self.answers
            if not is_blank(answers.get(name))
        }

    def _verdict(self, mine: Mapping[str, float]) -> Verdict:
        """The first that's wrong, or how far it goes."""
        seen = {**self.given, **self.answers}
        for n, line in enumerate(self.lines, start=1):
            if line.name in mine:
                value, exact = mine[line.name], self.answers[line.name]
                if not any(line.near(value, right, seen) for right in (exact, line.work(seen))):
                    slip = line.slip_of(value, seen)
                    names = ["{slip}", "(before)"] if n > 1 else ["{slip}"]
                    facts = {"at": n, "name": line.name, "value": _printed(value)}
                    return SAY(*names, slip=slip.name, words=slip.words, **facts)
                seen[line.name] = value
        missing = [name for name in self.answers if name not in mine]
        if missing:
            facts = {"done": len(mine), "n": len(self.lines), "name": missing[0]}
            return SAY("unfinished (worksheet)", **facts)
        return SAY("finished", n=len(self.lines))


def _printed(value: float) -> str:
    """As on paper, with a minus as long as a plus."""
    return f"{value:g}".replace("-", "−")


def parameter_names(n_in: int, n: int) -> list[str]:
    """The names of a network's parameters, in their order."""
    neurons = range(1, n + 1)
    hidden = [[*(f"w{j}{i}" for i in range(1, n_in + 1)), f"b{j}"] for j in neurons]
    return [*sum(hidden, []), *(f"v{j}" for j in neurons), "c"]


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
        numbers = [1.5, -0.5, -0.5, -1.5, 0.5, 0.5, 2, -1.5, -0.1]
        network = Network([2, 2, 1], sigmoid).with_parameters(numbers)
    single = isinstance(network, Network) and not network.runs
    checks.need(
        single and len(network.layers) == 2 and network.n_out == 1,
        "a worksheet needs a single network with one hidden layer and one output: "
        "Network([2, 2, 1], sigmoid)",
    )
    x = checks.inputs(x, network, single=True)
    checks.need(x.ndim == 1, f"a worksheet is for one sample: x has shape {x.shape}")
    given = {f"x{i}": float(value) for i, value in enumerate(x, start=1)}
    given |= {"y": checks.number(y, "y"), "rate": checks.number(learning_rate, "learning_rate")}
    names = parameter_names(*network.sizes[:2])
    given |= zip(names, network.parameters.tolist(), strict=True)
    return Worksheet(given, content.worksheet_lines(network))
