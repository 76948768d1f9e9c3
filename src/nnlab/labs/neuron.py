"""NeuronLab: turn a neuron's weights and its bias, and see what it decides."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs.board import Board
from nnlab.labs.controls import activations
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.line import DECIMALS, STEP, HeldLine
from nnlab.labs.samples import (
    CELLS,
    LONGEST_TABLE,
    Probe,
    Sharpness,
    chosen,
    colours,
    is_gate,
    sums,
    two_sided,
)
from nnlab.labs.words import (
    assigned,
    counted,
    listed,
    literal,
    not_finite,
    place,
    sentence,
    short,
    small,
    ticked,
    verdict,
)
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, gate_name
from nnlab.live.panel import Panel, equation, joined, markup, number, plain, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.plots.board import plot_board
from nnlab.plots.part import paint_part, part_figure
from nnlab.plots.picture import new_figure

PATIENCE = 12  # changes without success before the lab hints
NUMBERS = {"w1": "weight w1", "w2": "weight w2", "b": "bias"}


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

    def __init__(
        self, neuron: Neuron, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        self.neuron = _checked(neuron)
        self.X, self.y = two_sided(X, y)
        self._is_gate = is_gate(self.X)
        if show is None and not self._is_gate:
            show = [part for part in self.PARTS if part != "board"]
        super().__init__(show=show, size=size)
        checks.need(
            self._is_gate or not self.shows("board"),
            "the board is about gates: give the four rows of make_gate, "
            "or leave the board out of show=",
        )
        self.found: dict[str, tuple[float, ...]] = {}
        self.targets = (self.y[:, 0] > 0).astype(int)
        self._bounds = bounds_around(self.X)
        self._points = sample_plane(self._bounds, CELLS)
        self._sharpness = Sharpness(neuron.parameters)
        self._selected = min(2, len(self.X) - 1)
        self._probe = Probe()
        self._line = HeldLine(neuron, self._bounds, avoid=self.X)
        self._tries = 0
        self.keep(neuron, "parameters", "activation")
        self.keep(self._sharpness, "factor", "base")
        self.keep(self, "targets")
        self._make_views()

    # ------------------------------------------------------------------ the views

    def _make_views(self) -> None:
        self.plane, self.numbers = Plane(), Panel()
        self.board = Board() if self.shows("board") else None
        hand = {
            "drag": self._by_hand(self._line.drag),
            "nudge": self._by_hand(self._line.nudge),
            "point": self._choose,
        }
        self.listen(self.plane, hand | self._probe.actions)
        self.listen(self.numbers, {"row": self._choose})
        if self.board:
            self.listen(self.board, {"cell": self._aim})
            self.found = self.board.found_before()
        self._explained = self.shows("equation") or self.shows("table")
        self.build(
            left=[self.part("plane", self.plane)],
            right=[self._controls_of(self.neuron), self.numbers if self._explained else None],
            below=self.board,
        )

    def _controls_of(self, neuron: Neuron) -> list:
        sliders = [
            self.control(
                name,
                Slider(small(name), neuron.parameters[i], step=STEP, words=words),
                read=lambda i=i: neuron.parameters[i],
                write=lambda value, i=i: self._turn(i, value),
                part="sliders",
            )
            for i, (name, words) in enumerate(
                [("w1", "weight of x1"), ("w2", "weight of x2"), ("b", "bias")]
            )
        ]
        track: dict[str, Any] = dict(
            minimum=0.25, maximum=8, scale="log", step=np.log10(2), unit="×"
        )
        sharpness = self.control(
            "sharpness",
            Slider("sharpness", 1.0, words="multiplies all three numbers", **track),
            read=lambda: self._sharpness.factor,
            write=self._sharpness.set,
            part="sharpness",
        )
        bend = self.choice(
            "bend",
            "bend",
            activations(without=("identity",)),
            lambda: neuron.activation,
            lambda activation: setattr(neuron, "activation", activation),
            part="bend",
        )
        return [sliders, sharpness, bend]

    def _lack(self) -> str:
        return not_finite(list(NUMBERS.values()), self.neuron.parameters)

    def _read(self) -> None:
        """What the neuron says now, for the data."""
        self._z = sums(self.X, self.neuron.w, self.neuron.b)
        self._says = (self._z > 0).astype(int)
        self._wrong = self._says != self.targets
        self._solved = not self._wrong.any()

    def _record(self) -> None:
        name = self._name(self._says)
        if self.board and name and name not in self.found:
            self.found[name] = tuple(self.neuron.parameters.tolist())
            self.board.keep(name, self.found[name])

    def _draw(self) -> None:
        if self.shows("plane"):
            self._draw_plane()
        if self._explained:
            self.numbers.html = joined([self._equation(), self._table()])
        if self.board:
            self.board.show(self.found, self._name(self.targets) or "")

    def _draw_plane(self) -> None:
        neuron = self.neuron
        wants = f"what {self._name(self.targets)} wants" if self._is_gate else "the targets"
        self.plane.show(
            **colours(neuron.activation, self._points @ neuron.w + neuron.b),
            bounds=self._bounds,
            X=self.X,
            classes=self.targets,
            wrong=self._wrong,
            lines=[self._line.geometry()],
            selected=self._selected if self._explained else -1,
            probe=self._probe_box(),
            caption=f"points: {wants} · colour: what the neuron says",
            text=self._describe(),
        )

    def _probe_box(self) -> dict | None:
        at = self._probe.place
        if at is None:
            return None
        z = float(np.dot(self.neuron.w, at) + self.neuron.b)
        where = place(np.round(at, 2))
        return self._probe.box(f"{where}: z = {number(z, plus=True)}, says {int(z > 0)}")

    def _equation(self) -> str:
        if not self.shows("equation"):
            return ""
        x, z, activation = self.X[self._selected], self._z[self._selected], self.neuron.activation
        terms = [
            markup("{}·{}", signed(w, brackets=True), short(xi))
            for w, xi in zip(self.neuron.w, x, strict=True)
        ]
        sum_ = joined([*terms, signed(self.neuron.b, brackets=True)], " + ")
        answer = plain(float(activation(z)), 0 if activation.jumps else DECIMALS)
        bent = joined([" → ", activation.name, "(z) = ", answer])
        return equation(
            joined(["z = ", sum_]), markup(" = {}", signed(z)), bent, note=f"for {place(x)}"
        )

    def _table(self) -> str:
        if not self.shows("table") or len(self.X) > LONGEST_TABLE:
            return ""
        activation = self.neuron.activation
        bent = [] if activation.jumps else [f"{activation.name}(z)"]
        head = [small("x1"), small("x2"), "z", *bent, "says", self._name(self.targets) or "target"]
        rows = [
            [*map(short, x), signed(z), *(plain(activation(z)) for _ in bent), says, target, mark]
            for x, z, says, target, mark in zip(
                self.X, self._z, self._says, self.targets, map(verdict, ~self._wrong), strict=True
            )
        ]
        return table([*head, ""], rows, selected=self._selected, caption="Truth table")

    # ------------------------------------------------------------------ what can change

    def _turn(self, i: int, value: float) -> None:
        self.neuron.parameters[i] = value
        self._line.let_go()
        self._tried()

    def _tried(self) -> None:
        self._probe.clear()
        self._tries += 1

    def _by_hand(self, move: Callable[[dict], None]) -> Callable[[dict], None]:
        """A hand or an arrow key on the line."""

        def act(event: dict) -> None:
            before = self.neuron.parameters.copy()
            move(event)
            if not np.array_equal(before, self.neuron.parameters):
                self._tried()

        return act

    def _choose(self, event: dict) -> None:
        self._selected = chosen(event, len(self.X), self._selected)

    def _aim(self, event: dict) -> None:
        """The chosen cell of the board says what the four points want."""
        self.targets = np.array(BOOLEAN_FUNCTIONS[event["name"]])
        self._tries = 0

    # ------------------------------------------------------------------ words

    def _name(self, answers: np.ndarray) -> str | None:
        """The gate that these answers make, or None."""
        return gate_name(answers) if self._is_gate else None

    def _describe(self) -> str:
        w1, w2, b = map(short, self.neuron.parameters)
        numbers = f"Weights {w1} and {w2}, bias {b}, {self.neuron.activation}."
        return f"{numbers} {self._verdict()}{self._line_words()}"

    def _sentence(self) -> Any:
        return ticked(self._solved, self._verdict(), self._line_words(), self._hint())

    def _verdict(self) -> str:
        wrong, n = [place(x) for x in self.X[self._wrong]], len(self.X)
        if not self._is_gate:
            if self._solved:
                return f"{sentence(counted(n, 'point', n))} are right."
            verb = "lies" if len(wrong) == 1 else "lie"
            return f"Of {n} points, {len(wrong)} {verb} on the wrong side."
        name, wanted = self._name(self._says), self._name(self.targets)
        if self._solved:
            return f"This neuron is {name}: all four rows are right."
        verb = "is" if len(wrong) == 1 else "are"
        rows = counted(len(wrong), "row", 4)
        return f"This neuron is {name}. For {wanted}, {rows} {verb} wrong: {listed(wrong)}."

    def _line_words(self) -> str:
        line = self._line.geometry()
        if line is None:
            return (
                " Both weights are 0, so there is no line: it says the same everywhere. "
                "Turn a weight to get a line."
            )
        return "" if line["segment"] else " The line lies outside the picture."

    def _hint(self) -> str:
        """A next step for who has tried for a while."""
        if self._tries < PATIENCE or self._solved or not self._is_gate:
            return ""
        wanted = self._name(self.targets)
        if wanted in IMPOSSIBLE:
            return f" Can any straight line get all four right for {wanted}?"
        row = int(np.flatnonzero(self._wrong)[0])
        side = "above 0" if self.targets[row] else "0 or below"
        return (
            f" A hint: for {place(self.X[row])} the sum z should be {side}, and it is "
            f"{number(self._z[row], plus=True)}. Which of your numbers takes part in it?"
        )

    def _figure(self) -> Any:
        if not self.board:
            return part_figure(self.plane)
        figure = new_figure(6.4, 6.4)
        above, below = figure.subplots(2, 1, height_ratios=(3, 2))
        paint_part(above, self.plane)
        plot_board(BOOLEAN_FUNCTIONS, self.found, ax=below)
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        w, b = literal(self.neuron.w), float(self.neuron.b)
        y = np.where(self.targets == 1, 1.0, min(0.0, self.y.min()))[:, np.newaxis]
        made = f"neuron = Neuron({w}, {b!r}, {self.neuron.activation.name!r})\n"
        return self._python("Neuron", made + assigned(X=self.X, y=y), "neuron, X, y")

    def _briefly(self) -> str:
        w1, w2, b = map(short, self.neuron.parameters)
        return f"w1 = {w1}, w2 = {w2}, b = {b}, {self.neuron.activation}"


def _checked(neuron: Neuron) -> Neuron:
    checks.need(
        isinstance(neuron, Neuron),
        f"NeuronLab shows a neuron, not {type(neuron).__name__}: "
        "give it one, such as Neuron([0.5, 0.5], 0.0, step)",
    )
    checks.need(
        neuron.parameters.shape == (3,),
        f"NeuronLab draws a plane, so its neuron needs 2 weights, not {neuron.n_in}",
    )
    return neuron
