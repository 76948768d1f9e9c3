"""What it costs to record the loss and all weights at every epoch, over the steps alone."""

from benchmarks.contenders import bare, core_loss
from benchmarks.task import Contender, Figure, Task
from benchmarks.workloads import circles, digits, sweep, xor_by_sample, xor_full_batch
from nnlab import SGD, Training

TITLE = __doc__
CASES = {
    "XOR by sample": (xor_by_sample.task, 10_000, SGD),
    "XOR full batch": (xor_full_batch.task, 10_000, SGD),
    "circles, batch 10": (circles.task, 200, SGD),
    "circles, full batch": (lambda: circles.task()._replace(batch_size=500), 1000, SGD),
    "digits, batch 32": (digits.task, 20, SGD),
    "digits, full batch": (lambda: digits.task()._replace(batch_size=1797), 50, SGD),
    "256 XOR networks": (sweep.task, 2_000, SGD),
}


def training(case):
    make, _, optimizer = CASES[case]
    task = make()
    network = task.network()
    return task, Training(
        network,
        task.X,
        task.y,
        loss=task.loss,
        optimizer=optimizer(task.rate),
        batch_size=task.batch_size,
        shuffle=False,
    )


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
for case, (_, epochs, _) in CASES.items():
    CONTENDERS[f"recorded: {case}"] = Contender(recorded(case), epochs)
    CONTENDERS[f"steps alone: {case}"] = Contender(alone(case), epochs)
FIGURES = [
    Figure(f"at most 15 % more, {case}", f"steps alone: {case}", f"recorded: {case}", 1 / 1.15)
    for case in CASES
]


def reference(task, name, epochs):
    case = name.split(": ")[1]
    task, whole = training(case)
    whole.run(epochs)
    return result(task, whole.network)
