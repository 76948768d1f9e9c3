"""Activations: what a neuron does to its sum before it passes it on.

An `Activation` holds a function and its derivative together. Both take z, the sum *before* it. A
new one is written here and listed in `ACTIVATIONS`: from there it trains fast, is tested, and
appears in every lab.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from . import checks
from .checks import ArrayLike
from .closed import Formula


class Activation(Formula):
    """A function that bends each number, and its slope.

    Parameters
    ----------
    name : str
        What it is called, and its repr.
    function : callable
        z to a, element by element, for arrays of any shape.
    derivative : callable
        z (never a) to the slope da/dz.
    inplace : pair of callables, optional
        The same without a new array, for the fast path: (a, s) turns the z in a into the
        activation, (a, s, d) multiplies d by the slope. What the first leaves in s, the second
        finds there. Left out, function and derivative are called.
    arithmetic : pair of lists of str, optional
        The same as lines of plain Python: from {z} to {a}, and from {d_a} to {d_z}.
    sides : pair of float
        Between which numbers its values lie.
    jumps : bool
        Whether it jumps from one side to the other, so that no slope leads downhill.
    title : str, optional
        What labs call it; its name if left out.

    Examples
    --------
    >>> square = Activation("square", lambda z: z**2, lambda z: 2 * z)
    >>> square([1, 2, 3]).tolist(), square.derivative([1, 2, 3]).tolist()
    ([1.0, 4.0, 9.0], [2.0, 4.0, 6.0])
    >>> sigmoid.sides, sigmoid.neutral, sigmoid.spread
    ((0.0, 1.0), 0.5, 0.5)
    """

    _instead = {"slope": ".derivative", "function": "it itself, as in sigmoid(z)"}

    def __init__(
        self,
        name: str,
        function: Callable,
        derivative: Callable,
        *,
        inplace: tuple[Callable, Callable] | None = None,
        arithmetic: tuple[Sequence[str], Sequence[str]] | None = None,
        sides: tuple[float, float] = (-np.inf, np.inf),
        jumps: bool = False,
        title: str | None = None,
    ):
        good = isinstance(name, str) and callable(function) and callable(derivative)
        checks.need(good, "an Activation is a name, a function of z, and its derivative of z")
        if inplace is None:
            inplace = partial(_called, function), partial(_called_back, derivative)
        good = isinstance(inplace, Sequence) and [*map(callable, inplace)] == [True] * 2
        checks.need(good, "inplace is a pair of functions: (a, s) forward, (a, s, d) back")
        low, high = map(float, sides)
        checks.need(low < high, f"sides are (lowest, highest), not {checks.short(sides)}")
        self._function, self._derivative, self.inplace = function, derivative, inplace
        self.arithmetic, self.sides, self.jumps = arithmetic, (low, high), bool(jumps)
        super().__init__(name, title)

    def __call__(self, z: ArrayLike) -> np.ndarray:
        """The activation at z, element by element."""
        return self._function(checks.numbers(z, "z", finite=False)[()])

    def derivative(self, z: ArrayLike) -> np.ndarray:
        """The slope at z, element by element."""
        return self._derivative(checks.numbers(z, "z", finite=False)[()])

    @property
    def neutral(self) -> float:
        """The value between its two sides: halfway, or where those have no end, that at z = 0."""
        low, high = self.sides
        return (low + high) / 2 if np.isfinite(high - low) else float(self(0.0))

    @property
    def spread(self) -> float:
        """How far from neutral a value is decided: half the way between the sides, or 2."""
        low, high = self.sides
        return (high - low) / 2 if np.isfinite(high - low) else 2.0


def _called(function, a, s):
    s[...] = a  # z is kept for the way back
    a[...] = function(s)


def _called_back(derivative, a, s, d):
    d *= derivative(s)


def _step(z):
    return (z > 0).astype(z.dtype)


@np.errstate(over="ignore")
def _sigmoid(z):
    return 1 / (1 + np.exp(-z))  # where exp overflows, the result is 0 all the same


def _sigmoid_slope(z):
    e = np.exp(-np.abs(z))  # the slope is the same at z and at -z; there nothing overflows
    return e / (1 + e) ** 2


def _sigmoid_inplace(a, s):
    np.negative(a, s)
    np.exp(s, s)
    np.minimum(s, 1e38, out=s)  # so that the slope finds no inf
    np.add(s, 1.0, a)
    np.reciprocal(a, a)


def _sigmoid_back(a, s, d):
    s *= a  # exp(-z) a is 1 - a, also where a is so near 1 that 1 - a has no digits
    s *= a
    d *= s


def _tanh_back(a, s, d):
    np.multiply(a, a, s)
    s *= d
    d -= s  # d - d a^2


def _relu_back(a, s, d):
    np.sign(a, s)
    d *= s


step = Activation(  # 1 where z > 0, else 0
    "step",
    _step,
    lambda z: np.zeros_like(z)[()],
    inplace=(lambda a, s: np.heaviside(a, 0.0, a), lambda a, s, d: np.multiply(d, 0.0, d)),
    arithmetic=(["{a} = 1.0 if {z} > 0.0 else 0.0"], ["{d_z} = {d_a} * 0.0"]),
    sides=(0, 1),
    jumps=True,
)
sigmoid = Activation(  # 1 / (1 + exp(-z)), between 0 and 1
    "sigmoid",
    _sigmoid,
    _sigmoid_slope,
    inplace=(_sigmoid_inplace, _sigmoid_back),
    arithmetic=(
        ["{e} = exp(-{z})", "{a} = 1.0 / (1.0 + {e})"],
        ["{d_z} = {d_a} * {a} * {a} * {e}"],
    ),
    sides=(0, 1),
)
tanh = Activation(  # between -1 and 1
    "tanh",
    np.tanh,
    lambda z: 1 - np.tanh(z) ** 2,
    inplace=(lambda a, s: np.tanh(a, a), _tanh_back),
    arithmetic=(["{a} = tanh({z})"], ["{d_z} = {d_a} * (1.0 - {a} * {a})"]),
    sides=(-1, 1),
)
relu = Activation(  # at the corner slope 0
    "relu",
    lambda z: np.maximum(z, 0),
    _step,
    inplace=(lambda a, s: np.maximum(a, 0.0, out=a), _relu_back),
    arithmetic=(["{a} = {z} if {z} > 0.0 else 0.0"], ["{d_z} = {d_a} if {z} > 0.0 else 0.0"]),
    sides=(0, np.inf),
)
identity = Activation(  # nothing is bent
    "identity",
    np.positive,
    lambda z: np.ones_like(z)[()],
    inplace=(lambda a, s: None, lambda a, s, d: None),
    arithmetic=(["{a} = {z}"], ["{d_z} = {d_a}"]),
)

ACTIVATIONS = {each.name: each for each in (step, sigmoid, tanh, relu, identity)}


def as_activation(value: Activation | str, name: str = "") -> Activation:
    """The activation; it may be given by its name."""
    return checks.choose(value, ACTIVATIONS, Activation)


def softmax(z: ArrayLike) -> np.ndarray:
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
    with np.errstate(all="ignore"):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
