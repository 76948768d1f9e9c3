"""What is to be computed, as arrays and kernels: all that the layouts need to know."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Job(NamedTuple):
    """Data, kernels and prices. Activations carry `inplace` and `arithmetic`, the loss the latter.

    Where `in_parts` is set, the loss over all samples is the mean of those over parts of them.
    """

    X: np.ndarray  # (n_samples, n_in)
    y: np.ndarray  # (n_samples, n_out)
    sizes: tuple[int, ...]
    runs: tuple[int, ...]
    n_parameters: int
    dtype: np.dtype
    split: Callable[[np.ndarray], list[np.ndarray]]  # (..., P) to (..., n_out, n_in + 1) a layer
    activations: tuple[Any, ...]  # one a layer
    loss: Any
    value: Callable  # (outputs, y) to the loss of each run
    gradient: Callable  # (outputs, y, d, scratch) writes its gradient into d
    in_parts: bool
    batch_size: int
    shuffled: bool  # is each epoch in an order of its own?
    l1: float = 0.0
    l2: float = 0.0
    rate: float | None = None  # of plain gradient descent; None asks the optimizer to step

    @property
    def n_runs(self) -> int:
        """How many networks."""
        return math.prod(self.runs)
