"""The eight cases of three reasons: a picture in which a hand lifts cases over the line."""

from typing import Any

import traitlets

from nnlab.live.part import Part
from nnlab.pictures.cases import CasesMarks, cases


class Cases(Part):
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

    KIND = "cases"
    PICTURE = True

    rows: Any = traitlets.List()
    columns: Any = traitlets.List()
    reach = traitlets.Float(3.0)
    ticks: Any = traitlets.List()
    sides: Any = traitlets.List()
    selected = traitlets.Int(0)
    cue = traitlets.Unicode()
    title = traitlets.Unicode()
    names: Any = traitlets.List()

    def __init__(self, **shown: Any) -> None:
        super().__init__()
        if shown:
            self.show(**shown)

    def show(self, text: str = "", **given: Any) -> None:
        """Show this, in one message; `given` is as of `pictures.cases.cases`."""
        self.put({**cases(**given), "text": text})

    @property
    def marks(self) -> CasesMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(CasesMarks)
