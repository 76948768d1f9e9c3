"""ActivationLab: walk along an activation, and see its answer and its slope."""

from copy import copy
from typing import Any, cast

import numpy as np

from nnlab.core import ACTIVATIONS, Activation, checks
from nnlab.core.activations import as_activation
from nnlab.labs.controls import activations, attribute
from nnlab.labs.lab import Lab, Show, Size, Won
from nnlab.labs.samples import STEP, chosen, keys
from nnlab.labs.words import check_finite, short
from nnlab.live.bend import Bend
from nnlab.live.panel import Markup, button, markup, number, plain, signed, table
from nnlab.live.slider import Slider
from nnlab.pictures.bend import REACH, bend_marks
from nnlab.plots.bend import paint_bend
from nnlab.plots.picture import new_figure

FLAT = 0.01  # a slope below this is called flat
NUDGE = 0.1  # the change of z that the sentence speaks of
WITHOUT = ("identity",)  # it bends nothing
ASKED = markup("<b>{}</b>", "?")  # a slope that the reader hasn't met yet
PLACES = np.arange(-2.0, 3.0)  # z of the table
ALL = np.linspace(-REACH, REACH, 1001)  # z at which slopes are looked for
STRIDE = 0.05  # of a hand: coarser than a pixel, so that none of these places is passed over
NEAR = 0.1  # so near to the steepest place a hand stands on it
QUESTS = {  # what there is to find, and what is said of it
    "most": ("Where does a nudge count most?", "Right here"),
    "nothing": ("Where does a nudge count for nothing?", "Right here"),
    "anywhere": ("Does a nudge count anywhere?", "Nowhere"),
    "": ("How steep is it there?", ""),
}


class Walker:
    """Where a reader stands on an activation: ActivationLab without its widgets.

    Attributes
    ----------
    a, slope : the activation's answer at z, and its slope there
    sloped : whether the reader knows of slopes
    start, began : where it stood at first, and where when this activation came
    walked : the part of z that it has walked over on this activation: there the slopes are known
    goes_on : whether the reader has found what there is to find, and walks on

    >>> walker = Walker("tanh", 0.0)
    >>> walker.nudge({"steps": 2})
    >>> walker.read()
    >>> walker.z, round(walker.a, 4), round(walker.slope, 4), walker.walked
    (0.5, 0.4621, 0.7864, (0.0, 0.5))
    """

    def __init__(self, activation: Activation | str, z: float) -> None:
        self.sloped = True
        self.start = self._z = checks.number(z, "z")
        self.activation = as_activation(activation)

    @property
    def activation(self) -> Activation:
        """What it walks on; of a new one it knows nothing yet."""
        return self._activation

    @activation.setter
    def activation(self, activation: Activation) -> None:
        self._activation, self.began, self.goes_on = activation, self.z, False
        self.walked = (self.z, self.z)

    @property
    def z(self) -> float:
        """Where it stands."""
        return self._z

    @z.setter
    def z(self, z: float) -> None:
        self._z = z
        if not np.isfinite(z):
            return  # `read` says so
        self.walked = (min(self.walked[0], z), max(self.walked[1], z))
        if self.found:
            self.walked = (min(-REACH, z), max(REACH, z))
        else:
            self.goes_on = False

    def read(self) -> None:
        """The answer and the slope, now."""
        check_finite(["z"], [self.z])
        z = np.array([self.z])
        self.a = float(self.activation(z)[0])
        self.slope = float(self.activation.derivative(z)[0])

    def drag(self, event: dict) -> None:
        """A hand moves along the curve."""
        if event["phase"] != "start":
            there, steepest = round(float(event["x"]) / STRIDE) * STRIDE, self.steepest
            if steepest is not None and abs(there - steepest) <= NEAR:
                there = steepest
            self.z = round(float(np.clip(there, -REACH, REACH)), 10)

    def nudge(self, event: dict) -> None:
        """An arrow key steps along it."""
        self.z = float(np.clip(round(self.z + STEP * keys(event), 10), -REACH, REACH))

    def choose(self, event: dict) -> None:
        """A row of the table."""
        row = chosen(event, len(PLACES), -1)
        self.z = float(PLACES[row]) if row >= 0 else self.z

    def picture(self) -> dict[str, Any]:
        """What the picture shows: the curve, and where the reader stands on it."""
        shown = {"activation": self.activation, "z": self.z}
        return shown | {"sloped": self.sloped, "walked": self.walked}

    def follow(self, event: dict) -> None:
        """On another activation, from where it stood at first."""
        self.z, self.activation = self.start, as_activation(event["name"])

    def go_on(self, event: dict) -> None:
        """It's found, and the reader walks on."""
        self.goes_on = True

    @property
    def quest(self) -> str:
        """What there is to find on this activation: a name in `QUESTS`."""
        slopes = self.activation.derivative(ALL)
        if not self.sloped:
            return ""
        if self.steepest is not None:
            return "most"
        return "anywhere" if not slopes.any() else "" if slopes.all() else "nothing"

    @property
    def steepest(self) -> float | None:
        """The one z at which the slope is largest; None where there's no such place to walk to."""
        slopes = self.activation.derivative(ALL)
        peak = np.flatnonzero(slopes >= slopes.max() * (1 - 1e-9))
        inside = 0 < peak[0] and peak[-1] < len(ALL) - 1  # else it may rise further beyond
        alone = slopes.max() > 0 and len(peak) <= 2 and inside
        return round(float(ALL[peak].mean()), 10) if alone else None

    @property
    def found(self) -> bool:
        """Whether the quest is done; at the steepest place as near as a hand can."""
        if self.z == self.began:
            return False
        if self.quest == "most":
            return abs(self.z - cast(float, self.steepest)) <= STRIDE / 2
        around = self.z + np.array([-STRIDE, 0.0, STRIDE])
        says, flat = self.activation(around), not self.activation.derivative(around).any()
        if self.quest == "anywhere":  # away from its jump, which it has crossed
            return len(set(says)) == 1 < len(set(self.activation(np.array(self.walked))))
        return self.quest == "nothing" and flat

    def victory(self) -> str:
        """What was found: at the steepest place, what a nudge adds, and that no other adds more."""
        name, steepest = self.activation.name, cast(float, self.steepest)
        if self.quest == "anywhere":
            return f"You crossed its jump: on both sides {name} is flat, with slope 0."
        if self.quest == "nothing":
            rise = NUDGE * self.activation.derivative(ALL).max()
            return f"Here {name} is flat. Elsewhere a nudge of {NUDGE} adds up to {rise:.3f}."
        most = float(self.activation.derivative(np.array([steepest]))[0])
        said = f"Around z = {short(steepest)} a nudge of {NUDGE} adds about {NUDGE * most:.3f}"
        return f"{said}. Nowhere is {self.activation} steeper."

    def equations(self) -> Markup:
        """The answer and the slope, written out."""
        says = "<div>{}({}) = <b>{}</b></div>"
        lines = markup(says, self.activation.name, signed(self.z), plain(self.a, 4))
        if self.sloped:
            lines += markup("<div>slope there = <b>{}</b></div>", signed(self.slope, 4))
        return markup('<div class="nnlab-eq">{}</div>', lines)

    def rows(self) -> Markup:
        """A few places, with their answers and slopes; where the reader stands is selected."""
        columns: dict[str, Any] = {"z": [number(z, 0, plus=True) for z in PLACES]}
        columns["answer"] = [plain(a, 4) for a in self.activation(PLACES)]
        if self.sloped:
            low, high = self.walked
            slopes = zip(PLACES, self.activation.derivative(PLACES), strict=True)
            columns["slope"] = [plain(s, 4) if low <= z <= high else ASKED for z, s in slopes]
        cells = list(zip(*columns.values(), strict=True))
        at = next((k for k, z in enumerate(PLACES) if z == self.z), -1)
        return table(list(columns), cells, selected=at, caption="Some places on the curve")

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
        way, rise = "rises" if self.slope > 0 else "falls", number(NUDGE * abs(self.slope), 3)
        return f"Raise z by {NUDGE}, and the answer {way} by about {rise}."


