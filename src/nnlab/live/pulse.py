"""A sample on its way through a network, and blame on its way back, as pulses that travel.

Python says what is known, what travels and how long it takes; the browser moves a pulse along its
link meanwhile, and says when it has landed.
"""

from typing import Any

import traitlets

from nnlab.core import Network
from nnlab.live.part import Part
from nnlab.pictures.pulse import PulseMarks, pulse_marks


class PulseView(Part):
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
    """

    KIND = "pulse"
    PICTURE = True

    nodes: Any = traitlets.List()
    links: Any = traitlets.List()
    pulses: Any = traitlets.List()
    back = traitlets.Bool(True)
    step = traitlets.Int()
    pace = traitlets.Float(700.0)
    rest = traitlets.Float(400.0)
    playing = traitlets.Bool(False)

    def show(
        self,
        network: Network,
        *,
        text: str = "",
        step: int = 0,
        pace: float = 700.0,
        rest: float = 400.0,
        playing: bool = False,
        **given: Any,
    ) -> None:
        """Show this, in one message; what is given is as of `pictures.pulse.pulse_marks`."""
        film = {"text": text, "step": step, "pace": pace, "rest": rest, "playing": playing}
        self.put({**pulse_marks(network, **given), **film})

    @property
    def marks(self) -> PulseMarks:
        """What it shows: the marks that its painters draw."""
        return self.shown(PulseMarks)
