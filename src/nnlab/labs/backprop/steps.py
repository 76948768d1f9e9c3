"""One training step of a network, cut into its operations: one number each, all of them core's."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import SGD, Activation, Layer, Loss, Network, Trace
from nnlab.labs.words import parameter_names, short
from nnlab.live.panel import Markup, joined, markup, plain, signed
from nnlab.pictures.wiring import node_names, part_key, parts

DECIMALS = 4  # of what is computed: enough to check by pen
SLOPES = {"sigmoid": "a·(1 − a)", "tanh": "1 − a²"}  # how they are worked out by pen


class Kind(NamedTuple):
    """What all operations of a kind have in common."""

    name: str
    phase: str  # "forward", "loss", "backward", "update"
    known: str  # where `Known` keeps the number
    title: str  # what each is called
    who: str  # whose number it is


_kinds = (
    Kind("z", "forward", "z", "z of {part}", "{part}"),
    Kind("a", "forward", "a", "a of {part}", "{part}"),
    Kind("loss", "loss", "loss", "loss", "loss"),
    Kind("d_a", "backward", "d_a", "d_a of {part}", "{part}"),
    Kind("slope", "backward", "slope", "slope at {part}", "slope"),
    Kind("d_z", "backward", "d_z", "d_z of {part}", "{part}"),
    Kind("gradient", "backward", "gradients", "gradient of weight {part}", "{part}"),
    Kind("bias", "backward", "gradients", "gradient of {part}", "{part}"),
    Kind("blame", "backward", "blame", "blame on {part}", "{to}"),
    Kind("sum", "backward", "d_a", "d_a of {part}", "{part}"),
    Kind("update", "update", "parameters", "new {part}", "{part}"),
)
KINDS = {kind.name: kind for kind in _kinds}


class Step(NamedTuple):
    """One operation, and the number it gives."""

    kind: Kind
    part: dict[str, Any]  # where it belongs in the drawing: see `pictures.wiring`
    at: int  # the parameter's place, or the neuron's, counted from the first hidden one
    value: float
    sign: str  # "+", "-" or "0": of the value; of an update, of the change
    name: str  # "d_z of h₁"
    who: str  # "h₁"
    formula: Markup  # what stands before the = and the number
    letters: Markup | str  # the same before it is known; only of what has a place on the sheet


class _Done(NamedTuple):
    """An operation without its name."""

    kind: str
    part: dict[str, Any]
    value: float
    formula: Sequence[Any]
    letters: Markup | str = ""
    turn: float | None = None  # the number whose sign counts, if it is another


class Known:
    """What is known after some steps; the rest is NaN, and blank on the page."""

    def __init__(self, network: Network, steps: Sequence[Step]) -> None:
        sizes = network.sizes
        neurons = np.full((6, sum(sizes[1:])), np.nan)  # the loss stands at the first output
        self.z, self.a, self.loss, self.d_a, self.slope, self.d_z = neurons
        self.gradients, self.blame = np.full((2, network.n_parameters), np.nan)
        self.parameters = network.parameters.copy()
        for step in steps:
            getattr(self, step.kind.known)[step.at] = step.value
            layer = step.part["layer"]
            if step.kind.name == "blame" and sizes[layer + 1] == 1:  # no other path: that is all
                self.d_a[sum(sizes[1:layer]) + step.part["input"]] = step.value


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
    y, sizes = np.asarray(y, dtype=float), network.sizes
    traces = network.forward(np.asarray(x, dtype=float))
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))
    work = [
        *_forward(network, traces, y, loss),
        *_backward(network, traces, y, loss),
        *_update(network, gradients, rate),
    ]
    called = {f"n{i}": name for i, name in enumerate(node_names(sizes))}
    called |= {f"p{i}": name for i, name in enumerate(parameter_names(sizes))}
    return [_step(sizes, called, done) for done in work]


def _step(sizes: tuple[int, ...], called: dict, done: _Done) -> Step:
    """An operation with its name."""
    kind, part, value, formula, letters, turn = done
    key = part_key(sizes, part)
    facts = {"part": called[key], "to": called[key].partition(" → ")[0]}
    title, who = (text.format(**facts) for text in (KINDS[kind].title, KINDS[kind].who))
    at = int(key[1:]) - sizes[0] * (key[0] == "n")
    sign = sign_of(value if turn is None else turn)
    return Step(KINDS[kind], part, at, value, sign, title, who, joined(formula), letters)


def sign_of(value: float) -> str:
    """Which side of zero: "+", "-" or "0".

    >>> sign_of(0.2), sign_of(-1), sign_of(0)
    ('+', '-', '0')
    """
    return "0" if abs(value) < 1e-12 else "+" if value > 0 else "-"


def _forward(network: Network, traces: list[Trace], y: np.ndarray, loss: Loss) -> Iterator[_Done]:
    """Each neuron's sum and answer, layer by layer; then the loss."""
    sizes, names = network.sizes, node_names(network.sizes)
    for k, (layer, trace) in enumerate(zip(network.layers, traces, strict=True)):
        came = [_incoming(x, k) for x in trace.inputs[0]]
        called = names[sum(sizes[:k]) :][: sizes[k]] if k else came
        for j, (z, a) in enumerate(zip(trace.z[0], trace.a[0], strict=True)):
            neuron, bend = {"layer": k, "neuron": j}, layer.activation
            yield _Done("z", neuron, z, [_weighed(layer, j, came)], _weighed(layer, j, called))
            yield _Done("a", neuron, a, [f"{bend}(", signed(z, DECIMALS), ")"], f"{bend}(z)")
    output, blank = traces[-1].a, ["a"] * network.n_out
    said = [plain(a, DECIMALS) for a in output[0]]
    formula, letters = (_loss_formula(outputs, y[0], loss) for outputs in (said, blank))
    yield _Done("loss", neuron | {"neuron": 0}, float(loss(output, y)), [formula], letters)


