"""Learning: the step, the loop around it, and what to do when it runs away or is interrupted."""

from collections.abc import Callable

import numpy as np

from . import checks
from .gradients import penalty
from .history import History
from .losses import Loss, as_loss, mean_squared_error
from .network import Network
from .optimizers import SGD


def train_step(network: Network, X, y, loss, optimizer, *, l1: float = 0.0, l2: float = 0.0):
    """One step downhill. Returns the loss before the step: one number, or one per run."""
    loss = as_loss(loss)
    traces = network.forward(X)  # send the inputs forward
    error = loss(traces[-1].a, y)  # how wrong is it?
    gradients = network.backward(traces, loss.gradient(traces[-1].a, y))  # send the blame backward
    if l1 or l2:  # large weights cost, too
        cost, slopes = penalty(network, l1, l2)
        error, gradients = error + cost, gradients + slopes
    optimizer.step(network.parameters, gradients)  # a step downhill
    return error


def fit(
    network: Network,
    X,
    y,
    *,
    loss: Loss | str = mean_squared_error,
    optimizer=None,
    epochs: int = 100,
    batch_size: int | None = None,
    shuffle: bool = True,
    rng=None,
    l1: float = 0.0,
    l2: float = 0.0,
    record_every: int = 1,
    validation=None,
    stop_when: Callable | None = None,
    callback: Callable | None = None,
) -> History:
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
        network,
        X,
        y,
        loss=loss,
        optimizer=optimizer,
        batch_size=batch_size,
        shuffle=shuffle,
        rng=rng,
        l1=l1,
        l2=l2,
        record_every=record_every,
        validation=validation,
        stop_when=stop_when,
        callback=callback,
    ).run(epochs)


