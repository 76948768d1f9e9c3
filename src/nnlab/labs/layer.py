"""LayerLab: the lines of several neurons over the same data, and the codes of the regions."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer, Neuron, checks
from nnlab.labs.controls import activations
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.line import STEP, HeldLine
from nnlab.labs.samples import CELLS, LONGEST_TABLE, Probe, chosen, colours, sums, two_sided
from nnlab.labs.words import (
    assigned,
    counted,
    listed,
    literal,
    not_finite,
    place,
    sentence,
    short,
    small,
    ticked,
    verdict,
)
from nnlab.live.panel import Markup, Panel, joined, markup, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.checks import check_classes
from nnlab.pictures.geometry import TINY, bounds_around, sample_plane
from nnlab.pictures.layer import (
    code_of,
    code_words,
    name_size,
    named,
    names_at,
    region_codes,
    taken,
)
from nnlab.plots.part import part_figure

WIDEST = 8  # neurons that one picture can hold
NUMBERS = ("w1", "w2", "b")


class LayerLab(Lab):
    """A live view of a layer with two inputs: its lines, its rows, and a code for each region.

    Row j of the table is neuron j, and so is line j. Choose one to change it; whatever the reader
    changes is written into `layer` itself, and what a later cell changes in `layer` is drawn.

    Parameters
    ----------
    layer : Layer with 2 inputs and at most 8 neurons
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or -1/+1
    show : names out of `PARTS`; left out: all
    size : "presenter" for a projector

    Attributes
    ----------
    layer : the layer itself
    row : index of the chosen neuron

    Raises
    ------
    ValueError
        If the layer can't be drawn in a plane, if X and y don't fit, or if `show` names no part.
    """

    TITLE = "LayerLab"
    PARTS = ("plane", "matrix", "sliders", "bend", "codes")

    def __init__(
        self, layer: Layer, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        self.layer = _checked(layer)
        self.X, self.y = two_sided(X, y)
        super().__init__(show=show, size=size)
        self.row = 0
        self._start = layer.parameters.copy()
        self._classes = check_classes(self.y, len(self.X))
        self._bounds = bounds_around(self.X)
        self._points = sample_plane(self._bounds, CELLS)
        self._lines = [HeldLine(neuron, self._bounds) for neuron in layer]
        self._selected = -1  # the point whose code is outlined
        self._probe = Probe()
        self.keep(layer, "parameters", "activation")
        self.plane, self.matrix, self.codes = Plane(), Panel(), Panel()
        hand = {
            "drag": self._by_hand(HeldLine.drag),
            "nudge": self._by_hand(HeldLine.nudge),
            "point": self._choose_point,
        }
        self.listen(self.plane, hand | self._probe.actions)
        self.listen(self.matrix, {"neuron": self._choose})
        self.listen(self.codes, {"row": self._choose_point})
        sliders = [self._slider(i, name) for i, name in enumerate(NUMBERS)]
        bend = self.choice(
            "bend",
            "bend",
            activations(without=("identity",)),
            lambda: layer.activation,
            lambda activation: setattr(layer, "activation", activation),
            part="bend",
        )
        matrix, codes = self.part("matrix", self.matrix), self.part("codes", self.codes)
        self.build(left=self.part("plane", self.plane), right=[matrix, sliders, bend, codes])

    def _slider(self, i: int, name: str) -> Any:
        return self.control(
            name,
            Slider(small(name), self.layer.parameters[0, i], step=STEP),
            read=lambda: self.layer.parameters[self.row, i],
            write=lambda value: self._turn(i, value),
            part="sliders",
            name=lambda: f"{small(name)} of neuron {self.row}",
            start=lambda: self._start[self.row, i],
        )

    # ------------------------------------------------------------------ the views

    def _lack(self) -> str:
        names = [f"{name} of neuron {j}" for j in range(len(self.layer)) for name in NUMBERS]
        return not_finite(names, self.layer.parameters.ravel())

    def _read(self) -> None:
        """What each neuron says now about each point, and which codes are shared and mixed."""
        self._says = sums(self.X, self.layer.W, self.layer.b) > 0  # (n_samples, n_out)
        self._codes = [code_of(says) for says in self._says]
        wants: dict[str, set] = {}
        for code, target in zip(self._codes, self._classes, strict=True):
            wants.setdefault(code, set()).add(int(target))
        self._mixed = sorted(code for code, targets in wants.items() if len(targets) > 1)

    def _draw(self) -> None:
        if self.shows("plane"):
            self._draw_plane()
        if self.shows("matrix"):
            self.matrix.html = self._matrix()
        if self.shows("codes"):
            self.codes.html = self._code_table()

    def _draw_plane(self) -> None:
        neuron = self.layer[self.row]
        points = self.X.tolist() if len(self.X) <= LONGEST_TABLE else []
        lines = named([line.geometry() for line in self._lines], self._bounds, points)
        several = len(self.layer) > 1
        marked = [
            line and line | {"selected": several and j == self.row} for j, line in enumerate(lines)
        ]
        called = [f"the line of neuron {j}" for j in range(len(lines))]
        handles = [[f"Move {line}", f"Turn {line} by its arrow"] for line in called]
        self.plane.show(
            **colours(neuron.activation, self._points @ neuron.w + neuron.b),
            bounds=self._bounds,
            X=self.X,
            classes=self._classes,
            lines=marked + self._region_names(lines),
            names={"lines": handles},
            note="" if any(lines) else "all weights are 0: there is no line",
            selected=self._selected if self.shows("codes") else -1,
            probe=self._probe_box(),
            caption=f"a point's shape: its target · colour: what neuron {self.row} says",
            text=self._describe(),
        )

    def _region_names(self, lines: list) -> list[dict]:
        """The regions' codes, as labels without a line."""
        if not self.shows("codes"):
            return []
        filled = self.X.tolist() + taken(lines)
        filled += names_at(lines, name_size(lines, self._bounds))
        codes = region_codes(self.layer, self._bounds, avoid=filled)
        return [code_words(code, at) for code, at in codes]

    def _probe_box(self) -> dict | None:
        at = self._probe.place
        if at is None:
            return None
        says = sums(np.array([at]), self.layer.W, self.layer.b)[0] > 0
        one = f"neuron {self.row} says {int(says[self.row])}"
        told = code_of(says) if self.shows("codes") else one
        return self._probe.box(f"{place(np.round(at, 2))}: {told}")

    def _matrix(self) -> Markup:
        """A row for each neuron: its map, its weights, its bias."""
        rows = [
            [f"neuron {j}", _map(neuron, self._bounds), *map(signed, neuron.parameters)]
            for j, neuron in enumerate(self.layer)
        ]
        head = ["row of W", "it sees", *map(small, NUMBERS)]
        caption = "The layer's numbers, a row for each neuron"
        body = table(head, rows, selected=self.row, caption=caption, event="neuron")
        return markup('<div class="nnlab-rows">{}</div>', body)

    def _code_table(self) -> Markup | str:
        if len(self.X) > LONGEST_TABLE:
            return ""
        rows = [
            [
                *map(short, x),
                markup('<b class="nnlab-code">{}</b>', code),
                _shape(target),
                verdict(False, no="mixed up") if code in self._mixed else "",
            ]
            for x, code, target in zip(self.X, self._codes, self._classes, strict=True)
        ]
        head = [small("x1"), small("x2"), "code", "wants", ""]
        body = table(head, rows, selected=self._selected, caption="Each point's code")
        return markup('<div class="nnlab-codes">{}</div>', body)

    # ------------------------------------------------------------------ what can change

    def _turn(self, i: int, value: float) -> None:
        self.layer.parameters[self.row, i] = value
        self._lines[self.row].let_go()
        self._probe.clear()

    def _choose(self, event: dict) -> None:
        self.row = chosen(event, len(self.layer), self.row)

    def _choose_point(self, event: dict) -> None:
        self._selected = chosen(event, len(self.X), self._selected)

    def _by_hand(self, move: Callable[[HeldLine, dict], None]) -> Callable[[dict], None]:
        """A hand or an arrow key on a line chooses it, and moves it."""

        def act(event: dict) -> None:
            self._choose({"index": event["line"]})
            move(self._lines[self.row], event)
            self._probe.clear()

        return act

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        rows = [f"neuron {j} has {place(n.w)} and {short(n.b)}" for j, n in enumerate(self.layer)]
        return f"{sentence(listed(rows))}. {self._verdict()}"

    def _sentence(self) -> Any:
        return ticked(self.shows("codes") and not self._mixed, self._verdict())

    def _verdict(self) -> str:
        if same := _same_lines(self.layer):
            several = f"Neurons {listed(same)} draw one and the same line"
            return f"{several}: together they see no more than one of them." + self._sorted()
        return (self._chosen_words() + self._sorted()).strip()

    def _chosen_words(self) -> str:
        if self.shows("codes"):
            codes = sorted(set(self._codes))
            points = counted(len(self.X), "point")
            some = f": {listed(codes)}" if len(codes) <= 5 else ""
            return sentence(f"{points}, {counted(len(codes), 'code')}{some}.")
        ones = int(self._says[:, self.row].sum())
        says = f"says 1 for {ones} of the {len(self.X)} points."
        line = self._lines[self.row].geometry()
        if line is None:
            says += " Both of its weights are 0, so it has no line."
        elif not line["segment"]:
            says += " Its line lies outside the picture."
        return f"Neuron {self.row} {says}"

    def _sorted(self) -> str:
        """Whether the codes keep the targets apart."""
        if not self.shows("codes"):
            return ""
        if not self._mixed:
            return (
                " Points with the same code want the same: the codes are enough to tell ● from ▲."
            )
        mixed = self._mixed[0]
        here = [x for x, code in zip(self.X, self._codes, strict=True) if code == mixed]
        points = listed(map(place, here)) if len(here) <= 4 else f"{len(here)} points"
        return (
            f" Code {mixed} is mixed: {points} share it and want different answers. "
            "Put a line between them."
        )

    def _figure(self) -> Any:
        return part_figure(self.plane) if self.shows("plane") else None

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        made = (
            f'layer = Layer(2, {len(self.layer)}, {self.layer.activation.name!r}, init="zeros")\n'
            f"layer.parameters = {literal(self.layer.parameters)}\n"
        )
        return self._python("Layer", made + assigned(X=self.X, y=self.y), "layer, X, y")

    def _briefly(self) -> str:
        rows = ", ".join(place(neuron.parameters) for neuron in self.layer)
        return f"{rows}, {self.layer.activation}"


