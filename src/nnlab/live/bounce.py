"""A walk to and fro on a curve of the loss over one weight."""

from typing import Any

import traitlets

from nnlab.live.part import Part
from nnlab.pictures.bounce import bounce
from nnlab.pictures.marks import BounceMarks


class Bounce(Part):
    """A picture in which a hand can move the first step's end.

    `show` takes what `pictures.bounce.bounce` does. Handlers given to `on_event` get

    - ``{"type": "step", "id", "x", "phase"}``: a hand moves it to x; phases are "start", "move",
      "end" and "cancel" (Escape: back). Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "steps", "big"}``: an arrow key: +1 for right and up, else −1.

    Attributes
    ----------
    bounds, curve, path, ticks, label, cue : as in `marks.BounceMarks`
    editable : whether a hand can take hold of it
    """

    KIND = "bounce"
    PICTURE = True

    bounds: Any = traitlets.List([-1.0, 1.0, 0.0, 1.0])
    curve: Any = traitlets.List()
    path: Any = traitlets.List()
    ticks: Any = traitlets.List()
    label = traitlets.Unicode()
    cue = traitlets.Unicode()
    editable = traitlets.Bool(False)

    def show(self, **given: Any) -> None:
        """Show this, in one message."""
        self.put({**bounce(**given)})

    @property
    def marks(self) -> BounceMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(BounceMarks)
