"""LossLab: walk down a loss landscape, at first in fog, feeling only the slope underfoot."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import LOSSES, Loss, Network, mean_squared_error
from nnlab.labs.controls import Offer
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.residuals import residual_table
from nnlab.labs.walk import Walk
from nnlab.labs.words import assigned, check_finite, literal, parameter_names, short
from nnlab.live.curve import Curve
from nnlab.live.panel import Markup, Panel, button, equation, joined, markup, number, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.landscape import contours, height_words, loss_landscape, parameter_name
from nnlab.plots.part import paint_part
from nnlab.plots.picture import new_figure

TWO, ALL = "these two", "all"
GRID = 60  # places a side at which the landscape is computed
ARROW = 0.5  # the longest arrow, as a share of the map's width
FAR = 1e4  # reaches: farther out, the path is drawn as if it ended there
DIGITS = 4  # decimals of what the reader works out by pen


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
    path : (n_steps + 1, 2), where the walker has been
    losses : the loss at each of them

    Raises
    ------
    ValueError
        If the data don't fit, or the pair names no two parameters.
    """

    TITLE = "LossLab"
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
        walk = self.walk = Walk(network, X, y, loss, pair=pair, reach=reach, rate=rate)
        self.network, self.X, self.y = network, walk.training.X, walk.training.y
        super().__init__(show=show, size=size)
        r = walk.reach
        self._bounds = (-r, r, -r, r)
        self._names = [parameter_name(network.sizes, i) for i in walk.pair]
        self.fog = bool(fog)
        self._ground: tuple | None = None  # the landscape, with what it was computed for
        self.keep_network(network)
        self.keep(walk, "rate", "all_move", "loss", "progress")
        self.keep(self, "fog")
        self.plane, self.curve = Plane(), Curve(x_name="step", y_name="loss")
        self.plane.probing = False
        self.numbers, self.actions, self.residuals = Panel(), Panel(), Panel()
        self.listen(self.plane, {"drag": self._drag, "nudge": self._nudge})
        actions = {
            "step": lambda event: walk.step(event.get("n", 1)),
            "fog": lambda _: setattr(self, "fog", not self.fog),
            "back": lambda _: walk.back(),
        }
        self.listen(self.actions, actions)
        self.build(
            left=self.part("map", self.plane),
            right=[
                self.actions,
                self._make_controls(walk),
                self.numbers,
                self.part("curve", self.curve),
            ],
            below=self.part("residuals", self.residuals),
        )

    def _make_controls(self, walk: Walk) -> list:
        track: dict[str, Any] = dict(minimum=0.01, maximum=100, scale="log", step=0.1)
        rate = self.control(
            "rate",
            Slider("learning rate", walk.rate, **track),
            read=lambda: walk.rate,
            write=lambda value: setattr(walk, "rate", value),
            part="rate",
        )
        moves = self.choice(
            "moves",
            "moves",
            Offer({TWO: False, ALL: True}),
            lambda: walk.all_move,
            lambda value: setattr(walk, "all_move", value),
            part="moves",
        )
        last = self.network.activations[-1]
        suit = {loss.title: loss for loss in LOSSES.values() if loss.suits(last, self.y)}
        loss = self.choice(
            "loss",
            "loss",
            Offer(suit, lambda loss: loss.title),
            lambda: walk.loss,
            walk.measure_by,
            part="loss",
        )
        return [rate, moves, loss]

    # ------------------------------------------------------------------ the views

    def _cell_changed(self, drawn: dict) -> None:
        if {"parameters", "activations"} & set(self.changed_since(drawn)):
            self.walk.begin()  # a cell moved it, or the ground: a new walk

    def _read(self) -> None:
        check_finite(parameter_names(self.network.sizes), self.network.parameters)
        self._place, self._slope = self.walk.place, self.walk.slope()

    def _draw(self) -> None:
        losses = self.losses
        if self.shows("map"):
            self._draw_map()
        if self.shows("curve"):
            self.curve.show(
                lines=[{"x": self.walk.steps, "y": losses, "name": "loss"}],
                marker={"x": self.walk.steps[-1], "y": losses[-1]},
                text=f"Loss {short(losses[-1])} after {self.walk.steps[-1]} steps.",
            )
        self.actions.html = self._buttons()
        self.numbers.html = self._arithmetic()
        if self.shows("residuals"):
            says = self.network(self.X)
            self.residuals.html = residual_table(self.X, says, self.y, self.walk.loss)

    def _draw_map(self) -> None:
        reach, inside, walked = self.walk.reach, self.walk.inside, self.path
        curves = [] if self.fog else [{"points": line, "thin": True} for _, line in self._lines()]
        if len(walked) > 1:
            far = np.clip(walked, -FAR * reach, FAR * reach)
            curves.append({"points": far, "dots": len(walked) < 200})
        step = np.nan_to_num(-self.walk.rate * self._slope)
        length = float(np.hypot(*step))
        share = min(1.0, 2 * reach * ARROW / length) if length else 1.0
        head = np.clip(self._place + step * share, -reach, reach)
        arrow = inside and length > 1e-4 * reach
        walker = {
            "segment": None,
            "anchor": np.clip(self._place, -reach, reach).tolist(),
            "head": head.tolist() if arrow else None,
        }
        self.plane.show(
            bounds=self._bounds,
            heights=[] if self.fog else self._heights(),
            curves=curves,
            lines=[walker],
            names={"lines": [["Move the walker", "The step downhill"]]},
            note="" if inside else "the walker has left this map",
            x_name=self._names[0],
            y_name=self._names[1],
            caption="fog: only the slope underfoot can be felt"
            if self.fog
            else "the greyer, the higher; along a line the loss is the same",
            text=self._describe(),
        )

    def _lines(self) -> list:
        return contours(self._heights(), self._bounds)

    def _heights(self) -> np.ndarray:
        """The loss over the map; computed anew only when the ground has changed."""
        walk = self.walk
        held = np.delete(self.network.parameters, walk.pair).tobytes()
        ground = held, self.network.activations, walk.loss
        if self._ground is None or self._ground[0] != ground:
            where: dict[str, Any] = dict(pair=walk.pair, bounds=self._bounds, n=GRID)
            heights = loss_landscape(self.network, self.X, self.y, walk.loss, **where)
            self._ground = ground, heights
        return self._ground[1]

    def _buttons(self) -> Markup:
        buttons = [
            button("Step", {"type": "step", "n": 1}, main=True),
            button("10 steps", {"type": "step", "n": 10}),
            button("Back to the start", {"type": "back"}),
        ]
        if self.shows("map"):
            buttons.append(
                button("Lift the fog" if self.fog else "Bring back the fog", {"type": "fog"})
            )
        return markup('<div class="nnlab-actions">{}</div>', joined(buttons, " "))

    def _arithmetic(self) -> Markup:
        """The next step, in numbers that add up as they are printed."""
        rate = self.walk.rate
        more = DIGITS + max(0, int(np.ceil(np.log10(rate))))  # digits that the rate brings forward
        rows = []
        for name, at, slope in zip(self._names, self._place, self._slope, strict=True):
            after = round(at, DIGITS) - rate * round(slope, more)
            now, then = signed(at, DIGITS, brackets=True), signed(after, DIGITS)
            by = [" − ", short(rate), "·", signed(slope, more, brackets=True), " = "]
            rows.append(equation(f"{name}: ", now, *by, then))
        note = markup('<div class="nnlab-note">{}</div>', "now − learning rate · slope = next")
        return joined([*rows, note])

    # ------------------------------------------------------------------ what can change

    def step(self, n: int = 1) -> None:
        """Take n steps downhill, as the button does."""
        self.actions.event({"type": "step", "n": n})

    def _drag(self, event: dict) -> None:
        if event["part"] == "middle" and event["phase"] != "start":
            self.walk.set_down(np.round([event["x"], event["y"]], 2))

    def _nudge(self, event: dict) -> None:
        if event["part"] == "middle":
            size = 1.0 if event.get("big") else 0.25
            way = np.sign([event.get("dx", 0), event.get("dy", 0)])
            self.walk.set_down(self.walk.place + size * way)

    # ------------------------------------------------------------------ numbers and words

    @property
    def loss(self) -> Loss:
        """What is measured."""
        return self.walk.loss

    @property
    def path(self) -> np.ndarray:
        """Where the walker has been, (n_steps + 1, 2)."""
        return self.walk.path

    @property
    def losses(self) -> np.ndarray:
        """The loss at each place of the path."""
        return self.walk.losses

    def _describe(self) -> str:
        at = ", ".join(f"{n} = {number(v)}" for n, v in zip(self._names, self._place, strict=True))
        steps = int(self.walk.steps[-1])
        loss = short(self.losses[-1])
        said = [f"After {steps} step{'' if steps == 1 else 's'}: loss {loss}, {at}."]
        if (right := self.walk.right()) is not None:
            said.append(f"{right} of {len(self.X)} rows are right.")
        said.append(self._trouble())
        if self.fog:
            said.append("The map lies in fog: you feel only the slope underfoot.")
        else:
            said.append(f"On this map the loss reaches {height_words(self._heights())}.")
        return " ".join(filter(None, said))

    def _trouble(self) -> str:
        if self.walk.diverged:
            return (
                "It diverged: the next step would leave all bounds, so the walker stays. "
                "Take a smaller learning rate, or go back to the start."
            )
        if self.walk.rose:
            before, now = map(short, self.losses[-2:])
            return (
                f"The last step went up, from {before} to {now}: "
                "it was too long. A smaller learning rate takes shorter steps."
            )
        if not self.walk.inside:
            return "The walker has left this map. Undo, or go back to the start."
        return ""

    def _figure(self) -> Any:
        figure = new_figure(9.0, 4.4)
        left, right = figure.subplots(1, 2)  # type: ignore[misc]  # for matplotlib 3.8
        paint_part(left, self.plane)
        paint_part(right, self.curve)
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        walk, names = self.walk, [one.name for one in self.network.activations]
        made = (
            f"network = Network({list(self.network.sizes)}, {names})\n"
            f"network.parameters = {literal(self.network.parameters)}\n"
        )
        call = (
            f"network, X, y, {walk.loss.name!r}, pair={walk.pair}, reach={walk.reach}, "
            f"rate={walk.rate}, fog={self.fog}"
        )
        code = self._python("Network", made + assigned(X=self.X, y=self.y), call)
        moves = f'lab.controls["moves"].value = {ALL!r}\n' if walk.all_move else ""
        return code.replace("\nLossLab(", "\nlab = LossLab(") + f"{moves}lab\n"

    def _briefly(self) -> str:
        return f"{self.walk.steps[-1]} steps, loss {short(self.losses[-1])}"
