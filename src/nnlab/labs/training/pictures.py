"""What TrainingLab's pictures show: functions of the model as it was read last."""

import re
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.training.model import AHEAD, SLOW, LiveTraining
from nnlab.labs.training.moments import FEW
from nnlab.labs.training.words import epoch_name, said, solved
from nnlab.labs.words import listed
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.pictures.field import WEAK, border
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.numbers import brief, count, number

ARROWS = markup('<b class="nnlab-positive">↑ more!</b> <b class="nnlab-negative">↓ less!</b>')
PLACE = re.compile(r"\((\S+), (\S+)\)")  # which doesn't break
ASKS = "when will it fall?"
KEY = "Weak answers are drawn stronger than they are; numbers are exact."
LOW = 1e-3  # a loss that a few samples' curve shows, too
FULFILLED = 0.2  # where no sample wishes for more than that, it isn't spoken of
FAR = 1e3  # answers beyond that have no wishes, and no room
CELLS = {True: 64, False: 96}  # of the field, a side: while it runs, and at rest
COARSE, STEPS = 24, (0.02, 0.05, 0.1, 0.2)  # of its fine lines: cells a side, and how far apart
MOST_DRAWN = 400  # points in the plane; of more, every second, third, ... is drawn


def plane(model: LiveTraining, probe: Any) -> dict[str, Any]:
    """The plane in the colour of what the network says, and which points are wrong.

    Validation data are hollow. `probe` is the place whose value is asked for, or None.
    """
    lost, box = not np.isfinite(model.loss), {}  # then no answer is right or wrong
    X, y, wrong = model.training.X, model.training.y, model.wrong
    unseen = 0 if model.missed is None else len(model.missed)
    if unseen and model.training.validation:  # below the others
        other = (*model.training.validation, model.missed)
        X, y, wrong = map(np.concatenate, zip(other, (X, y, wrong), strict=True))
    hollow = lost | (np.arange(len(X)) < unseen)
    bounds, some = bounds_around(X), slice(None, None, -(-len(X) // MOST_DRAWN))
    points: dict[str, Any] = {"X": X[some], "hollow": hollow[some]}
    points["classes"] = (y[some, 0] > 0).astype(int)
    points["wrong"] = (wrong & (not lost))[some]
    field = model.network(sample_plane(bounds, CELLS[model.running]))[:, 0]
    points |= {"wishes": wishes(model), "curves": border(field, model.scale[0], bounds)}
    if probe is not None:
        says = number(float(model.network(probe)[0]), 3)
        box = {"x": probe[0], "y": probe[1], "text": f"{words.place(np.round(probe, 2))}: {says}"}
    points["contours"] = slope(model)
    return points | {"bounds": bounds, "field": field, "scale": (*model.scale, WEAK), "probe": box}


def slope(model: LiveTraining) -> list[list]:
    """Where the answer is a step more: fine lines, at most nine; a flat plane's tell its slope."""
    if len(model.training.X) > FEW or not np.isfinite(model.loss):
        return []
    bounds, (middle, spread) = bounds_around(model.training.X), model.scale
    field = model.network(sample_plane(bounds, COARSE))[:, 0]
    low, high = (field.min() - middle) / spread, (field.max() - middle) / spread
    if not max(abs(low), abs(high)) < FAR:
        return []
    step = next((step for step in STEPS if (high - low) / step < 10), STEPS[-1])
    levels = step * np.arange(np.ceil(low / step), np.floor(high / step) + 1)
    lines = [border(field, middle + spread * level, bounds) for level in levels if level]
    return [np.round(path["points"], 3).tolist() for paths in lines for path in paths]


def wishes(model: LiveTraining) -> list[list]:
    """What each sample wishes of its answer, −dL/da, and that answer; of few samples only.

    As long as a squared error's, which is target − answer; at most 1.
    """
    training = model.training
    X, y, n = training.X, training.y, len(training.X)
    if n > FEW or not np.isfinite(model.loss):
        return []
    says = model.network(X)
    if np.abs(says).max() > FAR:
        return []
    pulls = np.clip(-training.loss.gradient(says, y) * n / 2, -1, 1)
    return [
        [*place, float(pull), number(float(says_), 2)]
        for place, pull, says_ in zip(X.tolist(), pulls[:, 0], says[:, 0], strict=True)
    ]


def curve(model: LiveTraining, levels: Sequence, draggable: bool) -> dict[str, Any]:
    """How the loss fell, what was left behind, and where the network is."""
    history, at = model.training.history, model.position
    x, loss = history.epochs, history.loss
    main: dict[str, Any] = {"x": x, "y": loss, "low": history.low, "high": history.high}
    if at > model.last:  # an epoch has begun
        main = {"x": np.append(x, at), "y": np.append(loss, model.loss)}
    lines = [main | {"name": "training", "dash": "solid"}]
    if history.validation_loss is not None:
        lines.append({"x": x, "y": history.validation_loss, "name": "validation", "dash": "dashed"})
    if model.before is not None:
        left, record = model.before
        old = {"name": "before", "dash": "dotted", "soft": True}
        lines.append({"x": left.epochs[record:], "y": left.loss[record:], **old})
    first = model.moments.first
    pin: dict[str, Any] = {}
    if first is not None and np.isfinite(model.loss) and model.missed is None:
        pin = {"x": first, "text": f"{solved(model)}: epoch {count(first)}"}
    ahead = f"already run to {count(model.last)}" if at < model.last else ""
    marker: dict[str, Any] = {"x": at, "y": model.loss, "draggable": draggable}
    marker["text"] = f"epoch {epoch_name(at)} · {brief(model.loss, 3)}"
    notes, said = list[Any](model.notes), model.guess
    if asks := model.asks and draggable and bool(np.isfinite(model.loss)):
        marker |= {"asks": ASKS, "x": said or AHEAD / 3, "y": (model.loss * LOW) ** 0.5}
        marker |= {"last": AHEAD, "text": f"I say: epoch {count(said)}" if said else ""}
    elif said:
        notes.append((said, f"you said {count(said)}"))
    few = model.sides.classes is not None and len(model.training.X) <= FEW
    shown: dict[str, Any] = {
        "lines": lines,
        "hold": (AHEAD, LOW) if few else None,
        "levels": guessing(model) if isinstance(levels, tuple) and not levels else levels,
        "notes": notes,
        "marker": marker,
        "cue": ASKS if asks and not said else "",
    }
    name = f"loss ({model.training.loss.title})"
    shown |= {"pin": pin, "ahead": ahead, "bare": True}
    return shown | {"y_name": name, "beat": time.time(), "steady": model.running}


def guessing(model: LiveTraining) -> list[tuple[float, str]]:
    """The loss of a network that always says ½, where that is the middle between the targets."""
    training = model.training
    y, output = training.y, model.network.activations[-1].name
    if output != "sigmoid" or set(np.unique(y)) != {0.0, 1.0}:
        return []
    loss = float(training.loss(np.full(y.shape, 0.5), y))
    return [(loss, "always ½")]


def bar(model: LiveTraining) -> Markup:
    """The buttons."""
    trains = bool(np.isfinite(model.loss))
    run, pause = joined([icon("play"), " Run"]), joined([icon("pause"), " Pause"])
    main = (pause, "pause", True, "") if model.running else (run, "run", trains, "")
    buttons = [main, ("+1 epoch", "epoch", trains, ""), (icon("reset"), "reset", True, "Reset")]
    if model.training.n_batches > 1:
        buttons.insert(2, ("+1 batch", "batch", trains, ""))
    return markup(
        '<div class="nnlab-actions">{}</div>',
        joined(
            button(label, {"type": act}, main=act == main[1], enabled=on, name=name)
            for label, act, on, name in buttons
        ),
    )


def where(model: LiveTraining, settings: Sequence[str], opened: bool) -> Markup:
    """Where the training stands, and a button that opens these settings, if there are any."""
    rate, smaller = model.settings.plain_rate, model.settings.smaller_rate
    label = f"learning rate {brief(rate, 3)}" if "rate" in settings and rate else "settings"
    buttons = []
    if model.end == "diverged" and smaller:
        back = f"Go back, with rate {brief(smaller, 3)}"
        buttons, label = [button(back, {"type": "rescue"}, main=True)], ""
    if settings:
        name = f"Settings: {listed(settings)}"
        sign = markup("{}<span>{}</span>", icon("numbers"), label) if label else icon("numbers")
        buttons.append(button(sign, {"type": "more"}, pressed=opened, name=name))
    if model.running and model.pace == SLOW < model.speed:
        buttons.append(markup('<span class="nnlab-legend">{}</span>', "slow motion"))
    return markup(
        '<div class="nnlab-where{}"><b>epoch {}</b> <span>loss <b>{}</b></span>'
        '<div class="nnlab-row">{}</div></div>',
        " nnlab-lost" * (model.end == "diverged"),
        epoch_name(model.position),
        loss_word(model.loss),
        joined(buttons),
    )


def closer(opened: bool) -> Markup:
    """The head of the open settings, with the button that closes them, and a key to the colours."""
    close = button(icon("wrong"), {"type": "more"}, name="Close the settings", keys="Escape")
    head = '<div class="nnlab-row"><b>settings</b><span class="nnlab-legend">{}</span>{}</div>'
    return markup(head, KEY, close) if opened else Markup()


def loss_word(loss: float) -> str:
    """A loss as it is printed.

    >>> loss_word(0.15749), loss_word(0.0005078), loss_word(8.1e30), loss_word(float("nan"))
    ('0.1575', '0.000508', '8.1·10³⁰', 'none')
    """
    if not np.isfinite(loss):
        return "none"
    return number(loss, 4) if 1e-3 <= loss < 100 else brief(loss, 3 if loss < 1 else 2)


def sentence(model: LiveTraining, arrows: bool) -> Markup:
    """What the training means now: a tick where all is right, and what the arrows say."""
    parts: list[Any] = [PLACE.sub("(\\1,\u00a0\\2)", part) for part in said(model)]
    if model.end == "diverged":
        return joined(parts, " ")
    if model.missed is not None and np.isfinite(model.loss):
        return scores(model)
    if model.since is not None:
        parts[0] = markup('<b class="nnlab-solved">✓ {}</b>', parts[0])
    elif arrows and any(abs(pull) > FULFILLED for _, _, pull, _ in wishes(model)):
        parts.append(ARROWS)
    return joined(parts, " ")


def scores(model: LiveTraining) -> Markup:
    """Of training and validation data: their marks, how many are right, and the loss."""

    def row(mark: str, name: str, wrong: Any, loss: Any) -> Markup:
        cells = "<tr><th><span>{}</span> {}</th><td><b>{}</b> of {} right</td><td>loss <b>{}</b>"
        return markup(cells, mark, name, count(sum(~wrong)), count(len(wrong)), loss_word(loss))

    seen = row("▲●", "training", model.wrong, model.loss)
    unseen = row("△○", "validation", model.missed, model.validation)
    return markup('<table class="nnlab-scores">{}{}</table>', seen, unseen)
