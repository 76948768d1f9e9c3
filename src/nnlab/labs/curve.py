"""CurveLab: build a curve from corners, one for each ReLU neuron."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.lines import DECIMALS, STEP
from nnlab.labs.samples import chosen, one_network
from nnlab.labs.words import assigned, counted, listed, literal, not_finite, sentence, short, ticked
from nnlab.live.panel import Markup, Panel, markup, number, plain, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.corners import (
    check_curve,
    corners,
    curve_bounds,
    curve_points,
    gap_marks,
    largest_gap,
    slope_after,
)
from nnlab.pictures.geometry import TINY
from nnlab.plots.part import part_figure

WIDEST = 12  # corners that one picture can hold
CLOSE = 0.005  # a gap below this prints as 0.00
FLAT = 1e-9
FAR = 1e6  # heights of the picture: farther out, the curve is drawn as if it ended there


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
    chosen : index of the chosen corner

    Raises
    ------
    ValueError
        If the network is no curve with corners, if X and y don't fit, or if `show` names no part.
    """

    TITLE = "CurveLab"
    PARTS = ("curve", "corners", "places", "factors", "start", "target")

    def __init__(
        self, network: Network, X: ArrayLike, y: ArrayLike, *, show: Show = None, size: Size = None
    ) -> None:
        self.network = _checked(network)
        self.X, self.y = _checked_data(X, y)
        super().__init__(show=show, size=size)
        self.chosen = 0
        self._first = corners(network)
        shown = [self.y] if self.shows("target") else []
        self._bounds = curve_bounds(self.X, network(self.X), *shown)  # all of it, as it is at first
        self._ends = float(np.min(self.X)), float(np.max(self.X))  # corners stay between them
        self._held: tuple | None = None  # during a drag: its id, and the parameters before
        self.keep_network(network)
        self.plane, self.corners = Plane(), Panel()
        self.plane.probing = False
        self.listen(self.plane, {"drag": self._drag, "nudge": self._nudge})
        self.listen(self.corners, {"corner": self._choose})
        self.build(
            left=self.part("curve", self.plane),
            right=[self.part("corners", self.corners), *self._make_controls()],
        )

    def _make_controls(self) -> list:
        x0, x1 = self._ends
        factor = Slider("factor", 0.0, step=STEP)
        words = "start height: added everywhere"
        height = Slider("start height", self._start, step=STEP, words=words)
        where = Slider("place", x0, minimum=x0, maximum=x1, step=STEP, signed=False)
        return [
            self.control(
                "place",
                where,
                read=lambda: _known(self._corners[self.chosen].place),
                write=self._move,
                part="places",
                name=lambda: f"place of corner {self.chosen}",
                start=lambda: _known(self._first[self.chosen].place),
            ),
            self.control(
                "factor",
                factor,
                read=lambda: _known(self._corners[self.chosen].factor),
                write=self._turn,
                part="factors",
                name=lambda: f"factor of corner {self.chosen}",
                start=lambda: _known(self._first[self.chosen].factor),
            ),
            self.control(
                "start", height, read=lambda: self._start, write=self._raise, part="start"
            ),
        ]

    # ------------------------------------------------------------------ the views

    def _lack(self) -> str:
        try:
            check_curve(self.network)
        except ValueError as error:
            return sentence(str(error))
        k = len(self.network.layers[0])
        hidden = [f"{what} of neuron {j}" for j in range(k) for what in ("weight", "bias")]
        factors = [f"output's weight from neuron {j}" for j in range(k)]
        return not_finite([*hidden, *factors, "start height"], self.network.parameters)

    def _read(self) -> None:
        self._corners = corners(self.network)
        self._gap = largest_gap(self.network, self.X, self.y)  # x, the curve there, the target
        self._reached = self.shows("target") and abs(self._gap[1] - self._gap[2]) < CLOSE

    def _draw(self) -> None:
        if self.shows("curve"):
            self._draw_curve()
        if self.shows("corners"):
            self.corners.html = self._table()

    def _draw_curve(self) -> None:
        points, (y0, y1) = curve_points(self.network, self._bounds), self._bounds[2:]
        points[:, 1] = np.clip(points[:, 1], y0 - FAR * (y1 - y0), y1 + FAR * (y1 - y0))
        curves: list[dict] = [{"points": points}]
        gap: list[dict] = []
        caption = "solid: the network's curve"
        if self.shows("target"):
            target = np.column_stack([self.X, self.y])[np.argsort(self.X[:, 0])]
            curves.insert(0, {"points": target, "dashed": True})
            caption += " · dashed: the target"
            gap = [] if self._reached else gap_marks(self.network, self.X, self.y, self._bounds)
        places = range(len(self._corners))
        self.plane.show(
            bounds=self._bounds,
            curves=curves,
            lines=[self._dot(j) for j in places] + gap,
            names={"lines": [[f"Move corner {j}", ""] for j in places]},
            note="",
            x_name="x",
            y_name="y",
            caption=caption,
            text=self._describe(),
        )

    def _dot(self, j: int) -> dict:
        """Corner j's dot on the curve; none outside the picture."""
        place, factor = self._corners[j]
        x0, x1, y0, y1 = self._bounds
        if not x0 <= place <= x1:  # nor for nan
            return {"draggable": False}
        height = float(np.clip(self.network([place])[0], y0, y1))
        up = 0.07 * (y1 - y0) * (1 if height < y1 - 0.15 * (y1 - y0) else -1)
        here = [k for k, one in enumerate(self._corners) if abs(one.place - place) < TINY]
        if len(here) > 1:  # dots in one place share one name
            name = f"corners {listed(here)}" if j == here[-1] else ""
        else:
            name = f"corner {j}" if j == self.chosen else str(j)
            name += "" if abs(factor) > FLAT else " (unused)"
        where = {"anchor": [place, height], "label": name, "label_at": [place, height + up]}
        where |= {"selected": j == self.chosen, "moves": "across"}
        return where | {"draggable": self.shows("places")}

    def _table(self) -> Markup:
        """A row for each corner: where, by how much, and how steep the curve is after it."""
        rows = []
        for j, (where, factor) in enumerate(self._corners):
            known = not np.isnan(where)
            after = signed(slope_after(self.network, where)) if known else "–"
            rows.append([j, plain(where) if known else "nowhere", signed(factor), after])
        head = ["corner", "place", "factor", "slope after it"]
        caption = "The corners, a row for each neuron"
        body = table(head, rows, selected=self.chosen, caption=caption, event="corner")
        return markup('<div class="nnlab-rows">{}</div>', body)

    # ------------------------------------------------------------------ what can change

    @property
    def _start(self) -> float:
        return float(self.network.layers[1].b[0])

    def _move(self, place: float) -> None:
        """Put the chosen corner at a place; the factor stays."""
        first, j = self.network.layers[0], self.chosen
        if abs(first.W[j, 0]) < TINY:  # it had no place: give it one
            first.W[j, 0] = 1.0
        first.b[j] = -first.W[j, 0] * place

    def _turn(self, factor: float) -> None:
        """Give the chosen corner a factor; its place stays."""
        first, last = self.network.layers
        weight = abs(first.W[self.chosen, 0])
        checks.need(weight > TINY, "this neuron's weight is 0, so it has no corner: move its place")
        last.W[0, self.chosen] = factor / weight

    def _raise(self, height: float) -> None:
        self.network.layers[1].b[0] = height

    def _choose(self, event: dict) -> None:
        self.chosen = chosen(event, len(self._corners), self.chosen)

    def _nudge(self, event: dict) -> None:
        """Arrow keys on a dot: left and right move it, up and down change its factor."""
        self._choose({"index": event["line"]})
        step = STEP * (4 if event.get("big") else 1)
        where, factor = self._corners[self.chosen]
        if event["dx"]:
            self._move(self._inside(where + step * event["dx"]))
        elif self.shows("factors"):
            self._turn(round(factor + step * event["dy"], 10))

    def _drag(self, event: dict) -> None:
        """A hand moves a dot to the left or right."""
        self._choose({"index": event["line"]})
        if self._held is None or self._held[0] != event["id"]:
            self._held = event["id"], self.network.parameters.copy()
        if event["phase"] == "cancel":
            self.network.parameters[...] = self._held[1]
        elif event["phase"] != "start":
            self._move(self._inside(event["x"]))

    def _inside(self, x: float) -> float:
        return round(float(np.clip(x, *self._ends)), DECIMALS)

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        rows = [
            f"neuron {j} has no corner"
            if np.isnan(place)
            else f"corner {j} at {short(place)} with factor {short(factor)}"
            for j, (place, factor) in enumerate(self._corners)
        ]
        return f"Start height {short(self._start)}; {listed(rows)}. {self._verdict()}"

    def _sentence(self) -> Markup:
        return ticked(self._reached, self._verdict())

    def _verdict(self) -> str:
        if not self.shows("target"):
            return self._shape_words()
        if self._reached:
            return "The curve lies on its target: the largest gap is 0.00."
        x, curve, wanted = self._gap
        side = "high" if curve > wanted else "low"
        where = f"at x = {short(round(x, 2))}, where the curve is too {side}"
        return f"The largest gap is {number(abs(curve - wanted))}, {where}."

    def _shape_words(self) -> str:
        """Which way the curve turns at its corners: up only, down only, or both."""
        ups = sum(corner.factor > FLAT for corner in self._corners)
        downs = sum(corner.factor < -FLAT for corner in self._corners)
        if not ups and not downs:
            return "No corner: the curve is a level line."
        said = sentence(counted(ups or downs, "corner"))
        if not downs:
            return f"{said}, all upward: no hill can come out."
        if not ups:
            return f"{said}, all downward: no valley can come out."
        return f"{said} upward and {counted(downs, 'corner')} downward."

    def _figure(self) -> object:
        return part_figure(self.plane) if self.shows("curve") else None

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        k = len(self.network.layers[0])
        made = (
            f'network = Network([1, {k}, 1], ["relu", "identity"], init="zeros")\n'
            f"network.parameters = {literal(self.network.parameters)}\n"
        )
        return self._python("Network", made + assigned(X=self.X, y=self.y), "network, X, y")

    def _briefly(self) -> str:
        rows = [
            "no corner" if np.isnan(place) else f"{short(factor)} at {short(place)}"
            for place, factor in corners(self.network)
        ]
        return f"start {short(self._start)}; {', '.join(rows)}"


def _known(number: float) -> float | None:
    return number if np.isfinite(number) else None


def _checked(network: Network) -> Network:
    one_network(network, "CurveLab", 'Network([1, 3, 1], ["relu", "identity"])')
    check_curve(network)
    k = len(network.layers[0])
    checks.need(k <= WIDEST, f"CurveLab shows up to {WIDEST} corners; this network has {k}")
    return network


def _checked_data(X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    X, y = checks.numbers(X, "X"), checks.numbers(y, "y")
    for name, array in (("X", X), ("y", y)):
        checks.need(
            array.ndim == 2 and array.shape[1] == 1,
            f"{name} has shape {array.shape}: give one number in each row, {name}.reshape(-1, 1)",
        )
    checks.need(len(X) == len(y), f"X has {len(X)} rows and y has {len(y)}: give as many")
    return X, y
