"""CurveLab: build a curve from corners, one for each ReLU neuron."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.labs import words
from nnlab.labs.controls import attribute
from nnlab.labs.corners import FLAT, Corners
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.lines import STEP
from nnlab.live.panel import Markup, Panel, markup, plain, signed, table
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.corners import (
    Corner,
    corners,
    curve_points,
    gap_marks,
    slope_after,
    target_curve,
)
from nnlab.pictures.geometry import TINY, Bounds

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
        model = self.model = Corners(network, X, y)
        self.network, self.X, self.y = network, model.X, model.y
        super().__init__(show=show, size=size)
        parts = ("target", "places", "factors")
        model.aims, model.moves, model.turns = map(self.shows, parts)
        self._bounds = model.bounds()  # all of it, as it is at first
        self.keep_network(network)
        self.plane, self.corners = Plane(), Panel()
        self.plane.probing = False
        self.listen(self.plane, {"drag": model.drag, "nudge": model.nudge})
        self.listen(self.corners, {"corner": model.choose})
        x0, x1 = model.ends
        place = Slider("place", x0, minimum=x0, maximum=x1, step=STEP, signed=False)
        spoken = "start height: added everywhere"
        start = Slider("start height", model.start, step=STEP, words=spoken)
        self.build(
            left=self.part("curve", self.plane),
            right=[
                self.part("corners", self.corners),
                self._of_corner("place", place, model.move),
                self._of_corner("factor", Slider("factor", 0.0, step=STEP), model.turn),
                self.control("start", start, **attribute(model, "start"), part="start"),
            ],
        )

    def _of_corner(self, name: str, slider: Slider, write: Any) -> Any:
        """A control of the chosen corner's place or factor; without a corner it stays as it is."""
        model = self.model

        def known(corner: Corner) -> float | None:
            value = getattr(corner, name)
            return value if np.isfinite(value) else None

        return self.control(
            name,
            slider,
            read=lambda: known(model.corner),
            write=write,
            part=f"{name}s",
            name=lambda: f"{name} of corner {model.chosen}",
            start=lambda: known(model.at_first[model.chosen]),
        )

    @property
    def chosen(self) -> int:
        """Index of the chosen corner."""
        return self.model.chosen

    def _draw(self) -> None:
        if self.shows("curve"):
            self._draw_curve()
        if self.shows("corners"):
            self.corners.html = _table(self.model)

    def _draw_curve(self) -> None:
        model, (y0, y1) = self.model, self._bounds[2:]
        points = curve_points(self.network, self._bounds)
        points[:, 1] = np.clip(points[:, 1], y0 - FAR * (y1 - y0), y1 + FAR * (y1 - y0))
        curves: list[dict] = [{"points": points}]
        places = range(len(model.corners))
        lines = [_dot(model, j, self._bounds) for j in places]
        if model.aims:
            curves.insert(0, target_curve(self.X, self.y))
        if model.aims and not model.solved:
            lines += gap_marks(self.network, self.X, self.y, self._bounds)
        self.plane.show(
            bounds=self._bounds,
            curves=curves,
            lines=lines,
            names={"lines": [[f"Move corner {j}", ""] for j in places]},
            note="",
            x_name="x",
            y_name="y",
            caption="solid: the network's curve" + " · dashed: the target" * model.aims,
            text=self._describe(),
        )

    def _sentence(self) -> Markup:
        return words.ticked(self.model.solved, self.model.verdict())

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        made = words.network_code(self.network) + words.assigned(X=self.X, y=self.y)
        return self._python("Network", made, "network, X, y")

    def _briefly(self) -> str:
        rows = [
            "no corner" if np.isnan(place) else f"{words.short(factor)} at {words.short(place)}"
            for place, factor in corners(self.network)
        ]
        return f"start {words.short(self.model.start)}; {', '.join(rows)}"


def _dot(model: Corners, j: int, bounds: Bounds) -> dict[str, Any]:
    """Corner j's dot on the curve; none outside the picture."""
    place, factor = model.corners[j]
    x0, x1, y0, y1 = bounds
    if not x0 <= place <= x1:  # nor for nan
        return {"draggable": False}
    height = float(np.clip(model.network([place])[0], y0, y1))
    up = 0.07 * (y1 - y0) * (1 if height < y1 - 0.15 * (y1 - y0) else -1)
    here = [k for k, one in enumerate(model.corners) if abs(one.place - place) < TINY]
    if len(here) > 1:  # dots in one place share one name
        name = f"corners {words.listed(here)}" if j == here[-1] else ""
    else:
        name = f"corner {j}" if j == model.chosen else str(j)
        name += "" if abs(factor) > FLAT else " (unused)"
    return {
        "anchor": [place, height],
        "label": name,
        "label_at": [place, height + up],
        "selected": j == model.chosen,
        "moves": "across",
        "draggable": model.moves,
    }


def _table(model: Corners) -> Markup:
    """A row for each corner: where, by how much, and how steep the curve is after it."""
    rows = []
    for j, (place, factor) in enumerate(model.corners):
        known = not np.isnan(place)
        after = signed(slope_after(model.network, place)) if known else "–"
        rows.append([j, plain(place) if known else "nowhere", signed(factor), after])
    head = ["corner", "place", "factor", "slope after it"]
    caption = "The corners, a row for each neuron"
    body = table(head, rows, selected=model.chosen, caption=caption, event="corner")
    return markup('<div class="nnlab-rows">{}</div>', body)
