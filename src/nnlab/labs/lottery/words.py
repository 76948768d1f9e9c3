"""What LotteryLab says about a draw and about one start: functions of the model."""

import math

import numpy as np

from nnlab.labs import words
from nnlab.labs.lottery.model import RATE_NAMES, Lottery
from nnlab.pictures.numbers import brief, count, number

ALIKE = 0.05  # answers that differ by less are the same answer
# Shares measured on twice 2,000 starts, at a learning rate of 0.1 for 10,000 epochs.
MEASURED = {"tanh": {2: 0.64, 4: 0.997}, "relu": {2: 0.33, 4: 0.77, 8: 0.98}}


def tell(model: Lottery) -> list[str]:
    """What the lab shows: how many solve the problem, what of the others, and the chosen start."""
    n, solved, settings = len(model.losses), int(model.solved.sum()), model.settings
    so_far = "" if model.ended else f", after {count(model.epoch)} epochs"
    if model.epoch == 0:
        many = words.sentence(words.counted(16 if settings.is_map else n, "start"))
        are = " at 16 rates each are" if settings.is_map else " is" if n == 1 else " are"
        sizes = f"{settings.activation} 2-{settings.width}-1"
        said = [f"{many}{are} drawn, {sizes}, and not trained yet."]
    elif n == 1:
        said = [f"It {'solves' if solved else 'does not solve'} it{so_far}."]
    else:
        said = [f"{solved} of {n} solve it{so_far}: {100 * solved / n:.0f} %."]
        said += [_rates(model)] if settings.is_map else [_expected(model), _others(model)]
    return [*filter(None, said), ending(model, model.selected)]


def _rates(model: Lottery) -> str:
    """At which rates most succeed."""
    shares = model.solved.reshape(16, 16).sum(axis=1)
    best = int(shares.argmax())
    ends = words.listed(f"{shares[k] or 'none'} at {RATE_NAMES[k]}" for k in (0, -1))
    return f"Most at a learning rate of {RATE_NAMES[best]}, {shares[best]} of 16; {ends}."


def _expected(model: Lottery) -> str:
    """How many solve it usually, where that was measured."""
    (activation, width, _, rate, _, epochs), n = model.settings, len(model.losses)
    share = MEASURED.get(activation.name, {}).get(width)
    usual = model.has_plateaus and model.ended and (rate, epochs) == (0.1, 10_000)
    if share is None or not usual:
        return ""
    spread = max(1, 2 * math.sqrt(n * share * (1 - share)))
    low, high = math.floor(n * share - spread), min(math.ceil(n * share + spread), n)
    return f"Of thousands, {brief(100 * share, 3)} % did: so expect {low} to {high}."


def _others(model: Lottery) -> str:
    """Where the others stopped."""
    where = [
        f"{len(starts)} {'elsewhere' if name == 'other' else f'at {name}'}"
        for name, starts in model.groups
        if name != "solved"
    ]
    verb = "stopped" if model.ended else "stand"
    return f"The others {verb}: {words.listed(where)}." if model.has_plateaus and where else ""


def ending(model: Lottery, i: int) -> str:
    """What became of one start."""
    name, loss, says = name_of(model, i), number(model.losses[i], 3), model.says[i]
    if model.epoch == 0:
        return f"{name} begins with a loss of {loss}."
    if model.solved[i]:
        every = words.counted(len(says), "answer", len(says))
        return f"{name} solves it: {every} are on the right side of 0.5."
    level, alike = model.plateau(i), _alike(says, model.y[:, 0])
    if level is None or len(alike) != level[2]:
        wrong = int(model.wrong[i].sum())
        verb = "is" if wrong == 1 else "are"
        return f"{name} has a loss of {loss}: {words.counted(wrong, 'answer')} {verb} wrong."
    points = words.listed(map(words.place, model.X[alike]))
    least = "one of them" if len(alike) < 4 else "two of them"
    return (
        f"{name} {'stopped' if model.ended else 'stands'} at {level[1]}: it gives "
        f"{words.counted(len(alike), 'point')} the same answer, about {says[alike].mean():.2f}. "
        f"They are {points}, and their targets differ, so {least} must be wrong."
    )


def name_of(model: Lottery, i: int) -> str:
    """What a start is called, with its learning rate where they have different ones."""
    return f"Start {i}" + (f" at rate {RATE_NAMES[i // 16]}" if model.settings.is_map else "")


def _alike(says: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The largest group of points, targets mixed, that are given the same answer."""
    order = np.argsort(says)
    groups = np.split(order, np.flatnonzero(np.diff(says[order]) > ALIKE) + 1)
    mixed = [group for group in groups if len(set(targets[group])) > 1]
    return np.sort(max(mixed, key=len, default=[])).astype(int)
