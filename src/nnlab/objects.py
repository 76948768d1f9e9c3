"""The same network as plain-Python objects: lists, floats and `math`, one neuron at a time.

Slow and simple: every number has a place that you can point at. It gives what `nnlab.Network`
gives, to 1e-12.
"""

import math
import random
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from numbers import Integral, Real
from typing import Any

MOST = 1_000_000  # numbers in one network: plain Python would take minutes for a step


def need(ok: object, message: str) -> None:
    """Go on only if `ok`."""
    if not ok:
        raise ValueError(message)


def number(value: Any, name: str, least: float = -math.inf) -> float:
    """A finite float, at least `least`."""
    if type(value) is float and value >= least and math.isfinite(value):
        return value  # most often: what our own sums have made
    need(isinstance(value, Real), f"{name} must be a number, not {value!r:.40}: give a float")
    try:
        plain = float(value)
    except OverflowError:  # an int beyond all floats
        plain = math.inf
    finite = math.isfinite(plain)
    need(finite, f"{name} is {value!r:.40}: give smaller numbers, or a smaller rate")
    need(plain >= least, f"{name} must be {least} or more, not {value!r:.40}: give such a number")
    return plain


def numbers(values: Any, name: str, n: int | None = None) -> list[float]:
    """A list of finite floats; `n` of them, if that's said."""
    found = rows(values, name, n, "numbers")
    return [number(value, f"each of the {name}") for value in found]


def rows(values: Any, name: str, n: int | None = None, of: str = "rows") -> list[Any]:
    """A list, if these are several; `n` of them, if that's said."""
    values = values.tolist() if callable(getattr(values, "tolist", None)) else values
    several = isinstance(values, Collection) and not isinstance(values, (str, bytes, dict, set))
    need(several, f"{name} must be a list of {of}: give [...], not {values!r:.40}")
    values = list(values)
    need(values, f"{name} are empty: give at least one")
    need(n in (None, len(values)), f"{len(values)} {name} where {n} fit: give one for each")
    return values


def samples(X: Any, y: Any) -> list[tuple[list[float], list[float]]]:
    """Inputs and targets, sample by sample."""
    X = [numbers(x, "inputs") for x in rows(X, "X")]
    y = [numbers(row, "targets") for row in rows(y, "y", len(X))]
    return list(zip(X, y, strict=True))


def whole(value: Any, name: str, least: int) -> int:
    """A whole number, at least `least`."""
    good = isinstance(value, Integral) and int(value) >= least
    need(good, f"{name} must be a whole number, not {value!r:.40}: give {least} or more")
    return int(value)


def sizes_of(sizes: Any) -> list[int]:
    """How many go in, then how many neurons each layer has."""
    found = [whole(size, "each of the sizes", 1) for size in rows(sizes, "sizes")]
    need(len(found) > 1, "sizes are a list: give the inputs and each layer, [2, 4, 1]")
    n = sum((n_in + 1) * n_out for n_in, n_out in pairwise(found))
    need(n <= MOST, f"{n:,} numbers are too many for plain Python: give smaller sizes")
    return found


def generator(rng: Any) -> random.Random:
    """A random.Random, from itself, a seed, or None."""
    good = rng is None or isinstance(rng, (random.Random, Integral))
    need(good, f"rng must be a random.Random or a seed: give a whole number, not {rng!r:.40}")
    return rng if isinstance(rng, random.Random) else random.Random(rng)


def single(network: Any) -> Any:
    """An `nnlab.Network`, and only one."""
    runs = getattr(network, "runs", None)
    need(isinstance(runs, tuple), f"give an nnlab.Network, not {network!r:.40}")
    need(not runs, f"this is one network, and yours has runs {runs}: give a run(i)")
    return network


