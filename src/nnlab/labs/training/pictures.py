"""What TrainingLab's pictures show: functions of the model as it was read last."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.moments import FEW
from nnlab.labs.training.words import epoch_name, solved
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.pictures.field import WEAK, border
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.numbers import brief, count, number

ARROWS = markup(
    'Arrows: <b class="nnlab-positive">more!</b> or <b class="nnlab-negative">less!</b>, '
    "as long as the answer is off."
)
CELLS = {True: 64, False: 96}  # of the field, a side: while it runs, and at rest
MOST_DRAWN = 400  # points in the plane; of more, every second, third, ... is drawn


def plane(model: LiveTraining, probe: Any) -> dict[str, Any]:
    """The plane in the colour of what the network says, and which points are wrong.

    `probe` is the place whose value is asked for, or None.
    """
    X, bounds, box = model.training.X, bounds_around(model.training.X), {}
    some = slice(None, None, -(-len(X) // MOST_DRAWN))
    classes = np.asarray(model.sides.classes)
    points = {"X": X[some], "classes": classes[some], "wrong": model.wrong[some]}
    field = model.network(sample_plane(bounds, CELLS[model.running]))[:, 0]
    points |= {"wishes": wishes(model), "curves": border(field, model.scale[0], bounds)}
    if probe is not None:
        says = number(float(model.network(probe)[0]), 3)
        box = {"x": probe[0], "y": probe[1], "text": f"{words.place(np.round(probe, 2))}: {says}"}
    return points | {"bounds": bounds, "field": field, "scale": (*model.scale, WEAK), "probe": box}


def wishes(model: LiveTraining) -> list[list]:
    """What each sample wishes of its answer, −dL/da, and that answer; of few samples only.

    As long as a squared error's, which is target − answer; at most 1.
    """
    training = model.training
    X, y, n = training.X, training.y, len(training.X)
    if n > FEW or not np.isfinite(model.loss):
        return []
    says = model.network(X)
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
    pin = {} if first is None else {"x": first, "text": f"{solved(model)}: epoch {count(first)}"}
    ahead = f"already run to {count(model.last)}" if at < model.last else ""
    marker: dict[str, Any] = {"x": at, "y": model.loss, "draggable": draggable}
    marker["text"] = f"epoch {epoch_name(at)} · {brief(model.loss, 3)}"
    shown = {"lines": lines, "levels": levels, "notes": model.notes, "marker": marker}
    name = f"loss ({model.training.loss.title})"
    shown |= {"pin": pin, "ahead": ahead, "bare": True}
    return shown | {"y_name": name, "beat": time.time(), "steady": model.running}


def bar(model: LiveTraining, batches: bool) -> Markup:
    """The buttons."""
    trains = bool(np.isfinite(model.loss))
    run, pause = joined([icon("play"), " Run"]), joined([icon("pause"), " Pause"])
    main = (pause, "pause", True, "") if model.running else (run, "run", trains, "")
    buttons = [main, ("+1 epoch", "epoch", trains, ""), (icon("reset"), "reset", True, "Reset")]
    if batches:
        buttons.insert(2, ("+1 batch", "batch", trains, ""))
    return markup(
        '<div class="nnlab-actions">{}</div>',
        joined(
            button(label, {"type": act}, main=act == main[1], enabled=on, name=name)
            for label, act, on, name in buttons
        ),
    )


def where(model: LiveTraining, opens: bool, opened: bool) -> Markup:
    """Where the training stands, and a button that opens the settings, if there are any."""
    loss = number(model.loss, 4) if 5e-5 <= model.loss < 100 else brief(model.loss, 2)
    open_ = button("settings", {"type": "more"}, pressed=opened) if opens else ""
    numbers = "<span>epoch <b>{}</b></span> <span>loss <b>{}</b></span>"
    return markup(
        f'<div class="nnlab-where">{numbers}{{}}</div>',
        epoch_name(model.position),
        loss if np.isfinite(model.loss) else "none",
        open_,
    )


def sentence(model: LiveTraining, sentences: Sequence[str], wishes: bool) -> Markup:
    """What the training means now: a tick where all is right, and what the arrows say."""
    parts: list[Any] = list(sentences)
    if model.end == "diverged" and (rate := model.settings.smaller_rate):
        parts.append(button(f"Go back, with rate {brief(rate, 3)}", {"type": "rescue"}, main=True))
    elif model.since is not None and model.end != "diverged":
        parts[0] = markup('<b class="nnlab-solved">✓ {}</b>', parts[0])
    elif wishes and len(model.training.X) <= FEW and np.isfinite(model.loss):
        parts.append(ARROWS)
    return joined(parts, " ")
