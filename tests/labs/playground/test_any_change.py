"""Whatever is done, in whatever order: plan, points, network and training stay in agreement."""

import random

import numpy as np
import pytest

from nnlab import Adam
from nnlab.labs.playground import plan as plans
from nnlab.labs.playground.data import DATA
from nnlab.labs.playground.gallery import GALLERY
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.undo import Undo
from tests.labs.playground.test_model import agrees

CHOICES = {
    "data": [*DATA, "own"],
    "noise": plans.NOISES,
    "share": plans.SHARES,
    "seed": range(9),
    "n": [10, 40, 200],
    "features": [plans.FEATURES, ("x1",), ("x1", "x2"), ("x1^2", "sin x2"), ()],
    "hidden": [(), (1,), (8, 8), (2,) * 6, (2,) * 7],
    "bends": plans.BENDS,
    "loss": ["squared", "absolute", "cross-entropy", "hinge"],
    "optimizer": ["SGD", "momentum", "Adam"],
    "rate": plans.RATES,
    "batch": plans.BATCHES,
    "penalty": plans.PENALTIES,
    "strength": plans.STRENGTHS[:6],
    "start": plans.STARTS,
    "start_seed": range(9),
}


def another_cell(model, chance):
    """What a reader may do with the live objects."""
    training = model.training
    what = chance.randrange(5)
    if what == 0:
        training.optimizer = Adam(0.01)
    elif what == 1:
        training.batch_size = chance.choice([None, 3])
    elif what == 2:
        training.l1, training.l2 = 0.0, 0.01
    elif what == 3 and len(model.network.layers) > 1:
        model.network.layers[0].activation = chance.choice(plans.BENDS)
    else:
        model.network.parameters[0] += 0.1
    model.notice()


def act(model, chance):
    """One thing that a reader does."""
    name = chance.choice([*CHOICES])
    k, x, y = chance.randrange(220), chance.uniform(-6, 6), chance.uniform(-6, 6)
    actions = [
        lambda: model.change(**{name: chance.choice(CHOICES[name])}),
        lambda: model.change(**{name: chance.choice(CHOICES[name])}),
        lambda: model.advance(chance.choice([1, 20])),
        model.step,
        lambda: model.rewind(chance.randrange(40)),
        model.reset,
        lambda: model.layers(chance.choice([-1, 1])),
        lambda: model.neurons(k % 3, chance.choice([-1, 1])),
        lambda: model.feature(chance.choice(plans.FEATURES)),
        lambda: model.bend(k % 3, chance.choice(plans.BENDS)),
        lambda: model.add(x, y, k % 4),
        lambda: model.move(k, x, y),
        lambda: model.turn(k),
        lambda: model.remove(k),
        lambda: model.open(chance.choice(GALLERY).plan) if k < 20 else None,
        lambda: model.clear() if k < 20 else None,
        lambda: model.paste("1,2,0\n3,4,1\n5,6,0\n200,300,1"),
        lambda: model.load(model.save()),
        model.keep,
        lambda: model.reopen(0),
        model.rescue,
        model.advice,
        model.equation,
        model.as_code,
        lambda: another_cell(model, chance),
    ]
    chance.choice(actions)()


@pytest.mark.parametrize("seed", range(4))
def test_random_actions_leave_all_in_agreement(seed):
    chance, model, undo = random.Random(seed), PlaygroundModel(), Undo()
    undo.keep(model, "plan", "live", "progress", "log")
    states = []
    for _ in range(300):
        before = undo.state()
        try:
            act(model, chance)
        except (ValueError, IndexError):
            assert set(undo.changed(before)) <= {"progress"}
        states = [*states[-20:], (before, before["plan"])]
        if chance.random() < 0.2:
            state, plan = states.pop(chance.randrange(len(states)))
            undo.restore(state)
            model.settle()
            model.notice()
            assert model.plan == plan
        model.read()
        check(model)


def check(model):
    """The training is the plan's, and what is read is the network's."""
    agrees(model)
    assert len(model.X) + len(model.X_test) == len(model.points.targets())
    assert np.isfinite(model.network.parameters).all()
    answers = model.answers(model.X) if len(model.X) else np.zeros((0, 1))
    assert len(answers) == len(model.X)
    if model.classes is not None and len(model.X):
        np.testing.assert_array_equal(model.wrong, model.winner(model.X) != model.classes)
        assert model.right == pytest.approx(1 - model.wrong.mean())
