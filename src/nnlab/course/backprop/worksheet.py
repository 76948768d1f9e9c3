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
