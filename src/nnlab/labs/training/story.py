"""The records of a training that may go on for hours: always few enough to keep, and to draw."""

import numpy as np

from nnlab.core import checks

RECORDS = 20_000  # at most; after thinning out, half of it
BYTES = 16e6  # what their parameters may take


class Story:
    """What a training left behind, record by record; it reads like a `nnlab.History`.

    When there are too many records, every second one goes, again and again; what the loss reached
    in between is kept. So a spike is never lost, and memory does not grow.

    Parameters
    ----------
    network : Network without runs

    Attributes
    ----------
    epochs : (n_records,) int
    loss, low, high : (n_records,): the loss, and what it reached since the record before
    validation_loss : (n_records,), or None
    parameters : (n_records, P)
    every : records are so many epochs apart
    """

    def __init__(self, network):
        self.every, self.validated = 1, False
        self._network, self._n = network, 0
        self._most = int(np.clip(BYTES / (8 * network.n_parameters), 128, RECORDS))
        names = ("epochs", "loss", "low", "high", "validation_loss")
        self._rows = {name: np.empty(8, int if name == "epochs" else float) for name in names}
        self._rows["parameters"] = np.empty((8, network.n_parameters))

    def _column(name):  # noqa: N805
        return property(lambda self: self._rows[name][: self._n])

    epochs, loss, low, high, parameters = map(
        _column, ("epochs", "loss", "low", "high", "parameters")
    )

    @property
    def validation_loss(self):
        """(n_records,), or None"""
        return self._rows["validation_loss"][: self._n] if self.validated else None

    @property
    def end(self) -> int:
        """The last epoch."""
        return int(self._rows["epochs"][self._n - 1])

    def add(self, epochs, loss, parameters, validation_loss=None) -> None:
        """Add records: (k,), (k,), (k, P), (k,); the epochs grow, and are beyond `end`."""
        epochs, loss = np.asarray(epochs, int), np.asarray(loss, float)
        n, reached = self._n, (np.inf, -np.inf)
        if n and self._rows["epochs"][n - 1] % self.every:  # the last one was for the time being
            n -= 1
            reached = self._rows["low"][n], self._rows["high"][n]
        ends = np.flatnonzero(epochs % self.every == 0)
        if not len(ends) or ends[-1] != len(epochs) - 1:
            ends = np.append(ends, len(epochs) - 1)
        starts = np.append(0, ends[:-1] + 1)
        low, high = np.minimum.reduceat(loss, starts), np.maximum.reduceat(loss, starts)
        low[0], high[0] = min(low[0], reached[0]), max(high[0], reached[1])
        new = {"epochs": epochs[ends], "loss": loss[ends], "low": low, "high": high}
        new["parameters"] = np.asarray(parameters)[ends]
        if validation_loss is not None:
            new["validation_loss"] = np.asarray(validation_loss, float)[ends]
            self.validated = True
        total = n + len(ends)
        for name, rows in self._rows.items():
            if total > len(rows):
                size = max(total, min(2 * len(rows), self._most + 1))
                room = np.empty((size, *rows.shape[1:]), rows.dtype)
                room[:n] = rows[:n]
                self._rows[name] = rows = room
            if name in new:
                rows[n:total] = new[name]
        self._n = total
        while self._n > self._most:
            self._thin_out()

    def _thin_out(self):
        self.every *= 2
        keep = self._rows["epochs"][: self._n] % self.every == 0
        keep[[0, -1]] = True
        ends = np.flatnonzero(keep)
        starts = np.append(0, ends[:-1] + 1)
        low, high = np.minimum.reduceat(self.low, starts), np.maximum.reduceat(self.high, starts)
        for rows in self._rows.values():
            rows[: len(ends)] = rows[ends]
        self._rows["low"][: len(ends)], self._rows["high"][: len(ends)] = low, high
        self._n = len(ends)

    def at(self, epoch: float) -> int:
        """The index of the record nearest to an epoch."""
        epochs = self._rows["epochs"][: self._n]
        i = int(np.searchsorted(epochs, epoch))
        if i == self._n or (i > 0 and epoch - epochs[i - 1] <= epochs[i] - epoch):
            i -= 1
        return i

    def until(self, epoch: float) -> "Story":
        """A copy that ends there."""
        copy = Story(self._network)
        copy._n = max(1, int(np.searchsorted(self._rows["epochs"][: self._n], epoch, "right")))
        copy.every, copy.validated = self.every, self.validated
        copy._rows = {name: rows[: copy._n].copy() for name, rows in self._rows.items()}
        return copy

    def replace_last(self, loss: float, parameters) -> None:
        """The last record is another one now: a cell changed the network."""
        last = self._n - 1
        for name in ("loss", "low", "high"):
            self._rows[name][last] = loss
        self._rows["parameters"][last] = parameters

    def measure(self, parts) -> None:
        """Look at the records with another loss.

        `parts`: (which records, [their loss, and their validation loss]) each.
        """
        for rows, values in parts:
            for name, measured in zip(("loss", "validation_loss"), values, strict=False):
                self._rows[name][: self._n][rows] = measured
        for name in ("low", "high"):
            self._rows[name][: self._n] = self.loss

    def network_at(self, epoch: int):
        """The network as it was after that many epochs, with today's bends: a copy."""
        epoch = checks.whole(epoch, "epoch", 0)
        i = self.at(epoch)
        found = int(self._rows["epochs"][i])
        checks.need(found == epoch, f"epoch {epoch} has no record: the nearest is {found}")
        return self._network.with_parameters(self.parameters[i])

    def __len__(self) -> int:
        return self._n

    def __repr__(self) -> str:
        return f"Story({len(self)} records, epochs 0 to {self.end})"
