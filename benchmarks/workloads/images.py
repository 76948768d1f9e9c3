"""As large as MNIST: 60,000 random images, 784-128-10, softmax, batch 128, one epoch, float32."""

import numpy as np

from benchmarks.contenders import ALL
from benchmarks.task import Contender, Figure, Task, start

TITLE = __doc__


def task() -> Task:
    rng = np.random.default_rng(0)
    X = rng.random((60_000, 784), dtype=np.float32)
    y = np.eye(10, dtype=np.float32)[rng.integers(10, size=len(X))]
    sizes, bends = [784, 128, 10], ["relu", "identity"]
    parameters = start(sizes, bends, "he").astype(np.float32)
    return Task(sizes, bends, "softmax_cross_entropy", X, y, 128, 0.01, parameters)


TOLERANCE = 1e-4
CONTENDERS = {
    "nnlab, steps alone": Contender(ALL["nnlab, steps alone"], 1),
    "nnlab, start and end recorded": Contender(ALL["nnlab, start and end recorded"], 1),
    "textbook numpy": Contender(ALL["textbook numpy"], 1),
    "PyTorch eager": Contender(ALL["PyTorch eager"], 1),
}
FIGURES = [
    Figure("no slower than textbook numpy in float32", "textbook numpy", "nnlab, steps alone", 1),
    Figure(
        "start and end measured: at most 1.7 x textbook numpy",
        "textbook numpy",
        "nnlab, start and end recorded",
        1 / 1.7,
    ),
    Figure("at most 0.7 x PyTorch eager", "PyTorch eager", "nnlab, steps alone", 1 / 0.7),
]
