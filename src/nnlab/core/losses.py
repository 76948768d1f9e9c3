"""How wrong is it? A loss turns predictions and targets into one number, and knows its slope."""

from __future__ import annotations

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
    check : callable, optional
        (y_pred, y_true): raises ValueError where the loss isn't defined.

    Examples
    --------
    >>> float(mean_squared_error([[0.8], [0.4]], [[1], [0]]))
    0.1
    >>> mean_squared_error.gradient([[0.8], [0.4]], [[1], [0]]).round(3).tolist()
    [[-0.2], [0.4]]
    """

    __slots__ = ("name", "_function", "_gradient", "_check")

    def __init__(self, name: str, function: Callable, gradient: Callable,
                 check: Callable | None = None):
        if not isinstance(name, str) or not callable(function) or not callable(gradient):
            raise ValueError("a Loss is a name, a function of (y_pred, y_true), and its gradient")
        self.name, self._function, self._gradient, self._check = name, function, gradient, check

    def __call__(self, y_pred, y_true) -> np.ndarray:
        """How wrong: one number, or one per run."""
        y_pred, y_true = self._door(y_pred, y_true)         # (..., n_samples, n_out), 2-D
        return self._function(y_pred, y_true)               # (...): () or (*runs,)

    def gradient(self, y_pred, y_true) -> np.ndarray:
        """How the loss changes with each prediction: d loss / d y_pred, the shape of y_pred."""
        y_pred, y_true = self._door(y_pred, y_true)
        return self._gradient(y_pred, y_true)

    def _door(self, y_pred, y_true):
        y_pred = checks.numbers(y_pred, "y_pred", finite=False)
        y_true = checks.numbers(y_true, "y_true", dtype=y_pred.dtype)
        fits = y_true.shape in (y_pred.shape[-2:], y_pred.shape)
        if not fits or min(y_pred.ndim, y_true.ndim) < 2:
            checks.targets(y_true, name="y_true")
            raise ValueError(
                f"y_pred has shape {y_pred.shape} and y_true {y_true.shape}: both must be "
                "(n_samples, n_out); write y[:, np.newaxis] or y.reshape(-1, 1) for a single column"
            )
        if self._check is not None:
            self._check(y_pred, y_true)
        return y_pred, y_true

    def __reduce__(self):
        if LOSSES.get(self.name) is self:
            return loss, (self.name,)
        return Loss, (self.name, self._function, self._gradient, self._check)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self) -> str:
        return self.name


def _mean(values):
    """The mean over samples and outputs: (..., n_samples, n_out) -> (...)."""
    return values.mean(axis=(-2, -1))


def _n(y_pred):
    """How many numbers that mean counts: n_samples * n_out."""
    return y_pred.shape[-2] * y_pred.shape[-1]


def _squared(y_pred, y_true):
    return _mean((y_pred - y_true) ** 2)


def _squared_gradient(y_pred, y_true):
    return 2 * (y_pred - y_true) / _n(y_pred)               # n counts samples and outputs


def _absolute(y_pred, y_true):
    return _mean(np.abs(y_pred - y_true))


def _absolute_gradient(y_pred, y_true):
    return np.sign(y_pred - y_true) / _n(y_pred)            # n counts samples and outputs


def _inside(p):
    """Keep probabilities off 0 and 1, where the logarithm ends."""
    tiny = np.finfo(p.dtype).eps
    return np.clip(p, tiny, 1 - tiny)


def _binary(y_pred, y_true):
    p = _inside(y_pred)
    return -_mean(y_true * np.log(p) + (1 - y_true) * np.log1p(-p))


def _binary_gradient(y_pred, y_true):
    p = _inside(y_pred)
    return (p - y_true) / (p * (1 - p)) / _n(y_pred)        # n counts samples and outputs


def _hinge(y_pred, y_true):
    return _mean(np.maximum(0, 1 - y_true * y_pred))


def _hinge_gradient(y_pred, y_true):
    short = 1 - y_true * y_pred > 0                         # not yet on the right side, with room
    return np.where(short, -y_true, 0) / _n(y_pred)         # n counts samples and outputs


def _sigmoid_cross(z, y_true):
    # -t log(sigmoid(z)) - (1 - t) log(1 - sigmoid(z)), rearranged so that no exp can overflow
    return _mean(np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z))))


def _sigmoid_cross_gradient(z, y_true):
    return (sigmoid(z) - y_true) / _n(z)                    # n counts samples and outputs


def _softmax_cross(z, y_true):
    z = z - z.max(axis=-1, keepdims=True)                   # the largest is 0: no exp overflows
    log_shares = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return -(y_true * log_shares).sum(axis=-1).mean(axis=-1)


def _softmax_cross_gradient(z, y_true):
    return (softmax(z) - y_true) / z.shape[-2]              # n counts samples only


def _check_01(y_pred, y_true):
    if (y_true < 0).any() or (y_true > 1).any():
        raise ValueError(
            "this loss needs targets 0 and 1, but y_true has others: for -1/+1 write (y + 1) / 2"
        )


def _check_probabilities(y_pred, y_true):
    _check_01(y_pred, y_true)
    if (y_pred < 0).any() or (y_pred > 1).any():
        raise ValueError(
            "binary_cross_entropy needs probabilities, 0 to 1, but y_pred has others: end the "
            "network in sigmoid, or use sigmoid_cross_entropy with z"
        )


def _check_signs(y_pred, y_true):
    if not (np.abs(y_true) == 1).all():
        raise ValueError(
            "hinge_loss needs targets -1 and +1, but y_true has others: for 0/1 write 2 * y - 1"
        )


def _check_shares(y_pred, y_true):
    if y_pred.shape[-1] < 2:
        raise ValueError(
            "softmax over one output is always 1: use sigmoid_cross_entropy, or one output a class"
        )
    if (y_true < 0).any() or (np.abs(y_true.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError(
            "softmax_cross_entropy needs one-hot targets, rows that add up to 1: for class numbers "
            "c write np.eye(n_classes)[c]"
        )


mean_squared_error = Loss("mean_squared_error", _squared, _squared_gradient)
mean_absolute_error = Loss("mean_absolute_error", _absolute, _absolute_gradient)
binary_cross_entropy = Loss(
    "binary_cross_entropy", _binary, _binary_gradient, _check_probabilities
)
hinge_loss = Loss("hinge_loss", _hinge, _hinge_gradient, _check_signs)
sigmoid_cross_entropy = Loss(
    "sigmoid_cross_entropy", _sigmoid_cross, _sigmoid_cross_gradient, _check_01
)
softmax_cross_entropy = Loss(
    "softmax_cross_entropy", _softmax_cross, _softmax_cross_gradient, _check_shares
)

LOSSES = {
    each.name: each
    for each in (mean_squared_error, mean_absolute_error, binary_cross_entropy, hinge_loss,
                 sigmoid_cross_entropy, softmax_cross_entropy)
}


def loss(value: Loss | str) -> Loss:
    """The loss itself, or the one of that name."""
    return checks.choose(value, LOSSES, Loss)
