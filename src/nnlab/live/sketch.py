"""The sketch: an empty paper for a line of the reader's, and a network's curve that follows it.

The browser paints the stroke and a corner under the finger at once; the curve, the gap and the
corners' places are Python's.
"""

from nnlab.live.picture import Picture
from nnlab.pictures.sketch import BLANK


class Sketch(Picture):
    """A picture of a curve with corners that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "draw", "points"}``: a line was drawn, [[x, y], ...] from left to right.
    - ``{"type": "drag", "id", "index", "x", "y", "phase"}``: a hand moves a corner. Phases are
      "start", "move", "end" and "cancel". Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "index", "dx", "dy", "big"}``: an arrow key on a corner.
    - ``{"type": "corner", "index"}``: a corner was chosen.

    Attributes
    ----------
    bounds, ticks, line, curve, corners, end, gap, pencil, cue : see `pictures.sketch.SketchMarks`

    >>> Sketch().pencil
    False
    """

    BLANK = BLANK
