"""An activation's curve, along which a reader walks."""

from nnlab.live.picture import Picture
from nnlab.pictures.bend import BendMarks, bend_marks


class Bend(Picture):
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
    MARKS = BendMarks
    BLANK = dict(bounds=[-5.0, 5.0, 0.0, 1.0], ticks=[[], []], at=[0.0, 0.0])
    make = bend_marks
