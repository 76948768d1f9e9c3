"""An activation's curve, along which a reader walks."""

from typing import Any

import traitlets

from nnlab.core import Activation
from nnlab.live.part import Part
from nnlab.pictures.bend import BendMarks, bend_marks


class Bend(Part):
    """A picture of an activation that answers to pointer, touch and keyboard.

    Handlers given to `on_event` get

    - ``{"type": "drag", "x", "phase"}``: a hand moves along the curve to x. Phases are "start",
      "move", "end" and "cancel"; of the moves only the newest is sure to arrive;
    - ``{"type": "nudge", "steps", "big"}``: a key does.

    Attributes
    ----------
    bounds, ticks, tones, curve, slopes, at, tangent, triangle, rise, steep, name :
        see `pictures.bend`
    """

    KIND = "bend"
    PICTURE = True

    bounds: Any = traitlets.List([-5.0, 5.0, 0.0, 1.0])
    ticks: Any = traitlets.List([[], []])
    tones: Any = traitlets.List()
    curve: Any = traitlets.List()
    slopes: Any = traitlets.List()
    at: Any = traitlets.List([0.0, 0.0])
    tangent: Any = traitlets.List()
    triangle: Any = traitlets.List()
    rise = traitlets.Unicode()
    steep: Any = traitlets.List()
    name = traitlets.Unicode()

    def show(self, activation: Activation, z: float, *, text: str = "", **more: Any) -> None:
        """Show this, in one message; the rest is as of `pictures.bend.bend_marks`."""
        self.put({**bend_marks(activation, z, **more), "text": text})

    @property
    def marks(self) -> BendMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(BendMarks)
