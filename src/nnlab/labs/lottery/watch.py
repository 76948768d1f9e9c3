"""One start of a draw, trained again from its beginning, slowly enough to be watched."""

import math

import numpy as np

from nnlab.core import SGD, Loss, Network, Training
from nnlab.labs.pacing import Pacer

STEPS: dict = {"batch_size": 1, "shuffle": False}  # each sample is one
SLOW, HASTE = 60, 0.5  # epochs a second at first, and how much faster an epoch later: 9 s for all
APART = 1.03  # so many times the epoch before lies the next point of the curve, at least one on


class Watch:
    """The training of one network, point by point.

    Parameters
    ----------
    network : where it begins; it is copied
    X, y, loss, rate, epochs : how it is trained

    Attributes
    ----------
    network : as it is now
    says : (n_samples,), what it answers
    curve : (epoch, loss) of some epochs, from the first to this one
    running : whether `slice` has something to do

    >>> network = Network([2, 1], "sigmoid", rng=0)
    >>> watch = Watch(network, [[0, 1]], [[1]], "mean_squared_error", rate=1, epochs=9)
    >>> watch.advance()
    >>> watch.epoch, watch.curve[0][1] > watch.curve[-1][1]
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
        how = STEPS | {"loss": loss, "optimizer": SGD(rate), "record_every": 10**9}
        self.training = Training(network.copy(), X, y, **how)
        self.epochs, self.running = epochs, False
        self.curve: list[tuple[int, float]] = []
        self._note()

    @property
    def network(self) -> Network:
        """The network as it is now."""
        return self.training.network

    @property
    def epoch(self) -> int:
        """How many epochs it has been trained."""
        return self.training.epoch

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
        self._note()
        self.running = self.epoch < self.epochs and not self.training.history.diverged.all()
        return self.running and rest

    def advance(self) -> None:
        """Train to the end now."""
        while self.epoch < self.epochs:
            self.training.run(min(max(1, int(self.epoch * (APART - 1))), self.epochs - self.epoch))
            self._note()

    def passed(self, epoch: float) -> float:
        """The share of the time, while it is watched, that has passed at an epoch."""
        return math.log1p(HASTE * epoch / SLOW) / math.log1p(HASTE * self.epochs / SLOW)

    def _note(self) -> None:
        """What it answers now; the curve goes on if it is far enough from its last point."""
        training = self.training
        with np.errstate(all="ignore"):
            outputs = self.network(training.X)
            loss = float(training.loss(outputs, training.y))
        self.says, now = outputs[:, 0], (self.epoch, loss)
        far = len(self.curve) < 2 or self.epoch >= max(
            APART * self.curve[-2][0], self.curve[-2][0] + 1
        )
        self.curve = [*(self.curve if far else self.curve[:-1]), now]
