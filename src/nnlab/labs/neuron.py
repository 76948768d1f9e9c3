"""NeuronLab: turn a neuron's weights and its bias, and see what it decides."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs import board, words
from nnlab.labs.lab import Show, Size
from nnlab.labs.lines import Lines, LinesLab
from nnlab.labs.samples import DECIMALS, LONGEST_TABLE, PATIENCE, Sharpness, check_kind, is_gate
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, gate_name
from nnlab.live.panel import Markup, equation, joined, markup, number, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.plots.board import plot_board
from nnlab.plots.picture import new_figure, paint_part


class Decision(Lines):
    """One neuron's line, and what the samples want of it: NeuronLab without its widgets.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : as of `Lines`

    Attributes
    ----------
    name, wanted : the gates that the answers and the targets make; "" if X is no truth table
    wrong : (n_samples,), whether the neuron says what isn't wanted
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
        self.is_gate = is_gate(self.X)
        self.point, self.explained = min(2, len(self.X) - 1), True

    def read(self) -> None:
        """What the neuron says now, and what is wrong with it."""
        super().read()
        self.wrong = self.says[:, 0] != self.targets
        self.solved = not self.wrong.any()
        pair = (self.says[:, 0], self.targets)
        self.name, self.wanted = map(gate_name, pair) if self.is_gate else ("", "")

    def picture(self) -> dict[str, Any]:
        """What the plane shows."""
        wants = f"what {self.wanted} wants" if self.is_gate else "the targets"
        return super().picture() | {
            "wrong": self.wrong,
            "lines": self.lines(),
            "selected": self.point if self.explained else -1,
            "caption": f"points: {wants} · colour: what the neuron says",
        }

    def say(self, z: np.ndarray) -> str:
        """The sum and the answer, in words."""
        return f"z = {number(z[0], plus=True)}, says {int(z[0] > 0)}"

    def aim(self, event: dict) -> None:
        """From now on the samples want another gate."""
        self.y = np.array([BOOLEAN_FUNCTIONS[event["name"]]], dtype=float).T
        self.tries = 0

    # In words

    def describe(self) -> str:
        """The neuron in words."""
        w1, w2, b = map(words.short, self.numbers[0])
        numbers = f"Weights {w1} and {w2}, bias {b}, {self.owner.activation}."
        return f"{numbers} {self.verdict()} {self.whereabouts()}".strip()

    def sentences(self) -> list[str]:
        """The verdict, and what helps."""
        return [self.verdict(), self.whereabouts(), self.hint()]

    def verdict(self) -> str:
        """Which samples are right and wrong."""
        wrong, n = self.X[self.wrong], len(self.X)
        if not self.is_gate:
            if self.solved:
                return f"{words.sentence(words.counted(n, 'point', n))} are right."
            verb = "lies" if len(wrong) == 1 else "lie"
            return f"Of {n} points, {len(wrong)} {verb} on the wrong side."
        if self.solved:
            return f"This neuron is {self.name}: all four rows are right."
        rows = f"{words.counted(len(wrong), 'row', 4)} {'is' if len(wrong) == 1 else 'are'} wrong"
        where = words.listed(map(words.place, wrong))
        return f"This neuron is {self.name}. For {self.wanted}, {rows}: {where}."

    def whereabouts(self) -> str:
        """Where the line is, if it can't be seen."""
        line = self.line(0)
        if line is None:
            everywhere = (
                "there is no line: it says the same everywhere. Turn a weight to get a line."
            )
            return f"Both weights are 0, so {everywhere}"
        return "" if line["segment"] else "The line lies outside the picture."

    def hint(self) -> str:
        """A next step for who has tried for a while."""
        if self.tries < PATIENCE or self.solved or not self.is_gate:
            return ""
        if self.wanted in IMPOSSIBLE:
            return f"Can any straight line get all four right for {self.wanted}?"
        row = int(np.flatnonzero(self.wrong)[0])
        should = f"should be {'above 0' if self.targets[row] else '0 or below'}"
        which = f"for {words.place(self.X[row])} the sum z {should}, and it is"
        z = number(self.z[row, 0], plus=True)
        return f"A hint: {which} {z}. Which of your numbers takes part in it?"


