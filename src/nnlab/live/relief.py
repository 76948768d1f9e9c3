"""The relief: ground that can be turned, fog on it, and a walker that can be set down by hand."""

from typing import Any

import traitlets

from nnlab.live.part import Part
from nnlab.pictures.marks import ReliefMarks
from nnlab.pictures.relief import relief


class Relief(Part):
    """A picture of heights over a plane, seen from the side; the reader turns it.

    Heights are sent once for each ground, without those that lie in fog. The browser has the
    camera, the light and the fog's own surface. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "x", "y", "phase"}``: a hand sets the walker down. Phases are
      "start", "move", "end" and "cancel". Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "dx", "dy", "big"}``: an arrow key moves it along one axis.

    Attributes
    ----------
    bounds, size, heights, clear, levels, path, head, ticks : as in `marks.ReliefMarks`
    x_name, y_name, caption, note : words around the picture

    >>> Relief(bounds=(0, 1, 0, 1), heights=[[0, 1], [2, 3]], text="A slope.")
    Relief(A slope.)
    """

    KIND = "relief"
    PICTURE = True

    bounds: Any = traitlets.List([0.0, 1.0, 0.0, 1.0])
    size = traitlets.Int(2)
    heights = traitlets.Bytes(bytes(8))
    clear = traitlets.Bytes()
    levels: Any = traitlets.List()
    path: Any = traitlets.List()
    head: Any = traitlets.List()
    ticks: Any = traitlets.List([[], []])
    x_name = traitlets.Unicode()
    y_name = traitlets.Unicode()
    caption = traitlets.Unicode()
    note = traitlets.Unicode()

    def __init__(self, **shown: Any) -> None:
        super().__init__()
        if shown:
            self.show(**shown)

    def show(self, **given: Any) -> None:
        """Show this, in one message.

        Parameters
        ----------
        **given : as of `pictures.relief.relief`, all of it
        """
        self.put({**relief(**given)})

    @property
    def marks(self) -> ReliefMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(ReliefMarks)
