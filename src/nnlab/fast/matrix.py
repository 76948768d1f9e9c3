"""Where what lies for one network, or a stack of them: samples as columns, (..., units, samples).

`W @ a` with the samples as columns finds the weights of a neuron, and the samples of a unit, side
by side in memory. But the inputs come as rows, and there it's the other way round: so the first
layer's weights are kept transposed, where no optimizer must find them in core's order. With 64
inputs, and 64 neurons, that product takes two thirds of the time.
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
        self.turned = job.rate is not None and not job.runs

    def room(self, *shape) -> np.ndarray:
        """Ones in that shape, for each network."""
        return np.ones((*self.stack, *shape), self.job.X.dtype)

    def cores(self, vectors) -> np.ndarray:
        """Vectors in core's shape, (..., runs, P)."""
        return vectors

    def blocks(self, vector) -> list[np.ndarray]:
        """A vector of parameters as blocks (..., n_out, n_in + 1), one a layer."""
        first, *others = self.job.split(vector)
        if self.turned:
            first = vector[: first.size].reshape(first.shape[::-1]).T
        return [first, *others]

    def units(self, block) -> np.ndarray:
        """The block without its last row."""
        return block[..., :-1, :]

    def by_sample(self, block) -> np.ndarray:
        """The block in core's shape, (..., samples, units)."""
        return block.mT

    def _product(self, samples, A, B, out) -> Callable:
        if not out.flags.c_contiguous and out.mT.flags.c_contiguous:
            A, B, out = B.mT, A.mT, out.mT
        few = not self.stack and samples <= MANY and out.flags.c_contiguous
        return partial(np.dot if few else np.matmul, A, B, out)

    def first(self, W, rows, z) -> list[Callable]:
        """The inputs, a row a sample, times the first layer's weights."""
        if self.folds:
            return [self._product(len(rows), W, rows.T, z)]
        weights, biases = W[..., :-1], W[..., -1:]
        return [self._product(len(rows), weights, rows.T, z), partial(np.add, z, biases, z)]

    def last(self, slope, rows, d) -> list[Callable]:
        """The first layer's gradients."""
        if self.folds:
            return [self._product(len(rows), d, rows, slope)]
        biases = partial(np.add.reduce, d, -1, out=slope[..., -1])
        return [self._product(len(rows), d, rows, slope[..., :-1]), biases]

    def forward(self, W, ones, z) -> Callable:
        """A layer's weights times what the layer before says."""
        return self._product(ones.shape[-1], W, ones, z)

    def backward(self, W, slope, ones, d, before) -> list[Callable]:
        """A layer's gradients, and the gradients of what the layer before says."""
        samples, d = ones.shape[-1], self.units(d)
        # All of W, bias too: `np.dot` would copy a part of it.
        return [self._product(samples, d, ones.mT, slope), self._product(samples, W.mT, d, before)]
