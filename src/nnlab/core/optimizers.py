"""A step downhill: what to do with the gradients.

A new one is a class here and a line in `OPTIMIZERS`; one of a reader's own needs a
`step(parameters, gradients)` that changes the parameters in place, nothing else.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from . import checks
from .closed import Closed


def _rate(value, name):
    value = checks.numbers(value, name)
    checks.need((value >= 0).all(), f"{name} must be 0 or more, not {checks.short(value.tolist())}")
    return value.copy() if value.ndim else float(value)


def _ready(rate, parameters, gradients, *memory):
    """The learning rate, ready to multiply, and gradients of the parameters' shape."""
    good = isinstance(parameters, np.ndarray) and parameters.dtype.kind == "f"
    checks.need(good, "parameters must be a numpy array of floats: it is changed in place")
    same = all(np.shape(each) in ((), parameters.shape) for each in memory)
    remedy = "make a new one for each, or .reset() it"
    checks.need(same, f"this optimizer remembers another network: {remedy}")
    gradients = checks.like(gradients, parameters, "gradients", finite=False)
    if type(rate) is float:
        return rate, gradients
    runs = parameters.shape[:-1]
    what = f"learning_rate has shape {rate.shape}, but the runs are {runs}"
    checks.need(rate.shape == runs, f"{what}: give one, or one a run")
    return rate.astype(parameters.dtype)[..., np.newaxis], gradients


class SGD(Closed):
    """Gradient descent: step against the gradient, with momentum if you like.

    Parameters
    ----------
    learning_rate : float or array_like of shape (*runs,)
        How far to step per unit of slope; one for each run is a sweep.
    momentum : float
        The share of its speed that the heavy ball keeps, from 0 (none) to below 1 (Polyak, 1964).

    Examples
    --------
    >>> parameters = np.array([3.0, -1.0])
    >>> SGD(0.5).step(parameters, np.array([2.0, 0.0]))
    >>> parameters.tolist()
    [2.0, -1.0]
    """

    _instead = {"lr": ".learning_rate", "velocity": ".reset() to forget it"}
    _checks = {"learning_rate": _rate, "momentum": checks.share}
    _memory = ("velocity",)  # what it remembers from step to step; the rest are settings
    velocity: np.ndarray | float

    def __init__(self, learning_rate: float | np.ndarray = 0.1, momentum: float = 0.0):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.reset()
        self._closed = True

    @property
    def title(self) -> str:
        """What labs call it."""
        return "momentum" if self.momentum else "SGD"

    def reset(self) -> None:
        """Forget the speed."""
        self._set(velocity=0.0)

    @np.errstate(all="ignore")
    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: downhill, and on in the direction so far."""
        rate, gradients = _ready(self.learning_rate, parameters, gradients, self.velocity)
        if self.momentum:
            gradients = self.momentum * self.velocity + gradients
            self._set(velocity=gradients)
        parameters -= rate * gradients

    def __repr__(self) -> str:
        return f"SGD({checks.short(self.learning_rate)}, momentum={self.momentum:g})"


class Adam(Closed):
    """Steps of about the same length in every direction (Kingma and Ba, 2015).

    Parameters
    ----------
    learning_rate : float or array_like of shape (*runs,)
        About how far each parameter moves in a step.
    beta1, beta2 : float
        How much of the averages of slope and squared slope to keep.
    epsilon : float
        Keeps the division away from 0.

    Examples
    --------
    >>> parameters = np.array([3.0, -1.0])
    >>> Adam(0.5).step(parameters, np.array([200.0, 0.02]))
    >>> parameters.round(3).tolist()
    [2.5, -1.5]
    """

    title = "Adam"
    _instead = {"lr": ".learning_rate"}
    _checks = {"learning_rate": _rate, "epsilon": checks.positive}
    _checks |= dict.fromkeys(("beta1", "beta2"), checks.share)
    _memory = ("mean", "square", "steps")
    mean: np.ndarray | float
    square: np.ndarray | float
    steps: int

    def __init__(
        self,
        learning_rate: float | np.ndarray = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2 = beta1, beta2
        self.reset()
        self._closed = True

    def reset(self) -> None:
        """Forget both averages."""
        self._set(mean=0.0, square=0.0, steps=0)

    @np.errstate(all="ignore")
    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: by the mean slope over its usual size."""
        rate, gradients = _ready(self.learning_rate, parameters, gradients, self.mean, self.square)
        mean = self.mean + (1 - self.beta1) * (gradients - self.mean)
        square = self.square + (1 - self.beta2) * (gradients**2 - self.square)
        self._set(mean=mean, square=square, steps=self.steps + 1)
        mean = mean / (1 - self.beta1**self.steps)  # both averages start at 0:
        square = square / (1 - self.beta2**self.steps)  # make up for that
        parameters -= rate * mean / (np.sqrt(square) + self.epsilon)

    def __repr__(self) -> str:
        return f"Adam({checks.short(self.learning_rate)})"


# By title: what makes one with this learning rate.
OPTIMIZERS: dict[str, Callable] = {"SGD": SGD, "momentum": partial(SGD, momentum=0.9), "Adam": Adam}


def plain_rate(optimizer) -> float | None:
    """The rate, where all that the optimizer does is p -= rate * slope."""
    if type(optimizer) is not SGD or optimizer.momentum or np.ndim(optimizer.learning_rate):
        return None
    return float(optimizer.learning_rate)


def as_optimizer(value, name: str = ""):
    """What steps: SGD(0.1) if None."""
    value = SGD(0.1) if value is None else value
    if isinstance(value, type) or not callable(getattr(value, "step", None)):
        raise ValueError(f"optimizer must be SGD(0.1) or Adam(), not {checks.short(value)}")
    return value
