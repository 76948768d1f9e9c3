"""A plan: what it takes, what it refuses, and which change begins anew."""

from dataclasses import fields, replace

import pytest

from nnlab.core import ACTIVATIONS, LOSSES, OPTIMIZERS
from nnlab.labs.playground.data import DATA
from nnlab.labs.playground.plan import BENDS, RESETS, Plan, changed, losses, resets

OWN = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (2.0, 0.0, 1.0), (0.0, 2.0, 0.0))


def test_a_plan_is_a_plain_value():
    one = Plan(features=["x2", "x1"], hidden=[3], bends=["relu"])
    assert one == Plan(features=("x1", "x2"), hidden=(3,), bends="relu")
    assert len({one, Plan(features=("x1", "x2"), hidden=(3,), bends="relu")}) == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"data": "moon"}, "unknown data 'moon': choose circle"),
        ({"n": 5}, "n must be a whole number, 10 or more"),
        ({"n": 2001}, "n must be at most 2,000"),
        ({"noise": 0.6}, "noise must be from 0 to 0.5"),
        ({"share": 1}, "must be from 0.1 to 0.9"),
        ({"seed": 2**32}, "seed must be less than"),
        ({"features": ()}, "keep at least one input"),
        ({"features": ("x1", "x1")}, "each input once"),
        ({"features": ("x3",)}, "unknown input 'x3'"),
        ({"hidden": (2,) * 7, "bends": "relu"}, "at most 6"),
        ({"hidden": (9,), "bends": "relu"}, "1 to 8 neurons"),
        ({"hidden": (0,), "bends": "relu"}, "1 or more"),
        ({"hidden": 3}, "hidden must be a list"),
        ({"bends": ("relu",)}, "1 bends for 2 hidden layers"),
        ({"bends": ("step", "relu")}, "unknown bend 'step'"),
        ({"loss": "log"}, "unknown loss for circle 'log'"),
        ({"data": "plane", "loss": "hinge"}, "unknown loss for tilted plane"),
        ({"rate": 0}, "rate must be above 0"),
        ({"rate": float("nan")}, "finite"),
        ({"batch": 0}, "batch must be a whole number"),
        ({"strength": -1}, "strength must be 0 or more"),
        ({"penalty": "L3"}, "unknown penalty"),
        ({"optimizer": "sgd"}, "unknown optimizer"),
        ({"start": "big"}, "unknown start"),
        ({"points": ((1, 2),)}, "points must be"),
        ({"points": OWN, "held": 5}, "5 of 4 points"),
        ({"points": ((1e10, 0, 0), *OWN)}, "within"),
        ({"held": 1}, "1 of 0 points"),
        ({"points": "abc"}, "points must be a list"),
        ({"points": ""}, "points must be a list"),
    ],
)
def test_what_a_plan_refuses_it_says_in_words(settings, words):
    with pytest.raises(ValueError, match=words):
        Plan(**settings)


@pytest.mark.parametrize("data", DATA)
def test_every_loss_of_a_set_suits_it(data):
    plan = changed(Plan(), data=data)
    for name, (loss, end) in losses(plan).items():
        assert loss in LOSSES and end in ACTIVATIONS
        assert replace(plan, loss=name).end == end
    assert {*BENDS} < {*ACTIVATIONS} and Plan().optimizer in OPTIMIZERS


def test_what_does_not_fit_any_more_follows():
    plan = changed(Plan(loss="hinge"), data="three")
    assert (plan.loss, plan.sizes) == ("squared", (2, 4, 2, 3))
    plan = changed(plan, hidden=(4,), loss="cross-entropy")
    assert (plan.bends, plan.end) == (("tanh",), "identity")
    assert changed(changed(plan, hidden=()), hidden=(1,)).bends == ("tanh",)
    with pytest.raises(ValueError, match="no setting bend"):
        changed(plan, bend="relu")


def test_own_points_are_held_back_by_their_share():
    plan = changed(Plan(), data="own", points=OWN)
    assert plan.held == 2 and {*plan.points} == {*OWN}
    less = changed(plan, share=0.75)
    assert (less.held, less.points) == (1, plan.points)
    assert changed(plan, rate=1).held == 2
    assert changed(plan, points=OWN[:3], held=1).points == OWN[:3]
    assert {*changed(plan, seed=2).points} == {*OWN}
    assert changed(changed(plan, data="xor"), data="own").points == plan.points


def test_what_begins_anew_says_why():
    other = {"data": "xor", "n": 100, "noise": 0.1, "share": 0.4, "seed": 1}
    other |= {"features": ("x1",), "hidden": (1, 1), "bends": "relu", "start": "he"}
    other |= {"start_seed": 1}
    assert other.keys() == RESETS.keys() < {field.name for field in fields(Plan)}
    for name, value in other.items():
        assert resets(Plan(), changed(Plan(), **{name: value})) == RESETS[name]
    free = {"optimizer": "Adam", "rate": 1, "batch": 1, "penalty": "L1", "strength": 0.1}
    free |= {"loss": "cross-entropy"}
    for name, value in free.items():
        assert resets(Plan(), changed(Plan(), **{name: value})) == ""
    assert resets(Plan(), Plan(loss="hinge")) == "a new network"
