"""NeuronLab: turn a neuron's weights and its bias, and see what it decides."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs import board, goals, words
from nnlab.labs.lines import NUMBERS, Lines, LinesLab
from nnlab.labs.page import Show, Size, Won
from nnlab.labs.samples import LONGEST_TABLE, PATIENCE, Sharpness, check_kind, is_gate, sums
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, POSSIBLE, gate_name, short_name
from nnlab.live.bend import Bend
from nnlab.live.panel import Markup, button, equation, joined, markup, plain, scrub, signed
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.geometry import bounds_whole, contours, line_geometry
from nnlab.plots.picture import parts_figure

AROUND = 0.12  # of a picture's height: so far around a handle a crowd counts


class Decision(Lines):
    """One neuron's line, and what the samples want of it: NeuronLab without its widgets.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : as of `Lines`

    Attributes
    ----------
    first, name, wanted : the gates that it was when it began, that it is, and that the targets
        make; "" if X is no truth table
    won : whether it is what it wasn't when it began
    wrong : (n_samples,), whether the neuron says what isn't wanted
    began : (3,), the numbers when there was something to reach
    contours, fineness : where the sum is a half, one, ..., and how much it is from one to the next
    explained : whether the reader sees a sample's sum

    >>> X = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> decision = Decision(Neuron([1, 1], -0.5), X, [[0], [0], [0], [1]])
    >>> decision.read()
    >>> decision.name, decision.wanted, decision.wrong.tolist()
    ('OR', 'AND', [False, True, True, False])
    """

    def __init__(self, neuron: Neuron, X: ArrayLike, y: ArrayLike) -> None:
        super().__init__(neuron, X, y)
        self.avoid = self.X
        self.sharpness = Sharpness(neuron.parameters)
        self.is_gate, self.explained = is_gate(self.X), True
        self.point = 2 if self.is_gate else -1
        self.bounds = self.bounds if self.is_gate else bounds_whole(self.X)
        self.began, self.goes_on = self.numbers[0].copy(), False

    def read(self) -> None:
        """What the neuron says now, and what is wrong with it."""
        super().read()
        self.wrong = self.says[:, 0] != self.targets
        self.solved = not self.wrong.any()
        *w, b = self.numbers[0]
        if not self.is_gate:  # of a crowd those that are wrong stay in sight
            self.avoid = self.X[self.wrong]
            self._rest = self._rest or {0: self._bare(line_geometry(w, b, self.bounds))}
        if self.point < 0:  # of a crowd the one that is most wrong
            self.point = int(np.argmax(self.wrong * np.abs(self.z[:, 0])))
        self.goes_on &= self.solved
        self.contours, self.fineness = contours(w, b, self.bounds)
        first = (sums(self.X, self.began[np.newaxis, :2], self.began[2:])[:, 0] > 0).astype(int)
        self.won = self.solved and bool((first != self.targets).any())
        three = (first, self.says[:, 0], self.targets)
        self.first, self.name, self.wanted = map(gate_name, three) if self.is_gate else [""] * 3

    def _bare(self, line: dict | None) -> ArrayLike:
        """The place on a line where its dot and its arrow have fewest of a crowd around them."""
        if not (line and line["segment"]):
            return 0.0, 0.0
        (first, last), way = line["segment"], np.subtract(line["head"], line["anchor"])
        starts = np.linspace(first, last, 41)[5:-5, np.newaxis]
        arrows = starts + np.linspace(0, 1, 9)[:, np.newaxis] * way  # (31, 9, 2)
        near = np.linalg.norm(arrows[:, :, np.newaxis] - self.X, axis=-1)  # (31, 9, n_samples)
        close = near < AROUND * (self.bounds[3] - self.bounds[2])
        return starts[close.sum(axis=(1, 2)).argmin(), 0]

    def line(self, j: int) -> dict | None:
        """Where its line is drawn; in a crowd without a number, for which there is no room."""
        line = super().line(j)
        return line if line is None or self.is_gate else line | {"label": ""}

    def picture(self) -> dict[str, Any]:
        """What the plane shows."""
        ghost = line_geometry(self.began[:2], self.began[2], self.bounds) if self.won else None
        ghost = ghost if ghost and ghost["segment"] else None
        shown = super().picture() | self.axes()
        return shown | {
            "wrong": self.wrong,
            "lines": self.lines(),
            "contours": self.contours,
            "curves": [{"points": ghost["segment"], "dotted": True}] if ghost else [],
            "selected": self.points()[self.point] if self.explained else -1,
            "cue": "" if self.tries or self.won else "drag the line",
        }

    # What is wanted, and whether it's reached

    def aim(self, event: dict) -> None:
        """From now on the samples want another gate."""
        self.y = np.array([BOOLEAN_FUNCTIONS[event["name"]]], dtype=float).T
        self.tries, self.began, self.goes_on = 0, self.numbers[0].copy(), False

    def go_on(self, event: dict) -> None:
        """It's reached, and the reader turns on."""
        self.goes_on = True

    # In words

    def describe(self) -> str:
        """The neuron in words."""
        w1, w2, b = map(words.short, self.numbers[0])
        numbers = f"Weights {w1} and {w2}, bias {b}, {self.owner.activation}."
        return f"{numbers} {joined(self._said(), ' ').striptags()} {self.whereabouts()}".strip()

    def goal(self) -> str:
        """What there is to do."""
        if self.is_gate:
            return goals.goal(self.first, self.wanted)
        return "Draw the line between the two kinds"

    def sentence(self) -> Markup:
        """What it says, what is wrong with that, and what helps."""
        alone = self.line(0) is None or self.hint()  # there's no room for more
        said = [self.hint()] if alone else self._said()
        return joined(filter(None, [*said, self.whereabouts()]), " ")

    def _said(self) -> list[Markup | str]:
        """What it says, and what is wrong with that."""
        if not self.is_gate:
            crowd = goals.crowd(self.targets, self.wrong, self.named.get("classes", ()))
            return [crowd, *filter(None, [self._squared()])]
        wanted, rows = goals.called(self.wanted), words.counted(int(self.wrong.sum()), "corner")
        verb = "is" if self.wrong.sum() == 1 else "are"
        where = words.listed(words.place(x).replace(" ", "\u00a0") for x in self.X[self.wrong])
        bad = markup("For {}, <b>{} {} wrong</b>: {}.", wanted, rows, verb, where)
        good = markup("<b>That is {}.</b>", wanted)
        return [goals.says(self.name), good if self.solved else bad]

    def _squared(self) -> Markup | str:
        """What it says to the chosen one of a crowd, if that is no plain yes or no."""
        kind = self.owner.activation
        if kind.jumps or not (self.named and self.explained):
            return ""
        return markup("It says {} in the square.", plain(float(kind(self.z[self.point, 0]))))

    def whereabouts(self) -> str:
        """Where the line is, if it can't be seen."""
        line = self.line(0)
        if line is None:
            same = "there is no line: it says the same everywhere"
            return f"Both weights are 0, so {same}. Turn a weight to get a line."
        return "" if line["segment"] else "The line lies outside the picture."

    def hint(self) -> str:
        """A next step for who has tried for a while."""
        if self.tries < PATIENCE or self.solved or not self.is_gate:
            return ""
        if self.wanted in IMPOSSIBLE:
            return f"Can any straight line get all four right for {self.wanted}?"
        row = int(np.flatnonzero(self.wrong)[0])
        return goals.hint(self.X[row], self.targets[row], self.z[row, 0])


