"""What LotteryLab's pictures and panels show: functions of the model."""

from typing import Any

import numpy as np

from nnlab.core import Network
from nnlab.labs.lottery.model import COUNTS, Lottery
from nnlab.labs.lottery.watch import Watch
from nnlab.labs.lottery.words import named, why
from nnlab.labs.samples import is_gate
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup, table
from nnlab.pictures.field import WEAK, field_bytes
from nnlab.pictures.geometry import bounds_around, sample_plane
from nnlab.pictures.marks import OpenTile
from nnlab.pictures.numbers import brief, count, number
from nnlab.pictures.sweep import PLATEAUS

KEY = "Weak answers are drawn stronger than they are; numbers are exact."
CELLS, LARGE = 16, 48  # of a tile, and of the open one, a side
AIR = 0.46  # the share of the picture for those in the air
UNIT = (-0.5, 1.5, -0.5, 1.5)  # what is seen of a gate's plane


def starts(model: Lottery) -> dict[str, Any]:
    """A tile for each start: what it says everywhere, and where it has come to rest."""
    running, many = model.running, len(model.losses)
    begun = running or model.epoch > 0
    with np.errstate(all="ignore"):
        fields = model.network(sample_plane(_bounds(model), CELLS))[..., 0]
    shown = {
        "fields": fields.reshape(many, CELLS, CELLS),
        "bins": model.bins,
        "air": (AIR if many > 1 else 1.0) if model.n_moving else 0.0,
        "selected": model.selected if model.is_open else -1,
        "opened": opened(model, model.network.run(model.selected)) if model.is_open else None,
        "asked": not begun,
        "said": (many > 1 and model.said) or 0,
        "caption": caption(model),
        "hasty": running,
    }
    if model.has_plateaus:  # first what has come of a tile, and then what that costs
        loss, inside = zip(*model.bins, strict=True)
        told = ["solved", *(f"{k} alike" for *_, k in PLATEAUS), *loss[1 + len(PLATEAUS) :]]
        shown["bins"] = list(zip(told, inside, strict=True))
        shown["notes"] = ["4 right", *loss[1 : 1 + len(PLATEAUS)]]
    if not running:
        shown["names"] = [_name(model, i) for i in range(many)]
    return shown


def opened(model: Lottery, network: Network, whole: bool = False) -> OpenTile:
    """A start drawn large, over the `whole` picture or not: its plane, and what it says."""
    bounds = _bounds(model)
    with np.errstate(all="ignore"):
        field, says = network(sample_plane(bounds, LARGE))[:, 0], network(model.X)[:, 0]
    wrong, few = ~(np.abs(says - model.y[:, 0]) < 0.5), len(model.X) <= 12
    rows = zip(model.X.tolist(), model.y[:, 0], wrong, says, strict=True)
    points = [[*x, int(t), bool(w), number(a, 2) if few else ""] for x, t, w, a in rows]
    return {
        "bounds": list(bounds),
        "size": LARGE,
        "field": field_bytes(field, power=WEAK).tobytes(),
        "points": points,
        "whole": whole,
    }


def watched(model: Lottery, watch: Watch) -> dict[str, Any]:
    """The picture while a start is watched: it alone, over all the others."""
    alone = {"opened": opened(model, watch.network, whole=True), "selected": model.selected}
    return starts(model) | alone | {"hasty": watch.running}


def descent(model: Lottery, watch: Watch) -> dict[str, Any]:
    """The loss of the watched start so far, over the time that has passed, and plateaus."""
    history, loss = watch.training.history, watch.loss
    shares = 100 * watch.passed(history.epochs)
    now = f"epoch {count(watch.epoch)} · loss {number(loss, 4)}"
    shelves = PLATEAUS if model.has_plateaus else ()
    return {
        "lines": [{"x": shares, "y": history.loss, "name": "loss"}],
        "hold": (100, 0.28),
        "levels": [(0.0, "0"), *((level, name) for level, name, _ in shelves)],
        "marker": {"x": shares[-1], "y": loss, "text": now},
        "log": False,
    }


