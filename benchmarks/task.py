"""What a workload is, and how a turn at it is timed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnlab import Network


class Task(NamedTuple):
    """A training that every contender does alike: same start, same order, same steps."""

    sizes: list
    bends: list
    loss: str
    X: np.ndarray
    y: np.ndarray
    batch_size: int
    rate: float
    parameters: np.ndarray

    def network(self) -> Network:
        """A fresh network at the start."""
        network = Network(
            self.sizes,
            self.bends,
            init="zeros",
            runs=self.parameters.shape[:-1],
            dtype=self.parameters.dtype,
        )
        network.parameters = self.parameters
        return network


class Contender(NamedTuple):
    """Who takes part: `make(task, epochs)` gives (train, loss).

    Slow ones do fewer epochs, and their time is multiplied by `scale`. `checked`: is the loss that
    they reach compared with core's?
    """

    make: Callable
    epochs: int
    scale: float = 1.0
    checked: bool = True


class Figure(NamedTuple):
    """A promise: the time of `slow` over that of `fast` is at least `bound`."""

    words: str
    slow: str
    fast: str
    bound: float


def start(sizes, bends, init, seed=0) -> np.ndarray:
    """The parameters from which everybody starts."""
    return Network(sizes, bends, init=init, rng=seed).parameters.copy()


def cpu_seconds(work) -> tuple:
    """CPU time of this process while `work` runs, without garbage collection; what it returned."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    result = work()
    used = time.process_time() - start
    gc.enable()
    return used, result


def best_of(work, times: int = 5, least: float = 0.02) -> float:
    """CPU seconds of one call: the median of several looks of at least `least` seconds."""

    def look(n):
        def many():
            for _ in range(n):
                work()

        return cpu_seconds(many)[0]

    n = 1
    while look(n) < least:
        n *= 2
    return float(np.median([look(n) for _ in range(times)])) / n
