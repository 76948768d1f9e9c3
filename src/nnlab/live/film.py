"""The film: moments of a training as tiny planes in a row, and the way back to each of them."""

from typing import Any

import traitlets

from nnlab.live.part import Part
from nnlab.pictures.film import film
from nnlab.pictures.marks import FilmMarks


class Film(Part):
    """A row of tiny planes that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get
    ``{"type": "frame", "index"}``: a frame was chosen, by a click or by the arrow keys.

    Attributes
    ----------
    bounds, size, fields, power, frames, of, now, exact, points, n_classes : as of `marks.FilmMarks`
    """

    KIND = "film"
    PICTURE = True

    bounds = traitlets.List([-0.5, 1.5, -0.5, 1.5])
    size = traitlets.Int()
    fields = traitlets.Bytes()
    power = traitlets.Float(1.0)
    frames: Any = traitlets.List()
    of = traitlets.Int()
    now = traitlets.Int(-1)
    exact = traitlets.Bool(False)
    points: Any = traitlets.List()
    n_classes = traitlets.Int(2)

    def show(self, **given: Any) -> None:
        """Show this, in one message; `given` is as of `pictures.film.film`."""
        self.put({**film(**given)})

    @property
    def marks(self) -> FilmMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(FilmMarks)
