"""What TrainingLab's pictures are given: functions of the model and of what was read from it."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.labs.training.model import LiveTraining, Reading
from nnlab.labs.training.words import epoch_name
from nnlab.labs.words import place
from nnlab.live.curve import Curve
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.live.plane import Plane
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.numbers import brief, count, number

CELLS = {True: 64, False: 96}  # of the field, a side: while it runs, and at rest
MOST_DRAWN = 400  # points in the plane; of more, every second, third, ... is drawn


def show_plane(plane: Plane, model: LiveTraining, now: Reading, probe: Any, **text: str) -> None:
    """Colour the plane with what the network says, and mark the points that are wrong.

    `probe` is the place whose value is asked for, or None.
    """
    X, classes = model.training.X, model.sides.classes
    assert classes is not None and now.wrong is not None  # without sides there is no plane
    bounds, some = bounds_around(X), slice(None, None, -(-len(X) // MOST_DRAWN))
    box = {}
    if probe is not None:
        says = number(float(model.network(probe)[0]), 3)
        box = {"x": probe[0], "y": probe[1], "text": f"{place(np.round(probe, 2))}: {says}"}
    plane.show(
        bounds=bounds,
        field=model.network(sample_plane(bounds, CELLS[model.running]))[:, 0],
        scale=model.scale,
        X=X[some],
        classes=classes[some],
        wrong=now.wrong[some],
        probe=box,
        caption="points: the targets · colour: what the network says",
        **text,
    )


def show_curve(
    curve: Curve, model: LiveTraining, now: Reading, levels: Sequence, draggable: bool, **text: str
) -> None:
    """Draw how the loss fell, what was left behind, and where the network is."""
    history, at = model.training.history, model.position
    x, loss = history.epochs, history.loss
    main: dict[str, Any] = {"x": x, "y": loss, "low": history.low, "high": history.high}
    if at > model.last:  # an epoch has begun
        main = {"x": np.append(x, at), "y": np.append(loss, now.loss)}
    lines = [main | {"name": "training", "dash": "solid"}]
    if history.validation_loss is not None:
        lines.append({"x": x, "y": history.validation_loss, "name": "validation", "dash": "dashed"})
    if model.before is not None:
        left, record = model.before
        old = {"name": "before", "dash": "dotted", "soft": True}
        lines.append({"x": left.epochs[record:], "y": left.loss[record:], **old})
    words = f"epoch {epoch_name(at)} · {brief(now.loss, 3)}"
    curve.show(
        lines=lines,
        levels=levels,
        notes=model.notes,
        marker={"x": at, "y": now.loss, "draggable": draggable, "text": words},
        y_name=f"loss ({model.training.loss.title})",
        beat=time.time(),
        steady=model.running,
        **text,
    )


def bar(model: LiveTraining, now: Reading, batches: bool) -> Markup:
    """The buttons, and where the training stands."""
    main = button("▶ Run", {"type": "run"}, main=True, enabled=now.finite)
    if model.running:
        main = button("❚❚ Pause", {"type": "pause"}, main=True)
    rate, rescue = model.settings.smaller_rate, ""
    if model.end == "diverged" and rate:
        rescue = button(f"Go back, with rate {brief(rate, 3)}", {"type": "rescue"})
    step = button("+1 batch", {"type": "batch"}, enabled=now.finite) if batches else ""
    epoch = button("+1 epoch", {"type": "epoch"}, enabled=now.finite)
    buttons = joined([main, rescue, epoch, step, button("↺ Reset", {"type": "reset"})])
    more = f", {model.end}" if model.end else ""
    if model.running:
        more = f" · {count(model.pacer.pace)} epochs a second" if model.pacer.pace >= 1 else ""
    elif model.state == "rewound":
        more = f" of {count(model.last)}, rewound"
    template = '<div class="nnlab-bar">{}<span class="nnlab-where">epoch <b>{}</b>{}</span></div>'
    return markup(template, buttons, epoch_name(model.position), more)
