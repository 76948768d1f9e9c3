"""What is to be computed, as arrays and kernels, and which way of working is fastest for it.

The limits were measured with `python -m benchmarks tricks`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

import numpy as np

from .epochs import Epochs
from .matrix import Matrix
from .replicas import Replicas
from .straight import Straight

# parameters x batch: how much arithmetic a step is for one network
STRAIGHT_UP_TO = 128  # plain Python takes 0.1 us for each, numpy 10-20 us however few
REPLICAS_UP_TO = 400  # beyond, a stack of matrices has products worth the name


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


def worker(job: Job) -> tuple[Straight | Epochs, float]:
    """What works on this job, and about how many milliseconds an epoch will take it."""
    n, P, R = len(job.X), job.n_parameters, job.n_runs
    steps, one_step = -(-n // job.batch_size), P * job.batch_size
    plain = job.rate is not None and not job.runs and job.X.dtype == np.float64
    written = all(part.arithmetic for part in (*job.activations, job.loss))
    if plain and written and one_step <= STRAIGHT_UP_TO:
        return Straight(job), 1.2e-4 * P * n
    if job.runs and one_step <= REPLICAS_UP_TO:
        return Epochs(job, Replicas(job)), 0.02 * steps + 5e-6 * P * n * R
    return Epochs(job, Matrix(job)), R * (0.02 * steps + 1e-7 * P * n)
