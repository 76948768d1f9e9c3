"""Lines in a plane of samples: neurons with two weights, what they say, and a hand on their lines.

A line's dot moves it, its arrow turns it, and so do the arrow keys. NeuronLab and LayerLab are made
of them.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer, Neuron, checks
from nnlab.labs import words
from nnlab.labs.controls import activations, attribute
from nnlab.labs.lab import Lab
from nnlab.labs.samples import CELLS, DECIMALS, STEP, chosen, keys, sums, two_names, two_sided
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.field import WEAK
from nnlab.pictures.geometry import (
    CLEAR,
    Bounds,
    bounds_around,
    line_geometry,
    line_through,
    sample_plane,
    turned,
)
from nnlab.pictures.numbers import number
from nnlab.pictures.plane import answers, point_of_each
from nnlab.pictures.ticks import ticks_between

TURN = 5.0  # degrees by which an arrow key turns a line
TICKS = 7  # at most, on an axis with a name
REACH = 3.0  # of a slider, to both sides
NUMBERS = {"w1": "weight of x1", "w2": "weight of x2", "b": "bias"}


class Lines:
    """Neurons with two weights over the same samples; one of them is chosen.

    Parameters
    ----------
    owner : Neuron with 2 weights, or Layer with 2 inputs; its own numbers are changed
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or -1/+1

    Attributes
    ----------
    numbers, start : (n, 3), the same memory as the owner's parameters; as they were at first
    targets : (n_samples,), what is wanted: 0 or 1
    row, point : the chosen neuron; the chosen sample, or -1
    place : where the reader asks for a value, or None
    avoid : (n, 2), places from which a line's dot and its number keep away
    tries : changes so far

    >>> lines = Lines(Neuron([1, 1], -0.5), [[0, 0], [1, 1]], [[0], [1]])
    >>> lines.read()
    >>> lines.z.tolist(), lines.says.tolist()
    ([[-0.5], [1.5]], [[0], [1]])
    """

    inputs: tuple[str, str] = ("x₁", "x₂")  # what the two inputs are called
    classes: tuple[str, ...] = ("0", "1")  # and the two classes
    CLEAR = CLEAR  # how far a line's dot and arrow keep from what they avoid, in widths

    def __init__(self, owner: Neuron | Layer, X: ArrayLike, y: ArrayLike) -> None:
        self.owner, self.X = owner, checks.inputs(X, owner)
        self.y = self._wanted(y)
        self.numbers = owner.parameters.reshape(-1, 3)
        self.bounds = bounds_around(self.X)
        self.row, self.point, self.tries = 0, -1, 0
        self.place: tuple[float, float] | None = None
        self.avoid: ArrayLike = ()
        self._rest: dict[int, ArrayLike] = {}  # where a line's dot is at first
        self._near: dict[int, np.ndarray] = {}  # where a hand left a line: its dot stays close
        self._drag: tuple | None = None  # its id, the line when it began, and its numbers
        self._held = -1  # the neuron whose line is in a hand

    def name_them(self, inputs: Any, classes: Any) -> None:
        """Call the two inputs and the two classes so."""
        self.inputs, self.classes = two_names(inputs=inputs, classes=classes)

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """The names that were given."""
        given = {"inputs": self.inputs, "classes": self.classes}
        return {name: pair for name, pair in given.items() if pair != getattr(Lines, name)}

    def axes(self) -> dict[str, Any]:
        """What the plane shows of its inputs, if they have names: more numbers than else, too."""
        if "inputs" not in self.named:
            return {}
        ends = self.bounds[:2], self.bounds[2:]
        ticks = [[[tick, number(tick)] for tick in ticks_between(*each, TICKS)] for each in ends]
        return {"ticks": ticks, "x_name": self.inputs[0], "y_name": self.inputs[1]}

    def read(self) -> None:
        """What each neuron says now about each sample; on a line the sum is exactly 0."""
        names = [
            words.small(name) + self.whose(j)
            for j in range(len(self.numbers))
            for name in NUMBERS.values()
        ]
        words.check_finite(names, self.numbers.ravel())
        self.targets = (self.y[:, 0] > 0).astype(int)
        self.z = self._sums(self.X)
        self.says = (self.z > 0).astype(int)

    def lines(self) -> list[dict | None]:
        """Where each neuron's line is drawn, as `line_geometry` says; None without a line."""
        return [self.line(j) for j in range(len(self.numbers))]

    def line(self, j: int) -> dict | None:
        """Where a neuron's line is drawn."""
        *w, b = self.numbers[j]
        near, held = self._near.get(j, self._rest.get(j)), self._held == j
        where: Any = {"near": near, "avoid": self.avoid, "held": held, "clear": self.CLEAR}
        return line_geometry(w, b, self.bounds, **where)

    def picture(self) -> dict[str, Any]:
        """What the plane shows: the samples, and what the chosen neuron says all over it."""
        *w, b = self.numbers[self.row]
        field = answers(self.owner.activation, _cells(self.bounds) @ w + b, WEAK)
        points = {"bounds": self.bounds, "X": self.X, "classes": self.targets}
        return field | points | {"probe": self.probe()}

    def probe(self) -> dict[str, Any]:
        """The value at the place that is asked for, if any is."""
        if self.place is None:
            return {}
        answer = self.say(self._sums(np.array([self.place]))[0])
        (x, y), where = self.place, words.place(np.round(self.place, 2))
        return {"x": x, "y": y, "text": f"{where}: {answer}"}

    def say(self, z: np.ndarray) -> str:
        """The sum and the answer, in words."""
        return f"z = {number(z[0], plus=True)}, says {int(z[0] > 0)}"

    def points(self) -> list[int]:
        """Which point of the plane each sample is."""
        return point_of_each(self.X, self.targets)

    def whose(self, j: int) -> str:
        """Whose number it is, in words; where there is one neuron, that needn't be said."""
        return f" of neuron {j}" if len(self.numbers) > 1 else ""

    # What the reader does

    def choose(self, event: dict) -> None:
        """A neuron is chosen."""
        self.row = chosen(event, len(self.numbers), self.row)

    def choose_point(self, event: dict) -> None:
        """A point of the plane is chosen: the first sample that it stands for."""
        points, point = self.points(), event.get("index")
        if point in points:
            self.choose_row({"index": points.index(point)})

    def choose_row(self, event: dict) -> None:
        """A sample is chosen."""
        self.point = chosen(event, len(self.X), self.point)

    def look(self, event: dict) -> None:
        """A place is asked for, or none is any more."""
        self.place = (float(event["x"]), float(event["y"])) if event["type"] == "place" else None

    def turn(self, i: int, value: float) -> None:
        """One of the chosen neuron's numbers comes from elsewhere."""
        self._near.pop(self.row, None)
        self._set(value, i)

    def nudge(self, event: dict) -> None:
        """An arrow key on the dot moves the line, on the arrow it turns it."""
        self.choose({"index": event["line"]})
        line, (w1, w2, b) = self.line(self.row), self.numbers[self.row]
        if line is None:
            return
        if event["part"] == "arrow":
            angle = np.arctan2(w2, w1) - np.radians(TURN * keys(event))
            self._turn_toward(line, np.array(line["anchor"]) + [np.cos(angle), np.sin(angle)])
        else:
            self.turn(2, round(b - STEP * keys(event), 10))

    def drag(self, event: dict) -> None:
        """A hand at the dot ("middle") or at the arrow's head; Escape puts the line back."""
        self.choose({"index": event["line"]})
        numbers = self.numbers[self.row]
        self._held = self.row if event["phase"] in ("start", "move") else -1
        if self._drag is None or self._drag[0] != event["id"]:
            self._drag = event["id"], self.line(self.row), numbers.copy(), self.tries
        _, line, before, tries = self._drag
        hand = np.array([event["x"], event["y"]], dtype=float)
        if line is None or event["phase"] == "start":
            return
        if event["phase"] == "cancel":
            self._set(before)
        elif event["part"] == "arrow":
            self._turn_toward(line, hand)
        else:
            self._near[self.row] = hand
            self._set(round(line_through(numbers[:2], hand), DECIMALS), 2)
        self.tries = tries + 1  # a drag is one, however far it goes

    def slide(self, event: dict) -> None:
        """A hand or a key moves the chosen sample along the activation: the bias goes with it."""
        z, b = self.z[self.point, self.row], self.numbers[self.row, 2]
        by = event["x"] - z if "x" in event else STEP * keys(event)
        if event.get("phase") != "start":
            self.turn(2, round(b + by, DECIMALS))

    # Inside

    def _wanted(self, y: ArrayLike) -> np.ndarray:
        return two_sided(y, len(self.X))

    def _turn_toward(self, line: dict, toward: np.ndarray) -> None:
        """Turn the arrow toward a place; the dot stays on the line."""
        held = np.array(line["anchor"])
        if not np.allclose(toward, held):  # else it has no direction
            w, b = turned(line["length"], held, toward)
            self._near[self.row] = held
            self._set(np.round([*w, b], DECIMALS))

    def _set(self, value: ArrayLike, i: int | slice = slice(3)) -> None:
        self.numbers[self.row, i] = value
        self.place = None
        self.tries += 1

    def _sums(self, X: np.ndarray) -> np.ndarray:
        return sums(X, self.numbers[:, :2], self.numbers[:, 2])


