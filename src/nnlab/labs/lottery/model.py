"""The same training from many random starts, side by side, and what became of each.

There are no widgets in it: `LotteryLab` shows it, a test can call it.
"""

import time
from typing import Any, NamedTuple

import numpy as np

from nnlab.core import LOSSES, SGD, Activation, Loss, Network, Training, checks
from nnlab.core.activations import as_activation
from nnlab.core.losses import as_loss, mean_squared_error
from nnlab.lessons.gates import ROWS
from nnlab.pictures.sweep import PLATEAUS, by_loss, plateau_of

MAP = "16 × 16 rates"  # 16 starts, each of them at 16 learning rates
COUNTS = {"1": 1, "16": 16, "256": 256, MAP: 256}
RATES = np.geomspace(0.01, 10, 16)
SLICE = 0.025  # seconds of training between two looks at what the reader does


class Settings(NamedTuple):
    """What is drawn, and how it is trained."""

    activation: Activation
    width: int
    starts: str
    rate: float
    epochs: int

    @property
    def is_map(self) -> bool:
        """Whether each start is tried at many rates."""
        return self.starts == MAP


class Reading(NamedTuple):
    """What has become of the starts."""

    says: np.ndarray  # (n_starts, n_samples)
    losses: np.ndarray  # (n_starts,)
    solved: np.ndarray  # (n_starts,)
    endings: list[tuple[str, np.ndarray]]  # where they are, the solved ones first; and which
    order: np.ndarray  # (n_starts,), as they are shown


