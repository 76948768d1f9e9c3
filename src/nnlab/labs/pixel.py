"""PixelLab: paint on a digit, and see what a neuron makes of each pixel."""

import copy
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron
from nnlab.labs import words
from nnlab.labs.ink import Ink
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.page import Won
from nnlab.labs.samples import check_kind
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup, number, signed
from nnlab.live.part import Box
from nnlab.live.pixels import Pixels
from nnlab.plots.picture import parts_figure

HINT = "<i>z</i> has to {} by {}: add ink on <b>{}</b> weights, or rub it out on {} ones."
SCALE, LEAST = 2.0, 0.5  # how far the scale of z reaches: so many times what it was


class PixelLab(Lab):
    """A live view of a neuron with a weight for each pixel: a digit to paint on, and its sum.

    Parameters
    ----------
    neuron : Neuron with a weight for each pixel of a square
    X, y : (n_samples, n_pixels) ink from 0 to 1, (n_samples, 1) targets 0/1 or -1/+1
    classes : what the two classes are called
    index : the picture that is shown first
    ink : (n_pixels,), how it is painted at first; None: as it is
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    neuron : the neuron itself
    model : with `ink`, the picture as it is painted, `z` and `says`

    Raises
    ------
    ValueError
        If the neuron's weights make no square, or the data don't fit.

    >>> from nnlab import Neuron
    >>> lab = PixelLab(Neuron([2, -1, 0, 0], -0.5), [[1, 0, 0, 0]], [[1]], classes=("3", "8"))
    >>> lab.model.z
    1.5
    >>> lab.close()
    """

    PARTS = ("pixels", "score", "weights")

    def __init__(
        self,
        neuron: Neuron,
        X: ArrayLike,
        y: ArrayLike,
        *,
        classes: tuple[str, str] = ("0", "1"),
        index: int = 0,
        ink: ArrayLike | None = None,
        show: Show = None,
        size: Size = None,
    ) -> None:
        check_kind(neuron, Neuron, "PixelLab shows a neuron", "Neuron([0.0] * 64)")
        model = Ink(neuron, X, y, classes, index, ink)
        super().__init__(show=show, size=size)
        self.neuron, self.model = neuron, model
        self.page.topic = f"{neuron.n_in} weights"
        self.keep(neuron, "parameters", "activation")
        self.keep(model, "ink", "index")
        look = {"look": model.look}
        hands = {"paint": model.paint, "add": model.add, "flip": model.flip} | look
        self.pixels = self.view(
            "pixels", Pixels(editable=True, cue="paint, or rub out"), model.picture, hands
        )
        self.score = self.panel("score", lambda: _score(model))
        self.weights = self.view("weights", Pixels(), model.weights, look)
        self.about = self.panel("weights", lambda: _about(model))
        acts = {
            "turn": lambda event: model.turn_to(model.index + event["by"]),
            "wipe": lambda _: model.wipe(),
            "show": lambda _: model.guide(),
        }
        self.actions = self.panel("", lambda: _actions(model), acts)
        self.listen(self.page.header, {"turn": acts["turn"]})
        both = Box([self.weights, self.about], "nnlab-map nnlab-numbers") if self.weights else None
        self.build(picture=self.pixels, rail=[self.actions, self.score, both])

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        made = words.code_of(self.neuron) + words.assigned(X=model.X, y=model.y, ink=model.ink)
        call = f"neuron, X, y, classes={model.classes!r}, index={model.index}, ink=ink"
        return self._python("Neuron", made, call)

    def _goal(self) -> str:
        model = self.model
        if not model.fewest:
            return "Can any ink fool it?"
        if model.misread:
            return "It misreads this one. Put it right"
        return f"Paint {words.counted(model.fewest, 'pixel')}, and fool it"

    def _won(self) -> Won | None:
        model = self.model
        if not model.turned:
            return None
        many = words.counted(len(model.changed), "pixel")
        was, now = model.classes[model.said], model.classes[model.says]
        least = _enough(model)
        on = button("Next digit", {"type": "turn", "by": 1}, main=True)
        if model.misread:
            return f"Put right, by {many}.", f"It said {was}, now it says {now}.{least}", on
        seen = "What do you see?"
        return f"Fooled, by {many}.", f"It said {was}, now it says {now}. {seen}{least}", on

    def _sentence(self) -> Markup:
        model = self.model
        says, meant = model.classes[model.says], model.classes[model.target]
        if not model.fewest:
            return markup("It says <b>{}</b>, whatever is painted. Its weights say no more.", says)
        if model.hint >= 0:
            done = "rubbed out" if model.ink[model.hint] > 0.5 else "inked"
            told = "The ringed pixel does most: {}, it takes <i>z</i> by {}."
            return markup(told, done, signed(model.gain()))
        if model.hinted and not model.turned:
            sides = ("fall", "orange", "blue") if model.was > 0 else ("rise", "blue", "orange")
            return markup(HINT, sides[0], number(abs(model.z)), *sides[1:])
        if model.changed:
            many = words.sentence(words.counted(len(model.changed), "pixel"))
            still = "now" if model.turned else "still"
            told = "{} changed, and it {} says <b>{}</b>.{}"
            return markup(told, many, still, says, _enough(model))
        wrong = f", but it was written as {meant}" if model.misread else ""
        each = "Each pixel adds ink times weight, most where the map is strong."
        return markup("It says <b>{}</b>{}. {}", says, wrong, each)

    def _briefly(self) -> str:
        model = self.model
        return f"{model.classes[model.target]}, says {model.classes[model.says]}"

    @np.errstate(all="ignore")
    def _figure(self) -> Any:
        if not self.pixels:
            return super()._figure()
        model = copy.copy(self.model)
        if not model.changed and model.fewest:
            model.show_one()
            model.read()
        said, says = model.classes[model.said], model.classes[model.says]
        many = words.counted(len(model.changed), "pixel")
        told = f"{many} changed: it said {said}, now it says {says}" if model.changed else ""
        digit = model.picture() | {"caption": words.sentence(told)}
        return parts_figure([Pixels(**digit), Pixels(**model.weights())])


