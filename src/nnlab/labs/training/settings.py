"""What can be changed while a training runs: rate, batch, optimiser, loss, bends, speed."""

import math
import time
from itertools import pairwise

import numpy as np

from nnlab.core import LOSSES, SGD, Adam

TITLES = {
    "mean_squared_error": "mean squared error",
    "mean_absolute_error": "mean absolute error",
    "binary_cross_entropy": "cross-entropy",
    "hinge_loss": "hinge",
    "sigmoid_cross_entropy": "cross-entropy from z",
    "softmax_cross_entropy": "softmax cross-entropy",
}
SHORT = {"mean squared error": "squared", "mean absolute error": "absolute"}


class Settings:
    """The part of TrainingLab that its controls write to."""

    def _rate(self):
        rate = getattr(self.training.optimizer, "learning_rate", None)
        return float(rate) if np.ndim(rate) == 0 and rate is not None else None

    def _set_rate(self, rate):
        self.training.optimizer.learning_rate = rate

    def _set_speed(self, speed):
        self._speed = speed
        self._budget, self._clock = 0.0, time.perf_counter()

    def _n_batches(self):
        return -(-len(self.X) // min(self.training.batch_size or len(self.X), len(self.X)))

    def _batch_name(self):
        size = self.training.batch_size
        size = None if size is None or size >= len(self.X) else size
        return next((name for name, value in self._batches.items() if value == size), "all")

    def _set_batch(self, name):
        self.training.batch_size = self._batches[name]
        self._mark(f"batch {name}")

    def _optimizer_name(self):
        optimizer = self.training.optimizer
        if isinstance(optimizer, SGD):
            return "momentum" if optimizer.momentum else "SGD"
        return type(optimizer).__name__

    def _set_optimizer(self, name):
        self._rates[self._optimizer_name()] = self._rate() or 0.1
        heavy, plain = self._rates.get("momentum"), self._rates.get("SGD")
        makers = {
            "SGD": lambda: SGD(plain or heavy or 0.1),
            "momentum": lambda: SGD(heavy or plain or 0.1, 0.9),
            "Adam": lambda: Adam(self._rates.get("Adam", 0.02)),
        }
        own = name == self._own_optimizer[0]
        self.training.optimizer = self._own_optimizer[1] if own else makers[name]()
        self._mark(name)

    def _loss_options(self):
        """The losses that suit these targets and outputs, by the words on the segments."""
        found = {}
        names = ["mean_squared_error", "mean_absolute_error"]
        if self._classes is not None:
            names += ["sigmoid_cross_entropy", "softmax_cross_entropy"] if self._says_z() else []
            names += [] if self._says_z() else ["binary_cross_entropy"]
            names += ["hinge_loss"]
        for name in names:
            try:
                loss = LOSSES[name]
                loss.gradient(self.network(self.X), self.y)
            except ValueError:
                continue  # not for these targets
            if name == "binary_cross_entropy" and self.network.activations[-1].name != "sigmoid":
                continue
            found[SHORT.get(TITLES[name], TITLES[name])] = loss
        own = self.training.loss
        if own not in found.values():
            found[TITLES.get(own.name, own.name)] = own
        return found

    def _loss_name(self):
        return next(name for name, loss in self._losses.items() if loss is self.training.loss)

    def _set_loss(self, name):
        self.training.loss = self._losses[name]
        self._measure_again()
        self._mark(name)

    def _measure_again(self):
        """All records, seen with the loss as it is now, each with the bends of its time."""
        story, now, self._before = self._story, self.network.activations, None
        changes = [(0, self._first_bends), *((at, bends) for at, _, bends in self._notes)]
        data = [(self.X, self.y), self.training.validation]
        parts = []
        for (start, bends), (stop, _) in pairwise([*changes, (math.inf, None)]):
            rows = (story.epochs >= start) & (story.epochs < stop)
            self._set_bends(bends)
            parameters = story.parameters[rows]
            values = [self._in_chunks(self._measure, parameters, *pair) for pair in data if pair]
            parts.append((rows, values))
        self._set_bends(now)
        story.measure(parts)

    def _in_chunks(self, ask, parameters, X, y):
        """`ask(networks, X, y)` of many parameters, (k, P), a few at a time: (k, ...)."""
        size = max(1, int(5e5 / (len(X) * sum(self.network.sizes))))
        found = []
        for start in range(0, len(parameters), size):
            networks = self.network.with_parameters(parameters[start : start + size])
            with np.errstate(all="ignore"):
                found.append(ask(networks, X, y))
        return np.concatenate(found) if found else np.empty(0)

    def _set_bend(self, name):
        bends = [self._bends[name]] * (len(self.network.layers) - 1)
        self._set_bends((*bends, self.network.activations[-1]))
        self._mark(name)

    def _set_bends(self, bends):
        for layer, bend in zip(self.network.layers, bends, strict=True):
            if layer.activation is not bend:
                layer.activation = bend

    def _mark(self, label):
        """Write beside the curve what was changed, where."""
        epoch = self.training.epoch
        if self._story.end == 0:
            self._first_bends = self.network.activations
            return
        kept = tuple(note for note in self._notes if note[0] != epoch)
        self._notes = (*kept, (epoch, label, self.network.activations))[-12:]

    def _open_more(self):
        self._opened = True


def batch_options(n, size):
    """The words on the batch's segments, and what they stand for."""
    sizes = {1, *(s for s in (10, 32, 100) if s < n / 2), *([2] if 2 < n <= 10 else [])}
    sizes |= {size} if size is not None and size < n else set()
    return {str(s): s for s in sorted(sizes) if s < n} | {"all": None}
