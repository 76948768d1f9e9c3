"""Paper mode: one training step of a small network as a list of numbers to fill in with a pen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ..core import Network, checks, sigmoid
from .exercise import Judged, Verdict, as_number, correct, is_ordinary, not_yet
from .note import Note, code, shown

SHARE = 0.03
"""Two-decimal arithmetic is enough: a number may be off by this share of it ..."""
HALF = 0.0051
"""... or by half a hundredth."""


class Line(NamedTuple):
    """One number to work out: its name, the formula, and how it goes wrong."""

    name: str
    formula: str
    work: Callable  # the numbers so far -> this one
    slips: tuple = ()  # (name, what went wrong, the numbers so far -> what came out)
    part: Callable | None = None  # what it's measured by, if not by itself

    def near(self, value: float, other: float, seen: dict) -> bool:
        """Equal but for two-decimal arithmetic?"""
        size = other if self.part is None else self.part(seen)
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
            self.answers[line.name] = float(line.work({**self.given, **self.answers}))
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
            follows = float(line.work(seen))
            if not (line.near(value, exact, seen) or line.near(value, follows, seen)):
                return self._first_wrong(n, line, value, seen)
            seen[line.name] = value
        missing = [line.name for line in self.lines if line.name not in mine]
        if missing:
            return not_yet(
                f"{len(mine)} of {len(self.lines)} numbers, all of them right. The next is "
                f"{code(missing[0])}.",
                "unfinished",
            )
        return correct(f"all {len(self.lines)} numbers: that was one whole training step.")

    def _numbers(self, answers):
        names = [line.name for line in self.lines]
        if isinstance(answers, np.ndarray):
            answers = answers.ravel().tolist()
        if isinstance(answers, (list, tuple)) and len(answers) <= len(names):
            answers = dict(zip(names, answers, strict=False))
        if not isinstance(answers, Mapping):
            raise Judged(
                not_yet(
                    f"a dict name -> number is wanted, or a list of up to {len(names)} numbers in "
                    f"the order of the worksheet.",
                    "no worksheet",
                )
            )
        unknown = [name for name in answers if name not in names]
        if unknown:
            raise Judged(
                not_yet(
                    f"{shown(unknown[0], 40)} isn't on the worksheet. Its names are "
                    f"{', '.join(names)}.",
                    "unknown name",
                )
            )
        mine = {}
        for name in names:
            value = answers.get(name)
            if value is None or value is Ellipsis:
                continue
            number = None if isinstance(value, (str, bool)) else as_number(value)
            if number is None or not is_ordinary(number):
                raise Judged(
                    not_yet(f"{code(name)}: {shown(value, 40)} is no ordinary number.", "no number")
                )
            mine[name] = number
        return mine

    def _first_wrong(self, n, line, value, seen):
        slip, words = next(
            (
                (slip, words)
                for slip, words, work in line.slips
                if line.near(value, float(work(seen)), seen)
            ),
            (None, f"It is {code(line.formula)}."),
        )
        before = "" if n == 1 else " Everything you filled in before it is right."
        return not_yet(
            f"number {n}, {code(line.name)}, is the first that's wrong: {value:g}. {words}{before}",
            slip,
        )

    def _as_text(self):
        known = ", ".join(f"{name} = {value:g}" for name, value in self.given.items())
        width = max(len(line.name) for line in self.lines)
        rows = [
            f"{n:2}  {line.name.ljust(width)} = ______   {line.formula}"
            for n, line in enumerate(self.lines, start=1)
        ]
        return "\n".join([f"Given: {known}", *rows])

    def _as_markdown(self):
        known = ", ".join(f"{name} = {value:g}" for name, value in self.given.items())
        rows = [
            f"| {n} | {code(line.name)} | {code(line.formula)} | \\_\\_\\_\\_\\_\\_ |"
            for n, line in enumerate(self.lines, start=1)
        ]
        head = ["| | name | how | your number |", "|---:|---|---|---|"]
        return "\n".join([f"Given: {known}", "", *head, *rows])


def worksheet(
    network: Network | None = None, x=(2.0, 3.0), y=0.0, learning_rate: float = 0.8
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
    network = _own_network() if network is None else network
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
    lines = [*_forward(network), *_backward(network), *_update(network)]
    return Worksheet(given, lines)


def _own_network() -> Network:
    network = Network([2, 2, 1], sigmoid, init="zeros")
    network.parameters[...] = [1.5, -0.5, -0.5, -1.5, 0.5, 0.5, 2, -1.5, -0.1]
    return network


def _forward(network):
    """z1, z2, h1, h2, z, a and the loss."""
    hidden, last = network.activations
    n_in, n = network.sizes[:2]
    for j in range(1, n + 1):
        yield _sum(f"z{j}", [(f"w{j}{i}", f"x{i}") for i in range(1, n_in + 1)], f"b{j}")
    for j in range(1, n + 1):
        yield _bent(f"h{j}", hidden, f"z{j}")
    yield _sum("z", [(f"v{j}", f"h{j}") for j in range(1, n + 1)], "c")
    yield _bent("a", last, "z")
    yield Line(
        "loss",
        "(a - y)²",
        lambda s: (s["a"] - s["y"]) ** 2,
        (
            ("no square", "Square it.", lambda s: s["a"] - s["y"]),
            ("half", "There's no ½ in this loss.", lambda s: (s["a"] - s["y"]) ** 2 / 2),
        ),
    )


def _backward(network):
    """Blame from the output to the hidden sums, and the gradients on the way."""
    hidden, last = network.activations
    n_in, n = network.sizes[:2]
    yield Line(
        "d_a",
        "2 (a - y)",
        lambda s: 2 * (s["a"] - s["y"]),
        (
            ("sign", "The sign is turned: output minus target.", lambda s: 2 * (s["y"] - s["a"])),
            ("factor", "The 2 of the square is missing.", lambda s: s["a"] - s["y"]),
        ),
    )
    yield _through("d_z", "d_a", last, "z", "a")
    for j in range(1, n + 1):
        yield _gradient(f"d_v{j}", "d_z", f"h{j}", f"v{j}")
    yield _same("d_c", "d_z")
    for j in range(1, n + 1):
        yield _carried(f"d_h{j}", "d_z", f"v{j}", f"d_v{j}", f"h{j}")
    for j in range(1, n + 1):
        yield _through(f"d_z{j}", f"d_h{j}", hidden, f"z{j}", f"h{j}")
    for j in range(1, n + 1):
        for i in range(1, n_in + 1):
            yield _gradient(f"d_w{j}{i}", f"d_z{j}", f"x{i}", f"w{j}{i}")
        yield _same(f"d_b{j}", f"d_z{j}")


def _update(network):
    """The step: every weight and bias minus rate times gradient."""
    n_in, n = network.sizes[:2]
    for j in range(1, n + 1):
        for name in (*(f"w{j}{i}" for i in range(1, n_in + 1)), f"b{j}"):
            yield _moved(name)
    for name in (*(f"v{j}" for j in range(1, n + 1)), "c"):
        yield _moved(name)


def _sum(name, pairs, bias):
    def work(s):
        return sum(s[w] * s[x] for w, x in pairs) + s[bias]

    formula = " + ".join(f"{w}·{x}" for w, x in pairs) + f" + {bias}"
    return Line(
        name,
        formula,
        work,
        (
            ("no bias", f"The bias is missing: add {code(bias)}.", lambda s: work(s) - s[bias]),
            (
                "no bias",
                f"The bias is added, {code('+ ' + bias)}.",
                lambda s: work(s) - 2 * s[bias],
            ),
        ),
    )


def _bent(name, bend, z):
    return Line(
        name,
        f"{bend.name}({z})",
        lambda s: bend(s[z]),
        (
            ("not bent", f"That's {code(z)}. Bend it.", lambda s: s[z]),
            (
                "slope",
                "That's the slope of the bend. Here its value is wanted.",
                lambda s: bend.derivative(s[z]),
            ),
        ),
    )


def _through(name, d_a, bend, z, a):
    """Blame back through a bend."""
    recipe = {"sigmoid": f"{a} (1 - {a})", "tanh": f"(1 - {a}²)"}.get(bend.name)
    formula = f"{d_a} · {recipe or f'{bend.name} slope at {z}'}"
    return Line(
        name,
        formula,
        lambda s: s[d_a] * bend.derivative(s[z]),
        (
            ("no slope", f"The bend's slope is missing: {code(formula)}.", lambda s: s[d_a]),
            (
                "slope at a",
                f"The recipe for {code(z)} was fed with {code(a)}: {code(formula)}.",
                lambda s: s[d_a] * bend.derivative(s[a]),
            ),
            (
                "slope twice",
                "The bend's slope is in it twice.",
                lambda s: s[d_a] * bend.derivative(s[z]) ** 2,
            ),
            (
                "no slope",
                f"You multiplied by {code(a)}, the value. The slope is wanted: {code(formula)}.",
                lambda s: s[d_a] * s[a],
            ),
            ("sign", "The sign is turned.", lambda s: -s[d_a] * bend.derivative(s[z])),
        ),
    )


def _gradient(name, d_z, seen, weight):
    """What a weight owes: the blame of its sum times what came in."""
    formula = f"{d_z} · {seen}"
    return Line(
        name,
        formula,
        lambda s: s[d_z] * s[seen],
        (
            (
                "blame only",
                f"That's the blame {code(d_z)}. A weight's gradient is {code(formula)}.",
                lambda s: s[d_z],
            ),
            (
                "weight for input",
                f"You multiplied by the weight {code(weight)}. That carries blame "
                f"back; the weight's own gradient takes what came in, {code(seen)}.",
                lambda s: s[d_z] * s[weight],
            ),
            ("sign", "The sign is turned.", lambda s: -s[d_z] * s[seen]),
        ),
    )


def _same(name, d_z):
    return Line(
        name,
        d_z,
        lambda s: s[d_z],
        (
            ("sign", "The sign is turned.", lambda s: -s[d_z]),
            (
                "bias is 1",
                f"A bias weighs a constant 1, so its gradient is {code(d_z)}.",
                lambda s: 1.0,
            ),
        ),
    )


def _carried(name, d_z, weight, d_weight, seen):
    """Blame back along a link."""
    formula = f"{d_z} · {weight}"
    return Line(
        name,
        formula,
        lambda s: s[d_z] * s[weight],
        (
            (
                "stale weights",
                f"You used the new {code(weight)}. Blame goes back through the weight "
                f"as it was: {code(formula)}.",
                lambda s: s[d_z] * (s[weight] - s["rate"] * s[d_weight]),
            ),
            (
                "input for weight",
                f"You multiplied by {code(seen)}. That makes a gradient; blame goes "
                f"back through the weight, {code(weight)}.",
                lambda s: s[d_z] * s[seen],
            ),
            ("blame only", f"The weight is missing: {code(formula)}.", lambda s: s[d_z]),
            ("sign", "The sign is turned.", lambda s: -s[d_z] * s[weight]),
        ),
    )


def _moved(name):
    formula = f"{name} - rate · d_{name}"
    return Line(
        f"new_{name}",
        formula,
        lambda s: s[name] - s["rate"] * s[f"d_{name}"],
        (
            (
                "uphill",
                "A step uphill: the gradient is taken away.",
                lambda s: s[name] + s["rate"] * s[f"d_{name}"],
            ),
            ("no rate", "The learning rate is missing.", lambda s: s[name] - s[f"d_{name}"]),
            (
                "step only",
                "That's the step. Where does it lead?",
                lambda s: -s["rate"] * s[f"d_{name}"],
            ),
            ("not moved", f"That's {code(name)} as it was.", lambda s: s[name]),
        ),
        part=lambda s: s["rate"] * s[f"d_{name}"],
    )
