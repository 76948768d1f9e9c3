"""The corners of a curve in a hand: one for each ReLU neuron of a [1, k, 1] network, added up."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.labs.lines import DECIMALS, STEP
from nnlab.labs.samples import chosen, one_network
from nnlab.labs.words import check_finite, counted, listed, parameter_names, sentence, short
from nnlab.live.panel import number
from nnlab.pictures.corners import Corner, check_curve, corners, curve_bounds, largest_gap
from nnlab.pictures.geometry import TINY, Bounds

WIDEST = 12  # corners that one picture can hold
CLOSE = 0.005  # a gap below this prints as 0.00
FLAT = 1e-9  # a factor below this turns nothing


class Corners:
    """A curve with corners, one of them chosen, and the curve it should become: no widget.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], k at most 12, with relu and then identity
    X, y : (n_samples, 1), points of the curve that is wanted

    Attributes
    ----------
    chosen : index of the chosen corner
    aims, moves, turns : whether there is a target, and whether hands move and turn corners

    >>> corners = Corners(Network([1, 2, 1], ["relu", "identity"], init="zeros"), [[0.0]], [[1.0]])
    >>> corners.move(2.0)
    >>> corners.read()
    >>> corners.corner, corners.gap
    (Corner(place=2.0, factor=0.0), (0.0, 0.0, 1.0))
    """

    def __init__(self, network: Network, X: ArrayLike, y: ArrayLike) -> None:
        one_network(network, "CurveLab", 'Network([1, 3, 1], ["relu", "identity"])')
        check_curve(network)
        k = len(network.layers[0])
        checks.need(k <= WIDEST, f"CurveLab shows up to {WIDEST} corners; this network has {k}")
        self.network, self.X = network, checks.inputs(X, network)
        self.y = checks.targets(y, len(self.X), 1)
        self.chosen, self.aims, self.moves, self.turns = 0, True, True, True
        self.at_first = corners(network)
        self.ends = float(np.min(self.X)), float(np.max(self.X))  # corners stay between them
        self._drag: tuple | None = None  # its id, and the parameters when it began

    def read(self) -> None:
        """Where the corners are now, and where the curve is farthest from its target."""
        check_curve(self.network)
        check_finite(parameter_names(self.network.sizes), self.network.parameters)
        self.corners = corners(self.network)
        self.gap = largest_gap(self.network, self.X, self.y)  # x, the curve there, the target
        self.solved = self.aims and abs(self.gap[1] - self.gap[2]) < CLOSE

    def bounds(self) -> Bounds:
        """A picture with all of the curve in it, as it is now, and of its target."""
        return curve_bounds(self.X, self.network(self.X), *([self.y] if self.aims else []))

    @property
    def corner(self) -> Corner:
        """The chosen corner: where it is, and by how much the slope changes there."""
        return self.corners[self.chosen]

    @property
    def start(self) -> float:
        """The height that is added everywhere."""
        return float(self.network.layers[1].b[0])

    @start.setter
    def start(self, height: float) -> None:
        self.network.layers[1].b[0] = height

    # What the reader does

    def choose(self, event: dict) -> None:
        """A corner is chosen."""
        self.chosen = chosen(event, len(self.network.layers[0]), self.chosen)

    def move(self, place: float) -> None:
        """Put the chosen corner at a place; the factor stays."""
        first, j = self.network.layers[0], self.chosen
        if abs(first.W[j, 0]) < TINY:  # it had no place: give it one
            first.W[j, 0] = 1.0
        first.b[j] = -first.W[j, 0] * place

    def turn(self, factor: float) -> None:
        """Give the chosen corner a factor; its place stays."""
        first, last = self.network.layers
        weight = abs(first.W[self.chosen, 0])
        checks.need(weight > TINY, "this neuron's weight is 0, so it has no corner: move its place")
        last.W[0, self.chosen] = factor / weight

    def nudge(self, event: dict) -> None:
        """Arrow keys on a dot: left and right move it, up and down change its factor."""
        self.choose({"index": event["line"]})
        step = STEP * (4 if event.get("big") else 1)
        if event["dx"]:
            self.move(self._inside(self.corner.place + step * event["dx"]))
        elif self.turns:
            self.turn(round(self.corner.factor + step * event["dy"], 10))

    def drag(self, event: dict) -> None:
        """A hand moves a dot to the left or right; Escape puts it back."""
        self.choose({"index": event["line"]})
        if self._drag is None or self._drag[0] != event["id"]:
            self._drag = event["id"], self.network.parameters.copy()
        if event["phase"] == "cancel":
            self.network.parameters[...] = self._drag[1]
        elif event["phase"] != "start":
            self.move(self._inside(event["x"]))

    def _inside(self, x: float) -> float:
        return round(float(np.clip(x, *self.ends)), DECIMALS)

    # In words

    def describe(self) -> str:
        """The curve in words."""
        rows = [
            f"neuron {j} has no corner"
            if np.isnan(place)
            else f"corner {j} at {short(place)} with factor {short(factor)}"
            for j, (place, factor) in enumerate(self.corners)
        ]
        return f"Start height {short(self.start)}; {listed(rows)}. {self.verdict()}"

    def verdict(self) -> str:
        """How far it is from its target; without one, which way it turns."""
        if not self.aims:
            return self._shape()
        if self.solved:
            return "The curve lies on its target: the largest gap is 0.00."
        x, height, wanted = self.gap
        side = "high" if height > wanted else "low"
        where = f"at x = {short(round(x, 2))}, where the curve is too {side}"
        return f"The largest gap is {number(abs(height - wanted))}, {where}."

    def _shape(self) -> str:
        """Which way the curve turns at its corners: up only, down only, or both."""
        ups = sum(corner.factor > FLAT for corner in self.corners)
        downs = sum(corner.factor < -FLAT for corner in self.corners)
        if not ups and not downs:
            return "No corner: the curve is a level line."
        found = sentence(counted(ups or downs, "corner"))
        if not downs:
            return f"{found}, all upward: no hill can come out."
        if not ups:
            return f"{found}, all downward: no valley can come out."
        return f"{found} upward and {counted(downs, 'corner')} downward."
