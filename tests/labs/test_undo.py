"""Undo alone: what a field keeps, and what a step holds."""

from types import SimpleNamespace

import numpy as np
import pytest

from nnlab import Network
from nnlab.labs import undo
from nnlab.labs.undo import Fields, Undo, alike


@pytest.fixture
def dial():
    return SimpleNamespace(w=np.array([1.0, 2.0]), name="step", fixed=np.arange(2))


@pytest.fixture
def fields(dial):
    dial.fixed.flags.writeable = False
    fields = Fields()
    fields.add_attributes(dial, "w", "name", "fixed")
    return fields


def test_an_array_is_copied_and_written_back_in_place(dial, fields):
    memory, state = dial.w, fields.copy()
    dial.w[0] = 7
    assert state["w"].tolist() == [1, 2] and fields.changed(state) == ["w"]
    fields.restore(state)
    assert dial.w is memory and dial.w.tolist() == [1, 2]
    dial.w[0] = 8
    assert state["w"].tolist() == [1, 2]


def test_what_cannot_be_written_in_place_is_replaced(dial, fields):
    state = fields.copy()
    dial.fixed, dial.w = np.array([5, 6]), np.array([1.0])
    fields.restore(state)
    assert dial.fixed.tolist() == [0, 1] and dial.w.tolist() == [1, 2]
    assert dial.w is not state["w"]


def test_only_what_differs_is_written_and_in_the_order_of_the_fields():
    written = []
    fields, now = Fields(), {"a": 1, "b": 2, "c": 3}
    for name in now:
        fields.add(name, lambda name=name: now[name], lambda _, name=name: written.append(name))
    fields.restore({"c": 0, "b": 2, "a": 0})
    assert written == ["a", "c"]


def test_a_network_is_kept_with_its_activations():
    network, fields = Network([2, 2, 1], ["tanh", "sigmoid"], rng=0), Fields()
    fields.add_network(network)
    before, numbers = fields.copy(), network.parameters.copy()
    network.parameters[:] = 0
    network.layers[0].activation = "relu"
    assert fields.changed(before) == ["parameters", "activations"]
    fields.restore(before)
    assert [a.name for a in network.activations] == ["tanh", "sigmoid"]
    assert np.array_equal(network.parameters, numbers)


def test_a_name_is_kept_once(fields):
    with pytest.raises(ValueError, match="another name"):
        fields.add("w", lambda: 0, print)


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


def test_quick_changes_with_one_key_are_one_step_with_the_oldest_values(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(undo.time, "monotonic", lambda: now[0])
    steps = Undo()
    steps.note({"w": 1}, "key")
    now[0] += undo.ONE_STEP
    steps.note({"w": 2, "b": 5}, "key")
    assert steps.past == [{"w": 1, "b": 5}]
    now[0] += 1.01 * undo.ONE_STEP
    steps.note({"w": 3}, "key")
    steps.note({"w": 4}, "other")
    steps.note({"w": 5})
    steps.note({"w": 6})
    assert len(steps) == 5


def test_a_step_goes_over_to_the_other_side_with_today_s_values():
    steps = Undo()
    steps.note({"w": 1})
    steps.moved(steps.past, steps.future, {"w": 2, "b": 3})
    assert steps.past == [] and steps.future == [{"w": 2}]
    steps.note({"w": 1})
    assert steps.future == []


def test_old_steps_are_forgotten():
    steps = Undo()
    for k in range(undo.UNDO_STEPS + 3):
        steps.note({"w": k})
    assert len(steps) == undo.UNDO_STEPS and steps.past[0] == {"w": 3}
