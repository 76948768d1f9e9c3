"""What it costs to record the loss and all weights at every epoch, over the steps alone."""

from benchmarks.contenders import bare, core_loss, settings
from benchmarks.task import Contender, Figure, Task
from benchmarks.workloads import circles, digits, sweep, xor_by_sample, xor_full_batch
from nnlab import Training

TITLE = __doc__
CASES = {
    "XOR by sample": (xor_by_sample.task, 10_000),
    "XOR full batch": (xor_full_batch.task, 10_000),
    "circles, batch 10": (circles.task, 200),
    "circles, full batch": (lambda: circles.task()._replace(batch_size=500), 1000),
    "digits, batch 32": (digits.task, 20),
    "digits, full batch": (lambda: digits.task()._replace(batch_size=1797), 50),
    "256 XOR networks": (sweep.task, 2_000),
}


def training(case):
    task = CASES[case][0]()
    return task, Training(task.network(), task.X, task.y, **settings(task))


def recorded(case):
    def make(task, epochs):
        task, whole = training(case)
        return lambda: whole.run(epochs), lambda: result(task, whole.network)

    return make


def alone(case):
    def make(task, epochs):
        task, whole = training(case)
        run, parameters = bare(whole)

        def loss():
            whole.network.parameters = parameters()
            return result(task, whole.network)

        return lambda: run(epochs), loss

    return make


def result(task, network):
    return core_loss(task, network.run(0) if network.runs else network)


def task() -> Task | None:
    return None


CONTENDERS = {}
for case, (_, epochs) in CASES.items():
    CONTENDERS[f"recorded: {case}"] = Contender(recorded(case), epochs)
    CONTENDERS[f"steps alone: {case}"] = Contender(alone(case), epochs)
FIGURES = [
    Figure(f"at most 15 % more, {case}", f"steps alone: {case}", f"recorded: {case}", 1 / 1.15)
    for case in CASES
]


def reached(task, epochs):
    """The loss of core's network after so many epochs."""
    whole = Training(task.network(), task.X, task.y, **settings(task))
    whole.run(epochs)
    return result(task, whole.network)


def reference(task, name, epochs):
    return reached(CASES[name.split(": ")[1]][0](), epochs)
