"""The same training from many random starts, side by side, and what became of each.

There are no widgets in it: `LotteryLab` shows it, a test can call it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import LOSSES, SGD, Activation, Loss, Network, Training, checks
from nnlab.core.activations import as_activation, sigmoid, tanh
from nnlab.core.losses import as_loss, mean_squared_error
from nnlab.labs.pacing import Pacer, position
from nnlab.labs.samples import is_gate
from nnlab.pictures.numbers import brief
from nnlab.pictures.sweep import PLATEAUS, by_loss, plateau_of

MAP = "16 × 16 rates"  # 16 starts, each of them at 16 learning rates
COUNTS = {"1": 1, "16": 16, "256": 256, MAP: 256}
RATES = np.geomspace(0.01, 10, 16)
RATE_NAMES = [brief(rate, 2) for rate in RATES]
STEPS: dict[str, Any] = {"batch_size": 1, "shuffle": False}  # each sample is one


class Settings(NamedTuple):
    """What is drawn, and how it is trained; activation and loss may be given by name."""

    activation: Activation = tanh
    width: int = 4
    loss: Loss = mean_squared_error
    rate: float = 0.1
    starts: str = "1"
    epochs: int = 10_000

    @property
    def is_map(self) -> bool:
        """Whether each start is tried at many rates."""
        return self.starts == MAP


class Lottery:
    """Networks with one hidden layer that learn the same data from many random starts.

    Parameters
    ----------
    X : (n_samples, 2), y : (n_samples, 1) of 0 and 1
    settings : Settings
    rng, ticket : int, which lottery, and which draw of it

    Attributes
    ----------
    network : the network whose runs are the starts
    origin : (n_starts, P), where they began; read-only
    rates : (n_starts,), the learning rate of each
    selected : the start that is chosen
    tally : (activation, width, rate, epochs, ticket) -> (starts, solved), of draws at their end
    running : whether `slice` has something to do
    says, wrong, losses, solved : of each start, when `read` was last called
    groups : where they are, the solved ones first, or at which rate: (name, starts) each
    order : (n_starts,), as they are shown

    Examples
    --------
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    >>> lottery = Lottery(X, y, Settings(starts="16", epochs=100))
    >>> lottery.advance()
    >>> lottery.read()
    >>> lottery.epoch, lottery.losses.shape
    (100, (16,))
    """

    def __init__(
        self, X: ArrayLike, y: ArrayLike, settings: Settings, rng: int = 0, ticket: int = 0
    ) -> None:
        self.X = checks.inputs(X, Network([2, 1], "sigmoid"))
        self.y = checks.targets(y, len(self.X), 1)
        binary = np.isin(self.y, (0, 1)).all()
        checks.need(binary, "the targets y must be 0 and 1: a sigmoid says something in between")
        settings, self.rng = _checked(settings, self.y), checks.whole(rng, "rng", 0)
        xor = is_gate(self.X) and self.y[:, 0].tolist() in ([0, 1, 1, 0], [1, 0, 0, 1])
        self.has_plateaus = xor and settings.loss is mean_squared_error
        self.tally: dict[tuple, tuple[int, int]] = {}
        self.draw(settings, checks.whole(ticket, "ticket", 0))
        self.stop()

    # ------------------------------------------------------------------ the starts

    def draw(self, settings: Settings, ticket: int) -> None:
        """The starts of this ticket, untrained."""
        self.settings, self.ticket, self.selected = settings, ticket, 0
        tries, rate = (len(RATES), RATES.repeat(16)) if settings.is_map else (1, settings.rate)
        sizes, bends = [2, settings.width, 1], [settings.activation, sigmoid]
        how: dict[str, Any] = {"runs": (COUNTS[settings.starts] // tries,), "init": "uniform"}
        drawn = Network(sizes, bends, **how, rng=np.random.default_rng([self.rng, ticket]))
        network = drawn.with_parameters(np.tile(drawn.parameters, (tries, 1)))
        how = STEPS | {"loss": settings.loss, "optimizer": SGD(rate)}
        how["record_every"] = 10**9  # where they began and where they are, nothing in between
        self.training = Training(network, self.X, self.y, **how)

    @property
    def network(self) -> Network:
        """The network whose runs are the starts."""
        return self.training.network

    @property
    def origin(self) -> np.ndarray:
        """Where they began, (n_starts, P); read-only."""
        return self.training.history.parameters[0]

    @property
    def rates(self) -> np.ndarray:
        """The learning rate of each, (n_starts,)."""
        return np.broadcast_to(self.training.optimizer.learning_rate, len(self.origin))

    @property
    def progress(self) -> tuple:
        """Which draw it is, and where its networks are now."""
        return self.settings, self.ticket, self.training, self.training.state()

    @progress.setter
    def progress(self, progress: tuple) -> None:
        self.settings, self.ticket, self.training, state = progress
        self.training.restore(state)

    @property
    def epoch(self) -> int:
        """How many epochs they have been trained."""
        return self.training.epoch

    @property
    def ended(self) -> bool:
        """Whether they have been trained for as long as they shall."""
        return self.epoch >= self.settings.epochs

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
        before, settings = self.settings, self.settings._replace(**changes)
        if before._replace(epochs=settings.epochs) == settings and self.epoch <= settings.epochs:
            self.settings = settings
        else:
            self.draw(settings, self.ticket)

    # ------------------------------------------------------------------ training

    def start(self, fresh: bool = True) -> None:
        """Begin to train in slices, until `stop` or the end; trained starts make way for others."""
        if fresh and position(self.training) > 0:
            self.draw(self.settings, self.ticket + 1)
        self.running, self._pacer = not self.ended, Pacer(self.training)

    def stop(self) -> None:
        """Stop the training where it is."""
        self.running = False

    def slice(self) -> float | bool:
        """A few milliseconds of training; how many seconds to rest, or False at the end."""
        if not self.running:
            return False
        rest = self._pacer.slice(until=self.settings.epochs)
        self._count()
        self.running = not (self.ended or self.training.history.diverged.all())
        return self.running and rest

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs now, or to the end; trained starts make way for others."""
        self.stop()
        if self.ended:
            self.draw(self.settings, self.ticket + 1)
        left = self.settings.epochs - self.epoch
        self.training.run(left if epochs is None else min(epochs, left))
        self._count()

    def _count(self) -> None:
        """At its end, the draw goes into the tally; the same one counts once."""
        activation, width, _, rate, starts, epochs = self.settings
        if self.ended and starts in ("16", "256"):
            self.read()
            draw = activation.name, width, rate, epochs, self.ticket
            self.tally = self.tally | {draw: (len(self.solved), int(self.solved.sum()))}

    # ------------------------------------------------------------------ what has become of them

    def read(self) -> None:
        """What each of them says now, how wrong that is, and which solve the problem."""
        with np.errstate(all="ignore"):
            outputs = self.network(self.X)
            self.says, self.losses = outputs[..., 0], self.settings.loss(outputs, self.y)
        self.wrong = ~(np.abs(self.says - self.y[:, 0]) < 0.5)  # what is no number is
        self.solved = ~self.wrong.any(axis=1)
        self.groups, self.order = self._groups(), by_loss(self.losses)
        if len(self.order) > 16:
            self.order = np.concatenate([starts for _, starts in self.groups])

    def plateau(self, i: int) -> tuple[float, str, int] | None:
        """The plateau that a start is on: (loss, as it is written, how many points), or None."""
        return plateau_of(self.losses[i]) if self.has_plateaus else None

    def _groups(self) -> list[tuple[str, np.ndarray]]:
        if self.settings.is_map:
            return list(zip(RATE_NAMES, np.arange(256).reshape(16, 16), strict=True))
        if self.epoch == 0:
            return [("", np.arange(len(self.losses)))]
        found: dict[str, list[int]] = {"solved": [], **{name: [] for _, name, _ in PLATEAUS}}
        for i in by_loss(self.losses):
            _, name, _ = self.plateau(i) or (0, "other", 0)
            found.setdefault("solved" if self.solved[i] else name, []).append(i)
        return [(name, np.array(starts)) for name, starts in found.items() if starts]


def _checked(settings: Settings, y: np.ndarray) -> Settings:
    """The settings that are meant, such as starts 16 or "rates"."""
    activation, width, loss, rate, starts, epochs = settings
    activation, loss, rate = as_activation(activation), as_loss(loss), checks.number(rate, "rate")
    checks.need(not activation.jumps, f"activation must have a slope: {activation} has none")
    suit = " or ".join(name for name, one in LOSSES.items() if one.suits(sigmoid, y))
    remedy = f"{loss.name} does not suit the networks' sigmoid: take {suit}"
    checks.need(loss.suits(sigmoid, y), remedy)
    checks.need(rate > 0, f"rate must be above 0, not {rate}")
    name = MAP if starts == "rates" else str(starts)
    checks.need(name in COUNTS, f'starts must be 1, 16, 256 or "rates", not {starts!r}')
    width, epochs = checks.whole(width, "width"), checks.whole(epochs, "epochs")
    return Settings(activation, width, loss, rate, name, epochs)
