"""The moments of a training that are worth a second look: found as its records come in.

A film of a training needs few frames, and those where something happened. So a record becomes a
moment where a sample changed sides, where the answers have moved far, or where much time has gone
by; and where there are too many, the one goes whose neighbours are most alike.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import History, Network

FRAMES = 10  # moments that are kept, besides the present one
AT_ONCE = 3e4  # numbers in many networks that are asked together
MANY = 512  # samples beyond which nothing is watched: it would cost as much as the training
ANSWERS = 64  # samples whose answers say how far things have moved
FAR = 0.17  # from one moment to the next, as of `_far`
FEW = 12  # samples at most of which each one's change of sides is an event
NEAR = 15  # epochs before and after it that are its own


@dataclass(frozen=True, eq=False)
class Moment:
    """A record, what it answered, and which samples were wrong."""

    epoch: int
    network: Network
    answers: np.ndarray
    wrong: np.ndarray

    @property
    def right(self) -> int:
        """How many samples were right."""
        return len(self.wrong) - int(self.wrong.sum())


class Moments:
    """The moments of a history, and its great one: the first epoch with all samples right.

    Parameters
    ----------
    X : (n_samples, n_in)
    wrong : of outputs, (*runs, n_samples, n_out), which samples are on the wrong side; None where
        there are no sides

    Attributes
    ----------
    kept : the moments, first to last
    first : the epoch at which all were right first, or None
    end : the newest record

    >>> from nnlab import SGD, Training
    >>> from nnlab.datasets import make_gate
    >>> X, y = make_gate("xor")
    >>> training = Training(Network([2, 2, 1], "sigmoid", rng=0), X, y, optimizer=SGD(2.0), rng=0)
    >>> moments = Moments(X, lambda out: (out[..., 0] > 0.5) != (y[:, 0] > 0.5))
    >>> moments.follow(training.run(3000))
    >>> moments.first, [moment.epoch for moment in moments.kept][:6]
    (232, [0, 4, 100, 145, 220, 232])
    """

    def __init__(self, X: np.ndarray, wrong: Callable[[np.ndarray], np.ndarray] | None) -> None:
        self._X, self._wrong = X, wrong
        self.watching = wrong is not None and len(X) <= MANY
        self.kept: list[Moment] = []
        self.first: int | None = None
        self.end: Moment | None = None
        self._speed = np.zeros(1)  # of the answers, an epoch
        self._changed = -math.inf  # the epoch of the last change of sides

    @property
    def all(self) -> list[Moment]:
        """The kept ones, and the newest record."""
        newest = [self.end] if self.end and self.end.epoch > self.kept[-1].epoch else []
        return self.kept + newest

    def follow(self, history: History) -> None:
        """Look at what has been recorded since, and forget what isn't in the history any more."""
        if not self.watching:
            return
        self._forget(history)
        epochs, done = history.epochs, -1 if self.end is None else self.end.epoch
        with np.errstate(all="ignore"):
            for i, networks in self._networks(history, int(np.searchsorted(epochs, done, "right"))):
                outputs = networks(self._X)
                self._take(epochs[i : i + len(outputs)], networks, outputs)

    def turning(self, epoch: float) -> bool:
        """Whether a sample changes sides about now: it has just done so, or is about to."""
        if self.end is None or self._wrong is None or len(self._X) > FEW:
            return False
        soon = self.end.answers + NEAR * self._speed  # if it goes on as it does
        near = 0 <= epoch - self._changed <= NEAR
        return near or bool((self._wrong(soon) != self.end.wrong).any())

    # ------------------------------------------------------------------ inside

    def _forget(self, history: History) -> None:
        """What was left by going on from an earlier record, or undone, has never been."""
        kept = [moment for moment in self.kept if _agrees(moment, history)]
        if self.end is None or (len(kept) == len(self.kept) and _agrees(self.end, history)):
            return
        newest = int(history.epochs[-1]) - NEAR  # from there on it's looked at anew
        self.kept = [moment for moment in kept if moment.epoch < max(newest, 1)]
        self.end = self.kept[-1] if self.kept else None
        self._speed, self._changed = np.zeros(1), -math.inf
        if all(moment.epoch != self.first for moment in self.kept):
            self.first = None

    def _networks(self, history: History, start: int) -> Iterator[tuple[int, Network]]:
        """The records from `start` on as the runs of networks, each with the index of its first."""
        sizes = history.network_at(int(history.epochs[0])).sizes
        size = max(1, int(AT_ONCE / (len(self._X) * sum(sizes))))
        for i in range(start, len(history), size):
            yield from _alike(history, i, min(i + size, len(history)))

    def _take(self, epochs: np.ndarray, networks: Network, outputs: np.ndarray) -> None:
        """Some more records, (n,), with their outputs, (n, n_samples, n_out)."""
        assert self._wrong is not None
        wrong, answers = self._wrong(outputs), outputs[:, :ANSWERS]

        def moment(k: int) -> Moment:
            return Moment(int(epochs[k]), networks.run(k), answers[k], wrong[k])

        if not self.kept:
            self._keep(moment(0))
        last = self.end or self.kept[0]
        before = np.concatenate([last.wrong[np.newaxis], wrong[:-1]])
        changed, solved = np.any(wrong != before, axis=-1), ~np.any(wrong, axis=-1)
        start = int(epochs[0] <= self.kept[-1].epoch)
        while start < len(epochs):
            far = _far(self.kept[-1], epochs[start:], answers[start:])
            due = (far > FAR) & _round(epochs[start:]) | changed[start:] & (far > FAR / 3)
            if self.first is None:
                due |= solved[start:]
            if not due.any():
                break
            start += int(due.argmax())
            self._keep(moment(start))
            start += 1
        if changed.any():
            self._changed = float(epochs[np.flatnonzero(changed)[-1]])
        then = last if len(epochs) < 2 else moment(len(epochs) - 2)
        self.end = moment(len(epochs) - 1)
        self._speed = (self.end.answers - then.answers) / max(1, self.end.epoch - then.epoch)

    def _keep(self, moment: Moment) -> None:
        """One more; where there are too many now, the one goes that is missed least."""
        if self.first is None and not moment.wrong.any():
            self.first = moment.epoch
        self.kept.append(moment)
        if len(self.kept) <= FRAMES:
            return
        lost = [
            math.inf if here.epoch == self.first else float(_far(one, other.epoch, other.answers))
            for one, here, other in zip(self.kept, self.kept[1:], self.kept[2:], strict=False)
        ]
        del self.kept[1 + int(np.argmin(lost))]


