"""The same network as pure functions: nothing is changed, everything is passed on and returned.

A network is a tuple of layers, a layer a tuple of neurons, a neuron a tuple of numbers
(w1, ..., wn, b). Its bends are a tuple of names. It gives what `nnlab.Network` gives, to 1e-12.
"""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from nnlab.objects import (
    BENDS,
    bend_of,
    generator,
    number,
    numbers,
    rows,
    samples,
    single,
    sizes_of,
    whole,
)

Row = tuple[float, ...]
Layers = tuple[tuple[Row, ...], ...]


def init(sizes: Any, rng: random.Random | int | None = None) -> Layers:
    """A network of these sizes, drawn from -1..1.

    Examples
    --------
    >>> network = init([2, 3, 1], rng=0)
    >>> [len(layer) for layer in network], [len(neuron) for neuron in network[0]]
    ([3, 1], [3, 3, 3])
    """
    sizes, rng = sizes_of(sizes), generator(rng)
    return tuple(
        tuple(tuple(rng.uniform(-1, 1) for _ in range(n_in + 1)) for _ in range(n_out))
        for n_in, n_out in pairwise(sizes)
    )


def from_network(network: Any) -> tuple[Layers, tuple[Any, ...]]:
    """The numbers of an `nnlab.Network` as nested tuples, and the names of its bends."""
    layers = tuple(
        tuple(tuple(row) for row in layer.parameters.tolist()) for layer in single(network).layers
    )
    bends = network.activations
    return layers, tuple(bend.name if bend.name in BENDS else bend for bend in bends)


def weigh(neuron: Any, x: Any) -> float:
    """Weigh the inputs, add the bias: z."""
    *weights, bias = numbers(neuron, "numbers of a neuron")
    x = numbers(x, "inputs", len(weights))
    return sum(w * value for w, value in zip(weights, x, strict=True)) + bias


def forward(network: Any, activations: Any, x: Any) -> Row:
    """What the network says about one sample.

    Examples
    --------
    >>> either = (((1, 1, -0.5),),)
    >>> forward(either, ("step",), (0, 1))
    (1.0,)
    """
    for layer, name in _each(network, activations):
        bend, _ = bend_of(name)
        x = tuple(bend(weigh(neuron, x)) for neuron in layer)
    return x


def loss(network: Any, activations: Any, X: Any, y: Any) -> float:
    """The mean squared error over all samples and outputs."""
    errors = [
        error
        for x, targets in samples(X, y)
        for error in _errors(forward(network, activations, x), targets)
    ]
    return sum(error * error for error in errors) / len(errors)


def gradient(network: Any, activations: Any, X: Any, y: Any) -> Layers:
    """How that loss changes with each number of the network: nested tuples of the same shape."""
    layers = tuple(_each(network, activations))
    slopes = [_pass(layers, tuple(x), targets)[1] for x, targets in samples(X, y)]
    return tuple(
        tuple(
            tuple(sum(parts) / len(slopes) for parts in zip(*neurons, strict=True))
            for neurons in zip(*layer, strict=True)
        )
        for layer in zip(*slopes, strict=True)
    )


def train_step(network: Any, activations: Any, X: Any, y: Any, learning_rate: float) -> Layers:
    """The network after one step downhill; the one given stays as it was.

    Examples
    --------
    >>> before = (((1.0, 0.0),),)
    >>> train_step(before, ("identity",), [(1.0,)], [(0.0,)], 0.25)
    (((0.5, -0.5),),)
    """
    rate = number(learning_rate, "learning_rate", 0)
    slopes = gradient(network, activations, X, y)
    return tuple(
        tuple(
            tuple(numbers([p - rate * d for p, d in zip(neuron, d_neuron, strict=True)], "weights"))
            for neuron, d_neuron in zip(layer, d_layer, strict=True)
        )
        for layer, d_layer in zip(network, slopes, strict=True)
    )


def train(
    network: Any, activations: Any, X: Any, y: Any, epochs: int, learning_rate: float
) -> Layers:
    """The network after training, one sample at a time, in the order given."""
    pairs = samples(X, y)
    for _ in range(whole(epochs, "epochs", 0)):
        for x, targets in pairs:
            network = train_step(network, activations, [x], [targets], learning_rate)
    return network


def _pass(layers: tuple, x: Row, targets: Any) -> tuple[Row, Layers]:
    """Through the layers and back: the blame of x, and the gradient of each layer."""
    if not layers:
        return tuple(2 * error / len(x) for error in _errors(x, targets)), ()
    (layer, name), *rest = layers
    bend, slope = bend_of(name)
    z = tuple(weigh(neuron, x) for neuron in layer)
    d_a, later = _pass(tuple(rest), tuple(map(bend, z)), targets)
    d_z = tuple(d * slope(value) for d, value in zip(d_a, z, strict=True))
    gradients = tuple((*(d * value for value in x), d) for d in d_z)
    d_x = tuple(
        sum(d * neuron[i] for d, neuron in zip(d_z, layer, strict=True)) for i in range(len(x))
    )
    return d_x, (gradients, *later)


def _errors(outputs: Row, targets: Any) -> list[float]:
    """By how much each output misses its target."""
    targets = numbers(targets, "targets", len(outputs))
    return [output - target for output, target in zip(outputs, targets, strict=True)]


def _each(network: Any, activations: Any) -> Iterator[tuple[Any, Any]]:
    """Each layer with its bend."""
    layers = [rows(layer, "neurons", None, "tuples") for layer in rows(network, "layers")]
    return zip(layers, rows(activations, "activations", len(layers)), strict=True)
