"""What NetworkLab shows: the drawing, the planes, its controls and the table."""

from pathlib import Path

import ipywidgets
import numpy as np

from nnlab.core import ACTIVATIONS, Trace
from nnlab.labs.network.words import MOST_COLUMNS, answer
from nnlab.labs.neuron import BENDS, CELLS
from nnlab.labs.words import sentence, short
from nnlab.live.choice import Choice
from nnlab.live.network import NetworkView
from nnlab.live.panel import Markup, Panel, markup, table
from nnlab.live.plane import Plane, point_rows
from nnlab.live.slider import Slider
from nnlab.live.theme import css
from nnlab.plots.field import decision_scale
from nnlab.plots.folding import folding
from nnlab.plots.picture import new_figure
from nnlab.plots.wiring import part_key, spoken

REACH = 10.0  # of the sliders, both ways
STEP = 0.25
ON_THE_WAY = 48  # cells a side while the plane folds: each costs nine places of the sheet
_VERDICTS = {False: ("right", "✓"), True: ("wrong", "✗")}


class _Journey(Panel):
    """The table of all samples."""

    _css = css("panel.css", Path(__file__).with_name("network.css"))


class Views:
    """The part of NetworkLab that shows."""

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
                "fold",
                0.0,
                minimum=0,
                maximum=1,
                step=0.1,
                signed=False,
                words="fold: carries the points from x1, x2 to h1, h2",
            )
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
                "sharpness",
                1.0,
                minimum=0,
                maximum=10,
                step=0.5,
                signed=False,
                unit="×",
                words="sharpness: multiplies all the network's numbers",
            )
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
            answers = [answer(value) for t in shown for value in t.a[i]]
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


def _row_of(places, classes, i) -> int:
    """The row of `point_rows` that holds sample i: points of a class in one place share one."""
    rows = point_rows(places, classes)
    return next(k for k, row in enumerate(rows) if row[:3] == [*places[i].tolist(), classes[i]])
