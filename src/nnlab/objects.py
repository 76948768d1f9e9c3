"""The same network as plain-Python objects: lists, floats and `math`, one neuron at a time.

Slow and simple: every number has a place that you can point at. It gives what `nnlab.Network`
gives, to 1e-12. What comes in is checked once: a `Row` has passed, and isn't asked again.
"""

import math
import random
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from nnlab.core import checks

Layers = tuple[tuple[tuple[float, ...], ...], ...]  # of neurons (w1, ..., wn, b)
MOST = 1_000_000  # numbers in one network: plain Python would take minutes for a step
OUTGROWN = "the weights outgrow all numbers: give smaller ones, or a smaller rate"


class Row(list[float]):
    """Numbers that have been checked: finite floats."""


def row(values: Any, name: str, n: int | None = None) -> Row:
    """Numbers in a row; `n` of them, if that's said."""
    if type(values) is not Row:
        array = checks.numbers(values, name)
        checks.need(array.ndim == 1, f"{name} must be one row of numbers: give [...]")
        values = Row(array.tolist())
    checks.need(n in (None, len(values)), f"{len(values)} {name} where {n} fit: give one for each")
    return values


def rows(values: Any, name: str, n: int | None = None) -> list[Row]:
    """Numbers in rows, all as long; `n` of them, if that's said."""
    return list(map(Row, checks.targets(values, n, name=name).tolist()))


def items(values: Any, name: str, n: int | None = None) -> list[Any]:
    """What's in a list or tuple; `n` of them, if that's said."""
    values = values.tolist() if hasattr(type(values), "tolist") else values  # an array
    good = isinstance(values, (list, tuple)) and len(values) == (n or len(values) or 1)
    count = "at least one" if n is None else n
    checks.need(good, f"{name} must be a list: give {count}, not {checks.short(values)}")
    return list(values)


def samples(X: Any, y: Any) -> list[tuple[Row, Row]]:
    """Inputs and targets, sample by sample."""
    X = rows(X, "X")
    return list(zip(X, rows(y, "y", len(X)), strict=True))


def drawn(sizes: Any, rng: Any) -> Layers:
    """A network of these sizes, each number drawn from -1..1."""
    sizes = [checks.whole(size, "each of the sizes you give") for size in items(sizes, "sizes")]
    checks.need(len(sizes) > 1, "sizes are a list: give the inputs and each layer, [2, 4, 1]")
    n = sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
    checks.need(n <= MOST, f"{n:,} numbers are too many for plain Python: give smaller sizes")
    if not isinstance(rng, random.Random):
        rng = random.Random(rng if rng is None else checks.whole(rng, "rng (the seed)", 0))
    return tuple(
        tuple(tuple(rng.uniform(-1, 1) for _ in range(n_in + 1)) for _ in range(n_out))
        for n_in, n_out in pairwise(sizes)
    )


def single(network: Any) -> Any:
    """An `nnlab.Network`, and only one."""
    runs = getattr(network, "runs", None)
    checks.need(isinstance(runs, tuple), f"give an nnlab.Network, not {checks.short(network)}")
    checks.need(not runs, f"this is one network, and yours has runs {runs}: give a run(i)")
    return network


