"""Paper mode: one training step of a small network, number by number, with every usual slip.

Names: x1, x2 are inputs, z1, h1 and b1 belong to hidden neuron 1, w12 is its weight for x2; v1, v2
and c are the output's weights and bias, z and a its sum and its answer.
"""

from __future__ import annotations

from nnlab.core import Network
from nnlab.lessons.note import code
from nnlab.lessons.worksheet import Line


def lines(network: Network) -> list[Line]:
    """Forward, backward, update: a line for every number."""
    return [*_forward(network), *_backward(network), *_update(network)]


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
        (
            ("no square", "Square it.", "a - y"),
            ("half", "There's no ½ in this loss.", "(a - y)² / 2"),
        ),
    )


def _backward(network):
    """Blame from the output to the hidden sums, and the gradients on the way."""
    hidden, last = network.activations
    n_in, n = network.sizes[:2]
    yield Line(
        "d_a",
        "2 (a - y)",
        (
            ("sign", "The sign is turned: output minus target.", "2 (y - a)"),
            ("factor", "The 2 of the square is missing.", "a - y"),
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
    products = " + ".join(f"{w}·{x}" for w, x in pairs)
    return Line(
        name,
        f"{products} + {bias}",
        (
            ("no bias", f"The bias is missing: add {code(bias)}.", products),
            ("no bias", f"The bias is added, {code('+ ' + bias)}.", f"{products} - {bias}"),
        ),
    )


def _bent(name, activation, z):
    return Line(
        name,
        f"{activation.name}({z})",
        (
            ("not bent", f"That's {code(z)}. Bend it.", z),
            ("slope", "That's the slope of the bend. Here its value is wanted.", f"slope({z})"),
        ),
        functions={"bend": activation, "slope": activation.derivative},
        exactly=f"bend({z})",
    )


def _through(name, d_a, activation, z, a):
    """Blame back through an activation."""
    recipe = {"sigmoid": f"{a} (1 - {a})", "tanh": f"(1 - {a}²)"}.get(activation.name)
    formula = f"{d_a} · {recipe or f'{activation.name} slope at {z}'}"
    return Line(
        name,
        formula,
        (
            ("no slope", f"The bend's slope is missing: {code(formula)}.", d_a),
            (
                "slope at a",
                f"The recipe for {code(z)} was fed with {code(a)}: {code(formula)}.",
                f"{d_a} · slope({a})",
            ),
            ("slope twice", "The bend's slope is in it twice.", f"{d_a} · slope({z})²"),
            (
                "no slope",
                f"You multiplied by {code(a)}, the value. The slope is wanted: {code(formula)}.",
                f"{d_a} · {a}",
            ),
            ("sign", "The sign is turned.", f"-{d_a} · slope({z})"),
        ),
        functions={"slope": activation.derivative},
        exactly=f"{d_a} · slope({z})",
    )


def _gradient(name, d_z, seen, weight):
    """What a weight owes: the blame of its sum times what came in."""
    formula = f"{d_z} · {seen}"
    return Line(
        name,
        formula,
        (
            (
                "blame only",
                f"That's the blame {code(d_z)}. A weight's gradient is {code(formula)}.",
                d_z,
            ),
            (
                "weight for input",
                f"You multiplied by the weight {code(weight)}. That carries blame "
                f"back; the weight's own gradient takes what came in, {code(seen)}.",
                f"{d_z} · {weight}",
            ),
            ("sign", "The sign is turned.", f"-{formula}"),
        ),
    )


def _same(name, d_z):
    return Line(
        name,
        d_z,
        (
            ("sign", "The sign is turned.", f"-{d_z}"),
            ("bias is 1", f"A bias weighs a constant 1, so its gradient is {code(d_z)}.", "1"),
        ),
    )


def _carried(name, d_z, weight, d_weight, seen):
    """Blame back along a link."""
    formula = f"{d_z} · {weight}"
    return Line(
        name,
        formula,
        (
            (
                "stale weights",
                f"You used the new {code(weight)}. Blame goes back through the weight "
                f"as it was: {code(formula)}.",
                f"{d_z} · ({weight} - rate · {d_weight})",
            ),
            (
                "input for weight",
                f"You multiplied by {code(seen)}. That makes a gradient; blame goes "
                f"back through the weight, {code(weight)}.",
                f"{d_z} · {seen}",
            ),
            ("blame only", f"The weight is missing: {code(formula)}.", d_z),
            ("sign", "The sign is turned.", f"-{formula}"),
        ),
    )


def _moved(name):
    step = f"rate · d_{name}"
    return Line(
        f"new_{name}",
        f"{name} - {step}",
        (
            ("uphill", "A step uphill: the gradient is taken away.", f"{name} + {step}"),
            ("no rate", "The learning rate is missing.", f"{name} - d_{name}"),
            ("step only", "That's the step. Where does it lead?", f"-{step}"),
            ("not moved", f"That's {code(name)} as it was.", name),
        ),
        part=step,
    )
