"""NetworkLab: a network taken apart: its drawing, what each node sees, and how it folds."""

import ipywidgets
import numpy as np

from nnlab.core import ACTIVATIONS, Network, Trace, checks
from nnlab.labs.lab import Lab
from nnlab.labs.neuron import BENDS, CELLS, LONGEST_TABLE, PATIENCE
from nnlab.labs.words import counted, listed, literal, place, sentence, short
from nnlab.lessons.by_hand import SIZES, keep_xor
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, ON_THE_LINE, ROWS, gate_name
from nnlab.plots.field import decision_scale
from nnlab.plots.folding import folding, folds
from nnlab.plots.geometry import bounds_around, sample_plane
from nnlab.plots.picture import new_figure
from nnlab.plots.wiring import checked_sizes, downstream, node_names, part_key, spoken
from nnlab.views.choice import Choice
from nnlab.views.network import NetworkView
from nnlab.views.panel import Markup, Panel, joined, markup, number, table
from nnlab.views.plane import Plane, point_rows
from nnlab.views.slider import Slider
from nnlab.views.theme import css

REACH = 10.0  # of the sliders, both ways
STEP = 0.25
ON_THE_WAY = 48  # cells a side while the plane folds: each costs nine places of the sheet
MOST_COLUMNS = 4  # hidden neurons whose answers have room in the table