class NeuronLab(LinesLab):
    """A live view of a neuron with two inputs: its plane, its numbers, its truth table.

    Whatever the reader changes is written into `neuron` itself, and what a later cell changes in
    `neuron` is drawn.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or -1/+1. Of a gate that the board has
        already, the lab asks for the next that it hasn't
    inputs, classes : what the two inputs and the two classes are called
    show : names out of `PARTS`; left out: all that suit the data (the board needs the four rows
        of a gate). With the board named first the whole board opens
    size : "presenter" for a projector
    still : (w1, w2, b) that the stored picture shows; left out, until something is turned a line
        that is right

    Attributes
    ----------
    neuron : the neuron itself
    found : the gates it has been so far, name -> (w1, w2, b)

    Raises
    ------
    ValueError
        If the neuron has not two weights, if X and y don't fit, or if `show` names no part.
    """

    TOPIC = "One neuron"
    PARTS = ("plane", "sliders", "sharpness", "bend", "equation", "table", "board")

    def __init__(
        self,
        neuron: Neuron,
        X: ArrayLike,
        y: ArrayLike,
        *,
        inputs: tuple[str, str] = Decision.inputs,
        classes: tuple[str, ...] = Decision.classes,
        show: Show = None,
        size: Size = None,
        still: ArrayLike | None = None,
    ) -> None:
        self.neuron = _checked(neuron)
        if still is not None:
            still = checks.numbers(still, "still", dtype=float)
            checks.need(still.shape == (3,), "still takes three numbers: (w1, w2, b)")
        self._still = still
        model = Decision(neuron, X, y)
        model.name_them(inputs, classes)
        gates = {"board": "it is about gates, so it needs the four rows of make_gate"}
        super().__init__(model, show=show, size=size, unfit={} if model.is_gate else gates)
        self.keep(model.sharpness, "factor", "base")
        self.keep(model, "y", "began", "goes_on")
        model.explained = self.shows("equation") or self.shows("table")
        track: dict[str, Any] = {"minimum": 0.25, "maximum": Sharpness.MOST, "scale": "log"}
        track |= {"unit": "×", "step": np.log10(2), "words": "multiplies all three numbers"}
        sharpness = Slider("sharpness", 1.0, **track)
        read, write = lambda: model.sharpness.factor, model.sharpness.set
        turn = self.control("sharpness", sharpness, read, write)
        held = [self.controls.get(name) for name in NUMBERS]
        self.equation = self.panel("equation", lambda: _equation(model, held))
        self.table = self.panel("table", lambda: _table(model), {"row": model.choose_row})
        self.page.sheets |= {"board", "pairs"}
        acts = {"cell": self._aim, "board": lambda _: self._turn(True), "surprise": self._surprise}
        self.board = self.panel("board", self._board, acts)
        bent = lambda: dict(activation=neuron.activation, z=model.z[model.point, 0], sloped=False)  # noqa: E731
        slides = dict.fromkeys(("drag", "nudge"), model.slide)
        crowd = model.explained and not model.is_gate
        self.bend = self.view("bend", Bend(), bent, slides) if crowd else None
        opens = isinstance(show, list | tuple) and show[0] == "board"
        self._turn(bool(self.board) and (opens or not self.plane))
        self.found, self._new = board.found_before() if self.board else {}, ""
        with np.errstate(all="ignore"):
            model.read()
        if model.wanted in self.found:  # on another day: the next is wanted
            model.aim({"name": board.next_one(self.found, model.wanted, model.name)})
        sliders = [slider for slider in (*held, turn) if slider]
        self.listen(self.page.legend, {"go on": model.go_on})
        self.listen(self.page.header, {"aim": model.aim, "sharpen": model.sharpness.double})
        # Above the board there's no room for the table, unless there is nothing to choose.
        both = self.board and self.plane
        pairs = "" if both and (self.equation or self._choice) else " nnlab-pairs"
        numbers = sliders and Box(sliders, f"nnlab-numbers{pairs}")
        rail = [self.equation, numbers, self._choice, self.bend]
        rail += [None if both and self._choice else self.table]
        if both and not (self.equation or self._choice or self.table):
            rail.append(self.panel("", self._pair))
        self.build(picture=self.plane, rail=rail, foot=self.board)

    def _goal(self) -> str:
        return board.GOAL if self._whole else self.model.goal()

    def _sentence(self) -> Markup:
        if self._whole:
            return board.sentence(self.found, self.model.wanted, self.model.name)
        return self.model.sentence()

    def _won(self) -> Won | None:
        model = self.model
        if self._whole or not model.won or model.goes_on:
            return board.won(self.found) if self._whole else None
        feat = goals.feat(model.began, model.numbers[0])
        if not model.is_gate:
            on = button("Sharpen it", {"type": "sharpen"}, main=True)
            blunt = "sharpness" in self.controls and model.sharpness.factor < Sharpness.MOST
            return "Parted.", feat, on if blunt else ""
        name = goals.following(model.wanted, model.name)
        if self.board and len(self.found) < len(POSSIBLE):  # to what is still to find
            name = board.next_one(self.found, name, model.name)
        on = button(f"Next: {goals.called(name)}", {"type": "aim", "name": name}, main=True)
        return f"It’s {goals.called(model.name)} now.", feat, on

    def _legend(self) -> Markup | str:
        if self._whole:
            return ""  # it stands in the board
        return button("keep turning", {"type": "go on"}) if self._won() else _key(self.model)

    def _board(self) -> Markup:
        model = self.model
        there = {"whole": self._whole, "plane": bool(self.plane)}
        return board.cells(self.found, model.wanted, model.name, self._new, **there)

    def _pair(self) -> Markup:
        model, both = self.model, (self.model.began, self.model.numbers[0])
        return board.pair(model.first, model.name, model.wanted, both)

    def _aim(self, event: dict) -> None:
        """Want another gate, and draw its line."""
        self.model.aim(event)
        self._turn(not self.plane)

    def _turn(self, whole: bool) -> None:
        """Show the whole board, or its strip below the plane."""
        self._whole = whole
        if self.plane and self.board and (whole or self.page.named):
            rest = [part for part in self.page.parts if part != "board"]
            self.page.named = ("board", *rest) if whole else (*rest, "board")

    def _surprise(self, _event: dict) -> None:
        """Want any of the gates that are still to find."""
        left = [name for name in POSSIBLE if name not in self.found] or POSSIBLE
        self._aim({"name": str(np.random.default_rng().choice(left))})

    def _record(self) -> None:
        name = self.model.name
        numbers = tuple(self.neuron.parameters.tolist())
        if self.board and name and name not in self.found:
            self._new = name if self.model.tries else self._new
            self.found[name] = numbers
            board.keep(name, numbers)

    def _figure(self) -> Any:
        if not self.board:
            return parts_figure([self._event()]) if self.plane else None
        # Till something is turned: how it can end.
        return board.on_paper(self.found if self.model.tries else board.all_found())

    @np.errstate(all="ignore")
    def _event(self) -> Plane:
        """The plane of the stored picture: as it is, or as it is to be before it is touched."""
        model, plane = self.model, Plane()
        if not np.isfinite(model.numbers).all():
            return self.plane  # as it was last
        ends = board.all_found().get(model.wanted)  # a line that is right, if any is
        numbers = self._still if self._still is not None or model.tries else ends
        later = Decision(Neuron([0.0, 0.0], 0.0, self.neuron.activation), model.X, model.y)
        later.numbers[0] = model.numbers[0] if numbers is None else numbers
        later.inputs, later.began = model.inputs, model.began
        later.tries, later.explained = 1, False
        later.read()
        plane.show(**later.picture())
        return plane

    def _briefly(self) -> str:
        w1, w2, b = map(words.short, self.neuron.parameters)
        return f"w1 = {w1}, w2 = {w2}, b = {b}, {self.neuron.activation}"


