"""A pad that a hand, or keys, draw on."""

import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.pad import BLANK, pad


class Pad(Picture):
    """Paper under a pen that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get
    ``{"type": "draw", "id", "points", "rub", "phase"}``: a pen, or the rubber, has gone along these
    places since it came down; phases are "start", "move", "end" and "cancel" (Escape: as it was).
    Of the moves only the newest is sure to arrive, and it has all the places.

    Attributes
    ----------
    cells, frame, strokes, ground, looks, wide, rubber, rubbing, fresh : as of
        `pictures.pad.PadMarks`
    cue : words that ask to draw, till a hand has

    >>> Pad(values=[0, 0, 1, 0]).fresh
    False
    """

    BLANK = BLANK
    make = pad

    cue = traitlets.Unicode()
