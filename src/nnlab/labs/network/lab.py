"""NetworkLab: a network taken apart: its drawing, what each node sees, and how it folds."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.labs import words
from nnlab.labs.controls import activations, attribute
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.network import pictures
from nnlab.labs.network.model import REACH, Apart
from nnlab.labs.network.words import describe, fall, folded, goal, hint, judged, won
from nnlab.labs.samples import STEP
from nnlab.live.icons import icon
from nnlab.live.network import NetworkView
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.live.sheet import SheetView
from nnlab.live.slider import Slider
from nnlab.pictures.wiring import spoken
from nnlab.plots.picture import network_figure, parts_figure, sheet_figure

WIDEST = 3  # inputs of a neuron whose equation has one line
HALFWAY = 0.62  # of the fall: where a stored picture shows it
KEY = "Weak answers of the output are drawn stronger than they are; numbers are exact."


class NetworkLab(Lab):
    """A live view of a network: every number in its drawing, every node's map, every sample.

    Choose a node, a weight or a bias: drawing, plane, equation and slider then are about it. Choose
    a point, and its numbers stand in the equation. Whatever the reader changes is written into
    `network` itself, and what a later cell changes in `network` is drawn.

    Parameters
    ----------
    network : Network without runs, up to 6 hidden layers of 8
    X : (n_samples, n_in), y : (n_samples, n_out), targets 0/1 or -1/+1; several columns: one-hot
    show : names out of `PARTS`; left out: all that suit the network but bends and the folding,
        which takes the picture's place. The plane needs 2 inputs, the folding 2 inputs, 2
        neurons in the last hidden layer and one output.
    size : "presenter" for a projector
    still : how far the plane has fallen in a stored picture of the folding, from 0 to 1

    Attributes
    ----------
    network : the network itself
    node : the chosen node, or that of the chosen number, as a part of `nnlab.pictures.wiring`

    Raises
    ------
    ValueError
        If the network can't be drawn, if X and y don't fit it, or if `show` names no part, or one
        that doesn't suit the network.
    """

    TOPIC = "Two layers"
    PICTURES = ("diagram", "equation", "plane", "folding")
    PARTS = (*PICTURES, "sliders", "bends", "table", "challenge")

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        *,
        show: Show = None,
        size: Size = None,
        still: float = HALFWAY,
    ) -> None:
        apart = self.model = Apart(network, X, y)
        self.network, self.X, self.y, self._still = network, apart.X, apart.y, still
        show = show if isinstance(show, str) or not np.iterable(show) else list(show)
        if isinstance(show, str | list) and "folding" in show:
            self.TOPIC = "Why stack layers?"
        unfit = apart.missing()
        if show is None:
            unfit |= dict.fromkeys(("folding", "bends"), "ask for it by name")
        super().__init__(show=show, size=size, unfit=unfit)
        self.keep(network, "parameters", "activations")
        self.keep(apart, "fold")
        choose = {"choose": lambda event: apart.choose(event["part"])}
        drawing = lambda: pictures.drawing(apart)  # noqa: E731
        hands = choose | {"edit": apart.edit}
        self.diagram = self.view("diagram", NetworkView(), drawing, hands)
        self.listen(self.page.header, {"others": self._find_others})
        point = {"point": apart.choose_point}
        self.plane = self.view("plane", Plane(probing=False), lambda: pictures.node(apart), point)
        fold = self._make_fold(apart)
        rows = {"row": apart.choose_row}
        self.numbers = self.panel("table", lambda: pictures.journey(apart), rows)
        sliders, more = self._make_controls(apart)
        told = lambda: pictures.equation(apart, self.controls)  # noqa: E731
        self.equation = self.panel("equation", told, choose)
        self._goal_now = ""
        if self.folding:
            self._lay_out_fold([*fold, more, self.numbers, self.equation, sliders])
        elif self.diagram and self.plane:
            self._lay_out_apart(sliders, more)
        else:
            rest = [self.equation, sliders, more, self.numbers]
            self.build(picture=self.diagram or self.plane, rail=rest)

    @property
    def node(self) -> dict:
        """The chosen node, or that of the chosen number, as a part of `nnlab.pictures.wiring`."""
        return self.model.node

    # ------------------------------------------------------------------ where things stand

    def _lay_out_apart(self, sliders: list, more: list) -> None:
        """The drawing under the goal, the plane to its right, what they say across the card."""
        unseen = [] if self.shows("sliders") else sliders  # the equation's numbers hold on to them
        seen = [self.equation, *(each for each in sliders if each not in unseen)]
        line = Box(filter(None, seen), "nnlab-network-line")
        turns = list(filter(None, more))
        told = [line, *([Box(turns, "nnlab-network-turns")] if turns else []), *unseen]
        told.append(self.page.sentence)
        foot = [Box(told, "nnlab-network-told"), *([self.numbers] if self.numbers else [])]
        tiles = self.numbers and self.model.is_gate and self.network.sizes == (2, 2, 1)
        place = "nnlab-network-foot" + " nnlab-network-tiles" * bool(tiles)
        wide = max(self.network.sizes[:-1]) > WIDEST
        self.tree.add_class("nnlab-mirrored" + " nnlab-network-long" * wide)
        self.diagram.add_class("nnlab-fill")
        self.build(picture=self.plane, rail=self.diagram, foot=Box(foot, place))

    def _lay_out_fold(self, controls: list) -> None:
        """The sheet, and in the rail how far it falls and where its points land."""
        if self.diagram:
            self.diagram.add_class("nnlab-fill")
        self.tree.add_class("nnlab-network-folds")
        self.build(picture=self.folding, rail=[*controls, self.diagram])

    def _make_fold(self, apart: Apart) -> list:
        """The sheet, its slider and its buttons, if they are shown."""
        about = "fold: carries the points from x1, x2 to h1, h2"
        slider = Slider("fold", 0.0, minimum=0, maximum=1, step=0.1, signed=False, words=about)
        point = {"point": apart.choose_row}
        view = SheetView(slider.id)
        self.folding = self.view("folding", view, lambda: self._folded(apart), point)
        apart.quiz = bool(self.folding) and self.shows("table")  # by key its rows answer
        fold = self.control("fold", slider, **attribute(apart, "fold"), part="folding")
        acts = {"fall": lambda _: apart.let_fall(), "above": lambda _: apart.look_down()}
        self.listen(self.page.header, acts)
        return [fold, self.panel("folding", lambda: self._buttons(apart), acts)]

    def _folded(self, apart: Apart) -> dict:
        asks = "which two will meet?" if apart.asks and len(apart.guess) < 2 else ""
        looks: dict[str, Any] = {"falls": apart.falls, "above": apart.above, "asks": asks}
        if apart.asks:
            looks["cut"] = []  # it is made once the plane has fallen
        return pictures.folded(apart) | looks

    def _buttons(self, apart: Apart) -> Markup:
        down = apart.fold == 1
        words = markup("{} {}", icon("play"), "Once more" if down else "Let it fall")
        due = not down and (not apart.asks or len(apart.guess) == 2)  # first two are to be tapped
        fall = button(words, {"type": "fall"}, main=due)
        row = [fall] if self._won() else [fall, self._above()]  # the band has it then
        return markup('<div class="nnlab-row">{}</div>', joined(row))

    def _above(self, main: bool = False) -> Markup:
        words = "from the side" if self.model.above else "from above"
        return button(words, {"type": "above"}, main=main)

    # ------------------------------------------------------------------ the controls

    def _make_controls(self, apart: Apart) -> tuple[list, list]:
        """The chosen node's numbers, of which the chosen one shows; and what turns all of them."""
        if self.shows("sliders") or self.shows("equation"):
            places = range(max(self.network.sizes[:-1]))
            sliders = [self._slider(f"w{i + 1}", i) for i in places] + [self._slider("b", "bias")]
        else:
            sliders = []
        layers = range(len(self.network.layers) - bool(self.folding))  # the floor is the output's
        return sliders, [self._bend(k) for k in layers]

    def _slider(self, name: str, i: int | str) -> Any:
        """A slider for a number of the chosen node, seen while that is the chosen number.

        Where there are no sliders the equation's numbers still have it to hold on to.
        """
        apart, of = self.model, "" if i == "bias" else "weight from "
        seen = self.shows("sliders")
        return self.control(
            name,
            Slider(name, 0.0, minimum=-REACH, maximum=REACH, step=STEP),
            read=lambda: apart.number(i, apart.network.parameters),
            write=lambda value: apart.turn(i, value),
            part="sliders" if seen else "equation",
            hidden=lambda: not seen or apart.slid != i,
            name=lambda: apart.called(i).replace("bias", "b").replace("output", "out") or None,
            words=lambda: of + spoken(apart.called(i)).replace(" → ", " to "),
        )

    def _bend(self, k: int) -> Any:
        """A choice of layer k's activation."""
        last, layer = len(self.network.layers) - 1, self.network.layers[k]
        hidden = f"hidden layer {k + 1}" if last > 1 else "h"
        return self.choice(
            f"bend{k + 1}",
            f"bend of {'the output' if k == last else hidden}",
            activations(),
            lambda: layer.activation,
            lambda activation: self.model.set_activation(layer, activation),
            part="bends",
        )

    # ------------------------------------------------------------------ staying true

    def _before_undo(self, step: dict) -> None:
        self.model.lit = []

    def _record(self) -> None:
        """Remember that it has begun to fall, and start the hints afresh once it is solved."""
        apart = self.model
        apart.fallen |= apart.fold > 0
        if apart.is_xor and apart.solved:
            apart.tries = 0

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        return describe(self.model)

    def _goal(self) -> str:
        if not self._goal_now:  # as it was when it opened
            self._goal_now = goal(self.model, self.shows("challenge"))
        return "Fold it until one line can cut it" if self.folding else self._goal_now

    def _sentence(self) -> Any:
        apart = self.model
        if self.folding:
            more = " Would another bend do it, too?" if self._won() and self.shows("bends") else ""
            return joined([fall(apart), more])
        if won := self._won():
            return joined([won[1], self._key()])
        first, rest = judged(apart)
        hints = hint(apart) if self.shows("challenge") else ""
        if not apart.solved:
            first = markup("<b>{}</b>", first)
        return words.ticked(apart.solved, first, rest, hints, self._key())

    def _key(self) -> Markup | str:
        """What the pictures' colours don't say, where there is room for it."""
        soft = not self.network.activations[-1].jumps
        told = bool(self.plane and self.diagram and soft)
        return markup('<div class="nnlab-note">{}</div>', KEY) if told else ""

    def _won(self) -> Any:
        apart = self.model
        if self.folding:
            if not (apart.solved and apart.fold == 1):
                return None
            return (*folded(apart, self.folding.floor), self._above(main=True))
        if not (apart.solved and apart.is_gate and apart.tried):
            return None
        on = button("Find others", {"type": "others"}, main=True)
        return (*won(apart), on) if self.shows("challenge") else None

    def _find_others(self, _event: dict) -> None:
        """It's solved: from here on others are looked for."""
        self.model.begin()
        self._goal_now = ""

    def _legend(self) -> Any:
        if not self.folding:
            return ""
        floor = "floor: as the output hears it"
        if self.model.above:
            return floor
        falls = self.model.fold > 0 or self.model.falls
        threads = ["threads: where each point goes"] if falls else []
        return words.joined(["top: the plane as it is", floor, *threads], " · ")

    def _figure(self) -> Any:
        if self.folding:
            return sheet_figure(pictures.folded(self.model) | {"fold": self._still})
        if self.diagram and self.plane:
            return network_figure(self.diagram.marks, self.plane.marks)
        return parts_figure([part for part in self.tree.parts() if part.PICTURE])

    def _briefly(self) -> str:
        sizes, right = "-".join(map(str, self.network.sizes)), int((~self.model.wrong).sum())
        activations = ", ".join(map(str, self.network.activations))
        return f"{sizes}, {activations}, {right} of {len(self.X)} right"
