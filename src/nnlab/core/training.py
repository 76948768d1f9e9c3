"""Learning: the step, the loop around it, and what to do when it runs away or is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from . import checks
from .gradients import penalty
from .history import History
from .losses import Loss, as_loss, mean_squared_error
from .network import Network
from .optimizers import as_optimizer
from .place import Place

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from .checks import Seed
    from .stretch import Stretch

CHUNK = 2e5  # so many numbers of hidden layers at once, when many records are measured anew
SAMPLES = 512  # that are measured at a time: what the layers say then stays in the cache


def train_step(network: Network, X, y, loss, optimizer, *, l1: float = 0.0, l2: float = 0.0):
    """One step downhill. Returns the loss before the step: one number, or one per run."""
    loss = _trainable(network, optimizer, loss, l1, l2)
    traces = network.forward(X)  # send the inputs forward
    error = loss(traces[-1].a, y)  # how wrong is it?
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))  # send the blame backward
    if l1 or l2:  # large weights cost, too
        cost, slopes = penalty(network, l1, l2)
        error, gradients = error + cost, gradients + slopes
    optimizer.step(network.parameters, gradients)  # a step downhill
    return error


def _trainable(network, optimizer, loss, l1, l2):
    """The loss, where all of these are what `train_step` needs."""
    checks.need(isinstance(network, Network), f"give a Network, not {checks.short(network)}")
    checks.need(optimizer is not None, "optimizer is None: give SGD(0.1) or Adam()")
    as_optimizer(optimizer, "optimizer")
    for name, price in (("l1", l1), ("l2", l2)):
        if type(price) is not float:
            checks.positive(price, name)
    return as_loss(loss)


class Training(checks.Closed):
    """The one loop behind `fit` and every lab, which can pause: run some epochs, or a single step.

    `run(5)` and `run(5)` do what `run(10)` does. Between them the network's parameters may change,
    and so may loss, optimizer, batch_size, l1 and l2. All parameters are those of `fit`.

    Attributes
    ----------
    X, y : ndarray
        Copies of the data, read-only.

    Examples
    --------
    >>> from nnlab import Network
    >>> training = Training(Network([1, 1], "identity", rng=0), [[1.0], [2.0]], [[2.0], [4.0]])
    >>> training.run(10).epochs[-1].item(), training.run(10).epochs[-1].item()
    (10, 20)
    """

    network: Network
    X: np.ndarray
    y: np.ndarray
    shuffle: bool
    record_every: int
    validation: tuple[np.ndarray, np.ndarray] | None
    loss: Loss
    optimizer: Any
    batch_size: int | None
    l1: float
    l2: float
    stop_when: Callable[[History], bool] | None
    callback: Callable[[Network, int, np.ndarray], object] | None
    _instead = {
        "learning_rate": ".optimizer.learning_rate",
        "lr": ".optimizer.learning_rate",
        "momentum": ".optimizer.momentum",
        "epoch": ".run, .step or .rewind",
        "history": ".forget() to begin a new one",
    }
    _checks = {
        "loss": as_loss,
        "optimizer": as_optimizer,
        "batch_size": lambda n, name: None if n is None else checks.whole(n, name),
        "l1": checks.positive,
        "l2": checks.positive,
    }

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
        data = _data(network, (X, y), "the data")
        vars(self).update(
            network=network,
            X=data[0],
            y=data[1],
            validation=None if validation is None else _data(network, validation, "validation"),
            shuffle=checks.flag(shuffle, "shuffle"),
            record_every=checks.whole(record_every, "record_every"),
            stop_when=checks.function(stop_when, "stop_when", "history"),
            callback=checks.function(callback, "callback", "network", "epoch", "loss"),
        )
        self.loss, self.l1, self.l2 = as_loss(loss), l1, l2
        self.optimizer, self.batch_size = optimizer, batch_size
        self._rng = checks.generator(rng)
        self._epoch, self._seen, self._order = 0, 0, None  # of a begun epoch: samples seen; order
        self._undo: Place | None = None  # where to go back to after an interrupt
        self._start: Place  # where the epoch began, to go back to if it diverges
        self._stretch: Stretch | None = None  # the fast path's, once it has begun
        self._unfit = np.zeros(network.runs, bool)  # runs that weren't finite before it began
        self._history = History(network, self.record_every)
        self._note()

    @property
    def epoch(self) -> int:
        """How many whole epochs the network has been trained."""
        return self._epoch

    @property
    def seen(self) -> int:
        """How many samples of an epoch that has begun were learned from; 0 between epochs."""
        return self._seen

    @property
    def history(self) -> History:
        """The records so far."""
        return self._history

    @property
    def n_batches(self) -> int:
        """How many steps an epoch takes."""
        return -(-len(self.X) // (self.batch_size or len(self.X)))

    def run(self, epochs: int) -> History:
        """Go through all samples that many times, unless something ends it early.

        An epoch that `step` has begun is ended first, and counts.
        """
        epochs = checks.whole(epochs, "epochs", 0)
        try:
            self._end(self._train(epochs))
            return self._history  # in here, where an interrupt is met
        except BaseException as error:
            self._roll_back()
            if not isinstance(error, KeyboardInterrupt):
                raise
            self._end(f"interrupted at epoch {self._epoch}")
            return self._history

    def step(self) -> np.ndarray:
        """Learn from the next batch. Returns its loss before that, one per run.

        The last batch of an epoch adds a record. Where the numbers outgrow all bounds, the network
        goes back to where the epoch began, and `history.diverged` says so. `stop_when` and
        `callback` aren't asked.
        """
        try:
            before = self._epoch
            self._prepare()
            self._mark()
            error, rows = self._batch()
            loss = self._settle(rows)
            if self._epoch > before:
                self._note(loss)
            return error
        except BaseException:
            self._roll_back()
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
        self._history = self._history._newest(self.record_every)

    def rewind(self, epoch: float) -> None:
        """Go back (or forth) to the record nearest to that epoch, bends included.

        Later records stay until the training goes on from here. The optimizer forgets.
        """
        history = self._history
        epoch = int(history.epochs[history.at(epoch)])
        self._go_to(Place(history.network_at(epoch), None, epoch))

    def record(self) -> None:
        """The network was changed by hand: this epoch's record is what it is now."""
        self._seen, self._order = 0, None
        self._leave_what_was_undone()
        self._note()

    def remeasure(self) -> None:
        """See all records with the loss as it is now."""
        for name, pair in (("loss", (self.X, self.y)), ("validation_loss", self.validation)):
            if pair is not None:
                self._history._remeasure(name, lambda *some, pair=pair: self._losses(*some, *pair))

    def state(self) -> tuple:
        """How far it is, for `restore`: everything but the settings."""
        return self._place(), self._history, self._history.epochs[-1]

    def restore(self, state: tuple) -> None:
        """Go back to what `state` returned."""
        place, history, end = state
        self._history = history if history.epochs[-1] == end else history.until(end)
        self._go_to(place)
        if place.epoch >= self._history.epochs[-1]:
            self._note()

    def _place(self) -> Place:
        return Place(self.network, self.optimizer, self._epoch, self._seen, self._order)

    def _go_to(self, place: Place) -> None:
        place.restore(self.network, self.optimizer)
        self._epoch, self._seen, self._order = place.epoch, place.seen, place.order

    def _mark(self) -> None:
        """Keep this place, for what may go wrong from here on."""
        self._undo = self._place()
        if not self._seen:
            self._start = self._undo

    def _leave_what_was_undone(self):
        """Forget the records after this epoch, in a history of its own."""
        if self._epoch < self._history.epochs[-1]:
            self._history = self._history.until(self._epoch)

    def _prepare(self):
        """Before anything is learned: something may have changed since."""
        if not self._seen:
            self._leave_what_was_undone()
            self._unfit = self._history._diverged = ~self._finite(self._note())

    def _train(self, epochs):
        """Train; return why it ended."""
        self._prepare()
        if self._unfit.all():
            return "not begun"
        from . import stretch  # loads with the first training

        end = self._epoch + epochs
        while self._epoch < end:
            loss = None if self._seen else stretch.advance(self, end - self._epoch)
            loss = self._advance() if loss is None else loss
            if self._history.diverged.all():
                return f"diverged in epoch {self._epoch + 1}"
            if self._epoch % self.record_every:
                continue
            self._note(loss)
            if self.callback is not None:
                self.callback(self.network, self._epoch, loss)
            if self.stop_when is not None:
                ended = self.stop_when(self._history)
                checks.need(np.ndim(ended) == 0, "stop_when gave an array: end in .all() or .any()")
                if ended:
                    return f"stop_when ended it at epoch {self._epoch}"
        return f"finished at epoch {self._epoch}"

    def _advance(self):
        """What is left of an epoch. Returns the loss then."""
        self._mark()
        while self._seen < len(self.X):
            self._batch()
        return self._settle(slice(None))

    def _batch(self):
        """A step on the next samples. Returns their loss before it, and which they are."""
        n, size = len(self.X), self.batch_size or len(self.X)
        rows = slice(None)
        if self._seen or size < n:
            if self._order is None:  # kept until the epoch is whole
                self._order = self._rng.permutation(n) if self.shuffle else np.arange(n)
            rows = self._order[self._seen : self._seen + size]
        X, y, prices = self.X[rows], self.y[rows], {"l1": self.l1, "l2": self.l2}
        with np.errstate(all="ignore"):
            error = train_step(self.network, X, y, self.loss, self.optimizer, **prices)
        self._seen = min(n, self._seen + size)
        return error, rows

    def _settle(self, rows):
        """See what has come of it: the loss of these samples, or of all if the epoch is whole.

        A run whose numbers outgrow all bounds goes back to where the epoch began; is held there.
        """
        whole = self._seen == len(self.X)
        rows = slice(None) if whole else rows
        loss = self.measure(None, self.X[rows], self.y[rows])
        lost = self._history.diverged | ~self._finite(loss)
        if lost.any():
            self._start.put_back(self.network.parameters, self.optimizer, lost)
            loss = self.measure(None, self.X[rows], self.y[rows])
        if lost.all():
            self._seen, self._undo = 0, None
        elif whole:
            # At once, where no interrupt comes between.
            vars(self).update(_epoch=self._epoch + 1, _seen=0, _order=None, _undo=None)
        else:
            self._undo = None
        self._history._diverged = lost
        return loss

    def _finite(self, loss):
        return np.isfinite(loss) & np.isfinite(self.network.parameters).all(axis=-1)

    def _roll_back(self):
        """After an interrupt or an error on the way: as if this stretch had never begun."""
        if self._undo is not None:
            self._undo.put_back(self.network.parameters, self.optimizer)
            self._history._cut(self._epoch)
            self._seen, self._undo = self._undo.seen, None

    def _note(self, loss=None):
        """Record where training stands, unless the last record says so. Returns the loss."""
        history, network = self._history, self.network
        known = (
            len(history)
            and history.epochs[-1] == self._epoch
            and np.array_equal(history.parameters[-1], network.parameters)
            and history._activations_at(self._epoch) == network.activations
        )
        if loss is None and known:
            return history.loss[-1]
        loss = self.measure() if loss is None else loss
        if self._seen or len(history) and not self._finite(loss).any():
            return loss  # never without a record to go back to
        rows = [np.asarray(loss)[np.newaxis], network.parameters[np.newaxis]]
        if self.validation is not None:
            rows.append(self.measure(network, *self.validation)[np.newaxis])
        history._add(network, [self._epoch], *rows)
        return loss

    def _end(self, why):
        """Leave a record that agrees with the network, and say why training ended."""
        self._note()
        for lost, what in (
            (self._unfit, "was no finite number before it began. Undo, or set network.parameters"),
            (
                self._history.diverged & ~self._unfit,
                "outgrew all numbers, and went back to the last finite ones. Try a smaller "
                "learning rate, or inputs nearer to -1..1",
            ),
        ):
            if lost.any():
                who = f"{lost.sum()} of {lost.size} runs" if self.network.runs else "the network"
                why += f": the loss or a parameter of {who} {what}"
        self._history._stopped = why

    def __repr__(self) -> str:
        return f"Training({self.network}, epoch {self._epoch})"


def _data(network, pair, name):
    """Samples and targets that fit the network, as copies that can't be changed."""
    checks.need(isinstance(pair, (tuple, list)) and len(pair) == 2, f"{name} must be (X, y)")
    X = checks.inputs(pair[0], network).copy()
    y = checks.targets(pair[1], len(X), network.n_out).astype(X.dtype)
    X.flags.writeable = y.flags.writeable = False
    return X, y
