"""One training step of a network, cut into its operations: one number each, all of them core's.

What the operations are called, and the sentence for each, stand in steps.md.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import SGD, Activation, Layer, Loss, Network, train_step
from nnlab.labs.words import parameter_names, short
from nnlab.lessons.texts import sections
from nnlab.live.panel import Markup, joined, markup, plain, signed
from nnlab.pictures.wiring import node_names, part_key, part_of

DECIMALS = 4  # of what is computed: enough to check by pen
_WORDS = {entry.heading: entry for entry in sections(Path(__file__).with_name("steps.md"), "Name")}


class Kind(NamedTuple):
    """What all operations of a kind have in common."""

    phase: str  # "forward", "loss", "backward", "update"
    known: str  # where `Known` keeps the number
    piece: str  # what is outlined in the drawing; "z": the words above a neuron
    function: Callable  # of the package,
    source: str  # and what it does there, in one line


KINDS = {
    "z": Kind("forward", "z", "z", Layer._forward, "X @ self.W.mT + self.b[..., np.newaxis, :]"),
    "a": Kind("forward", "a", "a", Layer._forward, "self.activation(z)"),
    "loss": Kind("loss", "loss", "z", train_step, "loss(traces[-1].a, y)"),
    "d_a": Kind("backward", "d_a", "z", train_step, "loss.gradient(traces[-1].a, y)"),
    "slope": Kind("backward", "slope", "z", Layer._backward, "self.activation.derivative(trace.z)"),
    "d_z": Kind(
        "backward", "d_z", "z", Layer._backward, "d_z = d_a * self.activation.derivative(trace.z)"
    ),
    "gradient": Kind("backward", "gradients", "gradient", Layer._backward, "d_z.mT @ trace.inputs"),
    "bias": Kind("backward", "gradients", "gradient", Layer._backward, "d_z.sum(axis=-2)"),
    "blame": Kind("backward", "blame", "blame", Layer._backward, "d_z @ self.W"),
    "sum": Kind("backward", "d_a", "z", Layer._backward, "d_inputs = d_z @ self.W"),
    "update": Kind("update", "parameters", "weight", SGD.step, "parameters -= rate * gradients"),
}
SLOPES = {"sigmoid": "a·(1 − a)", "tanh": "1 − a²"}  # how they are worked out by pen


class Step(NamedTuple):
    """One operation, and the number it gives."""

    kind: str  # of KINDS
    layer: int
    neuron: int
    input: Any  # of a weight; "bias"; None for what belongs to the neuron
    at: int  # the parameter's place, or the neuron's, counted from the first hidden one
    value: float
    turn: float  # what a guess of its sign is about: the value; of an update, the change
    name: str  # "d_z of h₁"
    formula: tuple[Any, ...]  # what stands before the result, piece by piece
    words: str  # what happens here, in a sentence

    @property
    def phase(self) -> str:
        return KINDS[self.kind].phase

    @property
    def part(self) -> dict[str, Any]:
        """Where it belongs in the drawing: see `pictures.wiring`."""
        part: dict[str, Any] = {"layer": self.layer, "neuron": self.neuron}
        return part if self.input is None else part | {"input": self.input}

    @property
    def sign(self) -> str:
        """ "+", "-" or "0"."""
        return "0" if abs(self.turn) < 1e-12 else "+" if self.turn > 0 else "-"


class Known:
    """What is known after some steps; the rest is NaN, and blank on the page."""

    def __init__(self, network: Network, steps: Sequence[Step]) -> None:
        sizes, self.loss = network.sizes, np.nan
        self.z, self.a, self.d_a, self.slope, self.d_z = np.full((5, sum(sizes[1:])), np.nan)
        self.gradients, self.blame = np.full((2, network.n_parameters), np.nan)
        self.parameters = network.parameters.copy()
        for step in steps:
            if step.kind == "loss":
                self.loss = step.value
            else:
                getattr(self, KINDS[step.kind].known)[step.at] = step.value
            if step.kind == "blame" and sizes[step.layer + 1] == 1:  # no other path: that is all
                self.d_a[sum(sizes[1 : step.layer]) + step.input] = step.value


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
    work = _Work(network, x)
    work.forward(y, loss)
    work.backward(y, loss)
    work.update(loss.gradient(work.output, y), rate)
    return work.steps


class _Work:
    """Does a training step, and writes every operation down."""

    def __init__(self, network: Network, x: np.ndarray) -> None:
        self.network, self.steps = network, list[Step]()
        self.traces = network.forward(x)
        self.output = self.traces[-1].a
        self.layers = list(enumerate(zip(network.layers, self.traces, strict=True)))
        self.names, self.labels = node_names(network.sizes), parameter_names(network.sizes)

    def _add(
        self,
        kind: str,
        place: tuple[Any, ...],
        value: float,
        formula: Sequence[Any],
        *,
        turn: float | None = None,
        **facts: Any,
    ) -> None:
        """An operation at (layer, neuron) or (layer, neuron, input); `facts` go into its words."""
        sizes, entry = self.network.sizes, _WORDS[kind]
        layer, neuron, *rest = place
        first = sum(sizes[: layer + 1])  # of the layer's neurons, among all names
        name, at = self.names[first + neuron], first + neuron - sizes[0]
        input_ = rest[0] if rest else None
        if input_ is not None:
            part = {"layer": layer, "neuron": neuron, "input": input_}
            at = int(part_key(sizes, part)[1:])
            link = self.labels[at]
            facts |= {"link": link, "to": link.partition(" → ")[0]}
            facts |= {"parameter": link if input_ == "bias" else f"weight {link}"}
        who = "the output" if name == "output" else name
        facts |= {"name": name, "who": who, "Who": who.replace("the", "The")}
        title, words = (text.format(**facts) for text in (entry.one("Name"), entry.text))
        turn, spelled = value if turn is None else turn, (f"{title} = ", *formula)
        self.steps.append(Step(kind, layer, neuron, input_, at, value, turn, title, spelled, words))

    def forward(self, y: np.ndarray, loss: Loss) -> None:
        """Each neuron's sum and answer, layer by layer; then the loss."""
        for k, (layer, trace) in self.layers:
            for j, (z, a) in enumerate(zip(trace.z[0], trace.a[0], strict=True)):
                pairs = zip(layer.W[j], trace.inputs[0], strict=True)
                terms = [markup("{}·{}", _weight(w), _incoming(x, k)) for w, x in pairs]
                first, *more = [*terms, _weight(layer.b[j])]
                self._add("z", (k, j), z, [first, *(joined([" + ", term]) for term in more)])
                applied = [f"{layer.activation.name}(", signed(z, DECIMALS), ")"]
                self._add("a", (k, j), a, applied)
        error = float(loss(self.output, y))
        self._add("loss", (k, 0), error, _loss_formula(self.output[0], y[0], loss))

    def backward(self, y: np.ndarray, loss: Loss) -> None:
        """How the loss changes with each output; then all that follows, from layer to layer."""
        d_a = loss.gradient(self.output, y)
        for k, (layer, trace) in reversed(self.layers):
            gradients, d_inputs = layer.backward(trace, d_a)
            slopes = layer.activation.derivative(trace.z)[0]
            d_z = d_a[0] * slopes
            for j, slope in enumerate(slopes):
                z, a, d = trace.z[0, j], trace.a[0, j], d_a[0, j]
                if trace is self.traces[-1]:
                    self._add("d_a", (k, j), d, _d_a_formula(a, y[0], j, loss))
                self._add("slope", (k, j), slope, _slope_formula(layer.activation, z, a))
                through = ["d_a · slope = ", _bracketed(d), "·", plain(slope, DECIMALS)]
                self._add("d_z", (k, j), d_z[j], through)
            for j, row in enumerate(gradients):
                for i, (gradient, x) in enumerate(zip(row[:-1], trace.inputs[0], strict=True)):
                    rule = "x · d_z = " if k == 0 else "a · d_z = "
                    formula = [rule, _incoming(x, k), "·", _bracketed(d_z[j])]
                    self._add("gradient", (k, j, i), gradient, formula)
                self._add("bias", (k, j, "bias"), row[-1], ["1 · d_z = ", "1·", _bracketed(d_z[j])])
            if k > 0:
                self._along_links(k, layer, d_z, d_inputs[0])
            d_a = d_inputs

    def _along_links(self, k: int, layer: Layer, d_z: np.ndarray, d_inputs: np.ndarray) -> None:
        """Along each link, back to the layer before; where links meet, the sum."""
        for i, arrived in enumerate(d_inputs):
            parts = layer.W[:, i] * d_z
            for j, part in enumerate(parts):
                formula = ["w · d_z = ", _weight(layer.W[j, i]), "·", _bracketed(d_z[j])]
                self._add("blame", (k, j, i), part, formula)
            if len(parts) > 1:
                added = [joined(map(_bracketed, parts), " + ")]
                self._add("sum", (k - 1, i), arrived, added, n=len(parts))

    def update(self, d_output: np.ndarray, rate: float) -> None:
        """A step against the gradient, number by number."""
        gradients = self.network.backward(self.traces, d_output)
        new = self.network.parameters.copy()
        SGD(rate).step(new, gradients)
        numbers = zip(self.network.parameters, new, gradients, strict=True)
        for at, (old, value, gradient) in enumerate(numbers):
            place = tuple(part_of(self.network.sizes, f"p{at}").values())
            way = "up" if value > old else "down" if value < old else "nowhere"
            formula = [_weight(old), " − ", short(rate), "·", _bracketed(gradient)]
            self._add("update", place, value, formula, turn=value - old, way=way)


