"""One start of a draw, trained again from its beginning, slowly enough to be watched."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import SGD, Loss, Network, Training
from nnlab.labs.pacing import Pacer

STEPS: dict = {"batch_size": 1, "shuffle": False}  # each sample is one
SLOW, HASTE = 60, 0.5  # epochs a second at first, and how much faster an epoch later: 9 s for all


class Watch:
    """The training of one network, point by point.

    Parameters
    ----------
    network : where it begins; it is copied
    X, y, loss, rate, epochs : how it is trained

    Attributes
    ----------
    training : core's loop, with its `.history`
    running : whether `slice` has something to do

    >>> network = Network([2, 1], "sigmoid", rng=0)
    >>> watch = Watch(network, [[0, 1]], [[1]], "mean_squared_error", rate=1, epochs=9)
    >>> watch.advance()
    >>> watch.epoch, bool(watch.training.history.loss[0] > watch.loss)
    (9, True)
    """

    def __init__(
        self,
        network: Network,
        X: np.ndarray,
        y: np.ndarray,
        loss: Loss | str,
        rate: float,
        epochs: int,
    ) -> None:
        self.training = Training(network.copy(), X, y, loss=loss, optimizer=SGD(rate), **STEPS)
        self.epochs, self.running = epochs, False

    @property
    def network(self) -> Network:
        """The network as it is now."""
        return self.training.network

    @property
    def epoch(self) -> int:
        """How many epochs it has been trained."""
        return self.training.epoch

    @property
    def loss(self) -> float:
        """How wrong it is now."""
        return float(self.training.measure())

    @property
    def says(self) -> np.ndarray:
        """What it answers now, (n_samples,)."""
        return self.network(self.training.X)[:, 0]

    def start(self) -> None:
        """Begin to train in slices."""
        self.running, self._pacer = self.epoch < self.epochs, Pacer(self.training)

    def stop(self) -> None:
        """Stop where it is."""
        self.running = False

    def slice(self) -> float | bool:
        """A few milliseconds of training; how many seconds to rest, or False at the end."""
        if not self.running:
            return False
        rest = self._pacer.slice(SLOW + HASTE * self.epoch, until=self.epochs)
        self.running = self.epoch < self.epochs and not self.training.history.diverged.all()
        return self.running and rest

    def advance(self) -> None:
        """Train to the end now."""
        self.training.run(self.epochs - self.epoch)

    def passed(self, epoch: ArrayLike) -> np.ndarray:
        """The share of the time, while it is watched, that has passed at an epoch, or at each."""
        return np.log1p(HASTE / SLOW * np.asarray(epoch)) / np.log1p(HASTE * self.epochs / SLOW)
