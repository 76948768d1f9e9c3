"""The same training from many random starts, side by side, and what became of each.

There are no widgets in it: `LotteryLab` shows it, a test can call it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import LOSSES, SGD, Activation, Loss, Network, Training, checks
from nnlab.core.activations import as_activation, relu, sigmoid
from nnlab.core.losses import as_loss, mean_squared_error
from nnlab.labs.lottery.stops import AIR, ELSEWHERE, REST, SOLVED, Stops
from nnlab.labs.lottery.watch import STEPS, Watch
from nnlab.labs.pacing import Pacer, position
from nnlab.labs.samples import is_gate
from nnlab.lessons.gates import IMPOSSIBLE, gate_name
from nnlab.pictures.sweep import PLATEAUS, plateau_of

COUNTS = {"1": 1, "16": 16, "256": 256}
LOOK = 100  # epochs between two looks at which stand still
SLOW, HASTE = 150, 0.8  # epochs a second at first, and how much faster an epoch later: 5 s for all


class Settings(NamedTuple):
    """What is drawn, and how it is trained; activation and loss may be given by name."""

    activation: Activation = relu
    width: int = 2
    loss: Loss = mean_squared_error
    rate: float = 0.1
    starts: str = "256"
    epochs: int = 10_000


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
    aim : the gate that they learn, or ""
    origin : (n_starts, P), where they began; read-only
    selected : the start that is chosen
    is_open : whether that one is looked at; at the end of a draw it's one that tells, if none is
    guess : how many were said to find it, before the draw; or None
    asks : whether that is asked for
    stops : where each of them has come to rest, and when
    tally : (activation, width, rate, epochs, ticket) -> (starts, solved), of draws at their end
    running : whether `slice` has something to do
    says, wrong, losses, solved : of each start, when `read` was last called
    bins : where they came to rest: (name, starts in order) each

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
        self.aim = gate_name(self.y[:, 0]) if is_gate(self.X) else ""
        self.has_plateaus = self.aim in IMPOSSIBLE and settings.loss is mean_squared_error
        self.tally: dict[tuple, tuple[int, int]] = {}
        self.guess: int | None = None
        self.asks = False
        self.draw(settings, checks.whole(ticket, "ticket", 0))
        self.stop()

    # ------------------------------------------------------------------ the starts

    def draw(self, settings: Settings, ticket: int) -> None:
        """The starts of this ticket, untrained."""
        self.settings, self.ticket, self.selected = settings, ticket, 0
        self.is_open = settings.starts == "1"  # a single one is what there is to see
        sizes, bends = [2, settings.width, 1], [settings.activation, sigmoid]
        how: dict[str, Any] = {"runs": (COUNTS[settings.starts],), "init": "uniform"}
        network = Network(sizes, bends, **how, rng=np.random.default_rng([self.rng, ticket]))
        how = STEPS | {"loss": settings.loss, "optimizer": SGD(settings.rate)}
        how["record_every"] = 10**9  # where they began and where they are, nothing in between
        self.training = Training(network, self.X, self.y, **how)
        self.stops = Stops.of(network(self.X)[..., 0])

    @property
    def network(self) -> Network:
        """The network whose runs are the starts."""
        return self.training.network

    @property
    def origin(self) -> np.ndarray:
        """Where they began, (n_starts, P); read-only."""
        return self.training.history.parameters[0]

    @property
    def progress(self) -> tuple:
        """Which draw it is, and where its networks are now."""
        return self.settings, self.ticket, self.stops, self.training, self.training.state()

    @progress.setter
    def progress(self, progress: tuple) -> None:
        self.settings, self.ticket, self.stops, self.training, state = progress
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
        self.selected, self.is_open = self.checked(start), True

    def telling(self) -> int:
        """A start that shows why most fail: in the middle of the largest pile of those."""
        lost = max([starts for _, starts in self.bins[1:]], key=len)
        pile = lost or self.bins[0][1]
        return pile[len(pile) // 3]

    def shut(self) -> None:
        """Look at none of them."""
        self.is_open = False

    def watch(self) -> Watch:
        """The chosen start again, from its beginning."""
        i, settings = self.selected, self.settings
        network = self.network.run(i).with_parameters(self.origin[i])
        return Watch(network, self.X, self.y, settings.loss, settings.rate, settings.epochs)

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
        speed = SLOW + HASTE * self.epoch
        rest = self._pacer.slice(speed, until=self._next_look())
        self._look()
        self.running = not (self.ended or self.training.history.diverged.all())
        return self.running and rest

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs now, or to the end; trained starts make way for others."""
        self.stop()
        if self.ended:
            self.draw(self.settings, self.ticket + 1)
        end = self.settings.epochs if epochs is None else self.epoch + epochs
        while self.epoch < min(end, self.settings.epochs):
            self.training.run(min(end, self._next_look()) - self.epoch)
            self._look()

    def _next_look(self) -> int:
        """The epoch at which is looked next; the same ones however it is trained."""
        return min(self.epoch // LOOK * LOOK + LOOK, self.settings.epochs)

    def _look(self) -> None:
        """See which have come to rest; at its end, the draw counts."""
        due = self.epoch % LOOK == 0 or self.ended
        if not due or self.training.seen or self.epoch == 0:
            return
        self.read()
        seen = self.epoch, self.says, self.losses, self.solved
        self.stops = self.stops.seen(*seen, plateaus=self.has_plateaus, last=self.ended)
        if self.ended:
            self._count()
            if not self.is_open:
                self.bins = self._bins()
                self.choose(self.telling())

    def _count(self) -> None:
        """The draw goes into the tally; the same one counts once."""
        activation, width, _, rate, starts, epochs = self.settings
        if starts != "1":
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
        self.bins = self._bins()

    def plateau_at(self, loss: float) -> tuple[float, str, int] | None:
        """The plateau at a loss: (loss, as it is written, how many points), or None."""
        return plateau_of(loss) if self.has_plateaus else None

    @property
    def can_train(self) -> bool:
        """Whether what there is at the beginning are numbers."""
        return bool(position(self.training) or np.isfinite(self.network.parameters).all())

    @property
    def can_guess(self) -> bool:
        """Whether how many will find it is still to be seen."""
        return not (self.running or self.epoch) and len(self.origin) > 1

    @property
    def said(self) -> int | None:
        """How many are said to find it: half of them, until a guess that is asked for is made."""
        n, half = len(self.origin), len(self.origin) // 2 if self.asks else None
        return half if self.guess is None else min(self.guess, n)

    @property
    def n_moving(self) -> int:
        """How many of them haven't come to rest."""
        return int((self.stops.bins == AIR).sum())

    @property
    def n_found(self) -> int:
        """How many have come to rest where it's solved."""
        return int((self.stops.bins == SOLVED).sum())

    @property
    def n_restless(self) -> int:
        """How many of those on a shelf have moved lately: in half of the time, or 1,000 epochs."""
        shelved = ~self.solved & (self.stops.bins > SOLVED) & (self.stops.bins < ELSEWHERE)
        return int((shelved & (self.stops.since > self.epoch - min(REST, self.epoch // 2))).sum())

    def _bins(self) -> list[tuple[str, list[int]]]:
        shelves = [f"loss {name}" for _, name, _ in PLATEAUS] if self.has_plateaus else []
        solved, *found, rest = self.stops.piled(len(PLATEAUS) + 2)
        bins = list(zip(["solved", *shelves], [solved, *found], strict=False))
        last = "elsewhere" if self.has_plateaus else "unsolved"
        return bins + ([(last, rest)] if rest or not self.has_plateaus else [])


def _checked(settings: Settings, y: np.ndarray) -> Settings:
    """The settings that are meant, such as starts 16."""
    activation, width, loss, rate, starts, epochs = settings
    activation, loss, rate = as_activation(activation), as_loss(loss), checks.number(rate, "rate")
    checks.need(not activation.jumps, f"activation must have a slope: {activation} has none")
    suit = " or ".join(name for name, one in LOSSES.items() if one.suits(sigmoid, y))
    remedy = f"{loss.name} does not suit the networks' sigmoid: take {suit}"
    checks.need(loss.suits(sigmoid, y), remedy)
    checks.need(rate > 0, f"rate must be above 0, not {rate}")
    name = str(starts)
    checks.need(name in COUNTS, f"starts must be 1, 16 or 256, not {starts!r}")
    width, epochs = checks.whole(width, "width"), checks.whole(epochs, "epochs")
    return Settings(activation, width, loss, rate, name, epochs)
