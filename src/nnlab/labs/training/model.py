"""A training that goes on in short slices, can be rewound, and takes any change meanwhile.

There are no widgets in it: `TrainingLab` shows it, a test can call it.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlab.core import History, Network, Training, checks, identity
from nnlab.labs.pacing import Pacer, position
from nnlab.labs.sides import Sides
from nnlab.labs.training.moments import FEW, NEAR, Moments
from nnlab.labs.training.settings import Settings

FASTEST = 10_000  # epochs a second; from here on it goes as fast as it can
SLOW = 15  # epochs a second where a corner changes sides, so that it can be seen
NO_NUMBERS = (
    "the network holds numbers that can't be trained (not finite, or far too large): undo, reset, "
    "or set network.parameters"
)
AHEAD = 300  # epochs that a few samples' curve shows at least: then a shelf is flat
MOST = 3e4  # numbers in many networks that are looked at together


class LiveTraining:
    """A training, its pace, what was changed on the way, and the way back.

    Parameters
    ----------
    training : core's loop
    epochs : a run ends by itself after so many; None: never
    speed : epochs a second at most; None: as fast as it goes

    Attributes
    ----------
    running : whether `slice` has something to do
    end : why the last run ended by itself, "diverged" or "done"; else ""
    pacer : how much goes into a slice, with its `.pace`
    before : the history that was left by going on from an earlier record, and which; or None
    notes : (epoch, what was changed) each
    loss, validation : how wrong it is, and on the validation data, when `read` was called
    wrong, missed : which samples, and validation data, are on the wrong side then, or None
    since : since which epoch all of them have been on their side, if they are
    moments : what is worth a second look, and when all were right first
    guess : the epoch by which the reader says that all will be right, if that was said

    Examples
    --------
    >>> from nnlab import Network
    >>> model = LiveTraining(Training(Network([1, 1], "identity", rng=0), [[1.0]], [[2.0]]))
    >>> model.advance(20)
    >>> model.rewind(5)
    >>> model.position, model.state
    (5.0, 'rewound')
    """

    def __init__(
        self, training: Training, *, epochs: int | None = None, speed: float | None = None
    ) -> None:
        self.training, self.network = training, training.network
        self.settings, self.sides = Settings(training), Sides(training.y)
        self.epochs = None if epochs is None else checks.whole(epochs, "epochs")
        speed = FASTEST if speed is None else checks.number(speed, "speed")
        checks.need(speed > 0, "speed must be above 0: epochs a second, or None")
        self.speed = min(speed, FASTEST)
        self.running, self.end, self.pacer, self._until = False, "", Pacer(training), math.inf
        self.before: tuple[History, int] | None = None
        self.notes: tuple[tuple[int, str], ...] = ()
        self.guess: float | None = None
        self.validation: float | None = None
        self.wrong: Any = None
        self.missed: Any = None
        self.since: int | None = None
        self._switched = 0  # the epoch of the last change of an activation
        self.moments = self._new_moments()

    def _new_moments(self) -> Moments:
        def wrong(outputs: np.ndarray) -> np.ndarray:
            return self.sides.wrong(outputs, self.scale[0])

        return Moments(self.training.X, wrong if self.sides.classes is not None else None)

    # ------------------------------------------------------------------ where it stands

    @property
    def position(self) -> float:
        """The epoch, with the part of it that is done."""
        return position(self.training)

    @property
    def last(self) -> int:
        """The epoch of the last record."""
        return int(self.training.history.epochs[-1])

    @property
    def asks(self) -> bool:
        """Whether it can still be foretold when a few samples will all be right."""
        few = self.sides.classes is not None and len(self.training.X) <= FEW
        trained = self.position or self.last or self.since is not None  # here, or before
        return few and self.before is None and not trained

    @property
    def state(self) -> str:
        """In a word: running, diverged, done, rewound or paused."""
        rests = "rewound" if self.training.epoch < self.last else "paused"
        return "running" if self.running else self.end or rests

    @property
    def scale(self) -> tuple[float, float]:
        """The output that decides, and how far from it what is sure lies; of a z it's 0 and 4."""
        z = self.network.activations[-1] is identity
        middle = 0.0 if z and self.training.loss.wants == "z" else self.sides.middle
        return middle, 4.0 if z and middle == 0 else 1.0 - self.sides.middle

    @property
    def pace(self) -> float:
        """Epochs a second that are wanted now: until all are right, few where a corner turns."""
        epoch, first = self.training.epoch, self.moments.first
        if self.speed >= FASTEST:
            return math.inf
        new = first is None or epoch <= first + NEAR
        return min(self.speed, SLOW) if new and self.moments.turning(epoch) else self.speed

    def read(self) -> None:
        """How wrong the network is now, and where."""
        training = self.training
        self.moments.follow(training.history)
        self.loss = float(training.measure())
        if training.validation is not None:
            X, y = training.validation
            self.validation = float(training.measure(self.network, X, y))
            if self.sides.classes is not None and (others := Sides(y)).classes is not None:
                self.missed = others.wrong(self.network(X), self.scale[0])
        if self.sides.classes is not None:
            self.wrong = self._wrong(self.network)
        if self.wrong is None or self.wrong.any():
            self.since = None
        elif self.since is None or self.since > training.epoch:
            self.since = self._first_right()

    def _wrong(self, network: Network) -> np.ndarray:
        with np.errstate(all="ignore"):
            return self.sides.wrong(network(self.training.X), self.scale[0])

    def _first_right(self) -> int:
        """The epoch of the record after the last wrong one, with the activations of today."""
        history, epoch = self.training.history, self.training.epoch
        first = history.at(self._switched) if self._switched <= epoch else 0
        last = history.at(epoch)
        size = max(1, int(MOST / (len(self.training.X) * sum(self.network.sizes))))
        for stop in range(last + 1, first, -size):
            start = max(first, stop - size)
            networks = self.network.with_parameters(history.parameters[start:stop])
            wrong = np.flatnonzero(self._wrong(networks).any(axis=-1))
            if len(wrong):
                return int(history.epochs[min(start + wrong[-1] + 1, last)])
        return int(history.epochs[first])

    # ------------------------------------------------------------------ going on

    def start(self) -> None:
        """Begin to train in slices, until `stop` or for `epochs`."""
        self._need_numbers()
        self.running, self.end, self.pacer = True, "", Pacer(self.training)
        self._until = self.training.epoch + (self.epochs or math.inf)

    def stop(self) -> None:
        """Stop after the step at work."""
        self.running = False

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs now, or for one; one that has begun is ended, and counts."""
        self._by_hand(lambda: self.training.run(epochs or 1))

    def step(self) -> None:
        """One step: the next batch."""
        self._by_hand(self.training.step)

    def slice(self) -> float | bool:
        """A few milliseconds of training; how many seconds to rest, or False at the end."""
        if not self.running:
            return False
        self.notice()
        rest = self._train(lambda: self.pacer.slice(self.pace, self._until))
        if not self.end and self.training.epoch >= self._until:
            self.end = "done"
        self.running = not self.end
        return self.running and rest

    def _by_hand(self, train: Callable[[], Any]) -> None:
        self.stop()
        self._need_numbers()
        self.notice()
        self.end = ""
        self._train(train)

    def _train(self, train: Callable[[], Any]) -> Any:
        self._leave_old_curve()
        result = train()
        self.moments.follow(self.training.history)
        if self.training.history.diverged:
            self.end = "diverged"
        return result

    def _need_numbers(self) -> None:
        finite = np.isfinite(self.network.parameters).all() and np.isfinite(self.training.measure())
        checks.need(finite, NO_NUMBERS)

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
            self.moments = self._new_moments()  # perhaps another output decides
        if "activations" in changed:
            self._switched = training.epoch
        there = training.history.parameters[training.history.at(training.epoch)]
        by_hand = training.seen == 0 and not np.array_equal(there, self.network.parameters)
        if by_hand or "activations" in changed:
            self.since = None
            if training.seen == 0 and math.isfinite(training.measure()):
                self._leave_old_curve()
                training.record()
        if changed and self.last > 0:
            others = [note for note in self.notes if note[0] != training.epoch]
            self.notes = (*others, (training.epoch, list(changed.values())[-1]))[-12:]

    # ------------------------------------------------------------------ the way back

    def foretell(self, epoch: float) -> None:
        """Say when all will be right."""
        self.guess = float(min(max(round(epoch), 1), AHEAD))

    def rewind(self, epoch: float) -> None:
        """The network as it was at the record nearest to that epoch; forth, too."""
        self.stop()
        self.end = ""
        self.training.rewind(epoch)
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
    def progress(self) -> Any:
        """Where it stands, for undo."""
        return self.training.state()

    @progress.setter
    def progress(self, progress: Any) -> None:
        self.training.restore(progress)
        self.settings.settle()
        self.end, self.since = "", None

    def _leave_old_curve(self) -> None:
        """Going on from an earlier record: what came after it is from now on `before`."""
        history, epoch = self.training.history, self.training.epoch
        if epoch < self.last:
            self.before = history, history.at(epoch)
            self.notes = tuple(note for note in self.notes if note[0] <= epoch)
