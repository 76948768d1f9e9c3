"""256 XOR networks, each with a seed and a learning rate of its own, full batch, 10,000 epochs."""

from unittest import mock

import numpy as np

from benchmarks.contenders import ALL, textbook
from benchmarks.task import Contender, Figure, Task
from benchmarks.workloads import xor_full_batch
from nnlab import SGD, Network, fit
from nnlab.fast import job

TITLE = __doc__
RATES = np.geomspace(0.05, 1.0, 256)


def task() -> Task:
    whole = xor_full_batch.task()
    many = Network(whole.sizes, whole.bends, init="uniform", runs=256, rng=0)
    return whole._replace(parameters=many.parameters.copy(), rate=RATES)


def replicas(R):
    def make(task, epochs):
        network = Network(task.sizes, task.bends, init="zeros", runs=R)
        network.parameters = task.parameters[:R]

        def train():
            fit(network, task.X, task.y, optimizer=SGD(task.rate[:R]), epochs=epochs)

        return train, lambda: float(np.mean((network.run(0)(task.X) - task.y) ** 2))

    return make


def one_after_another(contender, R=4):
    def make(task, epochs):
        alone = [
            contender(
                task._replace(parameters=task.parameters[r], rate=float(task.rate[r])), epochs
            )
            for r in range(R)
        ]

        def train():
            for work, _ in alone:
                work()

        return train, alone[0][1]

    return make


def by_matrices(task, epochs):
    work, loss = ALL["nnlab"](task, epochs)

    def train():
        with mock.patch.object(job, "STRAIGHT_UP_TO", 0):
            work()

    return train, loss


CONTENDERS = {
    "nnlab, 256 runs": Contender(replicas(256), 10_000),
    "one network, same layout": Contender(replicas(1), 10_000),
    "loop over fit": Contender(one_after_another(ALL["nnlab"]), 10_000, 64),
    "loop over the matrix path": Contender(one_after_another(by_matrices), 5_000, 128),
    "loop over textbook numpy": Contender(one_after_another(textbook), 1_000, 640),
}
FIGURES = [
    Figure(
        "at most 3 x one network in the same layout",
        "one network, same layout",
        "nnlab, 256 runs",
        1 / 3,
    ),
    Figure(
        "at least 35 x a loop over the matrix path",
        "loop over the matrix path",
        "nnlab, 256 runs",
        35,
    ),
    Figure("at least 10 x a loop over fit", "loop over fit", "nnlab, 256 runs", 10),
]
