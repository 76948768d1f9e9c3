"""Errors as squares: for each row a square as wide as its error, at the scale of the answers."""

from typing import Any

import traitlets

from nnlab.live.part import Part


class Squares(Part):
    """Targets, answers, and the squares between them; an answer can be pulled, to see what if.

    Handlers given to `on_event` get ``{"type": "try", "index", "y", "phase"}``: a hand holds the
    answer of a row at y; at the phase "end" it has let go.

    Attributes
    ----------
    rows : [name, answer, target, side] each; side 0 or 1 where targets are sides, else -1
    ends : the lowest and the highest of the scale
    ticks : [height, label] each, on that scale
    squared : whether squares are drawn, or only how far it is
    names : whether there is room for the rows' names
    across : where each row stands, if rows have one input: the answers are then a line, and a unit
        is as long across as up; else empty, and each row has a column
    wide : from where to where that goes
    areas : of each row's square
    axes : with a line, what is across and what is up
    head, total, mean : words above, to the left and to the right, and the number after them
    spoken : of each row, for a screen reader
    """

    rows: Any = traitlets.List()
    ends: Any = traitlets.List([0.0, 1.0])
    ticks: Any = traitlets.List()
    squared = traitlets.Bool(True)
    names = traitlets.Bool(True)
    across: Any = traitlets.List(traitlets.Float())
    wide: Any = traitlets.List(traitlets.Float())
    areas: Any = traitlets.List(traitlets.Unicode())
    axes: Any = traitlets.List(traitlets.Unicode())
    head = traitlets.Unicode()
    total = traitlets.Unicode()
    mean = traitlets.Unicode()
    spoken: Any = traitlets.List(traitlets.Unicode())
