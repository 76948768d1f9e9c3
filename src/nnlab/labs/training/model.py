"""A training that goes on in short slices, can be rewound, and takes any change meanwhile.

There are no widgets in it: `TrainingLab` shows it, a test can call it.
"""

import math
import time
from typing import NamedTuple

import numpy as np

from nnlab.core import Training, checks, identity
from nnlab.labs.training.settings import Settings
from nnlab.labs.training.sides import Sides

FASTEST = 10_000  # epochs a second; from here on it goes as fast as it can
SLICE = 0.01  # seconds of training between two looks at what the reader does
LONG = 0.03  # an epoch that takes longer is gone through batch by batch
MOST = 3e4  # numbers in many networks that are looked at together


class Reading(NamedTuple):
    """What a network says now: how wrong it is, and where."""

    loss: float
    validation: float | None  # the loss on the validation data
    wrong: np.ndarray | None  # which samples are on the wrong side
    since: int | None  # since which epoch all samples have been on their side

    @property
    def finite(self) -> bool:
        """Whether there is a loss at all."""
        return math.isfinite(self.loss)


class Progress:
    """Where a training stands, as one value that can be kept, compared and restored."""

    __hash__ = None

    def __init__(self, training: Training) -> None:
        self.state, self.loss, self.history = training.state(), training.loss, training.history
        place = training.epoch, training.seen, len(self.history)
        self._key = (*place, training.network.parameters.tobytes())

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Progress) and self.history is other.history
        return same and self._key == other._key


