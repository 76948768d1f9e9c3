"""NetworkLab: a network taken apart: its drawing, what each node sees, and how it folds."""

from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.labs import words
from nnlab.labs.controls import activations, attribute
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.network import pictures
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import describe, hint, meeting, verdict
from nnlab.labs.samples import STEP
from nnlab.lessons.by_hand import keep_xor
from nnlab.live.network import NetworkView
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.wiring import spoken

REACH = 10.0  # of the sliders, both ways


class NetworkLab(Lab):
    """A live view of a network: every number in its drawing, every node's map, every sample.

    Point at a node, or give it the focus, and the plane shows what it sees. Choose a point, and
    its numbers stand at every node. Whatever the reader changes is written into `network` itself,
    and what a later cell changes in `network` is drawn.

    Parameters
    ----------
    network : Network without runs, up to 6 hidden layers of 8
    X : (n_samples, n_in), y : (n_samples, n_out), targets 0/1 or -1/+1; several columns: one-hot
    show : names out of `PARTS`; left out: all that suit the network. The plane and the bends of
        the samples need 2 inputs, the folding 2 neurons in the last hidden layer and one output.
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    node : the chosen node, as a part of `nnlab.pictures.wiring`

    Raises
    ------
    ValueError
        If the network can't be drawn, if X and y don't fit it, or if `show` names no part, or one
        that doesn't suit the network.
    """

    TOPIC, GOAL = "Layers in a row", "Turn its numbers until every answer is right"
    PICTURES = ("diagram", "equation", "plane", "folding")
    PARTS = (*PICTURES, "sliders", "sharpness", "bends", "table", "challenge")

    def __init__(
        self, network: Network, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        apart = self.model = Apart(network, X, y)
        self.network, self.X, self.y = network, apart.X, apart.y
        super().__init__(show=show, size=size, unfit=apart.missing())
        self.keep(network, "parameters", "activations")
        self.keep(apart, "fold")
        self.keep(apart.sharpness, "factor", "base")
        choose = {"choose": lambda event: apart.choose(event["part"])}
        hands = choose | {"look": apart.look, "leave": apart.look, "edit": apart.edit}
        self.diagram = self.view("", NetworkView(), lambda: pictures.drawing(apart), hands)
        flat = {"point": lambda event: apart.choose_point(event, apart.X)}
        there = {"point": lambda event: apart.choose_point(event, apart.places)}
        node, folded = lambda: pictures.node(apart), lambda: pictures.folded(apart)
        self.plane = self.view("plane", Plane(probing=False), node, flat)
        self.folding = self.view("folding", Plane(probing=False), folded, there)
        rows = {"row": apart.choose_row}
        self.numbers = self.panel("table", lambda: pictures.journey(apart), rows)
        self.equation = self.part("equation", self.diagram.detail)
        diagram, controls = self.part("diagram", self.diagram), self._make_controls(apart)
        planes = list(filter(None, [self.plane, self.folding]))
        pair = Box(planes, "nnlab-pair") if planes else None
        left = [diagram, self.equation] if diagram else []
        right = [pair, None if diagram else self.equation, controls]
        (left if diagram and (pair or self.controls) else right).append(self.numbers)
        self.build(left, rail=right)

    @property
    def node(self) -> dict:
        """The chosen node, as a part of `nnlab.pictures.wiring`."""
        return self.model.node

    # ------------------------------------------------------------------ the controls

    def _make_controls(self, apart: Apart) -> list:
        about = "fold: carries the points from x1, x2 to h1, h2"
        slider = Slider("fold", 0.0, minimum=0, maximum=1, step=0.1, signed=False, words=about)
        fold = self.control("fold", slider, **attribute(apart, "fold"), part="folding")
        sliders = [self._slider(f"w{i + 1}", i) for i in range(max(self.network.sizes[:-1]))]
        track: dict[str, Any] = {"minimum": 0, "maximum": 10, "step": 0.5, "signed": False}
        about = "sharpness: multiplies all the network's numbers"
        slider = Slider("sharpness", 1.0, unit="×", words=about, **track)
        turn = self.control("sharpness", slider, lambda: apart.sharpness.now, apart.sharpen)
        bends = [self._bend(k) for k in range(len(self.network.layers))]
        return [fold, sliders, self._slider("b", "bias"), turn, bends]

    def _slider(self, name: str, i: int | str) -> Any:
        """A slider for a number of the chosen node; an input has none."""
        apart, of = self.model, "" if i == "bias" else "weight from "
        return self.control(
            name,
            Slider(name, 0.0, minimum=-REACH, maximum=REACH, step=STEP),
            read=lambda: apart.number(i, apart.network.parameters),
            write=lambda value: apart.turn(i, value),
            part="sliders",
            hidden=lambda: apart.index(i) is None,
            name=lambda: apart.called(i).replace("bias", "b") or None,
            words=lambda: of + spoken(apart.called(i)).replace(" → ", " to "),
            start=lambda: apart.number(i, apart.start),
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
        self.model.lit = None

    def _record(self) -> None:
        """Remember what the reader found, and start the hints afresh."""
        apart, names = self.model, tuple(map(str, self.network.activations))
        if apart.is_xor and apart.solved:
            if (self.undo_steps or apart.tries) and names not in apart.kept:
                keep_xor(self.network)
                apart.kept.add(names)
            apart.tries = 0

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        return describe(self.model)

    def _sentence(self) -> Any:
        apart = self.model
        folded = meeting(apart) if self.shows("folding") else ""
        hints = hint(apart) if self.shows("challenge") else ""
        return words.ticked(apart.solved, verdict(apart), folded, hints)

    def _briefly(self) -> str:
        sizes, right = "-".join(map(str, self.network.sizes)), int((~self.model.wrong).sum())
        activations = ", ".join(map(str, self.network.activations))
        return f"{sizes}, {activations}, {right} of {len(self.X)} right"
