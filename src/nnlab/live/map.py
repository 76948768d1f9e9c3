"""The plane as a map: of several classes, or of numbers, with points that the reader may change."""

from typing import Any

import traitlets

from nnlab.live.plane import Plane
from nnlab.pictures.map import map_marks
from nnlab.pictures.marks import MapMarks, blank


class Map(Plane):
    """A plane whose points are rows, one each, in the order in which they were given.

    With `edits` handlers get, besides what a plane tells, and instead of "point",

    - ``{"type": "add", "x", "y"}``: the reader wants a point there: by a tap, or by Enter on the
      place that the arrow keys move;
    - ``{"type": "carry", "index", "x", "y", "phase"}``: moves a point. Phases are "start", "move",
      "end" and "cancel" (Escape: put it back); of the moves only the newest is sure to arrive. An
      arrow key is an "end" alone;
    - ``{"type": "turn", "index"}``: changes its class: by a tap, or Enter;
    - ``{"type": "remove", "index"}``: takes it away: by Delete, or by dropping it outside the
      picture, instead of an "end".

    Attributes
    ----------
    mosaic, strength : one byte a cell, as of `field`: which class, and how strong it is drawn
    points : as a plane's; of numbers each ends with its tone, a byte, see `field_bytes`
    edits : whether the reader may change the points; keep `probing` then, for the keyboard's place

    >>> Map(X=[[0, 1]], tones=[1]).points
    [[0.0, 1.0, 0, False, 1, False, 255]]
    """

    BLANK = blank(MapMarks) | Plane.BLANK

    edits = traitlets.Bool(False)

    def show(self, **given: Any) -> None:
        """Show this, in one message; what is left out stays as it is.

        Parameters
        ----------
        **given : as of `pictures.map.map_marks`
        """
        own, shown = self._parted(given)
        if own.get("edits", self.edits) and {"X", "names", "lines", "edits"} & given.keys():
            shown["names"] = {"place": "A place: Enter sets a point"} | shown.get("names", {})
        self.put({**map_marks(self.marks, **shown)} | own)