def _backward(network: Network, traces: list[Trace], y: np.ndarray, loss: Loss) -> Iterator[_Done]:
    """How the loss changes with each output; then all that follows, from layer to layer."""
    d_a = loss.gradient(traces[-1].a, y)
    for k in reversed(range(len(traces))):
        layer, trace = network.layers[k], traces[k]
        gradients, d_inputs = layer.backward(trace, d_a)
        slopes = layer.activation.derivative(trace.z)[0]
        d_z = d_a[0] * slopes
        for j, (z, a, d, slope) in enumerate(
            zip(trace.z[0], trace.a[0], d_a[0], slopes, strict=True)
        ):
            neuron = {"layer": k, "neuron": j}
            if trace is traces[-1]:
                yield _Done("d_a", neuron, d, _d_a_formula(a, y[0], j, loss))
            yield _Done("slope", neuron, slope, _slope_formula(layer.activation, z, a))
            through = [_bracketed(d), "·", plain(slope, DECIMALS)]
            yield _Done("d_z", neuron, d_z[j], through)
        for j, row in enumerate(gradients):
            neuron, d = {"layer": k, "neuron": j}, _bracketed(d_z[j])
            for i, (gradient, x) in enumerate(zip(row[:-1], trace.inputs[0], strict=True)):
                formula = [_incoming(x, k), "·", d]
                yield _Done("gradient", neuron | {"input": i}, gradient, formula)
            yield _Done("bias", neuron | {"input": "bias"}, row[-1], ["1·", d])
        for i, w in enumerate(layer.W.T if k else ()):  # along each link; where some meet, the sum
            for j, part in enumerate(w * d_z):
                formula = [_weight(w[j]), "·", _bracketed(d_z[j])]
                yield _Done("blame", {"layer": k, "neuron": j, "input": i}, part, formula)
            if len(w) > 1:
                added = [joined(map(_bracketed, w * d_z), " + ")]
                yield _Done("sum", {"layer": k - 1, "neuron": i}, d_inputs[0, i], added)
        d_a = d_inputs


def _update(network: Network, gradients: np.ndarray, rate: float) -> Iterator[_Done]:
    """A step against the gradient, number by number."""
    new = network.parameters.copy()
    SGD(rate).step(new, gradients)
    numbers = zip(network.parameters, new, gradients, strict=True)
    for at, (old, value, gradient) in enumerate(numbers):
        formula = [_weight(old), " − ", short(rate), "·", _bracketed(gradient)]
        part = parts(network.sizes)[f"p{at}"]
        yield _Done("update", part, value, formula, turn=value - old)


# ---------------------------------------------------------------------- formulas


def _incoming(value: float, layer: int) -> Markup | str:
    """What came in: a datum as it is, an answer with its decimals."""
    return plain(value, DECIMALS) if layer else short(value)


def _weighed(layer: Layer, j: int, came: Sequence[Markup | str]) -> Markup:
    """A neuron's sum: each weight times what came in, and the bias."""
    pairs = zip(layer.W[j], came, strict=True)
    terms = [markup("{}·{}", _weight(w), x) for w, x in pairs]
    return joined([*terms, _weight(layer.b[j])], " + ")


def _weight(value: float) -> Markup:
    """A weight in brackets: with two decimals, or as many as a pen needs."""
    few = 2 if round(value, 2) == round(value, DECIMALS + 2) else DECIMALS
    return signed(value, few, brackets=True)


def _bracketed(value: float) -> Markup:
    return signed(value, DECIMALS, brackets=True)


def _loss_formula(outputs: Sequence[Markup | str], targets: np.ndarray, loss: Loss) -> Markup:
    """The loss of these outputs, which may be letters."""
    wanted, n = [short(t) for t in targets], len(targets)
    if loss.name != "mean_squared_error":
        told = joined(outputs, ", "), ", ".join(wanted)
        return markup(f"{loss.title}({{}}; target {{}})", *told)
    pairs = zip(outputs, wanted, strict=True)
    squares = joined((markup("({} − {})²", *pair) for pair in pairs), " + ")
    return squares if n == 1 else markup("({}) / {}", squares, n)


def _d_a_formula(output: float, targets: np.ndarray, j: int, loss: Loss) -> list[Any]:
    a, n = plain(output, DECIMALS), len(targets)
    if loss.name != "mean_squared_error":
        return [f"slope of {loss.title} at ", a]
    return ["2·(", a, f" − {short(targets[j])})" + ("" if n == 1 else f" / {n}")]


def _slope_formula(activation: Activation, z: float, a: float) -> list[Any]:
    rule = SLOPES.get(activation.name)
    if rule is None:
        return [f"slope of {activation.name} at z = ", signed(z, DECIMALS)]
    return [Markup(rule.replace("a", plain(a, DECIMALS)))]
