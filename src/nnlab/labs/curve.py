"""CurveLab: build a curve from corners, one for each ReLU neuron."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.labs import words
from nnlab.labs.controls import attribute
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.samples import DECIMALS, STEP, chosen, one_network
from nnlab.live.panel import Markup, markup, number, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures import corners
from nnlab.pictures.geometry import TINY

WIDEST = 12  # corners that one picture can hold
CLOSE = 0.005  # a gap below this prints as 0.00
FLAT = 1e-9  # a factor below this turns nothing
FAR = 1e6  # heights of the picture: farther out, the curve is drawn as if it ended there


class Corners:
    """A curve with corners, one of them chosen, and the curve it should become: no widget.

    Parameters
    ----------
    owner : Network with sizes [1, k, 1], k at most 12, with relu and then identity
    X, y : (n_samples, 1), points of the curve that is wanted
    aims, moves, turns : whether there is a target, and whether hands move and turn corners

    Attributes
    ----------
    chosen : index of the chosen corner

    >>> model = Corners(Network([1, 2, 1], ["relu", "identity"], init="zeros"), [[0.0]], [[1.0]])
    >>> model.move(2.0)
    >>> model.read()
    >>> model.corner, model.gap
    (Corner(place=2.0, factor=0.0), (0.0, 0.0, 1.0))
    """

    def __init__(
        self, owner: Network, X: ArrayLike, y: ArrayLike, aims=True, moves=True, turns=True
    ) -> None:
        one_network(owner, "CurveLab", 'Network([1, 3, 1], ["relu", "identity"])')
        self.owner = corners.check_curve(owner)
        k = len(owner.layers[0])
        checks.need(k <= WIDEST, f"CurveLab shows up to {WIDEST} corners; this network has {k}")
        self.X = checks.inputs(X, owner)
        self.y = checks.targets(y, len(self.X), 1)
        self.aims, self.moves, self.turns = aims, moves, turns
        self.chosen, self.at_first = 0, corners.corners(owner)
        self.ends = float(np.min(self.X)), float(np.max(self.X))  # corners stay between them
        # All of the curve as it is at first, and of its target.
        self.bounds = corners.curve_bounds(self.X, owner(self.X), *([self.y] if aims else []))
        self._drag: tuple | None = None  # its id, and the parameters when it began

    def read(self) -> None:
        """Where the corners are now, and where the curve is farthest from its target."""
        corners.check_curve(self.owner)
        words.check_finite(words.parameter_names(self.owner.sizes), self.owner.parameters)
        self.corners = corners.corners(self.owner)
        self.gap = corners.largest_gap(self.owner, self.X, self.y)  # x, its height, the target's
        self.solved = self.aims and abs(self.gap[1] - self.gap[2]) < CLOSE

    @property
    def corner(self) -> corners.Corner:
        """The chosen corner: where it is, and by how much the slope changes there."""
        return self.corners[self.chosen]

    @property
    def start(self) -> float:
        """The height that is added everywhere."""
        return float(self.owner.layers[1].b[0])

    @start.setter
    def start(self, height: float) -> None:
        self.owner.layers[1].b[0] = height

    # What the reader does

    def choose(self, event: dict) -> None:
        """A corner is chosen."""
        self.chosen = chosen(event, len(self.owner.layers[0]), self.chosen)

    def move(self, place: float) -> None:
        """Put the chosen corner at a place; the factor stays."""
        first, j = self.owner.layers[0], self.chosen
        if abs(first.W[j, 0]) < TINY:  # it had no place: give it one
            first.W[j, 0] = 1.0
        first.b[j] = -first.W[j, 0] * place

    def turn(self, factor: float) -> None:
        """Give the chosen corner a factor; its place stays."""
        first, last = self.owner.layers
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
            self._drag = event["id"], self.owner.parameters.copy()
        if event["phase"] == "cancel":
            self.owner.parameters[...] = self._drag[1]
        elif event["phase"] != "start":
            self.move(self._inside(event["x"]))

    def _inside(self, x: float) -> float:
        return round(float(np.clip(x, *self.ends)), DECIMALS)

    # What it shows

    def picture(self) -> dict[str, Any]:
        """What the plane shows: the curve, a dot for each corner, and the target with the gap."""
        points, (y0, y1) = corners.curve_points(self.owner, self.bounds), self.bounds[2:]
        points[:, 1] = np.clip(points[:, 1], y0 - FAR * (y1 - y0), y1 + FAR * (y1 - y0))
        curves, caption = [{"points": points}], "solid: the network's curve"
        lines = [self._dot(j) for j in range(len(self.corners))]
        names = [[f"Move corner {j}", ""] for j in range(len(lines))]
        if self.aims:
            curves.insert(0, corners.target_curve(self.X, self.y))
            caption += " · dashed: the target"
            gap = corners.gap_marks(self.owner, self.X, self.y, self.bounds)
            lines += [] if self.solved else gap
        axes = {"bounds": self.bounds, "x_name": "x", "y_name": "y", "caption": caption, "note": ""}
        return axes | {"curves": curves, "lines": lines, "names": {"lines": names}}

    def _dot(self, j: int) -> dict[str, Any]:
        """Corner j's dot on the curve; none outside the picture."""
        place, factor = self.corners[j]
        x0, x1, y0, y1 = self.bounds
        if not x0 <= place <= x1:  # nor for nan
            return {"draggable": False}
        height = float(np.clip(self.owner([place])[0], y0, y1))
        up = 0.07 * (y1 - y0) * (1 if height < y1 - 0.15 * (y1 - y0) else -1)
        here = [k for k, one in enumerate(self.corners) if abs(one.place - place) < TINY]
        name = f"corner {j}" if j == self.chosen else str(j)
        name += "" if abs(factor) > FLAT else " (unused)"
        if len(here) > 1:  # dots in one place share one name
            name = f"corners {words.listed(here)}" if j == here[-1] else ""
        return {
            "anchor": [place, height],
            "label": name,
            "label_at": [place, height + up],
            "selected": j == self.chosen,
            "moves": "across",
            "draggable": self.moves,
        }

    # In words

    def describe(self) -> str:
        """The curve in words."""
        rows = [
            f"neuron {j} has no corner"
            if np.isnan(place)
            else f"corner {j} at {words.short(place)} with factor {words.short(factor)}"
            for j, (place, factor) in enumerate(self.corners)
        ]
        return f"Start height {words.short(self.start)}; {words.listed(rows)}. {self.verdict()}"

    def verdict(self) -> str:
        """How far it is from its target; without one, which way it turns."""
        if not self.aims:
            return self._shape()
        if self.solved:
            return "The curve lies on its target: the largest gap is 0.00."
        x, height, wanted = self.gap
        side = "high" if height > wanted else "low"
        where = f"at x = {words.short(round(x, 2))}, where the curve is too {side}"
        return f"The largest gap is {number(abs(height - wanted))}, {where}."

    def _shape(self) -> str:
        """Which way the curve turns at its corners: up only, down only, or both."""
        ups = sum(corner.factor > FLAT for corner in self.corners)
        downs = sum(corner.factor < -FLAT for corner in self.corners)
        found = words.sentence(words.counted(ups or downs, "corner"))
        if not ups and not downs:
            return "No corner: the curve is a level line."
        if ups and downs:
            return f"{found} upward and {words.counted(downs, 'corner')} downward."
        way, shape = ("upward", "hill") if ups else ("downward", "valley")
        return f"{found}, all {way}: no {shape} can come out."


