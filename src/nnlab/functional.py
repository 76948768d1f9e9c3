"""The same network as pure functions: nothing is changed, everything is passed on and returned.

A network is a tuple of layers, a layer a tuple of neurons, a neuron a tuple of numbers
(w1, ..., wn, b). Its bends are a tuple of names. It gives what `nnlab.Network` gives, to 1e-12.
"""

import random

from nnlab.objects import BENDS, bend_of


def init(sizes, rng=None):
    """A network of these sizes, drawn from -1..1.

    Examples
    --------
    >>> network = init([2, 3, 1], rng=0)
    >>> [len(layer) for layer in network], [len(neuron) for neuron in network[0]]
    ([3, 1], [3, 3, 3])
    """
    rng = rng if isinstance(rng, random.Random) else random.Random(rng)
    return tuple(
        tuple(tuple(rng.uniform(-1, 1) for _ in range(n_in + 1)) for _ in range(n_out))
        for n_in, n_out in zip(sizes, sizes[1:], strict=False)
    )


def from_network(network):
    """The numbers of an `nnlab.Network` as nested tuples, and the names of its bends."""
    if network.runs:
        raise ValueError(f"this is one network, and yours has runs {network.runs}: give a run(i)")
    layers = tuple(
        tuple(tuple(neuron) for neuron in layer.parameters.tolist()) for layer in network.layers
    )
    bends = network.activations
    return layers, tuple(bend.name if bend.name in BENDS else bend for bend in bends)


def weigh(neuron, x):
    """Weigh the inputs, add the bias: z."""
    *weights, bias = neuron
    if len(weights) != len(x):
        raise ValueError(f"{len(x)} inputs for {len(weights)} weights: give one for each")
    return sum(w * value for w, value in zip(weights, x, strict=True)) + bias


def forward(network, activations, x):
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


def loss(network, activations, X, y):
    """The mean squared error over all samples and outputs."""
    errors = [
        (output - target) ** 2
        for x, row in zip(X, y, strict=True)
        for output, target in zip(forward(network, activations, x), row, strict=True)
    ]
    return sum(errors) / len(errors)


def gradient(network, activations, X, y):
    """How that loss changes with each number of the network: nested tuples of the same shape."""
    samples = [_of_sample(network, activations, x, row) for x, row in zip(X, y, strict=True)]
    return tuple(
        tuple(
            tuple(sum(slopes) / len(samples) for slopes in zip(*neurons, strict=True))
            for neurons in zip(*layers, strict=True)
        )
        for layers in zip(*samples, strict=True)
    )


def train_step(network, activations, X, y, learning_rate):
    """The network after one step downhill; the one given stays as it was.

    Examples
    --------
    >>> before = (((1.0, 0.0),),)
    >>> train_step(before, ("identity",), [(1.0,)], [(0.0,)], 0.25)
    (((0.5, -0.5),),)
    """
    slopes = gradient(network, activations, X, y)
    return tuple(
        tuple(
            tuple(p - learning_rate * d for p, d in zip(neuron, d_neuron, strict=True))
            for neuron, d_neuron in zip(layer, d_layer, strict=True)
        )
        for layer, d_layer in zip(network, slopes, strict=True)
    )


def train(network, activations, X, y, epochs, learning_rate):
    """The network after training, one sample at a time, in the order given."""
    for _ in range(epochs):
        for x, row in zip(X, y, strict=True):
            network = train_step(network, activations, [x], [row], learning_rate)
    return network


def _of_sample(network, activations, x, targets):
    """The gradient for one sample."""
    _, gradients = _pass(tuple(_each(network, activations)), tuple(x), tuple(targets))
    return gradients


def _pass(layers, x, targets):
    """Through the layers and back: the blame of x, and the gradient of each layer."""
    if not layers:
        return tuple(2 * (o - t) / len(x) for o, t in zip(x, targets, strict=True)), ()
    (layer, name), *rest = layers
    bend, slope = bend_of(name)
    z = tuple(weigh(neuron, x) for neuron in layer)
    d_a, later = _pass(rest, tuple(map(bend, z)), targets)
    d_z = tuple(d * slope(value) for d, value in zip(d_a, z, strict=True))
    gradients = tuple((*(d * value for value in x), d) for d in d_z)
    d_x = tuple(
        sum(d * neuron[i] for d, neuron in zip(d_z, layer, strict=True)) for i in range(len(x))
    )
    return d_x, (gradients, *later)


def _each(network, activations):
    """Each layer with its bend."""
    if len(activations) != len(network):
        raise ValueError(f"give {len(network)} activations, one a layer, of {', '.join(BENDS)}")
    return zip(network, activations, strict=True)
