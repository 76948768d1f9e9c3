"""Paper mode: one training step of a small network, number by number, with every usual slip.

What kinds of line there are, how each goes wrong and what is said then: worksheet.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nnlab.core import Activation, Network
from nnlab.lessons.note import code
from nnlab.lessons.replies import Replies
from nnlab.lessons.texts import sections
from nnlab.lessons.worksheet import Line, Slip, parameter_names

KINDS = {
    section.heading: section
    for section in sections(Path(__file__).with_suffix(".md"), "Formula", "Works", "Measured by")
}
SLOPES = {"sigmoid": "{a} (1 - {a})", "tanh": "(1 - {a}²)"}
"""How to get an activation's slope from its value, where that is easy."""


def line(kind: str, name: str, activation: Activation | None = None, /, **names: str) -> Line:
    """A line of one of the kinds, with the names of its numbers filled in."""
    section, say = KINDS[kind], Replies(KINDS[kind].lists["Slips"])
    formula = section.one("Formula").format(**names)
    facts = {**names, "formula": code(formula)}
    works, measured = ("".join(section.all(field)) for field in ("Works", "Measured by"))
    return Line(
        name,
        formula,
        tuple(
            Slip(slip.partition(" (")[0], say.words(slip, **facts), value.format(**names))
            for slip, value in say.values.items()
        ),
        part=measured.format(**names),
        functions={"bend": activation, "slope": activation.derivative} if activation else {},
        exactly=works.format(**names),
    )


def back(name: str, d_a: str, activation: Activation, z: str, a: str) -> Line:
    """Back through an activation, whose slope is taken at z."""
    recipe = SLOPES.get(activation.name, f"{activation.name} slope at {z}").format(a=a)
    kind = "back through an activation"
    return line(kind, name, activation, d_a=d_a, recipe=recipe, z=z, a=a)


def lines(network: Network) -> Iterator[Line]:
    """Forward, backward, update: a line for every number."""
    n_in, n, _ = network.sizes
    neurons, inputs = range(1, n + 1), range(1, n_in + 1)
    hidden, last = network.activations

    for j in neurons:
        products = " + ".join(f"w{j}{i}·x{i}" for i in inputs)
        yield line("sum", f"z{j}", products=products, bias=f"b{j}")
    for j in neurons:
        yield line("activation", f"h{j}", hidden, function=hidden.name, z=f"z{j}")
    yield line("sum", "z", products=" + ".join(f"v{j}·h{j}" for j in neurons), bias="c")
    yield line("activation", "a", last, function=last.name, z="z")
    yield line("loss", "loss")

    yield line("d_a", "d_a")
    yield back("d_z", "d_a", last, "z", "a")
    for j in neurons:
        yield line("a weight's gradient", f"d_v{j}", d_z="d_z", input=f"h{j}", weight=f"v{j}")
    yield line("a bias's gradient", "d_c", d_z="d_z")
    for j in neurons:
        yield line("back along a link", f"d_h{j}", d_z="d_z", weight=f"v{j}", input=f"h{j}")
    for j in neurons:
        yield back(f"d_z{j}", f"d_h{j}", hidden, f"z{j}", f"h{j}")
    for j in neurons:
        for i in inputs:
            names = {"d_z": f"d_z{j}", "input": f"x{i}", "weight": f"w{j}{i}"}
            yield line("a weight's gradient", f"d_w{j}{i}", **names)
        yield line("a bias's gradient", f"d_b{j}", d_z=f"d_z{j}")

    for name in parameter_names(n_in, n):
        yield line("a step", f"new_{name}", parameter=name)
