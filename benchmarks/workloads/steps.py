"""A step of core's, as chapter 5 shows it, beside textbook numpy's: nothing recorded."""

from benchmarks.contenders import core_steps, textbook
from benchmarks.task import Contender, Figure, Task
from benchmarks.workloads import circles, digits, recording, xor_full_batch

TITLE = __doc__
CASES = {
    "XOR full batch": (xor_full_batch.task, 1_000),
    "circles, batch 10": (circles.task, 20),
    "digits, batch 32": (digits.task, 10),
}


def of(contender, make):
    return lambda task, epochs: contender(make(), epochs)


def task() -> Task | None:
    return None


CONTENDERS = {}
for case, (make, epochs) in CASES.items():
    CONTENDERS[f"core: {case}"] = Contender(of(core_steps, make), epochs)
    CONTENDERS[f"textbook numpy: {case}"] = Contender(of(textbook, make), epochs)
FIGURES = [
    Figure(
        f"core at most 3 x textbook numpy, {case}",
        f"textbook numpy: {case}",
        f"core: {case}",
        1 / 3,
    )
    for case in CASES
]


def reference(task, name, epochs):
    return recording.reached(CASES[name.split(": ")[1]][0](), epochs)
