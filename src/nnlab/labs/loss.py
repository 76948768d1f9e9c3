"""LossLab: walk down a loss landscape, at first in fog, feeling only the slope underfoot."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import LOSSES, Loss, Network, mean_squared_error
from nnlab.labs import words
from nnlab.labs.controls import Offer, attribute, rate_slider
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.walk import Walk
from nnlab.live.curve import Curve
from nnlab.live.panel import Markup, button, equation, joined, markup, plain, signed, table
from nnlab.live.plane import Plane
from nnlab.pictures.landscape import contours

TWO, ALL = "these two", "all"
ARROW = 0.5  # the longest arrow, as a share of the map's width
FAR = 1e4  # reaches: farther out, the path is drawn as if it ended there
DIGITS = 4  # decimals of what the reader works out by pen
LONGEST = 12  # rows of residuals that are shown
BAR = 5.0  # em for an error of 1
_DRAWN = '<span class="nnlab-{}" aria-hidden="true"><i class="{}" style="{}"></i></span>'


class LossLab(Lab):
    """A live view of a network's loss over two of its parameters, and of a walker on it.

    The walker stands at the network's own two parameters; a step is plain gradient descent, written
    into the network. As long as only "these two" move, the others are held and the ground stays as
    drawn. With "all" the ground moves under the walker and is drawn anew.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    pair : the two parameters' places in `network.parameters`
    reach : the map runs from -reach to reach, both ways
    rate : the learning rate at first
    fog : whether the map is hidden at first
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
    PARTS = ("map", "curve", "rate", "moves", "loss", "residuals")

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        pair: tuple[int, int] = (0, 1),
        reach: float = 8.0,
        rate: float = 1.0,
        fog: bool = True,
        show: Show = None,
        size: Size = None,
    ) -> None:
        walk = self.model = Walk(network, X, y, loss, pair=pair, reach=reach, rate=rate)
        self.network, self.X, self.y = network, walk.training.X, walk.training.y
        super().__init__(show=show, size=size)
        walk.fog = bool(fog)
        self.keep(network, "parameters", "activations")
        self.keep(walk, "rate", "all_move", "loss", "progress", "fog")
        hands = {"drag": walk.drag, "nudge": walk.nudge}
        self.plane = self.view("map", Plane(probing=False), lambda: _map(walk), hands)
        curve = Curve(x_name="step", y_name="loss")
        self.curve = self.view("curve", curve, lambda: _curve(walk))
        actions = {
            "step": lambda event: walk.step(event.get("n", 1)),
            "fog": lambda _: setattr(walk, "fog", not walk.fog),
            "back": lambda _: walk.back(),
        }
        self.actions = self.panel("", self._buttons, actions)
        self.numbers = self.panel("", lambda: _arithmetic(walk))
        self.residuals = self.panel("residuals", self._residuals)
        pace = self.control("rate", rate_slider(walk.rate, 0.01, 100), **attribute(walk, "rate"))
        both = Offer({TWO: False, ALL: True})
        moves = self.choice("moves", "moves", both, **attribute(walk, "all_move"))
        suit = [one for one in LOSSES.values() if one.suits(network.activations[-1], self.y)]
        offer = Offer({one.title: one for one in suit}, lambda loss: loss.title)
        measure: Any = self.choice("loss", "loss", offer, **attribute(walk, "loss"))
        if measure:
            measure.names = {one.name: one.title for one in suit}
        right = [self.actions, pace, moves, measure, self.numbers, self.curve]
        self.build(self.plane, rail=right, foot=self.residuals)

    def _cell_changed(self, fields: list[str]) -> None:
        if {"parameters", "activations"} & set(fields):
            self.model.begin()  # a cell moved it, or the ground: a new walk

    def _buttons(self) -> Markup:
        fog = "Lift the fog" if self.model.fog else "Bring back the fog"
        row = [
            button("Step", {"type": "step", "n": 1}, main=True),
            button("10 steps", {"type": "step", "n": 10}),
            button("Back to the start", {"type": "back"}),
            button(fog, {"type": "fog"}) if self.shows("map") else "",
        ]
        return markup('<div class="nnlab-actions">{}</div>', joined(row, " "))

    def _residuals(self) -> Markup:
        return residual_table(self.X, self.network(self.X), self.y, self.model.loss)

    def step(self, n: int = 1) -> None:
        """Take n steps downhill, as the button does."""
        self.actions.event({"type": "step", "n": n})

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        walk = self.model
        made = words.code_of(self.network) + words.assigned(X=self.X, y=self.y) + "lab = "
        call = (
            f"network, X, y, {walk.loss.name!r}, pair={walk.pair}, reach={walk.reach}, "
            f"rate={walk.rate}, fog={walk.fog}"
        )
        moves = f'lab.controls["moves"].value = {ALL!r}\n' if walk.all_move else ""
        return f"{self._python('Network', made, call)}{moves}lab\n"

    def _briefly(self) -> str:
        return f"{self.model.steps[-1]} steps, loss {words.short(self.model.losses[-1])}"


