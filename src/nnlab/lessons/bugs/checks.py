"""The five checks, each bug -> verdict. What is tried is the bug's own step on its ground.

None of them sees everything: that's why there are five. checks.md has the words.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...core import SGD, gradient_check, train_step
from ..replies import Replies, Verdict
from ..texts import sections

if TYPE_CHECKING:
    from .bug import Bug

_LOSS = "mean_squared_error"
_WORDS = next(sections(Path(__file__).with_suffix(".md"))).lists
SAY = Replies(item for items in _WORDS.values() for item in items)


def check_gradient(bug: Bug) -> Verdict:
    """Is the gradient what nudging finds?"""
    network, X, y = bug.network(), bug.ground.X, bug.ground.y
    if bug.gradient is None:
        return SAY("not in the gradient")
    gradients = bug.gradient(network, X, y)
    if np.isnan(gradients).any():
        return SAY("nan (gradient)", n=np.isnan(gradients).sum(), size=gradients.size)
    found = gradient_check(network, X, y, _LOSS, gradients=gradients)
    name = "agrees" if found.passed else "differs"
    return SAY(name, error=found.relative_error, worst=found.worst)


def check_step(bug: Bug) -> Verdict:
    """Does one step go where `train_step` goes?"""
    _, X, y, rate, _ = bug.ground
    mine, theirs = bug.network(), bug.network()
    before = theirs.parameters.copy()
    train_step(theirs, X, y, _LOSS, SGD(rate))
    try:
        bug.step(mine, X, y, rate)
    except ValueError as trouble:
        return SAY("stops", trouble=trouble)
    length = np.linalg.norm(theirs.parameters - before)
    away = np.linalg.norm(mine.parameters - theirs.parameters) / length
    return SAY("lands" if away <= 1e-9 else "nan (step)" if np.isnan(away) else "away", away=away)


def check_neurons(bug: Bug) -> Verdict:
    """After training, are the hidden neurons different from each other?"""
    network = bug.trained
    hidden, following = network.layers[0].parameters, network.layers[1].W
    each = np.column_stack([hidden, following.T])  # all that a hidden neuron has
    if np.isnan(each).any():
        return SAY("no numbers")
    return SAY("equal" if np.ptp(each, axis=0).max() < 1e-9 else "different", n=len(each))


def check_corners(bug: Bug) -> Verdict:
    """After training, is every answer on the right side of 0.5?"""
    outputs = bug.trained(bug.ground.X)
    if np.isnan(outputs).any():
        return SAY("nan (answers)")
    right = (np.abs(outputs - bug.ground.y) < 0.5).all(axis=1)
    said = ", ".join(" and ".join(f"{value:.2f}" for value in row) for row in outputs)
    return SAY("solved" if right.all() else "unsolved", n=right.sum(), said=said)


def check_shapes(bug: Bug) -> Verdict:
    """Does the door of the package take X and y as they are handed over?"""
    X, y = bug.hands_over(bug.ground.X, bug.ground.y)
    try:
        train_step(bug.network(), X, y, _LOSS, SGD(0.0))
    except ValueError as trouble:
        return SAY("refused", trouble=trouble)
    return SAY("fit", X=X.shape, y=y.shape)


CHECKS = {
    "gradient check": check_gradient,
    "against train_step": check_step,
    "equal neurons": check_neurons,
    "four corners": check_corners,
    "shapes": check_shapes,
}
