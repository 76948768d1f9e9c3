"""LayerLab: the lines of several neurons over the same data, and the codes of the regions."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer, Neuron, checks
from nnlab.labs import words
from nnlab.labs.lab import Show, Size
from nnlab.labs.lines import NUMBERS, Lines, LinesLab
from nnlab.labs.samples import LONGEST_TABLE, check_kind
from nnlab.live.panel import Markup, markup, signed
from nnlab.pictures.geometry import TINY, Bounds
from nnlab.pictures.layer import code_of, layer_lines

WIDEST = 8  # neurons that one picture can hold
STOPS = 25  # colours of a small map


class Codes(Lines):
    """A layer's lines, and the code of each sample: LayerLab without its widgets.

    Parameters
    ----------
    layer : Layer with 2 inputs
    X, y : as of `Lines`

    Attributes
    ----------
    coded : whether the reader knows of codes
    codes : of each sample
    mixed : the codes that samples with different targets share

    >>> codes = Codes(Layer(2, 2, init="zeros"), [[0, 0], [1, 1]], [[0], [1]])
    >>> codes.read()
    >>> codes.codes, codes.mixed
    (['00', '00'], ['00'])
    """

    owner: Layer

    def __init__(self, layer: Layer, X: ArrayLike, y: ArrayLike) -> None:
        super().__init__(layer, X, y)
        self.coded = True

    def read(self) -> None:
        """What each neuron says now, and which codes are mixed."""
        super().read()
        self.codes = [code_of(says) for says in self.says]
        wanted = [code for code, _ in set(zip(self.codes, self.targets.tolist(), strict=True))]
        self.mixed = sorted({code for code in wanted if wanted.count(code) > 1})
        self.solved = self.coded and not self.mixed

    def picture(self) -> dict[str, Any]:
        """What the plane shows: lines with their names, regions with their codes."""
        layer, n = self.owner, len(self.owner)
        few = self.X if len(self.X) <= LONGEST_TABLE else ()
        chosen = self.row if n > 1 else None
        marks = layer_lines(layer, self.lines(), self.bounds, few, chosen=chosen, codes=self.coded)
        names = [f"the line of neuron {j}" for j in range(n)]
        return (
            super().picture()
            | marks
            | {
                "names": {
                    "lines": [[f"Move {name}", f"Turn {name} by its arrow"] for name in names]
                },
                "selected": self.point if self.coded else -1,
                "caption": f"a point's shape: its target · colour: what neuron {self.row} says",
            }
        )

    def say(self, z: np.ndarray) -> str:
        """The code where these are the sums; without codes, what the chosen neuron says."""
        return code_of(z > 0) if self.coded else super().say(z)

    def same(self) -> list[int]:
        """The first neurons that draw one line between them; [] if all differ."""
        lengths = np.hypot(*self.numbers[:, :2].T)[:, np.newaxis]
        unit = self.numbers / np.where(lengths > TINY, lengths, np.nan)
        apart = [np.abs(unit[:, np.newaxis] - side * unit).max(axis=-1) for side in (1, -1)]
        alike = np.minimum(*apart) < 1e-9  # (n, n)
        return next((np.flatnonzero(row).tolist() for row in alike if row.sum() > 1), [])

    # In words

    def describe(self) -> str:
        """The layer in words."""
        rows = [
            f"neuron {j} has {words.place(w)} and {words.short(b)}"
            for j, (*w, b) in enumerate(self.numbers)
        ]
        return f"{words.sentence(words.listed(rows))}. {self.verdict()}"

    def sentences(self) -> list[str]:
        """The verdict alone."""
        return [self.verdict()]

    def verdict(self) -> str:
        """What the lines do, and whether the codes keep the targets apart."""
        lines = self._codes() if self.coded else self._chosen()
        if same := self.same():
            together = "together they see no more than one of them."
            lines = f"Neurons {words.listed(same)} draw one and the same line: {together}"
        return f"{lines} {self._apart()}" if self.coded else lines

    def _codes(self) -> str:
        """How many codes there are."""
        found = sorted(set(self.codes))
        some = f": {words.listed(found)}" if len(found) <= 5 else ""
        points = words.counted(len(self.X), "point")
        return words.sentence(f"{points}, {words.counted(len(found), 'code')}{some}.")

    def _chosen(self) -> str:
        """What the chosen neuron says."""
        line, ones = self.line(self.row), int(self.says[:, self.row].sum())
        where = "" if line and line["segment"] else " Its line lies outside the picture."
        if line is None:
            where = " Both of its weights are 0, so it has no line."
        return f"Neuron {self.row} says 1 for {ones} of the {len(self.X)} points.{where}"

    def _apart(self) -> str:
        """Whether points with one code want the same."""
        if not self.mixed:
            same = "Points with the same code want the same"
            return f"{same}: the codes are enough to tell ● from ▲."
        mixed = self.mixed[0]
        here = [x for x, code in zip(self.X, self.codes, strict=True) if code == mixed]
        points = words.listed(map(words.place, here)) if len(here) <= 4 else f"{len(here)} points"
        shared = f"Code {mixed} is mixed: {points} share it and want different answers."
        return f"{shared} Put a line between them."


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

    Raises
    ------
    ValueError
        If the layer can't be drawn in a plane, if X and y don't fit, or if `show` names no part.
    """

    TOPIC, GOAL = "Several neurons at once", "How many pieces can these lines cut?"
    PARTS = ("plane", "matrix", "sliders", "bend", "codes")

    def __init__(
        self, layer: Layer, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        self.layer = _checked(layer)
        model = Codes(layer, X, y)
        super().__init__(model, show=show, size=size)
        model.coded = self.shows("codes")
        self.matrix = self.panel("matrix", lambda: _matrix(model), {"neuron": model.choose})
        self.codes = self.panel("codes", lambda: _code_table(model), {"row": model.choose_point})
        self.build(picture=self.plane, rail=[self.matrix, self._sliders, self._choice, self.codes])

    def _briefly(self) -> str:
        return f"{', '.join(map(words.place, self.layer.parameters))}, {self.layer.activation}"


def _matrix(model: Codes) -> Markup:
    """A row for each neuron: its map, its weights, its bias."""
    neurons = [model.owner[j] for j in range(len(model.owner))]
    columns: dict[str, Any] = {
        "row of W": [f"neuron {j}" for j in range(len(neurons))],
        "it sees": [_map(neuron, model.bounds) for neuron in neurons],
    }
    for name, numbers in zip(NUMBERS, model.numbers.T, strict=True):
        columns[words.small(name)] = map(signed, numbers)
    caption = "The layer's numbers, a row for each neuron"
    body = words.table(columns, selected=model.row, caption=caption, event="neuron")
    return markup('<div class="nnlab-rows">{}</div>', body)


def _code_table(model: Codes) -> Markup | str:
    """Each sample with its code, what it wants, and whether others with its code want that."""
    if len(model.X) > LONGEST_TABLE:
        return ""
    mixed = words.verdict(False, no="mixed up")
    columns = words.coordinates(model.X) | {
        "code": [markup('<b class="nnlab-code">{}</b>', code) for code in model.codes],
        "wants": [markup("{} {}", words.shape(want), want) for want in model.targets],
        "": [mixed if code in model.mixed else "" for code in model.codes],
    }
    body = words.table(columns, selected=model.point, caption="Each point's code")
    return markup('<div class="nnlab-codes">{}</div>', body)


def _map(neuron: Neuron, bounds: Bounds) -> Markup:
    """A neuron's small map: what it says depends on w·x only, so a gradient along w is exact."""
    x0, x1, y0, y1 = bounds
    right, up = neuron.w * [x1 - x0, y1 - y0]  # how z grows across the picture, and up it
    middle, rise = neuron.w @ [(x0 + x1) / 2, (y0 + y1) / 2] + neuron.b, abs(right) + abs(up)
    activation = neuron.activation
    a = np.nan_to_num(activation(middle + np.linspace(-0.5, 0.5, STOPS) * rise))
    colours = [
        f"color-mix(in srgb, var(--nnlab-field-{'positive' if share > 0 else 'negative'}) "
        f"{abs(share):.0%}, var(--nnlab-neutral))"
        for share in np.clip((a - activation.neutral) / activation.spread, -1, 1)
    ]
    angle = float(np.degrees(np.arctan2(right, up)))
    style = f"background: linear-gradient({angle:.1f}deg, {', '.join(colours)})"
    return markup('<span class="nnlab-map" style="{}"></span>', style)


def _checked(layer: Layer) -> Layer:
    check_kind(layer, Layer, "LayerLab shows a layer", "Layer(2, 3, step)")
    fits = layer.n_in == 2 and layer.parameters.ndim == 2
    plane = f"LayerLab draws a plane, so its layer needs 2 inputs, not {layer.n_in}"
    checks.need(fits, plane)
    many = f"LayerLab shows up to {WIDEST} neurons; this layer has {len(layer)}"
    checks.need(len(layer) <= WIDEST, many)
    return layer
