"""The article's XOR: 2-4-1, relu and sigmoid, squared error, a sample at a time, 10,000 epochs."""

from benchmarks.contenders import ALL
from benchmarks.task import Contender, Figure, Task, start
from nnlab.datasets import make_gate

TITLE = __doc__


def task() -> Task:
    X, y = make_gate("xor")
    sizes, bends = [2, 4, 1], ["relu", "sigmoid"]
    return Task(sizes, bends, "mean_squared_error", X, y, 1, 0.1, start(sizes, bends, "uniform"))


CONTENDERS = {
    "nnlab": Contender(ALL["nnlab"], 10_000),
    "article's JavaScript": Contender(ALL["article's JavaScript"], 10_000),
    "Python objects": Contender(ALL["Python objects"], 1_000, 10),
    "textbook numpy": Contender(ALL["textbook numpy"], 1_000, 10),
    "PyTorch eager": Contender(ALL["PyTorch eager"], 200, 50),
    "micrograd": Contender(ALL["micrograd"], 100, 100),
    "nnlab, core alone": Contender(ALL["nnlab, core alone"], 500, 20),
}
FIGURES = [
    Figure("at most 0.5 x its JavaScript in node", "article's JavaScript", "nnlab", 2),
    Figure("at least 12 x faster than Python neuron objects", "Python objects", "nnlab", 12),
    Figure("at most 0.1 x textbook numpy", "textbook numpy", "nnlab", 10),
    Figure("at least 100 x faster than PyTorch eager", "PyTorch eager", "nnlab", 100),
]
