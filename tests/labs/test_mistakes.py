"""The perceptron rule on measured birds and on gates, without a widget."""

import numpy as np
import pytest

from nnlab import Neuron, perceptron_step
from nnlab.datasets import load_penguins, make_gate
from nnlab.labs.mistakes import Mistakes, Task, checked_task, xor
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.glass import area

pytestmark = pytest.mark.usefixtures("no_widget")


def birds():
    """In cm from (200 mm, 17 mm), every fifth of a shuffled order kept back."""
    X, y = load_penguins()
    rng = np.random.default_rng(8)
    order = rng.permutation(len(X))
    held = np.zeros(len(X), bool)
    held[order[::5]] = True
    learn = [i for i in rng.permutation(len(X)) if not held[i]]
    Z = (X - [200, 17]) / 10
    return Z[learn], y[learn], (Z[held], y[held])


def lesson(kind="xor", start=(0, 0, 0)):
    if kind == "birds":
        X, y, kept = birds()
    else:
        (X, y), kept = make_gate(kind), None
    neuron = Neuron(start[:2], start[2])
    model = Mistakes(neuron, checked_task(neuron, X, y, kept))
    model.read()
    return model


def finish(model):
    while not model.done:
        model.run_pass()
        model.read()


def test_twenty_three_mistakes_teach_it_the_birds():
    model = lesson("birds", (0.5, 1.0, 0.0))
    finish(model)
    assert model.passes == (7, 6, 3, 4, 2, 1, 0) and model.count == 23
    assert model.unseen_wrong.sum() == 1 and len(model.task.unseen) == 55
    assert model.met == -1 and model.following is None


def test_one_by_one_is_the_same_as_pass_by_pass():
    one, other = lesson("birds", (0.5, 1.0, 0.0)), lesson("birds", (0.5, 1.0, 0.0))
    finish(one)
    other.show(one.count)
    assert other.trail == one.trail and other.passes == one.passes
    assert (other.owner.parameters == one.owner.parameters).all()


def test_what_is_announced_is_what_happens():
    model = lesson("birds", (0.5, 1.0, 0.0))
    for _ in range(10):
        met, following = model.met, model.following
        expected = Neuron(model.owner.w.copy(), model.owner.b)
        perceptron_step(expected, model.task.X[met], model.task.targets[met])
        model.show()
        model.read()
        assert model.trail[-1][0] == met
        assert (model.owner.parameters == following).all()
        assert (model.owner.parameters == expected.parameters).all()


def test_a_pass_ends_where_the_samples_end():
    model = lesson("or")
    counts = []
    while not model.done:
        model.run_pass()
        model.read()
        counts.append(model.passes)
    assert counts == [(1,), (1, 2), (1, 2, 1, 0)]


def test_xor_comes_round_to_four_lines_and_none_is_better_than_two():
    model, circles = lesson("xor"), []
    for _ in range(12):
        model.show()
        model.read()
        circles.append(model.circle)
    assert circles == [0] * 6 + [4] * 6
    lines = {(-1, 0, 0), (-1, 1, 1), (0, 1, 2), (-1, 0, 1)}
    assert {numbers for _, numbers in model.trail[-4:]} == lines
    assert model.best() == 2 and not model.done


@pytest.mark.parametrize("seed", range(20))
def test_any_start_on_xor_comes_round(seed):
    model = lesson("xor", np.random.default_rng(seed).integers(-5, 6, 3).astype(float))
    model.show(80)
    model.read()
    assert model.circle == 4


def test_what_needs_no_teaching_is_done():
    model = lesson("and", (1, 1, -1.5))
    assert model.done and model.count == 0 and model.called() == ""
    model.show()
    model.run_pass()
    assert model.passes == (0,)


def test_rounding_never_parts_what_is_drawn_from_the_rule():
    X = np.random.default_rng(0).normal(size=(200, 2))
    neuron = Neuron([0.1, 0.2], 0.0)
    X[:, 1] = -X[:, 0] / 2  # on the line, but for rounding
    model = Mistakes(neuron, checked_task(neuron, X, np.ones((200, 1))))
    model.read()
    said = [not perceptron_step(Neuron([0.1, 0.2]), x, 1) for x in X]
    assert (~model.wrong).tolist() == said


def test_xor_begins_from_zero_and_again_leads_back():
    model = lesson("or", (0, 0, -1))
    model.turn_to_xor()
    model.read()
    assert not model.owner.parameters.any() and model.is_elsewhere and model.passes == (0,)
    model.again()
    model.read()
    assert model.owner.parameters.tolist() == [0, 0, -1] and not model.is_elsewhere


