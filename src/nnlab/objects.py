"""The same network as plain-Python objects: lists, floats and `math`, one neuron at a time.

Slow and simple: every number has a place that you can point at. It gives what `nnlab.Network`
gives, to 1e-12.
"""

import math
import random


def sigmoid(z: float) -> float:
    """1 / (1 + exp(-z)), without an exp that could overflow."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


# Each bend with its derivative; both take z, the sum before the bend.
BENDS = {
    "step": (lambda z: 1.0 if z > 0 else 0.0, lambda z: 0.0),
    "identity": (lambda z: z, lambda z: 1.0),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "relu": (lambda z: max(0.0, z), lambda z: 1.0 if z > 0 else 0.0),
}


def bend_of(activation):
    """The bend and its derivative: of a name, or of an `nnlab.Activation` of another name."""
    name = getattr(activation, "name", activation)
    if name in BENDS:
        return BENDS[name]
    if not (callable(activation) and hasattr(activation, "derivative")):
        raise ValueError(f"unknown activation {activation!r:.40}: give one of {', '.join(BENDS)}")
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

    def __init__(self, weights, bias=0.0, activation="sigmoid"):
        self.weights, self.bias, self.activation = list(weights), bias, activation
        self.bend, self.slope = bend_of(activation)
        self.d_weights, self.d_bias = [0.0] * len(self.weights), 0.0

    def forward(self, inputs):
        """Weigh the inputs, add the bias, bend the result."""
        _same_length(inputs, self.weights, "inputs", "weights")
        self.inputs = inputs
        self.z = sum(w * x for w, x in zip(self.weights, inputs, strict=True)) + self.bias
        return self.bend(self.z)

    def backward(self, d_a):
        """Take blame; add it to what the weights owe; return the blame of each input."""
        d_z = d_a * self.slope(self.z)
        self.d_weights = [d + d_z * x for d, x in zip(self.d_weights, self.inputs, strict=True)]
        self.d_bias += d_z
        return [d_z * w for w in self.weights]

    def update(self, learning_rate):
        """A step downhill; then what the weights owe starts again at 0."""
        owed = zip(self.weights, self.d_weights, strict=True)
        self.weights = [w - learning_rate * d for w, d in owed]
        self.bias -= learning_rate * self.d_bias
        self.d_weights, self.d_bias = [0.0] * len(self.weights), 0.0

    def __repr__(self):
        return f"Neuron({len(self.weights)} inputs, {self.activation})"


class Layer:
    """Neurons that look at the same inputs.

    Examples
    --------
    >>> Layer([Neuron([1, 1], -0.5, "step"), Neuron([1, 1], -1.5, "step")]).forward([0, 1])
    [1.0, 0.0]
    """

    def __init__(self, neurons):
        self.neurons = list(neurons)

    def forward(self, inputs):
        """Ask every neuron."""
        return [neuron.forward(inputs) for neuron in self.neurons]

    def backward(self, d_a):
        """Hand each neuron its blame; add up what they pass on to each input."""
        shares = [neuron.backward(d) for neuron, d in zip(self.neurons, d_a, strict=True)]
        return [sum(column) for column in zip(*shares, strict=True)]

    def update(self, learning_rate):
        """Every neuron takes its step."""
        for neuron in self.neurons:
            neuron.update(learning_rate)

    def __repr__(self):
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

    def __init__(self, sizes, activations, rng=None):
        if len(activations) != len(sizes) - 1:
            raise ValueError(f"give {len(sizes) - 1} activations, one a layer")
        rng = rng if isinstance(rng, random.Random) else random.Random(rng)
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
    def from_network(cls, network):
        """The same numbers as an `nnlab.Network`, as objects."""
        copy = cls(network.sizes, network.activations)
        for mine, theirs in zip(copy.layers, network.layers, strict=True):
            for neuron, row in zip(mine.neurons, theirs.parameters.tolist(), strict=True):
                *neuron.weights, neuron.bias = row
        return copy

    @property
    def parameters(self):
        """All numbers in a list, neuron by neuron, [w..., b] each: as in `nnlab.Network`."""
        neurons = [neuron for layer in self.layers for neuron in layer.neurons]
        return [number for neuron in neurons for number in (*neuron.weights, neuron.bias)]

    def forward(self, inputs):
        """What one layer says, the next one hears."""
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def backward(self, d_output):
        """Send the blame back, last layer first."""
        for layer in reversed(self.layers):
            d_output = layer.backward(d_output)
        return d_output

    def train(self, X, y, epochs, learning_rate):
        """One sample at a time, in the order given: forward, blame, backward, step."""
        for _ in range(epochs):
            for x, target in zip(X, y, strict=True):
                output = self.forward(x)
                _same_length(target, output, "targets", "outputs")
                errors = [o - t for o, t in zip(output, target, strict=True)]
                self.backward([2 * error / len(errors) for error in errors])
                for layer in self.layers:
                    layer.update(learning_rate)

    def __repr__(self):
        return f"Network({self.layers})"


def _same_length(given, needed, what, of):
    if len(given) != len(needed):
        raise ValueError(f"{len(given)} {what} for {len(needed)} {of}: give one for each")
