"""CliffLab: three learning rates on one parabola, and the edge between home and climbing out."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, Training, checks, mean_squared_error
from nnlab.labs import words
from nnlab.labs.lab import Lab
from nnlab.labs.page import Show, Size
from nnlab.labs.samples import one_network
from nnlab.live.bounce import Bounce
from nnlab.live.panel import Markup, markup, signed
from nnlab.live.part import Box
from nnlab.live.slider import Slider
from nnlab.pictures.numbers import number
from nnlab.plots.frame import TEXT
from nnlab.plots.picture import new_figure, paint_part

STEPS, TOLD = 14, 10  # how many are drawn, and after how many it is told where w is
WIDE = 1.9  # of the way from the lowest place to the start: as far the picture goes, both ways
STEEPER = 1.2  # so many of the edge is the longest step that can be chosen
DIGITS = 9  # to which a factor is told from −1, 0 and 1: what is computed isn't exact
EXACT = 10.0**-DIGITS
NAMES = ("first", "second", "third")
FEW = 10  # hundredths between two learning rates that are worth a title


class Bounces:
    """Gradient descent of one weight on its parabola, for three learning rates: no widget.

    Parameters
    ----------
    network, X, y, loss : whose loss is a parabola over the weight
    weight : its place in `network.parameters`
    rates : three learning rates

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
        self.rates = _checked(rates)
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
        _checked(self.rates)  # a cell may have written others
        self.start = float(self.network.parameters[self.weight])
        before, here, after = (self.slope(self.start + step) for step in (-1, 0, 1))
        self.a = after - here
        even = abs(here - before - self.a) <= 1e-6 * (1 + abs(self.a))
        remedy = "one neuron with identity and the mean squared error has one"
        checks.need(even and self.a > 1e-9, f"CliffLab needs a loss that is a parabola: {remedy}")
        self.lowest = self.start - here / self.a

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

    def path(self, rate: float, n: int = STEPS) -> np.ndarray:
        """Where the weight is before each step, and after the last, (n + 1,)."""
        places = [self.start]
        for _ in range(n):
            places.append(places[-1] - rate * self.slope(places[-1]))
        return np.array(places)

    def picture(self, k: int) -> dict[str, Any]:
        """What one of the three pictures shows."""
        half = WIDE * (abs(self.start - self.lowest) or 1.0)
        x = np.linspace(self.lowest - half, self.lowest + half, 121)
        low = self.height(self.lowest)
        heights = low + self.a / 2 * (x - self.lowest) ** 2
        high = float(heights.max()) - low
        path = self.path(self.rates[k])
        walked = low + self.a / 2 * (path - self.lowest) ** 2
        return {
            "bounds": (x[0], x[-1], low, low + 0.97 * high),
            "curve": np.column_stack([x, heights]),
            "path": np.column_stack([path, walked]),
            "text": f"Step size {_told(self.rates[k])}: {self.verdict(k)}. {self.facts(k)}",
        }

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
        return "It bounces, and gets there" if factor > -1 else "It bounces, and climbs out"

    def facts(self, k: int) -> str:
        """The factor, and where the weight is after some steps."""
        rate = self.rates[k]
        last = number(self.path(rate, TOLD)[-1], 4)
        return f"Factor each step {_told(self.factor(rate))}; w after {TOLD} steps {last}."

    def describe(self) -> str:
        """All three, in words."""
        return " ".join(self.picture(k)["text"] for k in range(len(NAMES)))


