"""Where what lies for many small networks at once: on the innermost axis, (units, samples, R).

Why: a tiny network's step is all ceremony: twenty calls of numpy, each for a dozen numbers. With R
networks innermost the same calls do R times the work, in long runs of memory: 256 XOR networks cost
2.4 times one, and a hundredth of what they cost one after another. A stack of 256 matrices takes
3 times as long, since `matmul` goes through them one by one; from about 400 parameters x samples on
its products are worth the name, and `job.worker` takes it.

There's no matrix product over such an axis. `einsum` adds up without one, 2-3x faster than to
multiply and then add; of one sample or one neuron nothing is added up, and to multiply is faster.
But the first layer hears the same inputs in all runs, and there it is a product:
(samples, inputs) @ (inputs, R), 6x faster again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np


class Replicas:
    """Arrays (units, samples, R)."""

    folds = True  # the first biases in with the weights
    turned = False  # as the first layer's weights of a single network may be

    def __init__(self, job):
        self.job = job

    def room(self, *shape) -> np.ndarray:
        """Ones in that shape, for each network."""
        return np.ones((*shape, self.job.n_runs), self.job.X.dtype)

    def cores(self, vectors) -> np.ndarray:
        """Vectors in core's shape, (..., runs, P)."""
        return vectors.mT

    def blocks(self, vector) -> list[np.ndarray]:
        """A vector of parameters as blocks (n_out, n_in + 1, R), one a layer."""
        return [np.moveaxis(block, 0, -1) for block in self.job.split(vector.T)]

    def layers(self, samples) -> list[np.ndarray]:
        """Room for what each layer says, and a row of ones below: (units + 1, samples, R)."""
        return [self.room(n + 1, samples) for n in self.job.sizes[1:]]

    def units(self, block) -> np.ndarray:
        """The block without its last row."""
        return block[:-1]

    def by_sample(self, block) -> np.ndarray:
        """The block in core's shape, (R, samples, units)."""
        return block.T

    def first(self, W, inputs, z) -> list[Callable]:
        """The inputs times the first layer's weights: (s, i) @ (o, i, R) -> (o, s, R)."""
        return [partial(np.matmul, inputs.T, W, z)]

    def last(self, slope, inputs, d) -> list[Callable]:
        """The first layer's gradients: (i, s) @ (o, s, R) -> (o, i, R)."""
        product = np.multiply if inputs.shape[1] == 1 else np.matmul  # one sample: no sum
        return [partial(product, inputs, d, slope)]

    def forward(self, W, ones, z) -> list[Callable]:
        """A layer's weights times what the layer before says."""
        return [partial(np.einsum, "oir,isr->osr", W, ones, out=z)]

    def backward(self, W, slope, ones, d, before) -> list[Callable]:
        """A layer's gradients, and the gradients of what the layer before says."""
        d, before, back = self.units(d), self.units(before), W[:, :-1]  # without the bias
        steps: list[Callable] = [
            partial(np.einsum, "osr,isr->oir", d, ones, out=slope),
            partial(np.einsum, "oir,osr->isr", back, d, out=before),
        ]
        if d.shape[1] == 1:
            steps[0] = partial(np.multiply, d, ones[:, 0], slope)
        if len(d) == 1:
            steps[1] = partial(np.multiply, back[0][:, np.newaxis], d, before)
        return steps
