"""One neuron: weigh the inputs, add the bias, bend the result."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import checks
from .activations import Activation, as_activation, sigmoid
from .checks import ArrayLike
from .closed import View


class Trace(NamedTuple):
    """What a forward pass saw and said; the way back needs all three."""

    inputs: np.ndarray  # (..., n_samples, n_in)
    z: np.ndarray  # before the activation: (..., n_samples, n_out); of one neuron (n_samples,)
    a: np.ndarray  # after it: shape of z


def checked_d_a(d_a: ArrayLike, traces, owners, *, finite: bool = False) -> np.ndarray:
    """d_a, of the shape of the last trace, where each owner has left one on the way forward."""
    fits = isinstance(traces, list) and [*map(type, traces)] == [Trace] * len(owners)
    seen = [np.shape(trace.inputs)[-1:] for trace in traces] if fits else []
    if seen != [(owner.n_in,) for owner in owners]:
        raise ValueError("give backward what forward(X) of the same object returned, then d_a")
    return checks.like(d_a, traces[-1].a, "d_a", finite=finite)


class Neuron(View):
    """Weighs its inputs, adds its bias, and bends the result.

    Its numbers are one vector `parameters`, [w..., b]; `w` and `b` look into the same memory.

    Parameters
    ----------
    weights : array_like of shape (n_in,)
        One weight per input.
    bias : float
        What is added whatever the inputs are.
    activation : Activation or str
        What bends the result.

    Examples
    --------
    >>> from nnlab import Neuron, step
    >>> both = Neuron([1, 1], -1.5, step)
    >>> both([[0, 0], [0, 1], [1, 0], [1, 1]]).tolist()
    [0.0, 0.0, 0.0, 1.0]
    """

    _instead = {"bias": ".b", "weights": ".w", "W": ".w", "n_in": "a new Neuron"}

    def __init__(
        self, weights: ArrayLike, bias: float = 0.0, activation: Activation | str = sigmoid
    ):
        w, b = checks.numbers(weights, "weights"), checks.number(bias, "bias")
        checks.need(w.ndim == 1, "weights must be a plain list of numbers, such as [2, -1]")
        self._activation = as_activation(activation)
        self._live_in(np.append(w, b).astype(float))

    def _live_in(self, memory: np.ndarray, layer: Any = None) -> None:
        """Look into `memory`, (..., n_in + 1), which may be a row of a layer's."""
        self._memory, self._layer, self.n_in = memory, layer, memory.shape[-1] - 1
        self._closed = True

    @np.errstate(all="ignore")
    def __call__(self, x: ArrayLike) -> np.ndarray:
        """Weigh the inputs, add the bias, bend the result."""
        x = checks.inputs(x, self, single=True)  # (n_in,) or (n_samples, n_in)
        return self.activation(x @ self.w + self.b)  # () or (n_samples,)

    @np.errstate(all="ignore")
    def forward(self, X: ArrayLike) -> Trace:
        """Weigh the inputs, add the bias, bend the result; keep what was seen on the way."""
        X = checks.inputs(X, self)
        z = X @ self.w + self.b  # (n_samples, n_in) @ (n_in,) -> (n_samples,)
        return Trace(X, z, self.activation(z))

    @np.errstate(all="ignore")
    def backward(self, trace: Trace, d_a: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Pass the blame back through the bend; share it among weights, bias and inputs."""
        d_a = checked_d_a(d_a, [trace], [self], finite=True)
        d_z = d_a * self.activation.derivative(trace.z)  # (n_samples,)
        d_w = d_z @ trace.inputs  # (n_samples,) @ (n_samples, n_in) -> (n_in,)
        d_b = d_z.sum()
        d_inputs = np.outer(d_z, self.w)  # (n_samples, n_in)
        return np.append(d_w, d_b), d_inputs

    @property
    def w(self) -> np.ndarray:
        """The weights, shape (n_in,)."""
        return self._memory[..., :-1]

    @w.setter
    def w(self, value: ArrayLike) -> None:
        self.w[...] = checks.like(value, self.w, "w")

    @property
    def b(self) -> float:
        """The bias, read afresh: a float, or one per run."""
        b: Any = self._memory[..., -1]
        return b if b.ndim else b.item()

    @b.setter
    def b(self, value: float) -> None:
        self._memory[..., -1] = checks.like(value, self._memory[..., -1], "b")

    @property
    def activation(self) -> Activation:
        """What bends the result; in a layer, the layer's."""
        return self._activation if self._layer is None else self._layer.activation

    @activation.setter
    def activation(self, value):
        checks.need(self._layer is None, "a layer's neurons share one bend: set layer.activation")
        self._activation = as_activation(value)

    def __repr__(self) -> str:
        if self.n_in > 8 or self._memory.ndim > 1:
            return f"Neuron({self.n_in} inputs, {self.activation})"
        *w, b = (f"{value:.4g}" for value in self._memory)
        return f"Neuron([{', '.join(w)}], {b}, {self.activation})"
