"""A network: layers in sequence, all in one flat vector of numbers."""

from __future__ import annotations

import numpy as np

from . import checks
from .activations import Activation, activation
from .layer import Layer, split, starting_values
from .neuron import Trace


class Network:
    """Layers in sequence: what one says, the next one hears.

    All that can be learned is one flat vector, `parameters`. A layer is a slice of it, a neuron a
    row of that slice: change one and you change the others. With leading `runs` axes it is many
    networks at once.

    Parameters
    ----------
    sizes : list of int
        How many numbers go in, then how many neurons each layer has.
    activations : list of Activation or str, or a single one for all layers
        One bend a layer.
    init : {"glorot", "he", "uniform", "zeros"}
        How to draw the first weights.
    runs : tuple of int
        How many networks at once; () is one. Run 0 is the network that the same seed gives alone.
    rng : numpy.random.Generator or int, optional
    dtype : float or numpy.float32

    Examples
    --------
    >>> from nnlab import Network, relu, sigmoid
    >>> network = Network([2, 4, 1], [relu, sigmoid], rng=0)
    >>> network.n_parameters, network([[0, 1], [1, 1]]).shape
    (17, (2, 1))
    >>> network.layers[0][1].b = 3
    >>> float(network.parameters[5])
    3.0
    """

    def __init__(self, sizes, activations, *, init: str = "glorot", runs=(), rng=None, dtype=float):
        sizes, runs = _sizes(sizes), _runs(runs)
        bends = _bends(activations, len(sizes) - 1)
        vector = starting_values(sizes, init, runs, rng).astype(_dtype(dtype))
        self._sit_on(vector, sizes, bends)

    def _sit_on(self, vector, sizes, bends):
        """Live in `vector` (*runs, P); every layer is a view of it."""
        self._parameters, self.sizes = vector, sizes
        blocks = split(vector, sizes)
        self.layers = tuple(map(Layer._on, blocks, bends))

    @classmethod
    def _on(cls, vector, sizes, bends):
        network = cls.__new__(cls)
        network._sit_on(vector, sizes, bends)
        return network

    @classmethod
    def from_layers(cls, layers) -> Network:
        """A network with a copy of these layers; each must hear what the one before says."""
        layers = list(layers)
        if not layers or not all(isinstance(layer, Layer) for layer in layers):
            raise ValueError("a network is made from a list of at least one Layer")
        for number, (one, two) in enumerate(zip(layers, layers[1:], strict=False), start=1):
            if one.n_out != two.n_in:
                raise ValueError(
                    f"layer {number} says {one.n_out} numbers, but layer {number + 1} hears "
                    f"{two.n_in}: make them equal"
                )
        if len({layer.parameters.shape[:-2] for layer in layers}) > 1:
            raise ValueError("these layers differ in their runs: give them the same ones")
        runs = layers[0].parameters.shape[:-2]
        vector = np.concatenate([layer.parameters.reshape(*runs, -1) for layer in layers], axis=-1)
        sizes = (layers[0].n_in, *(layer.n_out for layer in layers))
        return cls._on(vector, sizes, [layer.activation for layer in layers])

    def __call__(self, X) -> np.ndarray:
        """What the network says about one sample (n_in,) or many (n_samples, n_in)."""
        X = checks.inputs(X, self)
        a = self.forward(np.atleast_2d(X))[-1].a
        return a if X.ndim == 2 else a[..., 0, :]

    def forward(self, X) -> list[Trace]:
        """Send the inputs through the layers; keep what each one saw and said."""
        X = checks.samples(X, self)
        traces = []
        for layer in self.layers:
            traces.append(layer.forward(X))
            X = traces[-1].a                        # what one layer says, the next one hears
        return traces

    def backward(self, traces: list[Trace], d_output) -> np.ndarray:
        """Send the blame back, last layer first; collect every gradient on the way."""
        d_a = d_output
        gradients = np.empty_like(self.parameters)          # (*runs, P), and a slot per layer
        slots = self.split(gradients)
        for layer, trace, slot in zip(self.layers[::-1], traces[::-1], slots[::-1], strict=True):
            slot[...], d_a = layer.backward(trace, d_a)
        return gradients

    def split(self, vector) -> list[np.ndarray]:
        """View a vector (..., P) as one (..., n_out, n_in + 1) block per layer. Never copies."""
        vector = np.asarray(vector)
        if vector.ndim == 0 or vector.shape[-1] != self.n_parameters:
            raise ValueError(
                f"the vector has shape {vector.shape}, but its last axis must be the "
                f"{self.n_parameters} parameters of this network"
            )
        return split(vector, self.sizes)

    @property
    def parameters(self) -> np.ndarray:
        """Everything that can be learned, (*runs, P): the memory itself. Set it in place."""
        return self._parameters

    @parameters.setter
    def parameters(self, values):
        self._parameters[...] = checks.like(values, self._parameters, "parameters")

    @property
    def activations(self) -> tuple[Activation, ...]:
        """The bend of each layer."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def n_parameters(self) -> int:
        """How many weights and biases one run has."""
        return self._parameters.shape[-1]

    @property
    def n_in(self) -> int:
        """How many numbers go in."""
        return self.sizes[0]

    @property
    def n_out(self) -> int:
        """How many numbers come out."""
        return self.sizes[-1]

    @property
    def runs(self) -> tuple[int, ...]:
        """The leading axes: () for one network."""
        return self._parameters.shape[:-1]

    def with_parameters(self, parameters) -> Network:
        """The same network with a copy of other numbers, (*any runs, P)."""
        parameters = checks.numbers(parameters, "parameters", dtype=self._parameters.dtype)
        self.split(parameters)
        return self._on(parameters.copy(), self.sizes, self.activations)

    def run(self, i) -> Network:
        """One of the runs, in the same memory. `i`: a number, or one for each axis of `runs`."""
        index = i if isinstance(i, tuple) else (i,)
        fits = len(index) == len(self.runs) and all(
            isinstance(k, (int, np.integer)) and -n <= k < n
            for k, n in zip(index, self.runs, strict=False)
        )
        if not fits:
            raise IndexError(f"no run {repr(i)[:40]}: this network has runs {self.runs}")
        return self._on(self._parameters[index], self.sizes, self.activations)

    def copy(self) -> Network:
        """The same network in memory of its own."""
        return self._on(self._parameters.copy(), self.sizes, self.activations)

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        return Network._on, (self._parameters, self.sizes, self.activations)

    def __repr__(self) -> str:
        runs = f", runs={self.runs}" if self.runs else ""
        return f"Network({list(self.sizes)}, {list(self.activations)}{runs})"

    def to_dict(self) -> dict:
        """Plain lists, numbers and names, ready for JSON; nothing is rounded."""
        return {
            "sizes": list(self.sizes),
            "activations": [bend.name for bend in self.activations],
            "runs": list(self.runs),
            "dtype": str(self._parameters.dtype),
            "parameters": self._parameters.tolist(),
        }

    @classmethod
    def from_dict(cls, d: dict) -> Network:
        """The network that `to_dict` wrote down."""
        wanted = ("sizes", "activations", "runs", "dtype", "parameters")
        missing = [key for key in wanted if key not in d] if isinstance(d, dict) else wanted
        if missing:
            raise ValueError(f"a network's dict needs {', '.join(missing)}: see Network.to_dict")
        sizes, runs = _sizes(d["sizes"]), _runs(d["runs"])
        bends = _bends(d["activations"], len(sizes) - 1)
        vector = checks.numbers(d["parameters"], "parameters", dtype=_dtype(d["dtype"]))
        n = sum(n_out * (n_in + 1) for n_in, n_out in zip(sizes, sizes[1:], strict=False))
        if vector.shape != (*runs, n):
            raise ValueError(
                f"parameters has shape {vector.shape}, but sizes {list(sizes)} and runs "
                f"{list(runs)} need {(*runs, n)}"
            )
        return cls._on(vector.copy(), sizes, bends)


def _sizes(sizes) -> tuple[int, ...]:
    sizes = tuple(sizes) if isinstance(sizes, (list, tuple, np.ndarray)) else ()
    if len(sizes) < 2:
        raise ValueError("sizes is a list of at least two whole numbers, such as [2, 4, 1]")
    return tuple(checks.whole(size, "each of sizes") for size in sizes)


def _runs(runs) -> tuple[int, ...]:
    runs = tuple(runs) if isinstance(runs, (list, tuple)) else (runs,)
    return tuple(checks.whole(n, "each of runs") for n in runs)


def _bends(activations, n_layers) -> list[Activation]:
    if isinstance(activations, (Activation, str)):
        return [activation(activations)] * n_layers
    bends = [activation(bend) for bend in activations] if np.iterable(activations) else []
    if len(bends) != n_layers:
        raise ValueError(
            f"{len(bends)} activations for {n_layers} layers: give one a layer, or a single one "
            "for all (the inputs are no layer)"
        )
    return bends


def _dtype(dtype) -> np.dtype:
    if dtype in (float, "float64", "float32", np.float64, np.float32):
        return np.dtype(dtype)
    raise ValueError(f"dtype must be float or numpy.float32, not {repr(dtype)[:40]}")
