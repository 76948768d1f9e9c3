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
WIDE = 256  # inputs: from here on biases of their own are cheaper than a copy of all inputs


class Matrix:
    """Arrays (units, samples); for several runs a stack of them."""

    def __init__(self, job):
        self.job, self.stack = job, (job.n_runs,) if job.runs else ()
        self.folds = job.sizes[0] < WIDE  # biases in with the weights
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

    def layers(self, samples) -> list[np.ndarray]:
        """Room for what each layer says, and where biases fold a row of ones below it.

        Elsewhere hidden layers lie in memory as the inputs do: that product is faster then.
        """
        *hidden, last = self.job.sizes[1:]
        if self.folds:
            return [self.room(n + 1, samples) for n in (*hidden, last)]
        return [*(self.room(samples, n).mT for n in hidden), self.room(last, samples)]

    def units(self, block) -> np.ndarray:
        """The block without its row of ones."""
        return block[..., :-1, :] if self.folds else block

    def by_sample(self, block) -> np.ndarray:
        """The block in core's shape, (..., samples, units)."""
        return block.mT

    def _product(self, samples, A, B, out) -> Callable:
        if not out.flags.c_contiguous and out.mT.flags.c_contiguous:
            A, B, out = B.mT, A.mT, out.mT
        whole = A.flags.forc and B.flags.forc and out.flags.c_contiguous  # `np.dot` copies parts
        few = not self.stack and samples <= MANY
        return partial(np.dot if few and whole else np.matmul, A, B, out)

    def forward(self, W, seen, z) -> list[Callable]:
        """A layer's weights times what it sees: the inputs, or what the layer before says."""
        product = partial(self._product, seen.shape[-1])
        if self.folds:
            return [product(W, seen, z)]
        return [product(W[..., :-1], seen, z), partial(np.add, z, W[..., -1:], z)]

    first = forward

    def last(self, slope, seen, d) -> list[Callable]:
        """A layer's gradients."""
        if self.folds:
            return [self._product(d.shape[-1], d, seen.mT, slope)]
        total = partial(np.matmul, d, np.ones(d.shape[-1], d.dtype), slope[..., -1])  # beats a sum
        return [self._product(d.shape[-1], d, seen.mT, slope[..., :-1]), total]

    def backward(self, W, slope, seen, d, before) -> list[Callable]:
        """A layer's gradients, and the gradients of what the layer before says."""
        d, W = self.units(d), W if self.folds else W[..., :-1]  # where it folds, the bias too
        return [*self.last(slope, seen, d), self._product(d.shape[-1], W.mT, d, before)]
