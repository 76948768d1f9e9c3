"""What TrainingLab says about a training: functions of the model and of what was read from it."""

from inspect import signature

import numpy as np

from nnlab.labs.samples import is_gate
from nnlab.labs.training.model import LiveTraining, Reading
from nnlab.labs.words import counted, listed, place, sentence
from nnlab.pictures.numbers import brief, count


def describe(model: LiveTraining, now: Reading) -> str:
    """What the lab shows, in words."""
    return f"Epoch {epoch_name(model.position)}, {model.state}. {' '.join(sentences(model, now))}"


def sentences(model: LiveTraining, now: Reading) -> list[str]:
    """The sentences below the lab; which points are right comes first."""
    if model.end == "diverged":
        return _diverged(model, now)
    if not now.finite:
        return [
            "The network holds numbers that no loss can be computed from: undo, reset, or set "
            "network.parameters."
        ]
    parts = [_right(model, now), f"Loss {brief(now.loss, 3)}{_trend(model, now)}."]
    if now.validation is not None:
        parts.append(f"On the validation data {brief(now.validation, 3)}.")
    rate = model.settings.rate
    if rate is not None and not np.any(rate):
        parts.append("The learning rate is 0: no step changes anything.")
    if model.is_rewound:
        parts.append("Run goes on from here; what came later stays as a dotted line.")
    return list(filter(None, parts))


def _diverged(model: LiveTraining, now: Reading) -> list[str]:
    parts = [f"The numbers outgrew all bounds in epoch {count(model.training.epoch + 1)}."]
    if rate := model.settings.plain_rate:
        parts.append(f"At a learning rate of {brief(rate, 3)} each step overshot the one before.")
    parts.append(f"These are the last finite ones, with loss {brief(now.loss, 3)}.")
    if smaller := model.settings.smaller_rate:
        parts.append(f"Try a smaller rate, such as {brief(smaller, 3)}.")
    return parts


def _trend(model: LiveTraining, now: Reading) -> str:
    """Whether the loss has been falling lately."""
    history = model.training.history
    record = history.at(model.training.epoch)
    then = float(history.loss[max(0, record - max(5, record // 10))])
    if record < 1 or not then > 0:
        return ""
    share = now.loss / then
    return ", falling" if share < 0.98 else ", rising" if share > 1.02 else ", hardly moving"


def _right(model: LiveTraining, now: Reading) -> str:
    if now.wrong is None:
        return ""
    X, wrong = model.training.X, int(now.wrong.sum())
    n, gate = len(X), is_gate(X)
    thing = "corner" if gate else "point"
    if not wrong:
        since = f" since epoch {count(now.since)}" if now.since else ""
        every = f"All {n} {thing}s" if n > 10 else sentence(counted(n, thing, n))
        return f"{every} right{since}."
    if not gate:
        return f"{count(n - wrong)} of {count(n)} {thing}s right."
    which, verb = listed(map(place, X[now.wrong])), "is" if wrong == 1 else "are"
    return f"{sentence(counted(n - wrong, thing))} of four right; {which} {verb} wrong."


def unusual(function, **values) -> list[str]:
    """The arguments that aren't what the function takes when they are left out, as Python.

    >>> def draw(width=2, dash="-"): ...
    >>> unusual(draw, width=3, dash="-")
    ['width=3']
    """
    usual = signature(function).parameters
    return [
        f"{name}={value if isinstance(value, str) else repr(value)}"
        for name, value in values.items()
        if value != usual[name].default
    ]


def optimizer_code(optimizer) -> str:
    """An optimizer as Python.

    >>> from nnlab import SGD
    >>> optimizer_code(SGD(0.5, 0.9))
    'SGD(learning_rate=0.5, momentum=0.9)'
    """
    kind = type(optimizer)
    names = [name for name in signature(kind).parameters if hasattr(optimizer, name)]
    chosen = unusual(kind, **{name: getattr(optimizer, name) for name in names})
    return f"{kind.__name__}({', '.join(chosen)})"


def epoch_name(epoch: float) -> str:
    """An epoch as it is printed; one that has begun with its part.

    >>> epoch_name(1500), epoch_name(2.75)
    ('1,500', '2.75')
    """
    return count(epoch) if epoch == int(epoch) else f"{epoch:,.2f}"
