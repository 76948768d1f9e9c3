"""How wrong is it? A loss turns predictions and targets into one number, and knows its slope.

A new one is written here: it's registered by being a `Loss` of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from . import checks
from .activations import Activation, sigmoid, softmax
from .checks import ArrayLike
from .closed import Formula

WANTS = (None, "probabilities", "z")


class Loss(Formula):
    """How wrong predictions are, and how that changes with each prediction.

    Parameters
    ----------
    name : str
        What it is called, and its repr.
    function : callable
        (y_pred, y_true) to one number: a mean over the last two axes.
    gradient : callable
        (y_pred, y_true) to d loss / d y_pred, the shape of y_pred.
    inplace : callable, optional
        (y_pred, y_true, d, s) writes that gradient into d, for the fast path; s is for scratch.
        Left out, gradient is called, and the loss always sees all samples at once: one with this
        is a mean, so that the fast path may measure it part by part.
    arithmetic : list of str, optional
        That gradient as lines of plain Python, from {a} and {y} to {d_a}, but for the mean.
    needs : pair of callable and str, optional
        (y_pred, y_true) to bool: whether the loss is defined there; and what to do if not.
    wants : {None, "probabilities", "z"}
        Which outputs it is made for: any, those of a sigmoid, or those that nothing has bent.
    title : str, optional
        What labs call it; its name if left out.

    Examples
    --------
    >>> float(mean_squared_error([[0.8], [0.4]], [[1], [0]]))
    0.1
    >>> mean_squared_error.gradient([[0.8], [0.4]], [[1], [0]]).round(3).tolist()
    [[-0.2], [0.4]]
    """

    _instead = {"derivative": ".gradient", "function": "it itself, as in loss(y_pred, y_true)"}

    def __init__(
        self,
        name: str,
        function: Callable,
        gradient: Callable,
        *,
        inplace: Callable | None = None,
        arithmetic: Sequence[str] | None = None,
        needs: tuple[Callable, str] | None = None,
        wants: str | None = None,
        title: str | None = None,
    ):
        good = isinstance(name, str) and callable(function) and callable(gradient)
        checks.need(good, "a Loss is a name, a function of (y_pred, y_true), and its gradient")
        checks.need(inplace is None or callable(inplace), "inplace is a function (p, y, d, s)")
        checks.need(wants in WANTS, f"wants must be one of {WANTS}, not {checks.short(wants)}")
        self._function, self._gradient, self.in_parts = function, gradient, inplace is not None
        self.inplace = inplace or partial(_written, gradient)
        self.arithmetic, self.wants, self._needs = arithmetic, wants, needs
        super().__init__(name, title)

    def __call__(self, y_pred: ArrayLike, y_true: ArrayLike) -> np.ndarray:
        """How wrong: one number, or one per run."""
        y_pred, y_true = self._checked(y_pred, y_true)  # (..., n_samples, n_out), 2-D
        with np.errstate(all="ignore"):
            return self._function(y_pred, y_true)  # (...): () or (*runs,)

    def gradient(self, y_pred: ArrayLike, y_true: ArrayLike) -> np.ndarray:
        """How the loss changes with each prediction: d loss / d y_pred, the shape of y_pred."""
        y_pred, y_true = self._checked(y_pred, y_true)
        with np.errstate(all="ignore"):
            return self._gradient(y_pred, y_true)

    def suits(self, activation: Activation, y_true: ArrayLike) -> bool:
        """Whether it is made for outputs of this activation, and defined for these targets."""
        sides, jumps = activation.sides, activation.jumps
        fits = {"z": sides == (-np.inf, np.inf), "probabilities": sides == (0, 1) and not jumps}
        try:
            y_true = checks.targets(y_true, None, name="y_true")
            self._checked(np.full(y_true.shape, 0.5), y_true)
        except ValueError:
            return False
        return self.wants is None or fits[self.wants]

    def _checked(self, y_pred, y_true):
        y_pred = checks.numbers(y_pred, "y_pred", finite=False)
        y_true = checks.numbers(y_true, "y_true", dtype=y_pred.dtype)
        fits = y_true.ndim > 1 and y_true.shape in (y_pred.shape[-2:], y_pred.shape)
        if not fits:
            shapes = f"y_pred has shape {y_pred.shape}, y_true {y_true.shape}: both must be "
            remedy = "(n_samples, n_out); write y[:, np.newaxis] or y.reshape(-1, 1) for one column"
            raise ValueError(shapes + remedy)
        if self._needs is not None:
            checks.need(self._needs[0](y_pred, y_true), f"{self.name}: {self._needs[1]}")
        return y_pred, y_true


def _written(gradient, y_pred, y_true, d, s):
    d[...] = gradient(y_pred, y_true)


def _n(y_pred):
    """What the mean over the last two axes divides by: n_samples * n_out."""
    return y_pred.shape[-2] * y_pred.shape[-1]


def _inside(chance):
    """A chance that's never quite 0, where the logarithm ends."""
    return np.maximum(chance, np.finfo(chance.dtype).eps)


def _softmax_cross(z, t):
    z = z - z.max(-1, keepdims=True)  # so that no exp overflows; the rows of t add up to 1
    return (np.log(np.exp(z).sum(-1)).sum(-1) - (t * z).sum((-2, -1))) / z.shape[-2]


