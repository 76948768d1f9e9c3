"""What a training left behind: how wrong the network was, and its parameters, record by record."""

from collections.abc import Callable

import numpy as np

from . import checks
from .closed import Closed
from .losses import Loss
from .network import Network

RECORDS, BYTES = 20_000, 16_000_000  # how many records there may be, and what they may take


class History(Closed):
    """What became of a training, record by record; record 0 is the start.

    Attributes
    ----------
    stopped : str
        Why it ended, in words.
    diverged : ndarray of bool, shape (*runs,)
        Which runs left the range of numbers, and are held at their last finite parameters.
    measured : Loss or None
        What `Training.remeasure` saw its records with last, or what the first was measured with.

    Notes
    -----
    It keeps up to 20,000 records in up to 16 MB. Beyond that every second one is forgotten, again
    and again, but for the first and the newest; what the loss reached in between stays in `low` and
    `high`.
    """

    _instead = {"losses": ".loss", "epoch": ".epochs", "weights": ".parameters"}

    def __init__(self, network: Network, every: int = 1, measured: Loss | None = None):
        self._sizes = network.sizes
        self._kept: tuple[dict[str, np.ndarray], int, int] = ({}, 0, every)
        self._activations = [network.activations]  # the column "which" says which of these
        self.stopped, self.diverged, self.measured = "", np.zeros(network.runs, bool), measured
        self._closed = True

    @property
    def epochs(self) -> np.ndarray:
        """How many epochs each record comes after: int, (n_records,)."""
        return self._column("epochs")

    @property
    def loss(self) -> np.ndarray:
        """Over all samples, with that record's parameters, penalty included: (n_records, *runs)."""
        return self._column("loss")

    @property
    def low(self) -> np.ndarray:
        """The lowest loss since the record before: (n_records, *runs)."""
        return self._column("low")

    @property
    def high(self) -> np.ndarray:
        """The highest loss since the record before: (n_records, *runs)."""
        return self._column("high")

    @property
    def validation_loss(self) -> np.ndarray | None:
        """The loss over the validation data, (n_records, *runs), or None without any."""
        return self._column("validation_loss") if "validation_loss" in self._kept[0] else None

    @property
    def parameters(self) -> np.ndarray:
        """All numbers of the network: (n_records, *runs, P)."""
        return self._column("parameters")

    @property
    def every(self) -> int:
        """Records are so many epochs apart."""
        return self._kept[2]

    def at(self, epoch: float) -> int:
        """The index of the record nearest to an epoch."""
        return int(np.abs(self.epochs - checks.number(epoch, "epoch")).argmin())

    def network_at(self, epoch: int) -> Network:
        """The network as it was after that many epochs: a copy. The epoch must be a record."""
        epoch = checks.whole(epoch, "epoch", least=0)
        at = int(np.searchsorted(self.epochs, epoch))
        near = self.epochs[max(at - 1, 0) : at + 1].tolist()
        checks.need(epoch in near, f"epoch {epoch} has no record: the nearest are {near}")
        activations = self._activations[self._column("which")[at]]
        return Network._on(self.parameters[at].copy(), self._sizes, activations)

    def until(self, epoch: float) -> "History":
        """A copy that ends with that epoch, or where it begins."""
        return self._part(0, max(1, int(np.searchsorted(self.epochs, epoch, "right"))), self.every)

    def _part(self, start: int, stop: int, every: int) -> "History":
        """A copy with these records only."""
        part = History.__new__(History)
        rows = {name: column[start:stop].copy() for name, column in self._kept[0].items()}
        part._set(**vars(self) | {"_kept": (rows, stop - start, every)})
        return part

    def _column(self, name: str) -> np.ndarray:
        columns, n, _ = self._kept
        rows = columns[name][:n]
        rows.flags.writeable = False
        return rows

    def _add(self, network: Network, epochs, loss, parameters, validation_loss=None) -> None:
        """Add records, one a row. One between two multiples of `every` makes way for the next."""
        columns, n, every = self._kept
        if network.activations not in self._activations:
            self._activations.append(network.activations)
        which = np.full(len(epochs), self._activations.index(network.activations))
        new = {"epochs": np.asarray(epochs), "which": which, "parameters": parameters}
        new |= {"loss": loss, "low": loss, "high": loss}
        new |= {} if validation_loss is None else {"validation_loss": validation_loss}
        if n and columns["epochs"][n - 1] == epochs[0]:
            n -= 1
        elif n > 1 and columns["epochs"][n - 1] % every:
            n -= 1
            new = {name: np.append(columns[name][n : n + 1], new[name], axis=0) for name in new}
        new = _thinned(new, every, n == 0)
        total = n + len(new["epochs"])
        most = max(4, min(RECORDS, BYTES // sum(column[0].nbytes for column in new.values())))
        for name, column in new.items():
            rows = columns.get(name, column[:0])
            if total > len(rows):  # double the room: no quadratic copying
                shape = (max(total, min(2 * total + 6, most)), *column.shape[1:])
                room = np.empty_like(column, shape=shape)  # laid out as what comes: fast to fill
                room[:n] = rows[:n]
                rows, columns = room, columns | {name: room}
            rows[n:total] = column
        while total - bool(columns["epochs"][total - 1] % every) > most:
            every *= 2
            columns = _thinned({name: rows[:total] for name, rows in columns.items()}, every, True)
            total = len(columns["epochs"])
        self._kept = columns, total, every  # one assignment: never half a record

    def _agrees(self, epoch: int, network: Network) -> bool:
        """Whether the last record is this network's, after that epoch."""
        return bool(
            len(self)
            and self.epochs[-1] == epoch
            and np.array_equal(self.parameters[-1], network.parameters)
            and self._activations[self._column("which")[-1]] == network.activations
        )

    def _remeasure(self, name: str, measure: Callable[..., np.ndarray]) -> None:
        """Put in the losses that `measure(parameters, activations)` finds of all records."""
        columns, n, _ = self._kept
        for which, activations in enumerate(self._activations):
            rows = np.flatnonzero(columns["which"][:n] == which)
            if rows.size:
                columns[name][rows] = measure(columns["parameters"][rows], activations)
        columns["low"][:n] = columns["high"][:n] = columns["loss"][:n]

    def __len__(self) -> int:
        return self._kept[1]

    def __repr__(self) -> str:
        first, last = self.loss[0], self.loss[-1]
        way = f", loss {first:.4g} to {last:.4g}" if first.ndim == 0 else f", runs={first.shape}"
        return f"History({len(self)} records, epochs {self.epochs[0]} to {self.epochs[-1]}{way})"


def _thinned(columns: dict[str, np.ndarray], every: int, start: bool) -> dict[str, np.ndarray]:
    """Only the rows at a multiple of `every`, the last, and the start; with what was reached."""
    keep = columns["epochs"] % every == 0
    keep[0] |= start
    keep[-1] = True
    if keep.all():
        return columns
    ends = np.flatnonzero(keep)
    starts = np.append(0, ends[:-1] + 1)
    thin = {name: rows[ends] for name, rows in columns.items()}
    thin["low"] = np.fmin.reduceat(columns["low"], starts, axis=0)
    thin["high"] = np.fmax.reduceat(columns["high"], starts, axis=0)
    return thin
