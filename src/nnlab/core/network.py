"""A network: layers in sequence, all in one flat vector of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from . import checks
from .activations import Activation, as_activation
from .checks import ArrayLike, Seed
from .closed import View
from .layer import Layer, split, starting_values
from .neuron import Trace, checked_d_a

Activations: TypeAlias = Sequence[Activation | str] | Activation | str


class _Layers(tuple):
    """Layers that say how many they are where one is asked for that isn't there."""

    def __getitem__(self, i):
        try:
            return super().__getitem__(i)
        except (IndexError, TypeError):
            raise IndexError(f"no layer {i!r}: the {len(self)} layers count from 0") from None


class Network(View):
    """Layers in sequence: what one says, the next one hears.

    All that can be learned is one flat vector, `parameters`. A layer is a slice of it, a neuron a
    row of that slice: change one and you change the others. With leading `runs` axes it is many
    networks at once.

    Parameters
    ----------
    sizes : list of int
        How many numbers go in, then how many neurons each layer has.
    activations : list of Activation or str, or a single one for all layers
        One a layer.
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

    _instead = dict.fromkeys(("activations", "activation"), ".layers[i].activation")
    _instead |= {"layers": "Network.from_layers([...])", "weights": ".parameters, or .layers[i].W"}
    _instead |= {"loss": "a Loss: it isn't part of the network"}

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Activations,
        *,
        init: str = "glorot",
        runs: int | Sequence[int] = (),
        rng: Seed = None,
        dtype: type | str = float,
    ):
        sizes, runs = _shape(sizes, "sizes", 2), _shape(runs, "runs", 0)
        activations, kind = _one_a_layer(activations, len(sizes) - 1), _dtype(dtype)
        self._live_in(starting_values(sizes, init, runs, rng).astype(kind), sizes, activations)

    def _live_in(
        self, memory: np.ndarray, sizes: tuple[int, ...], activations: Iterable[Activation]
    ) -> None:
        """Look into `memory`, (*runs, P); so does every layer."""
        self._memory, self.sizes = memory, sizes
        self.n_in, self.n_out = sizes[0], sizes[-1]
        self.runs, self.n_parameters = memory.shape[:-1], memory.shape[-1]
        blocks = split(memory, sizes)
        self.layers: tuple[Layer, ...] = _Layers(map(Layer._on, blocks, activations))
        self._closed = True

    def _become(self, parameters: np.ndarray, activations: Iterable[Activation]) -> None:
        """Take over what another network of these sizes had."""
        self._memory[...] = parameters
        for layer, activation in zip(self.layers, activations, strict=True):
            layer.activation = activation

    def _in(self, memory: np.ndarray) -> Network:
        """The same network in other memory."""
        return Network._on(memory, self.sizes, self.activations)

    @classmethod
    def from_layers(cls, layers: Iterable[Layer]) -> Network:
        """A network with a copy of these layers; each must hear what the one before says."""
        layers = list(layers) if np.iterable(layers) else []
        good = layers and all(isinstance(layer, Layer) for layer in layers)
        checks.need(good, "a network is made from a list of at least one Layer")
        runs = layers[0].parameters.shape[:-2]
        for one, two in pairwise(layers):
            good = one.n_out == two.n_in and two.parameters.shape[:-2] == runs
            checks.need(good, f"{two} can't follow {one}: it must hear all that that one says")
        memory = np.concatenate([layer.parameters.reshape(*runs, -1) for layer in layers], axis=-1)
        sizes = (layers[0].n_in, *(layer.n_out for layer in layers))
        return cls._on(memory, sizes, [layer.activation for layer in layers])

    def __call__(self, X: ArrayLike) -> np.ndarray:
        """What the network says about one sample (n_in,) or many (n_samples, n_in)."""
        X = checks.inputs(X, self, single=True)
        a = self.forward(np.atleast_2d(X))[-1].a
        return a if X.ndim == 2 else a[..., 0, :]

    @np.errstate(all="ignore")
    def forward(self, X: ArrayLike) -> list[Trace]:
        """Send the inputs through the layers; keep what each one saw and said."""
        X = checks.inputs(X, self)
        traces = []
        for layer in self.layers:
            traces.append(layer._forward(X))
            X = traces[-1].a  # what one layer says, the next one hears
        return traces

    def _outputs(self, X):
        """What the network says, unchecked, with nothing else kept."""
        for layer in self.layers:
            X = layer._forward(X).a
        return X

    @np.errstate(all="ignore")
    def backward(self, traces: list[Trace], d_output: ArrayLike) -> np.ndarray:
        """Send the blame back, last layer first; collect every gradient on the way."""
        d_a = checked_d_a(d_output, traces, self.layers)
        gradients = np.empty_like(self.parameters)  # (*runs, P)
        parts = self.split(gradients)  # a view for each layer
        for layer, trace, part in zip(self.layers[::-1], traces[::-1], parts[::-1], strict=True):
            part[..., :-1], part[..., -1], d_a = layer._backward(trace, d_a)
        return gradients

    def split(self, vector: ArrayLike) -> list[np.ndarray]:
        """View a vector (..., P) as one (..., n_out, n_in + 1) block per layer. Never copies."""
        if not isinstance(vector, np.ndarray):
            vector = checks.numbers(vector, "vector")
        if vector.shape[-1:] != (self.n_parameters,):
            has = f"doesn't hold the {self.n_parameters} parameters of this network"
            raise ValueError(f"a vector of shape {vector.shape} {has}")
        return split(vector, self.sizes)

    @property
    def activations(self) -> tuple[Activation, ...]:
        """Of each layer."""
        return tuple(layer.activation for layer in self.layers)

    def with_parameters(self, parameters: ArrayLike) -> Network:
        """The same network with a copy of other numbers, (*any runs, P)."""
        parameters = checks.numbers(parameters, "parameters", dtype=self._memory.dtype)
        self.split(parameters)  # refuses what doesn't fit
        return self._in(parameters.copy())

    def run(self, i: int | tuple[int, ...]) -> Network:
        """One of the runs, in the same memory. `i`: a number, or one for each axis of `runs`."""
        index = i if isinstance(i, tuple) else (i,)
        there = len(index) == len(self.runs) and all(
            isinstance(j, (int, np.integer)) and -n <= j < n
            for j, n in zip(index, self.runs, strict=True)
        )
        has = f"this network has runs {self.runs}, counted from 0"
        checks.need(there, f"no run {checks.short(i)}: {has}")
        return self._in(self._memory[tuple(map(int, index))])

    def copy(self) -> Network:
        """The same network in memory of its own."""
        return self._in(self._memory.copy())

    def __reduce__(self):  # so that a copied layer is a view, too
        return Network._on, (self._memory, self.sizes, self.activations)

    def __repr__(self) -> str:
        runs = f", runs={self.runs}" if self.runs else ""
        return f"Network({list(self.sizes)}, {list(self.activations)}{runs})"

    def to_dict(self) -> dict:
        """Plain lists, numbers and names, ready for JSON; nothing is rounded."""
        names, sizes = [activation.name for activation in self.activations], list(self.sizes)
        kind = dict(sizes=sizes, activations=names, runs=list(self.runs))
        return kind | dict(dtype=str(self._memory.dtype), parameters=self._memory.tolist())

    @classmethod
    def from_dict(cls, d: dict) -> Network:
        """The network that `to_dict` wrote down."""
        keys = "sizes", "activations", "runs", "dtype", "parameters"
        checks.need(isinstance(d, dict) and d.keys() >= {*keys}, f"the dict needs {keys}")
        network = cls(init="zeros", **{name: d[name] for name in keys[:-1]})
        network.parameters = d["parameters"]
        return network


def _shape(value, name, least) -> tuple[int, ...]:
    value = tuple(value) if isinstance(value, (list, tuple)) or np.ndim(value) else (value,)
    checks.need(len(value) >= least, f"{name} must be a list, [2, 4, 1], not {checks.short(value)}")
    return tuple(checks.whole(n, f"each of {name}") for n in value)


def _one_a_layer(activations, n_layers) -> list[Activation]:
    if isinstance(activations, (Activation, str)):
        return [as_activation(activations)] * n_layers
    activations = list(map(as_activation, activations)) if np.iterable(activations) else []
    remedy = "give one a layer (the inputs are no layer), or a single one for all"
    found = f"{len(activations)} activations for {n_layers} layers"
    checks.need(len(activations) == n_layers, f"{found}: {remedy}")
    return activations


def _dtype(dtype) -> np.dtype:
    name = getattr(dtype, "__name__", str(dtype))
    checks.need(name in ("float", "float64", "float32"), "dtype must be float or numpy.float32")
    return np.dtype(name)