# What a loss needs of predictions and targets, and what to do where that's not so.
_01 = (
    lambda p, t: ((t >= 0) & (t <= 1)).all(),
    "this loss needs targets 0 and 1: for targets -1/+1 write (y + 1) / 2",
)
_SIGNS = (
    lambda p, t: (np.abs(t) == 1).all(),
    "this loss needs targets -1 and +1: for targets 0/1 write 2 * y - 1",
)
_CHANCES = (
    lambda p, t: _01[0](p, t) and not ((p < 0) | (p > 1)).any(),
    "this loss needs targets 0 and 1, and predictions that are probabilities: end the "
    "network in sigmoid, or use sigmoid_cross_entropy with z",
)
_ONE_HOT = (
    lambda z, t: z.shape[-1] > 1 and _01[0](z, t) and (abs(t.sum(-1) - 1) < 1e-6).all(),
    "this loss needs one-hot targets, two columns or more, rows that add up to 1: for "
    "class numbers c write np.eye(n_classes)[c]; for one column use sigmoid_cross_entropy",
)


# The same gradients as below, written into d without a new array, for the fast path.
def _squared_inplace(p, t, d, s):
    np.subtract(p, t, d)
    d *= 2.0 / _n(p)


def _hinge_inplace(p, t, d, s):
    np.multiply(t, t * p < 1.0, d)
    d *= -1.0 / _n(p)


def _chances_inplace(p, t, d, s):
    tiny = np.finfo(p.dtype).eps
    np.clip(p, tiny, 1.0 - tiny, d)
    np.subtract(1.0, d, s)
    s *= d
    d -= t
    d /= s
    d *= 1.0 / _n(p)


def _from_z_inplace(z, t, d, s):
    np.copyto(d, z)
    sigmoid.inplace[0](d, s)
    d -= t
    d *= 1.0 / _n(z)


def _softmax_inplace(z, t, d, s):
    np.subtract(z, np.maximum.reduce(z, -1, keepdims=True), d)
    np.exp(d, d)
    d /= np.add.reduce(d, -1, keepdims=True)
    d -= t
    d *= 1.0 / z.shape[-2]


# Each mean is over samples and outputs, the last two axes; its gradient divides by their number.
# logaddexp(0, z) is log(1 + exp(z)), and never overflows.
mean_squared_error = Loss(
    "mean_squared_error",
    lambda p, t: ((p - t) ** 2).mean((-2, -1)),
    lambda p, t: 2 * (p - t) / _n(p),
    inplace=_squared_inplace,  # the gradient once more, for speed
    arithmetic=["{d_a} = 2.0 * ({a} - {y})"],
    title="mean squared error",
)
mean_absolute_error = Loss(
    "mean_absolute_error",
    lambda p, t: np.abs(p - t).mean((-2, -1)),
    lambda p, t: np.sign(p - t) / _n(p),
    arithmetic=["{d_a} = (({a} > {y}) - ({a} < {y}))"],
    title="mean absolute error",
)
hinge_loss = Loss(
    "hinge_loss",
    lambda p, t: np.maximum(1 - t * p, 0).mean((-2, -1)),
    lambda p, t: -t * (t * p < 1) / _n(p),
    needs=_SIGNS,
    inplace=_hinge_inplace,
    arithmetic=["{d_a} = (-{y} if {y} * {a} < 1.0 else 0.0)"],
    title="hinge",
)
binary_cross_entropy = Loss(
    "binary_cross_entropy",
    lambda p, t: -(t * np.log(_inside(p)) + (1 - t) * np.log(_inside(1 - p))).mean((-2, -1)),
    lambda p, t: ((1 - t) / _inside(1 - p) - t / _inside(p)) / _n(p),
    needs=_CHANCES,
    wants="probabilities",
    inplace=_chances_inplace,
    arithmetic=[
        "{p} = max({a}, 2.220446049250313e-16)",
        "{p} = min({p}, 0.9999999999999998)",
        "{d_a} = ({p} - {y}) / ({p} * (1.0 - {p}))",
    ],
    title="cross-entropy",
)
sigmoid_cross_entropy = Loss(
    "sigmoid_cross_entropy",
    lambda z, t: (np.logaddexp(0, z) - z * t).mean((-2, -1)),
    lambda z, t: (sigmoid(z) - t) / _n(z),
    needs=_01,
    wants="z",
    inplace=_from_z_inplace,
    arithmetic=["{d_a} = (1.0 / (1.0 + exp(-{a})) - {y})"],
    title="cross-entropy from z",
)
softmax_cross_entropy = Loss(  # its mean counts samples only
    "softmax_cross_entropy",
    _softmax_cross,
    lambda z, t: (softmax(z) - t) / z.shape[-2],
    needs=_ONE_HOT,
    wants="z",
    inplace=_softmax_inplace,
    title="softmax cross-entropy",
)

LOSSES = {each.name: each for each in list(vars().values()) if isinstance(each, Loss)}


def as_loss(value: Loss | str, name: str = "") -> Loss:
    """What is minimised; it may be given by its name."""
    return checks.choose(value, LOSSES, Loss)
