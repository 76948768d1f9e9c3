"""A tiny network's epochs, by its arithmetic: see `arithmetic`, which writes the text.

The losses come after: records are so many networks side by side, which `replicas` measures all at
once, for less than a tenth of what the epochs cost.
"""

from __future__ import annotations

from itertools import chain, repeat

import numpy as np

from .arithmetic import compiled
from .epochs import Epochs
from .matrix import Matrix
from .replicas import Replicas

AT_ONCE = 256  # records that are measured together; a power of 2
NUMBERS = 65536  # but so few that what they need stays in the cache


class Straight:
    """A training's epochs on one tiny network."""

    def __init__(self, job):
        self.job, self.in_batches = job, job.batch_size > 1
        self.train = compiled(job.sizes, job.activations, job.loss, self.in_batches)
        self.samples = [(*x, *y) for x, y in zip(job.X.tolist(), job.y.tolist(), strict=True)]
        room = max(1, NUMBERS // (len(job.X) * sum(job.sizes)))
        self.at_once = min(AT_ONCE, 2 ** (room.bit_length() - 1))
        many = job._replace(runs=(self.at_once,), batch_size=len(job.X), shuffled=False)
        self.records = Epochs(many, Replicas(many))

    def load(self, parameters, optimizer) -> None:
        """Start from these parameters, (P,)."""
        self.start = parameters.copy()

    def run(self, orders, due, rows, losses, hold=None) -> None:
        """An epoch for each of `due`: its parameters into `rows`; where it is due, its loss."""
        epochs = map(self._epoch, orders) if orders else repeat(self._epoch(None), len(due))
        try:
            numbers = chain.from_iterable(self.train(self.start.tolist(), epochs, self.job.rate))
            rows[...] = np.fromiter(numbers, float, rows.size).reshape(rows.shape)
        except OverflowError:  # exp(-z) of plain Python: numpy says inf
            matrix = Epochs(self.job, Matrix(self.job))
            matrix.load(self.start, None)
            return matrix.run(orders, due, rows, losses)
        noted = np.flatnonzero(due)
        for start in range(0, len(noted), self.at_once):
            some = noted[start : start + self.at_once]
            self.records.parameters[: len(some)] = rows[some]
            losses[some] = self.records.measure()[: len(some)]

    def _epoch(self, order):
        samples, size = self.samples, self.job.batch_size
        if order is not None:
            samples = [samples[i] for i in order.tolist()]
        if not self.in_batches:
            return samples
        return [samples[at : at + size] for at in range(0, len(samples), size)]

    def new_rows(self, n) -> np.ndarray:
        """Room for the parameters after each of n epochs, (n, P)."""
        return np.empty((n, self.job.n_parameters))
