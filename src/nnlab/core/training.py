"""Learning: the step, the loop around it, and what to do when it runs away or is interrupted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import checks
from .backprop import penalty, penalty_gradient, price
from .history import History
from .losses import Loss, mean_squared_error
from .losses import loss as loss_called
from .network import Network
from .optimizers import SGD


def train_step(network: Network, X, y, loss, optimizer, *, l1: float = 0.0, l2: float = 0.0):
    """One step downhill. Returns the loss before the step: one number, or one per run."""
    loss = loss_called(loss)
    traces = network.forward(X)                                           # send the inputs forward
    error = loss(traces[-1].a, y)                                         # how wrong is it?
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))  # send the blame backward
    if l1 or l2:                                                          # large weights cost, too
        error = error + penalty(network, l1, l2)
        gradients += penalty_gradient(network, l1, l2)
    optimizer.step(network.parameters, gradients)                         # a step downhill
    return error


def fit(network: Network, X, y, *, loss: Loss | str = mean_squared_error, optimizer=None,
        epochs: int = 100, batch_size: int | None = None, shuffle: bool = True, rng=None,
        l1: float = 0.0, l2: float = 0.0, record_every: int = 1, validation=None,
        stop_when: Callable | None = None, callback: Callable | None = None) -> History:
    """Train a network, in place: `Training(network, X, y, ...).run(epochs)`.

    Parameters
    ----------
    network : Network
    X : array_like of shape (n_samples, n_in)
    y : array_like of shape (n_samples, n_out)
    loss : Loss or str
    optimizer : SGD or Adam, optional
        SGD(0.1) if left out.
    epochs : int
        How often to go through all samples.
    batch_size : int, optional
        How many samples a step looks at: None for all of them, 1 for one at a time.
    shuffle : bool
        A new order in each epoch (batches only); False keeps the order given.
    rng : numpy.random.Generator or int, optional
        For the shuffling.
    l1, l2 : float
        A price on large weights: l1 * sum |w| + l2 / 2 * sum w^2, never on biases. Part of the loss
        reported, and of what is minimised.
    record_every : int
        Keep a record every so many epochs, besides the start and the end.
    validation : (X, y), optional
        Samples to measure on, never to learn from.
    stop_when : callable, optional
        history to bool, asked at each record: True ends the training.
    callback : callable, optional
        (network, epoch, loss), called at each record.

    Returns
    -------
    History
        Where the numbers run away, or Ctrl-C comes, the training ends early: `stopped` says why.
        The network is then that of the last whole epoch with finite numbers.

    Raises
    ------
    ValueError
        Where the data don't fit the network, the targets don't fit the loss, or a name is unknown.

    Examples
    --------
    >>> from nnlab import Network, fit, sigmoid, tanh
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    >>> network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    >>> history = fit(network, X, y, optimizer=SGD(2.0), epochs=2000)
    >>> network(X).round().ravel().tolist(), history.stopped
    ([0.0, 1.0, 1.0, 0.0], 'finished at epoch 2000')
    """
    return Training(
        network, X, y, loss=loss, optimizer=optimizer, batch_size=batch_size, shuffle=shuffle,
        rng=rng, l1=l1, l2=l2, record_every=record_every, validation=validation,
        stop_when=stop_when, callback=callback,
    ).run(epochs)


class Training:
    """The one loop behind `fit`, which can pause: run some epochs, look, run some more.

    `run(5)` and `run(5)` do what `run(10)` does. Between them `loss`, `optimizer` and `batch_size`
    may change, and so may the network's parameters. All parameters are those of `fit`.

    Examples
    --------
    >>> from nnlab import Network
    >>> training = Training(Network([1, 1], "identity", rng=0), [[1.0], [2.0]], [[2.0], [4.0]])
    >>> training.run(10).epochs[-1].item(), training.run(10).epochs[-1].item()
    (10, 20)
    """

    def __init__(self, network: Network, X, y, *, loss: Loss | str = mean_squared_error,
                 optimizer=None, batch_size: int | None = None, shuffle: bool = True, rng=None,
                 l1: float = 0.0, l2: float = 0.0, record_every: int = 1, validation=None,
                 stop_when: Callable | None = None, callback: Callable | None = None):
        if not isinstance(network, Network):
            raise ValueError(f"give a Network to train, not {repr(network)[:40]}")
        for name, function in (("stop_when", stop_when), ("callback", callback)):
            if function is not None and not callable(function):
                raise ValueError(f"{name} must be a function, not {repr(function)[:40]}")
        self.network, self.stop_when, self.callback = network, stop_when, callback
        self.X, self.y = _data(network, X, y)
        self.validation = None if validation is None else _data(network, *_pair(validation))
        self.l1, self.l2 = price(l1, "l1"), price(l2, "l2")
        self.shuffle, self._rng = bool(shuffle), checks.generator(rng)
        self.record_every = checks.whole(record_every, "record_every")
        self.loss, self.optimizer, self.batch_size = loss, optimizer, batch_size
        self.epoch, self.history = 0, History(network)
        self._undo = self._proven = self._order = None
        self._record()

    @property
    def loss(self) -> Loss:
        """What is minimised."""
        return self._loss

    @loss.setter
    def loss(self, value):
        value = loss_called(value)
        with np.errstate(all="ignore"):
            value(self.network(self.X), self.y)             # refuses targets that don't fit
        self._loss = value

    @property
    def optimizer(self):
        """How to step."""
        return self._optimizer

    @optimizer.setter
    def optimizer(self, value):
        value = SGD(0.1) if value is None else value
        if isinstance(value, type) or not callable(getattr(value, "step", None)):
            raise ValueError(f"optimizer must be SGD(0.1) or Adam(), not {repr(value)[:40]}")
        self._optimizer = value

    @property
    def batch_size(self) -> int | None:
        """How many samples a step looks at; None for all."""
        return self._batch_size

    @batch_size.setter
    def batch_size(self, value):
        self._batch_size = None if value is None else checks.whole(value, "batch_size")

    def run(self, epochs: int) -> History:
        """Go through all samples that many times, unless something ends it early."""
        epochs = checks.whole(epochs, "epochs", least=0)
        try:
            self._settle(self._train(epochs))
        except KeyboardInterrupt:
            self._put_back()
            self._settle(f"interrupted at epoch {self.epoch}")
        except BaseException as error:
            self._put_back()
            self.history.stopped = f"an error ended it at epoch {self.epoch}: {error}"
            raise
        return self.history

    def _train(self, epochs):
        """Train; return why it ended."""
        self._record()                                      # something may have changed since
        held = self.history.diverged = ~self._finite(self.history.loss[-1])
        if held.all():
            return "not started: the loss is not finite. Start from smaller parameters"
        for left in reversed(range(epochs)):
            due = (self.epoch + 1) % self.record_every == 0
            loss = self._advance(due or left == 0)
            if self.history.diverged.all():
                return self._runaway()
            if not due:
                continue
            self._record(loss)
            if self.callback is not None:
                self.callback(self.network, self.epoch, loss)
            if self.stop_when is not None and self.stop_when(self.history):
                return f"stop_when ended it at epoch {self.epoch}"
        return f"finished at epoch {self.epoch}"

    def _advance(self, look):
        """One epoch. A run whose numbers leave the finite range goes back and is held there."""
        self._undo = undo = self._snapshot()                # an interrupt, too, goes back to it
        held = self.history.diverged
        with np.errstate(all="ignore"):
            met = self._epoch()
            loss = self._measure(self.X, self.y) if look else met
            lost = held | ~self._finite(met + loss)
        if lost.any():
            loss = self._hold(lost, held, undo)
        self.history.diverged = lost
        if not lost.all():
            self.epoch += 1
        self._undo, self._proven, self._order = None, undo, None    # now this epoch is whole
        return loss

    def _hold(self, lost, held, undo):
        """Put the lost runs back to where their numbers were finite; the loss there."""
        self._go_back(lost, undo)
        loss = self._measure(self.X, self.y)
        if not np.isfinite(loss[lost]).all():               # that epoch began with an infinite loss
            self._go_back(lost & ~held & ~np.isfinite(loss), self._proven)
            loss = self._measure(self.X, self.y)
        return loss

    def _go_back(self, lost, snapshot):
        """Put the lost runs back, their optimizer's memory included."""
        epoch, before, optimizer, state, _ = snapshot
        now = self.network.parameters
        now[lost] = before[lost]
        for name, value in vars(optimizer).items():
            if isinstance(value, np.ndarray) and value.shape == now.shape:
                value[lost] = 0 if state[name] is None else state[name][lost]
        if lost.all():
            self.epoch = epoch

    def _epoch(self):
        """Show every sample once. Returns the largest loss met on the way, one per run."""
        largest = np.full(self.network.runs, -np.inf)
        for rows in self._batches():
            error = train_step(self.network, self.X[rows], self.y[rows], self.loss,
                               self.optimizer, l1=self.l1, l2=self.l2)
            largest = np.maximum(largest, error)
        return largest

    def _batches(self):
        """Which samples to look at, step by step."""
        n, size = len(self.X), self.batch_size
        if size is None or size >= n:
            return [slice(None)]
        if self._order is None:                             # kept until the epoch is whole
            self._order = self._rng.permutation(n) if self.shuffle else np.arange(n)
        return [self._order[start : start + size] for start in range(0, n, size)]

    def _measure(self, X, y):
        """The loss over these samples, penalty included: one per run."""
        with np.errstate(all="ignore"):
            return self.loss(self.network(X), y) + penalty(self.network, self.l1, self.l2)

    def _finite(self, loss):
        return np.isfinite(loss) & np.isfinite(self.network.parameters).all(axis=-1)

    def _record(self, loss=None):
        """Note where training stands, unless that's what was noted last."""
        history, now = self.history, self.network.parameters
        if loss is None:
            noted = len(history) and history.epochs[-1] == self.epoch
            if noted and np.array_equal(history.parameters[-1], now):
                return
            loss = self._measure(self.X, self.y)
        values = {"epochs": self.epoch, "loss": loss}
        if self.validation is not None:
            values["validation_loss"] = self._measure(*self.validation)
        history._add(self.epoch % self.record_every != 0, **values, parameters=now)

    def _snapshot(self):
        optimizer = self.optimizer
        state = {name: value.copy() if isinstance(value, np.ndarray) else value
                 for name, value in vars(optimizer).items()}
        return self.epoch, self.network.parameters.copy(), optimizer, state, self.history.diverged

    def _put_back(self):
        """Undo the epoch that isn't whole, if there is one."""
        if self._undo is not None:
            self.epoch, before, optimizer, state, self.history.diverged = self._undo
            self.network.parameters[...] = before
            vars(optimizer).update(state)
            self._undo = None

    def _settle(self, why):
        """End with a record that agrees with the network, and say why it ended."""
        self._record()
        n, lost = self.history.diverged.size, int(self.history.diverged.sum())
        if 0 < lost < n:
            why += (f"; {lost} of {n} runs diverged and are held at their last finite parameters: "
                    "try a smaller learning rate for them")
        self.history.stopped = why

    def _runaway(self):
        """Diverged, in words."""
        who = f"all {self.history.diverged.size} runs" if self.network.runs else "the network"
        rate = getattr(self.optimizer, "learning_rate", None)
        than = f" than {rate:g}" if np.ndim(rate) == 0 and rate is not None else ""
        return (f"diverged in epoch {self.epoch + 1}: the loss or a parameter outgrew all numbers, "
                f"and {who} went back to the last finite parameters. Try a smaller learning rate"
                f"{than}, or inputs nearer to -1..1")


def _data(network, X, y):
    """Samples and targets that fit the network, as copies."""
    X = checks.samples(X, network)
    return X.copy(), checks.targets(y, len(X), network.n_out).astype(X.dtype)


def _pair(validation):
    if not isinstance(validation, (tuple, list)) or len(validation) != 2:
        raise ValueError("validation must be a pair (X, y)")
    return validation
