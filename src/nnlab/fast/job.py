"""What a training asks for, as arrays and names: all that the engine's workers need to know."""

from __future__ import annotations

import math

import numpy as np

from . import kernels

CHUNK = 2e5  # so many numbers of hidden layers at once, for many records


class Job:
    """A training's data, names and prices. Knows how to step, to hold and to measure.

    Attributes
    ----------
    X, y : arrays (n_samples, n_in), (n_samples, n_out)
    sizes, runs, dtype, n_parameters : of the network
    bends, loss_name : names in `kernels`
    batch_size : int
    shuffled : is each epoch in an order of its own?
    held : which runs have diverged, and what they are put back to; or None
    """

    def __init__(self, training, bends, loss_name):
        network = training.network
        self.X, self.y, self.network = training.X, training.y, network
        self.sizes, self.runs = network.sizes, network.runs
        self.dtype, self.n_parameters = network.parameters.dtype, network.n_parameters
        self.bends, self.loss_name, self.loss = bends, loss_name, training.loss
        n = len(training.X)
        self.batch_size = min(n, training.batch_size or n)
        self.shuffled = training.shuffle and self.batch_size < n
        self.optimizer, self.l1, self.l2 = training.optimizer, training.l1, training.l2
        self.held = None
        self.on_weights = np.ones(self.n_parameters, self.dtype)  # and 0 on biases
        for block in self.blocks(self.on_weights):
            block[:, -1] = 0

    def blocks(self, memory) -> list[np.ndarray]:
        """View memory (..., P) as one (..., n_out, n_in + 1) block per layer."""
        views, start = [], 0
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            stop = start + n_out * (n_in + 1)
            views.append(memory[..., start:stop].reshape(*memory.shape[:-1], n_out, n_in + 1))
            start = stop
        return views

    def update(self, parameters, gradients):
        """A function that steps downhill, in place: plain SGD as two operations, others by name.

        An optimizer of any kind serves: it sees (*runs, P), whatever lies behind.
        """
        optimizer, l1, l2 = self.optimizer, self.l1, self.l2
        scratch = np.empty_like(gradients)

        def plain():
            np.multiply(gradients, rate, scratch)
            np.subtract(parameters, scratch, parameters)

        def other():
            optimizer.step(parameters, gradients)

        if plain_sgd(optimizer):
            rate = optimizer.learning_rate
            rate = rate if np.ndim(rate) == 0 else rate[..., np.newaxis].astype(self.dtype)
            step = plain
        else:
            step = other
        if not (l1 or l2):
            return step
        price1, price2 = l1 * self.on_weights, l2 * self.on_weights

        def priced():
            if l1:
                np.sign(parameters, scratch)
                np.multiply(scratch, price1, scratch)
                np.add(gradients, scratch, gradients)
            if l2:
                np.multiply(parameters, price2, scratch)
                np.add(gradients, scratch, gradients)
            step()

        return priced

    def hold_where(self, diverged, parameters):
        """From now on `hold` puts these runs back to where they are now."""
        self.held = None
        if diverged.any():
            state = {
                name: value[diverged]
                for name, value in vars(self.optimizer).items()
                if isinstance(value, np.ndarray) and value.shape == parameters.shape
            }
            self.held = diverged, parameters[diverged], state

    def hold(self, parameters):
        """Put the runs that have diverged back to where they are held."""
        if self.held is not None:
            which, then, state = self.held
            parameters[which] = then
            for name, value in state.items():
                getattr(self.optimizer, name)[which] = value

    def value(self, outputs, y, parameters, units):
        """The loss of outputs that have their units on this axis, and the price of the weights."""
        loss = kernels.LOSSES[self.loss_name][0](outputs, y, units)
        if loss.ndim:
            loss = loss.reshape(parameters.shape[:-1])
        return loss + self._price(parameters) if self.l1 or self.l2 else loss

    def _price(self, parameters):
        price = 0.0
        if self.l1:
            price = price + self.l1 * (np.abs(parameters) @ self.on_weights)
        if self.l2:
            price = price + self.l2 / 2 * (parameters**2 @ self.on_weights)
        return price

    def values(self, rows, X, y):
        """The losses of many records at once: rows (n, *runs, P) are so many runs more."""
        chunk = max(1, int(CHUNK / (len(X) * sum(self.sizes) * max(1, math.prod(self.runs)))))
        parts = []
        for start in range(0, len(rows), chunk):
            some = rows[start : start + chunk]
            outputs = self.network.with_parameters(some)(X)
            parts.append(self.loss(outputs, y) + self._price(some))
        return np.concatenate(parts)


def plain_sgd(optimizer) -> bool:
    """Is it core's own SGD, without momentum? A class of the reader's own is stepped as it is."""
    kind = type(optimizer)
    mine = (kind.__module__, kind.__qualname__) == ("nnlab.core.optimizers", "SGD")
    return mine and not optimizer.momentum
