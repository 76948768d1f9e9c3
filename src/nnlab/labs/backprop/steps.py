"""One training step of a network, cut into its operations: one number each, all of them core's."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import SGD, Activation, Layer, Loss, Network, Trace, train_step
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
PHASE = dict.fromkeys(SOURCE, "backward") | {
    "z": "forward",
    "a": "forward",
    "loss": "loss",
    "update": "update",
}


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
        """Where it belongs in the drawing: see `pictures.wiring`."""
        part = {"layer": self.layer, "neuron": self.neuron}
        return part if self.input is None else part | {"input": self.input}

    @property
    def sign(self) -> str:
        """ "+", "-" or "0"."""
        return "0" if abs(self.turn) < 1e-12 else "+" if self.turn > 0 else "-"


class Seen:
    """What is known after some steps; the rest is NaN, and blank on the page."""

    def __init__(self, network: Network, steps: list[Step]) -> None:
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


def place_of(sizes: tuple[int, ...], step: Step) -> tuple[int, int | None]:
    """A step's neuron, counted from the first hidden one, and its place in `parameters`."""
    node = sum(sizes[1 : step.layer + 1]) + step.neuron
    if step.input is None:
        return node, None
    before = sum(n * (m + 1) for m, n in zip(sizes[: step.layer], sizes[1:], strict=False))
    n_in = sizes[step.layer]
    return node, before + step.neuron * (n_in + 1) + (n_in if step.input == "bias" else step.input)


def all_steps(network: Network, x: ArrayLike, y: ArrayLike, loss: Loss, rate: float) -> list[Step]:
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
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    return [
        *_forward(network, x, y, loss),
        *_backward(network, x, y, loss),
        *_update(network, x, y, loss, rate),
    ]


def _step(
    kind: str,
    layer: int,
    neuron: int,
    value: float,
    name: str,
    formula: list,
    words: str,
    *,
    input: int | str | None = None,
    turn: float | None = None,
    label: str = "",
) -> Step:
    """An operation; its formula begins with what is computed."""
    turn = value if turn is None else turn
    told = (f"{label or name} = ", *formula)
    return Step(PHASE[kind], kind, layer, neuron, input, value, turn, name, told, words)


def _forward(network: Network, x: np.ndarray, y: np.ndarray, loss: Loss) -> Iterator[Step]:
    traces = network.forward(x)
    names, first = node_names(network.sizes), 0
    for k, (layer, trace) in enumerate(zip(network.layers, traces, strict=True)):
        first += layer.n_in
        for j in range(layer.n_out):
            name, z = names[first + j], trace.z[0, j]
            terms = [
                markup("{}·{}", _weight(w), _heard(v, k))
                for w, v in zip(layer.W[j], trace.inputs[0], strict=True)
            ]
            terms = [terms[0], *(joined([" + ", term]) for term in terms[1:])]
            sum_ = [*terms, joined([" + ", _weight(layer.b[j])])]
            weighs = f"{_who(name)} weighs what comes in, and adds its bias."
            yield _step("z", k, j, z, f"z of {name}", sum_, weighs)
            bent = [f"{layer.activation.name}(", signed(z, DECIMALS), ")"]
            says = f"{_who(name)} bends its sum. That is what it says."
            yield _step("a", k, j, trace.a[0, j], f"a of {name}", bent, says)
    outputs = traces[-1].a
    formula = _loss_formula(outputs[0], y[0], loss)
    words = "How wrong is that? One number says it. Now the way back begins."
    yield _step("loss", k, 0, float(loss(outputs, y)), "loss", formula, words)


