"""The plane: two inputs, a colour for every place, points, and lines that can be dragged.

Every lab is built around it. Python computes the field and where each line lies; the browser
paints that and reports what the reader does.
"""

from typing import Any

import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.marks import PlaneMarks, blank
from nnlab.pictures.plane import plane


class Plane(Picture):
    """A picture of the plane that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "line", "part", "x", "y", "phase"}``: a hand moves a line's dot
      (part "middle") or its arrow's head (part "arrow") to (x, y). Phases are "start", "move",
      "end" and "cancel" (Escape: put it back). Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "line", "part", "steps", "dx", "dy", "big"}``: an arrow key; steps is
      +1 for right and up, −1 for left and down.
    - ``{"type": "point", "index"}``: a point was chosen.
    - ``{"type": "place", "x", "y", "index"}``: asks for the value there, at a point if index ≥ 0;
      ``{"type": "leave"}``: no longer. The newest wins.

    Attributes
    ----------
    bounds : x0, x1, y0, y1
    field, size : one byte a cell, row by row from the bottom: see `pictures.field.field_bytes`
    crisp : whether only the side counts, so that the edge is drawn sharp
    points : [x, y, class, wrong, how many, hollow] each
    lines : what `pictures.geometry.line_geometry` says, with label, draggable, selected, dashed
    contours : fine lines behind them: two ends each
    curves : {"points": [[x, y], ...], "dashed", "thin", "dots", "dotted", "faint", "side"}
        each
    cue : what the first handle says till it is touched: "drag the line"; "" for nothing
    values : words below each point, [] for none
    focus : index and text of the one point that it's about now, drawn large, or {}
    stretch : whether each axis fills its side; else both have one scale, and what sticks out at
        the edges isn't seen
    ticks, x_name, y_name, note : words and numbers around and in the picture
    wishes : [x, y, from −1 to 1, what it says] each: an arrow up, "more!", or down, beside a point
    selected : index of the chosen point, or −1
    probe : x, y and text of the value that is shown, or {}
    probing : whether hovering, tapping and the keyboard ask for values
    """

    BLANK = blank(PlaneMarks, bounds=[-0.5, 1.5, -0.5, 1.5], n_classes=2, ticks=[[], []])
    BLANK |= dict(selected=-1, x_name="x₁", y_name="x₂")

    probing = traitlets.Bool(True)

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"bounds": self.bounds, **given})

    def show(self, **given: Any) -> None:
        """Show this, in one message; what is left out stays as it is.

        Parameters
        ----------
        **given : as of `pictures.plane.plane`

        Raises
        ------
        ValueError
            If something doesn't fit; the picture stays as it was.
        """
        own, shown = self._parted(given)
        self.put({**plane(self.marks, **shown)} | own)
