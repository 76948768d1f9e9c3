"""BackpropLab itself: the drawing, the panels and the buttons of the microscope."""

from functools import partial
from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, mean_squared_error
from nnlab.labs import words
from nnlab.labs.backprop import panels
from nnlab.labs.backprop.model import Microscope
from nnlab.labs.controls import attribute
from nnlab.labs.lab import Lab, Show, Size
from nnlab.live.curve import Curve
from nnlab.live.network import NetworkView
from nnlab.live.slider import Slider
from nnlab.plots.picture import new_figure, paint_part

PANELS = {  # what they show of a Microscope, and the part of the lab that they belong to
    panels.legend: "diagram",
    panels.numbers: "diagram",
    panels.result: "equation",
    panels.code: "code",
    panels.comparison: "gradients",
}


class BackpropLab(Lab):
    """A microscope on one training step: forward, loss, backward, update, a number at a time.

    The one number just computed is outlined in drawing and equation, and the line of the package's
    source that computes it is marked. What isn't computed yet is blank. Going to and fro changes
    nothing; only "again" writes the new weights into the network.

    Parameters
    ----------
    network : Network without runs, small enough to draw
    x, y : (n_in,), (n_out,) of one sample; a single row is taken, too
    loss : Loss, or its name
    learning_rate : of the update
    step : how many operations are done at first
    chosen : the parameter whose gradients are spelled out: its place in `network.parameters`
    h : the size of the nudge
    until : the last phase to go through: "forward", "loss", "backward" or "update"
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    model : the training step, with its `.steps` (see `nnlab.labs.backprop.steps.Step`), of which
        so many are done: `.position`

    Raises
    ------
    ValueError
        If the sample or the loss doesn't fit the network.
    """

    TOPIC, GOAL = "Blame, step by step", "Who is to blame?"
    PARTS = ("diagram", "equation", "code", "guess", "gradients", "nudge")

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        learning_rate: float = 0.5,
        step: int = 0,
        chosen: int | None = None,
        h: float = 1e-5,
        until: str = "update",
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = self.model = Microscope(network, x, y, loss, learning_rate, until)
        self.network = network
        model.open(step, chosen, h)
        super().__init__(show=show, size=size)
        self.keep(network, "parameters", "activations")
        self.keep(model, "position", "guess", "judged", "score", "chosen", "h")
        model.asks, model.compared = self.shows("guess"), self.shows("gradients")
        self.tree.add_class("nnlab-backprop")
        drawing, choose = NetworkView(editable=False), {"choose": model.choose_part}
        self.drawing = self.view("", drawing, lambda: panels.drawing(model), choose)
        self.curve = self.view("nudge", Curve(), lambda: panels.nudging(model))
        self.panels = {
            html.__name__: self.panel(part, partial(html, model), {"row": model.choose})
            for html, part in PANELS.items()
        }
        actions = {
            "start": lambda _: model.go(0),
            "back": lambda _: model.go(model.position - 1),
            "next": lambda _: model.next(),
            "end": lambda _: model.go(len(model.steps)),
            "again": lambda _: model.again(),
            "guess": model.propose,
        }
        self.actions = self.panel("", lambda: panels.actions(model), actions)
        track: dict[str, Any] = dict(minimum=1e-13, maximum=0.1, scale="log", step=0.5)
        nudge = Slider("nudge h", model.h, words="size of the nudge h", **track)
        slider = self.control("h", nudge, **attribute(model, "h"), part="nudge")
        legend, numbers, result, code, comparison = self.panels.values()
        left = [self.part("diagram", self.drawing), legend, self.actions, result]
        right = [numbers, code]
        (left if code or slider else right).append(comparison)
        self.build(left, rail=[*right, slider, self.curve])

    # ------------------------------------------------------------------ what a reader uses

    def next(self, n: int = 1) -> None:
        """Do the next n operations, as the button does."""
        for _ in range(n):
            self.actions.event({"type": "next"})

    def back(self, n: int = 1) -> None:
        """Take n operations back, as the button does."""
        for _ in range(n):
            self.actions.event({"type": "back"})

    def guess(self, sign: str) -> None:
        """Say the sign of the next number: "+", "-" or "0"."""
        self.actions.event({"type": "guess", "sign": sign})

    # ------------------------------------------------------------------ words

    def _sentence(self) -> str:
        step = self.model.step
        if step is None:
            return "One sample goes in. Press next: one operation, one number."
        if not self.model.can_go_again:
            return step.words
        before, after = self.model.losses()
        return (
            f"That was one training step. For this sample the loss goes from {before:.4f} "
            f"to {after:.4f}. Again puts the new weights in."
        )

    def _figure(self) -> Any:
        parts: list[Any] = [self.drawing, self.curve][: 1 + self.shows("nudge")]
        figure, axes = new_figure(7.2, 3.4 * len(parts) + 0.5, len(parts))
        for ax, part in zip(axes, parts, strict=True):
            paint_part(ax, part)
        axes[0].set_title(self.describe(), fontsize=9, wrap=True, parse_math=False)
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        call = (
            f"network, {words.literal(model.x[0])}, {words.literal(model.y[0])}, "
            f"{model.loss.name!r}, learning_rate={model.rate!r}, step={model.position}, "
            f"chosen={model.chosen}, h={model.h!r}, until={model.until!r}"
        )
        return self._python("Network", words.code_of(self.network), call)

    def _briefly(self) -> str:
        return f"step {self.model.position} of {len(self.model.steps)}"