def _backward(network: Network, x: np.ndarray, y: np.ndarray, loss: Loss) -> Iterator[Step]:
    traces = network.forward(x)
    names, first = node_names(network.sizes), sum(network.sizes)
    labels, at = parameter_names(network.sizes), network.n_parameters
    d_a = loss.gradient(traces[-1].a, y)
    for k, (layer, trace) in reversed(list(enumerate(zip(network.layers, traces, strict=True)))):
        first, at = first - layer.n_out, at - layer.parameters.size
        own, before = names[first : first + layer.n_out], names[first - layer.n_in : first]
        slopes = layer.activation.derivative(trace.z)
        gradients, d_inputs = layer.backward(trace, d_a)
        d_z = (d_a * slopes)[0]
        for j, name in enumerate(own):
            who, slope = _who(name, False), slopes[0, j]
            if trace is traces[-1]:
                formula = _blame_formula(trace.a[0], y[0], j, loss)
                words = (
                    f"If {who} said a little more, how would the loss change? That is its blame."
                )
                yield _step("d_a", k, j, d_a[0, j], f"d_a of {name}", formula, words)
            formula = _slope_formula(layer.activation, trace, j)
            words = f"How steep is the bend of {who}, just where it stands?"
            yield _step("slope", k, j, slope, f"slope at {name}", formula, words)
            formula = ["d_a · slope = ", _blame(d_a[0, j]), "·", plain(slope, DECIMALS)]
            words = f"On its way through the bend of {who}, blame is multiplied by the slope."
            yield _step("d_z", k, j, d_z[j], f"d_z of {name}", formula, words)
        for j in range(layer.n_out):
            for i in range(layer.n_in + 1):
                bias, name = i == layer.n_in, labels[at + j * (layer.n_in + 1) + i]
                came = "1" if bias else _heard(trace.inputs[0, i], k)
                rule = "1 · d_z = " if bias else f"{'x' if k == 0 else 'a'} · d_z = "
                yield _step(
                    "bias" if bias else "gradient",
                    *(k, j, gradients[j, i], f"gradient of {_the(name)}"),
                    [rule, came, "·", _blame(d_z[j])],
                    "A bias hears the constant 1, so its gradient is the blame itself."
                    if bias
                    else "A weight's gradient: what came in, times the blame behind it.",
                    input="bias" if bias else i,
                )
        if k > 0:
            yield from _along_links(k, layer, d_z, d_inputs[0], own, before)
        d_a = d_inputs


def _along_links(
    k: int, layer: Layer, d_z: np.ndarray, d_inputs: np.ndarray, own: list, before: list
) -> Iterator[Step]:
    """Blame travels back from a layer to the one before."""
    for i, name in enumerate(before):
        for j, later in enumerate(own):
            link, w = f"{name} → {later}", layer.W[j, i]
            yield _step(
                "blame",
                *(k, j, w * d_z[j], f"blame on the link {link}"),
                ["w · d_z = ", _weight(w), "·", _blame(d_z[j])],
                f"Blame travels back along the link, times its weight, and arrives at {name}.",
                input=i,
                label=f"blame on {link}",
            )
        if len(own) > 1:
            arrived = [
                joined([_blame(w * d) for w, d in zip(layer.W[:, i], d_z, strict=True)], " + ")
            ]
            words = f"{len(own)} paths meet at {name}. Where paths meet, blame is added."
            yield _step("sum", k - 1, i, d_inputs[i], f"d_a of {name}", arrived, words)


def _update(
    network: Network, x: np.ndarray, y: np.ndarray, loss: Loss, rate: float
) -> Iterator[Step]:
    traces = network.forward(x)
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))
    new = network.parameters.copy()
    SGD(rate).step(new, gradients)
    rows = iter(
        zip(parameter_names(network.sizes), network.parameters, new, gradients, strict=True)
    )
    for k, layer in enumerate(network.layers):
        for j in range(layer.n_out):
            for i in [*range(layer.n_in), "bias"]:
                label, old, value, slope = next(rows)
                way = "up" if value > old else "down" if value < old else "nowhere"
                formula = [_weight(old), " − ", short(rate), "·", _blame(slope)]
                words = f"A step against the gradient: {way}."
                turn = dict(input=i, turn=value - old)
                yield _step("update", k, j, value, f"new {label}", formula, words, **turn)


# ---------------------------------------------------------------------- formulas


def _heard(value: float, layer: int) -> Markup | str:
    """What came in: a datum as it is, an answer with its decimals."""
    return short(value) if layer == 0 else plain(value, DECIMALS)


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


def _loss_formula(outputs: np.ndarray, targets: np.ndarray, loss: Loss) -> list:
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


def _blame_formula(outputs: np.ndarray, targets: np.ndarray, j: int, loss: Loss) -> list:
    if loss.name == "mean_squared_error":
        share = "" if len(outputs) == 1 else f" / {len(outputs)}"
        return [
            f"2·(a − target){share} = ",
            "2·(",
            plain(outputs[j], DECIMALS),
            f" − {short(targets[j])}){share}",
        ]
    return [f"slope of {loss.name} at ", plain(outputs[j], DECIMALS)]


def _slope_formula(activation: Activation, trace: Trace, j: int) -> list:
    z, a = trace.z[0, j], plain(trace.a[0, j], DECIMALS)
    if activation.name == "sigmoid":
        return ["a·(1 − a) = ", a, "·(1 − ", a, ")"]
    if activation.name == "tanh":
        return ["1 − a² = ", "1 − ", a, "²"]
    return [f"slope of {activation.name} at z = ", signed(z, DECIMALS)]
