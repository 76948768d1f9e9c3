"""A plane that falls to where a hidden layer puts it, seen from a side that the reader chooses."""

from typing import Any

import traitlets

from nnlab.live.part import Part
from nnlab.pictures.sheet import SheetMarks

__all__ = ["SheetView"]


class SheetView(Part):
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

    KIND = "sheet"
    PICTURE = True

    top: Any = traitlets.List()
    floor: Any = traitlets.List()
    cells = traitlets.Int()
    image = traitlets.Bytes()
    torn = traitlets.Bool()
    size = traitlets.Int()
    fields = traitlets.Bytes()
    crisp = traitlets.Bool()
    points: Any = traitlets.List()
    cut: Any = traitlets.List()
    spots: Any = traitlets.List()
    names: Any = traitlets.List()
    selected: Any = traitlets.List()
    fold = traitlets.Float()
    slider = traitlets.Unicode()
    falls = traitlets.Int()
    above = traitlets.Bool()
    asks = traitlets.Unicode()

    def __init__(self, slider: str = "", **shown: Any) -> None:
        super().__init__(slider=slider)
        self.show(**shown)

    def show(self, **given: Any) -> None:
        """Show these marks, and traits, in one message; what is left out stays as it is."""
        self.put(given)

    @property
    def marks(self) -> SheetMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(SheetMarks)