def _same_lines(layer: Layer) -> list[int]:
    """The first neurons that draw one line between them; [] if all differ."""
    lengths = np.linalg.norm(layer.W, axis=1, keepdims=True)
    unit = layer.parameters / np.where(lengths > TINY, lengths, np.nan)  # (n_out, 3)
    apart = [np.abs(unit[:, np.newaxis] - side * unit).max(axis=-1) for side in (1, -1)]
    for alike in np.minimum(*apart) < 1e-9:  # (n_out, n_out)
        if alike.sum() > 1:
            return np.flatnonzero(alike).tolist()
    return []


def _map(neuron: Neuron, bounds: Sequence[float]) -> Markup:
    """A neuron's small map: what it says depends on w·x only, so a gradient along w is exact."""
    x0, x1, y0, y1 = bounds
    right, up = neuron.w * [x1 - x0, y1 - y0]  # how z grows across the picture, and up it
    middle = float(neuron.w @ [(x0 + x1) / 2, (y0 + y1) / 2] + neuron.b)
    angle = float(np.degrees(np.arctan2(right, up)))
    rise = abs(right) + abs(up)  # of z, from one end of the gradient to the other
    if neuron.activation.jumps:
        edge = np.clip(0.5 - middle / rise, 0, 1) if rise > TINY else float(middle <= 0)
        stops = [(0.0, edge), (1.0, edge)]
    else:
        t = np.linspace(0, 1, 9)
        if rise > TINY:
            at = 0.5 + (np.linspace(-5, 5, 21) - middle) / rise
            t = np.unique([*t, *at[(at > 0) & (at < 1)]])
        stops = zip(neuron.activation(middle + (t - 0.5) * rise), t, strict=True)
    shown = joined((_stop(neuron, a, t) for a, t in stops), ", ")
    return markup(
        '<span class="nnlab-map" style="background: linear-gradient({}deg, {})"></span>',
        f"{angle:.1f}",
        shown,
    )


