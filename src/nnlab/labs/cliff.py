"""CliffLab: three learning rates on one parabola, and the edge between home and climbing out."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, mean_squared_error
from nnlab.labs import words
from nnlab.labs.bounces import DIGITS, GOALS, NAMES, STEEPER, TOLD, Bounces, decimals, told
from nnlab.labs.lab import Lab
from nnlab.labs.page import Show, Size, Won
from nnlab.live.bounce import Bounce
from nnlab.live.panel import Markup, button, markup, signed
from nnlab.live.part import Box
from nnlab.live.slider import Slider
from nnlab.plots.bounce import paint_bounce
from nnlab.plots.frame import TEXT
from nnlab.plots.picture import new_figure

FEW = 10  # hundredths between two learning rates that are worth words
WIDTH, HEIGHT = 84, 58  # of a small picture, in its own units


class CliffLab(Lab):
    """A live view of three walks with different learning rates on one parabola.

    The loss over one weight, the others held: gradient descent multiplies the way to the lowest
    place by one factor, at each step. Below −1 each bounce is larger than the last. The chosen
    walk is drawn large: a hand can move where its first step ends.

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

    TOPIC = "How long may a step be?"
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
        self.keep(model, "rates", "goal", "base")
        hands = {"step": model.step_to, "nudge": model.nudge}
        self.walk = self.view("walks", Bounce(), model.large, hands)
        self.rows = [self._row(k) for k in range(len(NAMES))]
        self.listen(self.page.header, {"next": model.turn_to})
        self.build(picture=self.walk, rail=Box(self.rows, "nnlab-walks"))

    def _row(self, k: int) -> Box:
        """One of the three: what it does, its learning rate, and its numbers."""
        model = self.model
        track: dict[str, Any] = dict(minimum=0.0, maximum=STEEPER * model.edge, signed=False)
        digits = model.digits
        track |= dict(step=10.0**-digits, decimals=min(max(digits, 2), 8))
        slider = Slider("learning rate", model.rates[k], words=f"{NAMES[k]} learning rate", **track)
        write = partial(model.put, k)
        parts = [
            self.panel("", lambda: _head(model, k), {"choose": model.choose}),
            self.control(NAMES[k], slider, lambda: model.rates[k], write, "rates"),
            self.panel("", lambda: _facts(model, k)),
        ]
        return Box([part for part in parts if part], "nnlab-walk")

    def _goal(self) -> str:
        return GOALS[self.model.goal]

    def _won(self) -> Won | None:
        model = self.model
        if not model.solved:
            return None
        rate = told(model.rates[model.chosen])
        if model.goal:
            over = button("From the start", {"type": "begin"}, main=True)
            return "One step and it’s there.", f"At {rate} the factor is 0: no way is left.", over
        why = "each step ends as high as it began. Below that it gets home, above it’s lost."
        on = button("Next: one step", {"type": "next"}, main=True)
        return "It bounces for ever.", f"At {rate} {why}", on

    def _sentence(self) -> str:
        model = self.model
        if model.goal:
            return "Which rate lands in the lowest place at once?"
        hundredths = round(100 * model.gap, DIGITS)
        if hundredths not in range(1, FEW + 1) or not model.moves:
            return "Where does the bounce turn outward?"
        gap = words.sentence(words.counted(int(hundredths), "hundredth"))
        return f"{gap} apart, one gets home and one is lost."

    def _legend(self) -> str:
        return "dotted: as high as it began"

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        made = words.code_of(self.network) + words.assigned(X=model.X, y=model.y)
        call = f"network, X, y, {model.loss.name!r}, weight={model.weight}, rates={model.rates}"
        return self._python("Network", made, call)

    def _briefly(self) -> str:
        return ", ".join(
            f"{told(rate)}: factor {told(self.model.factor(rate))}" for rate in self.model.rates
        )

    def _figure(self) -> Any:
        if not self.walk:
            return None
        model, (figure, axes) = self.model.over(), new_figure(9.0, 3.8, columns=len(NAMES))
        for k, ax in enumerate(axes):
            paint_bounce(ax, model.picture(k))
            title = f"{told(model.rates[k])}\n{model.verdict(k)}"
            ax.set_title(title, loc="left", fontsize=TEXT, weight="bold", parse_math=False)
        return figure


def _head(model: Bounces, k: int) -> Markup:
    """A small picture of its walk, and what it does: a button that chooses it."""
    picture = model.picture(k)
    x0, x1, y0, y1 = picture["bounds"]
    scale = np.array([WIDTH / (x1 - x0), -(HEIGHT - 3) / (y1 - y0)])
    curve, path = (
        " ".join(f"{x:.1f},{y:.1f}" for x, y in (places - np.array([x0, y1])) * scale)
        for places in (picture["curve"][::6], picture["path"])
    )
    small = (
        '<svg viewBox="0 0 {} {}" aria-hidden="true"><polyline class="nnlab-valley" points="{}"/>'
        '<polyline class="nnlab-way" points="{}"/><path class="nnlab-places" d="{}"/></svg>'
    )
    dots, factor = "".join(f"M{place}h0" for place in path.split()), model.factor(model.rates[k])
    drawn = markup(small, WIDTH, HEIGHT, curve, path, dots)
    label = '{}<b>{}</b> <span class="nnlab-factor">factor {}</span>'
    label = markup(label, drawn, model.verdict(k), signed(factor, decimals(factor)))
    chosen = k == model.chosen
    name = f"{NAMES[k]}: {model.verdict(k)}"
    return button(label, {"type": "choose", "index": k}, pressed=chosen, name=name)


def _facts(model: Bounces, k: int) -> Markup:
    """What a step does to the weight, and where it is after some."""
    rate = model.rates[k]
    factor, last = model.factor(rate), model.path(rate, TOLD)[-1]
    facts = '<span class="nnlab-part">factor each step {}</span> '
    facts += '<span class="nnlab-part"><i>w</i> after {} {}</span>'
    facts = f'<div class="nnlab-facts">{facts}</div>'
    return markup(facts, signed(factor, decimals(factor)), TOLD, signed(last, 4))
