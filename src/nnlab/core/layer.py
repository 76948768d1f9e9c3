"""A layer: neurons side by side that look at the same inputs. Row j of it is neuron j."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import prod

import numpy as np

from . import checks
from .activations import Activation, as_activation, sigmoid
from .checks import ArrayLike, Seed
from .closed import View
from .neuron import Neuron, Trace, checked_d_a

MOST = 200_000_000  # numbers of a network: 1.6 GB
INITS = ("glorot", "he", "uniform", "zeros")


def split(vector: np.ndarray, sizes: Sequence[int]) -> list[np.ndarray]:
    """View `vector` (..., P) as one (..., n_out, n_in + 1) block per layer. Never copies."""
    blocks, start, runs = [], 0, vector.shape[:-1]
    for n_in, n_out in pairwise(sizes):
        stop = start + n_out * (n_in + 1)
        blocks.append(vector[..., start:stop].reshape(*runs, n_out, n_in + 1))
        start = stop
    return blocks


def count(sizes: Sequence[int]) -> int:
    """How many parameters P a network of these sizes has."""
    return sum(n_out * (n_in + 1) for n_in, n_out in pairwise(sizes))


def starting_values(
    sizes: Sequence[int], init: str, runs: tuple[int, ...] = (), rng: Seed = None
) -> np.ndarray:
    """A vector (*runs, P) to start from.

    "glorot": weights uniform within sqrt(6 / (n_in + n_out)), biases 0 (Glorot and Bengio, 2010).
    "he": weights normal with deviation sqrt(2 / n_in), biases 0 (He and others, 2015).
    "uniform": weights and biases uniform in -1..1. "zeros": all 0.
    Run after run is drawn: run 0 is the network that the same seed gives alone.
    """
    known = isinstance(init, str) and init in INITS
    checks.need(known, f"unknown init {checks.short(init)}: choose one of {', '.join(INITS)}")
    rng, shape = checks.generator(rng), (*runs, count(sizes))
    checks.need(prod(shape) <= MOST, f"{prod(shape):,} numbers are too many: at most {MOST:,}")
    if init == "zeros":
        return np.zeros(shape)
    vector = rng.standard_normal(shape) if init == "he" else rng.uniform(-1, 1, shape)
    if init != "uniform":
        for block in split(vector, sizes):
            n_out, n_in = block.shape[-2], block.shape[-1] - 1
            block[..., :-1] *= np.sqrt(2 / n_in if init == "he" else 6 / (n_in + n_out))
            block[..., -1] = 0
    return vector


class Layer(View):
    """Neurons side by side: one row of weights each, the same inputs, the same activation.

    Its numbers are one matrix `parameters`, a row [w..., b] for each neuron; `W` and `b` look into
    the same memory, and so does each neuron.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs each neuron sees, and how many neurons there are.
    activation : Activation or str
        What bends the result of each of them.
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

    _instead = {"w": ".W", "weights": ".W", "bias": ".b", "neurons": "[j]"}
    _checks = {"activation": as_activation}

    def __init__(
        self,
        n_in: int,
        n_out: int,
        activation: Activation | str = sigmoid,
        *,
        init: str = "glorot",
        rng: Seed = None,
    ):
        sizes = checks.whole(n_in, "n_in"), checks.whole(n_out, "n_out")
        memory = split(starting_values(sizes, init, rng=rng), sizes)[0]
        self._live_in(memory, as_activation(activation))

    def _live_in(self, memory: np.ndarray, activation: Activation) -> None:
        """Look into `memory`, (..., n_out, n_in + 1)."""
        self._memory, self.activation = memory, activation
        self.n_out, self.n_in = memory.shape[-2], memory.shape[-1] - 1
        self._closed = True

    @classmethod
    def from_neurons(cls, neurons: Iterable[Neuron]) -> Layer:
        """A layer with a copy of these neurons; from then on `layer[j]` is the neuron."""
        neurons = list(neurons) if np.iterable(neurons) else []
        good = neurons and all(isinstance(neuron, Neuron) for neuron in neurons)
        checks.need(good, "a layer is made from a list of at least one Neuron")
        alike = len({neuron.parameters.shape for neuron in neurons}) == 1
        checks.need(alike, f"{neurons} differ in their number of weights: give each one an input")
        alike = len({neuron.activation.name for neuron in neurons}) == 1
        checks.need(alike, f"{neurons} bend differently: in a layer they share one activation")
        rows = np.stack([neuron.parameters for neuron in neurons], axis=-2)
        return cls._on(rows, neurons[0].activation)

    def __call__(self, X: ArrayLike) -> np.ndarray:
        """What each neuron says about one sample (n_in,) or many (n_samples, n_in)."""
        X = checks.inputs(X, self, single=True)
        a = self.forward(np.atleast_2d(X)).a
        return a if X.ndim == 2 else a[..., 0, :]

    @np.errstate(all="ignore")
    def forward(self, X: ArrayLike) -> Trace:
        """Check the inputs; then `_forward`."""
        return self._forward(checks.inputs(X, self, runs=self._memory.shape[:-2], finite=False))

    def _forward(self, X) -> Trace:
        """Every neuron weighs the inputs, adds its bias, and bends the result."""
        # (..., n_samples, n_in) @ (..., n_in, n_out) + (..., 1, n_out) -> (..., n_samples, n_out)
        z = X @ self.W.mT + self.b[..., np.newaxis, :]
        return Trace(X, z, self.activation(z))

    @np.errstate(all="ignore")
    def backward(self, trace: Trace, d_a: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Check d_a; then `_backward`, with a row of gradients for each neuron."""
        d_W, d_b, d_inputs = self._backward(trace, checked_d_a(d_a, [trace], [self]))
        return np.concatenate([d_W, d_b[..., np.newaxis]], axis=-1), d_inputs

    def _backward(self, trace, d_a):
        """Pass the blame back through the bend; share it among weights, biases and inputs."""
        d_z = d_a * self.activation.derivative(trace.z)  # (..., n_samples, n_out)
        d_W = d_z.mT @ trace.inputs  # (..., n_out, n_in): sums over the samples
        d_b = d_z.sum(axis=-2)
        return d_W, d_b, d_z @ self.W  # (..., n_samples, n_out) @ (..., n_out, n_in)

    @property
    def W(self) -> np.ndarray:
        """The weights, shape (n_out, n_in)."""
        return self._memory[..., :-1]

    @W.setter
    def W(self, value: ArrayLike) -> None:
        self.W[...] = checks.like(value, self.W, "W")

    @property
    def b(self) -> np.ndarray:
        """The biases, shape (n_out,)."""
        return self._memory[..., -1]

    @b.setter
    def b(self, value: ArrayLike) -> None:
        self.b[...] = checks.like(value, self.b, "b")

    def __len__(self) -> int:
        return self.n_out

    def __getitem__(self, j: int) -> Neuron:
        """Neuron j, in the same memory."""
        checks.need(isinstance(j, (int, np.integer)), f"take one neuron, layer[0], not {j!r}")
        if not -self.n_out <= j < self.n_out:
            raise IndexError(f"no neuron {j}: the {self.n_out} of this layer count from 0")
        return Neuron._on(self._memory[..., j, :], self)

    def __repr__(self) -> str:
        return f"Layer({self.n_in}, {self.n_out}, {self.activation})"
