"""DecisionLab: weigh three reasons, and see what kind of friend comes out."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.core import Neuron
from nnlab.labs import words
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.page import Won
from nnlab.labs.reasons import Reasons, checked
from nnlab.labs.samples import STEP, check_kind
from nnlab.lessons.decisions import CASES
from nnlab.live.cases import Cases
from nnlab.live.panel import Markup, button, equation, joined, markup, scrub, signed
from nnlab.live.part import Box
from nnlab.live.slider import Slider
from nnlab.plots.picture import parts_figure

MAJORITY = (1.0, 1.0, 1.0, -1.5)  # what a stored picture shows, unless the reader chose another


class DecisionLab(Lab):
    """A live view of a neuron with three reasons, and of what it says in all eight cases.

    Each case hangs as high as its reasons lift it: those above the line go. Whatever the reader
    changes is written into `neuron` itself.

    Parameters
    ----------
    neuron : Neuron with 3 weights
    reasons : what the three are called
    sides : what is said below 0 and above it
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    neuron : the neuron itself
    found : the answers of all friends that it has been so far; a neuron can be 104

    Raises
    ------
    ValueError
        If the neuron has not three weights, or `show` names no part.

    >>> from nnlab import Neuron, step
    >>> lab = DecisionLab(Neuron([1, 1, 1], -1.5, step))
    >>> lab.model.built.name
    'the majority'
    >>> lab.close()
    """

    TOPIC = "Three reasons"
    PARTS = ("cases", "equation", "sliders")

    def __init__(
        self,
        neuron: Neuron,
        *,
        reasons: tuple[str, str, str] = ("friends", "sun", "money"),
        sides: tuple[str, str] = ("stays", "goes"),
        show: Show = None,
        size: Size = None,
    ) -> None:
        example = "Neuron([1, 1, 1], -0.5, step)"
        check_kind(neuron, Neuron, "DecisionLab shows a neuron", example)
        reasons, sides = checked(neuron, reasons, sides)  # type: ignore[assignment]
        super().__init__(show=show, size=size)
        self.neuron = neuron
        model = self.model = Reasons(neuron, reasons, sides)
        self.keep(neuron, "parameters", "activation")
        self.keep(model, "goal", "base")
        hands = {"lift": model.lift, "nudge": model.nudge, "case": model.choose}
        self.cases = self.view("cases", Cases(), model.picture, hands)
        self.listen(self.page.header, {"next": model.turn_to})
        sliders = [self._slider(i) for i in range(4)]
        self.equation = self.panel("equation", lambda: _equation(model, sliders))
        numbers = Box(sliders, "nnlab-numbers nnlab-pairs") if all(sliders) else None
        self.page.sheets.add("pairs")
        self.build(picture=self.cases, rail=[self.equation, numbers])

    def _slider(self, i: int) -> Any:
        """A slider for a weight, or for the bias (3)."""
        model: Reasons = self.model
        name, spoken = "b", "bias"
        if i < 3:
            name, spoken = f"w{i + 1}", f"weight of {model.reasons[i]}"
        return self.control(
            name,
            Slider(spoken.removeprefix("weight of "), model.start[i], step=STEP, words=spoken),
            read=lambda: self.neuron.parameters[i],
            write=lambda value: model.set(i, value),
            part="sliders",
        )

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        call = f"neuron, reasons={self.model.reasons!r}, sides={self.model.sides!r}"
        return self._python("Neuron", words.code_of(self.neuron), call)

    def _goal(self) -> str:
        model = self.model
        self.page.topic = f"Friend {model.goal + 1} of {len(model.goals)}"
        return model.wanted.title

    def _won(self) -> Won | None:
        model = self.model
        if not (model.solved and model.touched):
            return None
        told = f"It {model.built.rule}. {model.moved()}"
        name = f"The next friend: {model.goals[model.goal + 1].title}"  # the last is never reached
        on = button("Next friend", {"type": "next"}, name=name, main=True)
        return f"{words.sentence(model.built.name)}.", told.strip(), on

    def _sentence(self) -> Markup:
        if self._won():
            return self.model.verdict()
        said = markup("It {}.", self.model.built.rule)
        return joined([said, self.model.hint() or self.model.verdict()], Markup("<br>"))

    def _legend(self) -> Markup:
        below, above = self.model.sides
        key = "{} should be one that {} &ensp; {} one that {}"
        return markup(key, words.shape(1), above, words.shape(0), below)

    def _briefly(self) -> str:
        w1, w2, w3, b = map(words.short, self.neuron.parameters)
        return f"w = {w1}, {w2}, {w3}, b = {b}: {self.model.built.name}"

    @np.errstate(all="ignore")
    def _figure(self) -> Any:
        if not self.cases:
            return super()._figure()
        *w, b = self.neuron.parameters if self.model.touched else MAJORITY
        model = Reasons(Neuron(w, b), self.model.reasons, self.model.sides)
        model.goal, model.touched = self.model.goal, True
        model.read()
        return parts_figure([Cases(**model.picture())])


def _equation(model: Reasons, sliders: Sequence[Slider | None]) -> Markup:
    """The chosen case's sum, written out, and what it says."""
    numbers, case, z = model.owner.parameters, CASES[model.chosen], model.z[model.chosen]
    *weights, b = (
        markup("({})", scrub(slider, n)) for slider, n in zip(sliders, numbers, strict=True)
    )
    one, two, three = (markup("{}·{}", w, x) for w, x in zip(weights, case, strict=True))
    return markup(
        '{}<div class="nnlab-case"><span class="nnlab-sum">= {}</span> with {}: <b>{}</b></div>',
        equation(
            markup("<i>z</i> = {} + {}", one, two),
            markup(" + {} + {}", three, b),
        ),
        signed(z), model.name_of(model.chosen), model.sides[int(z > 0)],
    )  # fmt: skip
