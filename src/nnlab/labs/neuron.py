"""NeuronLab: turn a neuron's weights and its bias, and see what it decides."""

import numpy as np

from nnlab.core import ACTIVATIONS, Neuron, checks
from nnlab.labs.board import Board
from nnlab.labs.lab import Lab
from nnlab.labs.line import DECIMALS, STEP, HeldLine
from nnlab.labs.words import counted, listed, literal, place, sentence, short
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, ON_THE_LINE, ROWS, gate_name
from nnlab.live.choice import Choice
from nnlab.live.panel import Panel, equation, joined, markup, number, plain, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.plots.board import plot_board
from nnlab.plots.field import decision_scale
from nnlab.plots.geometry import bounds_around, sample_plane
from nnlab.plots.picture import new_figure

BENDS = ("step", "sigmoid", "tanh", "relu")
CELLS = 96  # of the field, a side
LONGEST_TABLE = 16
PATIENCE = 12  # changes without success before the lab hints


class NeuronLab(Lab):
    """A live view of a neuron with two inputs: its plane, its numbers, its truth table.

    Whatever the reader changes is written into `neuron` itself, and what a later cell changes in
    `neuron` is drawn.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or -1/+1
    show : names out of `PARTS`; left out: all that suit the data (the board needs the four rows
        of a gate)
    size : "presenter" for a projector

    Attributes
    ----------
    neuron : the neuron itself
    found : the gates it has been so far, name -> (w1, w2, b)

    Raises
    ------
    ValueError
        If the neuron has not two weights, if X and y don't fit, or if `show` names no part.
    """

    TITLE = "NeuronLab"
    PARTS = ("plane", "sliders", "sharpness", "bend", "equation", "table", "board")

    def __init__(self, neuron, X, y, *, show=None, size=None):
        self.neuron = _checked_neuron(neuron)
        self.X, self.y = _checked_data(X, y)
        self._is_gate = self.X.tolist() == [list(map(float, row)) for row in ROWS]
        if show is None and not self._is_gate:
            show = [part for part in self.PARTS if part != "board"]
        super().__init__(show=show, size=size)
        if self.shows("board") and not self._is_gate:
            raise ValueError(
                "the board is about gates: give the four rows of make_gate, "
                "or leave the board out of show="
            )
        self.found: dict[str, tuple[float, float, float]] = {}
        self._targets = (self.y[:, 0] > 0).astype(int)
        self._bounds = bounds_around(self.X)
        self._points = sample_plane(self._bounds, CELLS)
        self._sharpness, self._base = 1.0, neuron.parameters.copy()
        self._selected = min(2, len(self.X) - 1)
        self._probe = None  # a place whose value is shown
        self._line = HeldLine(neuron, self._bounds, avoid=self.X)
        self._tries = 0
        self._make_views()

    # ------------------------------------------------------------------ the views

    def _make_views(self):
        self.plane = Plane()
        self.numbers = Panel()
        self.board = Board() if self.shows("board") else None
        self.listen(
            self.plane,
            {
                "drag": self._by_hand(self._line.drag),
                "nudge": self._by_hand(self._line.nudge),
                "point": self._choose,
                "place": self._look,
                "leave": self._look_away,
            },
        )
        self.listen(self.numbers, {"row": self._choose})
        if self.board:
            self.listen(self.board, {"cell": self._aim})
            self.found = self.board.found_before()
        right = self._make_controls()
        if self.shows("equation") or self.shows("table"):
            right.append(self.numbers)
        self.build(
            left=[self.plane] if self.shows("plane") else [],
            right=right,
            below=[self.board] if self.board else [],
        )

    def _make_controls(self):
        controls = []
        if self.shows("sliders"):
            for i, (name, words) in enumerate(
                [("w1", "weight of x1"), ("w2", "weight of x2"), ("b", "bias")]
            ):
                slider = Slider(_below(name), self.neuron.parameters[i], step=STEP, words=words)
                controls.append(self.control(name, slider, self._writer(i)))
        if self.shows("sharpness"):
            slider = Slider(
                "sharpness",
                1.0,
                minimum=0.25,
                maximum=8,
                scale="log",
                step=np.log10(2),
                unit="×",
                words="multiplies all three numbers",
            )
            controls.append(self.control("sharpness", slider, self._sharpen))
        if self.shows("bend"):
            self._bends = {name: ACTIVATIONS[name] for name in BENDS}
            self._bends.setdefault(self.neuron.activation.name, self.neuron.activation)
            choice = Choice("bend", list(self._bends), self.neuron.activation.name)
            controls.append(self.control("bend", choice, self._bend))
        return controls

    def _draw(self):
        neuron = self.neuron
        checks.need(not self._lack(), self._lack())
        if not np.array_equal(self._base * self._sharpness, neuron.parameters):
            self._base = neuron.parameters / self._sharpness
        self._read()
        if self.shows("plane"):
            self._draw_plane()
        for i, name in enumerate(("w1", "w2", "b")):
            if name in self.controls:
                self.controls[name].value = neuron.parameters[i]
        if "sharpness" in self.controls:
            self.controls["sharpness"].value = self._sharpness
        if "bend" in self.controls:
            self.controls["bend"].value = neuron.activation.name
        if self.shows("equation") or self.shows("table"):
            self.numbers.html = joined([self._equation(), self._table()])
        if self.board:
            self.board.show(self.found, self._wanted() or "")

    def _read(self):
        """What the neuron says now, for the data."""
        self._z = self.X @ self.neuron.w + self.neuron.b
        self._z[np.abs(self._z) < ON_THE_LINE] = 0.0
        self._says = (self._z > 0).astype(int)
        self._wrong = self._says != self._targets
        name = self._name()
        if self.board and name and name not in self.found:
            self.found[name] = tuple(self.neuron.parameters.tolist())
            self.board.keep(name, self.found[name])

    def _draw_plane(self):
        neuron = self.neuron
        if self._steps():
            field = {"sides": self._points @ neuron.w + neuron.b}
        else:
            field = {"field": neuron(self._points), "scale": decision_scale(neuron.activation)}
        self.plane.show(
            **field,
            bounds=self._bounds,
            X=self.X,
            classes=self._targets,
            wrong=self._wrong,
            lines=[self._line.geometry()],
            selected=self._selected if self._table_or_equation() else -1,
            probe=self._probe_box(),
            caption=self._caption(),
            text=self.describe(),
        )

    def _table_or_equation(self):
        return self.shows("equation") or self.shows("table")

    def _caption(self):
        wants = f"what {self._wanted()} wants" if self._is_gate else "the targets"
        return f"points: {wants} · colour: what the neuron says"

    def _probe_box(self):
        if self._probe is None:
            return None
        z = float(np.dot(self.neuron.w, self._probe) + self.neuron.b)
        text = f"{place(np.round(self._probe, 2))}: z = {number(z, plus=True)}, says {int(z > 0)}"
        return {"x": self._probe[0], "y": self._probe[1], "text": text}

    def _equation(self):
        if not self.shows("equation"):
            return ""
        x, z = self.X[self._selected], self._z[self._selected]
        w, b = self.neuron.w, self.neuron.b
        pairs = [(signed(wi, brackets=True), short(xi)) for wi, xi in zip(w, x, strict=True)]
        products = joined([markup("{}·{}", *pair) for pair in pairs], " + ")
        sum_ = joined(["z = ", products, " + ", signed(b, brackets=True)])
        answer = plain(self.neuron.activation(z), 0 if self._steps() else DECIMALS)
        bend = joined([" → ", self.neuron.activation.name, "(z) = ", answer])
        return equation(sum_, markup(" = {}", signed(z)), bend, note=f"for {place(x)}")

    def _table(self):
        if not self.shows("table") or len(self.X) > LONGEST_TABLE:
            return ""
        bent = [] if self._steps() else [self.neuron.activation.name + "(z)"]
        head = [_below("x1"), _below("x2"), "z", *bent, "says", self._wanted() or "target", ""]
        rows = []
        for x, z, says, target, wrong in zip(
            self.X, self._z, self._says, self._targets, self._wrong, strict=True
        ):
            a = [plain(self.neuron.activation(z))] if bent else []
            verdict = markup('<span role="img" aria-label="{}">{}</span>', *_VERDICTS[bool(wrong)])
            rows.append([short(x[0]), short(x[1]), signed(z), *a, says, target, verdict])
        return table(head, rows, selected=self._selected, caption="Truth table")

    # ------------------------------------------------------------------ what can change

    def _state(self):
        return {
            "parameters": self.neuron.parameters.copy(),
            "activation": self.neuron.activation,
            "sharpness": self._sharpness,
            "base": self._base.copy(),
            "targets": self._targets.copy(),
        }

    def _restore(self, state):
        self.neuron.parameters[...] = state["parameters"]
        if self.neuron.activation is not state["activation"]:
            self.neuron.activation = state["activation"]
        self._sharpness, self._base = state["sharpness"], state["base"].copy()
        self._targets = state["targets"].copy()

    def _writer(self, i):
        def write(value):
            self.neuron.parameters[i] = value
            self._changed()

        return write

    def _changed(self):
        self._line.let_go()
        self._probe = None
        self._tries += 1

    def _sharpen(self, factor):
        self.neuron.parameters[...] = self._base * factor
        self._sharpness = factor

    def _bend(self, name):
        self.neuron.activation = self._bends[name]

    def _choose(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self.X):
            self._selected = index

    def _look(self, event):
        self._probe = (float(event["x"]), float(event["y"]))

    def _look_away(self, _event):
        self._probe = None

    def _aim(self, event):
        """The chosen cell of the board says what the four points want."""
        self._targets = np.array(BOOLEAN_FUNCTIONS[event["name"]])
        self._tries = 0

    def _by_hand(self, move):
        """A hand or an arrow key on the line."""

        def act(event):
            before = self.neuron.parameters.copy()
            move(event)
            if not np.array_equal(before, self.neuron.parameters):
                self._tries += 1
                self._probe = None

        return act

    # ------------------------------------------------------------------ words

    def _steps(self):
        return self.neuron.activation.name == "step"

    def _name(self):
        """The gate that the neuron is now, or None."""
        return gate_name(self._says) if self._is_gate else None

    def _wanted(self):
        """The gate that the targets ask for, or None."""
        return gate_name(self._targets) if self._is_gate else None

    def describe(self):
        """What the lab shows now, in words."""
        if lack := self._lack():
            return lack
        self._read()
        w1, w2 = map(short, self.neuron.w)
        numbers = f"Weights {w1} and {w2}, bias {short(self.neuron.b)}, {self.neuron.activation}."
        return f"{numbers} {self._verdict()}{self._line_words()}"

    def _lack(self):
        """Why this neuron can't be drawn, or nothing."""
        names = "weight w1", "weight w2", "bias"
        for name, value in zip(names, self.neuron.parameters, strict=True):
            if not np.isfinite(value):
                return f"The {name} is {value:g}, not a finite number: undo, or set it."
        return ""

    def _sentence(self):
        right = not self._wrong.any()
        mark = markup("<b>{}</b> ", "✓") if right else ""
        return joined([mark, self._verdict(), self._line_words(), self._hint()])

    def _verdict(self):
        wrong = [place(x) for x in self.X[self._wrong]]
        if not self._is_gate:
            if not wrong:
                return f"{sentence(counted(len(self.X), 'point', len(self.X)))} are right."
            verb = "lies" if len(wrong) == 1 else "lie"
            return f"Of {len(self.X)} points, {len(wrong)} {verb} on the wrong side."
        name, wanted = self._name(), self._wanted()
        if not wrong:
            return f"This neuron is {name}: all four rows are right."
        verb = "is" if len(wrong) == 1 else "are"
        rows = counted(len(wrong), "row", 4)
        return f"This neuron is {name}. For {wanted}, {rows} {verb} wrong: {listed(wrong)}."

    def _line_words(self):
        line = self._line.geometry()
        if line is None:
            return (
                " Both weights are 0, so there is no line: it says the same everywhere. "
                "Turn a weight to get a line."
            )
        return "" if line["segment"] else " The line lies outside the picture."

    def _hint(self):
        """A next step for who has tried for a while."""
        if self._tries < PATIENCE or not self._wrong.any() or not self._is_gate:
            return ""
        if self._wanted() in IMPOSSIBLE:
            return f" Can any straight line get all four right for {self._wanted()}?"
        row = int(np.flatnonzero(self._wrong)[0])
        side = "above 0" if self._targets[row] else "0 or below"
        return (
            f" A hint: for {place(self.X[row])} the sum z should be {side}, and it is "
            f"{number(self._z[row], plus=True)}. Which of your numbers takes part in it?"
        )

    def _figure(self):
        if not self.board:
            return self.plane.figure()
        figure = new_figure(6.4, 6.4)
        above, below = figure.subplots(2, 1, height_ratios=(3, 2))
        self.plane.draw(above)
        plot_board(BOOLEAN_FUNCTIONS, self.found, ax=below)
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now."""
        bend = self.neuron.activation.name
        w, b = literal(self.neuron.w), float(self.neuron.b)
        return (
            "from nnlab import Neuron\nfrom nnlab.labs import NeuronLab\n\n"
            f"neuron = Neuron({w}, {b!r}, {bend!r})\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self._targets_as_y())}\n"
            f"NeuronLab(neuron, X, y{self._options()})\n"
        )

    def _targets_as_y(self):
        low = min(0.0, self.y.min())
        return np.where(self._targets == 1, 1.0, low)[:, np.newaxis]

    def __repr__(self):
        if self._closed:
            return "NeuronLab(closed)"
        w1, w2, b = map(short, self.neuron.parameters)
        return f"NeuronLab(w1 = {w1}, w2 = {w2}, b = {b}, {self.neuron.activation})"


def _below(name):
    """A name with its digit written small and low: w₁."""
    return name.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _checked_neuron(neuron):
    if not isinstance(neuron, Neuron):
        raise ValueError(
            f"NeuronLab shows a neuron, not {type(neuron).__name__}: "
            "give it one, such as Neuron([0.5, 0.5], 0.0, step)"
        )
    if neuron.parameters.shape != (3,):
        raise ValueError(
            f"NeuronLab draws a plane, so its neuron needs 2 weights, not {neuron.n_in}"
        )
    return neuron


def _checked_data(X, y):
    X = checks.numbers(X, "X")
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"X has shape {X.shape}: give a row of 2 numbers for each sample")
    y = checks.numbers(y, "y")
    if y.shape != (len(X), 1):
        raise ValueError(
            f"y has shape {y.shape}, and X has {len(X)} rows: give one target a row, "
            f"shape ({len(X)}, 1), with y.reshape(-1, 1) if need be"
        )
    if not (np.isin(y, (0, 1)).all() or np.isin(y, (-1, 1)).all()):
        raise ValueError("the targets y must be 0 and 1, or -1 and +1: this neuron says yes or no")
    return X, y


_VERDICTS = {False: ("right", "✓"), True: ("wrong", "✗")}
