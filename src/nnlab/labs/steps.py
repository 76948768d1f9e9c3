"""One training step of a network, cut into its operations: one number each, all of them core's."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnlab.core import SGD, Layer, Loss, Network, train_step
from nnlab.labs.words import parameter_names, short
from nnlab.live.panel import Markup, joined, markup, plain, signed
from nnlab.pictures.wiring import node_names

DECIMALS = 4  # of what is computed: enough to check by pen
SOURCE: dict[str, tuple[Callable, str]] = {
    "z": (Layer._forward, "X @ self.W.mT + self.b[..., np.newaxis, :]"),
    "a": (Layer._forward, "self.activation(z)"),
    "loss": (train_step, "loss(traces[-1].a, y)"),
    "d_a": (train_step, "loss.gradient(traces[-1].a, y)"),
    "slope": (Layer._backward, "self.activation.derivative(trace.z)"),
    "d_z": (Layer._backward, "d_z = d_a * self.activation.derivative(trace.z)"),
    "gradient": (Layer._backward, "d_z.mT @ trace.inputs"),
    "bias": (Layer._backward, "d_z.sum(axis=-2)"),
    "blame": (Layer._backward, "d_z @ self.W"),
    "sum": (Layer._backward, "d_inputs = d_z @ self.W"),
    "update": (SGD.step, "parameters -= rate * gradients"),
}
"""What each kind of operation is in the package: the function, and the piece of its one line."""


class Step(NamedTuple):
    """One operation, and the number it gives."""

    phase: str  # "forward", "loss", "backward", "update"
    kind: str  # a key of SOURCE
    layer: int
    neuron: int
    input: int | str | None  # of a weight; "bias"; None for what belongs to the neuron
    value: float
    turn: float  # what a guess of its sign is about: the value; of an update, the change
    name: str  # "d_z of h₁"
    formula: tuple  # what stands before the result, piece by piece
    words: str  # what happens here, in a sentence

    @property
    def part(self) -> dict:
        """Where it belongs in the drawing: see `plots.wiring`."""
        part = {"layer": self.layer, "neuron": self.neuron}
        return part if self.input is None else part | {"input": self.input}

    @property
    def sign(self) -> str:
        """ "+", "-" or "0"."""
        return "0" if abs(self.turn) < 1e-12 else "+" if self.turn > 0 else "-"


class Seen:
    """What is known after some steps; the rest is NaN, and blank on the page."""

    def __init__(self, network: Network, steps):
        n_hidden = sum(network.sizes[1:])
        self.z, self.a, self.d_a, self.slope, self.d_z = np.full((5, n_hidden), np.nan)
        self.gradients, self.blame = np.full((2, network.n_parameters), np.nan)
        self.parameters, self.loss = network.parameters.copy(), np.nan
        for step in steps:
            node, index = place_of(network.sizes, step)
            if step.kind in ("z", "a", "d_a", "slope", "d_z"):
                getattr(self, step.kind)[node] = step.value
            elif step.kind == "loss":
                self.loss = step.value
            elif step.kind == "sum":
                self.d_a[node] = step.value
            elif step.kind == "update":
                self.parameters[index] = step.value
            elif step.kind == "blame":
                self.blame[index] = step.value
                if network.sizes[step.layer + 1] == 1:  # no other path: that is all its blame
                    self.d_a[sum(network.sizes[1 : step.layer]) + step.input] = step.value
            else:
                self.gradients[index] = step.value


def place_of(sizes, step) -> tuple[int, int | None]:
    """A step's neuron, counted from the first hidden one, and its place in `parameters`."""
    node = sum(sizes[1 : step.layer + 1]) + step.neuron
    if step.input is None:
        return node, None
    before = sum(n * (m + 1) for m, n in zip(sizes[: step.layer], sizes[1:], strict=False))
    n_in = sizes[step.layer]
    return node, before + step.neuron * (n_in + 1) + (n_in if step.input == "bias" else step.input)


def all_steps(network: Network, x, y, loss: Loss, rate: float) -> list[Step]:
    """Every operation of one training step with one sample, in the order of the work.

    Parameters
    ----------
    network : Network without runs; it is not changed
    x, y : (1, n_in), (1, n_out)
    loss : Loss
    rate : the learning rate

    >>> network = Network([2, 2, 1], "sigmoid", rng=0)
    >>> from nnlab import mean_squared_error
    >>> steps = all_steps(network, [[1.0, 0.0]], [[1.0]], mean_squared_error, 0.5)
    >>> len(steps), steps[0].name, steps[-1].name
    (34, 'z of h₁', 'new bias of output')
    """
    return [
        *_forward(network, x, y, loss),
        *_backward(network, x, y, loss),
        *_update(network, x, y, loss, rate),
    ]


