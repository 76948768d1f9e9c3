"""LayerLab: the lines of several neurons over the same data, and the codes of the regions."""

import numpy as np

from nnlab.core import ACTIVATIONS, Layer, checks
from nnlab.labs.lab import Lab
from nnlab.labs.line import STEP, HeldLine
from nnlab.labs.neuron import BENDS, CELLS, LONGEST_TABLE
from nnlab.labs.words import counted, listed, literal, place, sentence, short
from nnlab.lessons.gates import ON_THE_LINE
from nnlab.live.choice import Choice
from nnlab.live.panel import Markup, Panel, joined, markup, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.theme import css
from nnlab.plots.field import decision_scale
from nnlab.plots.frame import check_classes
from nnlab.plots.geometry import TINY, bounds_around, sample_plane
from nnlab.plots.layer import (
    code_of,
    name_size,
    named,
    names_at,
    plot_neuron_lines,
    region_codes,
    taken,
)
from nnlab.plots.picture import new_figure

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

    def __init__(self, layer, X, y, *, show=None, size=None):
        self.layer = _checked_layer(layer)
        self.X, self.y = _checked_data(X, y)
        super().__init__(show=show, size=size)
        self.row = 0
        self._start = layer.parameters.copy()
        self._classes = check_classes(self.y, len(self.X))
        self._bounds = bounds_around(self.X)
        self._points = sample_plane(self._bounds, CELLS)
        self._lines = [HeldLine(neuron, self._bounds) for neuron in layer]
        self._selected = -1  # the point whose code is outlined
        self._probe = None  # a place whose code is shown
        self._make_views()

    # ------------------------------------------------------------------ the views

    def _make_views(self):
        self.plane, self.matrix, self.codes = Plane(), _Rows(), _Rows()
        self.listen(
            self.plane,
            {
                "drag": self._drag,
                "nudge": self._nudge,
                "point": self._choose_point,
                "place": self._look,
                "leave": self._look_away,
            },
        )
        self.listen(self.matrix, {"neuron": self._choose})
        self.listen(self.codes, {"row": self._choose_point})
        right = [self.matrix] if self.shows("matrix") else []
        if self.shows("sliders"):
            for i, name in enumerate(NUMBERS):
                slider = Slider(_below(name), self.layer.parameters[0, i], step=STEP)
                right.append(self.control(name, slider, self._writer(i)))
        if self.shows("bend"):
            self._bends = {name: ACTIVATIONS[name] for name in BENDS}
            self._bends.setdefault(self.layer.activation.name, self.layer.activation)
            choice = Choice("bend", list(self._bends), self.layer.activation.name)
            right.append(self.control("bend", choice, self._bend))
        if self.shows("codes"):
            right.append(self.codes)
        self.build(left=[self.plane] if self.shows("plane") else [], right=right)

    def _draw(self):
        self._read()
        if self.shows("plane"):
            self._draw_plane()
        if self.shows("matrix"):
            self.matrix.html = self._matrix()
        for i, name in enumerate(NUMBERS):
            if name in self.controls:
                slider = self.controls[name]
                slider.name = f"{_below(name)} of neuron {self.row}"
                slider.start = self._start[self.row, i]
                slider.value = self.layer.parameters[self.row, i]
        if "bend" in self.controls:
            self.controls["bend"].value = self.layer.activation.name
        if self.shows("codes"):
            self.codes.html = self._code_table()

    def _read(self):
        """What each neuron says now about each point, (n_samples, n_out)."""
        self._says = _z(self.layer, self.X) > 0
        self._codes = [code_of(says) for says in self._says]

    def _draw_plane(self):
        neuron = self.layer[self.row]
        if self.layer.activation.name == "step":
            field = {"sides": self._points @ neuron.w + neuron.b}
        else:
            bend = self.layer.activation
            field = {"field": neuron(self._points), "scale": decision_scale(bend)}
        points = self.X.tolist() if len(self.X) <= LONGEST_TABLE else []
        lines = named([line.geometry() for line in self._lines], self._bounds, points)
        self.plane.show(
            **field,
            bounds=self._bounds,
            X=self.X,
            classes=self._classes,
            lines=[self._marked(j, line) for j, line in enumerate(lines)] + self._words(lines),
            names={"lines": [_handles(j) for j in range(len(lines))]},
            note="" if any(lines) else "all weights are 0: there is no line",
            selected=self._selected if self.shows("codes") else -1,
            probe=self._probe_box(),
            caption=f"a point's shape: its target · colour: what neuron {self.row} says",
            text=self.describe(),
        )

    def _marked(self, j, line):
        return line and line | {"selected": j == self.row and len(self.layer) > 1}

    def _words(self, lines):
        """The regions' codes, as labels without a line."""
        if not self.shows("codes"):
            return []
        filled = self.X.tolist() + taken(lines)
        filled += names_at(lines, name_size(lines, self._bounds))
        return [
            {"label": code, "label_at": at, "draggable": False}
            for code, at in region_codes(self.layer, self._bounds, avoid=filled)
        ]

    def _probe_box(self):
        if self._probe is None:
            return None
        says = _z(self.layer, np.array([self._probe]))[0] > 0
        text = f"{place(np.round(self._probe, 2))}: "
        if self.shows("codes"):
            text += code_of(says)
        else:
            text += f"neuron {self.row} says {int(says[self.row])}"
        return {"x": self._probe[0], "y": self._probe[1], "text": text}

    def _matrix(self):
        """A row for each neuron: its map, its weights, its bias."""
        rows = [
            [f"neuron {j}", _map(neuron, self._bounds), *map(signed, neuron.parameters)]
            for j, neuron in enumerate(self.layer)
        ]
        head = ["row of W", "it sees", *map(_below, NUMBERS)]
        caption = "The layer's numbers, a row for each neuron"
        body = table(head, rows, selected=self.row, caption=caption, event="neuron")
        return markup('<div class="nnlab-rows">{}</div>', body)

    def _code_table(self):
        if len(self.X) > LONGEST_TABLE:
            return ""
        mixed = self._mixed()
        rows = []
        for x, code, target in zip(self.X, self._codes, self._classes, strict=True):
            bad = markup('<span role="img" aria-label="mixed up">✗</span>')
            verdict = bad if code in mixed else ""
            rows.append(
                [
                    *map(short, x),
                    markup('<b class="nnlab-code">{}</b>', code),
                    _shape(target),
                    verdict,
                ]
            )
        head = [_below("x1"), _below("x2"), "code", "wants", ""]
        body = table(head, rows, selected=self._selected, caption="Each point's code")
        return markup('<div class="nnlab-codes">{}</div>', body)

    # ------------------------------------------------------------------ what can change

    def _state(self):
        return {"parameters": self.layer.parameters.copy(), "activation": self.layer.activation}

    def _restore(self, state):
        self.layer.parameters[...] = state["parameters"]
        self.layer.activation = state["activation"]

    def _writer(self, i):
        def write(value):
            self.layer.parameters[self.row, i] = value
            self._lines[self.row].let_go()
            self._probe = None

        return write

    def _bend(self, name):
        self.layer.activation = self._bends[name]

    def _choose(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self.layer):
            self.row = index

    def _choose_point(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self.X):
            self._selected = index

    def _nudge(self, event):
        self._choose({"index": event["line"]})
        self._lines[self.row].nudge(event)
        self._probe = None

    def _drag(self, event):
        self._choose({"index": event["line"]})
        self._lines[self.row].drag(event)
        self._probe = None

    def _look(self, event):
        self._probe = (float(event["x"]), float(event["y"]))

    def _look_away(self, _event):
        self._probe = None

    # ------------------------------------------------------------------ words

    def _mixed(self):
        """The codes that points with different targets share, in order."""
        wants: dict[str, set] = {}
        for code, target in zip(self._codes, self._classes, strict=True):
            wants.setdefault(code, set()).add(int(target))
        return sorted(code for code, targets in wants.items() if len(targets) > 1)

    def describe(self):
        """What the lab shows now, in words."""
        self._read()
        rows = [f"neuron {j} has {place(n.w)} and {short(n.b)}" for j, n in enumerate(self.layer)]
        return f"{sentence(listed(rows))}. {self._verdict()}"

    def _sentence(self):
        solved = self.shows("codes") and not self._mixed()
        return joined([markup("<b>{}</b> ", "✓") if solved else "", self._verdict()])

    def _verdict(self):
        same = _same_lines(self.layer)
        if same:
            several = f"Neurons {listed([str(j) for j in same])} draw one and the same line"
            return f"{several}: together they see no more than one of them." + self._sorted()
        return (self._chosen_words() + self._sorted()).strip()

    def _chosen_words(self):
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

    def _sorted(self):
        """Whether the codes keep the targets apart."""
        if not self.shows("codes"):
            return ""
        mixed = self._mixed()
        if not mixed:
            return (
                " Points with the same code want the same: the codes are enough to tell ● from ▲."
            )
        here = [x for x, code in zip(self.X, self._codes, strict=True) if code == mixed[0]]
        points = listed([place(x) for x in here]) if len(here) <= 4 else f"{len(here)} points"
        return (
            f" Code {mixed[0]} is mixed: {points} share it and want different answers. "
            "Put a line between them."
        )

    def _figure(self):
        if not self.shows("plane"):
            return None
        figure = new_figure(4.8, 4.6)
        plot_neuron_lines(
            self.layer,
            self.X,
            self.y,
            ax=figure.subplots(),
            chosen=self.row,
            codes=self.shows("codes"),
            bounds=self._bounds,
        )
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now."""
        n_out, bend = len(self.layer), self.layer.activation.name
        return (
            "from nnlab import Layer\nfrom nnlab.labs import LayerLab\n\n"
            f'layer = Layer(2, {n_out}, {bend!r}, init="zeros")\n'
            f"layer.parameters = {literal(self.layer.parameters)}\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self.y)}\n"
            f"LayerLab(layer, X, y{self._options()})\n"
        )

    def __repr__(self):
        if self._closed:
            return "LayerLab(closed)"
        rows = ", ".join(place(neuron.parameters) for neuron in self.layer)
        return f"LayerLab({rows}, {self.layer.activation})"


class _Rows(Panel):
    """A table whose rows may hold small maps."""

    _css = css("panel.css", "../labs/layer.css")


def _z(layer, X):
    """The sums, (n_samples, n_out); what lies on a line is exactly 0."""
    z = X @ layer.W.T + layer.b
    z[np.abs(z) < ON_THE_LINE] = 0.0
    return z


def _same_lines(layer):
    """The first neurons that draw one line between them; [] if all differ."""
    lengths = np.linalg.norm(layer.W, axis=1, keepdims=True)
    unit = layer.parameters / np.where(lengths > TINY, lengths, np.nan)  # (n_out, 3)
    apart = [np.abs(unit[:, np.newaxis] - side * unit).max(axis=-1) for side in (1, -1)]
    for alike in np.minimum(*apart) < 1e-9:  # (n_out, n_out)
        if alike.sum() > 1:
            return np.flatnonzero(alike).tolist()
    return []


def _map(neuron, bounds) -> Markup:
    """A neuron's small map: what it says depends on w·x only, so a gradient along w is exact."""
    x0, x1, y0, y1 = bounds
    right, up = neuron.w * [x1 - x0, y1 - y0]  # how z grows across the picture, and up it
    middle = float(neuron.w @ [(x0 + x1) / 2, (y0 + y1) / 2] + neuron.b)
    angle = float(np.degrees(np.arctan2(right, up)))
    rise = abs(right) + abs(up)  # of z, from one end of the gradient to the other
    if neuron.activation.name == "step":
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