def test_the_picture_has_ghosts_the_line_to_come_and_the_mistake():
    model = lesson("birds", (0.5, 1.0, 0.0))
    model.show(12)
    model.read()
    shown = model.picture()
    faint = [curve["faint"] for curve in shown["curves"] if "faint" in curve]
    assert 5 < len(faint) <= 9 and faint == sorted(faint)
    assert sum(curve.get("dotted", False) for curve in shown["curves"]) == 1
    assert shown["hollow"].sum() == 55 and len(shown["X"]) == 274
    place = shown["X"][model.met]
    both = model.task.X.tolist(), model.task.targets
    rows = dict.fromkeys((*x, t) for x, t in zip(*both, strict=True))
    assert list(rows)[shown["focus"]["index"]][:2] == tuple(place)
    assert shown["stretch"]


def test_ticks_are_in_the_units_that_were_measured():
    task = Task(
        np.array([[-2.8, 0.4], [3.1, -0.4]]), np.array([0, 1]), origin=(200, 17), unit=(10, 10)
    )
    across, up = task.frame()["ticks"]
    assert [-2.0, "180"] in across and [-0.3, "14"] in up


def test_a_gate_keeps_one_scale_for_both():
    assert not xor().frame()["stretch"]


def test_every_fifth_is_kept_back_if_asked_for():
    X, y = load_penguins()
    task = checked_task(Neuron([0, 0]), X, y, 5)
    assert len(task.unseen) == 55 and len(task.X) == 219
    assert (task.unseen == X[::5]).all()


@pytest.mark.parametrize(
    "more, word",
    [
        (dict(kept=1), "kept must be"),
        (dict(kept=(1, 2, 3)), "a pair"),
        (dict(classes="ab"), "classes are two"),
        (dict(inputs=("a",)), "inputs are two"),
        (dict(unit=0), "unit is one"),
        (dict(origin=(1, 2, 3)), "origin is one"),
    ],
)
def test_what_doesn_t_fit_is_refused(more, word):
    X, y = make_gate("and")
    with pytest.raises(ValueError, match=word):
        checked_task(Neuron([0, 0]), X, y, **more)


def test_targets_of_minus_and_plus_one_are_sides_too():
    X, y = make_gate("and")
    assert checked_task(Neuron([0, 0]), X, 2 * y - 1).targets.tolist() == [0, 0, 0, 1]
    with pytest.raises(ValueError, match="targets"):
        checked_task(Neuron([0, 0]), X, y + 2)


def test_without_a_line_all_has_one_tint():
    neuron, (X, y, kept) = Neuron([0, 0], 0, "step"), birds()
    model = Mistakes(neuron, checked_task(neuron, X, y, kept))
    model.read()
    field = np.asarray(model.picture()["field"])
    assert np.ptp(field) == 0
    model.show()
    model.read()
    assert np.ptp(model.picture()["field"]) > 0


def test_on_a_gate_each_line_that_comes_is_in_the_picture():
    mistakes = Mistakes(Neuron([0, 0], 0, "step"), xor())
    for _ in range(10):
        mistakes.read()
        curves = mistakes.picture()["curves"]
        assert any(curve.get("dotted") for curve in curves)
        mistakes.show()


def test_a_line_that_is_pulled_out_of_the_picture_is_not_pointed_at():
    X, y, kept = birds()
    neuron = Neuron([0, 0], 0, "step")
    model = Mistakes(neuron, checked_task(neuron, X, y, kept))
    neuron.parameters[:] = model.begun[:2] + (-30,)  # its first mistake leaves it far below 0
    neuron.w[0] = 1
    model.read()
    assert model.leaves and not any("dotted" in c for c in model.picture()["curves"])
    neuron.parameters[:] = 1, -1, -1
    model.read()
    assert not model.leaves


def test_why_no_line_parts_them_is_drawn():
    mistakes = Mistakes(Neuron([0, 0]), xor())
    mistakes.show(14)
    mistakes.asked = True
    mistakes.read()
    *drawn, dot = [curve["points"] for curve in mistakes.picture()["curves"]]
    middles = [np.mean(ends, axis=0).tolist() for ends in drawn]
    assert mistakes.circle and middles == [list(dot[0])] * 2  # of both pairs one middle
    wants = {tuple(x): t for x, t in zip(xor().X.tolist(), xor().targets, strict=True)}
    assert [{wants[tuple(end)] for end in ends} for ends in drawn] == [{0}, {1}]


@pytest.mark.parametrize("kind, mistakes", [("birds", 6), ("xor", 6), ("or", 4)])
def test_pale_is_what_the_next_mistake_changes(kind, mistakes):
    model = lesson(kind)
    for _ in range(mistakes):
        model.read()
        x0, x1, y0, y1 = bounds = model.task.frame()["bounds"]
        places = sample_plane(bounds, 200)
        now, later = (
            places @ numbers[:2] + numbers[2] > 0
            for numbers in (model.owner.parameters, model.following)
        )
        for side, changed in ((1, later & ~now), (-1, now & ~later)):
            pale = [c["points"] for c in model.picture()["curves"] if c.get("side") == side]
            share = sum(map(area, pale)) / ((x1 - x0) * (y1 - y0))
            assert share == pytest.approx(changed.mean(), abs=0.01)
        model.show()
