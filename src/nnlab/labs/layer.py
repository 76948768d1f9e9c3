"""LayerLab: a sheet of glass for each neuron, and the pieces that their edges cut."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer, checks
from nnlab.labs import words
from nnlab.labs.codes import FEW, Codes
from nnlab.labs.lab import Show, Size
from nnlab.labs.lines import NUMBERS, LinesLab
from nnlab.labs.samples import check_kind, is_gate
from nnlab.labs.stack import stack, swatch
from nnlab.live.glass import Glass
from nnlab.live.panel import Markup, button, joined, markup, number, scrub
from nnlab.pictures.palette import N_SHEETS, RIBBED, sheet_name
from nnlab.plots.glass import paint_glass
from nnlab.plots.picture import new_figure

WIDEST = 8  # neurons that one picture can hold
STRONG = 1.2  # a number of this size has the strongest cell
ROOM = 3  # rows of the table, and of choices, that leave room for sliders
PAIRS = range(3, 7)  # neurons of whose lines it's said which cross
ASKED = 3  # changes for which it's asked whether there can be more pieces, before it is told


class LayerLab(LinesLab):
    """A live view of a layer with two inputs: a sheet for each neuron, a code for each piece.

    Row j of the table is neuron j, and so is line j. Choose one to change it; whatever the reader
    changes is written into `layer` itself, and what a later cell changes in `layer` is drawn.

    Parameters
    ----------
    layer : Layer with 2 inputs and at most 8 neurons
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or -1/+1; or one-hot, a column for each
        kind: then neuron j speaks for kind j, if there are as many
    inputs, classes : what the two inputs and the kinds of samples are called
    show : names out of `PARTS`; left out: all
    size : "presenter" for a projector
    still : (n, 3), rows [w1, w2, b] that the stored picture shows; left out, the layer's own

    Attributes
    ----------
    layer : the layer itself

    Raises
    ------
    ValueError
        If the layer can't be drawn in a plane, if X and y don't fit, or if `show` names no part.
    """

    TOPIC = "One layer"
    PARTS = ("plane", "matrix", "sliders", "bend", "codes")
    PLANE = Glass

    def __init__(
        self,
        layer: Layer,
        X: ArrayLike,
        y: ArrayLike,
        *,
        inputs: tuple[str, str] = Codes.inputs,
        classes: tuple[str, ...] = Codes.classes,
        show: Show = None,
        size: Size = None,
        still: ArrayLike | None = None,
    ) -> None:
        self.layer = _checked(layer)
        self._still = layer.parameters if still is None else _rows(still, layer)
        model = Codes(layer, X, y)
        model.name_them(inputs, classes)
        self._since: int | None = None  # after so many changes no more pieces could come
        super().__init__(model, show=show, size=size)
        model.coded = self.shows("codes") or model.kinds
        model.begin()
        choose = {"neuron": model.choose}
        self.keep(model, "aim")
        self.listen(self._header, {"next": lambda _: model.lead_on(self._told)})
        self.stack = self.panel("plane", lambda: _stack(model), choose)
        sliders = dict(enumerate(self._sliders)) if self.shows("sliders") else {}
        for slider in sliders.values():  # the numbers in the table are handles of them
            slider.add_class("nnlab-numbers")
            slider.hidden = self.shows("matrix") and len(layer) + self.shows("bend") > ROOM
        self.matrix = self.panel("matrix", lambda: _matrix(model, sliders), choose)
        self.kinds = self.panel("", lambda: _kinds(model)) if model.kinds else None
        lines = len(layer) in PAIRS and not model.coded
        self.pairs = self.panel("", lambda: _pairs(model)) if lines else None
        self.codes = self.panel("codes", lambda: _code_row(model), {"row": model.choose_row})
        self.build(
            picture=self.plane,
            strip=self.stack,
            rail=[self.matrix, self.kinds, self.pairs, self.codes, self._sliders, self._choice],
        )

    def _goal(self) -> str:
        model: Codes = self.model
        if model.kinds:
            return "Give each kind its own line"
        if model.aim == "codes":
            return "Give ● and ▲ codes of their own"
        lines = words.sentence(words.counted(len(self.layer), "line"))
        asked = {"more": f"can you cut {model.most + 1}?", "few": "how few pieces?"}
        return f"{lines}: {asked.get(model.aim, 'how many pieces?')}"

    def _won(self) -> Any:
        model: Codes = self.model
        if not (model.won or (model.aim == "more" and self._told)):
            return None
        several = len(self.layer) > 1
        if model.aim == "codes":
            return (
                "No code is mixed.",
                "They’re enough to tell ● from ▲.",
                *[_on("Next: pieces")] * several,
            )
        if model.aim == "few":
            few = markup('<span class="nnlab-score">{}</span> pieces', model.n_pieces)
            over = button("From the start", {"type": "begin"}, main=True)
            return few, "No two lines cross here, so each adds one piece.", over
        name = words.counted(model.most, "piece").split()[0]
        most = markup('<span class="nnlab-score">{}</span> pieces', model.most)
        if not self._told:
            on = [_on(f"Try for {model.most + 1}")] * several
            return most, "Can there be one more? Drag and see.", *on
        why = "Two straight lines cross once at most, so no more can come."
        why = why if several else "One straight line has two sides."
        return most, f"{words.sentence(name)} is the most. {why}", *[_on("Next: fewest")] * several

    def _record(self) -> None:
        self.model.best = max(self.model.best, self.model.own)
        most = self.model.n_pieces == self.model.most
        if most and self._since is None:
            self._since = self.model.tries

    @property
    def _told(self) -> bool:
        """Whether readers have tried for more pieces than there can be."""
        return self._since is not None and self.model.tries >= self._since + ASKED

    def _sentence(self) -> Markup:
        model: Codes = self.model
        if model.kinds:
            best = "Your best." if model.own == model.best else f"Your best: {model.best}."
            best = f"{best} " if model.tries else ""
            best += "Try for {1}, {0}.".format(*model.target) if model.target else ""
            said = markup(
                "of {} are claimed by their own neuron alone. <b>{}</b>", len(model.X), best
            )
            own = _count(model.own, said)
            return joined([own, model.brief()])
        if model.aim == "codes":
            mixed = _count(len(model.mixed), f"of {len(set(model.codes))} codes are mixed.")
            return joined([mixed, model.brief()])
        more: Any = "Can there be more?"  # how many, readers find out
        if model.aim == "few":
            more = "Can there be fewer, with each line seen and none on another?"
        elif model.n_pieces == model.most and self._told:
            lines, most = words.counted(len(self.layer), "line"), words.counted(model.most, "piece")
            template = "With {} <b>{} is the most</b> there can be."
            more = markup(template, lines, most.split()[0])
        pieces = "piece" if model.n_pieces == 1 else "pieces"
        score = _count(model.n_pieces, markup("{}. {}", pieces, more))
        return joined([score, model.brief()])

    def _figure(self) -> Any:
        if not self.plane:
            return None
        figure, (ax,) = new_figure(6.6, 4.6)
        paint_glass(ax, self._event().marks)
        return figure

    @np.errstate(all="ignore")
    def _event(self) -> Glass:
        """The plane of the stored picture."""
        if not np.isfinite(self._still).all():
            return self.plane  # as it was last
        model, view = self.model, Glass()
        copy = Layer(2, len(self.layer), self.layer.activation, init="zeros")
        copy.parameters[...] = self._still
        shown = Codes(copy, model.X, model.y)
        shown.coded, shown.row, shown.inputs = model.coded, model.row, model.inputs
        shown.read()
        view.show(**shown.picture())
        return view

    def _briefly(self) -> str:
        return f"{', '.join(map(words.place, self.layer.parameters))}, {self.layer.activation}"


def _count(n: int, words_: str) -> Markup:
    """A number to be seen, and what it counts."""
    row = '<div class="nnlab-row nnlab-count"><span class="nnlab-score">{}</span>{}</div>'
    return markup(row, n, markup("<span>{}</span>", words_))


def _on(label: str) -> Markup:
    """The button to the next goal."""
    return button(label, {"type": "next"}, main=True)


def _stack(model: Codes) -> Markup:
    """Each neuron's own sheet, and what they make together."""
    corners = list(zip(model.X.tolist(), model.targets.tolist(), strict=True))
    return stack(model.numbers, model.bounds, corners if len(corners) <= 16 else [], model.row)