def _optimizer(value, name):
    """How to step: SGD(0.1) if None."""
    good = value is None or callable(getattr(value, "step", None)) and not isinstance(value, type)
    checks.need(good, f"optimizer must be SGD(0.1) or Adam(), not {checks.short(value)}")
    return SGD(0.1) if value is None else value


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

    loss = checks.checked("loss", as_loss)
    optimizer = checks.checked("optimizer", _optimizer)
    batch_size = checks.checked(
        "batch_size", lambda n, name: None if n is None else checks.whole(n, name)
    )
    l1, l2 = checks.checked("l1", checks.positive), checks.checked("l2", checks.positive)

    def __init__(
        self,
        network: Network,
        X,
        y,
        *,
        loss: Loss | str = mean_squared_error,
        optimizer=None,
        batch_size: int | None = None,
        shuffle: bool = True,
        rng=None,
        l1: float = 0.0,
        l2: float = 0.0,
        record_every: int = 1,
        validation=None,
        stop_when: Callable | None = None,
        callback: Callable | None = None,
    ):
        checks.need(isinstance(network, Network), f"give a Network, not {checks.short(network)}")
        checks.need(
            all(each is None or callable(each) for each in (stop_when, callback)),
            "stop_when and callback must be functions",
        )
        self.network, self.stop_when, self.callback = network, stop_when, callback
        self.X, self.y = _data(network, (X, y), "the data")
        self.validation = None if validation is None else _data(network, validation, "validation")
        self.loss, self.l1, self.l2 = loss, l1, l2
        self.optimizer, self.batch_size, self.shuffle = optimizer, batch_size, shuffle
        self.record_every = checks.whole(record_every, "record_every")
        self.epoch, self.history, self._rng = 0, History(network), checks.generator(rng)
        self._undo = self._order = None
        self._record()

    def run(self, epochs: int) -> History:
        """Go through all samples that many times, unless something ends it early."""
        epochs = checks.whole(epochs, "epochs", 0)
        try:
            self._end(self._train(epochs))
            return self.history  # in here, where an interrupt is met
        except BaseException as error:
            if self._undo is not None:  # in the middle of an epoch
                self._put_back(np.ones(self.network.runs, bool), self._undo)
                self.history._forget_after(self.epoch)
            if not isinstance(error, KeyboardInterrupt):
                raise
            self._end(f"interrupted at epoch {self.epoch}")
            return self.history

    def _train(self, epochs):
        """Train; return why it ended."""
        self._record()  # something may have changed since
        self.history.diverged = ~self._finite(self.history.loss[-1])
        from ..fast import sprint  # loads with the first training

        end = self.epoch + epochs
        while self.epoch < end:
            loss = sprint(self, end - self.epoch)  # many epochs at once, if it can
            loss = self._advance() if loss is None else loss
            if self.history.diverged.all():
                break
            if self.epoch % self.record_every:
                continue
            self._record(loss)
            if self.callback is not None:
                self.callback(self.network, self.epoch, loss)
            if self.stop_when is not None and self.stop_when(self.history):
                return f"stop_when ended it at epoch {self.epoch}"
        return f"finished at epoch {self.epoch}"

    def _advance(self):
        """One epoch. A run whose numbers outgrow all bounds goes back, and is held there."""
        self._undo = undo = self._snapshot()
        with np.errstate(all="ignore"):
            for rows in self._batches():
                train_step(
                    self.network,
                    self.X[rows],
                    self.y[rows],
                    self.loss,
                    self.optimizer,
                    l1=self.l1,
                    l2=self.l2,
                )
        loss = self._measure(self.X, self.y)
        lost = self.history.diverged | ~self._finite(loss)
        if lost.any():
            self._put_back(lost, undo)
            loss = self._measure(self.X, self.y)
        self.epoch, self._undo, self._order = self.epoch + (not lost.all()), None, None
        self.history.diverged = lost
        return loss

    def _batches(self):
        """Which samples to look at, step by step."""
        n, size = len(self.X), self.batch_size
        if size is None or size >= n:
            return [slice(None)]
        if self._order is None:  # kept until the epoch is whole
            self._order = self._rng.permutation(n) if self.shuffle else np.arange(n)
        return [self._order[start : start + size] for start in range(0, n, size)]

    def _measure(self, X, y):
        """The loss over these samples, penalty included: one per run."""
        with np.errstate(all="ignore"):
            return self.loss(self.network(X), y) + penalty(self.network, self.l1, self.l2)[0]

    def _finite(self, loss):
        return np.isfinite(loss) & np.isfinite(self.network.parameters).all(axis=-1)

    def _snapshot(self):
        """Parameters, optimizer, and what that remembers."""
        state = {
            name: value.copy() if isinstance(value, np.ndarray) else value
            for name, value in vars(self.optimizer).items()
        }
        return self.network.parameters.copy(), self.optimizer, state

    def _put_back(self, lost, snapshot):
        """Put the lost runs back to where they were, with what the optimizer knew of them."""
        parameters, optimizer, state = snapshot
        self.network.parameters[lost] = parameters[lost]
        if lost.all():
            vars(optimizer).update(state)
        for name, value in vars(optimizer).items():
            if np.shape(value) == parameters.shape:
                value[lost] = 0 if state[name] is None else state[name][lost]

    def _record(self, loss=None):
        """Note where training stands, unless that's what was noted last."""
        history, now = self.history, self.network.parameters
        noted = len(history) and history.epochs[-1] == self.epoch
        if loss is None and noted and np.array_equal(history.parameters[-1], now):
            return
        values = {"epochs": self.epoch}
        values["loss"] = self._measure(self.X, self.y) if loss is None else loss
        if self.validation is not None:
            values["validation_loss"] = self._measure(*self.validation)
        history._add(self.epoch % self.record_every != 0, **values, parameters=now)

    def _end(self, why):
        """Leave a record that agrees with the network, and say why training ended."""
        self._record()
        lost = self.history.diverged
        if lost.any():
            who = f"{lost.sum()} of {lost.size} runs" if self.network.runs else "the network"
            why = f"diverged in epoch {self.epoch + 1}" if lost.all() else why
            why += (
                f": the loss or a parameter of {who} outgrew all numbers, and went back to the "
                "last finite ones. Try a smaller learning rate, or inputs nearer to -1..1"
            )
        self.history.stopped = why

    def __repr__(self) -> str:
        return f"Training({self.network}, epoch {self.epoch})"


def _data(network, pair, name):
    """Samples and targets that fit the network, as copies."""
    checks.need(isinstance(pair, (tuple, list)) and len(pair) == 2, f"{name} must be (X, y)")
    X = checks.inputs(pair[0], network)
    return X.copy(), checks.targets(pair[1], len(X), network.n_out).astype(X.dtype)