class LiveTraining:
    """A training, its pace, what was changed on the way, and the way back.

    Parameters
    ----------
    training : core's loop
    epochs : a run ends by itself after so many; None: never
    speed : epochs a second at most

    Attributes
    ----------
    running : whether `slice` has something to do
    end : why the last run ended by itself, "diverged" or "done"; else ""
    before : the history that was left by going on from an earlier record, and which; or None
    notes : (epoch, what was changed) each

    Examples
    --------
    >>> from nnlab import Network
    >>> model = LiveTraining(Training(Network([1, 1], "identity", rng=0), [[1.0]], [[2.0]]))
    >>> model.advance(20)
    >>> model.rewind(5)
    >>> model.position, model.is_rewound
    (5.0, True)
    """

    def __init__(
        self, training: Training, *, epochs: int | None = None, speed: float = FASTEST
    ) -> None:
        self.training, self.network = training, training.network
        self.settings, self.sides = Settings(training), Sides(training.y)
        self.epochs, self.speed = epochs, speed
        self.running, self.end = False, ""
        self.before, self.notes = None, ()
        self._until, self._clock = math.inf, 0.0
        self._owed = 0.0  # epochs that are due
        self._chunk, self._epoch_seconds = 1, 0.0
        self._pace = (0.0, 0.0, 0.0)  # when, where; epochs a second before that
        self._right = (0, None)  # (epoch looked at, since when all samples were right)
        self._switched = 0  # the epoch of the last change of an activation

    # ------------------------------------------------------------------ where it stands

    @property
    def position(self) -> float:
        """The epoch, with the part of it that is done."""
        return self.training.epoch + self.training.seen / len(self.training.X)

    @property
    def last(self) -> int:
        """The epoch of the last record."""
        return int(self.training.history.epochs[-1])

    @property
    def is_rewound(self) -> bool:
        """Whether there are records beyond where the network is."""
        return self.training.epoch < self.last

    @property
    def state(self) -> str:
        """In a word: running, diverged, done, rewound or paused."""
        if self.running:
            return "running"
        return self.end or ("rewound" if self.is_rewound else "paused")

    @property
    def pace(self) -> float:
        """Epochs a second, lately."""
        return self._pace[2]

    @property
    def threshold(self) -> float:
        """The output that decides: halfway between the targets, or 0 for a z."""
        return 0.0 if self.says_z and self.training.loss.wants == "z" else self.sides.middle

    @property
    def says_z(self) -> bool:
        """Whether no activation changes what the last layer sums up."""
        return self.network.activations[-1] is identity

    def read(self) -> Reading:
        """How wrong the network is now; no side effect."""
        training, validation, wrong = self.training, None, None
        loss = float(training.measure())
        if training.validation is not None:
            validation = float(training.measure(self.network, *training.validation))
        if self.sides.classes is not None:
            wrong = self._wrong(self.network)
        return Reading(loss, validation, wrong, self._right_since(wrong))

    def _wrong(self, network):
        with np.errstate(all="ignore"):
            return self.sides.wrong(network(self.training.X), self.threshold)

    def _right_since(self, wrong):
        """Since which epoch every sample has been on its side, or None."""
        epoch = self.training.epoch
        if wrong is None or wrong.any():
            return None
        looked, since = self._right
        if since is None or not since <= looked <= epoch:
            self._right = epoch, self._first_right(self.training.history.at(epoch))
        else:
            self._right = epoch, since
        return self._right[1]

    def _first_right(self, last):
        """The epoch of the record after the last wrong one, with the activations of today."""
        history, stop = self.training.history, last + 1
        first = history.at(self._switched) if self._switched <= self.training.epoch else 0
        size = max(1, int(MOST / (len(self.training.X) * sum(self.network.sizes))))
        while stop > first:
            start = max(first, stop - size)
            networks = self.network.with_parameters(history.parameters[start:stop])
            wrong = self._wrong(networks).any(axis=-1)
            if wrong.any():
                return int(history.epochs[min(start + int(np.flatnonzero(wrong)[-1]) + 1, last)])
            stop = start
        return int(history.epochs[first])

    # ------------------------------------------------------------------ going on

    def start(self) -> None:
        """Begin to train in slices, until `stop` or for `epochs`."""
        self._need_numbers()
        self.running, self.end = True, ""
        self._until = math.inf if self.epochs is None else self.training.epoch + self.epochs
        self._clock, self._owed = time.perf_counter(), 0.0
        self._pace = (self._clock, self.position, 0.0)

    def stop(self) -> None:
        """Stop after the step at work."""
        self.running = False

    def advance(self, epochs: int = 1) -> None:
        """Train for so many epochs now; one that has begun is ended first, and counts."""
        self._by_hand(self.training.run, epochs)

    def step(self) -> None:
        """One step: the next batch."""
        self._by_hand(self.training.step)

    def slice(self) -> bool | float | None:
        """A few milliseconds of training; how long to rest, or False at the end."""
        if not self.running:
            return False
        self.notice()
        training, now, start = self.training, time.perf_counter(), self.position
        left = due = self._until - start
        if self.speed < FASTEST:
            passed = min(now - self._clock, 0.1)  # what another cell took isn't made up for
            self._owed = min(self._owed + passed * self.speed, max(1.0, 0.1 * self.speed))
            due = min(self._owed, left)
        self._clock = now
        share = 1 / training.n_batches
        if due < 1 or self._epoch_seconds > LONG and training.n_batches > 1:
            while self.position - start + share <= due + 1e-9 and not self.end:
                self._train(training.step)
                if time.perf_counter() - now > SLICE:
                    break
            self._epoch_seconds *= 0.9 if training.seen == 0 else 1  # now and then measured again
        else:
            n = int(min(due, self._chunk))
            self._train(training.run, n)
            took = max(time.perf_counter() - now, 1e-6)
            self._epoch_seconds = took / n
            if n == self._chunk or took > SLICE:
                self._chunk = int(np.clip(n * SLICE / took, 1, 2 * self._chunk))
        self._owed -= self.position - start
        self._measure_pace(now)
        if not self.end and training.epoch >= self._until:
            self.end = "done"
        if self.end:
            self.running = False
            return False
        rest = float(np.clip((share - self._owed) / self.speed, 0.002, 0.03))
        return rest if self.position == start else None

    def _measure_pace(self, now):
        when, where, _ = self._pace
        if now - when > 0.5:
            self._pace = (now, self.position, (self.position - where) / (now - when))

    def _by_hand(self, train, *arguments):
        self.stop()
        self._need_numbers()
        self.notice()
        self.end = ""
        self._train(train, *arguments)

    def _train(self, train, *arguments):
        self._leave_old_curve()
        train(*arguments)
        if self.training.history.diverged:
            self.end = "diverged"

    def _need_numbers(self):
        checks.need(
            np.isfinite(self.network.parameters).all() and np.isfinite(self.training.measure()),
            "the network holds numbers that can't be trained (not finite, or far too large): undo, "
            "reset, or set network.parameters",
        )

    # ------------------------------------------------------------------ changes on the way

    def notice(self) -> None:
        """Take note of what a control, or another cell, has changed.

        Raises
        ------
        ValueError
            If loss, network and data don't fit any more; the settings are then as before.
        """
        changed, training = self.settings.changed(), self.training
        if "loss" in changed:
            self.before = None  # it was measured with another one
        if "activations" in changed or self._is_changed_by_hand():
            self._right = (0, None)
            self._switched = training.epoch if "activations" in changed else self._switched
            if training.seen == 0 and math.isfinite(training.measure()):
                self._leave_old_curve()
                training.record()
        if self.last > 0:
            for word in changed.values():
                notes = [note for note in self.notes if note[0] != training.epoch]
                self.notes = (*notes, (training.epoch, word))[-12:]

    def _is_changed_by_hand(self):
        history = self.training.history
        record = history.parameters[history.at(self.training.epoch)]
        return self.training.seen == 0 and not np.array_equal(record, self.network.parameters)

    # ------------------------------------------------------------------ the way back

    def rewind(self, epoch: float) -> None:
        """The network as it was at the record nearest to that epoch; forth, too."""
        self.stop()
        self.end = ""
        training, history = self.training, self.training.history
        record = history.at(epoch)
        there = training.seen == 0 and history.epochs[record] == training.epoch
        if not (there and np.array_equal(history.parameters[record], self.network.parameters)):
            training.rewind(epoch)
            self.settings.settle()

    def move(self, records: int) -> None:
        """Some records forth, or back."""
        history = self.training.history
        to = history.at(self.training.epoch) + records
        self.rewind(history.epochs[min(max(to, 0), len(history) - 1)])

    def reset(self) -> None:
        """Back to the start; the curve so far is kept as `before`."""
        self.rewind(0)
        self._leave_old_curve()
        self.training.record()

    def rescue(self) -> None:
        """After a divergence: back to the best record so far, with a smaller rate."""
        history, rate = self.training.history, self.settings.smaller_rate
        best = np.argmin(np.where(np.isfinite(history.loss), history.loss, np.inf))
        self.rewind(history.epochs[best])
        self.settings.rate = rate

    @property
    def progress(self) -> Progress:
        """Where it stands, for undo."""
        return Progress(self.training)

    @progress.setter
    def progress(self, progress: Progress) -> None:
        self.training.restore(progress.state)
        self.settings.measured = progress.loss
        self.settings.settle()
        self.end, self._right = "", (0, None)

    def _leave_old_curve(self):
        """Going on from an earlier record: what came after it is from now on `before`."""
        if self.is_rewound:
            history, epoch = self.training.history, self.training.epoch
            self.before = history, history.at(epoch)
            self.notes = tuple(note for note in self.notes if note[0] <= epoch)
