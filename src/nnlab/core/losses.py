"""How wrong is it? A loss turns predictions and targets into one number, and knows its slope."""

from collections.abc import Callable

import numpy as np

from . import checks
from .activations import sigmoid, softmax


class Loss:
    """How wrong predictions are, and how that changes with each prediction.

    Parameters
    ----------
    name : str
        What it is called, and its repr.
    function : callable
        (y_pred, y_true) to one number: a mean over the last two axes.
    gradient : callable
        (y_pred, y_true) to d loss / d y_pred, the shape of y_pred.
    needs : pair of callable and str, optional
        (y_pred, y_true) to bool: whether the loss is defined there; and what to do if not.

    Examples
    --------
    >>> float(mean_squared_error([[0.8], [0.4]], [[1], [0]]))
    0.1
    >>> mean_squared_error.gradient([[0.8], [0.4]], [[1], [0]]).round(3).tolist()
    [[-0.2], [0.4]]
    """

    def __init__(self, name: str, function: Callable, gradient: Callable, needs=None):
        checks.need(
            isinstance(name, str) and callable(function) and callable(gradient),
            "a Loss is a name, a function of (y_pred, y_true), and its gradient",
        )
        self.name, self._function, self._gradient, self._needs = name, function, gradient, needs

    def __call__(self, y_pred, y_true) -> np.ndarray:
        """How wrong: one number, or one per run."""
        y_pred, y_true = self._door(y_pred, y_true)  # (..., n_samples, n_out), 2-D
        return self._function(y_pred, y_true)  # (...): () or (*runs,)

    def gradient(self, y_pred, y_true) -> np.ndarray:
        """How the loss changes with each prediction: d loss / d y_pred, the shape of y_pred."""
        y_pred, y_true = self._door(y_pred, y_true)
        return self._gradient(y_pred, y_true)

    def _door(self, y_pred, y_true):
        y_pred = checks.numbers(y_pred, "y_pred", finite=False)
        y_true = checks.numbers(y_true, "y_true", dtype=y_pred.dtype)
        fits = y_true.ndim > 1 and y_true.shape in (y_pred.shape[-2:], y_pred.shape)
        checks.need(
            fits,
            f"y_pred has shape {y_pred.shape}, y_true {y_true.shape}: both must be "
            "(n_samples, n_out); write y[:, np.newaxis] or y.reshape(-1, 1) for one column",
        )
        if self._needs is not None:
            checks.need(self._needs[0](y_pred, y_true), f"{self.name}: {self._needs[1]}")
        return y_pred, y_true

    def __repr__(self) -> str:
        return self.name


def _n(y_pred):
    """What the mean over the last two axes divides by: n_samples * n_out."""
    return y_pred.shape[-2] * y_pred.shape[-1]


def _inside(chance):
    """A chance that's never quite 0, where the logarithm ends."""
    return np.maximum(chance, np.finfo(chance.dtype).eps)


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

# Each mean is over samples and outputs, the last two axes; its gradient divides by their number.
# logaddexp(0, z) is log(1 + exp(z)), and its reduce the log of a sum of exps: neither overflows.
mean_squared_error = Loss(
    "mean_squared_error",
    lambda p, t: ((p - t) ** 2).mean((-2, -1)),
    lambda p, t: 2 * (p - t) / _n(p),
)
mean_absolute_error = Loss(
    "mean_absolute_error",
    lambda p, t: np.abs(p - t).mean((-2, -1)),
    lambda p, t: np.sign(p - t) / _n(p),
)
hinge_loss = Loss(
    "hinge_loss",
    lambda p, t: np.maximum(1 - t * p, 0).mean((-2, -1)),
    lambda p, t: -t * (t * p < 1) / _n(p),
    _SIGNS,
)
binary_cross_entropy = Loss(
    "binary_cross_entropy",
    lambda p, t: -(t * np.log(_inside(p)) + (1 - t) * np.log(_inside(1 - p))).mean((-2, -1)),
    lambda p, t: ((1 - t) / _inside(1 - p) - t / _inside(p)) / _n(p),
    _CHANCES,
)
sigmoid_cross_entropy = Loss(
    "sigmoid_cross_entropy",
    lambda z, t: (np.logaddexp(0, z) - z * t).mean((-2, -1)),
    lambda z, t: (sigmoid(z) - t) / _n(z),
    _01,
)
softmax_cross_entropy = Loss(  # its mean counts samples only
    "softmax_cross_entropy",
    lambda z, t: (t * (np.logaddexp.reduce(z, -1, keepdims=True) - z)).sum(-1).mean(-1),
    lambda z, t: (softmax(z) - t) / z.shape[-2],
    _ONE_HOT,
)

LOSSES = {each.name: each for each in list(vars().values()) if isinstance(each, Loss)}


def loss(value: Loss | str, name: str = "") -> Loss:
    """What is minimised; it may be set by its name."""
    return checks.choose(value, LOSSES, Loss)
