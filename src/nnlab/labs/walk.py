"""A walk down the loss over two of a network's parameters: LossLab without its widgets."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, Training, checks
from nnlab.labs.lines import DECIMALS, STEP
from nnlab.labs.samples import one_network
from nnlab.labs.words import check_finite, counted, parameter_names, sentence
from nnlab.pictures.landscape import (
    axis_name,
    checked_pair,
    height_words,
    levels,
    loss_landscape,
    parameter_name,
)
from nnlab.pictures.numbers import brief, number
from nnlab.pictures.relief import seen_from

MOST_STEPS = 100_000  # at once
GRID, COARSE = 120, 60  # places a side at which the landscape is computed, and for more rows
FEW = 50  # rows
ARROW = (0.15, 0.28)  # the arrow downhill, at least and at most, as shares of the map's width
ALONG, FEWEST = 25, 4  # places along it; so many stretches are left of it, at least
FLOOR = 0.02  # of all the map's height: so close to its lowest place is the valley's floor
LOWEST = 2e-4  # and so close a hand has found it
SLOW = 0.01  # of the loss: a step that lowers it by less is one on a shelf
DIGITS = 4  # decimals of a loss
LONG = 5  # steps that make a shelf
LEVEL = 0.01  # of the map's width: a shorter step is one on nearly level ground


class Downhill:
    """Plain gradient descent of a walk's two parameters, at its rate."""

    def __init__(self, walk: "Walk") -> None:
        self._walk = walk

    def step(self, parameters: np.ndarray, gradients: np.ndarray) -> None:
        """Change those parameters in place."""
        pair = list(self._walk.pair)
        parameters[pair] -= self._walk.rate * gradients[pair]


