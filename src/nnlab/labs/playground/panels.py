"""The Playground's words and buttons: HTML, as functions of the model as it was read last."""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any

import numpy as np

from nnlab.labs.playground.data import DATA
from nnlab.labs.playground.formulas import node_lines
from nnlab.labs.playground.gallery import GALLERY
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.pictures import node_name, node_names, reach
from nnlab.labs.playground.plan import FEATURES, LAYERS, NEURONS, TITLES
from nnlab.labs.playground.runs import CELLS, Run
from nnlab.labs.playground.words import MARKS
from nnlab.labs.training.pictures import loss_word
from nnlab.labs.training.words import epoch_name
from nnlab.labs.words import counted, place, stamp
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup, table
from nnlab.pictures.field import unpacked
from nnlab.pictures.geometry import bounds_of_each
from nnlab.pictures.numbers import brief, count
from nnlab.pictures.thumbnail import thumbnail

SIGNS = ("●", "▲", "■", "◆")  # of the classes
NARROW = {"settings": "Settings", "data": "Data"}  # beside the network where there's room
DRAWERS = {  # by what opens it: its button, and its title
    "draw": ("Your points", "Your own points"),
    "gallery": ("Gallery", "Settings that work, and some that fail"),
    "advice": ("Advice", "What the numbers say"),
    "log": ("Log", "What you have tried"),
    "formulas": ("Formulas", "Today's numbers in the formulas"),
    "state": ("Save", "Take it with you"),
}


def bar(model: PlaygroundModel, shown: Collection[str]) -> Markup:
    """Run or pause, an epoch, a batch, anew; and the epoch."""
    trains = bool(np.isfinite(model.loss))
    run, pause = joined([icon("play"), " Run"]), joined([icon("pause"), " Pause"])
    buttons = {
        "run": button(pause, {"type": "pause"}, main=True)
        if model.running
        else button(run, {"type": "run"}, main=True, enabled=trains),
        "step": joined(
            [
                button("+1 epoch", {"type": "epoch"}, enabled=trains),
                button("+1 batch", {"type": "batch"}, enabled=trains),
            ]
        ),
        "reset": button(
            icon("reset"), {"type": "reset"}, name="Reset: epoch 0, with the same start"
        ),
    }
    some = joined(each for name, each in buttons.items() if name in shown)
    where = markup(
        '<span class="nnlab-epoch">epoch <b>{}</b></span>', epoch_name(model.live.position)
    )
    if model.live.end == "diverged" and (smaller := model.live.settings.smaller_rate):
        back = f"Go back, with rate {brief(smaller, 3)}"
        where = button(back, {"type": "rescue"}, main=True)
    return markup('<div class="nnlab-actions">{}{}</div>', some, where)


@cache
def picture_of(name: str) -> str:
    """A small picture of a data set without noise."""
    X, y = DATA[name].make(60, 0.0, np.random.default_rng(0))
    shown = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0]
    return thumbnail(X, shown, bounds_of_each(X), numbers=DATA[name].task == "numbers")


def thumbnails(model: PlaygroundModel) -> Markup:
    """A small picture of each data set of this task."""
    return _thumbnails(model.kind.task, model.plan.data)


@lru_cache(32)
def _thumbnails(task: str, data: str) -> Markup:
    each = [
        button(
            Markup(picture_of(name)),
            {"type": "data", "name": name},
            name=f"{kind.title}: new points, and training begins anew",
            pressed=name == data,
        )
        for name, kind in DATA.items()
        if kind.task == task
    ]
    return markup('<div class="nnlab-thumbs">{}</div>', joined(each))


def data_tools(model: PlaygroundModel) -> Markup:
    """Other points of the same kind."""
    again = joined([icon("dice"), " new points"])
    name = "Other points of this kind: training begins anew"
    own = model.plan.data == "own"
    return button(again, {"type": "again"}, name=name, enabled=not own)


def features(model: PlaygroundModel) -> Markup:
    """Which features go in."""
    return _features(model.plan.features)


@lru_cache(128)
def _features(on: tuple[str, ...]) -> Markup:
    each = [
        button(
            TITLES[name],
            {"type": "feature", "name": name},
            name=f"{TITLES[name]}: {'out' if name in on else 'in'}, and training begins anew",
            pressed=name in on,
            enabled=on != (name,),
        )
        for name in FEATURES
    ]
    return markup('<div class="nnlab-features"><span>inputs</span>{}</div>', joined(each))


