"""The same arithmetic as core's, without its waste. Core is what you read; this is what `fit` runs.

It is given arrays and kernels, and gives back parameters and losses, epoch by epoch. What a
training is, when it has diverged and what it remembers, core alone knows (`core.stretch`).

job         what is to be computed: data, kernels, prices; and which of these ways is fastest
epochs      a network's epochs as lists of operations on memory laid out once
matrix      one network, or a stack of them, with samples as columns
replicas    many small networks at once, on the innermost axis
straight    a tiny network's epochs, written out as plain Python by arithmetic
"""

from .arithmetic import arithmetic
from .job import Job, worker

__all__ = ["Job", "arithmetic", "worker"]
