"""A step downhill: what to do with the gradients."""

from __future__ import annotations

import numpy as np

from . import checks


class _Setting:
    """A number of an optimizer: checked whenever it is set."""

    def __init__(self, wanted, allowed, per_run=False):
        self.wanted, self.allowed, self.per_run = wanted, allowed, per_run

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, optimizer, owner=None):
        return self if optimizer is None else optimizer.__dict__[self.name]

    def __set__(self, optimizer, value):
        value = checks.numbers(value, self.name)
        if value.ndim and not self.per_run:
            raise ValueError(f"{self.name} must be one number, but has shape {value.shape}")
        if not self.allowed(value).all():
            raise ValueError(f"{self.name} must be {self.wanted}, not {value.tolist()!r:.40}")
        optimizer.__dict__[self.name] = value.copy() if value.ndim else float(value)


class SGD:
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

    learning_rate = _Setting("0 or more", lambda rate: rate >= 0, per_run=True)
    momentum = _Setting("from 0 to below 1", lambda share: (share >= 0) & (share < 1))

    def __init__(self, learning_rate=0.1, momentum: float = 0.0):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.reset()

    def reset(self):
        """Forget the speed."""
        self.velocity = None

    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: downhill, and on in the direction so far."""
        rate, gradients = _door(self, parameters, gradients)
        if self.momentum:
            if self.velocity is None:
                self.velocity = np.zeros_like(parameters)
            _same(self.velocity, parameters, self)
            self.velocity *= self.momentum
            self.velocity += gradients
            gradients = self.velocity
        parameters -= rate * gradients

    def __repr__(self) -> str:
        return f"SGD({_short(self.learning_rate)}, momentum={self.momentum:g})"


class Adam:
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

    learning_rate = _Setting("0 or more", lambda rate: rate >= 0, per_run=True)
    beta1 = _Setting("from 0 to below 1", lambda share: (share >= 0) & (share < 1))
    beta2 = _Setting("from 0 to below 1", lambda share: (share >= 0) & (share < 1))
    epsilon = _Setting("more than 0", lambda value: value > 0)

    def __init__(self, learning_rate=0.001, beta1: float = 0.9, beta2: float = 0.999,
                 epsilon: float = 1e-8):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2 = beta1, beta2
        self.reset()

    def reset(self):
        """Forget both averages."""
        self.mean, self.square, self.steps = None, None, 0

    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: by the mean slope over its usual size."""
        rate, gradients = _door(self, parameters, gradients)
        if self.mean is None:
            self.mean, self.square = np.zeros_like(parameters), np.zeros_like(parameters)
        _same(self.mean, parameters, self)
        self.steps += 1
        self.mean += (1 - self.beta1) * (gradients - self.mean)
        self.square += (1 - self.beta2) * (gradients**2 - self.square)
        mean = self.mean / (1 - self.beta1**self.steps)         # both averages start at 0:
        square = self.square / (1 - self.beta2**self.steps)     # make up for that
        parameters -= rate * mean / (np.sqrt(square) + self.epsilon)

    def __repr__(self) -> str:
        return f"Adam({_short(self.learning_rate)})"


def _door(optimizer, parameters, gradients):
    """The learning rate, ready to multiply, and gradients of the parameters' shape."""
    if not isinstance(parameters, np.ndarray) or parameters.dtype.kind != "f":
        raise ValueError("parameters must be a numpy array of floats: it is changed in place")
    gradients = np.asarray(gradients)
    if gradients.shape != parameters.shape:
        raise ValueError(
            f"parameters have shape {parameters.shape}, but gradients {gradients.shape}: give "
            "one slope for each parameter"
        )
    rate = optimizer.learning_rate
    if np.ndim(rate) == 0:
        return rate, gradients
    if rate.shape != parameters.shape[:-1]:
        raise ValueError(
            f"learning_rate has shape {rate.shape}, but the network has runs "
            f"{parameters.shape[:-1]}: give one rate, or one for each run"
        )
    return rate[..., np.newaxis].astype(parameters.dtype), gradients


def _same(remembered, parameters, optimizer):
    """An optimizer remembers where its network was going: it can't serve another."""
    if remembered.shape != parameters.shape:
        raise ValueError(
            f"this {type(optimizer).__name__} remembers {remembered.shape} parameters, but got "
            f"{parameters.shape}: make a new one for another network, or call .reset()"
        )


def _short(rate):
    return f"{rate:g}" if np.ndim(rate) == 0 else f"{np.size(rate)} learning rates"
