"""Circles: 500 points, 2-8-8-1 tanh, squared error, batch 10, 400 epochs."""

from benchmarks.contenders import ALL
from benchmarks.task import Contender, Figure, Task, start
from nnlab.datasets import make_circles

TITLE = __doc__


def task() -> Task:
    X, y = make_circles(500, rng=0)
    sizes, bends = [2, 8, 8, 1], ["tanh", "tanh", "tanh"]
    return Task(sizes, bends, "mean_squared_error", X, y, 10, 0.05, start(sizes, bends, "glorot"))


CONTENDERS = {
    "nnlab": Contender(ALL["nnlab"], 400),
    "textbook numpy": Contender(ALL["textbook numpy"], 200, 2),
    "PyTorch eager": Contender(ALL["PyTorch eager"], 10, 40),
    "article's JavaScript": Contender(ALL["article's JavaScript"], 40, 10),
    "micrograd": Contender(ALL["micrograd"], 1, 400),
    "nnlab, core alone": Contender(ALL["nnlab, core alone"], 40, 10),
}
FIGURES = [
    Figure("at most 0.45 x textbook numpy", "textbook numpy", "nnlab", 1 / 0.45),
    Figure("at least 20 x faster than PyTorch eager", "PyTorch eager", "nnlab", 20),
]
