"""Where what lies for many small networks at once: on the innermost axis, (units, samples, R).

Why: a tiny network's step is all ceremony: twenty calls of numpy, each for a dozen numbers. With R
networks innermost the same calls do R times the work, in long runs of memory: 256 XOR networks cost
2.4 times one, and a hundredth of what they cost one after another. A stack of 256 matrices takes
3 times as long, since `matmul` goes through them one by one; from about 400 parameters x samples on
its products are worth the name, and `choose` takes it.

There's no matrix product over such an axis. `einsum` adds up without one, 2-3x faster than to
multiply and then add. But the first layer hears the same inputs in all runs, and there it is a
product: (samples, inputs) @ (inputs, R), 6x faster again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np


class Replicas:
    """Arrays (units, samples, R)."""

    folds = True  # the first biases in with the weights

    def __init__(self, job):
        self.job = job

    def vector(self, n) -> np.ndarray:
        """Room for n numbers of each network."""
        return np.zeros((n, self.job.n_runs), self.job.dtype)

    def vectors(self, vector) -> np.ndarray:
        """A vector as core sees it, (*runs, n)."""
        return np.moveaxis(vector.reshape(-1, *self.job.runs), 0, -1)

    def spread(self, vector) -> np.ndarray:
        """One vector (n,) for all networks, to multiply with theirs."""
        return vector[:, np.newaxis]

    def blocks(self, vector) -> list[np.ndarray]:
        """A vector of parameters as blocks (n_out, n_in + 1, R), one a layer."""
        return [np.moveaxis(block, 0, -1) for block in self.job.blocks(vector.T)]

    def rows(self, n, n_parameters) -> np.ndarray:
        """Room for n vectors as core sees them, (n, *runs, P)."""
        return np.moveaxis(np.empty((n, n_parameters, *self.job.runs), self.job.dtype), 1, -1)

    def room(self, units, samples) -> np.ndarray:
        """Ones for so many units and samples."""
        return np.ones((units, samples, self.job.n_runs), self.job.dtype)

    def units(self, block) -> np.ndarray:
        """The block without its last row."""
        return block[:-1]

    def seen(self, block) -> np.ndarray:
        """The block in core's shape, (R, samples, units)."""
        return block.T

    def first(self, W, rows, z) -> list[Callable]:
        """The inputs times the first layer's weights: (s, i) @ (o, i, R) -> (o, s, R)."""
        return [partial(np.matmul, rows, W, z)]

    def last(self, slope, rows, d) -> list[Callable]:
        """The first layer's gradients: (i, s) @ (o, s, R) -> (o, i, R)."""
        return [partial(np.matmul, rows.T, d, slope)]

    def forward(self, W, ones, z) -> Callable:
        """A layer's weights times what the layer before says."""
        return partial(np.einsum, "oir,isr->osr", W, ones, out=z)

    def backward(self, W, slope, ones, d, before) -> list[Callable]:
        """A layer's gradients, and the blame of the layer before."""
        d, before, back = self.units(d), self.units(before), W[:, :-1]  # without the bias
        return [
            partial(np.einsum, "osr,isr->oir", d, ones, out=slope),
            partial(np.einsum, "oir,osr->isr", back, d, out=before),
        ]