# ---------------------------------------------------------------------- formulas


def _incoming(value: float, layer: int) -> Markup | str:
    """What came in: a datum as it is, an answer with its decimals."""
    return short(value) if layer == 0 else plain(value, DECIMALS)


def _weight(value: float) -> Markup:
    """A weight in brackets, as briefly as it can be written."""
    return signed(float(f"{value:.4g}"), None, brackets=True)


def _bracketed(value: float) -> Markup:
    return signed(value, DECIMALS, brackets=True)


def _loss_formula(outputs: np.ndarray, targets: np.ndarray, loss: Loss) -> list[Any]:
    if loss.name != "mean_squared_error":
        given, wanted = (", ".join(map(short, values)) for values in (outputs, targets))
        return [f"{loss.title}({given}; target {wanted})"]
    pairs = zip(outputs, targets, strict=True)
    squares = [markup("({} − {})²", plain(a, DECIMALS), short(t)) for a, t in pairs]
    n = len(squares)
    return squares if n == 1 else ["(", joined(squares, " + "), f") / {n}"]


def _d_a_formula(output: float, targets: np.ndarray, j: int, loss: Loss) -> list[Any]:
    a, n = plain(output, DECIMALS), len(targets)
    if loss.name != "mean_squared_error":
        return [f"slope of {loss.title} at ", a]
    share = "" if n == 1 else f" / {n}"
    return [f"2·(a − target){share} = ", "2·(", a, f" − {short(targets[j])}){share}"]


def _slope_formula(activation: Activation, z: float, a: float) -> list[Any]:
    rule = SLOPES.get(activation.name)
    if rule is None:
        return [f"slope of {activation.name} at z = ", signed(z, DECIMALS)]
    return [f"{rule} = ", Markup(rule.replace("a", plain(a, DECIMALS)))]