class ActivationLab(Lab):
    """A live view of an activation: its curve, and at a chosen z its answer and its slope.

    Parameters
    ----------
    activation : Activation, or its name
    z : where to stand at first
    still : where to stand in the stored picture; left out, at z
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

    TOPIC = "One bend"
    PARTS = ("curve", "z", "bend", "slope", "table")

    def __init__(
        self,
        activation: Activation | str = "sigmoid",
        *,
        z: float = 1.0,
        still: float | None = None,
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = self.model = Walker(activation, z)
        super().__init__(show=show, size=size)
        self.still = None if still is None else checks.number(still, "still")
        model.sloped = self.shows("slope")
        self.keep(model, "z", "activation", "began", "walked", "goes_on")
        hands = {"drag": model.drag, "nudge": model.nudge}
        self.curve = self.view("curve", Bend(), model.picture, hands)
        bends, bend = activations(without=WITHOUT), attribute(model, "activation")
        slider = Slider("z", model.z, minimum=-REACH, maximum=REACH, step=STEP)
        self.numbers = self.panel("", model.equations)
        self.table = self.panel("table", model.rows, {"row": model.choose})
        rail = [self.choice("bend", "bend", bends, **bend)]
        rail += [self.control("z", slider, **attribute(model, "z")), self.numbers, self.table]
        self.listen(self.page.legend, {"go on": model.go_on})
        self.listen(self.page.header, {"follow": model.follow})
        self.build(picture=self.curve, rail=rail)

    def _goal(self) -> str:
        model: Walker = self.model
        return QUESTS[model.quest][0] if model.sloped else "How does the answer follow z?"

    def _won(self) -> Won | None:
        model: Walker = self.model
        if not model.found or model.goes_on:
            return None
        names = [name for name in ACTIVATIONS if name not in WITHOUT]
        now = model.activation.name
        name = names[(names.index(now) + 1) % len(names) if now in names else 0]
        on = button(f"Next: {name}", {"type": "follow", "name": name}, main=True)
        return QUESTS[model.quest][1], model.victory(), on if self.shows("bend") else ""

    def _legend(self) -> Markup | str:
        if not self._won():
            return "blue: it says 1 · orange: it says 0"
        return button("keep walking", {"type": "go on"})

    def _figure(self) -> Any:
        model = copy(self.model)
        model.z = model.z if self.still is None else self.still
        figure, axes = new_figure(5.6, 4.2)
        figure.set_layout_engine("none")
        axes[0].set_position((0, 0, 1, 1))
        paint_bend(axes[0], bend_marks(model.activation, model.z, sloped=model.sloped))
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        return self._python("", "", f"{self.model.activation.name!r}, z={self.model.z!r}")

    def _briefly(self) -> str:
        return f"{self.model.activation}, z = {short(self.model.z)}"