class CurveLab(Lab):
    """A live view of a network [1, k, 1] as a curve: a corner for each ReLU neuron, added up.

    Neuron j gives the curve a corner at one place; its factor is the change of the slope there.
    Whatever the reader changes is written into `network` itself, and what a later cell changes is
    drawn.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], k at most 12, with relu and then identity
    X : (n_samples, 1), y : (n_samples, 1), points of the curve that is wanted
    show : names out of `PARTS`; left out: all. Without "factors" they stay as they are.
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself

    Raises
    ------
    ValueError
        If the network is no curve with corners, if X and y don't fit, or if `show` names no part.
    """

    TOPIC, GOAL = "Curves out of corners", "Fit the curve, beat the gap"
    PARTS = ("curve", "corners", "places", "factors", "start", "target")

    def __init__(
        self, network: Network, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        super().__init__(show=show, size=size)
        self.network = network
        asked = map(self.shows, ("target", "places", "factors"))
        model = self.model = Corners(network, X, y, *asked)
        self.keep(network, "parameters", "activations")
        hands = {"drag": model.drag, "nudge": model.nudge}
        self.plane = self.view("curve", Plane(probing=False), model.picture, hands)
        self.corners = self.panel("corners", lambda: _table(model), {"corner": model.choose})
        x0, x1 = model.ends
        place = Slider("place", x0, minimum=x0, maximum=x1, step=STEP, signed=False)
        spoken = "start height: added everywhere"
        start = Slider("start height", model.start, step=STEP, words=spoken)
        controls = [
            self._of_corner("place", place, model.move),
            self._of_corner("factor", Slider("factor", 0.0, step=STEP), model.turn),
            self.control("start", start, **attribute(model, "start")),
        ]
        self.build(picture=self.plane, rail=[self.corners, *controls])

    def _of_corner(self, name: str, slider: Slider, write: Any) -> Any:
        """A control of the chosen corner's place or factor; without a corner it stays as it is."""
        model = self.model
        return self.control(
            name,
            slider,
            read=lambda: _known(getattr(model.corner, name)),
            write=write,
            part=f"{name}s",
            name=lambda: f"{name} of corner {model.chosen}",
            start=lambda: _known(getattr(model.at_first[model.chosen], name)),
        )

    def _sentence(self) -> Markup:
        return words.ticked(self.model.solved, self.model.verdict())

    def _briefly(self) -> str:
        rows = [
            "no corner" if np.isnan(place) else f"{words.short(factor)} at {words.short(place)}"
            for place, factor in self.model.corners
        ]
        return f"start {words.short(self.model.start)}; {', '.join(rows)}"


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _table(model: Corners) -> Markup:
    """A row for each corner: where, by how much, and how steep the curve is after it."""
    places, factors = zip(*model.corners, strict=True)
    columns = {
        "corner": range(len(places)),
        "place": ["nowhere" if np.isnan(x) else plain(x) for x in places],
        "factor": map(signed, factors),
        "slope after it": [
            "–" if np.isnan(x) else signed(corners.slope_after(model.owner, x)) for x in places
        ],
    }
    caption = "The corners, a row for each neuron"
    body = words.table(columns, selected=model.chosen, caption=caption, event="corner")
    return markup('<div class="nnlab-rows">{}</div>', body)
