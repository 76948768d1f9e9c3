"""Chapter 7: seven missions in the playground, judged by what the network does."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import numpy as np

from nnlab.core import SGD, Network, binary_cross_entropy, fit, sigmoid, standardize
from nnlab.lessons.replies import Replies, Verdict

Judge = Callable[[Any, Replies], Verdict]


def mission(judge: Judge) -> Judge:
    """A judge of a playground, of its model, or of a dict of settings."""

    @wraps(judge)
    def judged(answer: Any, say: Replies) -> Verdict:
        made = made_from(**answer) if isinstance(answer, dict) else answer
        model = getattr(made, "model", made)
        if not all(hasattr(model, name) for name in ("plan", "network", "history", "inputs")):
            say.end("no playground", answer=answer)
        if model.history.epochs[-1] == 0:
            say.end("untrained")
        return judge(model, say)

    return judged


def made_from(epochs: int = 0, rewind: int | None = None, **settings: Any) -> Any:
    """The model with these settings, after so many epochs, or rewound to one of them."""
    from nnlab.labs.playground.model import PlaygroundModel  # a lab's: only where it is needed
    from nnlab.labs.playground.plan import Plan, changed

    model = PlaygroundModel(changed(Plan(), **settings), epochs=epochs)
    if rewind is not None:
        model.rewind(rewind)
    return model


class Fresh:
    """2,000 points of the same kind that nobody has seen, and what a network says of them."""

    def __init__(self, model: Any, network: Network | None = None):
        from nnlab.labs.playground.data import points_of

        points = points_of(replace(model.plan, n=2000, seed=model.plan.seed + 1000))
        y = np.concatenate([points.y, points.y_test])
        said = said_by(model, np.concatenate([points.X, points.X_test]), network)
        self.loss = float(binary_cross_entropy(said, y))  # without a price, whatever it learns by
        self.right = int(((said > 0.5) == (y > 0.5)).sum())


def said_by(model: Any, X: np.ndarray, network: Network | None = None) -> np.ndarray:
    """How likely class 1 is, to the model's network, or to one of its history."""
    said = (network or model.network)(model.inputs(X))
    return sigmoid(said) if model.network.activations[-1].name == "identity" else said


def neurons_of(model: Any) -> int:
    return sum(model.network.sizes[1:-1])


# By heart, and back ---------------------------------------------------------------------------


@mission
def judge_rewind(model: Any, say: Replies) -> Verdict:
    """The run overfits, and the network is that of the lowest test loss."""
    if model.plan.data == "own" or model.kind.classes != 2:
        return say("other data")
    losses, epochs = model.history.validation_loss, model.history.epochs
    low, last = losses.min(), losses[-1]
    if last < 1.1 * low:
        return say("not yet risen")
    at, epoch = model.live.position, epochs[losses.argmin()]
    if at == epochs[-1]:
        return say("not rewound", low=low, last=last)
    here = losses[np.abs(epochs - at).argmin()]
    if here > 1.02 * low:
        return say("elsewhere", at=at, epoch=epoch, here=here, low=low)
    end = Fresh(model, model.history.network_at(epochs[-1]))
    return say("right", epoch=at, now=Fresh(model).loss, end=end.loss)


@mission
def judge_mend(model: Any, say: Replies) -> Verdict:
    """As noisy, as large, at the end of its run; and good on fresh points."""
    plan, last = model.plan, model.history.epochs[-1]
    if plan.data != "circle" or plan.noise < 0.5:
        return say("other data")
    if neurons_of(model) < 8:
        return say("too few", neurons=neurons_of(model))
    if last < 300 or model.live.position < last:
        return say("too short")
    loss = Fresh(model).loss
    return say("right" if loss < 0.45 else "not mended", now=loss)


# Bent inputs ----------------------------------------------------------------------------------


@mission
def judge_circle(model: Any, say: Replies) -> Verdict:
    """No hidden layer, and nearly all fresh points right."""
    if model.plan.data != "circle" or model.plan.noise:
        return say("other data")
    facts = {"right": Fresh(model).right, "neurons": neurons_of(model)}
    if facts["right"] < 1960:
        return say("wrong", **facts)
    name = "hidden" if facts["neurons"] else "right"
    return say(name, **facts, numbers=model.network.n_parameters)


@mission
def judge_product(model: Any, say: Replies) -> Verdict:
    """One input, no hidden layer, and nearly all fresh points right."""
    if model.plan.data != "xor" or model.plan.noise:
        return say("other data")
    facts = {"right": Fresh(model).right, "neurons": neurons_of(model)}
    if facts["right"] < 1960:
        return say("wrong", **facts)
    inputs, weight = model.network.sizes[0], model.network.parameters[0]
    name = "hidden" if facts["neurons"] else "inputs" if inputs > 1 else "right"
    return say(name, **facts, inputs=inputs, weight=weight)


