"""What a training left behind: how wrong the network was, and its parameters, record by record."""

import numpy as np

from . import checks
from .network import Network

BYTES = 8_000_000  # what the records may take


def _column(name):
    """A property: the rows of that name that are filled, or None."""

    def look(history):
        rows = history._rows.get(name)
        if rows is not None:
            rows = rows[: len(history)].view()
            rows.flags.writeable = False
        return rows

    return property(look)


class History:
    """The story of a training, record by record; record 0 is the start.

    Attributes
    ----------
    epochs : ndarray of int, shape (n_records,)
    loss : ndarray of shape (n_records, *runs)
        Over all samples, with that record's parameters, penalty included.
    validation_loss : ndarray of shape (n_records, *runs), or None without validation data
        The same over the validation data.
    parameters : ndarray of shape (n_records, *runs, P)
    stopped : str
        Why it ended, in words.
    diverged : ndarray of bool, shape (*runs,)
        Which runs left the range of numbers, and are held at their last finite parameters.

    Notes
    -----
    Its records take up to 8 MB. Beyond that, every second one is forgotten, again and again: the
    older they are, the further apart; the first and the newest stay.
    """

    epochs, loss = _column("epochs"), _column("loss")
    validation_loss, parameters = _column("validation_loss"), _column("parameters")

    def __init__(self, network: Network):
        self._network = network.copy()
        self._rows, self._state = {}, (0, False)  # how many; is the last one for now only
        self.stopped = ""
        self.diverged = np.zeros(network.runs, bool)

    def _add(self, for_now: bool, **values):
        """Add a record. One that's for now only, or of the same epoch, makes way for the next."""
        self._extend(for_now, **{name: np.asarray(v)[np.newaxis] for name, v in values.items()})

    def _extend(self, for_now: bool, **columns):
        """Add records, one for each row of the columns."""
        (count, last_for_now), more = self._state, len(columns["epochs"])
        if count and (last_for_now or self.epochs[-1] == columns["epochs"][0]):
            count -= 1
        most = max(4, BYTES // sum(column[0].nbytes for column in columns.values()))
        if count + more > most:
            if count < most:  # fill up what there is
                fits = {name: column[: most - count] for name, column in columns.items()}
                self._extend(False, **fits)
            self._thin_out(most)
            rest = {name: column[most - count :] for name, column in columns.items()}
            return self._extend(for_now, **rest)
        for name, column in columns.items():
            rows = self._rows.get(name, column[:0])
            if count + more > len(rows):  # double the room: no quadratic copying
                shape = (min(most, 2 * (count + more) + 6), *column.shape[1:])
                room = np.empty_like(column, shape=shape)  # laid out as what comes: fast to fill
                room[:count] = rows[:count]
                self._rows[name] = rows = room
            rows[count : count + more] = column
        self._state = (count + more, for_now)  # one assignment: never half a record

    def _forget_after(self, epoch):
        """Drop the records of epochs that have been undone."""
        self._state = (int(np.searchsorted(self.epochs, epoch, "right")), False)

    def _thin_out(self, count):
        """Forget every second record but the first and the last."""
        thin = {name: np.empty_like(rows) for name, rows in self._rows.items()}
        for name, rows in self._rows.items():
            thin[name][: (count + 1) // 2], thin[name][count // 2] = rows[:count:2], rows[count - 1]
        self._rows, self._state = thin, (count // 2 + 1, False)

    def network_at(self, epoch: int) -> Network:
        """The network as it was after that many epochs: a copy. The epoch must be a record."""
        epoch = checks.whole(epoch, "epoch", least=0)
        at = int(np.searchsorted(self.epochs, epoch))
        near = self.epochs[max(at - 1, 0) : at + 1].tolist()
        checks.need(epoch in near, f"epoch {epoch} has no record: the nearest are {near}")
        return self._network.with_parameters(self.parameters[at])

    def __len__(self) -> int:
        return self._state[0]

    def __repr__(self) -> str:
        first, last = self.loss[0], self.loss[-1]
        story = f", loss {first:.4g} to {last:.4g}" if first.ndim == 0 else f", runs={first.shape}"
        return f"History({len(self)} records, epochs {self.epochs[0]} to {self.epochs[-1]}{story})"