class NeuronLab(LinesLab):
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

    TOPIC, GOAL = "One neuron", "Move the line until every mark is on its side"
    PARTS = ("plane", "sliders", "sharpness", "bend", "equation", "table", "board")

    def __init__(
        self, neuron: Neuron, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        self.neuron = _checked(neuron)
        model = Decision(neuron, X, y)
        gates = {"board": "it is about gates, so it needs the four rows of make_gate"}
        super().__init__(model, show=show, size=size, unfit={} if model.is_gate else gates)
        self.keep(model.sharpness, "factor", "base")
        self.keep(model, "y")
        model.explained = self.shows("equation") or self.shows("table")
        track: dict[str, Any] = {"minimum": 0.25, "maximum": 8, "scale": "log", "unit": "×"}
        track |= {"step": np.log10(2), "words": "multiplies all three numbers"}
        sharpness = Slider("sharpness", 1.0, **track)
        read, write = lambda: model.sharpness.factor, model.sharpness.set
        turn = self.control("sharpness", sharpness, read, write)
        self.equation = self.panel("equation", lambda: _equation(model))
        self.table = self.panel("table", lambda: _table(model), {"row": model.choose_point})
        self.board = self.panel("board", self._board, {"cell": model.aim})
        self.found = board.found_before() if self.board else {}
        self.build(
            picture=self.plane,
            rail=[self._sliders, turn, self._choice, self.equation, self.table],
            foot=self.board,
        )

    def _board(self) -> Markup:
        return board.cells(self.found, self.model.wanted)

    def _record(self) -> None:
        name = self.model.name
        if self.board and name and name not in self.found:
            self.found[name] = tuple(self.neuron.parameters.tolist())
            board.keep(name, self.found[name])

    def _figure(self) -> Any:
        if not self.board:
            return super()._figure()
        figure, [above, below] = new_figure(6.4, 6.4, 2, height_ratios=(3, 2))
        paint_part(above, self.plane or Plane())
        plot_board(BOOLEAN_FUNCTIONS, self.found, ax=below)
        return figure

    def _briefly(self) -> str:
        w1, w2, b = map(words.short, self.neuron.parameters)
        return f"w1 = {w1}, w2 = {w2}, b = {b}, {self.neuron.activation}"


def _equation(model: Decision) -> Markup:
    """The chosen sample's sum, written out, and what the activation makes of it."""
    x, z, activation = model.X[model.point], model.z[model.point, 0], model.owner.activation
    *weights, b = (signed(number, brackets=True) for number in model.numbers[0])
    terms = [markup("{}·{}", w, words.short(xi)) for w, xi in zip(weights, x, strict=True)]
    answer = plain(float(activation(z)), 0 if activation.jumps else DECIMALS)
    return equation(
        joined(["z = ", joined([*terms, b], " + ")]),
        markup(" = {}", signed(z)),
        markup(" → {}(z) = {}", activation.name, answer),
        note=f"for {words.place(x)}",
    )


def _table(model: Decision) -> Markup | str:
    """What the neuron says about each sample, and whether that is wanted."""
    if len(model.X) > LONGEST_TABLE:
        return ""
    activation, z = model.owner.activation, model.z[:, 0]
    columns = words.coordinates(model.X) | {"z": map(signed, z)}
    if not activation.jumps:
        columns[f"{activation.name}(z)"] = map(plain, activation(z))
    columns |= {"says": model.says[:, 0], model.wanted or "target": model.targets}
    columns[""] = map(words.verdict, ~model.wrong)
    return words.table(columns, selected=model.point, caption="Truth table")


def _checked(neuron: Neuron) -> Neuron:
    check_kind(neuron, Neuron, "NeuronLab shows a neuron", "Neuron([0.5, 0.5], 0.0, step)")
    two = f"NeuronLab draws a plane, so its neuron needs 2 weights, not {neuron.n_in}"
    checks.need(neuron.parameters.shape == (3,), two)
    return neuron
