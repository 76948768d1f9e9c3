"""NetworkLab: a network taken apart: its drawing, what each node sees, and how it folds."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.labs.controls import activations
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.lines import STEP
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import MOST_COLUMNS, answer, describe, hint, meeting, verdict
from nnlab.labs.samples import CELLS, chosen, colours
from nnlab.labs.words import (
    assigned,
    check_finite,
    literal,
    parameter_names,
    sentence,
    short,
    ticked,
)
from nnlab.labs.words import verdict as mark
from nnlab.lessons.by_hand import keep_xor
from nnlab.live.network import NetworkView
from nnlab.live.panel import Markup, Panel, markup, table
from nnlab.live.plane import Plane, point_rows
from nnlab.live.slider import Slider
from nnlab.live.stage import Box
from nnlab.pictures.folding import folding
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.wiring import spoken
from nnlab.plots.part import paint_part, part_figure
from nnlab.plots.picture import new_figure

REACH = 10.0  # of the sliders, both ways
ON_THE_WAY = 48  # cells a side while the plane folds: each costs nine places of the sheet


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

    TITLE = "NetworkLab"
    PARTS = (
        "diagram",
        "equation",
        "plane",
        "folding",
        "sliders",
        "sharpness",
        "bends",
        "table",
        "challenge",
    )

    def __init__(
        self, network: Network, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        apart = self.apart = Apart(network, X, y)
        self.network, self.X, self.y = network, apart.X, apart.y
        missing = apart.missing()
        if show is None:
            show = [part for part in self.PARTS if part not in missing]
        super().__init__(show=show, size=size)
        for part in self._parts:
            checks.need(part not in missing, f"show= can't have {part!r} here: {missing.get(part)}")
        self._looked: dict | None = None  # the node that is pointed at
        self.keep_network(network)
        self.keep(apart, "fold")
        self.keep(apart.sharpness, "factor", "base")
        if network.sizes[0] == 2:
            self._bounds = bounds_around(self.X)
            self._points = sample_plane(self._bounds, CELLS)
        self._make_views()

    @property
    def node(self) -> dict:
        """The chosen node, as a part of `nnlab.pictures.wiring`."""
        return self.apart.node

    # ------------------------------------------------------------------ the views

    def _make_views(self) -> None:
        apart = self.apart
        self.diagram = NetworkView(panel=self.shows("equation"))
        self.plane, self.folding = Plane(), Plane()
        self.folding.probing = self.plane.probing = False
        self.numbers, self.equation = Panel(), Panel()
        hand = {
            "edit": lambda event: apart.edit(event["part"], event["index"], event["value"]),
            "choose": lambda event: apart.choose(event["part"]),
            "look": lambda event: self._look(event["part"]),
            "leave": lambda _: self._look({}),
        }
        self.listen(self.diagram, hand)
        self.listen(self.plane, {"point": lambda event: self._choose_point(self.X, event)})
        self.listen(self.folding, {"point": lambda event: self._choose_point(self._places, event)})
        self.listen(self.numbers, {"row": self._choose_row})
        diagram, numbers = self.part("diagram", self.diagram), self.part("table", self.numbers)
        pictures = [self.part("plane", self.plane), self.part("folding", self.folding)]
        pair = Box(filter(None, pictures), "nnlab-pair") if any(pictures) else None
        beside = diagram and (pair or self._parts_with_controls())
        self.build(
            left=[diagram, numbers if beside else None],
            right=[
                pair,
                None if diagram else self.part("equation", self.equation),
                self._make_controls(),
                None if beside else numbers,
            ],
        )

    def _parts_with_controls(self) -> bool:
        return any(map(self.shows, ("folding", "sliders", "sharpness", "bends")))

    def _make_controls(self) -> list:
        apart, network = self.apart, self.network
        fold = self.control(
            "fold",
            Slider(
                "fold",
                0.0,
                minimum=0,
                maximum=1,
                step=0.1,
                signed=False,
                words="fold: carries the points from x1, x2 to h1, h2",
            ),
            read=lambda: apart.fold,
            write=apart.carry,
            part="folding",
        )
        most = max(network.sizes[:-1])
        sliders = [self._slider(f"w{i + 1}", i) for i in range(most)] + [self._slider("b", "bias")]
        sharpness = self.control(
            "sharpness",
            Slider(
                "sharpness",
                1.0,
                minimum=0,
                maximum=10,
                step=0.5,
                signed=False,
                unit="×",
                words="sharpness: multiplies all the network's numbers",
            ),
            read=lambda: apart.sharpness.now,
            write=apart.sharpen,
            part="sharpness",
        )
        bends = [
            self.choice(
                f"bend{k + 1}",
                f"bend of {self._layer_name(k)}",
                activations(),
                lambda k=k: network.activations[k],
                lambda activation, k=k: apart.set_activation(k, activation),
                part="bends",
            )
            for k in range(len(network.layers))
        ]
        return [fold, sliders, sharpness, bends]

    def _slider(self, name: str, i: int | str) -> Any:
        """A slider for a number of the chosen node; an input has none."""
        apart, network = self.apart, self.network

        def number(of: np.ndarray) -> float | None:
            index = apart.index(i)
            return None if index is None else float(of[index])

        def label(between: str, bias: str) -> str | None:
            if apart.index(i) is None:
                return None
            to = apart.name_of(apart.node)
            return bias + to if i == "bias" else between.format(apart.sources()[int(i)], to)

        return self.control(
            name,
            Slider(name, 0.0, minimum=-REACH, maximum=REACH, step=STEP),
            read=lambda: number(network.parameters),
            write=lambda value: apart.turn(i, value),
            part="sliders",
            shown=lambda: apart.index(i) is not None,
            name=lambda: label("{} → {}", "b of "),
            words=lambda: spoken(label("weight from {} to {}", "bias of ") or ""),
            start=lambda: number(apart.start),
        )

    def _layer_name(self, k: int) -> str:
        last = len(self.network.layers) - 1
        return "the output" if k == last else f"hidden layer {k + 1}" if last > 1 else "h"

    def _read(self) -> None:
        check_finite(parameter_names(self.network.sizes), self.network.parameters)
        self.apart.read()
        if self.shows("folding"):
            where: dict[str, Any] = dict(
                bounds=self._bounds, cells=CELLS if self.apart.fold in (0, 1) else ON_THE_WAY
            )
            self._folded = folding(self.network, self.X, self.apart.fold, **where)
            self._places = self._folded.pop("places")

    def _before_undo(self, step: dict) -> None:
        self.apart.lit = None

    def _record(self) -> None:
        """Remember what the reader found, and start the hints afresh."""
        apart, names = self.apart, tuple(map(str, self.network.activations))
        if not apart.is_xor or not apart.solved:
            return
        if self.undo_steps or apart.tries:
            if names not in apart.kept:
                keep_xor(self.network)
            apart.kept.add(names)
        apart.tries = 0

    def _draw(self) -> None:
        apart = self.apart
        self.diagram.show(
            self.network,
            maps=self._bounds if self.network.sizes[0] == 2 else None,
            sample=apart.sample,
            selected=apart.node,
            lit=apart.lit,
            text=self._describe(),
        )
        if self.shows("plane"):
            self._draw_plane()
        if self.shows("folding"):
            self._draw_folding()
        self.equation.html = Markup(self.diagram.detail)
        if self.shows("table"):
            self.numbers.html = self._table()

    def _draw_plane(self) -> None:
        apart, network = self.apart, self.network
        node = self._looked or apart.node
        if "layer" in node:
            trace = network.forward(self._points)[node["layer"]]
            field = colours(network.activations[node["layer"]], trace.z[:, node["neuron"]])
        else:
            low, high = np.reshape(self._bounds, (2, 2))[node["input"]]
            values = self._points[:, node["input"]]
            field = {"field": values, "scale": ((low + high) / 2, (high - low) / 2)}
        name = apart.name_of(node)
        name = "the output" if name == "output" else name
        is_output = node.get("layer") == len(network.layers) - 1
        self.plane.show(
            **field,
            bounds=self._bounds,
            X=self.X,
            classes=apart.classes,
            wrong=apart.wrong if is_output else None,
            selected=self._point_of(self.X),
            caption=f"points: the targets · colour: what {name} says",
            text=f"The plane as {spoken(name)} sees it. {verdict(apart)}",
        )

    def _draw_folding(self) -> None:
        apart, said = (
            self.apart,
            {0: "flat: the plane as it is", 1: "folded: the points at (h₁, h₂)"},
        )
        caption = said.get(apart.fold, f"{apart.fold:.0%} of the way to (h₁, h₂)")
        self.folding.show(
            **self._folded,
            X=self._places,
            classes=apart.classes,
            wrong=apart.wrong,
            selected=self._point_of(self._places),
            caption=caption,
            text=f"{spoken(sentence(caption))}. {self._meeting()}",
        )

    def _table(self) -> Markup:
        """The journey of every sample: inputs, hidden answers, output, target."""
        apart, sizes = self.apart, self.network.sizes
        shown = apart.traces if sum(sizes[1:-1]) <= MOST_COLUMNS else apart.traces[-1:]
        told = sum(trace.a.shape[1] for trace in shown)
        names = apart.names[: sizes[0]] + apart.names[-told:]
        rows = []
        for i, x in enumerate(self.X):
            answers = [answer(value) for trace in shown for value in trace.a[i]]
            target = short(self.y[i, 0])
            if sizes[-1] > 1:
                target = apart.names[-sizes[-1] :][apart.classes[i]]
            rows.append([*map(short, x), *answers, target, mark(not apart.wrong[i])])
        head, caption = [*names, "target", ""], "Each sample's journey"
        body = table(head, rows, selected=apart.row, caption=caption)
        return markup('<div class="nnlab-journey">{}</div>', body)

    # ------------------------------------------------------------------ what is looked at

    def _look(self, part: dict) -> None:
        """A node is pointed at; anything else: none is."""
        is_node = ("layer" in part) != ("input" in part)
        self._looked = {k: v for k, v in part.items() if k != "what"} if is_node else None

    def _choose_row(self, event: dict) -> None:
        self.apart.row = chosen(event, len(self.X), self.apart.row)

    def _choose_point(self, places: np.ndarray, event: dict) -> None:
        """The first sample that a point of the plane stands for."""
        rows = point_rows(places, self.apart.classes)
        at = chosen(event, len(rows), -1)
        if at >= 0:
            same = (places == rows[at][:2]).all(axis=1) & (self.apart.classes == rows[at][2])
            self.apart.row = int(np.flatnonzero(same)[0])

    def _point_of(self, places: np.ndarray) -> int:
        """The point of the chosen sample: samples of a class in one place share one."""
        classes, i = self.apart.classes, self.apart.row
        found = [row[:3] for row in point_rows(places, classes)]
        return found.index([*places[i].tolist(), classes[i]])

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        return describe(self.apart)

    def _sentence(self) -> Any:
        told = [self._meeting(), hint(self.apart) if self.shows("challenge") else ""]
        return ticked(
            self.apart.solved, verdict(self.apart), *(f" {more}" for more in told if more)
        )

    def _meeting(self) -> str:
        folded = self.shows("folding") and self.apart.fold == 1
        return meeting(self.apart, self._places) if folded else ""

    def _figure(self) -> Any:
        planes = [getattr(self, p) for p in ("plane", "folding") if self.shows(p)]
        diagram = part_figure(self.diagram) if self.shows("diagram") or not planes else None
        if not planes:
            return diagram
        wide, tall = diagram.get_size_inches() if diagram else (1, 0)
        wide, high, below = 6.4, 6.4 * tall / wide, 3.4  # inches
        figure = new_figure(wide, high + below)
        figure.set_layout_engine("none")
        if diagram:
            share = below / (high + below)
            paint_part(figure.add_axes((0, share, 1, 1 - share)), self.diagram)
        for k, view in enumerate(planes):
            left = 0.55 + 3.2 * k if len(planes) > 1 else 1.95
            box = np.array((left, 0.65, 2.5, 2.5)) / (wide, high + below, wide, high + below)
            paint_part(figure.add_axes(tuple(box)), view)
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        network = self.network
        names = [activation.name for activation in network.activations]
        made = (
            f'network = Network({list(network.sizes)}, {names!r}, init="zeros")\n'
            f"network.parameters[:] = {literal(network.parameters)}\n"
        )
        return self._python("Network", made + assigned(X=self.X, y=self.y), "network, X, y")

    def _briefly(self) -> str:
        self.apart.read()
        sizes = "-".join(map(str, self.network.sizes))
        right = int((~self.apart.wrong).sum())
        activations = ", ".join(map(str, self.network.activations))
        return f"{sizes}, {activations}, {right} of {len(self.X)} right"
