"""LossLab: walk down a loss landscape, at first in fog, feeling only the slope underfoot."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import LOSSES, Loss, Network, checks, mean_squared_error
from nnlab.labs import words
from nnlab.labs.controls import Offer, attribute, rate_slider
from nnlab.labs.errors import Errors
from nnlab.labs.lab import Lab
from nnlab.labs.page import Show, Size, Won
from nnlab.labs.walk import Walk
from nnlab.live.panel import Markup, button, joined, markup, scrub, signed
from nnlab.live.relief import Relief
from nnlab.live.slider import Slider
from nnlab.live.spark import Spark
from nnlab.live.squares import Squares
from nnlab.pictures.numbers import count, number
from nnlab.pictures.relief import relief
from nnlab.plots.picture import new_figure
from nnlab.plots.relief import paint_relief

DIGITS = 4  # decimals of what the reader works out by pen
AHEAD = 30  # steps for which the curve of the loss has room from the first on
STILL = 30  # steps that the stored picture shows


class LossLab(Lab):
    """A live view of a network's loss over two of its parameters, and of a walker on it.

    The walker stands at the network's own two parameters; a step is plain gradient descent, written
    into the network. Only these two move: the others are held, so the ground stays as drawn.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    pair : the two parameters' places in `network.parameters`
    reach : the map runs from -reach to reach, both ways; or from one number to another
    rate : the learning rate at first
    fog : whether the map is hidden at first
    still : how many steps the stored picture shows, if the reader has taken none
    axes : what the rows' one input and their answer are called
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    model : the walk, with `.rate`, `.loss`, and where it has been: `.path`, (n_steps + 1, 2), and
        `.losses`, (n_steps + 1,)
    controls : "loss" shows the loss's title, and takes its name, too

    Raises
    ------
    ValueError
        If the data don't fit, or the pair names no two parameters.
    """

    TOPIC, GOAL = "The landscape of loss", "Find the valley in the fog"
    PARTS = ("map", "curve", "rate", "loss", "residuals")

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        pair: tuple[int, int] = (0, 1),
        reach: float | tuple[float, float] = 8.0,
        rate: float = 1.0,
        fog: bool = True,
        still: int = STILL,
        axes: tuple[str, ...] = (),
        show: Show = None,
        size: Size = None,
    ) -> None:
        walk = self.model = Walk(network, X, y, loss, pair=pair, reach=reach, rate=rate)
        self.network, self.X, self.y = network, walk.training.X, walk.training.y
        super().__init__(show=show, size=size)
        walk.fog, self._still = bool(fog), checks.whole(still, "still", 0)
        self.keep(network, "parameters", "activations")
        self.keep(walk, "rate", "loss", "progress", "fog")
        hands = {"drag": walk.drag, "nudge": walk.nudge}
        self.relief = self.view("map", Relief(), walk.picture, hands)
        self.curve = self.view("curve", Spark(x_name="step", y_name="loss"), lambda: _curve(walk))
        actions = {
            "step": lambda event: walk.step(event.get("n", 1)),
            "fog": lambda _: setattr(walk, "fog", not walk.fog),
            "back": lambda _: walk.back(),
        }
        self.actions = self.panel("", self._buttons, actions)
        self.listen(self.page.header, {name: actions[name] for name in ("fog", "back")})
        self.numbers = self.panel("", lambda: _arithmetic(walk, hidden))
        self.errors = Errors(walk, axes)
        pull = {"try": self.errors.attempt}
        self.squares = self.view("residuals", Squares(), self.errors.picture, pull)
        slider = rate_slider(walk.rate, 0.01, 100)
        slider.name = "learning rate"
        pace = self.control("rate", slider, **attribute(walk, "rate"))
        hidden = [self._of_place(k) for k in (0, 1)]  # the numbers of the equations hold them
        suit = [one for one in LOSSES.values() if one.suits(network.activations[-1], self.y)]
        offer = Offer({one.title: one for one in suit}, lambda loss: loss.title)
        measure: Any = self.choice("loss", "loss", offer, **attribute(walk, "loss"))
        if measure:
            measure.names = {one.name: one.title for one in suit}
        for each in filter(None, (self.numbers, pace)):
            each.add_class("nnlab-numbers")  # where there is little room they wait to be asked for
        rail = [self.actions, pace, self.numbers, self.squares, self.curve, *hidden]
        self.build(self.relief, strip=[measure], rail=rail)

    def _of_place(self, k: int) -> Any:
        """An unseen slider of one of the two parameters: a hand that pulls its number holds it."""
        walk = self.model

        def write(value: float) -> None:
            place = walk.place
            place[k] = value
            walk.set_down(place)

        ends: dict[str, Any] = dict(minimum=walk.low, maximum=walk.high, decimals=DIGITS)
        slider = Slider(walk.names[k], walk.place[k], **ends)
        slider.hidden = True
        return self.control(("first", "second")[k], slider, lambda: walk.place[k], write, "map")

    def _cell_changed(self, fields: list[str]) -> None:
        if {"parameters", "activations"} & set(fields):
            self.model.begin()  # a cell moved it, or the ground: a new walk

    def _goal(self) -> str:
        return "Find the valley in the fog" if self.model.fog else "Walk down into the valley"

    def _sentence(self) -> Any:
        walk = self.model
        if walk.trouble():
            return walk.trouble()
        if len(walk.losses) == 1 and walk.fog:
            felt = "You only feel the ground under your feet. {} says which way is down, and how "
            return markup(felt + "steep.", markup("<b>Its slope</b>"))
        if walk.fresh and self.squares and self.errors.line:
            return "Each place on the ground is a line below; its height, the mean of its squares."
        return walk.felt() if walk.fog else walk.told()

    def _won(self) -> Won | None:
        walk = self.model
        if not walk.arrived:
            return None
        on = button("Walk again", {"type": "back"}, main=True)
        if walk.fog and self.shows("map"):
            on = button("lift the fog", {"type": "fog"}, main=True)
        return "You found the valley", walk.told(), on

    def _buttons(self) -> Markup:
        """One of them is the main one, as long as the band has none: what leads on from here."""
        walk = self.model
        stuck, there = walk.diverged or not walk.inside, walk.arrived
        back = button("Walk again", {"type": "back"}, main=True)
        steps = [
            button("One step", {"type": "step", "n": 1}, main=not (there or stuck)),
            button("10 steps", {"type": "step", "n": 10}),
        ]
        row = [back, steps[0]] if stuck and not there else steps
        if self.shows("map") and not (there and walk.fog):
            row = [*row, button("lift the fog" if walk.fog else "in fog", {"type": "fog"})]
        return markup('<div class="nnlab-actions">{}</div>', joined(row, " "))

    def _figure(self) -> Any:
        """The path that a walk leaves: of one that hasn't begun, of a walker that goes on ahead."""
        walk = self.model
        if not self.relief or len(walk.losses) > 1 or not self._still:
            return super()._figure()
        figure, (ax,) = new_figure(6.0, 5.33)
        paint_relief(ax, relief(**walk.ahead(self._still).picture()))
        return figure

    def step(self, n: int = 1) -> None:
        """Take n steps downhill, as the button does."""
        self.actions.event({"type": "step", "n": n})

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        walk = self.model
        made = words.code_of(self.network) + words.assigned(X=self.X, y=self.y)
        call = (
            f"network, X, y, {walk.loss.name!r}, pair={walk.pair}, reach={walk.reach!r}, "
            f"rate={walk.rate}, fog={walk.fog}, axes={self.errors.axes}"
        )
        return self._python("Network", made, call)

    def _briefly(self) -> str:
        return f"{self.model.steps[-1]} steps, loss {words.short(self.model.losses[-1])}"


