"""Where a training stands, to go back to: after an interrupt, a divergence, or by undo."""

from __future__ import annotations

from typing import Any

import numpy as np


class Place:
    """A copy of all that a training changes as it goes on; of its records, up to which."""

    def __init__(self, training: Any):
        network, self.optimizer = training.network, training.optimizer
        self.parameters, self.activations = network.parameters.copy(), network.activations
        self.memory = _copied(_memory(self.optimizer))
        self.epoch, self.seen, self.order = training.epoch, training.seen, training._order
        # The start is that of an epoch that has begun.
        self.random, self.start = training._rng.bit_generator.state, self.seen and training._start
        self.history, self.end = training.history, training.history.epochs[-1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Place) or self.history is not other.history:
            return False
        same = np.array_equal(self.parameters, other.parameters, equal_nan=True)
        return same and (self.epoch, self.seen) == (other.epoch, other.seen)

    def undo(self, parameters: np.ndarray, optimizer: Any, lost=np.True_) -> None:
        """Undo the lost runs of `parameters`, and what the optimizer has learned of them."""
        parameters[lost] = self.parameters[lost]
        memory = self.memory if optimizer is self.optimizer else {}
        if lost.all():
            getattr(optimizer, "__dict__", {}).update(_copied(memory))
        for name, value in _memory(optimizer).items():
            if isinstance(value, np.ndarray) and value.shape == parameters.shape:
                before = memory.get(name)
                value[lost] = before[lost] if isinstance(before, np.ndarray) else 0

    def restore(self, training: Any) -> None:
        """Bring the training back here. An optimizer that wasn't there then forgets, if it can."""
        self.undo(training.network.parameters, training.optimizer)
        training.network._become(self.parameters, self.activations)
        own = type(training._rng.bit_generator)()  # another training may share the one it was given
        training._set(_rng=np.random.Generator(own), _start=self.start or self)
        training._rng.bit_generator.state = self.random
        if training.optimizer is not self.optimizer:
            forget(training.optimizer)
        longer = self.history.epochs[-1] != self.end
        training._set(history=self.history.until(self.end) if longer else self.history)
        training._stand_at(self.epoch, self.seen, self.order)


def forget(optimizer: Any) -> None:
    """Make it forget what it remembers, if it can."""
    reset = getattr(optimizer, "reset", None)
    if callable(reset):
        reset()


def _memory(optimizer: Any) -> dict[str, Any]:
    """What it remembers from step to step; of a reader's own, all that it has."""
    has = getattr(optimizer, "__dict__", {})
    return {name: has[name] for name in getattr(optimizer, "_memory", has)}


def _copied(memory: dict[str, Any]) -> dict[str, Any]:
    return {n: v.copy() if isinstance(v, np.ndarray) else v for n, v in memory.items()}
