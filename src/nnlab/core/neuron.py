"""One neuron: weigh the inputs, add the bias, bend the result."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import checks
from .activations import Activation, activation, sigmoid


class Trace(NamedTuple):
    """What a forward pass saw and said; the way back needs all three."""

    inputs: np.ndarray      # (..., n_samples, n_in)
    z: np.ndarray           # before the bend: (..., n_samples, n_out); of one neuron (n_samples,)
    a: np.ndarray           # after the bend: shape of z


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

    _layer = None                                           # the layer it sits in, if any

    def __init__(self, weights, bias: float = 0.0, activation: Activation | str = sigmoid):
        weights, bias = checks.vector(weights, "weights"), checks.number(bias, "bias")
        self.activation = activation
        self._parameters = np.append(weights, bias).astype(float)

    @classmethod
    def _in_layer(cls, memory, layer):
        """The neuron that lives in `memory`, a row of `layer`."""
        neuron = cls.__new__(cls)
        neuron._parameters, neuron._layer = memory, layer
        return neuron

    def __call__(self, x) -> np.ndarray:
        """Weigh the inputs, add the bias, bend the result."""
        x = checks.inputs(x, self)                          # (n_in,) or (n_samples, n_in)
        return self.activation(x @ self.w + self.b)         # () or (n_samples,)

    def forward(self, X) -> Trace:
        """Weigh, add, bend; and keep what was seen on the way."""
        X = checks.samples(X, self)
        z = X @ self.w + self.b             # (n_samples, n_in) @ (n_in,) -> (n_samples,)
        return Trace(X, z, self.activation(z))

    def backward(self, trace: Trace, d_a) -> tuple[np.ndarray, np.ndarray]:
        """Pass the blame back through the bend; share it among weights, bias and inputs."""
        d_a = checks.blame(d_a, trace.a)
        d_z = d_a * self.activation.derivative(trace.z)     # (n_samples,)
        d_w = d_z @ trace.inputs            # (n_samples,) @ (n_samples, n_in) -> (n_in,)
        d_inputs = np.outer(d_z, self.w)    # (n_samples, n_in)
        return np.append(d_w, d_z.sum()), d_inputs

    @property
    def parameters(self) -> np.ndarray:
        """[w..., b], shape (n_in + 1,): the memory itself. Setting it writes in place."""
        return self._parameters

    @parameters.setter
    def parameters(self, values):
        self._parameters[...] = checks.like(values, self._parameters, "parameters")

    @property
    def w(self) -> np.ndarray:
        """The weights, shape (n_in,): a view into `parameters`."""
        return self._parameters[..., :-1]

    @w.setter
    def w(self, values):
        self.w[...] = checks.like(values, self.w, "w")

    @property
    def b(self) -> float:
        """The bias, read afresh from `parameters`."""
        b = self._parameters[..., -1]
        return float(b) if b.ndim == 0 else b

    @b.setter
    def b(self, value):
        self._parameters[..., -1] = checks.like(value, self._parameters[..., -1], "b")

    @property
    def activation(self) -> Activation:
        """The bend; in a layer, the layer's."""
        return self._activation if self._layer is None else self._layer.activation

    @activation.setter
    def activation(self, value):
        if self._layer is not None:
            raise ValueError("the neurons of a layer share one bend: set layer.activation instead")
        self._activation = activation(value)

    @property
    def n_in(self) -> int:
        """How many inputs it weighs."""
        return self._parameters.shape[-1] - 1

    def __repr__(self) -> str:
        if self.n_in > 8 or self._parameters.ndim > 1:
            return f"Neuron({self.n_in} inputs, {self.activation})"
        w = ", ".join(f"{value:.4g}" for value in self.w)
        return f"Neuron([{w}], {self.b:.4g}, {self.activation})"
