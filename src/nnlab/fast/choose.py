"""Which way of working is fastest for a job: limits measured with `python -m benchmarks tricks`."""

from __future__ import annotations

import numpy as np

from .epochs import Epochs
from .job import Job
from .matrix import Matrix
from .replicas import Replicas
from .straight import Straight

# parameters x batch: how much arithmetic a step is for one network
STRAIGHT_UP_TO = 128  # plain Python takes 0.1 us for each, numpy 10-20 us however few
REPLICAS_UP_TO = 400  # beyond, a stack of matrices has products worth the name


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
