"""NeuronLab: turn a neuron's weights and its bias, and see what it decides."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs import words
from nnlab.labs.board import Board
from nnlab.labs.decision import Decision
from nnlab.labs.lab import Show, Size
from nnlab.labs.lines import DECIMALS
from nnlab.labs.lines_lab import LinesLab
from nnlab.labs.samples import LONGEST_TABLE, check_kind
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.live.panel import Markup, Panel, equation, joined, markup, plain, signed, table
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
        unfit = {} if model.is_gate else gates
        super().__init__(model, show=show, size=size, unfit=unfit)
        self.keep(model.sharpness, "factor", "base")
        self.keep(model, "targets")
        self.numbers = Panel()
        self.listen(self.numbers, {"row": model.choose_point})
        self.board = Board() if self.shows("board") else None
        self.found = self.board.found_before() if self.board else {}
        if self.board:
            self.listen(self.board, {"cell": model.aim})
        self._explained = self.shows("equation") or self.shows("table")
        track: dict[str, Any] = {"minimum": 0.25, "maximum": 8, "scale": "log", "unit": "×"}
        track |= {"step": np.log10(2), "words": "multiplies all three numbers"}
        sharpness = self.control(
            "sharpness",
            Slider("sharpness", 1.0, **track),
            read=lambda: model.sharpness.factor,
            write=model.sharpness.set,
            part="sharpness",
        )
        self.build(
            left=[self.part("plane", self.plane)],
            right=[self._sliders(), sharpness, self._choice(), self._explained and self.numbers],
            below=self.board,
        )

    def _record(self) -> None:
        name = self.model.name
        if self.board and name and name not in self.found:
            self.found[name] = tuple(self.neuron.parameters.tolist())
            self.board.keep(name, self.found[name])

    def _draw(self) -> None:
        model = self.model
        if self.shows("plane"):
            wants = f"what {model.wanted} wants" if model.is_gate else "the targets"
            self._draw_plane(
                wrong=model.wrong,
                lines=model.lines(),
                selected=model.point if self._explained else -1,
                caption=f"points: {wants} · colour: what the neuron says",
            )
        rows = [("equation", _equation), ("table", _table)]
        self.numbers.html = joined(html(model) for part, html in rows if self.shows(part))
        if self.board:
            self.board.show(self.found, model.wanted)

    def _sentence(self) -> Markup:
        model = self.model
        return words.ticked(model.solved, model.verdict(), model.whereabouts(), model.hint())

    def _figure(self) -> Any:
        if not self.board:
            return super()._figure()
        figure, [above, below] = new_figure(6.4, 6.4, 2, height_ratios=(3, 2))
        paint_part(above, self.plane)
        plot_board(BOOLEAN_FUNCTIONS, self.found, ax=below)
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        w, b = words.literal(self.neuron.w), float(self.neuron.b)
        y = np.where(self.model.targets == 1, 1.0, min(0.0, self.y.min()))[:, np.newaxis]
        made = f"neuron = Neuron({w}, {b!r}, {self.neuron.activation.name!r})\n"
        return self._python("Neuron", made + words.assigned(X=self.X, y=y), "neuron, X, y")

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
    activation = model.owner.activation
    between = [] if activation.jumps else [activation]
    head = [words.small("x1"), words.small("x2"), "z", *(f"{a.name}(z)" for a in between), "says"]
    rows = [
        [
            *map(words.short, x),
            signed(z),
            *(plain(float(a(z))) for a in between),
            says,
            target,
            words.verdict(not wrong),
        ]
        for x, z, says, target, wrong in zip(
            model.X, model.z[:, 0], model.says[:, 0], model.targets, model.wrong, strict=True
        )
    ]
    head += [model.wanted or "target", ""]
    return table(head, rows, selected=model.point, caption="Truth table")


def _checked(neuron: Neuron) -> Neuron:
    check_kind(neuron, Neuron, "NeuronLab shows a neuron", "Neuron([0.5, 0.5], 0.0, step)")
    checks.need(
        neuron.parameters.shape == (3,),
        f"NeuronLab draws a plane, so its neuron needs 2 weights, not {neuron.n_in}",
    )
    return neuron
