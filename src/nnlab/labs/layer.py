"""LayerLab: the lines of several neurons over the same data, and the codes of the regions."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer, Neuron, checks
from nnlab.labs import words
from nnlab.labs.codes import Codes
from nnlab.labs.lab import Show, Size
from nnlab.labs.lines import NUMBERS
from nnlab.labs.lines_lab import LinesLab
from nnlab.labs.samples import LONGEST_TABLE, check_kind
from nnlab.live.panel import Markup, Panel, markup, signed, table
from nnlab.pictures.geometry import Bounds
from nnlab.pictures.layer import layer_lines

WIDEST = 8  # neurons that one picture can hold
STOPS = 25  # colours of a small map


class LayerLab(LinesLab):
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
        model = Codes(layer, X, y)
        super().__init__(model, show=show, size=size)
        model.coded = self.shows("codes")
        self.matrix, self.codes = Panel(), Panel()
        self.listen(self.matrix, {"neuron": model.choose})
        self.listen(self.codes, {"row": model.choose_point})
        matrix, codes = self.part("matrix", self.matrix), self.part("codes", self.codes)
        right = [matrix, self._sliders(), self._choice(), codes]
        self.build(left=self.part("plane", self.plane), right=right)

    @property
    def row(self) -> int:
        """Index of the chosen neuron."""
        return self.model.row

    def _draw(self) -> None:
        model = self.model
        if self.shows("plane"):
            few = model.X if len(model.X) <= LONGEST_TABLE else ()
            chosen = model.row if len(self.layer) > 1 else None
            marks = layer_lines(
                self.layer, model.lines(), model.bounds, few, chosen=chosen, codes=model.coded
            )
            lines = [f"the line of neuron {j}" for j in range(len(self.layer))]
            self._draw_plane(
                **marks,
                names={"lines": [[f"Move {line}", f"Turn {line} by its arrow"] for line in lines]},
                selected=model.point if model.coded else -1,
                caption=f"a point's shape: its target · colour: what neuron {model.row} says",
            )
        if self.shows("matrix"):
            self.matrix.html = _matrix(model)
        if model.coded:
            self.codes.html = _code_table(model)

    def _sentence(self) -> Markup:
        return words.ticked(self.model.solved, self.model.verdict())

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        made = (
            f'layer = Layer(2, {len(self.layer)}, {self.layer.activation.name!r}, init="zeros")\n'
            f"layer.parameters = {words.literal(self.layer.parameters)}\n"
        )
        return self._python("Layer", made + words.assigned(X=self.X, y=self.y), "layer, X, y")

    def _briefly(self) -> str:
        return f"{', '.join(map(words.place, self.layer.parameters))}, {self.layer.activation}"


def _matrix(model: Codes) -> Markup:
    """A row for each neuron: its map, its weights, its bias."""
    rows = [
        [f"neuron {j}", _map(model.owner[j], model.bounds), *map(signed, numbers)]
        for j, numbers in enumerate(model.numbers)
    ]
    head = ["row of W", "it sees", *map(words.small, NUMBERS)]
    caption = "The layer's numbers, a row for each neuron"
    body = table(head, rows, selected=model.row, caption=caption, event="neuron")
    return markup('<div class="nnlab-rows">{}</div>', body)


def _code_table(model: Codes) -> Markup | str:
    """Each sample with its code, what it wants, and whether others with its code want that."""
    if len(model.X) > LONGEST_TABLE:
        return ""
    rows = [
        [
            *map(words.short, x),
            markup('<b class="nnlab-code">{}</b>', code),
            markup("{} {}", words.shape(want), want),
            words.verdict(False, no="mixed up") if code in model.mixed else "",
        ]
        for x, code, want in zip(model.X, model.codes, model.targets, strict=True)
    ]
    head = [words.small("x1"), words.small("x2"), "code", "wants", ""]
    body = table(head, rows, selected=model.point, caption="Each point's code")
    return markup('<div class="nnlab-codes">{}</div>', body)


def _map(neuron: Neuron, bounds: Bounds) -> Markup:
    """A neuron's small map: what it says depends on w·x only, so a gradient along w is exact."""
    x0, x1, y0, y1 = bounds
    right, up = neuron.w * [x1 - x0, y1 - y0]  # how z grows across the picture, and up it
    middle, rise = neuron.w @ [(x0 + x1) / 2, (y0 + y1) / 2] + neuron.b, abs(right) + abs(up)
    t = np.linspace(0, 1, STOPS)
    activation = neuron.activation
    a = activation(middle + (t - 0.5) * rise)
    shares = np.clip((np.nan_to_num(a) - activation.neutral) / activation.spread, -1, 1)
    colours = [
        f"color-mix(in srgb, var(--nnlab-field-{'positive' if share > 0 else 'negative'}) "
        f"{abs(share):.0%}, var(--nnlab-neutral))"
        for share in shares
    ]
    angle = float(np.degrees(np.arctan2(right, up)))
    style = f"background: linear-gradient({angle:.1f}deg, {', '.join(colours)})"
    return markup('<span class="nnlab-map" style="{}"></span>', style)


def _checked(layer: Layer) -> Layer:
    check_kind(layer, Layer, "LayerLab shows a layer", "Layer(2, 3, step)")
    checks.need(
        layer.n_in == 2 and layer.parameters.ndim == 2,
        f"LayerLab draws a plane, so its layer needs 2 inputs, not {layer.n_in}",
    )
    checks.need(
        len(layer) <= WIDEST, f"LayerLab shows up to {WIDEST} neurons; this layer has {len(layer)}"
    )
    return layer