def hands(watch: Watch, n: int) -> Markup:
    """The buttons while a start is watched."""
    run = ("pause", "Pause", "pause") if watch.running else ("play", "Run", "run")
    if watch.epoch >= watch.epochs:
        run = "play", "Once more", "again"
    return markup(
        '<div class="nnlab-row">{}{}</div>',
        button(icon(run[0]) + run[1], {"type": run[2]}, main=True),
        button(f"← all {n} starts" if n > 1 else "← back", {"type": "back"}),
    )


def _bounds(model: Lottery) -> Any:
    return UNIT if is_gate(model.X) else bounds_around(model.X)


def _name(model: Lottery, i: int) -> str:
    """What a screen reader calls a tile."""
    where = "solved" if model.solved[i] else "not solved"
    return f"start {i}, loss {number(model.losses[i], 3)}, {where}"


def caption(model: Lottery) -> str:
    """What is drawn, and how it is trained."""
    activation, width, _, rate, starts, epochs = model.settings
    many = f"{starts} start{'s' * (starts != '1')}"
    how = [many, f"2-{width}-1, {activation}", f"rate {brief(rate, 2)}"]
    begun = model.epoch and not model.ended
    far = f"epoch {count(model.epoch)} of {count(epochs)}" if begun else f"{count(epochs)} epochs"
    return " · ".join([*how, far])


def bars(model: Lottery) -> Markup | str:
    """How large a share of the starts lies where; before the draw the guess has their room."""
    n = len(model.losses)
    if n == 1 or not model.epoch:
        return ""
    row = (
        '<div class="nnlab-bar"><span>{}</span>'
        '<i style="--share: {:.1f}%"{}>{}</i><b>{:.0f} %</b></div>'
    )
    full = markup(' class="nnlab-full"')
    mark = '<u style="left: {:.1f}%" title="you said {}"></u>'  # where that would end
    said = "" if model.said is None else markup(mark, 100 * model.said / n, model.said)
    rows = [
        markup(row, name, 100 * len(i) / n, *("", "") if k else (full, said), 100 * len(i) / n)
        for k, (name, i) in enumerate(model.bins)
    ]
    return markup('<div class="nnlab-bars">{}</div>', joined(rows))


def chosen(model: Lottery) -> Markup | str:
    """The open start in numbers and words, and the way into it."""
    if not model.is_open:
        hint = Markup('<div class="nnlab-note">Choose a tile to open it.</div>')
        return Markup() if model.can_guess else hint
    words = icon("play") + "watch it run"
    watch = button(words, {"type": "watch"}, enabled=not model.running)
    template = '<div class="nnlab-note">{}</div><p>{}</p>{}'
    return markup(template, named(model), why(model, model.selected), watch)


def actions(model: Lottery, settings: bool) -> Markup:
    """The buttons: draw, go on, and what opens the settings."""
    n, begun = COUNTS[model.settings.starts], model.epoch > 0
    draw = "Draw" + (f" {n}" if n > 1 else "") + " again" * begun
    stopped = not model.running and 0 < model.epoch < model.settings.epochs
    main = ("pause", "Stop", "stop") if model.running else ("dice", draw, "draw")
    more = button(icon("settings"), {"type": "settings"}, name="Settings", pressed=settings)
    return markup(
        '<div class="nnlab-row">{}{}{}</div>',
        button(icon(main[0]) + main[1], {"type": main[2]}, main=True, enabled=model.can_train),
        button("Go on", {"type": "on"}) if stopped else "",
        markup("<span>{}</span>", more),  # no twin of a button while one is watched: focus goes on
    )


def tally(model: Lottery) -> Markup:
    """The share solved, by bend and width, of draws with the same settings; and a key."""
    sums: dict[tuple, np.ndarray] = {}
    for (*settings, _ticket), counts in model.tally.items():
        sums[tuple(settings)] = np.add(counts, sums.get(tuple(settings), 0))
    rows = [
        [f"{bend} {width}", brief(rate, 2), count(epochs), f"{k} of {n}", f"{100 * k / n:.0f} %"]
        for (bend, width, rate, epochs), (n, k) in sorted(sums.items())
    ]
    head = ["hidden", "rate", "epochs", "solved", "share"]
    shares = table(head, rows, caption="The share solved so far", event="")
    return markup(
        '<div class="nnlab-tally"><p class="nnlab-note">{}</p>{}</div>', KEY, shares if rows else ""
    )