class Lottery:
    """Networks with one hidden layer that learn the same data from many random starts.

    Parameters
    ----------
    X : (n_samples, 2), y : (n_samples, 1) of 0 and 1
    settings : Settings
    loss : Loss or str
    rng, ticket : int, which lottery, and which draw of it

    Attributes
    ----------
    network : the network whose runs are the starts
    origin : (n_starts, P), where they began; read-only
    rates : (n_starts,), the learning rate of each
    selected : the start that is chosen
    tally : (activation, width, rate, epochs, ticket, starts, solved) each
    running : whether `slice` has something to do

    Examples
    --------
    >>> from nnlab import tanh
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    >>> lottery = Lottery(X, y, Settings(tanh, 4, "16", 0.1, 100))
    >>> lottery.advance()
    >>> lottery.epoch, lottery.read().losses.shape
    (100, (16,))
    """

    def __init__(
        self,
        X: Any,
        y: Any,
        settings: Settings,
        *,
        loss: Loss | str = mean_squared_error,
        rng: int = 0,
        ticket: int = 0,
    ) -> None:
        self.X, self.y = _checked_data(X, y)
        self.loss, self.settings = _checked_loss(loss), _checked_settings(settings)
        self.rng, self.ticket = checks.whole(rng, "rng", 0), checks.whole(ticket, "ticket", 0)
        xor = self.y[:, 0].tolist() in ([0, 1, 1, 0], [1, 0, 0, 1])
        self.is_xor = xor and self.X.tolist() == [list(map(float, row)) for row in ROWS]
        self.has_plateaus = self.is_xor and self.loss is mean_squared_error
        self.tally: tuple[tuple, ...] = ()
        self.running, self._chunk = False, 1
        self.draw_starts()

    # ------------------------------------------------------------------ the starts

    def draw_starts(self) -> None:
        """The starts of this ticket, untrained."""
        activation, width, starts, *_ = self.settings
        n = 16 if self.settings.is_map else COUNTS[starts]
        rng = np.random.default_rng([self.rng, self.ticket])
        drawn = Network([2, width, 1], [activation, "sigmoid"], init="uniform", runs=(n,), rng=rng)
        start = np.tile(drawn.parameters, (16 if self.settings.is_map else 1, 1)).tobytes()
        self.progress = (start, start, 0)
        self.selected = 0

    @property
    def progress(self) -> tuple[bytes, bytes, int]:
        """Where the starts began, where they are now, and how many epochs lie between."""
        return self.origin.tobytes(), self.network.parameters.tobytes(), self.epoch

    @progress.setter
    def progress(self, progress: tuple[bytes, bytes, int]) -> None:
        start, parameters, epoch = progress
        activation, width, starts, rate, _ = self.settings
        n, optimizer = COUNTS[starts], SGD(rate)
        self.rates = np.full(n, rate)
        if self.settings.is_map:
            self.rates = np.repeat(RATES, 16)
            optimizer = SGD(self.rates)
        self.origin = np.frombuffer(start).reshape(n, -1)
        self.network = Network([2, width, 1], [activation, "sigmoid"], init="zeros", runs=(n,))
        self.network.parameters = np.frombuffer(parameters).reshape(n, -1)
        self.training = Training(
            self.network,
            self.X,
            self.y,
            loss=self.loss,
            optimizer=optimizer,
            batch_size=1,
            shuffle=False,
            record_every=10**9,
        )
        self._epochs_before = epoch

    @property
    def epoch(self) -> int:
        """How many epochs they have been trained."""
        return self._epochs_before + self.training.epoch

    @property
    def ended(self) -> bool:
        """Whether they have been trained for as long as they shall."""
        return self.epoch >= self.settings.epochs

    @property
    def can_go_on(self) -> bool:
        """Whether a draw was stopped on its way."""
        return not self.running and 0 < self.epoch < self.settings.epochs

    def checked(self, start: int) -> int:
        """The index of a start."""
        start, n = checks.whole(start, "start", 0), len(self.origin)
        checks.need(start < n, f"there are {n} starts, from 0 to {n - 1}; {start} is none of them")
        return start

    def choose(self, start: int) -> None:
        """Look at one of the starts."""
        self.selected = self.checked(start)

    def set(self, **changes: Any) -> None:
        """Change a setting: untrained starts of it are drawn; for more epochs they go on."""
        self.stop()
        before, self.settings = self.settings, self.settings._replace(**changes)
        keeps = before._replace(epochs=self.settings.epochs) == self.settings
        if not keeps or self.epoch > self.settings.epochs:
            self.draw_starts()

    # ------------------------------------------------------------------ training

    def start(self, fresh: bool = True) -> None:
        """Begin to train in slices, until `stop` or the end; trained starts make way for others."""
        if fresh and self.epoch > 0:
            self._draw_next()
        self.running, self._chunk = True, 1

    def stop(self) -> None:
        """Stop the training where it is."""
        self.running = False

    def slice(self) -> bool | None:
        """A few milliseconds of training; False at the end."""
        if not self.running:
            return False
        began, before = time.perf_counter(), self.epoch
        self._train(min(self._chunk, self.settings.epochs - before))
        took = max(time.perf_counter() - began, 1e-6)
        done = self.epoch - before
        self._chunk = int(np.clip(done * SLICE / took, 1, 2 * self._chunk))
        self.running = done > 0 and not self.ended  # else all of them have diverged
        return None if self.running else False

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs now, or to the end; trained starts make way for others."""
        self.stop()
        if self.ended:
            self._draw_next()
        left = self.settings.epochs - self.epoch
        self._train(left if epochs is None else min(left, epochs))

    def _draw_next(self):
        self.ticket += 1
        self.draw_starts()

    def _train(self, epochs):
        self.training.run(epochs)
        self.training.forget()  # the way there isn't kept
        n = len(self.origin)
        if self.ended and n >= 16 and not self.settings.is_map:  # the same draw counts once
            activation, width, _, rate, limit = self.settings
            key = (activation.name, width, rate, limit, self.ticket)
            rest = tuple(row for row in self.tally if row[:5] != key)
            self.tally = (*rest, (*key, n, int(self.read().solved.sum())))

    # ------------------------------------------------------------------ what has become of them

    def read(self) -> Reading:
        """What each of them says now, how wrong that is, and which solve the problem."""
        with np.errstate(all="ignore"):
            says = self.network(self.X)[..., 0]
            losses = self.loss(says[..., np.newaxis], self.y)
        solved = (np.abs(says - self.y[:, 0]) < 0.5).all(axis=1)
        endings, order = self._endings(losses, solved), by_loss(losses)
        if self.settings.is_map:
            order = np.arange(len(losses))
        elif len(losses) > 16:
            order = np.concatenate([starts for _, starts in endings])
        return Reading(says, losses, solved, endings, order)

    def _endings(self, losses, solved):
        if self.epoch == 0:
            return [("", np.arange(len(losses)))]
        found = {name: [] for name in ("solved", *(label for _, label, _ in PLATEAUS), "other")}
        for i in by_loss(losses):
            at = plateau_of(losses[i]) if self.has_plateaus and not solved[i] else None
            found["solved" if solved[i] else at[1] if at else "other"].append(i)
        return [(name, np.array(starts)) for name, starts in found.items() if starts]


def _checked_settings(settings):
    activation, width, starts, rate, epochs = settings
    activation = as_activation(activation)
    checks.need(
        not activation.jumps, f"activation must have a slope to train by: {activation} has none"
    )
    starts = MAP if starts == "rates" else str(starts)
    checks.need(starts in COUNTS, f'starts must be 1, 16, 256 or "rates", not {starts!r}')
    rate = checks.number(rate, "rate")
    checks.need(rate > 0, f"rate must be above 0, not {rate}")
    epochs = checks.whole(epochs, "epochs")
    return Settings(activation, checks.whole(width, "width"), starts, rate, epochs)


def _checked_data(X, y):
    X, y = checks.numbers(X, "X"), checks.numbers(y, "y")
    checks.need(
        X.ndim == 2 and X.shape[1:] == (2,) and len(X),
        f"X has shape {X.shape}: give a row of 2 numbers for each sample",
    )
    y = checks.targets(y, len(X), 1)
    checks.need(
        np.isin(y, (0, 1)).all(),
        "the targets y must be 0 and 1: the networks say something in between",
    )
    return X, y


def _checked_loss(loss):
    loss = as_loss(loss)
    suits = {name for name, one in LOSSES.items() if one.wants != "z" and name != "hinge_loss"}
    checks.need(
        loss.name in suits or loss.name not in LOSSES,
        f"{loss.name} does not suit the networks' sigmoid: take {' or '.join(sorted(suits))}",
    )
    return loss
