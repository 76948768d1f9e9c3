"""A plane that falls to where a hidden layer puts it, seen from a side that the reader chooses."""

from typing import Any

import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.marks import blank
from nnlab.pictures.sheet import SheetMarks

__all__ = ["SheetView"]


class SheetView(Picture):
    """A picture of a falling sheet; see `pictures.sheet` for what it shows.

    Python says where every corner of the sheet begins and lands; the browser paints where it is on
    its way, and turns it. Handlers given to `on_event` get ``{"type": "point", "index"}``: that
    point was chosen.

    Parameters
    ----------
    slider : the id of the slider that says how far it has fallen, or "": then `fold` does

    Attributes
    ----------
    fold : how far it has fallen, from 0 to 1
    falls : how often it was let fall: one more, and it falls, and moves the slider
    above : whether it is seen from straight above
    asks : what is asked about its points before it falls; "": nothing
    """

    BLANK = blank(SheetMarks)

    slider = traitlets.Unicode()
    falls = traitlets.Int()
    above = traitlets.Bool()
    asks = traitlets.Unicode()

    def __init__(self, slider: str = "", **shown: Any) -> None:
        super().__init__(slider=slider, **shown)