def _forward(network, x, y, loss):
    traces = network.forward(x)
    names, first = node_names(network.sizes), 0
    for k, (layer, trace) in enumerate(zip(network.layers, traces, strict=True)):
        bend = layer.activation.name
        for j in range(layer.n_out):
            name, z, a = names[first + layer.n_in + j], trace.z[0, j], trace.a[0, j]
            terms = [
                markup("{}·{}", _weight(w), short(v) if k == 0 else plain(v, DECIMALS))
                for w, v in zip(layer.W[j], trace.inputs[0], strict=True)
            ]
            terms.append(_weight(layer.b[j]))
            spelled = [terms[0], *(joined([" + ", term]) for term in terms[1:])]
            yield Step(
                "forward",
                "z",
                k,
                j,
                None,
                z,
                z,
                f"z of {name}",
                (f"z of {name} = ", *spelled),
                f"{_who(name)} weighs what comes in, and adds its bias.",
            )
            yield Step(
                "forward",
                "a",
                k,
                j,
                None,
                a,
                a,
                f"a of {name}",
                (f"a of {name} = ", f"{bend}(", signed(z, DECIMALS), ")"),
                f"{_who(name)} bends its sum. That is what it says.",
            )
        first += layer.n_in
    outputs, last = traces[-1].a, len(network.layers) - 1
    value = float(loss(outputs, y))
    yield Step(
        "loss",
        "loss",
        last,
        0,
        None,
        value,
        value,
        "loss",
        ("loss = ", *_loss_formula(outputs[0], y[0], loss)),
        "How wrong is that? One number says it. Now the way back begins.",
    )


def _backward(network, x, y, loss):
    traces = network.forward(x)
    sizes, names = network.sizes, node_names(network.sizes)
    labels, first = parameter_names(sizes), sum(sizes[:-1])
    d_a = loss.gradient(traces[-1].a, y)
    last = len(network.layers) - 1
    at = network.n_parameters
    for k in range(last, -1, -1):
        layer, trace = network.layers[k], traces[k]
        own, before = names[first : first + layer.n_out], names[first - layer.n_in : first]
        at -= layer.parameters.size
        slopes = layer.activation.derivative(trace.z)
        d_z = d_a * slopes
        gradients, d_inputs = layer.backward(trace, d_a)
        for j, name in enumerate(own):
            if k == last:
                yield Step(
                    "backward",
                    "d_a",
                    k,
                    j,
                    None,
                    d_a[0, j],
                    d_a[0, j],
                    f"d_a of {name}",
                    (f"d_a of {name} = ", *_blame_formula(traces[-1].a[0], y[0], j, loss)),
                    f"If {_who(name, False)} said a little more, how would the loss change? "
                    "That is its blame.",
                )
            slope = slopes[0, j]
            yield Step(
                "backward",
                "slope",
                k,
                j,
                None,
                slope,
                slope,
                f"slope at {name}",
                (f"slope at {name} = ", *_slope_formula(layer.activation, trace, j)),
                f"How steep is the bend of {_who(name, False)}, just where it stands?",
            )
            yield Step(
                "backward",
                "d_z",
                k,
                j,
                None,
                d_z[0, j],
                d_z[0, j],
                f"d_z of {name}",
                (
                    f"d_z of {name} = ",
                    "d_a · slope = ",
                    _blame(d_a[0, j]),
                    "·",
                    plain(slope, DECIMALS),
                ),
                f"On its way through the bend of {_who(name, False)}, blame is multiplied by "
                "the slope.",
            )
        for j in range(layer.n_out):
            for i in [*range(layer.n_in), "bias"]:
                bias = i == "bias"
                column = layer.n_in if bias else i
                label = labels[at + j * (layer.n_in + 1) + column]
                came = (
                    "1"
                    if bias
                    else (
                        short(trace.inputs[0, i]) if k == 0 else plain(trace.inputs[0, i], DECIMALS)
                    )
                )
                value = gradients[j, column]
                yield Step(
                    "backward",
                    "bias" if bias else "gradient",
                    k,
                    j,
                    i,
                    value,
                    value,
                    f"gradient of {_the(label)}",
                    (
                        f"gradient of {_the(label)} = ",
                        "1 · d_z = " if bias else f"{'x' if k == 0 else 'a'} · d_z = ",
                        came,
                        "·",
                        _blame(d_z[0, j]),
                    ),
                    "A bias hears the constant 1, so its gradient is the blame itself."
                    if bias
                    else "A weight's gradient: what came in, times the blame behind it.",
                )
        if k > 0:
            yield from _along_links(k, layer, d_z[0], d_inputs[0], own, before)
        d_a, first = d_inputs, first - layer.n_in


