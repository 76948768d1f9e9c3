"""The curve: how wrong, step by step. Real axes, several lines, a marker that can be dragged.

Python thins the lines (every peak and every dip stays), finds ends and ticks, and sends bytes. The
browser paints them, shows the exact numbers under a pointer, and reports moves of the marker.
"""

from typing import Any

import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.curve import curve
from nnlab.pictures.marks import CurveMarks, blank


class Curve(Picture):
    """A picture of lines over steps that grows, and answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "x", "phase"}``: a hand moves the marker to x. Phases are "start",
      "move", "end" and "cancel". Of the moves only the newest is sure to arrive.
    - ``{"type": "nudge", "steps", "big"}``: a key moves the marker, by +1 or −1; Page keys are big.
    - ``{"type": "end", "to"}``: Home or End, "first" or "last".
    - ``{"type": "pin"}``: the pin was chosen.

    Attributes
    ----------
    lines : {"name", "dash", "soft", "n", "end"} each
    data : of each line first its n x, then its n y, float64
    bounds, log : x0, x1, y0, y1, and whether y is on a log scale
    ticks : [[x, label], ...] and [[y, label], ...]
    levels : [y, label] each: a line across the picture
    notes : [x, label] each: a line from top to bottom
    marker : x, y, text, draggable, last; or {}
    pin : x, text: a moment to go back to; or {}
    ahead : words about what lies beyond the marker, which is then drawn faint; or ""
    bare : whether the names of the axes are left out on paper, as they are on the screen
    fog : whether what has no number lies in fog, for nobody has looked there
    cue : what to do with the marker, in a pill beside it; or ""
    x_name, y_name : words around the picture
    steady : whether Python promises news each moment: a training runs. Where none comes, the
        view says that it waits for another cell
    beat : the kernel's time when it was last shown
    painted : the beat of what the browser painted last; see `behind`

    >>> curve = Curve()
    >>> curve.show(lines=[{"x": [0, 1, 2], "y": [0.3, 0.1, 0.03]}], text="The loss falls.")
    >>> curve
    Curve(The loss falls.)
    """

    painted: float

    BLANK = blank(CurveMarks, bounds=[0.0, 10.0, 0.0, 1.0], log=True, ticks=[[], []])
    BLANK |= dict(x_name="epoch", y_name="loss")

    data = traitlets.Bytes()
    steady = traitlets.Bool(False)
    beat = traitlets.Float()

    def __init__(self, **shown: Any) -> None:
        self._drawn: list[Any] = []
        self.painted = 0.0
        super().__init__(**{"lines": [], **shown})

    def show(self, *, beat: float = 0.0, steady: bool = False, **given: Any) -> None:
        """Show this, in one message; what is left out stays as it is.

        Parameters
        ----------
        beat : the time, if it shall be known when the browser has painted this
        steady : whether the next picture will follow at once
        **given : as of `pictures.curve.curve`

        Raises
        ------
        ValueError
            If something doesn't fit; the picture stays as it was.
        """
        new: dict[str, Any] = {**curve(self.marks, **given), "beat": beat, "steady": steady}
        if "lines" in new:
            self._drawn = new["lines"]
            both = [line[axis] for line in self._drawn for axis in ("x", "y")]
            new["data"] = b"".join(numbers.astype("<f8").tobytes() for numbers in both)
            new["lines"] = [
                {key: line[key] for key in ("name", "dash", "soft")} | {"n": len(line["x"])}
                for line in self._drawn
            ]
        self.put(new)

    @property
    def marks(self) -> Any:
        """What it shows: the marks that its painters draw."""
        return super().marks | {"lines": self._drawn}

    @property
    def behind(self) -> float:
        """Seconds between what was shown last and what the browser has painted; 0 before that."""
        return max(0.0, self.beat - self.painted) if self.painted else 0.0

    def dispatch(self, event: dict) -> None:
        if event["type"] == "painted":
            self.painted = event["beat"]
        else:
            super().dispatch(event)
