"""A step downhill: what to do with the gradients."""

import numpy as np

from . import checks


def _rate(value, name):
    value = checks.numbers(value, name)
    checks.need((value >= 0).all(), f"{name} must be 0 or more, not {checks.short(value.tolist())}")
    return value.copy() if value.ndim else float(value)


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

    learning_rate = checks.checked("learning_rate", _rate)
    momentum = checks.checked("momentum", checks.share)

    def __init__(self, learning_rate=0.1, momentum: float = 0.0):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.reset()

    def reset(self):
        """Forget the speed."""
        self.velocity = None

    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: downhill, and on in the direction so far."""
        rate, gradients = _door(self, parameters, gradients, self.velocity)
        if self.momentum:
            if self.velocity is None:
                self.velocity = np.zeros_like(parameters)
            self.velocity *= self.momentum
            self.velocity += gradients
            gradients = self.velocity
        parameters -= rate * gradients

    def __repr__(self) -> str:
        return f"SGD({checks.short(self.learning_rate)}, momentum={self.momentum:g})"


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

    learning_rate = checks.checked("learning_rate", _rate)
    beta1, beta2 = checks.checked("beta1", checks.share), checks.checked("beta2", checks.share)
    epsilon = checks.checked("epsilon", checks.positive)

    def __init__(
        self, learning_rate=0.001, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8
    ):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2 = beta1, beta2
        self.reset()

    def reset(self):
        """Forget both averages."""
        self.mean, self.square, self.steps = None, None, 0

    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change the parameters in place: by the mean slope over its usual size."""
        rate, gradients = _door(self, parameters, gradients, self.mean)
        if self.mean is None:
            self.mean, self.square = np.zeros_like(parameters), np.zeros_like(parameters)
        self.steps += 1
        self.mean += (1 - self.beta1) * (gradients - self.mean)
        self.square += (1 - self.beta2) * (gradients**2 - self.square)
        mean = self.mean / (1 - self.beta1**self.steps)  # both averages start at 0:
        square = self.square / (1 - self.beta2**self.steps)  # make up for that
        parameters -= rate * mean / (np.sqrt(square) + self.epsilon)

    def __repr__(self) -> str:
        return f"Adam({checks.short(self.learning_rate)})"


def _door(optimizer, parameters, gradients, memory):
    """The learning rate, ready to multiply, and gradients of the parameters' shape."""
    checks.need(
        isinstance(parameters, np.ndarray) and parameters.dtype.kind == "f",
        "parameters must be a numpy array of floats: it is changed in place",
    )
    checks.need(
        memory is None or memory.shape == parameters.shape,
        "this optimizer remembers another network: make a new one for each, or .reset() it",
    )
    gradients = checks.like(gradients, parameters, "gradients", finite=False)
    rate = np.asarray(optimizer.learning_rate, parameters.dtype)
    checks.need(
        rate.shape in ((), parameters.shape[:-1]),
        f"learning_rate has shape {rate.shape}, "
        f"but the runs are {parameters.shape[:-1]}: give one rate, or one a run",
    )
    return rate[..., np.newaxis], gradients