def _equation(model: Decision, sliders: Sequence[Slider | None]) -> Markup:
    """The chosen sample's sum, written out, and what the activation makes of it if it is soft."""
    x, z, activation = model.X[model.point], model.z[model.point, 0], model.owner.activation
    held = [scrub(slider, n) for slider, n in zip(sliders, model.numbers[0], strict=True)]
    *weights, b = (markup("({})", each) for each in held)
    inputs = (f"({words.short(xi)})" if xi < 0 else words.short(xi) for xi in x)
    terms = [markup("{}·{}", w, xi) for w, xi in zip(weights, inputs, strict=True)]
    said = joined([Markup("<i>z</i> = "), joined([*terms, b], " + ")])
    parts = [said, markup(" = {}", signed(z))]
    if not activation.jumps:
        parts.append(markup(" → {}", plain(float(activation(z)))))
    return equation(*parts)


def _key(model: Decision) -> Markup:
    """What the marks of the plane mean."""
    names = model.classes if model.named else ("should say 0", "should say 1")
    kinds = [markup("{} {}", words.shape(k), names[k]) for k in (1, 0)]
    if not model.is_gate and model.wrong.any():
        kinds.append(Markup("ringed: wrong side"))
    step = "halves" if model.fineness == 0.5 else f"steps of {words.short(model.fineness)}"
    two = '{}<br><span class="nnlab-more">colour: its answer · fine lines: <i>z</i> in {}</span>'
    return markup(two, joined(kinds, Markup(" &ensp;")), step)


def _table(model: Decision) -> Markup | str:
    """What the neuron says about each sample, and whether that is wanted."""
    if len(model.X) > LONGEST_TABLE:
        return ""
    activation, z = model.owner.activation, model.z[:, 0]
    columns = words.coordinates(model.X) | {"z": map(signed, z)}
    if not activation.jumps:
        columns[f"{activation.name}(z)"] = map(plain, activation(z))
    says = (markup("<b>{}</b>", each) for each in model.says[:, 0])
    columns |= {"says": says, words.small(short_name(model.wanted)) or "target": model.targets}
    columns[""] = map(words.verdict, ~model.wrong)
    return words.table(columns, selected=model.point, caption="Truth table")


def _checked(neuron: Neuron) -> Neuron:
    check_kind(neuron, Neuron, "NeuronLab shows a neuron", "Neuron([0.5, 0.5], 0.0, step)")
    two = f"NeuronLab draws a plane, so its neuron needs 2 weights, not {neuron.n_in}"
    checks.need(neuron.parameters.shape == (3,), two)
    return neuron
