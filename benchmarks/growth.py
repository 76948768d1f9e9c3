"""How cost grows: with epochs, batch, width, depth and replicas."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.contenders import bare
from benchmarks.task import best_of, cpu_seconds
from nnlab import SGD, Network, Training
from nnlab.datasets import make_gate


def training(sizes, bends, n, batch, runs=()):
    rng = np.random.default_rng(0)
    network = Network(sizes, bends, runs=runs, rng=0)
    return Training(
        network,
        rng.normal(size=(n, sizes[0])),
        rng.random((n, sizes[-1])),
        batch_size=batch,
        shuffle=False,
        optimizer=SGD(0.01),
    )


def step(sizes, n):
    """Seconds of one step on n samples."""
    run, _ = bare(training(sizes, "tanh", n, n))
    return best_of(lambda: run(1))


def epochs(n):
    """Seconds of n epochs of the article's XOR, recorded."""
    X, y = make_gate("xor")
    times = []
    for _ in range(3):
        network = Network([2, 4, 1], ["relu", "sigmoid"], init="uniform", rng=0)
        work = Training(network, X, y, batch_size=1, shuffle=False)
        times.append(cpu_seconds(lambda work=work: work.run(n))[0])
    return sorted(times)[1]


def replicas(R):
    """Seconds of an epoch of R XOR networks, full batch."""
    run, _ = bare(training([2, 4, 1], ["relu", "sigmoid"], 4, 4, R))
    return best_of(lambda: run(1))


SERIES = {
    "epochs (XOR by sample, recorded)": (epochs, [100, 300, 1000, 3000, 10_000, 30_000]),
    "batch (2-8-8-1, a step)": (lambda n: step([2, 8, 8, 1], n), [1, 4, 16, 64, 256, 1024, 4096]),
    "width (2-w-w-1, batch 32, a step)": (
        lambda w: step([2, w, w, 1], 32),
        [2, 4, 8, 16, 32, 64, 128, 256, 512],
    ),
    "depth (layers of 8, batch 32, a step)": (
        lambda n: step([2, *[8] * n, 1], 32),
        [1, 2, 4, 8, 16],
    ),
    "replicas (XOR, full batch, a step)": (replicas, [1, 4, 16, 64, 256, 1024, 4096]),
}


def measure(quick=False, say=print):
    """Each series: [(size, seconds)]."""
    told = {}
    for name, (cost, sizes) in SERIES.items():
        told[name] = [(size, cost(size)) for size in (sizes[:-2] if quick else sizes)]
        say(f"\nGrowth with {name}")
        for line in lines(told[name]):
            say("  " + line)
    return told


def lines(series):
    """Size, microseconds, and the exponent from one size to the next: 1 is proportional."""
    before = None
    for size, seconds in series:
        line = f"{size:6}  {1e6 * seconds:12.1f} us"
        if before:
            line += f"  exponent {exponent(before, (size, seconds)):.2f}"
        before = size, seconds
        yield line


def exponent(one, two):
    return math.log(two[1] / one[1]) / math.log(two[0] / one[0])