def sigmoid(z: float) -> float:
    """1 / (1 + exp(-z)), without an exp that could overflow."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


# Each bend with its derivative; both take z, the sum before the bend.
Bend = Callable[[float], float]
BENDS: dict[str, tuple[Bend, Bend]] = {
    "step": (lambda z: 1.0 if z > 0 else 0.0, lambda z: 0.0),
    "identity": (lambda z: z, lambda z: 1.0),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "relu": (lambda z: max(0.0, z), lambda z: 1.0 if z > 0 else 0.0),
}


def bend_of(activation: Any) -> tuple[Bend, Bend]:
    """The bend and its derivative: of a name, or of an `nnlab.Activation` of another name."""
    name = getattr(activation, "name", activation)
    if isinstance(name, str) and name in BENDS:
        return BENDS[name]
    own = callable(activation) and hasattr(activation, "derivative")
    need(own, f"unknown activation {activation!r:.40}: give one of {', '.join(BENDS)}")
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
        self.weights, self.bias = numbers(weights, "weights"), number(bias, "bias")
        self.activation = activation
        self.bend, self.slope = bend_of(activation)
        self.d_weights, self.d_bias = [0.0] * len(self.weights), 0.0

    def forward(self, inputs: Any) -> float:
        """Weigh the inputs, add the bias, bend the result."""
        self.inputs = numbers(inputs, "inputs", len(self.weights))
        self.z = sum(w * x for w, x in zip(self.weights, self.inputs, strict=True)) + self.bias
        return self.bend(self.z)

    def backward(self, d_a: float) -> list[float]:
        """Take blame; add it to what the weights owe; return the blame of each input."""
        need(hasattr(self, "z"), "nothing has gone forward yet: give the inputs to forward first")
        d_z = number(d_a, "the blame") * self.slope(self.z)
        self.d_weights = [d + d_z * x for d, x in zip(self.d_weights, self.inputs, strict=True)]
        self.d_bias += d_z
        return [d_z * w for w in self.weights]

    def update(self, learning_rate: float) -> None:
        """A step downhill; then what the weights owe starts again at 0."""
        rate = number(learning_rate, "learning_rate", 0)
        owed = zip(self.weights, self.d_weights, strict=True)
        weights = numbers([w - rate * d for w, d in owed], "weights")
        self.bias = number(self.bias - rate * self.d_bias, "bias")
        self.weights = weights
        self.d_weights, self.d_bias = [0.0] * len(self.weights), 0.0

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
        self.neurons: list[Neuron] = rows(neurons, "neurons")
        good = self.neurons and all(isinstance(neuron, Neuron) for neuron in self.neurons)
        need(good, "a layer is a list of neurons: give [Neuron(...), ...]")

    def forward(self, inputs: Any) -> list[float]:
        """Ask every neuron."""
        return [neuron.forward(inputs) for neuron in self.neurons]

    def backward(self, d_a: Any) -> list[float]:
        """Hand each neuron its blame; add up what they pass on to each input."""
        d_a = numbers(d_a, "parts of the blame", len(self.neurons))
        shares = [neuron.backward(d) for neuron, d in zip(self.neurons, d_a, strict=True)]
        return [sum(column) for column in zip(*shares, strict=True)]

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
        sizes, rng = sizes_of(sizes), generator(rng)
        activations = rows(activations, "activations", len(sizes) - 1)
        self.layers = [
            Layer(
                [
                    Neuron([rng.uniform(-1, 1) for _ in range(n_in)], rng.uniform(-1, 1), bend)
                    for _ in range(n_out)
                ]
            )
            for n_in, n_out, bend in zip(sizes, sizes[1:], activations, strict=False)
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
        pairs, rate = samples(X, y), number(learning_rate, "learning_rate", 0)
        for _ in range(whole(epochs, "epochs", 0)):
            for x, target in pairs:
                output = self.forward(x)
                target = numbers(target, "targets", len(output))
                errors = [o - t for o, t in zip(output, target, strict=True)]
                self.backward([2 * error / len(errors) for error in errors])
                for layer in self.layers:
                    layer.update(rate)

    def __repr__(self) -> str:
        return f"Network({self.layers})"