def layers(model: PlaygroundModel) -> Markup:
    """How many hidden layers."""
    n = len(model.plan.hidden)
    return _counter(n, "hidden layer", LAYERS, 0, "layers")


def neurons(model: PlaygroundModel, layer: int) -> Markup:
    """How many neurons a hidden layer has."""
    if layer >= len(model.plan.hidden):
        return Markup()
    return _counter(model.plan.hidden[layer], "neuron", NEURONS, 1, "neurons", layer)


@lru_cache(128)
def _counter(n: int, thing: str, most: int, least: int, type_: str, layer: int = -1) -> Markup:
    event: dict[str, Any] = {"type": type_} | ({"layer": layer} if layer >= 0 else {})
    what = f"{thing} in layer {layer + 1}" if layer >= 0 else thing
    fewer, more = (
        button(sign, event | {"by": by}, name=f"One {what} {word}: begins anew", enabled=on)
        for sign, by, word, on in (("−", -1, "less", n > least), ("+", 1, "more", n < most))
    )
    told = markup("<span><b>{}</b> <span>{}</span></span>", n, counted(n, thing).split(" ", 1)[1])
    return markup('<div class="nnlab-counter">{}{}{}</div>', fewer, told, more)


def toggles(model: PlaygroundModel, node: str, on: dict[str, bool]) -> Markup:
    """What the plane shows, and how."""
    if node:
        name = node_name(model, node)
        return markup('<div class="nnlab-toggles"><b>What {} says</b></div>', name)
    words = {"tests": "test points", "hard": "hard edge", "slopes": "gradients"}
    each = [
        button(words[name], {"type": "toggle", "name": name}, pressed=state)
        for name, state in on.items()
    ]
    return markup('<div class="nnlab-toggles">{}</div>', joined(each))


def scores(model: PlaygroundModel, node: str) -> Markup:
    """Of training and test points: how many are right, and the loss; and what colours mean.

    Parameters
    ----------
    node : the one that has the plane, or ""
    """
    marks = MARKS.get(model.n_classes, ("▲●■", "△○□"))

    def row(mark: str, name: str, right: float | None, n: int, loss: float) -> Markup:
        if not n:
            return markup("<tr><th><span>{}</span> {}</th><td>none held back</td></tr>", mark, name)
        cells = "<tr><th><span>{}</span> {} <i></i></th><td>{}</td><td>loss <b>{}</b></td></tr>"
        told = "" if right is None else f"{count(round(right * n))} of {count(n)} right"
        told = told if np.isfinite(loss) else ""
        return markup(cells, mark, name, told, loss_word(loss))

    rows = [
        row(marks[0], "training", model.right, len(model.X), model.loss),
        row(marks[1], "test", model.test_right, len(model.X_test), model.test_loss),
    ]
    return markup('<table class="nnlab-scores">{}</table>{}', joined(rows), _scale(model, node))


def _scale(model: PlaygroundModel, node: str) -> Markup:
    """The key to the plane's colours."""
    if model.n_classes > 2 and not node:
        named = zip(SIGNS, model.kind.labels, strict=False)
        told = ", ".join(f"{sign} {name}" for sign, name in named)
        return markup('<div class="nnlab-key-of">{}</div>', told)
    middle, spread = reach(model, node)
    low, half, high = (brief(middle + side * spread, 3) for side in (-1, 0, 1))
    key = '<div class="nnlab-scale"><i></i><span>{}</span><span>{}</span><span>{}</span></div>'
    return markup(key, low, half, high)


# ------------------------------------------------------------------ drawers


def openers(now: str, shown: Collection[str]) -> Markup:
    """A button for each drawer."""
    some = {name: label for name, (label, _) in DRAWERS.items() if name in shown}
    each = [
        button(label, {"type": "open", "name": name}, pressed=name == now)
        for name, label in (NARROW | some).items()
    ]
    return markup('<div class="nnlab-actions nnlab-openers">{}</div>', joined(each))


