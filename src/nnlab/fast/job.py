"""What is to be computed, as arrays and kernels: all that the layouts need to know."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Job(NamedTuple):
    """Data, kernels and prices. Activations carry `inplace`; so does the loss, or it is called."""

    X: np.ndarray  # (n_samples, n_in)
    y: np.ndarray  # (n_samples, n_out)
    sizes: tuple[int, ...]
    runs: tuple[int, ...]
    dtype: np.dtype
    activations: tuple[Any, ...]  # one a layer
    loss: Any
    value: Callable  # (outputs, y) to the loss of each run
    batch_size: int
    shuffled: bool  # is each epoch in an order of its own?
    l1: float = 0.0
    l2: float = 0.0
    rate: float | None = None  # of plain gradient descent; None asks the optimizer to step

    @property
    def n_parameters(self) -> int:
        """P, as in core."""
        return sum(o * (i + 1) for i, o in zip(self.sizes, self.sizes[1:], strict=False))

    @property
    def n_runs(self) -> int:
        """How many networks."""
        return math.prod(self.runs)

    def blocks(self, memory: np.ndarray) -> list[np.ndarray]:
        """View memory (..., P) as one (..., n_out, n_in + 1) block per layer."""
        views, start = [], 0
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            stop = start + n_out * (n_in + 1)
            views.append(memory[..., start:stop].reshape(*memory.shape[:-1], n_out, n_in + 1))
            start = stop
        return views

    def on_weights(self) -> np.ndarray:
        """1 for each weight, 0 for each bias: (P,)."""
        which = np.ones(self.n_parameters, self.dtype)
        for block in self.blocks(which):
            block[:, -1] = 0
        return which