def _along_links(k, layer, d_z, d_inputs, own, before):
    """Blame travels back from a layer to the one before."""
    for i, name in enumerate(before):
        for j, later in enumerate(own):
            value = layer.W[j, i] * d_z[j]
            yield Step(
                "backward",
                "blame",
                k,
                j,
                i,
                value,
                value,
                f"blame on the link {name} → {later}",
                (
                    f"blame on {name} → {later} = ",
                    "w · d_z = ",
                    _weight(layer.W[j, i]),
                    "·",
                    _blame(d_z[j]),
                ),
                f"Blame travels back along the link, times its weight, and arrives at {name}.",
            )
        if len(own) > 1:
            arrived = [_blame(w * d) for w, d in zip(layer.W[:, i], d_z, strict=True)]
            value = d_inputs[i]
            yield Step(
                "backward",
                "sum",
                k - 1,
                i,
                None,
                value,
                value,
                f"d_a of {name}",
                (f"d_a of {name} = ", joined(arrived, " + ")),
                f"{len(own)} paths meet at {name}. Where paths meet, blame is added.",
            )


def _update(network, x, y, loss, rate):
    traces = network.forward(x)
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))
    new = network.parameters.copy()
    SGD(rate).step(new, gradients)
    labels, at = parameter_names(network.sizes), 0
    for k, layer in enumerate(network.layers):
        for j in range(layer.n_out):
            for i in [*range(layer.n_in), "bias"]:
                old, slope = network.parameters[at], gradients[at]
                way = "up" if new[at] > old else "down" if new[at] < old else "nowhere"
                yield Step(
                    "update",
                    "update",
                    k,
                    j,
                    i,
                    new[at],
                    new[at] - old,
                    f"new {labels[at]}",
                    (f"new {labels[at]} = ", _weight(old), " − ", short(rate), "·", _blame(slope)),
                    f"A step against the gradient: {way}.",
                )
                at += 1


# ---------------------------------------------------------------------- formulas


def _who(name: str, first: bool = True) -> str:
    """A neuron as the subject of a sentence, or further on in it."""
    return name if name != "output" else "The output" if first else "the output"


def _the(label: str) -> str:
    return label if label.startswith("bias") else f"weight {label}"


def _weight(value: float) -> Markup:
    """A weight in brackets, in its sign's colour, as briefly as it can be said."""
    side = " nnlab-positive" if value > 0 else " nnlab-negative" if value < 0 else ""
    text = ("+" if value > 0 else "") + short(value)
    return markup('(<span class="nnlab-number{}">{}</span>)', side, text)


def _blame(value: float) -> Markup:
    return signed(value, DECIMALS, brackets=True)


def _loss_formula(outputs, targets, loss):
    if loss.name == "mean_squared_error":
        squares = [
            markup("({} − {})²", plain(a, DECIMALS), short(t))
            for a, t in zip(outputs, targets, strict=True)
        ]
        if len(squares) == 1:
            return squares
        return ["(", joined(squares, " + "), f") / {len(squares)}"]
    said, wanted = (", ".join(map(short, values)) for values in (outputs, targets))
    return [f"{loss.name}({said}; target {wanted})"]


def _blame_formula(outputs, targets, j, loss):
    if loss.name == "mean_squared_error":
        share = "" if len(outputs) == 1 else f" / {len(outputs)}"
        return [
            f"2·(a − target){share} = ",
            "2·(",
            plain(outputs[j], DECIMALS),
            f" − {short(targets[j])}){share}",
        ]
    return [f"slope of {loss.name} at ", plain(outputs[j], DECIMALS)]


def _slope_formula(bend, trace, j):
    z, a = trace.z[0, j], plain(trace.a[0, j], DECIMALS)
    if bend.name == "sigmoid":
        return ["a·(1 − a) = ", a, "·(1 − ", a, ")"]
    if bend.name == "tanh":
        return ["1 − a² = ", "1 − ", a, "²"]
    return [f"slope of {bend.name} at z = ", signed(z, DECIMALS)]
