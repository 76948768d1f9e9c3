"""CurveLab: build a curve from corners, one for each ReLU neuron."""

import numpy as np

from nnlab.core import Network, checks
from nnlab.labs.lab import Lab
from nnlab.labs.line import DECIMALS, STEP
from nnlab.labs.words import counted, listed, literal, sentence, short
from nnlab.live.panel import Panel, joined, markup, number, plain, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.theme import css
from nnlab.plots.geometry import TINY
from nnlab.plots.layer import (
    check_curve,
    corners,
    curve_bounds,
    curve_points,
    gap_label,
    largest_gap,
    plot_corners,
    slope_after,
)
from nnlab.plots.picture import new_figure

WIDEST = 12  # corners that one picture can hold
CLOSE = 0.005  # a gap below this prints as 0.00
FLAT = 1e-9


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

    def __init__(self, network, X, y, *, show=None, size=None):
        self.network = _checked_network(network)
        self.X, self.y = _checked_data(X, y)
        super().__init__(show=show, size=size)
        self.chosen = 0
        self._first = corners(network)
        shown = [self.y] if self.shows("target") else []
        self._bounds = curve_bounds(self.X, network(self.X), *shown)  # all of it, as it is at first
        self._ends = float(np.min(self.X)), float(np.max(self.X))  # corners stay between them
        self._held = None  # during a drag: what it began with
        self._make_views()

    # ------------------------------------------------------------------ the views

    def _make_views(self):
        self.plane, self.corners = Plane(), _Corners()
        self.plane.probing = False
        self.listen(self.plane, {"drag": self._drag, "nudge": self._nudge})
        self.listen(self.corners, {"corner": self._choose})
        x0, x1 = self._ends
        corner = corners(self.network)[0]
        right = [self.corners] if self.shows("corners") else []
        if self.shows("places"):
            at = x0 if np.isnan(corner.place) else corner.place
            slider = Slider("place", at, minimum=x0, maximum=x1, step=STEP, signed=False)
            right.append(self.control("place", slider, self._move))
        if self.shows("factors"):
            slider = Slider("factor", corner.factor, step=STEP)
            right.append(self.control("factor", slider, self._turn))
        if self.shows("start"):
            words = "start height: added everywhere"
            slider = Slider("start height", self._start, step=STEP, words=words)
            right.append(self.control("start", slider, self._raise))
        self.build(left=[self.plane] if self.shows("curve") else [], right=right)

    def _draw(self):
        self._read()
        if self.shows("curve"):
            self._draw_curve()
        if self.shows("corners"):
            self.corners.html = self._table()
        corner = self._corners[self.chosen]
        if "place" in self.controls:
            self.controls["place"].name = f"place of corner {self.chosen}"
            if not np.isnan(corner.place):
                self.controls["place"].value = corner.place
            if not np.isnan(self._first[self.chosen].place):
                self.controls["place"].start = self._first[self.chosen].place
        if "factor" in self.controls:
            self.controls["factor"].name = f"factor of corner {self.chosen}"
            self.controls["factor"].value = corner.factor
            self.controls["factor"].start = self._first[self.chosen].factor
        if "start" in self.controls:
            self.controls["start"].value = self._start

    def _read(self):
        self._corners = corners(self.network)

    def _draw_curve(self):
        curves = [{"points": curve_points(self.network, self._bounds)}]
        extra = []
        if self.shows("target"):
            order = np.argsort(self.X[:, 0])
            target = np.column_stack([self.X, self.y])[order]
            curves.insert(0, {"points": target, "dashed": True})
            extra = self._gap_mark()
        caption = "solid: the network's curve"
        self.plane.show(
            bounds=self._bounds,
            curves=curves,
            lines=[self._corner(j) for j in range(len(self._corners))] + extra,
            names={"lines": [[f"Move corner {j}", ""] for j in range(len(self._corners))]},
            note="",
            x_name="x",
            y_name="y",
            caption=caption + (" · dashed: the target" if self.shows("target") else ""),
            text=self.describe(),
        )

    def _corner(self, j):
        """Corner j's dot on the curve; none outside the picture."""
        place, factor = self._corners[j]
        x0, x1, y0, y1 = self._bounds
        if not x0 <= place <= x1:  # nor for nan
            return {"draggable": False}
        height = float(np.clip(self.network([place])[0], y0, y1))
        up = 0.07 * (y1 - y0) * (1 if height < y1 - 0.15 * (y1 - y0) else -1)
        here = [k for k, one in enumerate(self._corners) if abs(one.place - place) < TINY]
        if len(here) > 1:  # dots in one place share one name
            name = f"corners {listed(list(map(str, here)))}" if j == here[-1] else ""
        else:
            name = f"corner {j}" if j == self.chosen else str(j)
            name += "" if abs(factor) > FLAT else " (unused)"
        where = {"anchor": [place, height], "label": name, "label_at": [place, height + up]}
        where |= {"selected": j == self.chosen, "moves": "across"}
        return where | {"draggable": self.shows("places")}

    def _gap_mark(self):
        x, curve, wanted = largest_gap(self.network, self.X, self.y)
        if abs(curve - wanted) < CLOSE:
            return []
        at = gap_label(x, curve, wanted, self._bounds)
        words = f"gap {number(abs(curve - wanted))}"
        ends = [[x, curve], [x, wanted]]
        return [{"segment": ends, "label": words, "label_at": at, "draggable": False}]

    def _table(self):
        """A row for each corner: where, by how much, and how steep the curve is after it."""
        rows = []
        for j, corner in enumerate(self._corners):
            known = not np.isnan(corner.place)
            after = signed(slope_after(self.network, corner.place)) if known else "–"
            where = plain(corner.place) if known else "nowhere"
            rows.append([j, where, signed(corner.factor), after])
        head = ["corner", "place", "factor", "slope after it"]
        caption = "The corners, a row for each neuron"
        body = table(head, rows, selected=self.chosen, caption=caption, event="corner")
        return markup('<div class="nnlab-rows">{}</div>', body)

    # ------------------------------------------------------------------ what can change

    @property
    def _start(self):
        return float(self.network.layers[1].b[0])

    def _state(self):
        return {"parameters": self.network.parameters.copy()}

    def _restore(self, state):
        self.network.parameters[...] = state["parameters"]

    def _move(self, place):
        """Put the chosen corner at a place; the factor stays."""
        first, last = self.network.layers
        j = self.chosen
        if abs(first.W[j, 0]) < TINY:  # it had no place: give it one
            first.W[j, 0] = 1.0
        first.b[j] = -first.W[j, 0] * place

    def _turn(self, factor):
        """Give the chosen corner a factor; its place stays."""
        first, last = self.network.layers
        weight = abs(first.W[self.chosen, 0])
        checks.need(weight > TINY, "this neuron's weight is 0, so it has no corner: move its place")
        last.W[0, self.chosen] = factor / weight

    def _raise(self, height):
        self.network.layers[1].b[0] = height

    def _choose(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self._corners):
            self.chosen = index

    def _nudge(self, event):
        """Arrow keys on a dot: left and right move it, up and down change its factor."""
        self._choose({"index": event["line"]})
        big = 4 if event.get("big") else 1
        corner, step = self._corners[self.chosen], STEP * big
        if event["dx"]:
            self._move(self._inside(corner.place + step * event["dx"]))
        elif self.shows("factors"):
            self._turn(round(corner.factor + step * event["dy"], 10))

    def _drag(self, event):
        """A hand moves a dot to the left or right."""
        self._choose({"index": event["line"]})
        if self._held is None or self._held["id"] != event["id"]:
            self._held = {"id": event["id"], "before": self._state()}
        if event["phase"] == "cancel":
            self._restore(self._held["before"])
        elif event["phase"] != "start":
            self._move(self._inside(event["x"]))

    def _inside(self, x):
        return round(float(np.clip(x, *self._ends)), DECIMALS)

    # ------------------------------------------------------------------ words

    def describe(self):
        """What the lab shows now, in words."""
        self._read()
        rows = [_in_words(j, corner) for j, corner in enumerate(self._corners)]
        return f"Start height {short(self._start)}; {listed(rows)}. {self._verdict()}"

    def _verdict(self):
        return self._gap_words() if self.shows("target") else self._shape_words()

    def _gap_words(self):
        x, curve, wanted = largest_gap(self.network, self.X, self.y)
        gap = abs(curve - wanted)
        if gap < CLOSE:
            return "The curve lies on its target: the largest gap is 0.00."
        side = "high" if curve > wanted else "low"
        where = f"at x = {short(round(x, 2))}, where the curve is too {side}"
        return f"The largest gap is {number(gap)}, {where}."

    def _shape_words(self):
        """Which way the curve turns at its corners: up only, down only, or both."""
        ups = sum(corner.factor > FLAT for corner in self._corners)
        downs = sum(corner.factor < -FLAT for corner in self._corners)
        if not ups and not downs:
            return "No corner: the curve is a level line."
        if not downs:
            return f"{self._count(ups)}, all upward: no hill can come out."
        if not ups:
            return f"{self._count(downs)}, all downward: no valley can come out."
        return f"{self._count(ups)} upward and {counted(downs, 'corner')} downward."

    def _count(self, n):
        return sentence(counted(n, "corner"))

    def _sentence(self):
        close = self.shows("target") and self._verdict().startswith("The curve lies")
        return joined([markup("<b>{}</b> ", "✓") if close else "", self._verdict()])

    def _figure(self):
        if not self.shows("curve"):
            return None
        figure = new_figure(5.4, 4.2)
        plot_corners(
            self.network,
            self.X,
            self.y,
            ax=figure.subplots(),
            chosen=self.chosen,
            target=self.shows("target"),
            bounds=self._bounds,
        )
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now."""
        k = len(self.network.layers[0])
        return (
            "from nnlab import Network\nfrom nnlab.labs import CurveLab\n\n"
            f'network = Network([1, {k}, 1], ["relu", "identity"], init="zeros")\n'
            f"network.parameters = {literal(self.network.parameters)}\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self.y)}\n"
            f"CurveLab(network, X, y{self._options()})\n"
        )

    def __repr__(self):
        if self._closed:
            return "CurveLab(closed)"
        self._read()
        rows = ", ".join(
            "no corner" if np.isnan(c.place) else f"{short(c.factor)} at {short(c.place)}"
            for c in self._corners
        )
        return f"CurveLab(start {short(self._start)}; {rows})"


class _Corners(Panel):
    """The table of the corners."""

    _css = css("panel.css", "../labs/layer.css")


def _in_words(j, corner):
    if np.isnan(corner.place):
        return f"neuron {j} has no corner"
    return f"corner {j} at {short(corner.place)} with factor {short(corner.factor)}"


def _checked_network(network):
    checks.need(
        isinstance(network, Network),
        f"CurveLab shows a network, not {type(network).__name__}: give it one, such as "
        'Network([1, 3, 1], ["relu", "identity"])',
    )
    check_curve(network)
    checks.need(network.parameters.ndim == 1, "CurveLab shows one network, not many runs")
    k = len(network.layers[0])
    checks.need(k <= WIDEST, f"CurveLab shows up to {WIDEST} corners; this network has {k}")
    return network


def _checked_data(X, y):
    X, y = checks.numbers(X, "X"), checks.numbers(y, "y")
    for name, array in (("X", X), ("y", y)):
        checks.need(
            array.ndim == 2 and array.shape[1] == 1,
            f"{name} has shape {array.shape}: give one number in each row, {name}.reshape(-1, 1)",
        )
    checks.need(len(X) == len(y), f"X has {len(X)} rows and y has {len(y)}: give as many")
    return X, y
