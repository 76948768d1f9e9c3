"""The five checks, each (bug) -> (red, words). What is tried is the bug's own step on its ground.

None of them sees everything: that's why there are five.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...core import SGD, gradient_check, train_step

if TYPE_CHECKING:
    from .bug import Bug

Finding = tuple[bool, str]

_LOSS = "mean_squared_error"


def check_gradient(bug: Bug) -> Finding:
    """Is the gradient what nudging finds?"""
    network, X, y = bug.network(), bug.ground.X, bug.ground.y
    if bug.gradient is None:
        return False, "the gradient isn't where the mistake is: backprop agrees with nudging."
    gradients = bug.gradient(network, X, y)
    if np.isnan(gradients).any():
        return True, f"{np.isnan(gradients).sum()} of {gradients.size} numbers are NaN."
    found = gradient_check(network, X, y, _LOSS, gradients=gradients)
    if found.passed:
        return False, "backprop agrees with nudging; the relative error is below 1e-6."
    return True, (
        f"the relative error is {found.relative_error:.2g}; a right gradient stays below 1e-6. "
        f"They differ most at {found.worst}."
    )


def check_step(bug: Bug) -> Finding:
    """Does one step go where `train_step` goes?"""
    _, X, y, rate, _ = bug.ground
    mine, theirs = bug.network(), bug.network()
    before = theirs.parameters.copy()
    train_step(theirs, X, y, _LOSS, SGD(rate))
    try:
        bug.step(mine, X, y, rate)
    except ValueError as trouble:
        return True, f"the step stops: {trouble}."
    length = np.linalg.norm(theirs.parameters - before)
    away = np.linalg.norm(mine.parameters - theirs.parameters) / length
    if away <= 1e-9:
        return False, "one step lands where `train_step` lands."
    if np.isnan(away):
        return True, "after one step there are NaNs; after `train_step` there are none."
    return True, f"one step lands {away:.2g} of a step's length away from where it should."


def check_neurons(bug: Bug) -> Finding:
    """After training, are the hidden neurons different from each other?"""
    network = bug.trained
    hidden, following = network.layers[0].parameters, network.layers[1].W
    each = np.column_stack([hidden, following.T])  # all that a hidden neuron has
    if np.isnan(each).any():
        return False, "there are NaNs, so nothing can be compared."
    if np.ptp(each, axis=0).max() < 1e-9:
        return True, f"after training, all {len(each)} hidden neurons are still the same one."
    return False, "after training, the hidden neurons differ."


def check_corners(bug: Bug) -> Finding:
    """After training, is every answer on the right side of 0.5?"""
    X, y = bug.ground.X, bug.ground.y
    outputs = bug.trained(X)
    if np.isnan(outputs).any():
        return True, "after training, every answer is NaN."
    right = (np.abs(outputs - y) < 0.5).all(axis=1)
    said = ", ".join(" and ".join(f"{value:.2f}" for value in row) for row in outputs)
    if right.all():
        return False, f"after training, all four are on the right side of 0.5: {said}."
    return True, f"after training, {right.sum()} of 4 are on the right side of 0.5: {said}."


def check_shapes(bug: Bug) -> Finding:
    """Does the door of the package take X and y as they are handed over?"""
    X, y = bug.hands_over(bug.ground.X, bug.ground.y)
    try:
        train_step(bug.network(), X, y, _LOSS, SGD(0.0))
    except ValueError as trouble:
        return True, f"{trouble}."
    return False, f"X {X.shape} and y {y.shape} fit the network."


CHECKS = {
    "gradient check": check_gradient,
    "against train_step": check_step,
    "equal neurons": check_neurons,
    "four corners": check_corners,
    "shapes": check_shapes,
}
