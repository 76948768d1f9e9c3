"""Digits: 1,797 images, 64-64-10, relu, softmax, batch 32, 20 epochs, float64."""

from benchmarks.contenders import ALL
from benchmarks.task import Contender, Figure, Task, start
from nnlab.datasets import load_digits

TITLE = __doc__


def task() -> Task:
    X, y = load_digits()
    sizes, bends = [64, 64, 10], ["relu", "identity"]
    return Task(sizes, bends, "softmax_cross_entropy", X, y, 32, 0.1, start(sizes, bends, "he"))


OURS = "nnlab, start and end recorded"  # the others record nothing
CONTENDERS = {
    OURS: Contender(ALL[OURS], 20),
    "nnlab, every epoch recorded": Contender(ALL["nnlab"], 20),
    "nnlab, steps alone": Contender(ALL["nnlab, steps alone"], 20),
    "textbook numpy": Contender(ALL["textbook numpy"], 20),
    "scikit-learn": Contender(ALL["scikit-learn"], 20),
    "PyTorch eager": Contender(ALL["PyTorch eager"], 5, 4),
    "nnlab, core alone": Contender(ALL["nnlab, core alone"], 10, 2),
}
FIGURES = [
    Figure(
        "every epoch recorded: at most 0.85 x textbook numpy",
        "textbook numpy",
        "nnlab, every epoch recorded",
        1 / 0.85,
    ),
    Figure("at least 1.3 x faster than textbook numpy", "textbook numpy", OURS, 1.3),
    Figure("at least 3 x faster than scikit-learn", "scikit-learn", OURS, 3),
    Figure("at least 8 x faster than PyTorch eager", "PyTorch eager", OURS, 8),
    Figure("the steps alone: 8 x PyTorch eager", "PyTorch eager", "nnlab, steps alone", 8),
]
