"""A square of pixels that a hand paints, or reads."""

import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.pixels import BLANK, pixels


class Pixels(Picture):
    """A picture of pixels that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "paint", "id", "cells", "ink", "phase"}``: a hand has painted these pixels since
      it came down; phases are "start", "move", "end" and "cancel" (Escape: as they were). Of the
      moves only the newest is sure to arrive, and it has all of them.
    - ``{"type": "add", "index", "steps"}``: a key adds a quarter of ink, or takes it away;
      ``{"type": "flip", "index"}``: another turns ink to paper and back.
    - ``{"type": "look", "index"}``: a pixel is looked at, −1 for none.

    Attributes
    ----------
    cells, side, signed, strokes, selected, changed, hint, advice, caption :
        as of `pictures.pixels.PixelsMarks`
    editable : whether a hand paints on it, or only looks
    cue : words that ask to paint, till a hand has

    >>> Pixels(values=[0, 0, 1, 0]).side
    2
    """

    BLANK = BLANK
    make = pixels

    editable = traitlets.Bool(False)
    cue = traitlets.Unicode()