# Dead relus -----------------------------------------------------------------------------------


def asleep(network: Network, X: np.ndarray) -> np.ndarray:
    """Which hidden relus are 0 on every row of X."""
    traces, kinds = network.forward(X)[:-1], network.activations[:-1]
    found = [
        trace.a.max(axis=0) <= 0
        for trace, kind in zip(traces, kinds, strict=True)
        if kind.name == "relu"
    ]
    return np.concatenate([*found, np.zeros(0, bool)])


@mission
def judge_dead(model: Any, say: Replies) -> Verdict:
    """Half of the relus are dead, and were alive at the start."""
    points = np.concatenate([model.X, model.X_test])
    X = model.inputs(points)
    now, start = asleep(model.network, X), asleep(model.history.network_at(0), X)
    if not now.size:
        return say("no relus")
    z = np.median(np.abs(model.network.forward(X)[-1].z))
    facts = {"dead": int(now.sum()), "neurons": now.size, "points": len(X)}
    if 2 * (now & ~start).sum() >= now.size:
        return say("right", **facts)
    if 2 * now.sum() >= now.size:
        return say("born dead", **facts)
    return say("saturated" if z > 100 else "alive", **facts)


# The spiral, and points of one's own ----------------------------------------------------------


@mission
def judge_spiral(model: Any, say: Replies) -> Verdict:
    """Nearly all fresh points right."""
    if model.plan.data != "spiral" or model.plan.noise:
        return say("other data")
    right, numbers = Fresh(model).right, model.network.n_parameters
    name = "right" if right >= 1900 else "wrong"
    return say(name, right=right, neurons=neurons_of(model), numbers=numbers)


@mission
def judge_own(model: Any, say: Replies) -> Verdict:
    """Ten points, two classes, all that are learned from right; and no line does that."""
    X, y, points = model.X, model.y, len(model.X) + len(model.X_test)
    if model.plan.data != "own" or points < 10:
        return say("given", points=points if model.plan.data == "own" else 0)
    if model.kind.task != "classes" or y.shape[1] > 1 or len(np.unique(y)) < 2:
        return say("one class")
    wrong = int(((said_by(model, X) > 0.5) != (y > 0.5)).sum())
    if wrong:
        return say("wrong", wrong=wrong, points=len(X))
    line, Z = Network([2, 1], sigmoid, rng=0), standardize(X)[0]
    fit(line, Z, y, loss=binary_cross_entropy, optimizer=SGD(3.0), epochs=3000)
    best = int(((line(Z) > 0.5) == (y > 0.5)).sum())
    name = "one line" if best == len(X) else "right"
    return say(name, points=len(X), line=best, neurons=neurons_of(model))


# Solutions: settings, as `Playground(**settings)` takes them ------------------------------------

USUAL = {"hidden": [], "loss": "cross-entropy", "epochs": 100}
NOISY = {"data": "circle", "seed": 9, "n": 60, "noise": 0.5, "hidden": [8], "rate": 0.3}
MIDDLE = [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1)]
AROUND = [(4, 0), (0, 4), (-4, 0), (0, -4), (3, 3), (-3, 3), (3, -3), (-3, -3)]
OWN = [(x1, x2, 1) for x1, x2 in MIDDLE] + [(x1, x2, 0) for x1, x2 in AROUND]

BY_HEART = {**USUAL, **NOISY, "epochs": 600, "rewind": 112}
MENDED = {**USUAL, **NOISY, "penalty": "L2", "strength": 0.03, "epochs": 300}
CIRCLE = {**USUAL, "data": "circle", "features": ["x1^2", "x2^2"]}
PRODUCT = {**USUAL, "data": "xor", "features": ["x1*x2"]}
DEAD = {**USUAL, "data": "circle", "hidden": [8], "bends": "relu", "rate": 3}
SPIRAL = {**USUAL, "data": "spiral", "features": ["x1", "x2", "sin x1", "sin x2"]}
SPIRAL |= {"hidden": [8], "rate": 0.1, "epochs": 1000}
MINE = {**USUAL, "data": "own", "points": OWN, "hidden": [6], "rate": 0.3, "epochs": 500}

JUDGES = {
    "playground/rewind": (judge_rewind, BY_HEART),
    "playground/mend": (judge_mend, MENDED),
    "playground/circle": (judge_circle, CIRCLE),
    "playground/product": (judge_product, PRODUCT),
    "playground/dead": (judge_dead, DEAD),
    "playground/spiral": (judge_spiral, SPIRAL),
    "playground/own": (judge_own, MINE),
}
