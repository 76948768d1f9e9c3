"""The film: moments of a training as tiny planes in a row, and the way back to each of them."""

from nnlab.live.picture import Picture
from nnlab.pictures.film import BLANK, film


class Film(Picture):
    """A row of tiny planes that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get
    ``{"type": "frame", "index"}``: a frame was chosen, by a click or by the arrow keys.

    Attributes
    ----------
    bounds, size, fields, power, frames, of, now, exact, points, n_classes : as of `marks.FilmMarks`
    """

    BLANK = BLANK
    make = film
