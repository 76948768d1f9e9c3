"""How the lottery is drawn: all starts at once, in short slices."""

import time

import numpy as np

from nnlab.core import SGD, checks
from nnlab.labs.lottery.choices import SLICE
from nnlab.labs.training import TrainingLab
from nnlab.plots.sweep import PLATEAUS


class Runs:
    """The part of LotteryLab that trains."""

    @property
    def running(self) -> bool:
        """Whether it trains in the background."""
        return self._runner.running

    @property
    def epoch(self) -> int:
        """How many epochs they have been trained."""
        return self.training.epoch

    def run(self) -> None:
        """Draw starts (untrained ones stay) and train them in the background."""
        self.change(self._run)

    def stop(self) -> None:
        """Stop the training where it is."""
        self.change(self._stop)

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs, or to the end, before this call returns.

        Starts that are trained to the end make way for new ones.
        """
        epochs = None if epochs is None else checks.whole(epochs, "epochs")
        self.change(lambda: self._advance(epochs))

    def choose(self, start: int) -> None:
        """Look at one of the starts."""
        self.change(lambda: self._choose(start))

    def open_start(self, start: int | None = None, **options) -> TrainingLab:
        """A TrainingLab with that start's numbers as they were at first; None: the chosen one.

        Other options go to `TrainingLab`.
        """
        i = self.selected if start is None else self._checked(start)
        network = self.network.run(i).copy()
        network.parameters[...] = self.start[i]
        levels = [(value, label) for value, label, _ in PLATEAUS] if self._has_plateaus else []
        options = {
            "optimizer": SGD(float(self.rates[i])),
            "batch_size": 1,
            "shuffle": False,
            "epochs": self._epochs,
            "speed": None,
            "levels": levels,
            "show": ["plane", "curve", "run", "rate", "rewind"],
        } | options
        return TrainingLab(network, self.X, self.y, self.loss, **options)

    def _run(self):
        if self.running:
            return
        before = self._state()
        if self.epoch > 0:
            self._ticket += 1
            self._begin()
        self._start(before)

    def _go_on(self):
        if not self.running and self.epoch < self._epochs:
            self._start(self._state())

    def _start(self, before):
        try:
            self._runner.start()
        except RuntimeError:
            raise ValueError(
                "training in the background needs a running kernel: use advance()"
            ) from None
        self._started, self._pace = before, 1

    def _stop(self):
        self._runner.stop()
        if self._started is not None:
            before, self._started = self._started, None
            super()._note(before, "run")

    def _slice(self):
        """A few milliseconds of training; False at the end."""
        began, done = time.perf_counter(), self.epoch
        n = min(self._pace, self._epochs - done)
        if n > 0:
            self._train(n)
            took = max(time.perf_counter() - began, 1e-6)
            self._pace = int(np.clip(n * SLICE / took, 1, 2 * n))
        if self._ended:
            self._count()
            return False
        return None if self.epoch > done else False  # all of them have run away

    def _advance(self, epochs):
        self._stop()
        if self._ended:
            self._ticket += 1
            self._begin()
        left = self._epochs - self.epoch
        self._train(left if epochs is None else min(left, epochs))
        if self._ended:
            self._count()

    def _train(self, epochs):
        with np.errstate(all="ignore"):
            self.training.run(epochs)
        self.training.forget()  # the way there isn't kept
        self._read()

    def _count(self):
        """Enter a finished draw in the tally; the same one only once."""
        if self._is_map or len(self.losses) < 16:
            return
        key = (self._bend, self._width, self._settings["rate"], self._epochs, self._ticket)
        rest = tuple(row for row in self._tally if row[:5] != key)
        self._tally = (*rest, (*key, len(self.losses), int(self.solved.sum())))

    def draw(self) -> None:
        """Show the starts as they are now."""
        if self._started is not None and not self.running:
            before, self._started = self._started, None
            self._note(before, "run")
        super().draw()