class CliffLab(Lab):
    """A live view of three walks with different learning rates on one parabola.

    The loss over one weight, the others held: gradient descent multiplies the way to the lowest
    place by one factor, at each step. Below −1 each bounce is larger than the last.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    weight : the place in `network.parameters` of the weight that moves
    rates : three learning rates
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    model : with `.rates`, `.factor(rate)` and `.path(rate, n)`

    Raises
    ------
    ValueError
        If the loss is no parabola over this weight, or the data don't fit.
    """

    TOPIC, GOAL = "How long may a step be?", "Find the edge between home and lost"
    PARTS = ("walks", "rates")

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        weight: int = 0,
        rates: Sequence[float] = (0.25, 0.49, 0.51),
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = self.model = Bounces(network, X, y, loss, weight, rates)
        model.read()
        super().__init__(show=show, size=size)
        self.network = network
        self.keep(network, "parameters", "activations")
        self.keep(model, "rates")
        self.walks = [self._column(k) for k in range(len(NAMES))]
        self.build(rail=Box(self.walks, "nnlab-walks"))

    def _column(self, k: int) -> Box:
        """One of the three: its learning rate, what it does, and its numbers."""
        model = self.model

        def write(rate: float) -> None:
            model.rates = [*model.rates[:k], rate, *model.rates[k + 1 :]]

        digits = max(0, 1 - math.floor(math.log10(model.edge)))  # a step is a small part of it
        track: dict[str, Any] = dict(minimum=0.0, maximum=STEEPER * model.edge, signed=False)
        track |= dict(step=10.0**-digits, decimals=min(max(digits, 2), 8))
        slider = Slider("learning rate", model.rates[k], words=f"{NAMES[k]} learning rate", **track)
        pace = self.control(NAMES[k], slider, lambda: model.rates[k], write, "rates")
        parts = [
            self.panel("", lambda: self._head(k)),
            self.view("walks", Bounce(), lambda: model.picture(k)),
            pace,
            self.panel("", lambda: self._facts(k)),
        ]
        return Box([part for part in parts if part], "nnlab-walk")

    def _head(self, k: int) -> Markup:
        rate = _told(self.model.rates[k])
        head = '<div class="nnlab-rate">{}<span>learning rate</span></div><b>{}</b>'
        return markup(head, rate, self.model.verdict(k))

    def _facts(self, k: int) -> Markup:
        rate = self.model.rates[k]
        last = self.model.path(rate, TOLD)[-1]
        facts = '<div class="nnlab-facts">factor each step {}<br>w after {} steps {}</div>'
        factor = self.model.factor(rate)
        return markup(facts, signed(factor, _decimals(factor)), TOLD, signed(last, 4))

    def _goal(self) -> str:
        hundredths = round(100 * self.model.gap, DIGITS)
        if hundredths not in range(1, FEW + 1) or not self.model.moves:
            return self.GOAL
        gap = words.counted(int(hundredths), "hundredth")
        return f"{words.sentence(gap)} between home and lost"

    def _sentence(self) -> str:
        return "Move a learning rate a little: where does the bounce turn outward?"

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        made = words.code_of(self.network) + words.assigned(X=model.X, y=model.y)
        call = f"network, X, y, {model.loss.name!r}, weight={model.weight}, rates={model.rates}"
        return self._python("Network", made, call)

    def _briefly(self) -> str:
        return ", ".join(
            f"{_told(rate)}: factor {_told(self.model.factor(rate))}" for rate in self.model.rates
        )

    def _figure(self) -> Any:
        views = [part for part in self.tree.parts() if part.PICTURE]
        if not views:
            return None
        figure, axes = new_figure(9.0, 3.8, columns=len(views))
        for k, (view, ax) in enumerate(zip(views, axes, strict=True)):
            paint_part(ax, view)
            title = f"{_told(self.model.rates[k])}\n{self.model.verdict(k)}"
            ax.set_title(title, loc="left", fontsize=TEXT, weight="bold", parse_math=False)
        return figure


def _checked(rates: Sequence[float]) -> list[float]:
    """Three learning rates, or a sentence that says what is wrong with them."""
    checks.need(np.size(rates) == len(NAMES), "rates are three learning rates")
    sizes = [checks.number(rate, "a learning rate") for rate in rates]
    for size in sizes:
        checks.need(
            size >= 0, f"a learning rate is 0 or more, not {size:g}: the slope says which way"
        )
    return sizes


def _decimals(value: float) -> int:
    """Two, or more where two would make another number of it."""
    fits = [n for n in (2, 4) if abs(round(value, n) - value) < EXACT]
    edges = {-1.0, 0.0, 1.0}
    return fits[0] if fits else DIGITS if round(value, 4) in edges else 4


def _told(value: float) -> str:
    return number(value, _decimals(value))
