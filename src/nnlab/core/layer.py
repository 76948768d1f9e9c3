"""A layer: neurons side by side that look at the same inputs. Row j of it is neuron j."""

from __future__ import annotations

import math

import numpy as np

from . import checks
from .activations import Activation, activation, sigmoid
from .neuron import Neuron, Trace

INITS = ("glorot", "he", "uniform", "zeros")


def split(vector: np.ndarray, sizes) -> list[np.ndarray]:
    """View `vector` (..., P) as one (..., n_out, n_in + 1) block per layer. Never copies."""
    blocks, start = [], 0
    for n_in, n_out in zip(sizes, sizes[1:], strict=False):
        stop = start + n_out * (n_in + 1)
        blocks.append(vector[..., start:stop].reshape(*vector.shape[:-1], n_out, n_in + 1))
        start = stop
    return blocks


def starting_values(sizes, init: str, runs=(), rng=None) -> np.ndarray:
    """A vector (*runs, P) to start from.

    "glorot": weights uniform within sqrt(6 / (n_in + n_out)), biases 0 (Glorot and Bengio, 2010).
    "he": weights normal with deviation sqrt(2 / n_in), biases 0 (He and others, 2015).
    "uniform": weights and biases uniform in -1..1. "zeros": all 0.
    Run after run is drawn: run 0 is the network that the same seed gives alone.
    """
    if init not in INITS:
        raise ValueError(f"unknown init {repr(init)[:40]}: choose one of {', '.join(INITS)}")
    rng = checks.generator(rng)
    shape = (*runs, sum(n_out * (n_in + 1) for n_in, n_out in zip(sizes, sizes[1:], strict=False)))
    if init == "zeros":
        return np.zeros(shape)
    vector = rng.standard_normal(shape) if init == "he" else rng.uniform(-1, 1, shape)
    if init != "uniform":
        for block in split(vector, sizes):
            n_out, n_in = block.shape[-2], block.shape[-1] - 1
            block[..., :-1] *= math.sqrt(2 / n_in if init == "he" else 6 / (n_in + n_out))
            block[..., -1] = 0
    return vector


