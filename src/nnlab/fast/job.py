"""What is to be computed, as arrays and kernels: all that the layouts need to know."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

import numpy as np


class Job(NamedTuple):
    """Data, kernels and prices. Activations and the loss carry `inplace` and `arithmetic`.

    Where the loss says `in_parts`, that over all samples is the mean of those over parts of them.
    """

    X: np.ndarray  # (n_samples, n_in)
    y: np.ndarray  # (n_samples, n_out)
    sizes: tuple[int, ...]
    runs: tuple[int, ...]
    split: Callable[[np.ndarray], list[np.ndarray]]  # (..., P) to (..., n_out, n_in + 1) a layer
    activations: tuple[Any, ...]  # one a layer
    loss: Any
    value: Callable  # (outputs, y) to the loss of each run
    batch_size: int
    shuffled: bool  # is each epoch in an order of its own?
    l1: float = 0.0
    l2: float = 0.0
    rate: float | None = None  # of plain gradient descent; None asks the optimizer to step

    @property
    def n_runs(self) -> int:
        """How many networks."""
        return prod(self.runs)

    @property
    def n_parameters(self) -> int:
        """Of each."""
        return sum(n_out * (n_in + 1) for n_in, n_out in pairwise(self.sizes))
