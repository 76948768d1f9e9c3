"""One neuron: weigh the inputs, add the bias, bend the result."""

from typing import NamedTuple

import numpy as np

from . import checks
from .activations import Activation, as_activation, sigmoid


class Trace(NamedTuple):
    """What a forward pass saw and said; the way back needs all three."""

    inputs: np.ndarray  # (..., n_samples, n_in)
    z: np.ndarray  # before the bend: (..., n_samples, n_out); of one neuron (n_samples,)
    a: np.ndarray  # after the bend: shape of z


class Neuron:
    """Weighs its inputs, adds its bias, and bends the result.

    Its numbers are one vector `parameters`, [w..., b]; `w` and `b` look into the same memory.

    Parameters
    ----------
    weights : array_like of shape (n_in,)
        One weight per input.
    bias : float
        What is added whatever the inputs are.
    activation : Activation or str
        The bend.

    Examples
    --------
    >>> from nnlab import Neuron, step
    >>> both = Neuron([1, 1], -1.5, step)
    >>> both([[0, 0], [0, 1], [1, 0], [1, 1]]).tolist()
    [0.0, 0.0, 0.0, 1.0]
    """

    _layer = None  # the layer it sits in, if any
    parameters = checks.view("parameters", lambda memory: memory, "[w..., b], shape (n_in + 1,).")
    w = checks.view("w", lambda memory: memory[..., :-1], "The weights, shape (n_in,).")
    b = checks.view("b", lambda memory: memory[..., -1], "The bias, read afresh: a float.")

    def __init__(self, weights, bias: float = 0.0, activation: Activation | str = sigmoid):
        weights, bias = checks.numbers(weights, "weights"), checks.number(bias, "bias")
        checks.need(weights.ndim == 1, "weights must be a plain list of numbers, such as [2, -1]")
        self.activation, self.n_in = activation, len(weights)
        self._memory = np.append(weights, bias).astype(float)

    def __call__(self, x) -> np.ndarray:
        """Weigh the inputs, add the bias, bend the result."""
        x = checks.inputs(x, self, single=True)  # (n_in,) or (n_samples, n_in)
        return self.activation(x @ self.w + self.b)  # () or (n_samples,)

    def forward(self, X) -> Trace:
        """Weigh the inputs, add the bias, bend the result; keep what was seen on the way."""
        X = checks.inputs(X, self)
        z = X @ self.w + self.b  # (n_samples, n_in) @ (n_in,) -> (n_samples,)
        return Trace(X, z, self.activation(z))

    def backward(self, trace: Trace, d_a) -> tuple[np.ndarray, np.ndarray]:
        """Pass the blame back through the bend; share it among weights, bias and inputs."""
        d_a = checks.like(d_a, trace.a, "d_a")
        d_z = d_a * self.activation.derivative(trace.z)  # (n_samples,)
        d_w = d_z @ trace.inputs  # (n_samples,) @ (n_samples, n_in) -> (n_in,)
        d_b = d_z.sum()
        d_inputs = np.outer(d_z, self.w)  # (n_samples, n_in)
        return np.append(d_w, d_b), d_inputs

    @property
    def activation(self) -> Activation:
        """The bend; in a layer, the layer's."""
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