def sigmoid(z: float) -> float:
    """1 / (1 + exp(-z)), without an exp that could overflow."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


# Each activation with its derivative; both take z, the sum before it.
Pair = tuple[Callable[[float], float], Callable[[float], float]]
BENDS: dict[str, Pair] = {
    "step": (lambda z: 1.0 if z > 0 else 0.0, lambda z: 0.0),
    "identity": (lambda z: z, lambda z: 1.0),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "relu": (lambda z: max(0.0, z), lambda z: 1.0 if z > 0 else 0.0),
}


def bend_of(activation: Any) -> Pair:
    """A function and its derivative: of a name, or of an `nnlab.Activation` of another name."""
    name = getattr(activation, "name", activation)
    if isinstance(name, str) and name in BENDS:
        return BENDS[name]
    good = callable(activation) and hasattr(activation, "derivative")
    unknown = f"unknown activation {checks.short(activation)}"
    checks.need(good, f"{unknown}: give one of {', '.join(BENDS)}")
    return (lambda z: float(activation(z)), lambda z: float(activation.derivative(z)))


class Neuron:
    """Weighs its inputs, adds its bias, and bends the result; remembers what it saw.

    Parameters
    ----------
    weights : list of float
    bias : float
    activation : str
        One of `BENDS`.

    Examples
    --------
    >>> Neuron([1, 1], -1.5, "step").forward([1, 1])
    1.0
    """

    def __init__(self, weights: Any, bias: float = 0.0, activation: Any = "sigmoid"):
        self.weights, self.bias = list(row(weights, "weights")), checks.number(bias, "bias")
        self.activation = activation
        self.bend, self.slope = bend_of(activation)
        self.d_weights, self.d_bias = [0.0] * len(self.weights), 0.0

    def forward(self, inputs: Any) -> float:
        """Weigh the inputs, add the bias, bend the result."""
        self.inputs = row(inputs, "inputs", len(self.weights))
        self.z = sum(w * x for w, x in zip(self.weights, self.inputs, strict=True)) + self.bias
        return self.bend(self.z)

    def backward(self, d_a: float) -> list[float]:
        """Take blame; add it to what the weights owe; return the blame of each input."""
        checks.need(hasattr(self, "z"), "nothing has gone forward yet: give forward inputs first")
        d_z = checks.number(d_a, "the blame") * self.slope(self.z)
        self.d_weights = [d + d_z * x for d, x in zip(self.d_weights, self.inputs, strict=True)]
        self.d_bias += d_z
        return [d_z * w for w in self.weights]

    def update(self, learning_rate: float) -> None:
        """A step downhill; then what the weights owe starts again at 0."""
        rate = checks.number(learning_rate, "learning_rate", 0)
        steps = zip(self.weights, self.d_weights, strict=True)
        weights, bias = [w - rate * d for w, d in steps], self.bias - rate * self.d_bias
        checks.need(math.isfinite(sum(weights) + bias), OUTGROWN)
        self.weights, self.bias = weights, bias
        self.d_weights, self.d_bias = [0.0] * len(weights), 0.0

    def __repr__(self) -> str:
        return f"Neuron({len(self.weights)} inputs, {self.activation})"


class Layer:
    """Neurons that look at the same inputs.

    Examples
    --------
    >>> Layer([Neuron([1, 1], -0.5, "step"), Neuron([1, 1], -1.5, "step")]).forward([0, 1])
    [1.0, 0.0]
    """

    def __init__(self, neurons: Iterable[Neuron]):
        self.neurons: list[Neuron] = items(neurons, "neurons")
        good = all(isinstance(neuron, Neuron) for neuron in self.neurons)
        checks.need(good, "a layer is a list of neurons: give [Neuron(...), ...]")

    def forward(self, inputs: Any) -> list[float]:
        """Ask every neuron."""
        inputs = row(inputs, "inputs")
        return Row([neuron.forward(inputs) for neuron in self.neurons])

    def backward(self, d_a: Any) -> list[float]:
        """Hand each neuron its blame; add up what they pass on to each input."""
        d_a = row(d_a, "parts of the blame", len(self.neurons))
        shares = [neuron.backward(d) for neuron, d in zip(self.neurons, d_a, strict=True)]
        return Row([sum(column) for column in zip(*shares, strict=True)])

    def update(self, learning_rate: float) -> None:
        """Every neuron takes its step."""
        for neuron in self.neurons:
            neuron.update(learning_rate)

    def __repr__(self) -> str:
        return f"Layer({self.neurons})"


class Network:
    """Layers in sequence; learns by mean squared error.

    Parameters
    ----------
    sizes : list of int
    activations : list of str
        One a layer.
    rng : random.Random or int, optional
        Weights and biases are drawn from -1..1.

    Examples
    --------
    >>> network = Network([2, 4, 1], ["tanh", "sigmoid"], rng=1)
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    >>> network.train(X, y, epochs=3000, learning_rate=0.5)
    >>> [round(network.forward(x)[0]) for x in X]
    [0, 1, 1, 0]
    """

    def __init__(self, sizes: Any, activations: Any, rng: random.Random | int | None = None):
        layers = drawn(sizes, rng)
        bends = items(activations, "activations", len(layers))
        self.layers = [
            Layer([Neuron(weights, bias, bend) for *weights, bias in layer])
            for layer, bend in zip(layers, bends, strict=True)
        ]

    @classmethod
    def from_network(cls, network: Any) -> "Network":
        """The same numbers as an `nnlab.Network`, as objects."""
        copy = cls(single(network).sizes, network.activations)
        for mine, theirs in zip(copy.layers, network.layers, strict=True):
            for neuron, row in zip(mine.neurons, theirs.parameters.tolist(), strict=True):
                *neuron.weights, neuron.bias = row
        return copy

    @property
    def parameters(self) -> list[float]:
        """All numbers in a list, neuron by neuron, [w..., b] each: as in `nnlab.Network`."""
        neurons = [neuron for layer in self.layers for neuron in layer.neurons]
        return [value for neuron in neurons for value in (*neuron.weights, neuron.bias)]

    def forward(self, inputs: Any) -> list[float]:
        """What one layer says, the next one hears."""
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def backward(self, d_output: Any) -> list[float]:
        """Send the blame back, last layer first."""
        for layer in reversed(self.layers):
            d_output = layer.backward(d_output)
        return d_output

    def train(self, X: Any, y: Any, epochs: int, learning_rate: float) -> None:
        """One sample at a time, in the order given: forward, blame, backward, step."""
        pairs, rate = samples(X, y), checks.number(learning_rate, "learning_rate", 0)
        for _ in range(checks.whole(epochs, "epochs", 0)):
            for x, target in pairs:
                output = self.forward(x)
                both = zip(output, row(target, "targets", len(output)), strict=True)
                self.backward(Row([2 * (o - t) / len(output) for o, t in both]))
                for layer in self.layers:
                    layer.update(rate)

    def __repr__(self) -> str:
        return f"Network({self.layers})"
