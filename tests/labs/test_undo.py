"""Undo alone: what a field keeps, and what a step holds."""

from types import SimpleNamespace

import numpy as np
import pytest

from nnlab import Network
from nnlab.labs import undo
from nnlab.labs.undo import Undo, alike


@pytest.fixture
def dial():
    return SimpleNamespace(w=np.array([1.0, 2.0]), name="step", fixed=np.arange(2))


@pytest.fixture
def fields(dial):
    dial.fixed.flags.writeable = False
    fields = Undo()
    fields.keep(dial, "w", "name", "fixed")
    return fields


def test_an_array_is_copied_and_written_back_in_place(dial, fields):
    memory, state = dial.w, fields.state()
    dial.w[0] = 7
    assert state["w"].tolist() == [1, 2] and fields.changed(state) == ["w"]
    fields.restore(state)
    assert dial.w is memory and dial.w.tolist() == [1, 2]
    dial.w[0] = 8
    assert state["w"].tolist() == [1, 2]


def test_what_cannot_be_written_in_place_is_replaced(dial, fields):
    state = fields.state()
    dial.fixed, dial.w = np.array([5, 6]), np.array([1.0])
    fields.restore(state)
    assert dial.fixed.tolist() == [0, 1] and dial.w.tolist() == [1, 2]
    assert dial.w is not state["w"]


def test_only_what_differs_is_written_and_in_the_order_of_the_fields():
    written = []

    class Kept(SimpleNamespace):
        def __setattr__(self, name, value):
            written.append(name)

    fields = Undo()
    fields.keep(Kept(a=1, b=2, c=3), "a", "b", "c")
    fields.restore({"c": 0, "b": 2, "a": 0})
    assert written == ["a", "c"]


def test_a_network_is_kept_with_its_activations():
    network, fields = Network([2, 2, 1], ["tanh", "sigmoid"], rng=0), Undo()
    fields.keep(network, "parameters", "activations")
    before, numbers = fields.state(), network.parameters.copy()
    network.parameters[:] = 0
    network.layers[0].activation = "relu"
    assert fields.changed(before) == ["parameters", "activations"]
    fields.restore(before)
    assert [a.name for a in network.activations] == ["tanh", "sigmoid"]
    assert np.array_equal(network.parameters, numbers)


def test_a_name_is_kept_once(fields):
    with pytest.raises(ValueError, match="another name"):
        fields.keep(SimpleNamespace(w=0), "w")


@pytest.mark.parametrize(
    "a, b, same",
    [
        (np.array([np.nan]), np.array([np.nan]), True),
        (np.array([0.0]), np.array([-0.0]), False),
        (np.zeros(2), np.zeros((2, 1)), False),
        ("a", "a", True),
        (1, 2, False),
        (None, np.zeros(1), False),
    ],
)
def test_alike(a, b, same):
    assert alike(a, b) is same


@pytest.fixture
def steps():
    """What changes `w` and `b` one after the other, and notes that with a key."""
    values, steps = SimpleNamespace(w=0, b=0), Undo()
    steps.keep(values, "w", "b")

    def change(key=None, fields=None, **new):
        before = steps.state()
        vars(values).update(new)
        return steps.note(before, key, fields)

    steps.change = change
    return steps


def test_quick_changes_with_one_key_are_one_step_with_the_oldest_values(monkeypatch, steps):
    now = [0.0]
    monkeypatch.setattr(undo.time, "monotonic", lambda: now[0])
    steps.change("key", w=1)
    now[0] += undo.ONE_STEP
    steps.change("key", w=2, b=5)
    assert steps.past == [{"w": 0, "b": 0}]
    now[0] += 1.01 * undo.ONE_STEP
    steps.change("key", w=3)
    steps.change("other", w=4)
    steps.change(w=5)
    steps.change(w=6)
    assert steps.past[1:] == [{"w": 2}, {"w": 3}, {"w": 4}, {"w": 5}]


def test_a_step_holds_what_has_changed_of_the_fields_asked_for(steps):
    assert not steps.change(w=0) and not steps.change(w=1, fields=["b"]) and steps.past == []
    assert steps.change(w=2, b=3, fields=["b"]) and steps.past == [{"b": 0}]


def test_a_step_goes_over_to_the_other_side_with_today_s_values(steps):
    steps.change(w=1)
    steps.moved(steps.past, steps.future, {"w": 2, "b": 3})
    assert steps.past == [] and steps.future == [{"w": 2}]
    steps.change(w=7)
    assert steps.future == []


def test_old_steps_are_forgotten(steps):
    for k in range(undo.UNDO_STEPS + 3):
        steps.change(w=k + 1)
    assert len(steps.past) == undo.UNDO_STEPS and steps.past[0] == {"w": 3}


def test_an_array_that_has_gone_comes_back(dial, fields):
    state = fields.state()
    dial.w = None
    gone = fields.state()
    fields.restore(state)
    assert dial.w.tolist() == [1, 2]
    fields.restore(gone)
    assert dial.w is None
