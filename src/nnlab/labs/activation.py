"""ActivationLab: walk along an activation, and see its answer and its slope."""

from typing import Any

import numpy as np

from nnlab.core import Activation, checks
from nnlab.core.activations import as_activation
from nnlab.labs.controls import activations, attribute
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.samples import CELLS, DECIMALS, STEP, keys
from nnlab.labs.words import short
from nnlab.live.panel import Markup, equation, joined, number, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.geometry import sample_plane

REACH = 5.0  # z runs from -REACH to REACH
TANGENT = 1.2  # half the width of the tangent
FLAT = 0.01  # a slope below this is called flat
NUDGE = 0.1  # the change of z that the sentence speaks of
AIR = 0.12  # above and below the curve, as a share of its height


class Walker:
    """Where a reader stands on an activation: ActivationLab without its widgets.

    Attributes
    ----------
    a, slope : the activation's answer at z, and its slope there
    sloped : whether the reader knows of slopes

    >>> walker = Walker("tanh", 0.0)
    >>> walker.nudge({"steps": 2})
    >>> walker.read()
    >>> walker.z, round(walker.a, 4), round(walker.slope, 4)
    (0.5, 0.4621, 0.7864)
    """

    def __init__(self, activation: Activation | str, z: float) -> None:
        self.activation, self.z = as_activation(activation), checks.number(z, "z")
        self.sloped = True

    def read(self) -> None:
        """The answer and the slope, now."""
        z = np.array([self.z])
        self.a = float(self.activation(z)[0])
        self.slope = float(self.activation.derivative(z)[0])

    def drag(self, event: dict) -> None:
        """A hand moves along the curve."""
        if event["phase"] != "start":
            self.z = round(float(np.clip(event["x"], -REACH, REACH)), DECIMALS)

    def nudge(self, event: dict) -> None:
        """An arrow key steps along it."""
        self.z = float(np.clip(round(self.z + STEP * keys(event), 10), -REACH, REACH))

    def picture(self) -> dict[str, Any]:
        """What the plane shows: the curve, and where the reader stands on it."""
        activation, z = self.activation, np.linspace(-REACH, REACH, 401)
        a = activation(z)
        low, high = min(-1.0, a.min()), max(1.0, a.max())
        air = AIR * (high - low)
        bounds = (-REACH, REACH, low - air, high + air)
        handle: dict[str, Any] = {"anchor": [self.z, self.a]}
        if self.sloped and abs(self.z) <= REACH:
            dz = min(TANGENT, (high - low + 2 * air) / 4 / max(abs(self.slope), 1e-9))
            ends = (self.z - dz, self.a - self.slope * dz), (self.z + dz, self.a + self.slope * dz)
            handle["segment"] = list(map(list, ends))
        jumps = np.flatnonzero(np.abs(np.diff(a)) > 0.5) + 1  # there the pen is lifted
        pieces = np.split(np.column_stack([z, a]), jumps)
        return {
            "field": activation(sample_plane(bounds, CELLS)[:, 0]),
            "scale": (activation.neutral, activation.spread),
            "bounds": bounds,
            "curves": [{"points": piece} for piece in pieces if len(piece) > 1],
            "lines": [handle],
            "names": {"lines": [["Move along the curve", ""]]},
            "note": "",
            "x_name": "z",
            "y_name": f"{activation.name}(z)",
            "caption": "colour: which side of the middle the answer is on",
        }

    def equations(self) -> Markup:
        """The answer and the slope, written out."""
        rows = [equation(self.activation.name, "(", signed(self.z), ") = ", plain(self.a, 4))]
        if self.sloped:
            rows.append(equation("slope here = ", plain(self.slope, 4)))
        return joined(rows)

    def describe(self) -> str:
        """The answer in words, which side of the middle it is on, and how steep it is there."""
        answer = f"{self.activation}({short(self.z)}) = {number(self.a, 4)}"
        side = f"{answer}: it says {int(self.a > self.activation.neutral)}."
        return f"{side} {self.steepness()}" if self.sloped else side

    def steepness(self) -> str:
        """The slope in words."""
        if self.activation.name in ("step", "relu") and self.z == 0:
            return f"Here it has a {'jump' if self.activation.jumps else 'corner'}."
        if abs(self.slope) < FLAT:
            moves = "hardly moves" if self.slope else "doesn't move at all"
            return f"Here it's flat: nudge z a little, and the answer {moves}."
        rise = number(NUDGE * self.slope, 3)
        return f"Raise z by {NUDGE}, and the answer rises by about {rise}."


class ActivationLab(Lab):
    """A live view of an activation: its curve, and at a chosen z its answer and its slope.

    Parameters
    ----------
    activation : Activation, or its name
    z : where to stand at first
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    model : with the `activation` shown, and `z`, where the reader stands

    Raises
    ------
    ValueError
        If there is no activation of that name, or z is no number.
    """

    TOPIC, GOAL = "One activation", "Where does a nudge of z count most?"
    PARTS = ("curve", "z", "bend", "slope")

    def __init__(
        self,
        activation: Activation | str = "sigmoid",
        *,
        z: float = 1.0,
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = self.model = Walker(activation, z)
        super().__init__(show=show, size=size)
        model.sloped = self.shows("slope")
        self.keep(model, "z", "activation")
        hands = {"drag": model.drag, "nudge": model.nudge}
        self.plane = self.view("curve", Plane(probing=False), model.picture, hands)
        bends, bend = activations(without=("identity",)), attribute(model, "activation")
        slider = Slider("z", model.z, minimum=-REACH, maximum=REACH, step=STEP)
        right = [self.choice("bend", "bend", bends, **bend)]
        right += [self.control("z", slider, **attribute(model, "z"))]
        self.numbers = self.panel("", model.equations)
        self.build(picture=self.plane, rail=[*right, self.numbers])

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        return self._python("", "", f"{self.model.activation.name!r}, z={self.model.z!r}")

    def _briefly(self) -> str:
        return f"{self.model.activation}, z = {short(self.model.z)}"
