"""Where what lies for one network, or a stack of them: samples as columns, (..., units, samples).

`W @ a` with the samples as columns finds the weights of a neuron, and the samples of a unit, side
by side in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

MANY = 256  # samples: from here on `@` is faster, which needn't clear its place
WIDE = 256  # inputs: from here on a bias of its own is cheaper than a copy of all inputs


class Matrix:
    """Arrays (units, samples); for several runs a stack of them."""

    def __init__(self, job):
        self.job, self.stack = job, (job.n_runs,) if job.runs else ()
        self.folds = job.sizes[0] < WIDE  # the first biases in with the weights

    def vector(self, n) -> np.ndarray:
        """Room for n numbers of each network."""
        return np.zeros((*self.stack, n), self.job.dtype)

    def vectors(self, vector) -> np.ndarray:
        """A vector as core sees it, (*runs, n)."""
        return vector.reshape(*self.job.runs, -1)

    def spread(self, vector) -> np.ndarray:
        """One vector (n,) for all networks, to multiply with theirs."""
        return vector

    def blocks(self, vector) -> list[np.ndarray]:
        """A vector of parameters as blocks (..., n_out, n_in + 1), one a layer."""
        return self.job.blocks(vector)

    def rows(self, n, n_parameters) -> np.ndarray:
        """Room for n vectors as core sees them, (n, *runs, P)."""
        return np.empty((n, *self.job.runs, n_parameters), self.job.dtype)

    def room(self, units, samples) -> np.ndarray:
        """Ones for so many units and samples."""
        return np.ones((*self.stack, units, samples), self.job.dtype)

    def units(self, block) -> np.ndarray:
        """The block without its last row."""
        return block[..., :-1, :]

    def seen(self, block) -> np.ndarray:
        """The block in core's shape, (..., samples, units)."""
        return block.mT

    def _product(self, samples):
        return np.matmul if self.stack or samples > MANY else np.dot

    def first(self, W, rows, z) -> list[Callable]:
        """The inputs, a row a sample, times the first layer's weights."""
        if self.folds:
            return [partial(self._product(len(rows)), W, rows.T, z)]
        return [partial(np.matmul, W[..., :-1], rows.T, z), partial(np.add, z, W[..., -1:], z)]

    def last(self, slope, rows, d) -> list[Callable]:
        """The first layer's gradients."""
        if self.folds:
            return [partial(self._product(len(rows)), d, rows, slope)]
        biases = partial(np.add.reduce, d, -1, out=slope[..., -1])
        return [partial(np.matmul, d, rows, slope[..., :-1]), biases]

    def forward(self, W, ones, z) -> Callable:
        """A layer's weights times what the layer before says."""
        return partial(self._product(ones.shape[-1]), W, ones, z)

    def backward(self, W, slope, ones, d, before) -> list[Callable]:
        """A layer's gradients, and the blame of the layer before."""
        product, d = self._product(ones.shape[-1]), self.units(d)
        # All of W, bias too: `np.dot` would copy a part of it.
        return [partial(product, d, ones.mT, slope), partial(product, W.mT, d, before)]
