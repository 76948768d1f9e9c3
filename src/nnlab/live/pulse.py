"""A sample on its way through a network, and blame on its way back, as pulses that travel.

Python says what is known, what travels and how long it takes; the browser moves a pulse along its
link meanwhile, and says when it has landed.
"""

from typing import Any

import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.marks import blank
from nnlab.pictures.pulse import PulseMarks, pulse_marks


class PulseView(Picture):
    """A drawing of a network that plays a step: its pulses travel when `step` goes up by one.

    Handlers given to `on_event` get

    - ``{"type": "landed", "step"}``: while `playing`, a step's pulses have landed and rested;
    - ``{"type": "choose", "part"}``: a weight was chosen.

    Attributes
    ----------
    nodes, links, pulses, back : see `pictures.pulse`
    step : how many steps are done
    pace, rest : ms that a pulse travels (0: it is there at once), and that it rests before the next
        step
    playing : whether the film runs
    key : what is drawn: its kind ("pulse", "blame", "gradient"), and words, long and short
    """

    BLANK = blank(PulseMarks, back=True)
    make = pulse_marks

    step = traitlets.Int()
    pace = traitlets.Float(700.0)
    rest = traitlets.Float(400.0)
    playing = traitlets.Bool(False)
    key: Any = traitlets.List()
