"""Gradient descent on one parabola, with three learning rates: CliffLab without its widgets."""

import math
from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, Training, checks
from nnlab.labs import words
from nnlab.labs.samples import one_network
from nnlab.pictures.marks import BounceMarks, Mark
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

SLOW = -0.9  # a factor below it leaves more than a third of the way after ten steps
STEPS, TOLD = 14, 9  # how many are drawn; after how many, an odd one, it is told where w is
FAR = 20.0  # times the picture's size: farther out, a walk is drawn as if it ended there
WIDE = 1.9  # of the way from the lowest place to the start: as far the picture goes, both ways
STEEPER = 1.2  # so many of the edge is the longest step that can be chosen
DIGITS = 9  # to which a factor is told from −1, 0 and 1: what is computed isn't exact
EXACT = 10.0**-DIGITS
NAMES = ("first", "second", "third")
CLOSE = 0.01  # of the edge: so near, it counts as found
GOALS = ("Find the edge between home and lost", "Now get home in one step")


class Bounces:
    """Gradient descent of one weight on its parabola, for three learning rates: no widget.

    Parameters
    ----------
    network, X, y, loss : whose loss is a parabola over the weight
    weight : its place in `network.parameters`
    rates : three learning rates

    Attributes
    ----------
    chosen : which of the three it is about
    goal, base : the place of the goal among `GOALS`, and the rates when it was set
    start, a, lowest : where the weight is, how steep the parabola gets, its lowest place
    half : so far from the lowest place the picture goes, both ways

    >>> from nnlab import mean_squared_error
    >>> network = Network([1, 1], "identity", init="zeros")
    >>> network.parameters[0] = 1.0
    >>> model = Bounces(network, [[2**0.5]], [[0.0]], mean_squared_error, 0, (0.25, 0.49, 0.51))
    >>> model.read()
    >>> [float(round(model.factor(rate), 2)) + 0.0 for rate in model.rates]
    [0.0, -0.96, -1.04]
    """

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str,
        weight: int,
        rates: Sequence[float],
    ) -> None:
        self.network = one_network(network, "CliffLab")
        self.weight = checks.whole(weight, "weight", 0)
        n = network.n_parameters
        checks.need(self.weight < n, f"weight is a place in network.parameters, from 0 to {n - 1}")
        self.rates = checked(rates)
        self.chosen, self.goal, self.base = len(NAMES) - 1, 0, tuple(self.rates)
        self._drag: tuple[str, list[float]] | None = None  # its id, and the rates before it
        training = Training(network, X, y, loss=loss)
        self.X, self.y, self.loss = training.X, training.y, training.loss

    def _at(self, w: float) -> Network:
        other = self.network.copy()
        other.parameters[self.weight] = w
        return other

    def height(self, w: float) -> float:
        """The loss at w."""
        return float(self.loss(self._at(w)(self.X), self.y))

    def slope(self, w: float) -> float:
        """How the loss changes with the weight, at w."""
        other = self._at(w)
        traces = other.forward(self.X)
        return float(other.backward(traces, self.loss.gradient(traces[-1].a, self.y))[self.weight])

    def read(self) -> None:
        """Where it starts, how steep the parabola gets, and where its lowest place is."""
        words.check_finite(words.parameter_names(self.network.sizes), self.network.parameters)
        checked(self.rates)  # a cell may have written others
        self.start = float(self.network.parameters[self.weight])
        wide = max(1.0, float(np.abs(self.network.parameters).max()))  # a step that isn't lost
        far = "The weights are too large for a picture: undo, or set smaller ones."
        checks.need(np.isfinite(self.height(self.start + wide)), far)
        before, here, after = (self.slope(self.start + step) for step in (-wide, 0, wide))
        self.a = (after - here) / wide
        even = abs((here - before) / wide - self.a) <= 1e-6 * (1 + abs(self.a))
        remedy = "one neuron with identity, the mean squared error and small numbers has one"
        checks.need(even and self.a > 1e-9, f"Here the loss isn't a parabola: {remedy}")
        self.lowest = self.start - here / self.a
        self.half = WIDE * (abs(self.start - self.lowest) or 1.0)
        low, top = self.height(self.lowest), self.height(self.lowest + self.half)
        checks.need(low * (1 + EXACT) < top, far)  # else it is flat, as far as numbers can say

    def factor(self, rate: float) -> float:
        """What each step does to the way that is left."""
        return 1 - rate * self.a

    @property
    def edge(self) -> float:
        """The learning rate at which it bounces for ever; with a larger one it climbs out."""
        return 2 / self.a

    @property
    def moves(self) -> bool:
        """Whether there is a way to go: it doesn't start at the lowest place."""
        return abs(self.start - self.lowest) > EXACT

    @property
    def gap(self) -> float:
        """From the largest learning rate that gets there to the smallest that climbs out."""
        near = [rate for rate in self.rates if abs(round(self.factor(rate), DIGITS)) < 1]
        far = [rate for rate in self.rates if round(self.factor(rate), DIGITS) < -1]
        return min(far) - max(near) if near and far else np.inf

    @property
    def digits(self) -> int:
        """Decimals of a learning rate: a step of the hand is a small part of the edge."""
        return max(0, 1 - math.floor(math.log10(self.edge)))

    @property
    def solved(self) -> bool:
        """Whether the reader has found what the goal asks for."""
        if not self.moves or tuple(self.rates) == tuple(self.base):
            return False
        factor = self.factor(self.rates[self.chosen])
        return abs(factor + 1 - self.goal) <= 2 * CLOSE + EXACT

    # What the reader does

    def choose(self, event: dict) -> None:
        """Another of the three."""
        self.chosen = event["index"]

    def put(self, k: int, rate: float) -> None:
        """One of the three learning rates; from now on it is about this one."""
        self.rates = [*self.rates[:k], rate, *self.rates[k + 1 :]]
        self.chosen = k

    def step_to(self, event: dict) -> None:
        """A hand moves where the first step ends; Escape puts it back."""
        if self._drag is None or self._drag[0] != event["id"]:
            self._drag = event["id"], self.rates
        if event["phase"] == "cancel":
            self.rates = self._drag[1]
        elif self.moves:
            self._step(float(event["x"]))

    def nudge(self, event: dict) -> None:
        """An arrow key: to the right is back to the start, so a smaller step from there."""
        steps = event["steps"] * (5 if event.get("big") else 1)
        side = -1 if self.start > self.lowest else 1
        self._put(self.rates[self.chosen] + side * steps * 10.0**-self.digits)

    def turn_to(self, event: dict) -> None:
        """The next goal."""
        self.goal, self.base = min(self.goal + 1, len(GOALS) - 1), tuple(self.rates)

    def _step(self, x: float) -> None:
        self._put((self.start - x) / (self.a * (self.start - self.lowest)))

    def _put(self, rate: float) -> None:
        most = STEEPER * self.edge
        self.put(self.chosen, round(min(max(rate, 0.0), most), self.digits))

    # What it shows

    def path(self, rate: float, n: int = STEPS) -> np.ndarray:
        """Where the weight is before each step, and after the last, (n + 1,)."""
        places = [self.start]
        for _ in range(n):
            places.append(places[-1] - rate * self.slope(places[-1]))
        return np.array(places)

    def picture(self, k: int) -> BounceMarks:
        """What one of the three pictures shows."""
        x0, x1 = self.lowest - self.half, self.lowest + self.half
        low = self.height(self.lowest)
        high = 0.97 * self.a / 2 * self.half**2
        far, last = FAR * np.array([x1 - x0, high]), self.path(self.rates[k], TOLD)[-1]

        def walk(places: np.ndarray) -> np.ndarray:
            walked = np.column_stack([places, low + self.a / 2 * (places - self.lowest) ** 2])
            return np.clip(np.nan_to_num(walked), [x0, low] - far, [x1, low + high] + far)

        return {
            "bounds": [x0, x1, low, low + high],
            "curve": walk(np.linspace(x0, x1, 121)).tolist(),
            "path": walk(self.path(self.rates[k])).tolist(),
            "ticks": [[t, number(t)] for t in ticks_between(x0, x1)],
            "label": told(self.rates[k]),
            "text": f"Learning rate {told(self.rates[k])}: {self.verdict(k)}. Factor each step "
            f"{told(self.factor(self.rates[k]))}; w after {TOLD} steps {number(last, 4)}.",
        }

    def large(self) -> Mark:
        """What the large picture shows: the chosen one, with a first step that asks to be held."""
        asks = self.moves and tuple(self.rates) == tuple(self.base) and not self.goal
        return {**self.picture(self.chosen), "cue": "drag the first step" if asks else ""}

    def over(self) -> "Bounces":
        """What a stored picture shows: a rate as far beyond the edge as the largest is below."""
        other, most = copy(self), max(self.rates)
        if self.moves and most < self.edge and tuple(self.rates) == tuple(self.base):
            other.rates = [min(self.rates), most, round(2 * self.edge - most, self.digits)]
        return other

    def verdict(self, k: int) -> str:
        """What a walk with this learning rate does."""
        factor = round(self.factor(self.rates[k]), DIGITS)
        if not self.moves:
            return "It’s there already"
        if factor == 0:
            return "One step and it’s there"
        if factor == 1:
            return "It stays where it is"
        if factor > 0:
            return "It comes down on one side"
        if factor == -1:
            return "It bounces for ever"
        if factor < -1:
            return "It bounces, and climbs out"
        return "It bounces home slowly" if factor < SLOW else "It bounces, and gets there"

    def describe(self) -> str:
        """All three, in words."""
        return " ".join(self.picture(k)["text"] for k in range(len(NAMES)))


def checked(rates: Sequence[float]) -> list[float]:
    """Three learning rates, or a sentence that says what is wrong with them."""
    checks.need(np.size(rates) == len(NAMES), "rates are three learning rates")
    sizes = [checks.number(rate, "a learning rate") for rate in rates]
    for size in sizes:
        checks.need(
            size >= 0, f"a learning rate is 0 or more, not {size:g}: the slope says which way"
        )
    return sizes


def decimals(value: float) -> int:
    """Two, or more where two would make another number of it."""
    fits = [n for n in (2, 4) if abs(round(value, n) - value) < EXACT]
    edges = {-1.0, 0.0, 1.0}
    return fits[0] if fits else DIGITS if round(value, 4) in edges else 4


def told(value: float) -> str:
    return number(value, decimals(value))