def _matrix(model: Codes, sliders: Mapping[int, Any]) -> Markup:
    """A row for each neuron: its colour, its weights, its bias, stronger where they're larger."""
    columns: dict[str, Any] = {
        "": [joined([swatch(j), f"neuron {j}"]) for j in range(len(model.owner))]
    }
    for i, (name, spoken) in enumerate(NUMBERS.items()):
        heading = ("W: " if name == "w1" else "") + words.small(name.replace("w", "x"))
        columns[heading] = [
            _cell(value, sliders.get(i), f"{spoken}{model.whose(j)}", j)
            for j, value in enumerate(model.numbers[:, i].tolist())
        ]
    caption = "The layer's numbers, a row for each neuron"
    body = words.table(columns, selected=model.row, caption=caption, event="neuron")
    return markup('<div class="nnlab-heat">{}</div>', body)


def _cell(value: float, slider: Any, spoken: str, j: int) -> Markup:
    """A number of neuron j on its sign's colour, as strong as it is large; a hand can drag it."""
    share = min(abs(value) / STRONG, 1.0)
    side = "positive" if value > 0 else "negative"
    ground = f"color-mix(in srgb, var(--nnlab-field-{side}) {share:.0%}, var(--nnlab-paper))"
    first = {"type": "neuron", "index": j}
    text = number(value, plus=True)
    dragged = scrub(slider, value, text, words=spoken, event=first)
    return markup('<i style="background: {}">{}</i>', ground, dragged)


