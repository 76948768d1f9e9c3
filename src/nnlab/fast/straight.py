"""A tiny network's epochs, by its arithmetic: see `arithmetic`, which writes the text.

The losses come after: records are so many networks side by side, which `replicas` measures all at
once, for less than a tenth of what the epochs cost.
"""

from __future__ import annotations

from itertools import chain, repeat

import numpy as np

from . import replicas
from .arithmetic import Arithmetic

AT_ONCE = 256  # records that are measured together; a power of 2
NUMBERS = 65536  # but so few that what they need stays in the cache


class Straight:
    """A training's epochs on one tiny network."""

    def __init__(self, job):
        self.job, n = job, len(job.X)
        self.batches = job.batch_size > 1
        self.train = Arithmetic(job.sizes, job.bends, job.loss_name, self.batches).train
        self.samples = [(*x, *y) for x, y in zip(job.X.tolist(), job.y.tolist(), strict=True)]
        room = max(1, NUMBERS // (n * sum(job.sizes)))
        self.at_once = min(AT_ONCE, 2 ** (room.bit_length() - 1))
        self.memory = np.zeros((job.n_parameters, self.at_once))
        self.program = replicas.program(job, self.memory, np.empty_like(self.memory), n)
        self.program.lay_out(job.X, job.y)

    def load(self, parameters):
        """Start from these, (P,), with the learning rate as it is now."""
        self.parameters = parameters.tolist()
        self.rate = float(self.job.optimizer.learning_rate)

    def run(self, orders, due, rows, losses):
        """An epoch for each of `due`: its parameters into `rows`; where it is due, its loss."""
        epochs = map(self._epoch, orders) if orders else repeat(self._epoch(None), len(due))
        numbers = chain.from_iterable(self.train(self.parameters, epochs, self.rate))
        rows[...] = np.fromiter(numbers, float, rows.size).reshape(rows.shape)
        noted = np.flatnonzero(due)
        for start in range(0, len(noted), self.at_once):
            some = noted[start : start + self.at_once]
            self.memory[:, : len(some)] = rows[some].T
            self.program.forward()
            values = self.job.value(self.program.output, self.program.y, self.memory.T, 0)
            losses[some] = values[: len(some)]

    def _epoch(self, order):
        samples, size = self.samples, self.job.batch_size
        if order is not None:
            samples = [samples[i] for i in order.tolist()]
        if not self.batches:
            return samples
        return [samples[at : at + size] for at in range(0, len(samples), size)]

    def new_rows(self, n):
        """Room for the parameters after each of n epochs, (n, P)."""
        return np.empty((n, self.job.n_parameters))
