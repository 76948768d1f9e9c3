"""What LotteryLab's pictures and tables are given: functions of the model."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from nnlab.labs.lottery.model import COUNTS, RATES, Lottery
from nnlab.labs.lottery.words import ending, name_of
from nnlab.live.panel import Markup, button, joined, markup, table
from nnlab.live.plane import Plane
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.numbers import brief, count, number
from nnlab.pictures.sweep import PLATEAUS
from nnlab.pictures.ticks import ticks_between
from nnlab.plots.picture import new_figure
from nnlab.plots.sweep import plot_sweep

CELLS = 60  # of the chosen network's field, a side
FIVES = [[k, str(k)] for k in range(0, 16, 5)]  # ticks


def show_starts(plane: Plane, model: Lottery, text: str) -> None:
    """A mark for each start, where it ended or how wrong it is."""
    order, solved = model.order, model.solved
    shown, ticks = _in_rows(model) if len(order) > 16 else _by_loss(model)
    names = [
        f"{name_of(model, i).lower()}, loss {number(model.losses[i], 3)}, "
        f"{'solved' if solved[i] else 'not solved'}"
        for i in order
    ]
    with plane.hold():
        plane.show(
            **shown,
            classes=solved[order].astype(int),
            selected=order.tolist().index(model.selected),
            names={"points": names},
            caption="▲ solved · ● not solved",
            text=text,
        )
        plane.ticks = ticks


def _by_loss(model: Lottery) -> tuple[dict[str, Any], list]:
    """Up to 16 starts over their losses: what a plane is given, and its ticks."""
    losses, n = model.losses, len(model.order)
    at = np.column_stack([np.arange(n), losses[model.order]])
    top = max(0.28, 1.05 * float(np.max(losses, initial=0, where=losses < np.inf)))
    bounds = -0.6, max(n, 4) - 0.4, -0.06 * top, top
    name, columns = ("starts, the best first", FIVES) if n > 1 else ("your start", [])
    rows = [[0.0, "0"], *([value, label] for value, label, _ in reversed(PLATEAUS))]
    if not model.has_plateaus:
        rows = [[value, number(value)] for value in ticks_between(0, top)]
    return {"X": at, "bounds": bounds, "x_name": name, "y_name": "loss"}, [columns, rows]


def _in_rows(model: Lottery) -> tuple[dict[str, Any], list]:
    """Rows of 16, a block for each group: what a plane is given, and its ticks."""
    places, rows, row, gap = [], [], 0.0, 1.0 if model.settings.is_map else 1.5
    for name, starts in model.groups:
        k = np.arange(len(starts))
        places.append(np.column_stack([k % 16, row + k // 16]))
        rows.append([row, name])
        row = places[-1][-1, 1] + gap
    shown = {"X": np.concatenate(places), "bounds": (-1, 16, -1, row + 1 - gap)}
    if model.settings.is_map:
        return shown | {"x_name": "start", "y_name": "learning rate"}, [FIVES, rows[::5]]
    where = "where it ended" if model.ended else "where it is"
    return shown | {"x_name": "each mark is a start", "y_name": where}, [[], rows]


def show_chosen(plane: Plane, model: Lottery) -> None:
    """What the chosen start says, in the plane of its inputs."""
    i, bounds = model.selected, bounds_around(model.X)
    plane.show(
        bounds=bounds,
        field=model.network.run(i)(sample_plane(bounds, CELLS))[:, 0],
        X=model.X,
        classes=model.y,
        wrong=model.wrong[i],
        text=f"What start {i} says now. {ending(model, i)}",
    )


def chosen(model: Lottery, opened: int | None) -> Markup:
    """The chosen start in numbers, the way into it, and which one was opened."""
    i, event = model.selected, {"type": "open"}
    name, label = f"Open start {i} in TrainingLab", "Open it in TrainingLab"
    return markup(
        '<div><b>{}</b> · loss {}</div><div class="nnlab-note">it says {}</div>{}{}',
        name_of(model, i),
        number(model.losses[i], 4),
        ", ".join(number(value, 2) for value in model.says[i][:4]),
        button(label, event, enabled=not model.running, name=name),
        "" if opened is None else markup("<div>Start {} is open below ↓</div>", opened),
    )


def actions(model: Lottery) -> Markup:
    """The buttons, and how far the draw is."""
    n = COUNTS[model.settings.starts]
    main = button(f"Draw {n}" if n > 1 else "Draw", {"type": "draw"}, main=True)
    if model.running:
        main = button("Stop", {"type": "stop"}, main=True)
    stopped = not model.running and 0 < model.epoch < model.settings.epochs
    on = button("Go on", {"type": "on"}) if stopped else ""
    template = '<span class="nnlab-where">epoch <b>{}</b> of {}</span>'
    where = markup(template, count(model.epoch), count(model.settings.epochs))
    return markup('<div class="nnlab-actions">{}</div>', joined([main, on, where], " "))


def tally(model: Lottery) -> Markup | str:
    """The share solved, by bend and width; draws with the same settings count together."""
    sums: dict[tuple, np.ndarray] = {}
    for (*settings, _ticket), counts in model.tally.items():
        sums[tuple(settings)] = np.add(counts, sums.get(tuple(settings), 0))
    rows = [
        [bend, width, brief(rate, 2), count(epochs), f"{k} of {n}", f"{100 * k / n:.0f} %"]
        for (bend, width, rate, epochs), (n, k) in sorted(sums.items())
    ]
    head = ["bend", "width", "learning rate", "epochs", "solved", "share"]
    return table(head, rows, caption="The share solved so far", event="") if rows else ""


def figure(model: Lottery) -> Figure:
    """The stored picture."""
    shape, rates = ((16, 16), RATES) if model.settings.is_map else (-1, None)
    losses, solved = model.losses.reshape(shape), model.solved.reshape(shape)
    picture, [ax] = new_figure(8.4, 4.2)
    plot_sweep(losses, solved, rates=rates, plateaus=model.has_plateaus, ax=ax)
    return picture
