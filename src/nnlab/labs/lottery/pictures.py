"""What LotteryLab's pictures and panels show: functions of the model."""

from typing import Any

import numpy as np

from nnlab.labs.lottery.model import COUNTS, Lottery
from nnlab.labs.lottery.words import ending, name_of
from nnlab.live.panel import Markup, button, markup, table
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.numbers import brief, count, number
from nnlab.pictures.sweep import PLATEAUS
from nnlab.pictures.ticks import ticks_between

CELLS = 60  # of the chosen network's field, a side
FIVES = [[k, str(k)] for k in range(0, 16, 5)]  # ticks


def starts(model: Lottery) -> dict[str, Any]:
    """A mark for each start, where it ended or how wrong it is."""
    order, solved, losses = model.order, model.solved, model.losses
    ends = ["solved" if each else "not solved" for each in solved]
    names = [f"{name_of(model, i).lower()}, loss {number(losses[i], 3)}, {ends[i]}" for i in order]
    shown = _in_rows(model) if len(order) > 16 else _by_loss(model)
    shown |= {"classes": solved[order].astype(int), "names": {"points": names}}
    caption = "▲ solved · ● not solved"
    return shown | {"selected": order.tolist().index(model.selected), "caption": caption}


def _by_loss(model: Lottery) -> dict[str, Any]:
    """Up to 16 starts over their losses."""
    losses, n = model.losses, len(model.order)
    top = max(0.28, 1.05 * float(np.max(losses, initial=0, where=losses < np.inf)))
    rows = [[0.0, "0"], *([value, label] for value, label, _ in reversed(PLATEAUS))]
    if not model.has_plateaus:
        rows = [[value, number(value)] for value in ticks_between(0, top)]
    return {
        "X": np.column_stack([np.arange(n), losses[model.order]]),
        "bounds": (-0.6, max(n, 4) - 0.4, -0.06 * top, top),
        "x_name": "starts, the best first" if n > 1 else "your start",
        "y_name": "loss",
        "ticks": [FIVES if n > 1 else [], rows],
    }


def _in_rows(model: Lottery) -> dict[str, Any]:
    """Rows of 16, a block for each group."""
    places, rows, row, gap = [], [], 0.0, 1.0 if model.settings.is_map else 1.5
    for name, group in model.groups:
        k = np.arange(len(group))
        places.append(np.column_stack([k % 16, row + k // 16]))
        rows.append([row, name])
        row = places[-1][-1, 1] + gap
    shown = {"X": np.concatenate(places), "bounds": (-1, 16, -1, row + 1 - gap)}
    if model.settings.is_map:
        return shown | {"x_name": "start", "y_name": "learning rate", "ticks": [FIVES, rows[::5]]}
    where = "where it ended" if model.ended else "where it is"
    return shown | {"x_name": "each mark is a start", "y_name": where, "ticks": [[], rows]}


def chosen(model: Lottery) -> dict[str, Any]:
    """What the chosen start says, in the plane of its inputs."""
    i, bounds = model.selected, bounds_around(model.X)
    field = model.network.run(i)(sample_plane(bounds, CELLS))[:, 0]
    points = {"X": model.X, "classes": model.y, "wrong": model.wrong[i]}
    text = f"What start {i} says now. {ending(model, i)}"
    return points | {"bounds": bounds, "field": field, "text": text}


def in_numbers(model: Lottery, opened: int | None) -> Markup:
    """The chosen start in numbers, the way into it, and which one was opened."""
    i = model.selected
    name, label = f"Open start {i} in TrainingLab", "Open it in TrainingLab"
    return markup(
        '<div><b>{}</b> · loss {}</div><div class="nnlab-note">it says {}</div>{}{}',
        name_of(model, i),
        number(model.losses[i], 4),
        ", ".join(number(value, 2) for value in model.says[i][:4]),
        button(label, {"type": "open"}, enabled=not model.running, name=name),
        "" if opened is None else markup("<div>Start {} is open below ↓</div>", opened),
    )


def actions(model: Lottery) -> Markup:
    """The buttons, and how far the draw is."""
    n = COUNTS[model.settings.starts]
    draw = ("Stop", "stop") if model.running else (f"Draw {n}" if n > 1 else "Draw", "draw")
    stopped = not model.running and 0 < model.epoch < model.settings.epochs
    return markup(
        '<div class="nnlab-actions">{}{}'
        '<span class="nnlab-where">epoch <b>{}</b> of {}</span></div>',
        button(draw[0], {"type": draw[1]}, main=True),
        button("Go on", {"type": "on"}) if stopped else "",
        count(model.epoch),
        count(model.settings.epochs),
    )


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
    shares = table(head, rows, caption="The share solved so far", event="")
    return markup('<div class="nnlab-tally">{}</div>', shares) if rows else ""
