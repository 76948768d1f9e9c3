"""The same network as pure functions: nothing is changed, everything is passed on and returned.

A network is a tuple of layers, a layer a tuple of neurons, a neuron a tuple of numbers
(w1, ..., wn, b). Its bends are a tuple of names. It gives what `nnlab.Network` gives, to 1e-12.
"""

import math
import random
from collections.abc import Callable
from typing import Any

from nnlab import objects
from nnlab.core import checks
from nnlab.objects import Layers, Row

Checked = list[tuple[list[Row], objects.Pair]]  # each layer's neurons, and its bend


def init(sizes: Any, rng: random.Random | int | None = None) -> Layers:
    """A network of these sizes, drawn from -1..1.

    Examples
    --------
    >>> network = init([2, 3, 1], rng=0)
    >>> [len(layer) for layer in network], [len(neuron) for neuron in network[0]]
    ([3, 1], [3, 3, 3])
    """
    return objects.drawn(sizes, rng)


def from_network(network: Any) -> tuple[Layers, tuple[Any, ...]]:
    """The numbers of an `nnlab.Network` as nested tuples, and the names of its bends."""
    layers = [layer.parameters.tolist() for layer in objects.single(network).layers]
    names = (bend.name if bend.name in objects.BENDS else bend for bend in network.activations)
    return _each(float, layers), tuple(names)


def weigh(neuron: Any, x: Any) -> float:
    """Weigh the inputs, add the bias: z."""
    *weights, bias = objects.row(neuron, "numbers of a neuron")
    x = objects.row(x, "inputs", len(weights))
    return sum(w * value for w, value in zip(weights, x, strict=True)) + bias


def forward(network: Any, activations: Any, x: Any) -> tuple[float, ...]:
    """What the network says about one sample.

    Examples
    --------
    >>> either = (((1, 1, -0.5),),)
    >>> forward(either, ("step",), (0, 1))
    (1.0,)
    """
    for layer, (bend, _) in _checked(network, activations):
        x = Row([bend(weigh(neuron, x)) for neuron in layer])
    return tuple(x)


def loss(network: Any, activations: Any, X: Any, y: Any) -> float:
    """The mean squared error over all samples and outputs."""
    errors = []
    for x, targets in objects.samples(X, y):
        errors += _errors(forward(network, activations, x), targets)
    return sum(error * error for error in errors) / len(errors)


def gradient(network: Any, activations: Any, X: Any, y: Any) -> Layers:
    """How that loss changes with each number of the network: nested tuples of the same shape."""
    layers = _checked(network, activations)
    slopes = [_pass(layers, x, targets)[1] for x, targets in objects.samples(X, y)]
    return _each(lambda *parts: sum(parts) / len(slopes), *slopes)


def train_step(network: Any, activations: Any, X: Any, y: Any, learning_rate: float) -> Layers:
    """The network after one step downhill; the one given stays as it was.

    Examples
    --------
    >>> before = (((1.0, 0.0),),)
    >>> train_step(before, ("identity",), [(1.0,)], [(0.0,)], 0.25)
    (((0.5, -0.5),),)
    """
    rate = checks.number(learning_rate, "learning_rate", 0)
    slopes = gradient(network, activations, X, y)
    after = _each(lambda p, d: p - rate * d, network, slopes)
    finite = all(math.isfinite(sum(neuron)) for layer in after for neuron in layer)
    checks.need(finite, objects.OUTGROWN)
    return after


def train(
    network: Any, activations: Any, X: Any, y: Any, epochs: int, learning_rate: float
) -> Layers:
    """The network after training, one sample at a time, in the order given."""
    pairs = objects.samples(X, y)
    for _ in range(checks.whole(epochs, "epochs", 0)):
        for x, targets in pairs:
            network = train_step(network, activations, [x], [targets], learning_rate)
    return network


def _checked(network: Any, activations: Any) -> Checked:
    """Each layer with its bend."""
    layers = [objects.rows(layer, "neurons") for layer in objects.items(network, "layers")]
    bends = objects.items(activations, "activations", len(layers))
    return list(zip(layers, map(objects.bend_of, bends), strict=True))


def _each(function: Callable[..., float], *networks: Any) -> Layers:
    """The function of each number, or of the numbers in the same place of several networks."""
    return tuple(
        tuple(tuple(map(function, *neurons)) for neurons in zip(*layers, strict=True))
        for layers in zip(*networks, strict=True)
    )


def _pass(layers: Checked, x: Row, targets: Row) -> tuple[Row, Layers]:
    """Through the layers and back: the blame of x, and the gradient of each layer."""
    if not layers:
        return Row([2 * error / len(x) for error in _errors(x, targets)]), ()
    (layer, (bend, slope)), *rest = layers
    z = [weigh(neuron, x) for neuron in layer]
    d_a, later = _pass(rest, Row(map(bend, z)), targets)
    d_z = [d * slope(value) for d, value in zip(d_a, z, strict=True)]
    gradients = tuple((*(d * value for value in x), d) for d in d_z)
    columns = list(zip(*layer, strict=True))[:-1]  # the weights of each input, without the biases
    d_x = Row([sum(d * w for d, w in zip(d_z, ws, strict=True)) for ws in columns])
    return d_x, (gradients, *later)


def _errors(outputs: Any, targets: Row) -> list[float]:
    """By how much each output misses its target."""
    targets = objects.row(targets, "targets", len(outputs))
    return [output - target for output, target in zip(outputs, targets, strict=True)]
