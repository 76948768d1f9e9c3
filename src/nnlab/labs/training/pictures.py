"""What TrainingLab's pictures are given: functions of the model and of what was read from it."""

import time

import numpy as np

from nnlab.labs.training.model import LiveTraining, Reading
from nnlab.labs.training.words import epoch_name
from nnlab.labs.words import place
from nnlab.live.curve import Curve
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.live.plane import Plane
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.numbers import brief, count, number

CELLS = {True: 64, False: 96}  # of the field, a side: while it runs, and at rest
MOST_DRAWN = 400  # points in the plane; of more, every second, third, ... is drawn


def show_plane(plane: Plane, model: LiveTraining, now: Reading, probe, **text) -> None:
    """Colour the plane with what the network says, and mark the points that are wrong."""
    X, every = model.training.X, -(-len(model.training.X) // MOST_DRAWN)
    z = model.says_z and model.threshold == 0
    field = model.network(sample_plane(tuple(plane.bounds), CELLS[model.running]))[:, 0]
    plane.show(
        field=field,
        scale=(model.threshold, 4.0 if z else 1.0 - model.sides.middle),
        X=X[::every],
        classes=model.sides.classes[::every],
        wrong=now.wrong[::every],
        probe=probe and _probed(model.network, probe),
        caption="points: the targets · colour: what the network says",
        **text,
    )


def _probed(network, at):
    says = float(network(at)[0])
    text = f"{place(np.round(at, 2))}: {number(says, 3)}"
    return {"x": at[0], "y": at[1], "text": text}


def show_curve(
    curve: Curve, model: LiveTraining, now: Reading, levels, draggable: bool, **text
) -> None:
    """Draw how the loss fell, what was left behind, and where the network is."""
    history, at = model.training.history, model.position
    x, loss = history.epochs, history.loss
    main = {"x": x, "y": loss, "low": history.low, "high": history.high}
    if at > model.last:  # an epoch has begun
        main = {"x": np.append(x, at), "y": np.append(loss, now.loss)}
    lines = [main | {"name": "training", "dash": "solid"}]
    if history.validation_loss is not None:
        lines.append({"x": x, "y": history.validation_loss, "name": "validation", "dash": "dashed"})
    if model.before is not None:
        left, record = model.before
        old = {"name": "before", "dash": "dotted", "soft": True}
        lines.append({"x": left.epochs[record:], "y": left.loss[record:], **old})
    curve.show(
        lines=lines,
        levels=levels,
        notes=model.notes,
        marker={
            "x": at,
            "y": now.loss,
            "draggable": draggable,
            "text": f"epoch {epoch_name(at)} · {brief(now.loss, 3)}",
        },
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
    template = '<div class="nnlab-bar">{}<span class="nnlab-where">epoch <b>{}</b>{}</span></div>'
    return markup(template, buttons, epoch_name(model.position), _where(model))


def _where(model):
    """What stands after the epoch, beside the buttons."""
    if model.running:
        return f" · {count(model.pace)} epochs a second" if model.pace >= 1 else ""
    if model.state == "rewound":
        return f" of {count(model.last)}, rewound"
    return f", {model.end}" if model.end else ""
