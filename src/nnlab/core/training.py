"""Learning: the step, the loop around it, and what to do when it runs away or is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from . import checks
from .checks import ArrayLike, Seed
from .closed import Closed
from .gradients import penalty
from .history import History
from .losses import Loss, as_loss, mean_squared_error
from .network import Network
from .optimizers import as_optimizer
from .place import Place, forget

CHUNK = 2e5  # so many numbers of hidden layers at once, when many records are measured anew
SAMPLES = 512  # that are measured at a time: what the layers say then stays in the cache
UNFIT = "was no finite number before it began. Undo, or set network.parameters"
REMEDY = "Try a smaller learning rate, or inputs nearer to -1..1"
DIVERGED = f"outgrew all numbers, and went back to the last finite ones. {REMEDY}"


def _checked(step):
    """`train_step`, after a check of all that a step needs; a loss may be given by its name."""

    @wraps(step)
    def checked(network, X, y, loss, optimizer, *, l1=0.0, l2=0.0):
        if not isinstance(network, Network):
            raise ValueError(f"give a Network, not {checks.short(network)}")
        loss, optimizer = as_loss(loss), as_optimizer(optimizer)
        l1, l2 = checks.positive(l1, "l1"), checks.positive(l2, "l2")
        return step(network, X, y, loss, optimizer, l1=l1, l2=l2)

    return checked


@_checked
def train_step(network: Network, X, y, loss, optimizer, *, l1: float = 0.0, l2: float = 0.0):
    """One step downhill. Returns the loss before the step: one number, or one per run."""
    traces = network.forward(X)  # send the inputs forward
    error = loss(traces[-1].a, y)  # how wrong is it?
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))  # send the blame backward
    if l1 or l2:  # large weights cost, too
        cost, slopes = penalty(network, l1, l2)
        error, gradients = error + cost, gradients + slopes
    optimizer.step(network.parameters, gradients)  # a step downhill
    return error


_step = train_step.__wrapped__  # for those who have checked


class Training(Closed):
    """The one loop behind `fit` and every lab, which can pause: run some epochs, or a single step.

    `run(5)` and `run(5)` do what `run(10)` does. Between them the network's parameters may change,
    and so may loss, optimizer, batch_size, l1 and l2. All parameters are those of `fit`.

    Attributes
    ----------
    X, y : ndarray
        Copies of the data, read-only.
    epoch : int
        How many whole epochs the network has been trained.
    seen : int
        How many samples of an epoch that has begun were learned from; 0 between epochs.
    history : History
        The records so far.

    Examples
    --------
    >>> from nnlab import Network
    >>> training = Training(Network([1, 1], "identity", rng=0), [[1.0], [2.0]], [[2.0], [4.0]])
    >>> training.run(10).epochs[-1].item(), training.run(10).epochs[-1].item()
    (10, 20)
    """

    _instead = dict.fromkeys(("learning_rate", "lr"), ".optimizer.learning_rate")
    _instead |= {"momentum": ".optimizer.momentum", "epoch": ".run, .step or .rewind"}
    _instead |= {"history": ".forget() to begin a new one"}
    _checks = {"loss": as_loss, "optimizer": as_optimizer}
    _checks |= dict.fromkeys(("l1", "l2"), checks.positive)
    _copies = True  # of the data, so that nobody can change it
    _checks |= {"batch_size": lambda n, name: None if n is None else checks.whole(n, name)}

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        *,
        loss: Loss | str = mean_squared_error,
        optimizer: Any = None,
        batch_size: int | None = None,
        shuffle: bool = True,
        rng: Seed = None,
        l1: float = 0.0,
        l2: float = 0.0,
        record_every: int = 1,
        validation: tuple[ArrayLike, ArrayLike] | None = None,
        stop_when: Callable | None = None,
        callback: Callable | None = None,
    ):
        checks.need(isinstance(network, Network), f"give a Network, not {checks.short(network)}")
        self.network, self.loss, self.l1, self.l2 = network, as_loss(loss), l1, l2
        self.X, self.y = self._data((X, y), "the data")
        self.validation = None if validation is None else self._data(validation, "validation")
        self.optimizer, self.batch_size = optimizer, batch_size
        self.shuffle = checks.flag(shuffle, "shuffle")
        self.record_every = checks.whole(record_every, "record_every")
        self.stop_when = checks.function(stop_when, "stop_when", "history")
        self.callback = checks.function(callback, "callback", "network", "epoch", "loss")
        self._rng = checks.generator(rng)
        self.epoch, self.seen, self._order = 0, 0, None  # the order of an epoch that has begun
        self._undo: Place | None = None  # where to go back to after an interrupt
        self._start: Place  # where the epoch began, to go back to if it diverges
        self._stretch: Any = None  # the fast path's, once it has begun
        self._unfit = np.zeros(network.runs, bool)  # runs that weren't finite before it began
        self.history = History(network, self.record_every, self.loss)
        self._note()
        self._closed = True

    @property
    def n_batches(self) -> int:
        """How many steps an epoch takes."""
        return -(-len(self.X) // (self.batch_size or len(self.X)))

    def run(self, epochs: int) -> History:
        """Go through all samples that many times, unless something ends it early.

        An epoch that `step` has begun is ended first, and counts. Ctrl-C keeps the whole epochs so
        far; an error, of a callback too, goes back to where the run began.
        """
        epochs = checks.whole(epochs, "epochs", 0)
        try:
            before = Place(self)
            self._end(self._train(epochs))
            return self.history  # in here, where an interrupt is met
        except KeyboardInterrupt:
            self._take_back()
            self._end(f"interrupted at epoch {self.epoch}")
            return self.history
        except BaseException:
            self.restore(before)
            raise

    def step(self) -> np.ndarray:
        """Learn from the next batch. Returns its loss before that, one per run.

        The last batch of an epoch adds a record. Where the numbers outgrow all bounds, the network
        goes back to where the epoch began, and `history.diverged` says so. `stop_when` and
        `callback` aren't asked.
        """
        try:
            before = self.epoch
            self._prepare()
            self._begin()
            error, rows = self._batch()
            loss = self._settle(rows)
            if self.epoch > before:
                self._note(loss)
            return error
        except BaseException:
            self._take_back()
            raise

    def measure(self, network: Network | None = None, X: Any = None, y: Any = None) -> np.ndarray:
        """The loss over all samples as the network is now, penalty included: one per run."""
        network = self.network if network is None else network
        X, y = (self.X, self.y) if X is None else (checks.inputs(X, network), y)
        with np.errstate(all="ignore"):
            parts = [network._outputs(X[at : at + SAMPLES]) for at in range(0, len(X), SAMPLES)]
            loss = self.loss(np.concatenate(parts, axis=-2), y)
            return loss + penalty(network, self.l1, self.l2)[0] if self.l1 or self.l2 else loss

    def _losses(self, parameters, activations, X, y):
        """Those of many records: so many networks at once, a few at a time."""
        chunk = max(1, int(CHUNK / (len(X) * sum(self.network.sizes) * parameters[0, ..., 0].size)))
        parts = [parameters[at : at + chunk] for at in range(0, len(parameters), chunk)]
        return np.concatenate(
            [self.measure(Network._on(p, self.network.sizes, activations), X, y) for p in parts]
        )

    def forget(self) -> None:
        """Begin a new history with the record of now; the old one stays as it was."""
        self._leave_what_was_undone()
        n = len(self.history)
        self._set(history=self.history._part(n - 1, n, self.record_every))

    def rewind(self, epoch: float) -> None:
        """Go back (or forth) to the record nearest to that epoch, activations included.

        Later records stay until the training goes on from here. The optimizer forgets.
        """
        epoch = int(self.history.epochs[self.history.at(epoch)])
        then = self.history.network_at(epoch)
        self.network._become(then.parameters, then.activations)
        forget(self.optimizer)
        self._stand_at(epoch)

    def record(self) -> None:
        """The network was changed by hand: this epoch's record is what it is now."""
        self._stand_at(self.epoch)
        self._leave_what_was_undone()
        self._note()

    def remeasure(self) -> None:
        """See all records with the loss as it is now."""
        for name, pair in (("loss", (self.X, self.y)), ("validation_loss", self.validation)):
            if pair is not None:
                self.history._remeasure(name, lambda *some, pair=pair: self._losses(*some, *pair))
        self.history._set(measured=self.loss)

    def state(self) -> Place:
        """How far it is, for `restore`: everything but the settings."""
        return Place(self)

    def restore(self, state: Place) -> None:
        """Go back to what `state` returned."""
        state.restore(self)
        if self.epoch >= self.history.epochs[-1]:
            self._note()

    def _data(self, pair, name):
        """Samples and targets that fit the network, as copies that can't be changed."""
        checks.need(isinstance(pair, (tuple, list)) and len(pair) == 2, f"{name} must be (X, y)")
        X = checks.inputs(pair[0], self.network)
        y = checks.targets(pair[1], len(X), self.network.n_out).astype(X.dtype)
        copy = self._copies or np.may_share_memory(X, self.network.parameters)
        X = X.copy() if copy else np.ascontiguousarray(X).view()
        X.flags.writeable = y.flags.writeable = False
        return X, y

    def _stand_at(self, epoch, seen=0, order=None):
        """From now on it's there, with nothing to take back."""
        self._set(epoch=epoch, seen=seen, _order=order, _undo=None)

    def _begin(self):
        """Keep this place, for what may go wrong from here on."""
        self._undo = Place(self)
        if not self.seen:
            self._start = self._undo

    def _take_back(self):
        """After an interrupt or an error: as if what was begun had never begun."""
        if self._undo is not None:
            self.restore(self._undo)

    def _leave_what_was_undone(self):
        """Forget the records after this epoch, in a history of its own."""
        if self.epoch < self.history.epochs[-1]:
            self._set(history=self.history.until(self.epoch))

    def _prepare(self):
        """Before anything is learned: something may have changed since."""
        if not self.seen:
            self._leave_what_was_undone()
            self._unfit = ~self._finite(self._note())
            self.history._set(diverged=self._unfit)

    def _train(self, epochs):
        """Train; return why it ended."""
        self._prepare()
        if self._unfit.all():
            return "not begun"
        from . import stretch  # loads with the first training

        end = self.epoch + epochs
        while self.epoch < end:
            loss = None if self.seen else stretch.advance(self, end - self.epoch)
            loss = self._advance() if loss is None else loss
            if self.history.diverged.all():
                return f"diverged in epoch {self.epoch + 1}"
            if self.epoch % self.record_every:
                continue
            self._note(loss)
            if self.callback is not None:
                self.callback(self.network, self.epoch, loss)
            if self.stop_when is not None:
                ended = self.stop_when(self.history)
                checks.need(np.ndim(ended) == 0, "stop_when gave an array: end in .all() or .any()")
                if ended:
                    return f"stop_when ended it at epoch {self.epoch}"
        return f"finished at epoch {self.epoch}"

    def _advance(self):
        """What is left of an epoch. Returns the loss then."""
        self._begin()
        while self.seen < len(self.X):
            self._batch()
        return self._settle(slice(None))

    def _batch(self):
        """A step on the next samples. Returns their loss before it, and which they are."""
        n, size = len(self.X), self.batch_size or len(self.X)
        rows = slice(None)
        if self.seen or size < n:
            if self._order is None:  # kept until the epoch is whole
                self._order = self._rng.permutation(n) if self.shuffle else np.arange(n)
            rows = self._order[self.seen : self.seen + size]
        what = self.network, self.X[rows], self.y[rows], self.loss, self.optimizer
        with np.errstate(all="ignore"):
            error = _step(*what, l1=self.l1, l2=self.l2)
        self._set(seen=min(n, self.seen + size))
        return error, rows

    def _settle(self, rows):
        """See what has come of it: the loss of these samples, or of all if the epoch is whole.

        A run whose numbers outgrow all bounds goes back to where the epoch began; is held there.
        """
        whole = self.seen == len(self.X)
        rows = slice(None) if whole else rows
        loss = self.measure(None, self.X[rows], self.y[rows])
        lost = self.history.diverged | ~self._finite(loss)
        if lost.any():
            self._start.undo(self.network.parameters, self.optimizer, lost)
            loss = self.measure(None, self.X[rows], self.y[rows])
        self.history._set(diverged=lost)
        if lost.all():
            self._stand_at(self.epoch)
        elif whole:
            self._stand_at(self.epoch + 1)
        else:
            self._undo = None
        return loss

    def _finite(self, loss):
        return np.isfinite(loss) & np.isfinite(self.network.parameters).all(axis=-1)

    def _note(self, loss=None):
        """Record where training stands, unless the last record says so. Returns the loss."""
        history, network = self.history, self.network
        if loss is None and history._agrees(self.epoch, network):
            return history.loss[-1]
        loss = self.measure() if loss is None else loss
        if self.seen or len(history) and not self._finite(loss).any():
            return loss  # never without a record to go back to
        rows = [np.asarray(loss)[np.newaxis], network.parameters[np.newaxis]]
        if self.validation is not None:
            rows.append(self.measure(network, *self.validation)[np.newaxis])
        history._add(network, [self.epoch], *rows)
        return loss

    def _end(self, why):
        """Leave a record that agrees with the network, and say why training ended."""
        self._note()
        for lost, what in (self._unfit, UNFIT), (self.history.diverged & ~self._unfit, DIVERGED):
            if lost.any():
                who = f"{lost.sum()} of {lost.size} runs" if self.network.runs else "the network"
                why += f": the loss or a parameter of {who} {what}"
        self.history._set(stopped=why)

    def __repr__(self) -> str:
        return f"Training({self.network}, epoch {self.epoch})"
