"""XOR, 2-4-1, relu and sigmoid, squared error, full batch, 10,000 epochs."""

from benchmarks.contenders import ALL
from benchmarks.task import Contender, Figure, Task
from benchmarks.workloads import xor_by_sample

TITLE = __doc__


def task() -> Task:
    return xor_by_sample.task()._replace(batch_size=4)


CONTENDERS = {
    "nnlab": Contender(ALL["nnlab"], 10_000),
    "article's JavaScript": Contender(ALL["article's JavaScript"], 10_000),
    "textbook numpy": Contender(ALL["textbook numpy"], 3_000, 10 / 3),
    "PyTorch eager": Contender(ALL["PyTorch eager"], 500, 20),
    "micrograd": Contender(ALL["micrograd"], 100, 100),
    "nnlab, core alone": Contender(ALL["nnlab, core alone"], 1_000, 10),
}
FIGURES = [
    Figure("at least 4 x faster than textbook numpy", "textbook numpy", "nnlab", 4),
    Figure("at most 1.0 x that JavaScript", "article's JavaScript", "nnlab", 1),
]
