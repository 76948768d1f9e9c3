"""The eight cases of three reasons: a picture in which a hand lifts cases over the line."""

from nnlab.live.picture import Picture
from nnlab.pictures.cases import BLANK, cases


class Cases(Picture):
    """A picture of cases that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "lift", "id", "column", "z", "phase"}``: a hand lifts a case to z. Phases are
      "start", "move", "end" and "cancel". Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "column", "steps", "big"}``: an arrow key lifts it, by +1 or −1.
    - ``{"type": "case", "index"}``: a case was chosen.

    Attributes
    ----------
    rows, columns, reach, ticks, sides, selected, cue, title, names :
        as of `pictures.cases.CasesMarks`

    >>> Cases(bits=[[0]], heights=[[1.0, 1.0]], rows=["sun"]).columns[0]["z"]
    1.0
    """

    BLANK = BLANK
    make = cases
