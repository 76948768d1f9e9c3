"""Which way of working is fastest for a job: limits measured with `python -m benchmarks tricks`."""

from __future__ import annotations

import math

import numpy as np

from .job import Job, plain_sgd
from .matrix import Matrix
from .replicas import Replicas
from .straight import Straight

# parameters x batch: how much arithmetic a step is for one network
STRAIGHT_UP_TO = 128  # plain Python takes 0.1 us for each, numpy 10-20 us however few
REPLICAS_UP_TO = 400  # beyond, a stack of matrices has products worth the name


def choose(job: Job):
    """The engine for this job, and about how many milliseconds an epoch will take it."""
    n, runs = len(job.X), math.prod(job.runs)
    steps, work = -(-n // job.batch_size), job.n_parameters * n
    one_step = job.n_parameters * job.batch_size
    if straight(job) and one_step <= STRAIGHT_UP_TO:
        return Straight(job), 1.2e-4 * work
    if job.runs and one_step <= REPLICAS_UP_TO:
        return Replicas(job), 0.02 * steps + 5e-6 * work * runs
    return Matrix(job), runs * (0.02 * steps + 1e-7 * work)


def straight(job: Job) -> bool:
    """Can it be written out: one network, full precision, plain steps?"""
    plain = plain_sgd(job.optimizer) and not (job.l1 or job.l2)
    return plain and not job.runs and job.dtype == np.float64
