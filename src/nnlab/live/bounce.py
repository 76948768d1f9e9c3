"""A walk to and fro on a curve of the loss over one weight."""

from typing import Any

import traitlets

from nnlab.live.part import Part
from nnlab.pictures.bounce import bounce
from nnlab.pictures.marks import BounceMarks


class Bounce(Part):
    """A picture to look at; `show` takes what `pictures.bounce.bounce` does.

    Attributes
    ----------
    bounds, curve, path, ticks : as in `marks.BounceMarks`
    """

    KIND = "bounce"
    PICTURE = True

    bounds: Any = traitlets.List([-1.0, 1.0, 0.0, 1.0])
    curve: Any = traitlets.List()
    path: Any = traitlets.List()
    ticks: Any = traitlets.List()

    def show(self, **given: Any) -> None:
        """Show this, in one message."""
        self.put({**bounce(**given)})

    @property
    def marks(self) -> BounceMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(BounceMarks)
