"""Many plain epochs at a stretch: where `Training` hands over to the fast path, and takes back.

`nnlab.fast` works on arrays of its own; undo, randomness, records and divergence stay here. What is
unusual (numbers that grow beyond measure, Ctrl-C) ends a stretch as if it had never begun. A
shorter one is tried then, and where a single epoch fails, core walks it and says what happened.

Why a stretch: to note an epoch and make it safe costs more than a tiny network's epoch. A stretch
is long enough to spread that thin, and at MILLISECONDS short enough that nobody waits for it. Its
length hangs on sizes and outcomes only, never on a clock: the same call always gives the same bits.
"""

from functools import partial

import numpy as np

from ..fast import Job, worker
from .optimizers import plain_rate

MILLISECONDS = 50
BYTES = 2e6  # what the parameters of a stretch may take: they stay in L2


def advance(training, epochs: int):
    """Go on by up to `epochs` epochs. Returns the loss then; None if core must do the next one.

    Adds the records that are due on the way, but not one for the last epoch: that's left to
    `Training`.
    """
    fast = _fast(training)
    if fast.work is None:
        return None
    every, start = training.record_every, training.epoch
    n = min(epochs, fast.length)
    if training.callback is not None or training.stop_when is not None:
        n = min(n, every - start % every)  # they are asked at each record
    due = np.arange(start + 1, start + n + 1) % every == 0
    due[-1] |= n == epochs or n > 1  # a stretch ends where the loss is finite
    training._begin()  # what an interrupt goes back to
    rows, losses = fast.run(training, due)
    lost = training.history.diverged
    here = (slice(None), ~lost) if lost.any() else slice(None)
    finished = _finite(rows[here], losses[due][here])
    fast.grow(finished, n)
    if finished:
        _keep(training, rows, losses)
        return losses[-1]
    training._take_back()
    return advance(training, epochs) if n > 1 else None


def measure(training):
    """The loss over all samples as the network is now, penalty included; None if core is to."""
    work = _fast(training).work
    if not hasattr(work, "measure"):  # a tiny network has nothing faster
        return None
    work.load(training.network.parameters, training.optimizer)
    with np.errstate(all="ignore"):
        return work.measure()


def _fast(training):
    """The fast path with the settings of now."""
    fast, job = training._stretch, job_of(training)
    if fast is None or fast.job != job:
        fast = training._stretch = Stretch(job)
    return fast


def job_of(training) -> Job:
    """What is to be computed, with the settings of now."""
    network, n = training.network, len(training.X)
    size = min(n, training.batch_size or n)
    parts = {name: getattr(training, name) for name in ("X", "y", "loss", "l1", "l2")}
    parts |= {name: getattr(network, name) for name in ("sizes", "runs", "split", "activations")}
    parts["rate"] = None if training.l1 or training.l2 else plain_rate(training.optimizer)
    parts["shuffled"] = training.shuffle and size < n
    return Job(value=training.loss._function, batch_size=size, **parts)


class Stretch:
    """The fast path at work on one training, for as long as its job stays the same."""

    def __init__(self, job):
        self.job, self.work, self.rows = job, None, ()
        low, high = job.activations[-1].sides
        beyond = job.loss.wants == "probabilities" and (low < 0 or high > 1)
        if beyond or job.loss._needs and not job.loss.in_parts:
            return  # core looks at each step what the network says
        job.loss._checked(np.full_like(job.y, 0.5), job.y)  # may it have these targets?
        self.work, milliseconds = worker(job)
        row = job.n_runs * job.n_parameters * job.X.itemsize
        self.longest = max(1, min(int(MILLISECONDS / milliseconds), int(BYTES / row)))
        self.length = self.longest

    def run(self, training, due):
        """The parameters after each epoch, and the losses where due."""
        n, network = len(due), training.network
        if n > len(self.rows):  # kept: fresh memory costs more than a copy
            self.rows = self.work.new_rows(n)
        rows = self.rows[:n]
        losses = np.full((n, *network.runs), np.nan, network.parameters.dtype)
        draw, samples = training._rng.permutation, len(training.X)
        orders = [draw(samples) for _ in due] if self.job.shuffled else None
        lost, optimizer = training.history.diverged, training.optimizer
        back = partial(training._undo.undo, optimizer=optimizer, lost=lost)
        self.work.load(network.parameters, optimizer)
        with np.errstate(all="ignore"):
            self.work.run(orders, due.tolist(), rows, losses, back if lost.any() else None)
        return rows, losses

    def grow(self, finished, n):
        """Shorter after a failure, longer again after a success."""
        self.length = min(self.longest, max(self.length, 2 * n)) if finished else max(1, n // 8)

    def __reduce__(self):  # a copy of a training begins its own
        return type(None), ()


def _finite(rows, losses) -> bool:
    """Losses finite, and parameters so far from overflow that none can have been on the way."""
    numbers = rows.ravel("K")
    tame = np.einsum("i,i", numbers, numbers) < np.sqrt(np.finfo(rows.dtype).max)
    return bool(tame and np.isfinite(losses).all())


def _keep(training, rows, losses):
    """The records on the way, then the parameters, then the epoch: only that makes it count."""
    n, every, start = len(rows), training.record_every, training.epoch
    noted = slice(every - 1 - start % every, n - 1, every)
    epochs = np.arange(start + 1, start + n + 1)[noted]
    if epochs.size:
        tested, network = None, training.network
        if training.validation is not None:
            tested = training._losses(rows[noted], network.activations, *training.validation)
        training.history._add(network, epochs, losses[noted], rows[noted], tested)
    training.network.parameters[...] = rows[-1]
    training._stand_at(start + n)