def _kinds(model: Codes) -> Markup:
    """The code of each kind, and how many of it have that."""
    template = (
        '<div role="img" aria-label="{}" style="--kind: var(--nnlab-class-{})">'
        '<span>{}<b class="nnlab-heard">{}</b></span><span class="nnlab-kind">{}</span>'
        '<i class="nnlab-share" style="--share: {:.1%}"></i>'
        '<span><b>{}</b><span class="nnlab-of"> of {}</span></span></div>'
    )
    rows = []
    for j in range(len(model.owner)):
        here = model.targets == j
        out, strangers = int((model.says[here, j] == 0).sum()), int(model.says[~here, j].sum())
        code = "".join(str(int(j == k)) for k in range(len(model.owner)))
        have = int((np.array(model.codes)[here] == code).sum())
        n, name = int(here.sum()), model.called(j) if "classes" in model.named else ""
        errors = f"neuron {j} leaves {out} out and lets {strangers} others in"
        said = f"{model.called(j)}, code {code}: {have} of {n} have it, {errors}"
        row = said, j, words.shape(j), _digits(code), name, have / max(n, 1), have, n
        rows.append(markup(template, *row))
    return markup('<div class="nnlab-kinds">{}</div>', joined(rows))


def _pairs(model: Codes) -> Markup:
    """Which lines cross in the picture, pair by pair."""
    n = len(model.owner)
    pair = '<span class="{}" style="--one: var(--nnlab-{}); --two: var(--nnlab-{})">{} × {}</span>'
    chips, said = [], []
    for i in range(n):
        for j in range(i + 1, n):
            cross = bool(model.crossed[i, j])
            kind = "nnlab-cross" * cross + " nnlab-ribbed" * (j >= RIBBED)
            chips.append(markup(pair, kind, sheet_name(i), sheet_name(j), i, j))
            said += [f"{i} and {j}"] * cross
    about = f"Lines that cross in the picture: {', '.join(said) or 'none'}"
    return markup(
        '<div class="nnlab-note">{} of {} pairs of lines cross, dashed don’t</div>'
        '<div class="nnlab-pairs" role="img" aria-label="{}">{}</div>',
        len(said), len(chips), about, joined(chips),
    )  # fmt: skip


def _code_row(model: Codes) -> Markup:
    """What the next layer hears of each sample; of many, how often of each kind."""
    if len(model.X) <= FEW:
        square = is_gate(model.X)
        whose = "the four corners" if square else "these points"
        each = [_code(model, i) for i in range(len(model.X))]
    else:
        square, whose = False, f"these {len(model.X)} points"
        each = [_crowd(model, code) for code in sorted(set(model.codes))[:8]]
    template = (
        '<div class="nnlab-note">what the next layer hears of {}</div>'
        '<div class="nnlab-row nnlab-codes{}">{}</div>'
    )
    return markup(template, whose, " nnlab-corners" * square, joined(each))


def _code(model: Codes, i: int) -> Markup:
    """A sample's place and its code; a click chooses it."""
    code, event = model.codes[i], json.dumps({"type": "row", "index": i})
    template = (
        '<button type="button" class="nnlab-heard" data-event="{}" aria-pressed="{}">'
        "{} {} <b>{}</b>{}</button>"
    )
    wrong = words.verdict(False, no="mixed up") if code in model.mixed else ""
    what = words.shape(model.targets[i]), words.place(model.X[i]), _digits(code), wrong
    return markup(template, event, str(i == model.point).lower(), *what)


def _digits(code: str) -> Markup:
    """A code, a neuron's 1 on the colour of its sheet."""
    cell = '<i class="{}">{}</i>'
    hues = [f"nnlab-lit-{j % N_SHEETS + 1}" * (digit == "1") for j, digit in enumerate(code)]
    return joined(markup(cell, hue, digit) for hue, digit in zip(hues, code, strict=True))


def _crowd(model: Codes, code: str) -> Markup:
    here = model.targets[np.array(model.codes) == code]
    counts = [
        (words.shape(want), int((here == want).sum())) for want in range(model.targets.max() + 1)
    ]
    kinds = joined(markup("{}{} ", sign, n) for sign, n in counts if n)
    wrong = words.verdict(False, no="mixed up") if code in model.mixed else ""
    return markup('<span class="nnlab-heard"><b>{}</b> {}{}</span>', _digits(code), kinds, wrong)


def _rows(still: ArrayLike, layer: Layer) -> np.ndarray:
    rows, (n, _) = checks.numbers(still, "still", dtype=float), layer.parameters.shape
    fits = f"still takes a row (w1, w2, b) for each of the {n} neurons"
    checks.need(rows.shape == (n, 3) and np.isfinite(rows).all(), fits)
    return rows


def _checked(layer: Layer) -> Layer:
    check_kind(layer, Layer, "LayerLab shows a layer", "Layer(2, 3, step)")
    fits = layer.n_in == 2 and layer.parameters.ndim == 2
    plane = f"LayerLab draws a plane, so its layer needs 2 inputs, not {layer.n_in}"
    checks.need(fits, plane)
    many = f"LayerLab shows up to {WIDEST} neurons; this layer has {len(layer)}"
    checks.need(len(layer) <= WIDEST, many)
    return layer
