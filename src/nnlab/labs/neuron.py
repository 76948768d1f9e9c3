"""NeuronLab: turn a neuron's weights and its bias, and see what it decides."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs import board, words
from nnlab.labs.decision import Decision
from nnlab.labs.lab import Show, Size
from nnlab.labs.lines import LinesLab
from nnlab.labs.samples import DECIMALS, LONGEST_TABLE, check_kind
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.live.panel import Markup, equation, joined, markup, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.plots.board import plot_board
from nnlab.plots.picture import new_figure, paint_part


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

    TITLE = "NeuronLab"
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
            left=self.plane,
            right=[self._sliders, turn, self._choice, self.equation, self.table],
            below=self.board,
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