def drawer(model: PlaygroundModel, now: str, pen: int, part: str, at: Any) -> Markup:
    """The open drawer's head and what it says, or nothing.

    Parameters
    ----------
    pen : the class of points to add
    part, at : the node or weight, and the place, that the formulas are about
    """
    if now not in DRAWERS:
        return Markup()
    event = {"type": "open", "name": now}
    close = button(icon("wrong"), event, name="Close", keys="Escape")
    head = markup('<div class="nnlab-row"><b>{}</b>{}</div>', DRAWERS[now][1], close)
    if now == "formulas":
        return joined([head, _formulas(model, part, at)])
    return joined([head, _draw(model, pen) if now == "draw" else _CONTENT[now](model)])


def _draw(model: PlaygroundModel, pen: int) -> Markup:
    told = (
        "In the plane: tap an empty place to add a point, drag one to move it, tap it to change "
        "its class, drag it out to remove it. By keys: arrows, Enter, Delete."
    )
    signs = SIGNS[: max(2, model.n_classes)]
    pens = joined(
        button(sign, {"type": "pen", "class": k}, name=f"Add points of class {k}", pressed=k == pen)
        for k, sign in enumerate(signs)
    )
    clear = button("Begin with none", {"type": "clear"})
    row = markup('<div class="nnlab-row"><span>add</span>{}{}</div>', pens, clear)
    return joined([markup("<p>{}</p>", told), row])


def _gallery(model: PlaygroundModel) -> Markup:
    rows = [
        markup(
            "<li>{}<div>{}</div></li>",
            button(joined(["✓ " if it.works else "✗ ", it.name]), {"type": "setting", "index": k}),
            it.why,
        )
        for k, it in enumerate(GALLERY)
    ]
    return markup('<ul class="nnlab-list">{}</ul>', joined(rows))


def _advice(model: PlaygroundModel) -> Markup:
    if model.running:  # it tries things out
        return markup("<p>{}</p>", "Pause, and it is looked at.")
    found = model.advice()
    if not found:
        return markup("<p>{}</p>", "Nothing stands out.")
    rows = [
        markup(
            "<li><div>{}</div>{}</li>",
            it.sentence,
            button("Show me", {"type": "show", "index": k}) if it.show else "",
        )
        for k, it in enumerate(found)
    ]
    return markup('<ul class="nnlab-list">{}</ul>', joined(rows))


def _log(model: PlaygroundModel) -> Markup:
    keep = button("Keep this one", {"type": "keep"}, main=not model.log)
    runs = model.log
    if not runs:
        return joined([markup("<p>{}</p>", "Nothing is kept yet."), keep])
    rows = [
        [_map(run), run.words, count(run.epochs), loss_word(run.train), loss_word(run.test)]
        for run in runs
    ]
    shown = table(["", "setting", "epochs", "training", "test"], rows, event="reopen")
    return joined([keep, shown, markup("<p>{}</p>", "A row opens that run again.")])


def _map(run: Run) -> Markup:
    """What a run answered, as a small picture."""
    square = unpacked(np.frombuffer(run.map, np.uint8)).reshape(CELLS, CELLS)
    return stamp(square[::-1], signed=True)


def _formulas(model: PlaygroundModel, part: str, at: Any) -> Markup:
    if not len(model.X):
        return markup("<p>{}</p>", "No points, no loss yet.")
    told = model.equation(part if part[:1] == "p" else "p0")
    at = model.X[0] if at is None else np.asarray(at)
    key = part if part[:1] == "n" else f"n{sum(model.network.sizes) - 1}"
    name = f"{node_name(model, key)} at {place(np.round(at, 2))}"
    told |= {name: node_lines(model.network, key, model.inputs([at]), node_names(model))}
    each = [
        markup('<b>{}</b><div class="nnlab-equation">{}</div>', name, joined(lines, Markup("<br>")))
        for name, lines in told.items()
    ]
    hint = "Choose another node or weight in the network, and point at a place."
    return joined([*each, markup('<p class="nnlab-note">{}</p>', hint)])


def _state(model: PlaygroundModel) -> Markup:
    told = (
        "One line holds it all, weights included: keep it, or give it to somebody. The curve isn't "
        "in it."
    )
    return markup("<p>{}</p>", told)


_CONTENT: dict[str, Any] = {"gallery": _gallery, "advice": _advice, "log": _log, "state": _state}
