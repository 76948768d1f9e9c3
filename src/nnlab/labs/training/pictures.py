"""What TrainingLab's pictures show: functions of the model as it was read last."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.words import epoch_name
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.numbers import brief, count, number

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
    if probe is not None:
        says = number(float(model.network(probe)[0]), 3)
        box = {"x": probe[0], "y": probe[1], "text": f"{words.place(np.round(probe, 2))}: {says}"}
    return points | {"bounds": bounds, "field": field, "scale": model.scale, "probe": box}


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
    marker: dict[str, Any] = {"x": at, "y": model.loss, "draggable": draggable}
    marker["text"] = f"epoch {epoch_name(at)} · {brief(model.loss, 3)}"
    shown = {"lines": lines, "levels": levels, "notes": model.notes, "marker": marker}
    name = f"loss ({model.training.loss.title})"
    return shown | {"y_name": name, "beat": time.time(), "steady": model.running}


def bar(model: LiveTraining, batches: bool) -> Markup:
    """The buttons, and where the training stands."""
    trains, rate, state = np.isfinite(model.loss), model.settings.smaller_rate, model.state
    main = ("❚❚ Pause", "pause", True) if model.running else ("▶ Run", "run", trains)
    buttons = [main, ("+1 epoch", "epoch", trains), ("↺ Reset", "reset", True)]
    if batches:
        buttons.insert(2, ("+1 batch", "batch", trains))
    if state == "diverged" and rate:
        buttons.insert(1, (f"Go back, with rate {brief(rate, 3)}", "rescue", True))
    more = "" if state == "paused" else f", {state}"
    if state == "rewound":
        more = f" of {count(model.last)}, rewound"
    if state == "running":
        more = f" · {count(model.pacer.pace)} epochs a second" if model.pacer.pace >= 1 else ""
    return markup(
        '<div class="nnlab-actions">{}<span class="nnlab-where">epoch <b>{}</b>{}</span></div>',
        joined(
            button(label, {"type": act}, main=act == main[1], enabled=on)
            for label, act, on in buttons
        ),
        epoch_name(model.position),
        more,
    )
