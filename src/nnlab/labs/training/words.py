"""What TrainingLab says about a training: functions of the model as it was read last."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.samples import is_gate
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.moments import FEW
from nnlab.lessons.gates import gate_name
from nnlab.pictures.numbers import brief, count

STILL = 0.9  # of the first loss: as long as it's above, nothing is seen to happen
LOWEST = 1.02  # of the lowest validation loss: as good as there
FOLDS = "Then, in a breath, the plane folds."
LOST = "These numbers can’t be trained: undo, or reset."
STANDS = "The learning rate is 0: no step changes anything."


def describe(model: LiveTraining) -> str:
    """What the lab shows, in words: where it is, and what stands on the card."""
    where = f"Epoch {epoch_name(model.position)}, {model.state}, loss {brief(model.loss, 3)}."
    return " ".join([where, *said(model)])


def said(model: LiveTraining) -> list[str]:
    """What stands on the card beside the numbers; the story, where there is one."""
    if model.end == "diverged":
        rate, lost = model.settings.plain_rate, "The numbers outgrew all bounds."
        return (
            [f"At a learning rate of {brief(rate, 3)} each step overshot the last.", lost]
            if rate
            else [lost]
        )
    if not np.isfinite(model.loss):
        return [LOST]
    still, first = _story(model), model.moments.first
    here = first is not None and model.training.epoch >= first
    if model.since is not None and still and here:
        if model.training.epoch == first:
            return [f"Hardly anything for {count(still)} epochs.", FOLDS]
        return [_right(model), f"Hardly anything for {count(still)} epochs, then it folded."]
    rate, missed = model.settings.rate, model.missed
    trend = _trend(model)
    parts: list[Any] = [_right(model), trend and f"The loss is {trend}."]
    if model.validation is not None:
        told = "" if missed is None else f"{count(sum(~missed))} of {count(len(missed))} right, "
        parts += [f"On the validation data {told}loss {brief(model.validation, 3)}."]
    parts += [rate is not None and not np.any(rate) and STANDS]
    return [part for part in parts if part]


def _story(model: LiveTraining) -> int:
    """For how many epochs nothing seemed to happen: most of the way, or it's no story (0)."""
    history, first = model.training.history, model.moments.first
    folds = len(model.network.layers) > 1  # one neuron's plane can't fold
    few = model.sides.classes is not None and len(model.training.X) <= FEW
    if first is None or not (folds and few):
        return 0
    falls = np.flatnonzero(history.loss < STILL * history.loss[0])
    still = round(int(history.epochs[falls[0]]), -1) if len(falls) else 0
    return still if still >= max(first / 2, 20) else 0


def _trend(model: LiveTraining) -> str:
    """Whether the loss has been falling lately."""
    history = model.training.history
    record = history.at(model.training.epoch)
    then = float(history.loss[max(0, record - max(5, record // 10))])
    if record < 1 or not then > 0:
        return ""
    share = model.loss / then
    return "falling" if share < 0.98 else "rising" if share > 1.02 else "hardly moving"


def goal(X: np.ndarray, classes: np.ndarray | None, validated: bool = False) -> str:
    """What there is to watch, or with validation data to find.

    >>> goal(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0]))
    'Watch it find XOR by itself'
    """
    if validated:
        return "Find where validation is lowest"
    return f"Watch it find {_aim(X, classes)} by itself"


def found(model: LiveTraining) -> str:
    """What has been found on the way; "" if nothing has, or it was there from the first."""
    history = model.training.history
    if history.validation_loss is not None:
        losses, here = history.validation_loss, history.at(model.training.epoch)
        lowest = model.state == "rewound" and losses[here] <= LOWEST * losses.min() < losses[0]
        return "Lowest here. How is it at the end?" if lowest else ""
    aim = _aim(model.training.X, model.sides.classes)
    return f"It found {aim} by itself" if model.since else ""


def _aim(X: np.ndarray, classes: np.ndarray | None) -> str:
    return gate_name(classes.tolist()) if classes is not None and is_gate(X) else "the pattern"


def solved(model: LiveTraining) -> str:
    """What has happened when every one is right."""
    n = len(model.training.X)
    return f"{words.counted(n, 'point', n).removesuffix(' points')} right"


def _right(model: LiveTraining) -> str:
    """Which are on their side, and since when."""
    if model.wrong is None:
        return ""
    X, wrong = model.training.X, int(model.wrong.sum())
    n, thing = len(X), "corner" if is_gate(X) else "point"
    if not wrong:
        since = f" since epoch {count(model.since)}" if model.since else ""
        return f"{words.sentence(words.counted(n, thing, n))} right{since}."
    if thing == "point":
        return f"{count(n - wrong)} of {count(n)} points right."
    which, verb = words.listed(map(words.place, X[model.wrong])), "is" if wrong == 1 else "are"
    return f"{words.sentence(words.counted(n - wrong, thing))} of four right; {which} {verb} wrong."


def unusual(function: Callable, values: Mapping[str, Any]) -> str:
    """Those of the values that a call wouldn't take by itself, as Python.

    >>> from nnlab import SGD
    >>> unusual(SGD, vars(SGD(0.5)))
    'learning_rate=0.5'
    """
    usual = {name: each.default for name, each in signature(function).parameters.items()}
    chosen = {name: values[name] for name in usual if name in values}
    return ", ".join(f"{name}={v!r}" for name, v in chosen.items() if v != usual[name])


def epoch_name(epoch: float) -> str:
    """An epoch as it is printed; one that has begun with its part.

    >>> epoch_name(1500), epoch_name(2.75)
    ('1,500', '2.75')
    """
    return count(epoch) if epoch == int(epoch) else f"{epoch:,.2f}"