def _curve(walk: Walk) -> dict[str, Any]:
    """The loss, step by step; of a loss without a ceiling on a log scale."""
    n, loss = walk.steps[-1], walk.losses[-1]
    lines = [{"x": walk.steps, "y": walk.losses, "name": "loss"}]
    text = f"Loss {words.short(loss)} after {n} steps."
    marker = {"x": n, "y": loss, "text": f"step {count(n)} · loss {number(loss, DIGITS)}"}
    log = walk.network.activations[-1].name in ("identity", "relu")
    ahead = (AHEAD, walk.losses[0]) if np.isfinite(walk.losses[0]) else None
    shown = {"lines": lines, "hold": ahead, "marker": marker, "text": text, "log": log}
    return shown | {"fog": walk.fog}


def _arithmetic(walk: Walk, sliders: list) -> Markup:
    """The next step, in numbers that add up as they are printed."""
    rate, rows = walk.rate, []
    more = DIGITS + max(0, int(np.ceil(np.log10(rate))))  # digits that the rate brings forward
    each = zip(walk.names, walk.place, walk.slope, sliders, strict=True)
    for name, at, slope, slider in each:
        after = round(at, DIGITS) - rate * round(slope, more)
        now, then = scrub(slider, at, signed(at, DIGITS)), signed(after, DIGITS)
        by = markup("{:.6g}·{}", rate, signed(slope, more, brackets=True))
        name = markup("<span>new {} =</span>", name.removeprefix("w "))
        row = "<div>{} <span>({}) − {} = {}</span></div>"  # in little room it breaks there
        rows.append(markup(row, name, now, by, then))
    return markup('<div class="nnlab-eq">{}</div>', joined(rows))