def _stop(neuron: Neuron, a: float, t: float) -> str:
    scale = neuron.activation
    share = float(np.clip((a - scale.neutral) / scale.spread, -1, 1))
    side = "positive" if share > 0 else "negative"
    mix = f"color-mix(in srgb, var(--nnlab-field-{side}) {abs(share):.0%}, var(--nnlab-neutral))"
    return f"{mix} {t:.1%}"


def _shape(target: int) -> Markup:
    name, mark = [("zero", "●"), ("one", "▲")][target]
    return markup('<span class="nnlab-{}" aria-hidden="true">{}</span> {}', name, mark, target)


def _handles(j):
    return [f"Move the line of neuron {j}", f"Turn the line of neuron {j} by its arrow"]


def _below(name):
    """A name with its digit written small and low: w₁."""
    return name.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _checked(layer: Layer) -> Layer:
    checks.need(
        isinstance(layer, Layer),
        f"LayerLab shows a layer, not {type(layer).__name__}: give it one, such as "
        "Layer(2, 3, step)",
    )
    checks.need(
        layer.n_in == 2 and layer.parameters.ndim == 2,
        f"LayerLab draws a plane, so its layer needs 2 inputs, not {layer.n_in}",
    )
    checks.need(
        len(layer) <= WIDEST, f"LayerLab shows up to {WIDEST} neurons; this layer has {len(layer)}"
    )
    return layer
