"""Paper mode: one training step of a small network as a list of numbers to fill in with a pen.

What kinds of line there are, how each goes wrong and what is said then: worksheet.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core import Activation, Network, checks, sigmoid
from .exercise import is_blank
from .judging import one_number
from .note import Note, code, markdown_table
from .replies import Judged, Replies, Verdict
from .texts import sections

SHARE = 0.03  # two-decimal arithmetic is enough: a number may be off by this share of it ...
HALF = 0.0051  # ... or by half a hundredth
SAY = Replies()
FILE = Path(__file__).with_suffix(".md")
KINDS = {kind.heading: kind for kind in sections(FILE, "Formula", "Works", "Measured by")}
# How to get an activation's slope from its value, where that is easy.
SLOPES = {"sigmoid": "{a} (1 - {a})", "tanh": "(1 - {a}²)"}


class Line:
    """One number to work out, and how it goes wrong: a kind of line with its names filled in.

    Attributes
    ----------
    name : str
    formula : str
        As on paper, `2 (a - y)` or `d_z · v1`.
    slips : dict name of a reply -> the formula that somebody worked out

    Examples
    --------
    >>> line = Line("d_a", "d_a")
    >>> line.formula, line.work(line.formula, {"a": 1.5, "y": 1})
    ('2 (a - y)', 1.0)
    """

    def __init__(self, kind: str, name: str, bend: Activation | None = None, /, **names: str):
        texts = KINDS[kind]
        self.name, self.formula = name, texts.one("Formula").format(**names)
        self._works, self._measured = (
            "".join(texts.all(field)).format(**names) for field in ("Works", "Measured by")
        )
        self._functions = {"bend": bend, "slope": bend and bend.derivative}
        self._names = names | {"formula": code(self.formula)}
        self._say = Replies(texts.lists["Slips"])
        self.slips = {slip: text.format(**names) for slip, text in self._say.values.items()}

    def work(self, formula: str, numbers: Mapping[str, float]) -> float:
        """The number that a formula of the line gives, from the numbers so far.

        Formulas run as Python. All of them stand in worksheet.md, a file of this package; of a
        reader's there are only numbers, and activations under names of our own.
        """
        python = re.sub(r"(\w) \(", r"\1 * (", formula).replace("·", "*").replace("²", "**2")
        return float(eval(python, {"__builtins__": {}, **self._functions}, dict(numbers)))

    def right(self, numbers: Mapping[str, float]) -> float:
        """The number that's wanted."""
        return self.work(self._works or self.formula, numbers)

    def near(self, value: float, other: float, numbers: Mapping[str, float]) -> bool:
        """Equal but for two-decimal arithmetic?"""
        size = self.work(self._measured, numbers) if self._measured else other
        return abs(value - other) <= max(SHARE * abs(size), HALF)

    def judge(self, value: float, numbers: Mapping[str, float]) -> Verdict:
        """What led to this number: one of the slips, or none that's known."""
        for slip, formula in self.slips.items():
            if self.near(value, self.work(formula, numbers), numbers):
                return self._say(slip, **self._names)
        return SAY("(formula)", **self._names)


class PaperNeuron(NamedTuple):
    """What a worksheet calls a neuron's numbers."""

    z: str
    a: str
    weights: list[str]
    inputs: list[str]  # one for each weight
    bias: str
    activation: Activation


def paper_neurons(network: Network) -> list[PaperNeuron]:
    """The hidden neurons, then the output."""
    n_in, n, _ = network.sizes
    bend, last = network.activations
    x, hidden = [f"x{i}" for i in range(1, n_in + 1)], []
    for j in range(1, n + 1):
        weights = [f"w{j}{i}" for i in range(1, n_in + 1)]
        hidden.append(PaperNeuron(f"z{j}", f"h{j}", weights, x, f"b{j}", bend))
    weights = [f"v{j}" for j in range(1, n + 1)]
    return [*hidden, PaperNeuron("z", "a", weights, [each.a for each in hidden], "c", last)]