def _map(walk: Walk) -> dict[str, Any]:
    """The ground, unless it lies in fog; the path over it, and an arrow downhill."""
    r, at = walk.reach, np.clip(walk.place, -walk.reach, walk.reach)
    bounds = (-r, r, -r, r)
    heights: Any = [] if walk.fog else walk.heights()
    lines = [] if walk.fog else contours(heights, bounds)
    curves: list[dict] = [{"points": line, "thin": True} for _, line in lines]
    if len(walk.path) > 1:
        far = np.clip(walk.path, -FAR * r, FAR * r)
        curves.append({"points": far, "dots": len(far) < 200})
    step = np.nan_to_num(-walk.rate * walk.slope)
    length, head = float(np.hypot(*step)), None
    if walk.inside and length > 1e-4 * r:
        head = np.clip(at + step * min(1.0, 2 * r * ARROW / length), -r, r).tolist()
    clear = "the greyer, the higher; along a line the loss is the same"
    x_name, y_name = walk.names
    return {
        "bounds": bounds,
        "field": heights,
        "scale": "heights",
        "curves": curves,
        "lines": [{"anchor": at.tolist(), "head": head}],
        "names": {"lines": [["Move the walker", "The step downhill"]]},
        "note": "" if walk.inside else "the walker has left this map",
        "x_name": x_name,
        "y_name": y_name,
        "caption": "fog: only the slope underfoot can be felt" if walk.fog else clear,
    }


def _curve(walk: Walk) -> dict[str, Any]:
    """The loss, step by step."""
    n, loss = walk.steps[-1], walk.losses[-1]
    lines = [{"x": walk.steps, "y": walk.losses, "name": "loss"}]
    text = f"Loss {words.short(loss)} after {n} steps."
    return {"lines": lines, "marker": {"x": n, "y": loss}, "text": text}


def _arithmetic(walk: Walk) -> Markup:
    """The next step, in numbers that add up as they are printed."""
    rate, rows = walk.rate, []
    more = DIGITS + max(0, int(np.ceil(np.log10(rate))))  # digits that the rate brings forward
    for name, at, slope in zip(walk.names, walk.place, walk.slope, strict=True):
        after = round(at, DIGITS) - rate * round(slope, more)
        now, then = signed(at, DIGITS, brackets=True), signed(after, DIGITS)
        by = [" − ", words.short(rate), "·", signed(slope, more, brackets=True), " = "]
        rows.append(equation(f"{name}: ", now, *by, then))
    note = markup('<div class="nnlab-note">{}</div>', "now − learning rate · slope = next")
    return joined([*rows, note])


def residual_table(X: np.ndarray, y_pred: np.ndarray, y_true: np.ndarray, loss: Loss) -> Markup:
    """The first output's error of each row as a bar and, for squared error, as a square.

    Parameters
    ----------
    X, y_pred, y_true : (n_samples, ...)
    loss : Loss, whose mean stands in the last row
    """
    squared, rows = loss.name == "mean_squared_error", []
    for x, out, want in zip(X[:LONGEST], y_pred, y_true, strict=False):
        error, cost = float(out[0] - want[0]), float(loss(out[np.newaxis], want[np.newaxis]))
        inputs = words.place(x) if len(x) <= 3 else f"{words.place(x[:3])[:-1]}, …)"
        wide = f"width:{min(abs(error), 1.5) * BAR / 2:.3f}em"
        bar = markup(_DRAWN, "bar", f"nnlab-bar-{'positive' if error > 0 else 'negative'}", wide)
        numbers = [inputs, plain(out[0]), words.short(want[0]), signed(error)]
        rows.append([*numbers, bar, _square(abs(error), squared), plain(cost, 4)])
    mean = float(loss(y_pred, y_true))
    rest = f"mean of all {len(X)} rows" if len(X) > LONGEST else "mean"
    rows.append([rest, "", "", "", "", _square(np.sqrt(mean), squared), plain(mean, 4)])
    head = ["row", "says", "wants", "error", "", "", "squared" if squared else "its loss"]
    caption = "The error of each row, its square, and their mean" if squared else "Each row's error"
    return table(head, rows, caption=caption, event="")


def _square(side: float, shown: bool) -> Markup | str:
    size = f"{min(side, 1.2) * 1.8:.3f}em"
    return markup(_DRAWN, "square", "", f"width:{size};height:{size}") if shown else ""
