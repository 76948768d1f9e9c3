"""How much of a training goes into a slice, so that the reader is answered meanwhile."""

import math
import time

from nnlab.core import Training

SLICE = 0.01  # seconds of training between two looks at what the reader does
LONG = 0.03  # an epoch that takes longer is gone through batch by batch


def position(training: Training) -> float:
    """The epoch, with the part of it that is done."""
    return training.epoch + training.seen / len(training.X)


class Pacer:
    """Trains in slices, from now on, and finds out how much goes into one.

    Attributes
    ----------
    pace : epochs a second, lately

    >>> from nnlab import Network
    >>> training = Training(Network([1, 1], "identity", rng=0), [[1.0]], [[2.0]])
    >>> Pacer(training).slice(until=1), training.epoch
    (0.001, 1)
    """

    def __init__(self, training: Training) -> None:
        self.training, self.pace = training, 0.0
        self._clock, self._due = time.perf_counter(), 0.0  # the last slice's time; epochs due
        self._measured = self._clock, position(training)  # when and where the pace was, last
        self._epoch_seconds, self._n = SLICE, 1  # what an epoch takes; how many the last slice had

    def slice(self, speed: float = math.inf, until: float = math.inf) -> float:
        """Train, at most at so many epochs a second; how many seconds to rest."""
        training, now, start = self.training, time.perf_counter(), position(self.training)
        passed = min(max(now - self._clock, 1e-9), 0.1)  # another cell's time isn't made up for
        self._clock, self._due = now, min(self._due + passed * speed, max(1.0, 0.1 * speed))
        due, batch = min(self._due, until - start), 1 / training.n_batches
        if due < 1 or self._epoch_seconds > LONG and training.n_batches > 1:
            self._by_batches(start + due - batch + 1e-9, now + SLICE)
            self._epoch_seconds *= 1 if training.seen else 0.9  # now and then measured again
        else:
            n = self._n = max(1, int(min(due, SLICE / self._epoch_seconds, 2 * self._n)))
            training.run(n)
            self._epoch_seconds = max(time.perf_counter() - now, 1e-6) / n  # some clocks are coarse
        done = position(training) - start
        self._due -= done
        when, where = self._measured
        if now - when > 0.5:
            self.pace, self._measured = (start - where) / (now - when), (now, start)
        return 0.001 if done else min(max((batch - self._due) / speed, 0.002), 0.03)

    def _by_batches(self, end: float, clock: float) -> None:
        """Train up to a place, or until the time is up, the epoch ends, or it diverges."""
        while position(self.training) <= end and time.perf_counter() < clock:
            self.training.step()
            if self.training.seen == 0:
                break
