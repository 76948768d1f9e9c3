"""What the Playground says: functions of the model as it was read last."""

import numpy as np

from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.training.words import LOST, epoch_name
from nnlab.pictures.numbers import brief, count

GOALS = {
    0: "Can it follow the hills?",
    2: "Can it tell ▲ from ●?",
    3: "Can it tell the three apart?",
}
APART = 0.05  # of the points
WORSE, TINY = 1.5, 1e-4  # times the loss of its own points, and what is as good as none
MARKS = {0: ("●", "○"), 2: ("▲●", "△○")}  # of points to learn from, and of those held back


def goal(model: PlaygroundModel) -> str:
    """What there is to try."""
    return GOALS.get(model.n_classes, "Can it tell them apart?")


def describe(model: PlaygroundModel) -> str:
    """What it shows, in words."""
    plan, live = model.plan, model.live
    layers = "-".join(map(str, model.network.sizes))
    where = (
        f"{model.kind.title}: a {layers} network, epoch {epoch_name(live.position)}, {live.state}"
    )
    test = "" if np.isnan(model.test_loss) else f", test {brief(model.test_loss, 3)}"
    return f"{where}, loss {brief(model.loss, 3)}{test}, rate {brief(plan.rate)}. {said(model)}"


def unsound(model: PlaygroundModel) -> str:
    """What is wrong with its numbers, if anything; what outgrew all bounds was taken back."""
    lost = len(model.X) and not np.isfinite(model.loss) and model.live.end != "diverged"
    return LOST if lost else ""


def said(model: PlaygroundModel) -> str:
    """What stands under the goal: what began anew, or how well it does where it wasn't taught."""
    live = model.live
    if not len(model.X):
        return "No points yet: tap the plane to add some."
    if live.end == "diverged":
        return f"At a rate of {brief(model.plan.rate, 3)} the numbers outgrew all bounds."
    if not live.position:
        anew = f"Begun anew: {model.last_reset}. Undo brings the other back."
        return anew if model.last_reset else "Nothing is learned yet. Run, or change anything."
    if not len(model.X_test):
        return "No points are held back: nobody knows what it makes of others."
    if model.right is None or model.test_right is None:
        gap = "about as good" if model.test_loss < WORSE * model.loss + TINY else "worse"
        return f"On points that it wasn't taught it is {gap}."
    if model.right - model.test_right > APART:
        return "It knows its own points better than others: overfitting, or luck."
    if model.test_right == 1:
        return "It's right about all the points that it wasn't taught, too."
    n = len(model.X_test)
    right = f"{count(round(model.test_right * n))} of {count(n)}"
    return f"Of the points that it wasn't taught, {right} are right."