def _alike(history: History, start: int, stop: int) -> Iterator[tuple[int, Network]]:
    """Records as the runs of one network; of several where the activations were changed."""
    one, other = (history.network_at(int(history.epochs[k])) for k in (start, stop - 1))
    if one.activations == other.activations:
        yield start, one.with_parameters(history.parameters[start:stop])
    else:
        middle = (start + stop) // 2
        yield from _alike(history, start, middle)
        yield from _alike(history, middle, stop)


def _agrees(moment: Moment, history: History) -> bool:
    """Whether the history says so, too; of epochs that it has forgotten it says nothing else."""
    epochs = history.epochs
    at = int(np.searchsorted(epochs, moment.epoch))
    if at == len(epochs) or epochs[at] != moment.epoch:
        return at < len(epochs) and history.every > 1
    same = np.array_equal(history.parameters[at], moment.network.parameters, equal_nan=True)
    return same and history.network_at(moment.epoch).activations == moment.network.activations


def _far(moment: Moment, epochs: ArrayLike, answers: np.ndarray) -> np.ndarray:
    """How unlike a moment others are: by the answer that has moved most, and by the time."""
    moved = np.abs(answers - moment.answers).max(axis=(-2, -1))
    return 1.2 * moved + 0.1 * np.log2((np.asarray(epochs) + 60) / (moment.epoch + 60))


def _round(epochs: np.ndarray) -> np.ndarray:
    """Which epochs read easily, such as 100, 220 and 1,600."""
    ten = 10 ** np.floor(np.log10(np.maximum(epochs, 1)))
    unit = np.where((epochs < 5 * ten) & (ten >= 100), ten / 5, ten)
    return (epochs < 10) | (epochs % unit == 0)