def _stop(neuron, a, t) -> str:
    neutral, spread = decision_scale(neuron.activation)
    share = float(np.clip((a - neutral) / spread, -1, 1))
    side = "positive" if share > 0 else "negative"
    mix = f"color-mix(in srgb, var(--nnlab-field-{side}) {abs(share):.0%}, var(--nnlab-neutral))"
    return f"{mix} {t:.1%}"


def _shape(target) -> Markup:
    name, mark = [("zero", "●"), ("one", "▲")][target]
    return markup('<span class="nnlab-{}" aria-hidden="true">{}</span> {}', name, mark, target)


def _handles(j):
    return [f"Move the line of neuron {j}", f"Turn the line of neuron {j} by its arrow"]


def _below(name):
    """A name with its digit written small and low: w₁."""
    return name.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _checked_layer(layer):
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


def _checked_data(X, y):
    X = checks.numbers(X, "X")
    checks.need(
        X.ndim == 2 and X.shape[1] == 2,
        f"X has shape {X.shape}: give a row of 2 numbers for each sample",
    )
    y = checks.targets(y, len(X))
    two = np.isin(y, (0, 1)).all() or np.isin(y, (-1, 1)).all()
    checks.need(
        y.shape[1] == 1 and two, "the targets y must be one column of 0 and 1, or of -1 and +1"
    )
    return X, y
