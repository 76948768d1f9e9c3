"""A step downhill: what to do with the gradients.

A new one is a class here and a line in `OPTIMIZERS`.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from . import checks


def _rate(value, name):
    value = checks.numbers(value, name)
    checks.need((value >= 0).all(), f"{name} must be 0 or more, not {checks.short(value.tolist())}")
    return value.copy() if value.ndim else float(value)


def _remembered(value, name):
    good = value is None or isinstance(value, np.ndarray) and value.dtype.kind == "f"
    checks.need(good, f"{name} is what the optimizer remembers: .reset() forgets it")
    return value


class Optimizer:
    """What steps downhill; one of your own needs a `step(parameters, gradients)`, nothing else.

    Whatever is set is checked first, and a name that the class doesn't declare is refused; not in
    a class of your own that is made from SGD or Adam.
    """

    learning_rate: float | np.ndarray
    _checks: dict[str, Callable] = {"learning_rate": _rate}  # what may be set, and what checks it
    _memory: dict[str, Callable] = {}  # what it remembers from step to step, checked alike

    def __setattr__(self, name, value):
        check = self._checks.get(name) or self._memory.get(name)
        if check is not None:
            value = check(value, name)
        elif Optimizer in type(self).__bases__:
            self.__getattr__(name)
        object.__setattr__(self, name, value)

    def __getattr__(self, name):
        kind, names = type(self).__name__, ", ".join(self._checks)
        raise AttributeError(f"{kind} has no .{name} to set or ask: it has {names}")

    def _ready(self, parameters, gradients, *memory):
        """The learning rate, ready to multiply, and gradients of the parameters' shape."""
        checks.need(
            isinstance(parameters, np.ndarray) and parameters.dtype.kind == "f",
            "parameters must be a numpy array of floats: it is changed in place",
        )
        checks.need(
            all(each is None or each.shape == parameters.shape for each in memory),
            "this optimizer remembers another network: make a new one for each, or .reset() it",
        )
        if type(gradients) is not np.ndarray or gradients.dtype != parameters.dtype:
            gradients = checks.numbers(gradients, "gradients", dtype=parameters.dtype, finite=False)
        if gradients.shape != parameters.shape:
            checks.like(gradients, parameters, "gradients", finite=False)
        rate = self.learning_rate
        if type(rate) is float:
            return rate, gradients
        runs = parameters.shape[:-1]
        checks.need(
            rate.shape == runs,
            f"learning_rate has shape {rate.shape}, "
            f"but the runs are {runs}: give one rate, or one a run",
        )
        return rate.astype(parameters.dtype)[..., np.newaxis], gradients


class SGD(Optimizer):
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

    momentum: float
    velocity: np.ndarray | None
    _checks = Optimizer._checks | {"momentum": checks.share}
    _memory = {"velocity": _remembered}

    def __init__(self, learning_rate: float | np.ndarray = 0.1, momentum: float = 0.0):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.reset()

    @property
    def title(self) -> str:
        """What labs call it."""
        return "momentum" if self.momentum else "SGD"

    def reset(self) -> None:
        """Forget the speed."""
        self.velocity = None

    @np.errstate(all="ignore")
    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: downhill, and on in the direction so far."""
        rate, gradients = self._ready(parameters, gradients, self.velocity)
        if self.momentum:
            if self.velocity is None:
                self.velocity = np.zeros_like(parameters)
            self.velocity *= self.momentum
            self.velocity += gradients
            gradients = self.velocity
        parameters -= rate * gradients

    def __repr__(self) -> str:
        return f"SGD({checks.short(self.learning_rate)}, momentum={self.momentum:g})"


class Adam(Optimizer):
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
    beta1: float
    beta2: float
    epsilon: float
    mean: np.ndarray | None
    square: np.ndarray | None
    steps: int
    _checks = Optimizer._checks | {
        "beta1": checks.share,
        "beta2": checks.share,
        "epsilon": checks.positive,
    }
    _memory = {"mean": _remembered, "square": _remembered, "steps": partial(checks.whole, least=0)}

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

    def reset(self) -> None:
        """Forget both averages."""
        self.mean, self.square, self.steps = None, None, 0

    @np.errstate(all="ignore")
    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: by the mean slope over its usual size."""
        rate, gradients = self._ready(parameters, gradients, self.mean, self.square)
        if self.mean is None or self.square is None:
            self.mean, self.square = np.zeros_like(parameters), np.zeros_like(parameters)
        self.steps += 1
        self.mean += (1 - self.beta1) * (gradients - self.mean)
        self.square += (1 - self.beta2) * (gradients**2 - self.square)
        mean = self.mean / (1 - self.beta1**self.steps)  # both averages start at 0:
        square = self.square / (1 - self.beta2**self.steps)  # make up for that
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


def as_optimizer(value, name):
    """What steps: SGD(0.1) if None."""
    good = value is None or callable(getattr(value, "step", None)) and not isinstance(value, type)
    checks.need(good, f"optimizer must be SGD(0.1) or Adam(), not {checks.short(value)}")
    return SGD(0.1) if value is None else value
