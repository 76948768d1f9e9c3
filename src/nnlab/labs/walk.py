"""A walk down the loss over two of a network's parameters: LossLab without its widgets."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, Training, checks
from nnlab.labs.lines import DECIMALS, STEP
from nnlab.labs.samples import one_network
from nnlab.labs.words import check_finite, parameter_names
from nnlab.pictures.landscape import checked_pair, height_words, loss_landscape, parameter_name
from nnlab.pictures.numbers import brief, number

MOST_STEPS = 100_000  # at once
GRID = 60  # places a side at which the landscape is computed


class Downhill:
    """Plain gradient descent at a walk's rate, of the parameters that move in it."""

    def __init__(self, walk: "Walk") -> None:
        self._walk = walk

    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change those parameters in place."""
        moving = slice(None) if self._walk.all_move else list(self._walk.pair)
        parameters[moving] -= self._walk.rate * gradients[moving]


class Walk:
    """A walker that stands at two of a network's parameters; core's own training moves it.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    pair : the two parameters' places in `network.parameters`
    reach : the map runs from -reach to reach, both ways
    rate : the learning rate

    Attributes
    ----------
    rate : the learning rate
    all_move : whether all parameters move, and the ground with them, or only the pair
    fog : whether the map is hidden
    names : what the two parameters are called
    diverged : whether the last step left all bounds, and was not taken

    >>> network = Network([1, 1], "identity", init="zeros")
    >>> walk = Walk(network, [[1.0]], [[3.0]], "mean_squared_error", rate=0.1)
    >>> walk.step(2)
    >>> walk.path.round(2).tolist(), walk.losses.round(2).tolist()
    ([[0.0, 0.0], [0.6, 0.6], [0.96, 0.96]], [9.0, 3.24, 1.17])
    """

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str,
        *,
        pair: tuple[int, int] = (0, 1),
        reach: float = 8.0,
        rate: float = 1.0,
    ) -> None:
        self.network = one_network(network, "LossLab")
        self.pair = checked_pair(network, pair)
        self.reach, self.rate = checks.number(reach, "reach"), checks.number(rate, "rate")
        checks.need(0 < self.reach < 1e6, f"reach must be above 0, and below 10⁶, not {reach:g}")
        checks.need(rate > 0, f"rate must be above 0, not {rate:g}")
        self.names = [parameter_name(network.sizes, i) for i in self.pair]
        self.all_move, self.fog, self.diverged = False, True, False
        self.training = Training(network, X, y, loss=loss, optimizer=Downhill(self))
        self.training.measure()
        self._start = network.parameters.copy()
        self._ground: tuple | None = None  # the landscape, with what it was computed for

    @property
    def loss(self) -> Loss:
        """What is measured."""
        return self.training.loss

    @loss.setter
    def loss(self, value: Loss) -> None:
        """Another loss: another ground, and a new walk."""
        self.training.loss = value
        self.begin()

    @property
    def progress(self) -> Any:
        """How far it is, for undo."""
        return self.training.state()

    @progress.setter
    def progress(self, progress: Any) -> None:
        self.training.restore(progress)
        self.diverged = False

    # ------------------------------------------------------------------ where it is

    @property
    def place(self) -> np.ndarray:
        """The two parameters, (2,)."""
        return self.network.parameters[list(self.pair)]

    @property
    def inside(self) -> bool:
        """Whether that is on the map."""
        return bool(np.all(np.abs(self.place) <= self.reach))

    @property
    def steps(self) -> np.ndarray:
        """The steps of the path: 0, 1, 2, ..."""
        epochs = self.training.history.epochs
        return epochs - epochs[0]

    @property
    def path(self) -> np.ndarray:
        """Where it has been, (n_steps + 1, 2)."""
        return self.training.history.parameters[:, list(self.pair)]

    @property
    def losses(self) -> np.ndarray:
        """The loss at each place of the path."""
        return self.training.history.loss

    def read(self) -> None:
        """How the loss changes with the two parameters, now."""
        network, training = self.network, self.training
        check_finite(parameter_names(network.sizes), network.parameters)
        traces = network.forward(training.X)
        slopes = network.backward(traces, training.loss.gradient(traces[-1].a, training.y))
        self.slope = slopes[list(self.pair)]

    def heights(self) -> np.ndarray:
        """The loss over the map; computed anew only when the ground has changed."""
        held = np.delete(self.network.parameters, self.pair).tobytes()
        ground = held, self.network.activations, self.loss
        if self._ground is None or self._ground[0] != ground:
            X, y, r = self.training.X, self.training.y, self.reach
            where: dict[str, Any] = dict(pair=self.pair, bounds=(-r, r, -r, r), n=GRID)
            self._ground = ground, loss_landscape(self.network, X, y, self.loss, **where)
        return self._ground[1]

    def right(self) -> int | None:
        """How many rows are on the right side of the middle; None if there are no sides."""
        X, y = self.training.X, self.training.y
        if set(np.unique(y)) != {0.0, 1.0}:
            return None
        return int(((self.network(X) > 0.5) == (y > 0.5)).all(axis=1).sum())

    # ------------------------------------------------------------------ what it does

    def step(self, n: int = 1) -> None:
        """Take n steps downhill, unless it diverges."""
        n = checks.whole(n, "the number of steps", 0)
        checks.need(n <= MOST_STEPS, f"take at most {MOST_STEPS} steps at once, not {n}")
        if not np.array_equal(self.training.history.parameters[-1], self.network.parameters):
            self.begin()
        for _ in range(n):
            self.training.step()
            self.diverged = bool(self.training.history.diverged)
            if self.diverged:
                return

    def begin(self) -> None:
        """A new walk begins where the network is now."""
        self.training.record()
        self.training.forget()
        self.diverged = False

    def back(self) -> None:
        """Back to the start."""
        self.network.parameters[...] = self._start
        self.begin()

    def set_down(self, place: ArrayLike) -> None:
        """Set the walker down somewhere else."""
        place = checks.numbers(place, "the place")
        self.network.parameters[list(self.pair)] = np.clip(place, -self.reach, self.reach)
        self.begin()

    def drag(self, event: dict) -> None:
        """A hand sets the walker down."""
        if event["part"] == "middle" and event["phase"] != "start":
            self.set_down(np.round([event["x"], event["y"]], DECIMALS))

    def nudge(self, event: dict) -> None:
        """So does an arrow key, beside where it was."""
        if event["part"] == "middle":
            way = np.sign([event.get("dx", 0), event.get("dy", 0)])
            self.set_down(self.place + STEP * (4 if event.get("big") else 1) * way)

    # ------------------------------------------------------------------ in words

    def describe(self) -> str:
        """How far it is, and what stands in its way."""
        at = ", ".join(f"{n} = {number(v)}" for n, v in zip(self.names, self.place, strict=True))
        n, right = int(self.steps[-1]), self.right()
        said = [
            f"After {n} step{'s' * (n != 1)}: loss {brief(self.losses[-1])}, {at}.",
            "" if right is None else f"{right} of {len(self.training.X)} rows are right.",
            self.trouble(),
            "The map lies in fog: you feel only the slope underfoot."
            if self.fog
            else f"On this map the loss reaches {height_words(self.heights())}.",
        ]
        return " ".join(filter(None, said))

    def trouble(self) -> str:
        """What went wrong, with the remedy; "" if nothing did."""
        if self.diverged:
            return (
                "It diverged: the next step would leave all bounds, so the walker stays. "
                "Take a smaller learning rate, or go back to the start."
            )
        before, now = np.append(np.inf, self.losses)[-2:]
        if now > before:
            return (
                f"The last step went up, from {brief(before)} to {brief(now)}: "
                "it was too long. A smaller learning rate takes shorter steps."
            )
        if not self.inside:
            return "The walker has left this map. Undo, or go back to the start."
        return ""
