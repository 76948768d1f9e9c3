"""Runs that were kept: what was tried, what came of it, and how to go back to it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlab.labs.playground.plan import Plan
from nnlab.pictures.field import field_bytes
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.numbers import brief

CELLS, MOST_RUNS = 24, 50


@dataclass(frozen=True)
class Run:
    """One line of the log.

    Attributes
    ----------
    words : its settings
    epochs, train, test : how long it was trained, and both losses; NaN without such points
    map : its answers as `field_bytes`, CELLS a side, from the bottom; of several classes, that
        of the first one
    text : all of it, for `PlaygroundModel.load`
    """

    words: str
    epochs: int
    train: float
    test: float
    map: bytes
    text: str


def run_of(model: Any) -> Run:
    """The present run of a `PlaygroundModel`."""
    model.read()
    with np.errstate(all="ignore"):
        answers = model.answers(sample_plane(model.bounds, CELLS))[:, 0]
    field = field_bytes(answers, model.middle, model.spread).tobytes()
    where = model.training.epoch, float(model.loss), float(model.test_loss)
    return Run(words_of(model.plan), *where, field, model.save())


def words_of(plan: Plan) -> str:
    """A plan in a few words.

    >>> words_of(Plan(penalty="L2", strength=0.01, noise=0.2))
    'circle, noise 0.2, 2-4-2-1 tanh, SGD 0.03, L2 0.01'
    """
    bends = dict.fromkeys(plan.bends)
    noise = f", noise {brief(plan.noise)}" if plan.noise and plan.data != "own" else ""
    told = f"{plan.kind.title}{noise}, {'-'.join(map(str, plan.sizes))} {', '.join(bends)}".rstrip()
    strong = plan.penalty != "none" and plan.strength
    price = f", {plan.penalty} {brief(plan.strength)}" if strong else ""
    return f"{told}, {plan.optimizer} {brief(plan.rate)}{price}"