class Layer:
    """Neurons side by side: one row of weights each, the same inputs, the same bend.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs each neuron sees, and how many neurons there are.
    activation : Activation or str
        The bend that all of them share.
    init : {"glorot", "he", "uniform", "zeros"}
        How to draw the first weights.
    rng : numpy.random.Generator or int, optional

    Examples
    --------
    >>> from nnlab import Layer, Neuron, step
    >>> layer = Layer.from_neurons([Neuron([1, 1], -0.5, step), Neuron([1, 1], -1.5, step)])
    >>> layer([[0, 1], [1, 1]]).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    >>> layer[1].b = -3
    >>> layer.b.tolist()
    [-0.5, -3.0]
    """

    def __init__(self, n_in: int, n_out: int, activation: Activation | str = sigmoid, *,
                 init: str = "glorot", rng=None):
        sizes = checks.whole(n_in, "n_in"), checks.whole(n_out, "n_out")
        self.activation = activation
        self._parameters = split(starting_values(sizes, init, rng=rng), sizes)[0]

    @classmethod
    def _on(cls, memory, activation):
        """The layer that lives in `memory`, (..., n_out, n_in + 1)."""
        layer = cls.__new__(cls)
        layer._parameters, layer.activation = memory, activation
        return layer

    @classmethod
    def from_neurons(cls, neurons) -> Layer:
        """A layer with a copy of these neurons; from then on `layer[j]` is the neuron."""
        neurons = list(neurons)
        if not neurons or not all(isinstance(neuron, Neuron) for neuron in neurons):
            raise ValueError("a layer is made from a list of at least one Neuron")
        if len({neuron.parameters.shape for neuron in neurons}) > 1:
            counts = ", ".join(str(neuron.n_in) for neuron in neurons)
            raise ValueError(
                f"these neurons have {counts} weights: the neurons of a layer see the same inputs, "
                "so give each as many weights"
            )
        bends = {id(neuron.activation): neuron.activation for neuron in neurons}
        if len(bends) > 1:
            raise ValueError(
                f"these neurons bend differently ({', '.join(map(repr, bends.values()))}): "
                "the neurons of a layer share one activation"
            )
        rows = np.stack([neuron.parameters for neuron in neurons], axis=-2)
        return cls._on(rows, neurons[0].activation)

    def __call__(self, X) -> np.ndarray:
        """What each neuron says about one sample (n_in,) or many (n_samples, n_in)."""
        X = checks.inputs(X, self)
        a = self.forward(np.atleast_2d(X)).a
        return a if X.ndim == 2 else a[..., 0, :]

    def forward(self, X) -> Trace:
        """Every neuron weighs the inputs, adds its bias, and bends the result."""
        X = checks.passed_on(X, self)
        # (..., n_samples, n_in) @ (..., n_in, n_out) + (..., 1, n_out) -> (..., n_samples, n_out)
        z = X @ self.W.mT + self.b[..., np.newaxis, :]
        return Trace(X, z, self.activation(z))

    def backward(self, trace: Trace, d_a) -> tuple[np.ndarray, np.ndarray]:
        """Pass the blame back through the bend; share it among weights, biases and inputs."""
        d_a = checks.blame(d_a, trace.a)
        d_z = d_a * self.activation.derivative(trace.z)     # (..., n_samples, n_out)
        gradients = np.empty_like(self.parameters)          # (..., n_out, n_in + 1)
        gradients[..., :-1] = d_z.mT @ trace.inputs         # sums over the samples
        gradients[..., -1] = d_z.sum(axis=-2)
        d_inputs = d_z @ self.W             # (..., n_samples, n_out) @ (..., n_out, n_in)
        return gradients, d_inputs

    @property
    def parameters(self) -> np.ndarray:
        """Rows [w..., b], shape (n_out, n_in + 1): the memory itself. Setting it writes there."""
        return self._parameters

    @parameters.setter
    def parameters(self, values):
        self._parameters[...] = checks.like(values, self._parameters, "parameters")

    @property
    def W(self) -> np.ndarray:
        """The weights, shape (n_out, n_in): a view. Row j belongs to neuron j."""
        return self._parameters[..., :-1]

    @W.setter
    def W(self, values):
        self.W[...] = checks.like(values, self.W, "W")

    @property
    def b(self) -> np.ndarray:
        """The biases, shape (n_out,): a view."""
        return self._parameters[..., -1]

    @b.setter
    def b(self, values):
        self.b[...] = checks.like(values, self.b, "b")

    @property
    def activation(self) -> Activation:
        """The bend that all its neurons share."""
        return self._activation

    @activation.setter
    def activation(self, value):
        self._activation = activation(value)

    @property
    def n_in(self) -> int:
        """How many inputs each neuron sees."""
        return self._parameters.shape[-1] - 1

    @property
    def n_out(self) -> int:
        """How many neurons there are."""
        return self._parameters.shape[-2]

    def __len__(self) -> int:
        return self.n_out

    def __getitem__(self, j: int) -> Neuron:
        """Neuron j, in the same memory."""
        if not isinstance(j, (int, np.integer)) or not -len(self) <= j < len(self):
            raise IndexError(f"this layer has neurons 0 to {len(self) - 1}, not {repr(j)[:40]}")
        kind = Neuron if self._parameters.ndim == 2 else _Neurons
        return kind._in_layer(self._parameters[..., j, :], self)

    def __repr__(self) -> str:
        runs = self._parameters.shape[:-2]
        return f"Layer({self.n_in}, {self.n_out}, {self.activation}{f', runs={runs}' * bool(runs)})"


class _Neurons(Neuron):
    """One neuron of many runs at once: a layer of width 1 knows how."""

    def __call__(self, x):
        return self._alone()(x)[..., 0]                     # (*runs,) or (*runs, n_samples)

    def forward(self, X):
        trace = self._alone().forward(checks.samples(X, self))
        return Trace(trace.inputs, trace.z[..., 0], trace.a[..., 0])

    def backward(self, trace, d_a):
        d_a = checks.blame(d_a, trace.a)[..., np.newaxis]
        trace = Trace(trace.inputs, trace.z[..., np.newaxis], trace.a[..., np.newaxis])
        gradients, d_inputs = self._alone().backward(trace, d_a)
        return gradients[..., 0, :], d_inputs

    def _alone(self):
        return Layer._on(self._parameters[..., np.newaxis, :], self.activation)