def _score(model: Ink) -> Markup:
    """What it is meant to be, what it is read as, and the sum behind that."""
    adds = model.adds
    named = {"ink on blue": adds[adds > 0].sum(), "ink on orange": adds[adds < 0].sum()}
    named |= {"bias": model.owner.b, "z": model.z}
    sum_ = joined(
        markup("<div><span>{}</span> {} </div>", name, signed(float(n)))
        for name, n in named.items()
    )
    digit = (
        '<div class="nnlab-{}"><span class="nnlab-note">{} </span>'
        '<b class="nnlab-score">{}</b> </div>'
    )
    turned = " nnlab-turned" if model.turned else ""
    return markup(
        '<div class="nnlab-says">{}{}<div class="nnlab-sum">{}</div>{}</div>',
        markup(digit, "written", "written as", model.classes[model.target]),
        markup(digit, f"read{turned}", "it says", model.classes[model.says]),
        sum_,
        _scale(model),
    )


def _enough(model: Ink) -> str:
    """How many pixels would do, where more have been changed."""
    if len(model.changed) <= model.fewest:
        return ""
    return " 1 is enough." if model.fewest == 1 else f" {model.fewest} are enough."


def _scale(model: Ink) -> Markup:
    """Where z is on its way from one class to the other, where it was, and where it would be."""
    zero, one = model.classes
    reach = SCALE * max(abs(model.was), LEAST)
    at = (50 + 50 * min(max(z / reach, -1.0), 1.0) for z in (model.would, model.was, model.z))
    return markup(
        '<div class="nnlab-scale" aria-hidden="true"><span>{}</span><div>'
        '<i class="nnlab-would" style="left: {:.1f}%"></i>'
        '<i class="nnlab-was" style="left: {:.1f}%"></i><i style="left: {:.1f}%"></i>'
        "<small>z = 0</small></div><span>{}</span></div>",
        zero, *at, one,
    )  # fmt: skip


def _about(model: Ink) -> Markup:
    """The pixel that is looked at."""
    if model.looked < 0:
        return Markup('<div class="nnlab-note">Point at a pixel for its numbers.</div>')
    adds, would = signed(model.adds[model.looked]), signed(model.would)
    lines = [*model.about(model.looked), markup("adds {}", adds)]
    lines += [markup("changed: <i>z</i> = {}", would)]
    return markup('<div class="nnlab-note">{}</div>', joined(lines, Markup("<br>")))


def _actions(model: Ink) -> Markup:
    """The shortest way, this digit as it was, and another one."""
    forth = joined([Markup("<span>next digit</span>"), icon("step")])
    there = button(icon("back"), {"type": "turn", "by": -1}, name="The digit before")
    forth = button(forth, {"type": "turn", "by": 1}, name="next digit")
    label = joined([icon("reset"), Markup("<span>as it was</span>")])
    wipe = button(label, {"type": "wipe"}, enabled=bool(model.changed), name="as it was")
    asks = "change it" if model.hint >= 0 else "show me" if model.hinted else "a hint"
    open_ = bool(model.fewest) and not model.turned
    one = button(asks, {"type": "show"}, enabled=open_, main=open_)
    return markup('<div class="nnlab-row">{}</div>', joined([one, wipe, there, forth]))
