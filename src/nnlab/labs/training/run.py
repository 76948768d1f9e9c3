"""Run, pause, a step, an epoch, rewind: how a training goes on, in short slices."""

import math
import time

import numpy as np

from nnlab.core import checks, train_step
from nnlab.core.history import History
from nnlab.labs.training.story import Story
from nnlab.plots.curves import count

FASTEST = 10_000  # epochs a second; at this end of the slider it goes as fast as it can
SLICE = 0.01  # seconds of training between two looks at what the reader does
LONG = 0.03  # an epoch that takes longer is gone through batch by batch


class Runs:
    """The part of TrainingLab that trains."""

    @property
    def running(self) -> bool:
        """Whether it trains in the background."""
        return self._runner.running

    @property
    def history(self) -> Story:
        """All records so far."""
        return self._story

    @property
    def epoch(self) -> int:
        """How many whole epochs the network has been trained."""
        return self.training.epoch

    def run(self) -> None:
        """Train in the background until `pause`, or for the lab's `epochs`."""
        self.change(self._start)

    def pause(self) -> None:
        """Stop after the step at work."""
        self.change(self._stop)

    def advance(self, epochs: int = 1) -> None:
        """Train for so many epochs now, before this call returns."""
        epochs = checks.whole(epochs, "epochs")
        self.change(lambda: self._single(self._epochs, epochs), "advance")

    def rewind(self, epoch: int) -> None:
        """Go back to the record nearest to that epoch (or forth again)."""
        self.change(lambda: self._rewind(checks.number(epoch, "epoch")))

    def reset(self) -> None:
        """Back to the start; the curve so far stays as a dotted line."""
        self.change(self._reset)

    def _start(self):
        if self.running:
            return
        before = self._state()
        self._runner.start()
        self._started = before
        self._trouble, self._done = "", False
        self._until = math.inf
        if self._epochs_a_run is not None:
            self._until = self.training.epoch + self._epochs_a_run
        self._clock, self._budget = time.perf_counter(), 0.0
        self._pace = (self._clock, self.training.epoch, 0.0)

    def _stop(self):
        self._runner.stop()

    def _single(self, step, *arguments):
        """A step by hand; it pauses first."""
        self._stop()
        self._trouble, self._done = "", False
        step(*arguments)

    def _slice(self):
        """A few milliseconds of training; how long to rest, or False at the end."""
        now = time.perf_counter()
        when, epoch, _ = self._pace
        if now - when > 0.5:
            self._pace = (now, self.training.epoch, (self.training.epoch - epoch) / (now - when))
        left = self._until - self.training.epoch
        n_batches = self._n_batches()
        if self._speed < FASTEST:
            passed = min(now - self._clock, 0.1)  # what another cell took isn't made up for
            self._budget += passed * self._speed
            self._clock = now
            most = min(int(self._budget), left)
            if most < 1:
                return self._slowly(n_batches)
        else:
            most = left
        if self._epoch_seconds > LONG and n_batches > 1:
            n = self._some_batches(now)
        else:
            n = int(min(most, self._slice_epochs))
            self._epochs(n)
            took = time.perf_counter() - now
            self._epoch_seconds = took / n
            wanted = self._slice_epochs * SLICE / max(took, 1e-6)
            if n == self._slice_epochs or took > SLICE:
                self._slice_epochs = int(np.clip(wanted, 1, 2 * self._slice_epochs))
        self._budget -= n if self._speed < FASTEST else 0
        if self._trouble:
            return False
        if self.training.epoch >= self._until:
            self._done = True
            return False
        return None

    def _slowly(self, n_batches):
        """Less than an epoch is due: batches, one by one, or a rest."""
        if n_batches > 1:
            for _ in range(min(int(self._budget * n_batches), n_batches)):
                self._budget -= 1 / n_batches
                self._batch()
                if self._trouble:
                    return False
        due = (1 / n_batches - self._budget) / self._speed
        return float(np.clip(due, 0.002, 0.03))

    def _some_batches(self, since):
        """Batches of a long epoch, for the time of a slice; epochs that ended meanwhile."""
        before = self.training.epoch
        while not self._trouble and time.perf_counter() - since < SLICE:
            self._batch()
        if self._order is None:
            self._epoch_seconds *= 0.9  # now and then it is measured again
        return self.training.epoch - before

    def _epochs(self, n):
        """Train for `n` epochs with core's loop; one that has begun is ended first."""
        self._leave_the_old_curve()
        if self._order is not None:
            while self._order is not None and not self._trouble:
                self._batch()
            n -= 1
        if n > 0 and not self._trouble:
            self.training.run(n)
            self._take()

    def _batch(self):
        """One step: the next few samples."""
        self._leave_the_old_curve()
        training, network = self.training, self.network
        n = len(self.X)
        if self._order is None:
            order = self._rng.permutation(n) if training.shuffle else np.arange(n)
            self._order, self._at = order, 0
        rows = self._order[self._at : self._at + (training.batch_size or n)]
        before = network.parameters.copy()
        with np.errstate(all="ignore"):
            train_step(
                network,
                self.X[rows],
                self.y[rows],
                training.loss,
                training.optimizer,
                l1=training.l1,
                l2=training.l2,
            )
            loss = self._measure(network, self.X, self.y)
        if not (np.isfinite(loss) and np.isfinite(network.parameters).all()):
            network.parameters[...] = before
            training.optimizer.reset()
            self._trouble = f"in epoch {count(training.epoch + 1)}"
            return
        self._at += len(rows)
        if self._at >= n:
            self._order, self._at = None, 0
            self._core_at(training.epoch + 1)
            self._take()

    def _take(self):
        """Take the new records over from core's history, and begin a new one."""
        training, story = self.training, self._story
        history = training.history
        new = history.epochs > story.end if len(story) else history.epochs >= 0
        if new.any():
            tested = history.validation_loss
            story.add(
                history.epochs[new],
                history.loss[new],
                history.parameters[new],
                None if tested is None else tested[new],
            )
        if bool(history.diverged):
            self._trouble = f"in epoch {count(training.epoch + 1)}"
        self._core_at(training.epoch)

    def _core_at(self, epoch):
        """Core's own loop begins a new history here: until the lab has no store of its own."""
        self.training._epoch, self.training._history = epoch, History(self.network)
        self.training._note()

    def _leave_the_old_curve(self):
        """Going on from an earlier record: what came after it is from now on "before"."""
        if not self._is_rewound():
            return
        story, epoch = self._story, self.training.epoch
        old = story.at(epoch)
        self._before = {
            "x": story.epochs[old:],
            "y": story.loss[old:].copy(),
            "name": "before",
            "dash": "dotted",
            "soft": True,
        }
        self._story = story.until(epoch)
        self._notes = tuple(note for note in self._notes if note[0] <= epoch)

    def _is_rewound(self):
        return self.training.epoch < self._story.end

    def _go_to(self, index):
        """The network as it was at a record."""
        self._stop()
        epoch = int(self._story.epochs[index])
        if epoch == self.training.epoch and self._order is None:
            return
        self._trouble, self._done = "", False
        self.network.parameters[...] = self._story.parameters[index]
        self._order, self._at = None, 0
        self._core_at(epoch)
        self.training.optimizer.reset()
        bends = [bends for at, _, bends in self._notes if at <= epoch]
        self._set_bends(bends[-1] if bends else self._first_bends)

    def _rewind(self, epoch):
        self._go_to(self._story.at(epoch))

    def _reset(self):
        self._go_to(0)
        self._leave_the_old_curve()

    def _rescue(self):
        """After a divergence: back to the best record so far, with a smaller rate."""
        rate = self._smaller()
        self._go_to(int(np.argmin(self._story.loss)))
        self._trouble = ""
        self._set_rate(rate)

    def _smaller(self):
        """A learning rate worth trying after a divergence."""
        rate = self._rate()
        return float(f"{rate / 10:.1g}") if rate else None
