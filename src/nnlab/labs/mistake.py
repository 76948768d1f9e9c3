"""MistakeLab: show a neuron its mistakes, and watch each of them pull the line."""

import copy
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs import words
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.mistakes import NUMBERS, Mistakes, checked_task
from nnlab.labs.page import Won
from nnlab.labs.samples import check_kind
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup, signed, table
from nnlab.live.plane import Plane
from nnlab.plots.picture import parts_figure

LEAST, MOST = 7, 8  # places in the strip of passes
BRICKS = 14  # mistakes in a pass, at most, that are told apart
STILL = 200  # mistakes that are looked ahead for a stored picture


class MistakeLab(Lab):
    """A live view of the perceptron rule: a neuron that learns from its mistakes, one at a time.

    The next mistake is ringed, and dotted is the line that it will pull the neuron to. What it
    learns is written into `neuron` itself.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : (n_samples, 2), (n_samples, 1), targets 0/1 or -1/+1; shown in this order, pass by pass
    kept : samples kept back, (X, y); or a whole number n: every n-th; None for none
    inputs, classes : what the two inputs and the two classes are called
    thing : what a sample is
    origin, unit : a sample x was measured as origin + unit * x: for the ticks
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    neuron : the neuron itself
    model : with `passes`, the mistakes in each pass, and `count`, all of them

    Raises
    ------
    ValueError
        If the neuron has not two weights, or the data don't fit.

    >>> from nnlab import Neuron, step
    >>> from nnlab.datasets import make_gate
    >>> lab = MistakeLab(Neuron([0, 0], 0, step), *make_gate("or"))
    >>> while not lab.model.done:
    ...     lab.pass_by()
    >>> lab.model.passes
    (1, 2, 1, 0)
    >>> lab.close()
    """

    PARTS = ("plane", "change", "score", "passes")

    def __init__(
        self,
        neuron: Neuron,
        X: ArrayLike,
        y: ArrayLike,
        *,
        kept: Any = None,
        inputs: tuple[str, str] = ("x₁", "x₂"),
        classes: tuple[str, str] = ("0", "1"),
        thing: str = "point",
        origin: ArrayLike = 0.0,
        unit: ArrayLike = 1.0,
        show: Show = None,
        size: Size = None,
    ) -> None:
        check_kind(neuron, Neuron, "MistakeLab shows a neuron", "Neuron([0, 0], 0, step)")
        two = f"MistakeLab draws a plane, so its neuron needs 2 weights, not {neuron.n_in}"
        checks.need(neuron.parameters.shape == (3,), two)
        named: dict[str, Any] = dict(inputs=inputs, classes=classes, thing=str(thing))
        named |= dict(origin=origin, unit=unit)
        model = Mistakes(neuron, checked_task(neuron, X, y, kept, **named))
        super().__init__(show=show, size=size)
        self.neuron, self.model = neuron, model
        self.keep(neuron, "parameters", "activation")
        self.keep(model, "task", "position", "begun", "passes", "trail")
        touch = {"point": lambda event: model.touch(event["index"])}
        self.plane = self.view("plane", Plane(probing=False), model.picture, touch)
        acts = {
            "mistake": lambda _: model.show(),
            "pass": lambda _: model.run_pass(),
            "again": lambda _: model.again(),
            "xor": lambda _: model.turn_to_xor(),
            "why": lambda _: setattr(model, "asked", True),
        }
        self.actions = self.panel("", lambda: _actions(model), acts)
        self.numbers = self.panel("change", lambda: _change(model))
        if self.numbers:
            self.numbers.add_class("nnlab-changes")
        self.score = self.panel("score", lambda: _score(model))
        self.passes = self.panel("passes", lambda: _passes(model))
        if self.passes:
            self.passes.add_class("nnlab-tally")
        rail = [self.actions, self.numbers, self.score, self.passes]
        self.build(picture=self.plane, rail=rail)

    # What a reader uses

    def pass_by(self) -> None:
        """Show it all that is left of this pass."""
        self.change(self.model.run_pass)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        task = self.model.task
        made = words.code_of(self.neuron) + words.assigned(X=task.X, y=task.targets[:, np.newaxis])
        call = "neuron, X, y"
        if len(task.unseen):
            unseen = {"X_kept": task.unseen, "y_kept": task.unseen_targets[:, np.newaxis]}
            made += words.assigned(**unseen)
            call += ", kept=(X_kept, y_kept)"
        for name in ("inputs", "classes", "thing", "origin", "unit"):
            value = getattr(task, name)
            default = type(task).__dataclass_fields__[name].default
            call += "" if value == default else f", {name}={value!r}"
        return self._python("Neuron", made, call)

    # What it shows

    def _cell_changed(self, fields: list[str]) -> None:
        if "parameters" in fields and np.isfinite(self.neuron.parameters).all():
            self.model.begin()  # else it goes on when the numbers are back

    def _goal(self) -> str:
        model = self.model
        self.page.topic = words.counted(len(model.task.all), model.task.thing)
        if model.task.is_gate and (model.is_elsewhere or model.circle):
            return "Can mistakes teach it this?"
        return "Teach it with its own mistakes"

    def _won(self) -> Won | None:
        model, task = self.model, self.model.task
        if not model.done:
            return None
        if not model.count:
            return "It makes no mistake.", "There is nothing to teach it here: press again, later."
        taught = f"{words.counted(model.count, 'mistake')} taught it."
        unseen = len(task.unseen)
        if unseen:
            known = unseen - int(model.unseen_wrong.sum())
            plural = f"{unseen} {task.thing}{'s' if unseen > 1 else ''}"
            taught += f" Of the {plural} that it never saw, it gets {known} right."
        return "It tells them apart.", words.sentence(taught)

    def _sentence(self) -> Markup:
        model, thing = self.model, self.model.task.thing
        if model.circle and model.asked:
            parted = "Both pairs of corners have one middle: no line can part them."
            return markup("{} <b>A\u00a0layer\u00a0can.</b>", parted)
        if model.circle:
            n, best = len(model.task.X), model.best()
            same = words.counted(model.circle, "line")
            return markup(
                "<b>The same {} return, for ever</b>. None gets more than {} of {} right.",
                *(same, best, n),
            )
        if model.following is None:
            return markup("Every {} is on its side.", thing)
        begun = np.any(model.owner.w)
        if not np.any(model.following[:2]):
            what = "takes both weights to 0" if begun else "changes the bias alone"
            return markup("This {} is on the wrong side. It {}.", thing, what)
        if not begun:
            get = "get" if model.task.classes == NUMBERS else "are called"
            all_ = f"all {get} {model.task.classes[int(model.owner.b > 0)]}"
            to = "{}. This {} will make <b>the striped part</b> {}."
            turns = model.task.classes[int(model.owner.b <= 0)]
            return markup(to, words.sentence(all_), thing, turns)
        to = "pulls the line <b>towards the dotted one</b>"
        to = "pulls the line <b>out of the picture</b>, for now" if model.leaves else to
        return markup(f"This {{}} is on the wrong side: it {to}.", thing)

    def _legend(self) -> Markup:
        task = self.model.task
        zero, one = task.classes
        key = markup("{} {} &ensp; {} {}", words.shape(1), one, words.shape(0), zero)
        key += Markup(" &ensp; hollow: kept back") if len(task.unseen) else ""
        more = ["stripes: what changes"] * (self.model.following is not None)
        more += ["faint lines: where it was"] * (self.model.count > 1)
        return markup("{}<br>{}", key, joined(more, Markup(" &ensp; ")))

    def _briefly(self) -> str:
        w1, w2, b = map(words.short, self.neuron.parameters)
        mistakes = words.counted(self.model.count, "mistake")
        return f"w1 = {w1}, w2 = {w2}, b = {b}, after {mistakes}"

    @np.errstate(all="ignore")
    def _figure(self) -> Any:
        if not self.plane:
            return super()._figure()
        neuron = Neuron(self.neuron.w, self.neuron.b, self.neuron.activation)
        model = copy.copy(self.model)
        model.owner = neuron
        if not model.count:  # most of the way is made, and one more can be shown
            ahead = copy.copy(model)
            ahead.owner = Neuron(neuron.w, neuron.b)
            ahead.show(STILL)
            model.show(min(ahead.count * 3 // 4, ahead.count - 1))
        model.read()
        return parts_figure([Plane(probing=False, **model.picture())])


def _actions(model: Mistakes) -> Markup:
    """What there is to press."""
    label = joined([icon("reset"), Markup("<span>again</span>")])
    again = button(label, {"type": "again"}, name="again")
    if model.done and not model.task.is_gate:
        row = [button("Now try it on XOR", {"type": "xor"}, main=True), again]
    elif model.done:
        row = [button("Back to the start", {"type": "again"}, main=True)]
    else:
        ends = bool(model.circle)
        why = ends and model.task.is_gate and not model.asked
        row = [button("Show it a mistake", {"type": "mistake"}, main=not ends)]
        row += [button("a whole pass", {"type": "pass"})]
        if why:
            row[0] = button("Why?", {"type": "why"}, main=True)
        if ends and not why:
            row.insert(0, button(label, {"type": "again"}, name="again", main=True))
        elif ends or model.is_elsewhere:
            row.append(again)
    return markup('<div class="nnlab-row">{}</div>', joined(row))


def _change(model: Mistakes) -> Markup:
    """The numbers now, what the next mistake adds, and the sum; or what all of them have added."""
    now, following = model.owner.parameters, model.following
    rows = [("start", np.array(model.begun)), ("change", now - model.begun), ("now", now)]
    if following is not None:
        rows = [("now", now), ("change", following - now), ("next", following)]
    names = [name.partition(",")[0] for name in model.task.inputs]
    cells = [[name, *map(signed, numbers)] for name, numbers in rows]
    caption = "What it has changed" if following is None else "What it will change"
    return table(["", *names, "bias"], cells, selected=2, event="", caption=caption)


def _score(model: Mistakes) -> Markup:
    """How many are right, of those it learns from and of those kept back."""
    task = model.task
    counts = [("it learns from", model.wrong), ("kept back", model.unseen_wrong)]
    known = len(task.unseen) > 0
    one = '<div style="--share: {:.3f}"><span>{}</span> <b>{}</b> of {} right<i></i></div>'
    shown = (
        markup(one, (~bad).mean(), of * known, int((~bad).sum()), len(bad))
        for of, bad in counts[: 1 + known]
    )
    return markup('<div class="nnlab-counts">{}</div>', joined(shown))


def _passes(model: Mistakes) -> Markup:
    """A bar for each pass, made of its mistakes; hollow is the brick that the next one adds."""
    passes, done = model.passes, model.done
    first = max(0, len(passes) - MOST)
    shown = passes[first:]
    most, places = max(1, *shown) + (not done), max(LEAST, len(shown))
    bar = '<div><b>{}</b>{}<i style="--n: {}"></i><span>{}</span></div>'
    bars = [markup(bar, count, "", count, k) for k, count in enumerate(shown, first + 1)]
    if not done:
        coming = Markup('<i class="nnlab-coming"></i>')
        bars[-1] = markup(bar, "", coming, passes[-1], len(passes))
        later = range(len(passes) + 1, first + places + 1)  # places of the passes to come
        bars += [markup('<div class="nnlab-yet"><i></i><span>{}</span></div>', k) for k in later]
    where = f"pass {len(passes)}, mistake {passes[-1] + 1}" if model.count else ""
    where = "last pass: none" if done else where
    said = f"Mistakes in each pass: {words.listed(passes)}{'' if done else ' so far'}"
    if not model.count:
        bars.append(Markup("<p>Each mistake you show it lays a brick.</p>"))
    return markup(
        '<div class="nnlab-note"><span>mistakes in each pass</span><span>{}</span></div>'
        '<div class="nnlab-passes{}" style="--most: {}; --places: {}" role="img" aria-label="{}">'
        "{}</div>",
        where, " nnlab-solid" * (most > BRICKS), most, places, said, joined(bars),
    )  # fmt: skip
