"""ActivationLab: walk along an activation, and see its answer and its slope."""

from typing import Any

import numpy as np

from nnlab.core import Activation, checks
from nnlab.core.activations import as_activation
from nnlab.labs.controls import activations
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.lines import STEP
from nnlab.labs.samples import CELLS
from nnlab.labs.words import short
from nnlab.live.panel import Panel, equation, joined, number, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.geometry import sample_plane
from nnlab.plots.part import part_figure

REACH = 5.0  # z runs from -REACH to REACH
TANGENT = 1.2  # half the width of the tangent
FLAT = 0.01  # a slope below this is called flat
NUDGE = 0.1  # the change of z that the sentence speaks of


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
    activation : the activation shown
    z : where the reader stands

    Raises
    ------
    ValueError
        If there is no activation of that name, or z is no number.
    """

    TITLE = "ActivationLab"
    PARTS = ("curve", "z", "bend", "slope")

    def __init__(
        self,
        activation: Activation | str = "sigmoid",
        *,
        z: float = 1.0,
        show: Show = None,
        size: Size = None,
    ) -> None:
        self.activation = as_activation(activation)
        self.z = checks.number(z, "z")
        super().__init__(show=show, size=size)
        self.keep(self, "z", "activation")
        self.plane, self.numbers = Plane(), Panel()
        self.listen(self.plane, {"drag": self._drag, "nudge": self._nudge})
        self.plane.probing = False
        bend = self.choice(
            "bend",
            "bend",
            activations(without=("identity",)),
            lambda: self.activation,
            lambda activation: setattr(self, "activation", activation),
            part="bend",
        )
        z_slider = self.control(
            "z",
            Slider("z", self.z, minimum=-REACH, maximum=REACH, step=STEP),
            read=lambda: self.z,
            write=lambda value: setattr(self, "z", value),
            part="z",
        )
        self.build(left=self.part("curve", self.plane), right=[bend, z_slider, self.numbers])

    def _read(self) -> None:
        z = np.array([self.z])
        self._a = float(self.activation(z)[0])
        self._slope = float(self.activation.derivative(z)[0])

    def _draw(self) -> None:
        if self.shows("curve"):
            self._draw_plane(self._a, self._slope)
        name = self.activation.name
        rows = [equation(name, "(", signed(self.z), ") = ", plain(self._a, 4))]
        if self.shows("slope"):
            rows.append(equation("slope here = ", plain(self._slope, 4)))
        self.numbers.html = joined(rows)

    def _draw_plane(self, a: float, slope: float) -> None:
        activation, z = self.activation, np.linspace(-REACH, REACH, 401)
        low, high = _height(activation)
        bounds = (-REACH, REACH, low, high)
        cells = activation(sample_plane(bounds, CELLS)[:, 0])
        scale = activation.neutral, activation.spread
        colour = {"sides": cells - scale[0]} if activation.jumps else {"field": cells}
        handle: dict[str, Any] = {"segment": None, "anchor": [self.z, a], "head": None}
        if self.shows("slope") and -REACH <= self.z <= REACH:
            dz = min(TANGENT, (high - low) / 4 / max(abs(slope), 1e-9))
            handle["segment"] = [[self.z - dz, a - slope * dz], [self.z + dz, a + slope * dz]]
        self.plane.show(
            **colour,
            scale=scale,
            bounds=bounds,
            curves=[{"points": part} for part in _without_jumps(z, activation(z))],
            lines=[handle],
            names={"lines": [["Move along the curve", ""]]},
            note="",
            x_name="z",
            y_name=f"{activation.name}(z)",
            caption="colour: which side of the middle the answer is on",
            text=self._describe(),
        )

    # ------------------------------------------------------------------ what can change

    def _drag(self, event: dict) -> None:
        if event["phase"] != "start":
            self.z = round(float(np.clip(event["x"], -REACH, REACH)), 2)

    def _nudge(self, event: dict) -> None:
        steps = int(event["steps"]) * (4 if event.get("big") else 1)
        self.z = float(np.clip(round(self.z + STEP * steps, 10), -REACH, REACH))

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        says = int(self._a > self.activation.neutral)
        said = f"{self.activation}({short(self.z)}) = {number(self._a, 4)}: it says {says}."
        return f"{said} {self._slope_words()}" if self.shows("slope") else said

    def _slope_words(self) -> str:
        if self.activation.name in ("step", "relu") and self.z == 0:
            return "Here it has a " + ("jump." if self.activation.jumps else "corner.")
        if self._slope == 0:
            return "Here it's flat: nudge z a little, and the answer doesn't move at all."
        if abs(self._slope) < FLAT:
            return "Here it's flat: nudge z a little, and the answer hardly moves."
        rise = number(NUDGE * self._slope, 3)
        return f"Raise z by {NUDGE}, and the answer rises by about {rise}."

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        return self._python("", "", f"{self.activation.name!r}, z={self.z!r}")

    def _figure(self) -> Any:
        return part_figure(self.plane)

    def _briefly(self) -> str:
        return f"{self.activation}, z = {short(self.z)}"


def _height(activation: Activation) -> tuple[float, float]:
    """How far the picture reaches down and up."""
    a = activation(np.linspace(-REACH, REACH, 101))
    low, high = min(-1.0, a.min()), max(1.0, a.max())
    air = 0.12 * (high - low)
    return float(low - air), float(high + air)


def _without_jumps(z: np.ndarray, a: np.ndarray) -> list[np.ndarray]:
    """The curve in pieces, cut where it jumps."""
    cuts = np.flatnonzero(np.abs(np.diff(a)) > 0.5) + 1
    points = np.column_stack([z, a])
    return [part for part in np.split(points, cuts) if len(part) > 1]