def lines(*neurons: PaperNeuron) -> Iterator[Line]:
    """Forward, backward, update: a line for every number of these neurons, the output last."""
    *hidden, output = neurons
    yield from forward(*hidden)
    yield from forward(output)
    yield Line("loss", "loss")
    yield Line("d_a", "d_a")
    yield from backward(output)
    for weight, a in zip(output.weights, output.inputs, strict=True):
        yield Line("back along a link", f"d_{a}", d_z="d_z", weight=weight, input=a)
    yield from backward(*hidden)
    for neuron in neurons:
        for name in (*neuron.weights, neuron.bias):
            yield Line("a step", f"new_{name}", parameter=name)


def forward(*neurons: PaperNeuron) -> Iterator[Line]:
    """The sums of a layer, then its outputs."""
    for z, _, weights, inputs, bias, _ in neurons:
        products = " + ".join(map("{}·{}".format, weights, inputs))
        yield Line("sum", z, products=products, bias=bias)
    for z, a, *_, activation in neurons:
        yield Line("activation", a, activation, function=activation.name, z=z)


def backward(*neurons: PaperNeuron) -> Iterator[Line]:
    """Back through a layer's activations, whose slopes are taken at z; then its gradients."""
    for z, a, *_, activation in neurons:
        recipe = SLOPES.get(activation.name, f"{activation.name} slope at {z}").format(a=a)
        names = {"d_a": f"d_{a}", "recipe": recipe, "z": z, "a": a}
        yield Line("back through an activation", f"d_{z}", activation, **names)
    for z, _, weights, inputs, bias, _ in neurons:
        for weight, input in zip(weights, inputs, strict=True):
            names = {"d_z": f"d_{z}", "input": input, "weight": weight}
            yield Line("a weight's gradient", f"d_{weight}", **names)
        yield Line("a bias's gradient", f"d_{bias}", d_z=f"d_{z}")


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

    def __init__(self, given: Mapping[str, float], lines: Iterator[Line]):
        self.given, self.lines = dict(given), tuple(lines)
        self.answers: dict[str, float] = {}
        for line in self.lines:
            self.answers[line.name] = line.right({**self.given, **self.answers})
        width = max(map(len, self.answers))
        text, rows = [], [["", "name", "how", "your number"]]
        for n, line in enumerate(self.lines, start=1):
            text.append(f"{n:2}  {line.name:{width}} = ______   {line.formula}")
            rows.append([str(n), code(line.name), code(line.formula), r"\_" * 6])
        known = ", ".join(f"{name} = {_printed(value)}" for name, value in self.given.items())
        table = markdown_table(rows, "---:", "---", "---", "---")
        super().__init__(
            "\n".join([f"Given: {known}", *text]), f"Given: {known}\n\n{table}", "With a pencil"
        )

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
                if not any(line.near(value, right, seen) for right in (exact, line.right(seen))):
                    verdict = line.judge(value, seen)
                    names = ["{slip}", "(before)"] if n > 1 else ["{slip}"]
                    facts = {"at": n, "name": line.name, "value": _printed(value)}
                    return SAY(*names, slip=verdict.slip or "", words=verdict.message, **facts)
                seen[line.name] = value
        missing = [name for name in self.answers if name not in mine]
        if missing:
            facts = {"done": len(mine), "n": len(self.lines), "name": missing[0]}
            return SAY("unfinished (worksheet)", **facts)
        return SAY("finished", n=len(self.lines))


def _printed(value: float) -> str:
    """As on paper, with a minus as long as a plus."""
    return f"{value:g}".replace("-", "−")


def worksheet(
    network: Network | None = None, x: ArrayLike = (2, 3), y: float = 0, learning_rate: float = 0.8
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
    neurons = paper_neurons(network)
    given = {f"x{i}": float(value) for i, value in enumerate(x, start=1)}
    given |= {"y": checks.number(y, "y"), "rate": checks.number(learning_rate, "learning_rate")}
    names = [name for neuron in neurons for name in (*neuron.weights, neuron.bias)]
    given |= zip(names, network.parameters.tolist(), strict=True)
    return Worksheet(given, lines(*neurons))
