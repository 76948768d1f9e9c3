"""What the numbers say: each trouble is found where it is, and not where it isn't."""

import pytest

from nnlab.labs.playground.gallery import GALLERY
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import Plan, changed


def kinds(model):
    return [one.kind for one in model.advice()]


def found(model, kind):
    return next(one for one in model.advice() if one.kind == kind)


@pytest.mark.parametrize("setting", [it for it in GALLERY if it.works], ids=lambda it: it.name)
def test_where_all_is_well_nothing_stands_out(setting):
    assert kinds(PlaygroundModel(setting.plan, epochs=setting.epochs)) == []


def test_asking_changes_nothing():
    model = PlaygroundModel(Plan(rate=1e-4, optimizer="momentum"), epochs=5)
    before = model.save()
    assert kinds(model) == ["slow"]
    assert model.save() == before


def test_dead_neurons_are_shown():
    model = PlaygroundModel(Plan(bends="relu", hidden=(3, 2)), epochs=1)
    model.network.layers[0].b[1] = -1000
    told = found(model, "dead")
    assert told.show == {"node": "n3"} and "h₁.₂" in told.sentence
    assert (model.node(model.X, "n3") == 0).all()


@pytest.mark.parametrize("bend", ["tanh", "sigmoid"])
def test_saturated_neurons_are_shown_where_it_is_not_solved(bend):
    model = PlaygroundModel(Plan(bends=bend, hidden=(3, 2)))
    assert "saturated" not in kinds(model)
    model.network.layers[0].b[2] = 1000
    assert found(model, "saturated").show == {"node": "n4"}


def test_where_it_is_solved_flat_neurons_do_no_harm():
    model = PlaygroundModel(Plan(data="gaussians", hidden=(1,), bends=("tanh",)), epochs=100)
    model.network.layers[0].parameters[...] *= 100
    model.read()
    assert model.right > 0.95 and "saturated" not in kinds(model)


@pytest.mark.parametrize("loss", ["squared", "cross-entropy"])
def test_an_output_that_is_sure_and_wrong_is_shown(loss):
    model = PlaygroundModel(Plan(loss=loss, hidden=(3,), bends=("tanh",)))
    assert "saturated" not in kinds(model)
    model.network.layers[-1].b[0] = 1000.0  # it calls all of them class 1
    told = found(model, "saturated")
    assert told.show == {"node": "n5"} and f"{int(model.wrong.sum())} of the" in told.sentence
    assert abs(model.gradients()).max() < 1e-6


def test_twins_are_shown():
    assert found(PlaygroundModel(Plan(start="zeros")), "twins").show == {"node": "n2"}
    assert "twins" not in kinds(PlaygroundModel())


def test_overfitting_leads_to_the_lowest_test_loss():
    setting = next(it for it in GALLERY if it.plan.n == 40)
    model = PlaygroundModel(setting.plan, epochs=setting.epochs)
    told = found(model, "overfitting")
    assert told.show == {"epoch": model.best_epoch}
    model.rewind(told.show["epoch"])
    assert "overfitting" not in kinds(model)


def test_a_rate_that_is_too_small_or_too_large_is_tried_out():
    for rate in (1e-4, 1e-3):
        told = found(PlaygroundModel(Plan(rate=rate), epochs=3), "slow")
        assert told.show == {"control": "rate"}
    large = PlaygroundModel(
        changed(Plan(), data="bumps", hidden=(8, 8), optimizer="Adam", rate=1.0), epochs=60
    )
    assert "fast" in kinds(large)


def test_a_divergence_has_its_remedy():
    model = PlaygroundModel(Plan(data="plane", hidden=(), bends=(), rate=10.0), epochs=20)
    assert kinds(model) == ["diverged"] and "rate of 1." in model.advice()[0].sentence
    model.rescue()
    assert "diverged" not in kinds(model)


def test_without_points_there_is_nothing_to_say():
    model = PlaygroundModel()
    model.clear()
    assert kinds(model) == []


def test_several_classes_are_asked_too():
    for data in ("three", "penguins"):
        model = PlaygroundModel(changed(Plan(), data=data, hidden=(), rate=1e-5), epochs=1)
        assert kinds(model) == ["slow"]
