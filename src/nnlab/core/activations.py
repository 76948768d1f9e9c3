"""Bends: what a neuron does to its sum before it passes it on.

An `Activation` holds a function and its derivative together. Both take z, the sum *before* the
bend.
"""

from collections.abc import Callable

import numpy as np

from . import checks


class Activation:
    """A bend and its slope, applied to every element.

    Parameters
    ----------
    name : str
        What it is called, and its repr.
    function : callable
        z to a, element by element, for arrays of any shape.
    derivative : callable
        z (never a) to the slope da/dz.

    Examples
    --------
    >>> square = Activation("square", lambda z: z**2, lambda z: 2 * z)
    >>> square([1, 2, 3]).tolist(), square.derivative([1, 2, 3]).tolist()
    ([1.0, 4.0, 9.0], [2.0, 4.0, 6.0])
    """

    def __init__(self, name: str, function: Callable, derivative: Callable):
        checks.need(
            isinstance(name, str) and callable(function) and callable(derivative),
            "an Activation is a name, a function of z, and its derivative of z",
        )
        vars(self).update(name=name, _function=function, _derivative=derivative)

    def __call__(self, z) -> np.ndarray:
        """Bend z, element by element."""
        return self._function(checks.numbers(z, "z", finite=False)[()])

    def derivative(self, z) -> np.ndarray:
        """The slope of the bend at z, element by element."""
        return self._derivative(checks.numbers(z, "z", finite=False)[()])

    def __setattr__(self, name, value):
        raise AttributeError(f"an Activation doesn't change: make a new one instead of .{name} = ")

    def __repr__(self) -> str:
        return self.name


def _step(z):
    return (z > 0).astype(z.dtype)


def _sigmoid(z):
    e = np.exp(-np.abs(z))  # at most 1, so nothing overflows
    return np.where(z >= 0, 1, e)[()] / (1 + e)


def _sigmoid_slope(z):
    return _sigmoid(z) * _sigmoid(-z)  # sigmoid(-z) is 1 - sigmoid(z), to the last digit


def _tanh_slope(z):
    return 1 - np.tanh(z) ** 2


def _relu(z):
    return np.maximum(z, 0)


def _flat(z):
    return np.zeros_like(z)[()]


def _even(z):
    return np.ones_like(z)[()]


step = Activation("step", _step, _flat)  # 1 where z > 0, else 0
identity = Activation("identity", np.positive, _even)  # no bend
sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_slope)  # 1 / (1 + exp(-z)), between 0 and 1
tanh = Activation("tanh", np.tanh, _tanh_slope)  # between -1 and 1
relu = Activation("relu", _relu, _step)  # max(0, z); at the corner slope 0

ACTIVATIONS = {bend.name: bend for bend in (step, identity, sigmoid, tanh, relu)}


def activation(value: Activation | str, name: str = "") -> Activation:
    """The bend; it may be set by its name."""
    return checks.choose(value, ACTIVATIONS, Activation)


def softmax(z) -> np.ndarray:
    """Scores to shares: positive, adding up to 1 along the last axis.

    Parameters
    ----------
    z : array_like of shape (..., n_out)

    Returns
    -------
    ndarray of shape (..., n_out)
        exp(z_i) / sum of exp(z_j), with the largest z taken off first so that nothing overflows.

    Examples
    --------
    >>> softmax([1000.0, 1000.0]).tolist()
    [0.5, 0.5]
    """
    z = checks.numbers(z, "z", finite=False)
    checks.need(z.ndim, "softmax shares 1 out among several scores: give it a list of them")
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
