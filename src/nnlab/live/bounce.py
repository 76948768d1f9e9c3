"""A walk to and fro on a curve of the loss over one weight."""

from nnlab.live.picture import Picture
from nnlab.pictures.marks import BounceMarks, blank


class Bounce(Picture):
    """A picture in which a hand can move the first step's end.

    `show` takes its marks. Handlers given to `on_event` get

    - ``{"type": "step", "id", "x", "phase"}``: a hand moves it to x; phases are "start", "move",
      "end" and "cancel" (Escape: back). Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "steps", "big"}``: an arrow key: +1 for right and up, else −1.

    Attributes
    ----------
    bounds, curve, path, ticks, label, cue : as in `marks.BounceMarks`
    """

    BLANK = blank(BounceMarks, bounds=[-1.0, 1.0, 0.0, 1.0])
