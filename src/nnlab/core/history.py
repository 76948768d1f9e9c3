"""What a training left behind: how wrong the network was, and its parameters, record by record."""

import numpy as np

from . import checks
from .network import Network


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
    """

    epochs, loss = _column("epochs"), _column("loss")
    validation_loss, parameters = _column("validation_loss"), _column("parameters")

    def __init__(self, network: Network):
        self._network = network.copy()
        self._rows, self._state = {}, (0, False)            # how many; is the last one for now only
        self.stopped = ""
        self.diverged = np.zeros(network.runs, bool)

    def _add(self, for_now: bool, **values):
        """Add a record. One that's for now only, or of the same epoch, makes way for the next."""
        count, last_for_now = self._state
        if count and (last_for_now or self.epochs[-1] == values["epochs"]):
            count -= 1
        for name, value in values.items():
            if name not in self._rows:
                self._rows[name] = np.empty((8, *np.shape(value)), np.asarray(value).dtype)
            elif count == len(self._rows[name]):            # double the room: no quadratic copying
                room = np.empty_like(self._rows[name])
                self._rows[name] = np.concatenate([self._rows[name], room])
            self._rows[name][count] = value
        self._state = (count + 1, for_now)                  # one assignment: never half a record

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
