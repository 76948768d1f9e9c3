"""What LotteryLab's pictures and tables are given: functions of the model."""

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
_FIVES = [[k, str(k)] for k in range(0, 16, 5)]  # ticks


def show_starts(plane: Plane, model: Lottery, text: str) -> None:
    """A mark for each start, where it ended or how wrong it is."""
    order = model.order
    at, bounds, names, ticks = _in_rows(model) if len(order) > 16 else _by_loss(model)
    marks = [
        f"{name_of(model, i).lower()}, loss {number(model.losses[i], 3)}, "
        f"{'solved' if model.solved[i] else 'not solved'}"
        for i in order
    ]
    with plane.hold():
        plane.show(
            bounds=bounds,
            X=at,
            classes=model.solved[order].astype(int),
            selected=order.tolist().index(model.selected),
            x_name=names[0],
            y_name=names[1],
            names={"points": marks},
            caption="▲ solved · ● not solved",
            text=text,
        )
        plane.ticks = ticks


def _by_loss(model: Lottery) -> tuple[np.ndarray, tuple, tuple, list]:
    """Up to 16 starts over their losses: places, bounds, the axes' names, ticks."""
    losses, n = model.losses, len(model.order)
    top = max(0.28, 1.05 * float(np.max(losses, initial=0, where=losses < np.inf)))
    levels = [[value, label] for value, label, _ in reversed(PLATEAUS)]
    if not model.has_plateaus:
        levels = [[value, number(value)] for value in ticks_between(0.01, top)]
    columns = _FIVES if n > 1 else []
    names = ("starts, the best first" if n > 1 else "your start", "loss")
    at = np.column_stack([np.arange(n), losses[model.order]])
    return at, (-0.6, max(n, 4) - 0.4, -0.06 * top, top), names, [columns, [[0.0, "0"], *levels]]


def _in_rows(model: Lottery) -> tuple[np.ndarray, tuple, tuple, list]:
    """Rows of 16, a block for each group: places, bounds, the axes' names, ticks."""
    is_map = model.settings.is_map
    at, rows, row = [], [], 0.0
    for name, starts in model.groups:
        k = np.arange(len(starts))
        at.append(np.column_stack([k % 16, row + k // 16]))
        rows.append([row, name])
        row = at[-1][-1, 1] + (1 if is_map else 1.5)
    names = ("each mark is a start", "where it ended" if model.ended else "where it is")
    if is_map:
        names = ("start", "learning rate")
    ticks = [_FIVES, rows[::5]] if is_map else [[], rows]
    return np.concatenate(at), (-1, 16, -1, row + 0.5), names, ticks


def show_chosen(plane: Plane, model: Lottery) -> None:
    """What the chosen start says, in the plane of its inputs."""
    i, bounds = model.selected, bounds_around(model.X)
    plane.show(
        bounds=bounds,
        field=model.network.run(i)(sample_plane(bounds, CELLS))[:, 0],
        X=model.X,
        classes=model.y,
        wrong=~(np.abs(model.says[i] - model.y[:, 0]) < 0.5),
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
        [
            bend,
            width,
            brief(rate, 2),
            count(epochs),
            f"{solved} of {n}",
            f"{100 * solved / n:.0f} %",
        ]
        for (bend, width, rate, epochs), (n, solved) in sorted(sums.items())
    ]
    head = ["bend", "width", "learning rate", "epochs", "solved", "share"]
    return table(head, rows, caption="The share solved so far", rows_report=False) if rows else ""


def figure(model: Lottery) -> Figure:
    """The stored picture."""
    shape, rates = ((16, 16), RATES) if model.settings.is_map else (-1, None)
    losses, solved = model.losses.reshape(shape), model.solved.reshape(shape)
    picture = new_figure(8.4, 4.2)
    plot_sweep(losses, solved, rates=rates, plateaus=model.has_plateaus, ax=picture.subplots())
    return picture