class LinesLab(Lab):
    """A lab whose model is `Lines`: what NeuronLab and LayerLab share.

    Parameters
    ----------
    model : the lines of the neuron, or the layer, whose numbers and activation the reader changes
    **options : as of `Lab`
    """

    PLANE: type[Plane] = Plane  # what shows it

    def __init__(self, model: Any, **options: Any) -> None:
        super().__init__(**options)
        self.model = model
        self.keep(model.owner, "parameters", "activation")
        hands = {"drag": model.drag, "nudge": model.nudge, "point": model.choose_point}
        hands |= {"place": model.look, "leave": model.look}
        self.plane = self.view("plane", self.PLANE(), model.picture, hands)
        self._sliders = [self._slider(i, *names) for i, names in enumerate(NUMBERS.items())]
        bends, bend = activations(without=("identity",)), attribute(model.owner, "activation")
        self._choice = self.choice("bend", "bend", bends, **bend)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        lines, kind = self.model, type(self.model.owner).__name__
        made = words.code_of(lines.owner) + words.assigned(X=lines.X, y=lines.y)
        named = "".join(f", {name}={pair!r}" for name, pair in lines.named.items())
        return self._python(kind, made, f"{kind.lower()}, X, y{named}")

    def _slider(self, i: int, name: str, spoken: str) -> Any:
        """A slider for one of the chosen neuron's numbers."""
        lines: Lines = self.model
        return self.control(
            name,
            Slider(
                words.small(name), lines.numbers[0, i], step=STEP, minimum=-REACH, maximum=REACH
            ),
            read=lambda: lines.numbers[lines.row, i],
            write=lambda value: lines.turn(i, value),
            part="sliders",
            name=lambda: words.small(name) + lines.whose(lines.row),
            words=lambda: spoken + lines.whose(lines.row),
        )


@lru_cache(maxsize=8)
def _cells(bounds: Bounds) -> np.ndarray:
    """The cells of a field: as many for each lab, and Out keeps the labs of each run of a cell."""
    cells = sample_plane(bounds, CELLS)
    cells.flags.writeable = False
    return cells
