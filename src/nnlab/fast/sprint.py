"""Many plain epochs at a stretch: where `Training` hands over to the engine, and takes back.

The engine knows only the plain case: bends and losses it knows, numbers that stay finite. It works
on memory of its own, a stretch of epochs at a time, and leaves behind what core would: parameters,
the optimizer's memory, the records. Whatever is unusual (numbers that grow beyond measure, Ctrl-C)
ends the stretch as if it had never begun. Core then walks it epoch by epoch and says what happened:
there's one account of divergence and of interrupts, core's.

Why a stretch: to note an epoch and make it safe costs more than a tiny network's epoch. A stretch
is long enough to spread that thin, and at MILLISECONDS short enough that nobody waits for it. Its
length hangs on sizes only, never on a clock: the same call always gives the same bits.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from . import kernels
from .choose import choose
from .job import Job, plain_sgd
from .matrix import Matrix

MILLISECONDS = 50
BYTES = 2e6  # what the parameters of a stretch may take: they stay in L2

_workers = WeakKeyDictionary()  # training -> its worker: here, since a Training can be copied


def sprint(training, epochs: int):
    """Go on by up to `epochs` plain epochs. Returns the loss then; None if core must go first.

    Adds the records that are due on the way, but not one for the last epoch: that's left to core.
    """
    rates = np.shape(getattr(training.optimizer, "learning_rate", 0))
    if rates not in ((), training.network.runs):
        return None  # core says what's wrong with them
    worker, diverged = _worker(training), training.history.diverged
    if training._order is not None or worker.resting(training.epoch, diverged):
        return None
    every, start = training.record_every, training.epoch
    n = min(epochs, worker.stretch)
    if training.callback is not None or training.stop_when is not None:
        n = min(n, every - start % every)  # they are asked at each record
    due = (np.arange(start + 1, start + n + 1) % every == 0).tolist()
    due[-1] = due[-1] or n == epochs or n > 1  # a stretch ends where the loss is finite
    training._undo = before = training._snapshot()  # what an interrupt goes back to
    random = training._rng.bit_generator.state
    try:
        with np.errstate(all="ignore"):
            rows, losses = worker.run(training, due)
            if rows is not None:
                _keep(training, worker.job, rows, losses)
    except BaseException:  # core forgets what was kept so far
        training._rng.bit_generator.state = random
        raise
    if rows is None:  # it ran away: core shall see to it
        training._rng.bit_generator.state = random
        training._put_back(np.ones_like(diverged), *before[:3])
        training._undo = None
        return worker.rest(start, n, diverged)
    return losses[-1]


def _keep(training, job, rows, losses):
    """The records on the way, then the parameters, then the epoch: only that makes it count."""
    n, every, start = len(rows), training.record_every, training.epoch
    noted = slice(every - 1 - start % every, n - 1, every)
    epochs = np.arange(start + 1, start + n + 1)[noted]
    if epochs.size:
        tested = training.validation and job.values(rows[noted], *training.validation)
        training.history._add(training.network, epochs, losses[noted], rows[noted], tested)
    training.network.parameters[...] = rows[-1]
    vars(training).update(_epoch=start + n, _undo=None)  # at once, whatever interrupts


class _Worker:
    """An engine at work on one training, for as long as nothing about that training changes."""

    def __init__(self, training):
        self.key, self.engine, self.until, self.rows = _key(training), None, None, ()
        self.kept = training.network.activations  # alive, so that their ids stay theirs
        names = kernels.names(training.network, training.loss)
        if names is not None:
            self.job = Job(training, *names)
            self.engine, milliseconds = choose(self.job)
            row = training.network.parameters.nbytes
            self.stretch = max(1, min(int(MILLISECONDS / milliseconds), int(BYTES / row)))

    def run(self, training, due):
        """The parameters after each epoch and the losses where due; (None, None): it ran away."""
        job, engine, network, n = self.job, self.engine, training.network, len(due)
        diverged = training.history.diverged
        job.hold_where(diverged, network.parameters)
        if n > len(self.rows):  # kept: fresh memory costs more than a copy
            self.rows = engine.new_rows(n)
        rows, losses = self.rows[:n], np.empty((n, *network.runs), job.dtype)
        draw = training._rng.permutation
        orders = [draw(len(job.X)) for _ in due] if job.shuffled else None
        engine.load(network.parameters)
        try:
            engine.run(orders, due, rows, losses)
        except OverflowError:  # exp(-z) of plain Python: numpy says inf
            self.engine = engine = Matrix(job)
            engine.load(network.parameters)
            engine.run(orders, due, rows, losses)
        plain = (slice(None), ~diverged) if diverged.any() else slice(None)
        if not _tame(rows[plain]):
            return None, None
        noted = np.flatnonzero(due)
        return (rows, losses) if np.isfinite(losses[noted][plain]).all() else (None, None)

    def resting(self, epoch, diverged) -> bool:
        """Is core to do the next epoch? After a failed stretch: until it has met the reason."""
        if self.engine is None or diverged.all():
            return True
        if self.until is None:
            return False
        if epoch != self.epoch + 1 or not np.array_equal(diverged, self.diverged):
            self.until = None  # that was it: something has gone back
            return False
        if epoch >= self.until:
            self.engine = None  # there was none: it would fail again
        self.epoch = epoch
        return True

    def rest(self, epoch, n, diverged):
        """Leave the next n epochs to core."""
        self.epoch, self.until, self.diverged = epoch, epoch + n, diverged.copy()


def _worker(training) -> _Worker:
    worker = _workers.get(training)
    if worker is None or worker.key != _key(training):
        worker = _workers[training] = _Worker(training)
    return worker


def _key(training):
    parts = (training.network, training.X, training.y, training.loss, training.optimizer)
    numbers = (training.batch_size, training.shuffle, training.l1, training.l2)
    plain = plain_sgd(training.optimizer)
    return *map(id, parts), *numbers, plain, *map(id, training.network.activations)


def _tame(rows) -> bool:
    """So far from overflow that nothing can have overflowed on the way; false for NaN."""
    numbers = rows.ravel("K")
    return bool(np.einsum("i,i", numbers, numbers) < np.sqrt(np.finfo(rows.dtype).max))