class Walk:
    """A walker that stands at two of a network's parameters; core's own training moves it.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    pair : the two parameters' places in `network.parameters`
    reach : the map runs from -reach to reach, both ways; or from one number to another
    rate : the learning rate

    Attributes
    ----------
    rate : the learning rate
    fog : whether the map is hidden
    reach : as it was given
    low, high : where the map begins and ends, both ways
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
        reach: float | tuple[float, float] = 8.0,
        rate: float = 1.0,
    ) -> None:
        self.network = one_network(network, "LossLab")
        self.pair = checked_pair(network, pair)
        self.reach = reach
        self.low, self.high = checked_reach(reach)
        self.rate = checks.number(rate, "rate")
        checks.need(rate > 0, f"rate must be above 0, not {rate:g}")
        self.names = [parameter_name(network.sizes, i) for i in self.pair]
        self.fog, self.diverged = True, False
        self.training = Training(network, X, y, loss=loss, optimizer=Downhill(self))
        self.training.measure()
        self._start = network.parameters.copy()
        self._ground: tuple | None = None  # the landscape, with what it was computed for
        self._held: tuple | None = None  # a drag's id, and how far the walk was when it began

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
        return bool(np.all((self.low <= self.place) & (self.place <= self.high)))

    @property
    def fresh(self) -> bool:
        """Whether it stands where it began, and hasn't walked."""
        return len(self.losses) == 1 and bool(np.all(self.network.parameters == self._start))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The map's ends: of the first parameter, and of the second."""
        return self.low, self.high, self.low, self.high

    @property
    def steepness(self) -> float:
        """How much the loss falls for a step of length 1 straight downhill."""
        return float(np.hypot(*np.nan_to_num(self.slope)))

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
            X, y = self.training.X, self.training.y
            n = GRID if len(X) <= FEW else COARSE
            where: dict[str, Any] = dict(pair=self.pair, bounds=self.bounds, n=n)
            self._ground = ground, loss_landscape(self.network, X, y, self.loss, **where)
        return self._ground[1]

    @property
    def arrived(self) -> bool:
        """Whether it has walked to the floor of the map's valley."""
        if len(self.losses) == 1:
            return not (self.fog or self.fresh) and self._above(0) <= LOWEST
        down = self.losses[-1] < self.losses[-2] and not self.diverged
        return bool(down and self._above(-1) <= FLOOR and self._above(0) > 0)

    def _above(self, step: int) -> float:
        """How far above the map's lowest place it was then, as a share of all the map's height."""
        heights = self.heights()[np.isfinite(self.heights())]
        span = np.ptp(heights) if len(heights) else 0.0
        return float((self.losses[step] - heights.min()) / span) if span else np.inf

    @property
    def shelf(self) -> int:
        """How many steps it was held up: the longest row of steps that changed little, high up."""
        before, after = self.losses[:-1], self.losses[1:]
        slow = (before - after < SLOW * before) & (before > 2 * self.losses[-1])
        ends = np.flatnonzero(np.diff(np.concatenate([[0], slow.astype(int), [0]])))
        return int(np.diff(ends)[::2].max(initial=0))

    def picture(self) -> dict[str, Any]:
        """What the relief shows: the ground, in fog but for what it has seen; path and arrow."""
        heights = self.heights()
        return {
            "bounds": self.bounds,
            "heights": heights,
            "seen": seen_from(self.path, self.bounds, len(heights)) if self.fog else None,
            "levels": levels(heights),
            "path": self.path,
            "start": self.path[0] if len(self.losses) > 1 else self._start[list(self.pair)],
            "head": self._head(),
            "x_name": axis_name(self.network.sizes, self.pair[0]),
            "y_name": axis_name(self.network.sizes, self.pair[1]),
            "caption": "fog: not seen yet" if self.fog else "dark is low",
            "cue": "drag the walker" if self.fresh and not self.fog else "",
            "note": "" if self.inside else "the walker has left this map",
        }

    def _head(self) -> np.ndarray | None:
        """Where the arrow downhill ends: the longer, the longer a step."""
        step, span = -self.rate * np.nan_to_num(self.slope), self.high - self.low
        length = float(np.hypot(*step))
        if self.arrived or not self.inside or not 1e-6 * span < length < np.inf:
            return None
        way = step / length * span * np.clip(length / span, *ARROW)
        if not self.fog:  # it ends where the ground, which is seen, rises again
            places = self.place + np.linspace(0, 1, ALONG)[:, np.newaxis] * way
            cells = (places - self.low) / span * len(heights := self.heights())
            j, i = np.clip(cells.astype(int), 0, len(heights) - 1).T
            rises = np.diff(heights[i, j]) > 0
            way *= max(FEWEST, rises.argmax() if rises.any() else len(rises)) / len(rises)
        return self.place + way

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

    def ahead(self, n: int) -> "Walk":
        """What a walker on a copy of the network would have walked in n steps."""
        given: dict[str, Any] = dict(pair=self.pair, reach=self.reach, rate=self.rate)
        X, y = self.training.X, self.training.y
        other = Walk(self.network.copy(), X, y, self.loss, **given)
        other.fog = self.fog
        other.step(n)
        other.read()
        return other

    def set_down(self, place: ArrayLike) -> None:
        """Set the walker down somewhere else."""
        place = checks.numbers(place, "the place")
        self.network.parameters[list(self.pair)] = np.clip(place, self.low, self.high)
        self.begin()

    def drag(self, event: dict) -> None:
        """A hand sets the walker down; Escape puts it back to where it was, with its path."""
        if self._held is None or self._held[0] != event["id"]:
            self._held = event["id"], self.progress
        if event["phase"] == "cancel":
            self.progress = self._held[1]
        elif event["phase"] != "start":
            self.set_down(np.round([event["x"], event["y"]], DECIMALS))

    def nudge(self, event: dict) -> None:
        """So does an arrow key, beside where it was."""
        way = np.sign([event.get("dx", 0), event.get("dy", 0)])
        self.set_down(self.place + STEP * (4 if event.get("big") else 1) * way)

    # ------------------------------------------------------------------ in words

    def describe(self) -> str:
        """How high it is, how steep the ground, which way is down, and what stands in its way."""
        at = ", ".join(f"{n} = {number(v, 2)}" for n, v in zip(self.names, self.place, strict=True))
        n, right = int(self.steps[-1]), self.right()
        said = [
            f"After {counted(n, 'step')}: loss {brief(self.losses[-1])}, {at}.",
            self.downhill(),
            "" if right is None else f"{right} of {len(self.training.X)} rows are right.",
            self.trouble(),
            "The map lies in fog: you feel only the slope underfoot."
            if self.fog
            else f"On this map the loss reaches {height_words(self.heights())}.",
        ]
        return " ".join(filter(None, said))

    def downhill(self) -> str:
        """The slope here, and which way is down."""
        if not self.steepness:
            return "The ground is level here."
        share = np.abs(self.slope) / np.abs(self.slope).max()
        ways = [
            f"a {'smaller' if slope > 0 else 'larger'} {name}"
            for name, slope, part in zip(self.names, self.slope, share, strict=True)
            if part > 0.05
        ]
        return f"The slope is {_rough(self.steepness)}; downhill is {' and '.join(ways)}."

    def felt(self) -> str:
        """What a walker in fog can say after a step."""
        length = self.rate * self.steepness
        begun = f"{self._steps()}, loss {brief(self.losses[-1])}."
        before, now = self.losses[-2:] if len(self.losses) > 1 else (np.inf, 0.0)
        if length < LEVEL * (self.high - self.low) and before - now < SLOW * before:
            return f"{begun} Almost level: a step is only {_rough(length)} long."
        slope = _rough(self.steepness)
        return f"{begun} The slope is {slope}, a step {_rough(length)} long."

    def told(self) -> str:
        """The whole walk, once all of the ground is seen."""
        if len(self.losses) == 1:
            here = f"Loss {number(self.losses[-1], DIGITS)}."
            if self.arrived:
                return f"{here} Nowhere on this map is it lower."
            return "Drag the walker, or step downhill." if self.fresh else f"{here} Can it be less?"
        if self.shelf >= LONG:
            loss = number(self.losses[-1], DIGITS)
            return f"{self._steps()}, {self.shelf} of them on a shelf. Loss {loss}."
        ends = " to ".join(number(loss, DIGITS) for loss in self.losses[[0, -1]])
        return f"{self._steps()}, from loss {ends}."

    def _steps(self) -> str:
        return sentence(counted(int(self.steps[-1]), "step"))

    def trouble(self) -> str:
        """What went wrong, with the remedy; "" if nothing did."""
        if self.diverged:
            return (
                "It diverged: the next step would leave all bounds, so the walker stays. "
                "Take a smaller learning rate, and walk again."
            )
        before, now = np.append(np.inf, self.losses)[-2:]
        if now > before:
            return (
                f"The last step went up, from {brief(before)} to {brief(now)}: "
                "it was too long. A smaller learning rate makes shorter steps."
            )
        if not self.inside:
            return "The walker has left this map. Undo, or walk again from the start."
        return ""


def checked_reach(reach: Any) -> tuple[float, float]:
    """Where a map begins and ends, both ways.

    >>> checked_reach(8), checked_reach((-16, 8))
    ((-8.0, 8.0), (-16.0, 8.0))
    """
    if isinstance(reach, tuple | list | np.ndarray) and np.size(reach) == 2:
        low, high = (checks.number(end, "reach") for end in reach)
        inside = -1e6 < low < high < 1e6
    else:
        high = checks.number(reach, "reach")
        low, inside = -high, 0 < high < 1e6
    ends = "reach must be above 0, and below 10⁶; or (low, high), two such ends"
    checks.need(inside, f"{ends}, not {checks.short(reach)}")
    return low, high


def _rough(value: float) -> str:
    """A length or a slope, to two figures."""
    return brief(float(f"{value:.2g}"))
