"""Circles again, with a linear output: the one that scikit-learn has for squared error, too."""

from benchmarks.contenders import ALL
from benchmarks.task import Contender, Figure, Task
from benchmarks.workloads import circles

TITLE = __doc__


def task() -> Task:
    return circles.task()._replace(bends=["tanh", "tanh", "identity"])


CONTENDERS = {
    "nnlab": Contender(ALL["nnlab"], 400),
    "textbook numpy": Contender(ALL["textbook numpy"], 200, 2),
    "scikit-learn": Contender(ALL["scikit-learn"], 40, 10),
}
FIGURES = [Figure("at least 5 x faster than scikit-learn", "scikit-learn", "nnlab", 5)]
