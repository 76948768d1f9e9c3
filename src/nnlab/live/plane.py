"""The plane: two inputs, a colour for every place, points, and lines that can be dragged.

Every lab is built around it. Python computes the field and where each line lies; the browser
paints that and reports what the reader does.
"""

from typing import Any

import traitlets

from nnlab.live.stage import Part
from nnlab.pictures.marks import PlaneMarks
from nnlab.pictures.plane import plane, point_rows

__all__ = ["Plane", "point_rows"]


class Plane(Part):
    """A picture of the plane that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "line", "part", "x", "y", "phase"}``: a hand moves a line's dot
      (part "middle") or its arrow's head (part "arrow") to (x, y). Phases are "start", "move",
      "end" and "cancel" (Escape: put it back). Only the newest is sure to arrive: a new `id` means
      a new drag, whichever phase comes first.
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
    heights : whether the field has no sides, only more and less: drawn from paper to grey
    points : [x, y, class, wrong, how many] each
    lines : what `pictures.geometry.line_geometry` says, with label, draggable, selected, dashed
    curves : {"points": [[x, y], ...], "dashed", "thin", "dots"} each
    ticks, x_name, y_name, caption, note : words and numbers around and in the picture
    selected : index of the chosen point, or −1
    probe : x, y and text of the value that is shown, or {}
    probing : whether hovering, tapping and the keyboard ask for values
    drag, place : the newest drag, and the place asked for
    """

    KIND = "plane"
    PICTURE = True

    bounds = traitlets.List([-0.5, 1.5, -0.5, 1.5]).tag(sync=True)
    field = traitlets.Bytes(b"").tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    crisp = traitlets.Bool(False).tag(sync=True)
    heights = traitlets.Bool(False).tag(sync=True)
    points = traitlets.List().tag(sync=True)
    n_classes = traitlets.Int(2).tag(sync=True)
    lines = traitlets.List().tag(sync=True)
    curves = traitlets.List().tag(sync=True)
    ticks = traitlets.List([[], []]).tag(sync=True)
    x_name = traitlets.Unicode("x₁").tag(sync=True)
    y_name = traitlets.Unicode("x₂").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
    probe = traitlets.Dict().tag(sync=True)
    probing = traitlets.Bool(True).tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    drag = traitlets.Dict().tag(sync=True, up=True)
    place = traitlets.Dict().tag(sync=True, up=True)

    def __init__(self, **shown: Any) -> None:
        super().__init__()
        self.show(**{"bounds": self.bounds, **shown})

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
        new = plane(self.marks, **given)
        with self.hold():
            for key, value in new.items():
                setattr(self, key, value)

    @property
    def marks(self) -> PlaneMarks:
        """What it shows: the marks that its painters draw."""
        return {key: getattr(self, key) for key in PlaneMarks.__annotations__}

    @traitlets.observe("drag")
    def _drag_changed(self, change) -> None:
        if change["new"]:
            event = {**change["new"], "type": "drag"}
            self._dispatch(event)

    @traitlets.observe("place")
    def _place_changed(self, change) -> None:
        event = {**change["new"], "type": "place"} if change["new"] else {"type": "leave"}
        self._dispatch(event)
