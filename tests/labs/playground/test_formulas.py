"""The formulas of the loss and of a step: their numbers are those of now."""

import re

import numpy as np
import pytest

from nnlab import gradient_check
from nnlab.labs.playground.data import DATA
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import Plan, changed, losses

OPTIMIZERS = ("SGD", "momentum", "Adam")


def value(text):
    """What a printed number is."""
    return float(re.search(r"= ([−\d.]+)$", text)[1].replace("−", "-"))


@pytest.mark.parametrize("data", ["circle", "three", "plane"])
def test_the_loss_is_the_loss_with_the_first_answers(data):
    for loss in losses(changed(Plan(), data=data)):
        model = PlaygroundModel(changed(Plan(), data=data, loss=loss), epochs=3)
        formula, numbers = model.equation()["loss"]
        assert value(numbers) == pytest.approx(model.loss, rel=1e-3)
        first = model.answers(model.X)[0]
        shown = first[model.classes[0]] if model.plan.outputs > 1 else first[0]
        if loss == "cross-entropy" and data == "circle" and model.classes[0] == 0:
            shown = 1 - first[0]
        shown = first[0] if loss != "cross-entropy" else shown
        assert f"{shown:.2f}".replace("-", "−") in numbers
        assert formula.startswith("loss = mean of") and "…" in numbers


def test_what_large_weights_cost_is_in_it():
    for penalty, word in (("L1", "sum of |weight|"), ("L2", "sum of weight²")):
        model = PlaygroundModel(Plan(penalty=penalty, strength=0.1))
        formula, numbers = model.equation()["loss"]
        assert word in formula and value(numbers) == pytest.approx(model.loss, rel=1e-3)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_of_one_weight_is_the_step_that_comes(optimizer):
    model = PlaygroundModel(Plan(optimizer=optimizer, rate=0.1, batch=100, penalty="L2"), epochs=3)
    before = model.save()
    lines = {part: model.equation(part)["update"][1] for part in ("p0", "p2", "p14")}
    assert model.save() == before
    model.step()
    for part, line in lines.items():
        assert value(line) == pytest.approx(model.network.parameters[int(part[1:])], abs=6e-5)
    assert lines["p0"].startswith("x₁ → h₁.₁:") and lines["p2"].startswith("bias of h₁.₁:")
    with pytest.raises(ValueError, match="no weight"):
        model.equation("n0")


def test_an_optimizer_of_the_readers_own_has_no_formula():
    class Own:
        def step(self, parameters, gradients):
            parameters -= 1

    model = PlaygroundModel()
    model.training.optimizer = Own()
    told = model.equation()["update"][1]
    assert f"{model.network.parameters[0] - 1:.4f}".replace("-", "−") in told


@pytest.mark.parametrize("data", DATA)
def test_gradients_are_those_of_the_loss(data):
    plan = changed(Plan(), data=data)
    for loss in losses(plan):
        model = PlaygroundModel(changed(plan, loss=loss))
        t = model.training
        assert gradient_check(t.network, t.X, t.y, t.loss, gradients=model.gradients()).passed


def test_gradients_hold_the_price_of_large_weights():
    model = PlaygroundModel(Plan(penalty="L2", strength=1.0, rate=0.01, batch=1000))
    before, slopes = model.network.parameters.copy(), model.gradients()
    model.step()
    np.testing.assert_allclose(model.network.parameters, before - 0.01 * slopes)
