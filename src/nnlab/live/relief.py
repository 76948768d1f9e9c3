"""The relief: ground that can be turned, fog on it, and a walker that can be set down by hand."""

from nnlab.live.picture import Picture
from nnlab.pictures.marks import ReliefMarks, blank
from nnlab.pictures.relief import relief


class Relief(Picture):
    """A picture of heights over a plane, seen from the side; the reader turns it.

    Heights are sent once for each ground, without those that lie in fog. The browser has the
    camera, the light and the fog's own surface. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "x", "y", "phase"}``: a hand sets the walker down. Phases are
      "start", "move", "end" and "cancel". Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "dx", "dy", "big"}``: an arrow key moves it along one axis.

    Attributes
    ----------
    bounds, size, heights, clear, levels, path, start, head, turned, ticks : as in
        `marks.ReliefMarks`
    x_name, y_name, caption, note, cue : words around the picture

    >>> Relief(bounds=(0, 1, 0, 1), heights=[[0, 1], [2, 3]], text="A slope.")
    Relief(A slope.)
    """

    BLANK = blank(
        ReliefMarks, bounds=[0.0, 1.0, 0.0, 1.0], size=2, heights=bytes(8), ticks=[[], []]
    )
    make = relief
