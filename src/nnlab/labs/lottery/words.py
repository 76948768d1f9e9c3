"""What LotteryLab says about a draw and about one start: functions of model and reading."""

import math

import numpy as np

from nnlab.labs.lottery.model import RATES, Lottery, Reading
from nnlab.labs.words import counted, listed, place
from nnlab.pictures.numbers import count
from nnlab.pictures.sweep import plateau_of

ALIKE = 0.05  # answers that differ by less are the same answer
# Shares measured on twice 2,000 starts, at a learning rate of 0.1 for 10,000 epochs.
MEASURED = {
    ("tanh", 2): 0.64,
    ("tanh", 4): 0.997,
    ("relu", 2): 0.33,
    ("relu", 4): 0.77,
    ("relu", 8): 0.98,
}


def describe(model: Lottery, now: Reading) -> str:
    """What the lab shows, in words."""
    parts = [how_many(model, now), others(model, now), ending(model, now, model.selected)]
    return " ".join(filter(None, parts))


def how_many(model: Lottery, now: Reading) -> str:
    """How many solve the problem."""
    n, solved, settings = len(now.losses), int(now.solved.sum()), model.settings
    if model.epoch == 0:
        many = f"{n} starts are" if n > 1 else "One start is"
        many = "16 starts at 16 rates each are" if settings.is_map else many
        return f"{many} drawn, {settings.activation} 2-{settings.width}-1, and not trained yet."
    so_far = "" if model.ended else f", after {count(model.epoch)} epochs"
    if n == 1:
        return f"It {'solves' if solved else 'does not solve'} it{so_far}."
    return f"{solved} of {n} solve it{so_far}: {100 * solved / n:.0f} %."


def others(model: Lottery, now: Reading) -> str:
    """What is to be expected, and where the others stopped."""
    if model.epoch == 0 or len(now.losses) == 1:
        return ""
    if model.settings.is_map:
        shares = now.solved.reshape(16, 16).sum(axis=1)
        best = int(shares.argmax())
        ends = listed([f"{shares[k] or 'none'} at {RATES[k]:.2g}" for k in (0, -1)])
        return f"Most at a learning rate of {RATES[best]:.2g}, {shares[best]} of 16; {ends}."
    where = [
        f"{len(starts)} {'elsewhere' if name == 'other' else f'at {name}'}"
        for name, starts in now.endings
        if name != "solved"
    ]
    stopped = ""
    if model.has_plateaus and where:
        stopped = f"The others {'stopped' if model.ended else 'stand'}: {listed(where)}."
    return " ".join(filter(None, [_expected(model, len(now.losses)), stopped]))


def _expected(model, n):
    activation, width, _, rate, epochs = model.settings
    share = MEASURED.get((activation.name, width))
    usual = model.has_plateaus and rate == 0.1 and epochs == 10_000 and model.ended
    if share is None or not usual:
        return ""
    spread = max(1, 2 * math.sqrt(n * share * (1 - share)))
    low, high = math.floor(n * share - spread), min(math.ceil(n * share + spread), n)
    return f"Of thousands, {100 * share:.3g} % did: so expect {low} to {high}."


def ending(model: Lottery, now: Reading, i: int) -> str:
    """What became of one start."""
    name, loss, says = f"Start {i}{at_rate(model, i)}", float(now.losses[i]), now.says[i]
    if model.epoch == 0:
        return f"{name} begins with a loss of {loss:.3f}."
    if now.solved[i]:
        right = "all four answers are" if len(says) == 4 else f"all {len(says)} answers are"
        return f"{name} solves it: {right} on the right side of 0.5."
    level = plateau_of(loss) if model.has_plateaus else None
    alike = _alike(says, model.y[:, 0])
    if level is None or len(alike) != level[2]:
        wrong = int((~(np.abs(says - model.y[:, 0]) < 0.5)).sum())
        verb = "is" if wrong == 1 else "are"
        return f"{name} has a loss of {loss:.3f}: {counted(wrong, 'answer')} {verb} wrong."
    points = listed([place(x) for x in model.X[alike]])
    least = "one of them" if len(alike) < 4 else "two of them"
    return (
        f"{name} {'stopped' if model.ended else 'stands'} at {level[1]}: it gives "
        f"{counted(len(alike), 'point')} the same answer, about {says[alike].mean():.2f}. They are "
        f"{points}, and their targets differ, so {least} must be wrong."
    )


def at_rate(model: Lottery, i: int) -> str:
    """The learning rate of a start, where they have different ones."""
    return f" at rate {model.rates[i]:.2g}" if model.settings.is_map else ""


def _alike(says, targets):
    """The largest group of points, targets mixed, that are given the same answer."""
    order = np.argsort(says)
    groups = np.split(order, np.flatnonzero(np.diff(says[order]) > ALIKE) + 1)
    mixed = [group for group in groups if len(set(targets[group])) > 1]
    return np.sort(max(mixed, key=len, default=[])).astype(int)
