"""DigitLab: draw a digit, and see how surely a network reads it, and by which hidden neurons."""

from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.labs import words
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.page import Won
from nnlab.labs.reading import SURE, Reading, percent
from nnlab.live.icons import icon
from nnlab.live.pad import Pad
from nnlab.live.panel import Markup, button, joined, markup, signed
from nnlab.live.part import Box
from nnlab.plots.picture import shares_figure

WRONG = 6  # digits that it gets wrong, that are shown
FLAT = "the network has no hidden layer"


class DigitLab(Lab):
    """A pad to draw on, and what a network makes of it: ten shares, and who speaks for them.

    What is drawn is reduced as the digits of `load_digits` were: scaled to a box, and counted in
    8 × 8 squares.

    Parameters
    ----------
    network : Network with 64 inputs and 10 outputs, which ends in identity
    X, y : (n_samples, 64) digits, (n_samples, 10) one-hot: those that it gets wrong are shown
    drawing : strokes on the pad, lists of places (x, y) from 0 to 1, y down; left out, a 3
    ink : (64,) a digit of the data that lies on the pad, or none
    show : names out of `PARTS`; left out, all that suit
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    model : with `ink`, all that the network gets to see, `shares` and `says`

    Raises
    ------
    ValueError
        If the network doesn't read 8 × 8 pixels as ten digits, or the data don't fit.

    >>> lab = DigitLab(Network([64, 12, 10], ["tanh", "identity"], rng=0))
    >>> lab.model.ink.shape, round(float(lab.model.shares.sum()), 6)
    ((64,), 1.0)
    >>> lab.close()
    """

    TOPIC, GOAL = "Handwritten digits", "Draw a digit. Can you fool it?"
    PARTS = ("pad", "shares", "neurons", "mistakes")

    def __init__(
        self,
        network: Network,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        drawing: Any = None,
        ink: ArrayLike | None = None,
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = Reading(network, X, y, drawing, ink)
        unfit = {} if len(network.layers) > 1 else {"neurons": FLAT}
        unfit |= {} if len(model.X) else {"mistakes": "they need X and y"}
        super().__init__(show=show, size=size, unfit=unfit)
        self.network, self.model = network, model
        self.keep(network, "parameters", "activations")
        self.keep(model, "strokes", "ground", "picked", "asked", "fooling")
        self.pad = self.view("pad", Pad(cue="draw here"), model.picture)
        if self.pad:
            self.pad.on_event(self._drawn_on)
        acts = {
            "wipe": lambda _: model.wipe(),
            "fool": lambda _: model.fool(),
            "rubber": lambda event: model.take(bool(event["on"])),
            "pick": lambda event: self._pick(event),
            "ask": lambda event: self._ask(event),
        }
        row = self.panel("pad", lambda: _row(model, bool(self.neurons or self.mistakes)), acts)
        self.shares = self.panel("shares", lambda: _shares(model))
        self.neurons = self.panel("neurons", lambda: _neurons(model), acts)
        self.mistakes = self.panel("mistakes", lambda: _mistakes(model), acts)
        self.listen(self.page.header, {"fool": acts["fool"]})
        more = [panel for panel in (self.neurons, self.mistakes) if panel]
        both = Box(more, "nnlab-more nnlab-numbers") if more else None
        self.build(picture=self.pad, strip=row, rail=[self.shares, both])

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        made, call = words.code_of(self.network), "network"
        if len(model.X):
            made, call = made + words.assigned(X=model.X, y=model.y), f"{call}, X, y"
        made += f"drawing = {[[list(place) for place in stroke] for stroke in model.strokes]!r}\n"
        call += ", drawing=drawing"
        if model.ground.any():
            made, call = made + words.assigned(ink=model.ground), f"{call}, ink=ink"
        return self._python("Network", made, call)

    def _drawn_on(self, event: dict) -> None:
        """A stroke is one step for undo."""
        if event.get("type") == "draw":
            self.change(lambda: self.model.draw(event), ("draw", event["id"]))

    def _pick(self, event: dict) -> None:
        index = event.get("index")
        if isinstance(index, int) and index in self.model.wrong:
            self.model.pick(index)

    def _ask(self, event: dict) -> None:
        k = event.get("neuron")
        if isinstance(k, int) and k in self.model.loud:
            self.model.ask(k)

    def _won(self) -> Won | None:
        model = self.model
        if not model.sure or model.asked >= 0:  # what is asked is told where praise would stand
            return None
        how, says = percent(model.share), model.says
        if model.fooling:
            told = "If that was no digit, it's fooled: it has no “I don't know”."
            return f"{says}, it says: {how} sure.", told
        on = button("Fool it", {"type": "fool"}, main=True)
        told = "Did you mean that? Then draw what is no digit: an A, a face. Is it less sure?"
        return f"Read as {says}: {how} sure.", told, on

    def _sentence(self) -> Markup:
        model = self.model
        says, how = model.says, percent(model.share)
        aim = percent(SURE)
        if model.asked >= 0:
            told = "Hidden neuron {} says {}. Times its weight for {}, {}: that's {}."
            k, weights = model.asked, self.network.layers[-1].W[says]
            numbers = model.heard[k], weights[k], model.parts[k]
            said, weight, part = (signed(float(number), 2) for number in numbers)
            return markup(told, k, said, says, weight, part)
        if model.picked >= 0:
            right = model.says == model.written
            told = "Written as <b>{}</b>, and {} it says <b>{}</b>.{}"
            mend = "" if right else " Mend it, by pen and rubber."
            return markup(told, model.written, "now" if right else "yet", says, mend)
        if model.fooling and not model.sure:
            if model.empty:
                return markup("Now draw what is no digit: an A, a face. Can it be {} sure?", aim)
            told = "It says <b>{}</b>, {} sure: it can only say one of ten. Draw on, to {}."
            return markup(told, says, how, aim)
        if model.fresh:
            return markup("That's a 3, drawn for you. Draw your own: is it {} sure?", aim)
        if model.empty:
            return markup("An empty pad, and it says <b>{}</b>, {} sure. Draw.", says, how)
        if model.share >= SURE:
            return markup("It says <b>{}</b>, {} sure.", says, how)
        told = "It says <b>{}</b>, {} sure. Right? Make it {}. Wrong? You've fooled it."
        return markup(told, says, how, aim)

    def _legend(self) -> str:
        return ""

    def _figure(self) -> Any:
        if not self.pad:
            return super()._figure()
        shares = self.model.shares
        return shares_figure(self.pad.marks, shares, [percent(share) for share in shares])


def _row(model: Reading, more: bool) -> Markup:
    """The rubber, an empty pad, in a small window the way to `more`, and what the squares are."""
    main = model.fresh or model.picked >= 0
    label = joined([icon("pen"), Markup("<span>Wipe<span> and draw</span></span>")])
    one = button(label, {"type": "wipe"}, main=main, enabled=not model.empty)
    on = {"type": "rubber", "on": not model.rubbing}
    rub = button("Rubber", on, pressed=model.rubbing, enabled=not model.empty)
    tools = [one, rub, *([button("Inside it", {"type": "tool", "tool": "numbers"})] * more)]
    told = "grey squares: all that it gets to see"
    if model.asked >= 0:
        told = "blue: ink raises it; orange: lowers it"
    note = markup('<span class="nnlab-note">{}</span>', told)
    return markup('<div class="nnlab-row">{}</div>', joined([*tools, note]))


def _shares(model: Reading) -> Markup:
    """The digit that it says, how surely, and ten bars."""
    share = model.share
    how = (
        "surely" if share >= SURE else "it thinks, but not surely" if share >= 0.5 else "it guesses"
    )
    how = f"it says, {how}" if share >= SURE else how
    bar = '<div{}><span>{}</span> <i><b style="width: {:.1f}%"></b></i> <span>{}</span> </div>'
    rows = (
        markup(
            bar, Markup(' class="nnlab-says"') if k == model.says else "", k, 100 * s, percent(s)
        )
        for k, s in enumerate(model.shares)
    )
    answer = '<div class="nnlab-answer"><b class="nnlab-score">{}</b> <span>{}: {}</span></div>'
    kind = "-".join(map(str, model.owner.sizes))
    bends = dict.fromkeys(bend.name for bend in model.owner.activations[:-1])
    about = f"{', '.join([kind, *bends])}."
    if n := len(model.X):
        about += f" Of {words.counted(n, 'digit')} it reads {n - len(model.wrong)} right."
    note = markup('<div class="nnlab-note">{}</div>', about)
    bars = markup('<div class="nnlab-bars">{}</div>', joined(rows))
    return joined([markup(answer, model.says, how, percent(share)), bars, note])


def _neurons(model: Reading) -> Markup:
    """What the loudest neurons of the last hidden layer look for, and add to the score."""
    last, deep = model.owner.layers[-1], len(model.owner.layers) > 2
    each = []
    for k, looks in zip(model.loud.tolist(), model.looks, strict=True):
        part, event = signed(float(model.parts[k]), 1), {"type": "ask", "neuron": k}
        name = f"hidden neuron {k}, {part.striptags()}: lay it on the pad"
        label = joined(
            [markup("<small>{}</small>", k), words.stamp(looks.reshape(8, 8), signed=True), part]
        )
        each.append(button(label, event, name=name, pressed=k == model.asked))
    rest = float(model.parts.sum() - model.parts[model.loud].sum())
    left = len(model.parts) - len(each)
    others = markup("{} others {}, ", left, signed(rest, 1)) if left else ""
    bias, score = (signed(float(it[model.says]), 1) for it in (last.b, model.scores))
    which = "neuron of the last hidden layer" if deep else "hidden neuron"
    head = f"what each {which} looks for in this ink, and how loudly it speaks for {model.says}"
    template = (
        '<div class="nnlab-note">{}</div><div class="nnlab-stamps">{}</div>'
        '<div class="nnlab-note">{}bias {}: its score is {}</div>'
    )
    return markup(template, head, joined(each), others, bias, score)


def _mistakes(model: Reading) -> Markup:
    """Digits that it gets wrong, those most like the drawing first; a click puts one on the pad."""
    n = len(model.wrong)
    if not n:
        told = "It reads all of them right."
        return markup('<div class="nnlab-note">{}</div>', told)
    some = ", nearest to yours first" if n <= WRONG else f": the {WRONG} nearest to yours"
    head = f"{n} that it gets wrong{some}"
    each = []
    for k in model.wrong[:WRONG].tolist():
        was, says = int(model.y[k].argmax()), int(model.answers[k])
        label = joined(
            [
                words.stamp(model.X[k].reshape(8, 8)),
                markup("<span>{} as <b>{}</b></span>", was, says),
            ]
        )
        name = f"{was} as {says}: put it on the pad"
        event = {"type": "pick", "index": k}
        each.append(button(label, event, name=name, pressed=True if k == model.picked else None))
    row = markup('<div class="nnlab-wrong">{}</div>', joined(each))
    return markup('<div class="nnlab-note">{}</div>{}', head, row)