# The challenge: each of these after PATIENCE more changes without success.
HINTS = (
    "As in chapter 2, put two lines side by side with both ▲ between them: one for h₁, one for "
    "h₂. Which gates do such lines draw?",
    "Let h₁ say 1 for all but (0, 0): that's OR. It says 1 once too often. Let h₂ say 1 for that "
    "one case only.",
    "h₁ is OR with 1, 1 and −0.5, h₂ is AND with 1, 1 and −1.5. The output should say 1 when h₁ "
    "does and h₂ doesn't: which sign has the weight from h₂?",
)


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
    node : the chosen node, as a part of `nnlab.plots.wiring`

    Raises
    ------
    ValueError
        If the network can't be drawn, if X and y don't fit it, or if `show` names no part, or one
        that doesn't suit the network.
    """

    TITLE = "NetworkLab"
    PARTS = (
        "diagram", "equation", "plane", "folding", "sliders", "sharpness", "bends", "table",
        "challenge",
    )  # fmt: skip

    def __init__(self, network, X, y, *, show=None, size=None):
        self.network = _checked_network(network)
        self.X, self._classes = _checked_data(network, X, y)
        self.y = checks.targets(y, len(self.X))
        self._is_xor = (
            tuple(network.sizes) == SIZES
            and self.X.tolist() == [list(map(float, row)) for row in ROWS]
            and tuple(self._classes.tolist()) == BOOLEAN_FUNCTIONS["XOR"]
        )
        missing = self._missing()
        if show is None:
            show = [part for part in self.PARTS if part not in missing]
        super().__init__(show=show, size=size)
        for part in self._parts:
            checks.need(part not in missing, f"show= can't have {part!r} here: {missing.get(part)}")
        self._names = node_names(network.sizes)
        self.node = {"layer": len(network.layers) - 1, "neuron": 0}
        self._looked = None  # the node that is pointed at
        self._selected = 0 if len(self.X) < 3 else 2
        self._fold = 0.0
        self._lit = None  # what lies downstream of the slider that moved last
        self._start = network.parameters.copy()
        self._sharpness, self._base = 1.0, network.parameters.copy()
        self._since = 0  # undo steps when it was solved last
        self._kept: set[tuple] = set()
        if network.sizes[0] == 2:
            self._bounds = bounds_around(self.X)
            self._points = sample_plane(self._bounds, CELLS)
        self._make_views()

    def _missing(self) -> dict[str, str]:
        """The parts that don't suit this network, and why."""
        n_in, missing = self.network.sizes[0], {}
        if n_in != 2:
            missing["plane"] = f"a plane has 2 inputs, and this network has {n_in}"
        if not folds(self.network):
            missing["folding"] = (
                "folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output"
            )
        if len(self.X) > LONGEST_TABLE or n_in > 3:
            missing["table"] = f"a table holds up to {LONGEST_TABLE} samples of up to 3 inputs"
        if not self._is_xor:
            missing["challenge"] = "the challenge is XOR with a 2-2-1 network"
        return missing

    # ------------------------------------------------------------------ the views

    def _make_views(self):
        self.diagram = NetworkView(panel=self.shows("equation"))
        self.plane, self.folding = Plane(), Plane()
        self.folding.probing = self.plane.probing = False
        self.numbers, self.equation = _Journey(), Panel()
        self.listen(
            self.diagram,
            {
                "edit": self._edit,
                "choose": self._choose,
                "look": self._look,
                "leave": self._look_away,
            },
        )
        self.listen(self.plane, {"point": self._choose_point})
        self.listen(self.folding, {"point": self._choose_folded})
        self.listen(self.numbers, {"row": self._choose_row})
        pictures = ipywidgets.Box([getattr(self, p) for p in ("plane", "folding") if self.shows(p)])
        pictures.add_class("nnlab-pair")
        left = [self.diagram] if self.shows("diagram") else []
        right = [pictures] if pictures.children else []
        if self.shows("equation") and not left:
            right.append(self.equation)
        if self.shows("folding"):
            fold = Slider(
                "fold", 0.0, minimum=0, maximum=1, step=0.1, signed=False,
                words="fold: carries the points from x1, x2 to h1, h2",
            )  # fmt: skip
            right.append(self.control("fold", fold, self._carry))
        right += self._make_controls()
        if self.shows("table"):
            (left if left and right else right).append(self.numbers)
        self.build(left=left, right=right)

    def _make_controls(self):
        controls = []
        if self.shows("sliders"):
            for i in range(max(self.network.sizes[:-1]) + 1):
                name = "b" if i == max(self.network.sizes[:-1]) else f"w{i + 1}"
                slider = Slider(name, 0.0, minimum=-REACH, maximum=REACH, step=STEP)
                controls.append(self.control(name, slider, self._writer(name)))
        if self.shows("sharpness"):
            slider = Slider(
                "sharpness", 1.0, minimum=0, maximum=10, step=0.5, signed=False, unit="×",
                words="sharpness: multiplies all the network's numbers",
            )  # fmt: skip
            controls.append(self.control("sharpness", slider, self._sharpen))
        if self.shows("bends"):
            own = {bend.name: bend for bend in self.network.activations}
            self._bends = own | {name: ACTIVATIONS[name] for name in (*BENDS, "identity")}
            names = [*BENDS, "identity", *(n for n in own if n not in (*BENDS, "identity"))]
            for k, bend in enumerate(self.network.activations):
                choice = Choice(f"bend of {self._layer_name(k)}", names, bend.name)
                controls.append(self.control(f"bend{k + 1}", choice, self._bender(k)))
        return controls

    def _layer_name(self, k):
        last = len(self.network.layers) - 1
        return "the output" if k == last else f"hidden layer {k + 1}" if last > 1 else "h"

    def _draw(self):
        network = self.network
        if not np.array_equal(self._base * self._sharpness, network.parameters):
            self._sharpness, self._base = 1.0, network.parameters.copy()
        self._read()
        one = slice(self._selected, self._selected + 1)
        self.diagram.show(
            network,
            maps=self._bounds if network.sizes[0] == 2 else None,
            sample=[Trace(t.inputs[one], t.z[one], t.a[one]) for t in self._traces],
            selected=self.node,
            lit=self._lit,
            text=self.describe(),
        )
        self.equation.html = Markup(self.diagram.detail)
        if self.shows("plane"):
            self._draw_plane()
        if self.shows("folding"):
            self._draw_folding()
        self._draw_controls()
        if self.shows("table"):
            self.numbers.html = self._table()

    def _draw_controls(self):
        if self.shows("sliders"):
            self._draw_sliders()
        for name, value in (("sharpness", self._sharpness), ("fold", self._fold)):
            if name in self.controls:
                self.controls[name].value = value
        for k, bend in enumerate(self.network.activations):
            if f"bend{k + 1}" in self.controls:
                self.controls[f"bend{k + 1}"].value = bend.name

    def _draw_sliders(self):
        """A slider for each number of the chosen node; an input has none."""
        names = [name for name in self.controls if name == "b" or name[1:].isdecimal()]
        n_in = self.network.sizes[self.node["layer"]] if "layer" in self.node else 0
        for name in names:
            slider, at = self.controls[name], self._index(name)
            slider.layout.display = None if at is not None else "none"
            if at is None:
                continue
            to = self._name_of(self.node)
            if name == "b":
                slider.name, slider.words = f"b of {to}", spoken(f"bias of {to}")
            else:
                source = self._names[sum(self.network.sizes[: self.node["layer"]]) :][:n_in]
                first = source[int(name[1:]) - 1]
                slider.name = f"{first} → {to}"
                slider.words = spoken(f"weight from {first} to {to}")
            slider.start = float(self._start[at])
            slider.value = float(self.network.parameters[at])

    def _index(self, name):
        """Where in the network's parameters the chosen node's w1, w2, ... or b lies; or None."""
        if "layer" not in self.node:
            return None
        n_in = self.network.sizes[self.node["layer"]]
        i = "bias" if name == "b" else int(name[1:]) - 1
        if name != "b" and i >= n_in:
            return None
        return int(part_key(self.network.sizes, self.node | {"input": i})[1:])

    def _name_of(self, node):
        return self._names[int(part_key(self.network.sizes, node)[1:])]

    def _read(self):
        """What every node says about every sample; what lies on a line has z exactly 0."""
        self._traces, inputs = [], self.X
        for layer in self.network.layers:
            z = inputs @ layer.W.T + layer.b
            z[np.abs(z) < ON_THE_LINE] = 0.0
            self._traces.append(Trace(inputs, z, layer.activation(z)))
            inputs = self._traces[-1].a
        self._output = inputs
        if inputs.shape[1] == 1:
            self._middle = 0.0 if self.y.min() < 0 else 0.5
            self._says = (inputs[:, 0] > self._middle).astype(int)
        else:
            self._says = np.argmax(inputs, axis=1)
        self._wrong = self._says != self._classes
        if self._is_xor and not self._wrong.any():
            self._solved()

    def _solved(self):
        """Remember what the reader found, and start the hints afresh."""
        if self._undo:
            bends = tuple(bend.name for bend in self.network.activations)
            if bends not in self._kept:
                keep_xor(self.network)
                self._kept.add(bends)
        self._since = len(self._undo)

    def _draw_plane(self):
        node = self._looked or self.node
        if "layer" not in node:
            x0, x1, *_ = self._bounds
            values = self._points[:, node["input"]]
            field = {"field": values, "scale": ((x0 + x1) / 2, (x1 - x0) / 2)}
            if node["input"] == 1:
                y0, y1 = self._bounds[2:]
                field["scale"] = ((y0 + y1) / 2, (y1 - y0) / 2)
        else:
            trace = self.network.forward(self._points)[node["layer"]]
            bend, j = self.network.activations[node["layer"]], node["neuron"]
            if bend.name == "step":
                field = {"sides": trace.z[:, j]}
            else:
                field = {"field": trace.a[:, j], "scale": decision_scale(bend)}
        name = self._name_of(node)
        name = "the output" if name == "output" else name
        is_output = node.get("layer") == len(self.network.layers) - 1
        self.plane.show(
            **field,
            bounds=self._bounds,
            X=self.X,
            classes=self._classes,
            wrong=self._wrong if is_output else None,
            selected=_row_of(self.X, self._classes, self._selected),
            caption=f"points: the targets · colour: what {name} says",
            text=f"The plane as {spoken(name)} sees it. {self._verdict()}",
        )

    def _draw_folding(self):
        cells = CELLS if self._fold in (0, 1) else ON_THE_WAY
        now = folding(self.network, self.X, self._fold, bounds=self._bounds, cells=cells)
        self._places = now.pop("places")
        said = {0: "flat: the plane as it is", 1: "folded: the points at (h₁, h₂)"}
        caption = said.get(self._fold, f"{self._fold:.0%} of the way to (h₁, h₂)")
        self.folding.show(
            **now,
            X=self._places,
            classes=self._classes,
            wrong=self._wrong,
            selected=_row_of(self._places, self._classes, self._selected),
            caption=caption,
            text=f"{spoken(sentence(caption))}. {self._meeting()}",
        )

    def _table(self):
        """The journey of every sample: inputs, hidden answers, output, target."""
        n_in, hidden = self.network.sizes[0], sum(self.network.sizes[1:-1])
        shown = self._traces if hidden <= MOST_COLUMNS else self._traces[-1:]
        told = sum(trace.a.shape[1] for trace in shown)
        names = self._names[:n_in] + self._names[-told:]
        rows = []
        for i, x in enumerate(self.X):
            answers = [_answer(value) for t in shown for value in t.a[i]]
            words_and_mark = _VERDICTS[bool(self._wrong[i])]
            verdict = markup('<span role="img" aria-label="{}">{}</span>', *words_and_mark)
            target = short(self.y[i, 0])
            if self.y.shape[1] > 1:
                target = self._names[-self.y.shape[1] :][self._classes[i]]
            rows.append([*map(short, x), *answers, target, verdict])
        body = table(
            [*names, "target", ""], rows, selected=self._selected, caption="Each sample's journey"
        )
        return markup('<div class="nnlab-journey">{}</div>', body)

    # ------------------------------------------------------------------ what can change

    def _state(self):
        return {
            "parameters": self.network.parameters.copy(),
            "activations": self.network.activations,
            "sharpness": self._sharpness,
            "base": self._base.copy(),
            "fold": self._fold,
        }

    def _restore(self, state):
        self.network.parameters[...] = state["parameters"]
        for layer, bend in zip(self.network.layers, state["activations"], strict=True):
            layer.activation = bend
        self._sharpness, self._base = state["sharpness"], state["base"].copy()
        self._fold, self._lit = state["fold"], None

    def _writer(self, name):
        def write(value):
            self._set(self._index(name), value)
            part = self.node | {"input": "bias" if name == "b" else int(name[1:]) - 1}
            self._lit = downstream(self.network.sizes, part)

        return write

    def _set(self, index, value):
        """One number of the network; the sharpness stays what the others are multiplied by."""
        self.network.parameters[index] = value
        if self._sharpness:
            self._base[index] = value / self._sharpness
        if not np.array_equal(self._base * self._sharpness, self.network.parameters):
            self._sharpness, self._base = 1.0, self.network.parameters.copy()

    def _edit(self, event):
        self._lit = None  # the drawing lights up what it changes
        self._set(event["index"], event["value"])

    def _sharpen(self, factor):
        self.network.parameters[...] = self._base * factor
        self._sharpness, self._lit = factor, None

    def _bender(self, k):
        def write(name):
            self.network.layers[k].activation = self._bends[name]
            self._lit = None

        return write

    def _carry(self, fold):
        checks.need(0 <= fold <= 1, "fold goes from 0 (flat) to 1 (folded)")
        self._fold = fold

    def _choose(self, event):
        node = {key: value for key, value in event["part"].items() if key != "what"}
        if "layer" in node:
            node.pop("input", None)
        self.node, self._lit = node, None

    def _look(self, event):
        part = event["part"]
        is_node = "layer" not in part or "input" not in part
        self._looked = {k: v for k, v in part.items() if k != "what"} if is_node else None

    def _look_away(self, _event):
        self._looked = None

    def _choose_row(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self.X):
            self._selected = index

    def _choose_point(self, event):
        self._choose_row({"index": _sample_of(self.X, self._classes, event.get("index"))})

    def _choose_folded(self, event):
        self._choose_row({"index": _sample_of(self._places, self._classes, event.get("index"))})

    # ------------------------------------------------------------------ words

    def describe(self):
        """What the lab shows now, in words."""
        self._read()
        sizes, bends = self.network.sizes, self.network.activations
        kind = f"A {'-'.join(map(str, sizes))} network, {' then '.join(b.name for b in bends)}"
        rows = [row for layer in self.network.layers for row in layer.parameters]
        if len(rows) <= MOST_COLUMNS + 1:
            names = self._names[sizes[0] :]
            told = [f"{spoken(n)} {place(row)}" for n, row in zip(names, rows, strict=True)]
            kind += f": {listed(told)}"
        return f"{kind}. {self._verdict()}"

    def _sentence(self):
        right = not self._wrong.any()
        mark = markup("<b>{}</b> ", "✓") if right else ""
        said = [self._verdict(), self._meeting(), self._hint()]
        return joined([mark, joined(filter(None, said), " ")])

    def _verdict(self):
        wrong, n = np.flatnonzero(self._wrong), len(self.X)
        if len(wrong) == 0:
            if not self._is_gate():
                return f"{sentence(counted(n, 'sample', n))} are right."
            kept = " It's kept for chapter 5." if self._kept else ""
            return f"All four are right: this network is {gate_name(self._says)}.{kept}"
        if n > 6 or self._output.shape[1] > 1:
            verb = "is" if len(wrong) == 1 else "are"
            return f"Of {counted(n, 'sample')}, {len(wrong)} {verb} wrong."
        right, of = (counted(k, "sample").split()[0] for k in (n - len(wrong), n))
        cases = [
            f"{place(self.X[i])} should be {short(self.y[i, 0])}, and is "
            f"{_answer(self._output[i, 0])}"
            for i in wrong
        ]
        return f"{sentence(right)} of {of}: {'; '.join(cases)}.{self._order()}"

    def _is_gate(self):
        return self.X.tolist() == [list(map(float, row)) for row in ROWS] and self.y.min() == 0

    def _order(self):
        """Whether one shift of the output's bias would be enough."""
        ones = self._classes == 1
        if not self._is_xor or not self._output[ones].min() > self._output[~ones].max():
            return ""
        return (
            " The order is right already: each ▲ gets more than each ●. Only the middle isn't "
            "between them."
        )

    def _meeting(self):
        """Which samples the fold has brought together."""
        if not self.shows("folding") or not hasattr(self, "_places") or self._fold != 1:
            return ""
        _, where, times = np.unique(self._places, axis=0, return_inverse=True, return_counts=True)
        met = [
            listed([place(x) for x in self.X[where.ravel() == k]])
            for k in np.flatnonzero((times > 1) & (times <= 4))
        ]
        one_line = " There one line is enough." if not self._wrong.any() else ""
        return (f"Folded, {' and '.join(met)} meet in one spot." if met else "Folded.") + one_line

    def _hint(self):
        """The next hint, for who has tried for a while."""
        if not self.shows("challenge") or not self._wrong.any():
            return ""
        due = (len(self._undo) - self._since) // PATIENCE
        return f"A hint: {HINTS[min(due, len(HINTS)) - 1]}" if due > 0 else ""

    def _figure(self):
        planes = [getattr(self, p) for p in ("plane", "folding") if self.shows(p)]
        diagram = self.diagram.figure() if self.shows("diagram") else None
        if not planes:
            return diagram
        wide, tall = diagram.get_size_inches() if diagram else (1, 0)
        wide, high, below = 6.4, 6.4 * tall / wide, 3.4  # inches
        figure = new_figure(wide, high + below)
        figure.set_layout_engine("none")
        if diagram:
            share = below / (high + below)
            self.diagram.draw(figure.add_axes((0, share, 1, 1 - share)))
        for k, view in enumerate(planes):
            left = 0.55 + 3.2 * k if len(planes) > 1 else 1.95
            box = np.array((left, 0.65, 2.5, 2.5)) / (wide, high + below, wide, high + below)
            view.draw(figure.add_axes(tuple(box)))
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now."""
        bends = [bend.name for bend in self.network.activations]
        return (
            "from nnlab import Network\nfrom nnlab.labs import NetworkLab\n\n"
            f'network = Network({list(self.network.sizes)}, {bends!r}, init="zeros")\n'
            f"network.parameters[:] = {literal(self.network.parameters)}\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self.y)}\n"
            f"NetworkLab(network, X, y{self._options()})\n"
        )

    def __repr__(self):
        if self._closed:
            return "NetworkLab(closed)"
        sizes = "-".join(map(str, self.network.sizes))
        right = int(len(self.X) - self._wrong.sum())
        bends = ", ".join(bend.name for bend in self.network.activations)
        return f"NetworkLab({sizes}, {bends}, {right} of {len(self.X)} right)"


class _Journey(Panel):
    """The table of all samples."""

    _css = css("panel.css", "../labs/network.css")


def _row_of(places, classes, i) -> int:
    """The row of `point_rows` that holds sample i: points of a class in one place share one."""
    rows = point_rows(places, classes)
    return next(k for k, row in enumerate(rows) if row[:3] == [*places[i].tolist(), classes[i]])


def _sample_of(places, classes, row) -> int | None:
    """The first sample in a row of `point_rows`."""
    rows = point_rows(places, classes)
    if not isinstance(row, int) or not 0 <= row < len(rows):
        return None
    same = (places == rows[row][:2]).all(axis=1) & (classes == rows[row][2])
    return int(np.flatnonzero(same)[0])


def _answer(value):
    """What a node says, briefly: whole numbers without decimals."""
    return number(value, 0) if value in (0.0, 1.0, -1.0) else number(value)


def _checked_network(network):
    checks.need(
        isinstance(network, Network),
        f"NetworkLab shows a network, not {type(network).__name__}: give it one, such as "
        "Network([2, 2, 1], step)",
    )
    checks.need(not network.runs, f"this network has runs {network.runs}: give one, network.run(0)")
    checked_sizes(network.sizes)
    return network


def _checked_data(network, X, y):
    """X, and the class that each row of y wants."""
    X = checks.inputs(X, network)
    y = checks.targets(y, len(X), network.sizes[-1])
    if y.shape[1] == 1:
        two = np.isin(y, (0, 1)).all() or np.isin(y, (-1, 1)).all()
        checks.need(two, "the targets y must be 0 and 1, or -1 and +1")
        return X, (y[:, 0] > 0).astype(int)
    one_hot = np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()
    checks.need(one_hot, "several columns of targets must have a single 1 in each row")
    return X, np.argmax(y, axis=1)


_VERDICTS = {False: ("right", "✓"), True: ("wrong", "✗")}
