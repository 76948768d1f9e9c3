"""What LotteryLab's pictures and tables are given: functions of model and reading."""

from typing import Any

import numpy as np

from nnlab.labs.lottery.model import COUNTS, RATES, Lottery, Reading
from nnlab.labs.lottery.words import at_rate, ending
from nnlab.live.panel import Markup, button, joined, markup, table
from nnlab.live.plane import Plane
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.numbers import count
from nnlab.pictures.sweep import PLATEAUS
from nnlab.plots.picture import new_figure
from nnlab.plots.sweep import plot_sweep

CELLS = 60  # of the chosen network's field, a side


def show_starts(plane: Plane, model: Lottery, now: Reading, text: str) -> None:
    """A mark for each start, where it ended or how wrong it is."""
    order, n = now.order, len(now.order)
    columns: list = []
    if model.settings.is_map:
        at = np.column_stack([np.arange(n) % 16, np.arange(n) // 16])
        bounds, names = (-1, 16, -1, 16), ("start", "learning rate")
        columns = [[k, str(k)] for k in range(0, 16, 5)]
        rows = [[k, f"{RATES[k]:.2g}"] for k in range(0, 16, 5)]
    elif n > 16:
        at, rows = _blocks(now.endings)
        bounds = (-1, 16, -1, max(18.0, at[-1, 1] + 1))
        names = ("each mark is a start", "where it ended" if model.ended else "where it is")
    else:
        at = np.column_stack([np.arange(n), now.losses[order]])
        top = max(0.28, 1.05 * float(np.max(now.losses, initial=0, where=now.losses < np.inf)))
        bounds = (-0.6, max(n, 4) - 0.4, -0.06 * top, top)
        names = ("your start" if n == 1 else "starts, the best first", "loss")
        columns = [[k, str(k)] for k in range(0, n, 5)] if n > 1 else []
        rows = [[0.0, "0"], *([value, label] for value, label, _ in reversed(PLATEAUS))]
    marks = [
        f"start {i}{at_rate(model, i)}, loss {now.losses[i]:.3f}, "
        f"{'solved' if now.solved[i] else 'not solved'}"
        for i in order
    ]
    with plane.hold():
        plane.show(
            bounds=bounds,
            X=at,
            classes=now.solved[order].astype(int),
            selected=int(np.flatnonzero(order == model.selected)[0]),
            x_name=names[0],
            y_name=names[1],
            names={"points": marks},
            caption="▲ solved · ● not solved",
            text=text,
        )
        own = n > 16 or model.has_plateaus
        plane.ticks = [columns, rows if own else plane.ticks[1]]


def _blocks(endings):
    """Places in rows of 16, a block for each ending, and the blocks' names: (n, 2), ticks."""
    at, ticks, row = [], [], 0
    for name, starts in endings:
        k = np.arange(len(starts))
        at.append(np.column_stack([k % 16, row + k // 16]))
        ticks.append([row, name])
        row = at[-1][-1, 1] + 1.5
    return np.concatenate(at), ticks


def show_chosen(plane: Plane, model: Lottery, now: Reading, bounds: Any) -> None:
    """What the chosen start says, in the plane of its inputs."""
    i = model.selected
    plane.show(
        field=model.network.run(i)(sample_plane(bounds, CELLS))[:, 0],
        X=model.X,
        classes=model.y,
        wrong=~(np.abs(now.says[i] - model.y[:, 0]) < 0.5),
        text=f"What start {i} says now. {ending(model, now, i)}",
    )


def chosen(model: Lottery, now: Reading, opened: int | None) -> Markup:
    """The chosen start in numbers, the way into it, and which one was opened."""
    i = model.selected
    answers = ", ".join(f"{value:.2f}" for value in now.says[i][:4])
    name = f"Open start {i} in TrainingLab"
    event = {"type": "open"}
    way = button("Open it in TrainingLab", event, enabled=not model.running, name=name)
    below = "" if opened is None else markup("<div>Start {} is open below ↓</div>", opened)
    return markup(
        '<div><b>Start {}{}</b> · loss {}</div><div class="nnlab-note">it says {}</div>{}{}',
        *(i, at_rate(model, i), f"{now.losses[i]:.4f}", answers, way, below),
    )


def actions(model: Lottery) -> Markup:
    """The buttons, and how far the draw is."""
    n = COUNTS[model.settings.starts]
    main = button(f"Draw {n}" if n > 1 else "Draw", {"type": "draw"}, main=True)
    if model.running:
        main = button("Stop", {"type": "stop"}, main=True)
    on = button("Go on", {"type": "on"}) if model.can_go_on else ""
    template = '<span class="nnlab-where">epoch <b>{}</b> of {}</span>'
    where = markup(template, count(model.epoch), count(model.settings.epochs))
    return markup('<div class="nnlab-actions">{}</div>', joined([main, on, where], " "))


def tally(model: Lottery) -> Markup | str:
    """The share solved, by bend and width; draws with the same settings count together."""
    sums: dict[tuple, np.ndarray] = {}
    for *settings, _ticket, n, solved in model.tally:
        sums[tuple(settings)] = sums.get(tuple(settings), 0) + np.array([n, solved])
    rows = [
        [
            *(bend, width, f"{rate:.2g}", count(epochs)),
            *(f"{count(solved)} of {count(n)}", f"{100 * solved / n:.0f} %"),
        ]
        for (bend, width, rate, epochs), (n, solved) in sorted(sums.items())
    ]
    head = ["bend", "width", "learning rate", "epochs", "solved", "share"]
    caption = "The share solved so far"
    return table(head, rows, caption=caption, rows_report=False) if rows else ""


def figure(model: Lottery, now: Reading) -> Any:
    """The stored picture."""
    picture = new_figure(8.4, 4.2)
    ax = picture.subplots()
    if model.settings.is_map:
        losses, solved = (values.reshape(16, 16) for values in (now.losses, now.solved))
        plot_sweep(losses, solved, rates=RATES, ax=ax)
    else:
        plot_sweep(now.losses, now.solved, plateaus=model.has_plateaus, ax=ax)
    return picture
