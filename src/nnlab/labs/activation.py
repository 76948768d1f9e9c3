"""ActivationLab: walk along a bend, and see its answer and its slope."""

import numpy as np

from nnlab.core import ACTIVATIONS, checks
from nnlab.core.activations import as_activation
from nnlab.labs.lab import Lab
from nnlab.labs.line import STEP
from nnlab.labs.neuron import BENDS, CELLS
from nnlab.labs.words import short
from nnlab.live.choice import Choice
from nnlab.live.panel import Panel, equation, joined, markup, number, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.plots.field import decision_scale
from nnlab.plots.geometry import sample_plane

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

    def __init__(self, activation="sigmoid", *, z=1.0, show=None, size=None):
        self.activation = as_activation(activation)
        self.z = checks.number(z, "z")
        super().__init__(show=show, size=size)
        self._bends = {name: ACTIVATIONS[name] for name in BENDS}
        self._bends[self.activation.name] = self.activation
        self.plane = Plane()
        self.listen(self.plane, {"drag": self._drag, "nudge": self._nudge})
        self.plane.probing = False
        self.numbers = Panel()
        controls = []
        if self.shows("bend"):
            choice = Choice("bend", list(self._bends), self.activation.name)
            controls.append(self.control("bend", choice, self._bend))
        if self.shows("z"):
            slider = Slider("z", self.z, minimum=-REACH, maximum=REACH, step=STEP)
            controls.append(self.control("z", slider, self._walk))
        self.build(
            left=[self.plane] if self.shows("curve") else [], right=[*controls, self.numbers]
        )

    def _draw(self):
        a, slope = self._answer()
        if self.shows("curve"):
            self._draw_plane(a, slope)
        if "z" in self.controls:
            self.controls["z"].value = self.z
        if "bend" in self.controls:
            self.controls["bend"].value = self.activation.name
        name = self.activation.name
        rows = [equation(name, "(", signed(self.z), ") = ", plain(a, 4))]
        if self.shows("slope"):
            rows.append(equation("slope here = ", plain(slope, 4)))
        self.numbers.html = joined(rows)

    def _draw_plane(self, a, slope):
        z = np.linspace(-REACH, REACH, 401)
        low, high = _height(self.activation)
        bounds = (-REACH, REACH, low, high)
        cells = self.activation(sample_plane(bounds, CELLS)[:, 0])
        middle, spread = decision_scale(self.activation)
        colour = {"sides": cells - middle} if self._steps() else {"field": cells}
        handle = {"segment": None, "anchor": [self.z, a], "head": None, "moves": "across"}
        if self.shows("slope") and -REACH <= self.z <= REACH:
            dz = min(TANGENT, (high - low) / 4 / max(abs(slope), 1e-9))
            handle["segment"] = [[self.z - dz, a - slope * dz], [self.z + dz, a + slope * dz]]
        self.plane.show(
            **colour,
            scale=(middle, spread),
            bounds=bounds,
            curves=[{"points": part} for part in _without_jumps(z, self.activation(z))],
            lines=[handle],
            names={"lines": [["Move along the curve", ""]]},
            note="",
            x_name="z",
            y_name=f"{self.activation.name}(z)",
            caption="colour: which side of the middle the answer is on",
            text=self.describe(),
        )

    def _answer(self):
        z = np.array([self.z])
        return float(self.activation(z)[0]), float(self.activation.derivative(z)[0])

    def _steps(self):
        return self.activation.name == "step"

    # ------------------------------------------------------------------ what can change

    def _state(self):
        return {"z": self.z, "activation": self.activation}

    def _restore(self, state):
        self.z, self.activation = state["z"], state["activation"]

    def _walk(self, z):
        self.z = z

    def _bend(self, name):
        self.activation = self._bends[name]

    def _drag(self, event):
        if event["phase"] != "start":
            self.z = round(float(np.clip(event["x"], -REACH, REACH)), 2)

    def _nudge(self, event):
        steps = int(event["steps"]) * (4 if event.get("big") else 1)
        self.z = float(np.clip(round(self.z + STEP * steps, 10), -REACH, REACH))

    # ------------------------------------------------------------------ words

    def describe(self):
        """What the lab shows now, in words."""
        a, slope = self._answer()
        says = int(a > decision_scale(self.activation)[0])
        said = f"{self.activation}({short(self.z)}) = {number(a, 4)}: it says {says}."
        return f"{said} {self._slope_words(slope)}" if self.shows("slope") else said

    def _slope_words(self, slope):
        if self.activation.name in ("step", "relu") and self.z == 0:
            return "Here it has a " + ("jump." if self._steps() else "corner.")
        if abs(slope) < FLAT:
            return "Here it's flat: nudge z a little, and the answer hardly moves."
        rise = number(NUDGE * slope, 3)
        return f"Raise z by {NUDGE}, and the answer rises by about {rise}."

    def _sentence(self):
        return markup("{}", self.describe())

    def as_code(self):
        """Python that recreates this lab as it is now."""
        name = self.activation.name
        return (
            "from nnlab.labs import ActivationLab\n\n"
            f"ActivationLab({name!r}, z={self.z!r}{self._options()})\n"
        )

    def _figure(self):
        return self.plane.figure()

    def __repr__(self):
        return f"ActivationLab({self.activation}, z = {short(self.z)})"


def _height(bend):
    """How far the picture reaches down and up."""
    a = bend(np.linspace(-REACH, REACH, 101))
    low, high = min(-1.0, a.min()), max(1.0, a.max())
    air = 0.12 * (high - low)
    return float(low - air), float(high + air)


def _without_jumps(z, a):
    """The curve in pieces, cut where it jumps."""
    cuts = np.flatnonzero(np.abs(np.diff(a)) > 0.5) + 1
    points = np.column_stack([z, a])
    return [part for part in np.split(points, cuts) if len(part) > 1]
