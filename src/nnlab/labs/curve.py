"""CurveLab: build a curve from corners, one for each ReLU neuron."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.labs import words
from nnlab.labs.controls import attribute
from nnlab.labs.corners import Corners
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.samples import STEP
from nnlab.live.panel import Markup, markup, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.corners import slope_after


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

    TITLE = "CurveLab"
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
        self.build(left=self.plane, right=[self.corners, *controls])

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
            "–" if np.isnan(x) else signed(slope_after(model.owner, x)) for x in places
        ],
    }
    caption = "The corners, a row for each neuron"
    body = words.table(columns, selected=model.chosen, caption=caption, event="corner")
    return markup('<div class="nnlab-rows">{}</div>', body)
