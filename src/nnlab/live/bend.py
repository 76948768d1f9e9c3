"""An activation's curve, along which a reader walks."""

from nnlab.live.picture import Picture
from nnlab.pictures.bend import BLANK, bend_marks


class Bend(Picture):
    """A picture of an activation that answers to pointer, touch and keyboard.

    Handlers given to `on_event` get

    - ``{"type": "drag", "x", "phase"}``: a hand moves along the curve to x. Phases are "start",
      "move", "end" and "cancel"; of the moves only the newest is sure to arrive;
    - ``{"type": "nudge", "steps", "big"}``: a key does.

    Attributes
    ----------
    bounds, ticks, tones, curve, slopes, at, tangent, triangle, rise, steep, x_name, y_name :
        see `pictures.bend`
    """

    BLANK = BLANK
    make = bend_marks
