"""Turns in rounds: every contender once a round, each in its own process, on one thread."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
from typing import NamedTuple

ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
TOLERANCE = 1e-9


class Result(NamedTuple):
    """A workload's outcome: seconds by contender and round, who was absent, the figures."""

    workload: str
    title: str
    seconds: dict  # name: [seconds of each round], for the whole work
    absent: dict  # name: why
    figures: list  # (words, bound, [ratio of each round] or None)


def compare(workload: str, rounds: int, share: float = 1.0, say=print) -> Result:
    """Run a workload's contenders side by side; each must reach the same loss.

    `share` of the epochs is run, and the time is multiplied accordingly.
    """
    module = importlib.import_module(f"benchmarks.workloads.{workload}")
    say(f"\n{module.TITLE}")
    children = {name: _child(workload, name) for name in module.CONTENDERS}
    seconds, absent, wanted = {name: [] for name in children}, {}, {}
    try:
        for turn in range(rounds + 1):  # the first one is to warm up
            for name, contender in module.CONTENDERS.items():
                if name in absent:
                    continue
                told = _ask(children[name], name, min(share, 0.05) if turn == 0 else share)
                if "absent" in told:
                    absent[name] = told["absent"]
                    say(f"  {name}: skipped, {told['absent']}")
                    continue
                if turn == 0:
                    continue
                if contender.checked:
                    if name not in wanted:
                        wanted[name] = _wanted(module, name, max(1, int(contender.epochs * share)))
                    _same(name, told["loss"], wanted[name], getattr(module, "TOLERANCE", TOLERANCE))
                done = max(1, int(contender.epochs * share)) / contender.epochs
                seconds[name].append(told["seconds"] * contender.scale / done)
    finally:
        for child in children.values():
            child.stdin.close()
            child.wait()
            child.stdout.close()
    figures = []
    for words, slow, fast, bound in module.FIGURES:
        pairs = zip(seconds[slow], seconds[fast], strict=False)
        figures.append((words, bound, [a / b for a, b in pairs] or None))
    seconds = {name: times for name, times in seconds.items() if times}
    result = Result(workload, module.TITLE, seconds, absent, figures)
    for line in lines(result):
        say("  " + line)
    return result


def lines(result: Result):
    """The outcome in lines of text."""
    fastest = min(statistics.median(times) for times in result.seconds.values())
    for name, times in sorted(result.seconds.items(), key=lambda item: statistics.median(item[1])):
        middle = statistics.median(times)
        yield (
            f"{name:34} {middle:10.4f} s  {middle / fastest:8.2f} x   "
            f"({min(times):.4f} to {max(times):.4f})"
        )
    for words, bound, ratios in result.figures:
        if ratios:
            middle = statistics.median(ratios)
            met = "reached" if middle >= bound else "NOT REACHED"
            yield f"{words}: {middle:.2f} (needs {bound:.2f}): {met}"


def _child(workload, name):
    environment = os.environ | ONE_THREAD | {"PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "benchmarks.turn", workload, name]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def _ask(child, name, share):
    child.stdin.write(f"{share}\n")
    child.stdin.flush()
    line = child.stdout.readline()
    if not line:
        raise RuntimeError(f"{name} ended without an answer")
    return json.loads(line)


def _wanted(module, name, epochs):
    """The loss that core reaches."""
    if hasattr(module, "reference"):
        return module.reference(module.task(), name, epochs)
    return _reference(module, epochs)


_known = {}


def _reference(module, epochs):
    """Core's loss after so many epochs: of one training, each epoch's."""
    from benchmarks.contenders import settings
    from nnlab import Training

    key = module.__name__
    if key not in _known:
        task = module.task()
        network = task.network()
        if network.runs:
            network, task = network.run(0).copy(), task._replace(rate=float(task.rate[0]))
        _known[key] = Training(network, task.X, task.y, **settings(task))
    training = _known[key]
    if training.epoch < epochs:
        training.run(epochs - training.epoch)
    return float(training.history.loss[training.history.epochs.tolist().index(epochs)])


def _same(name, got, wanted, tolerance):
    if not abs(got - wanted) <= tolerance * max(1e-3, abs(wanted)):
        raise AssertionError(f"{name} reached a loss of {got!r}, not {wanted!r}")
