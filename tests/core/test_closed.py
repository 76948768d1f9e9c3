"""Attributes that aren't there, or can't be set: refused, and the right word named."""

import copy
import pickle

import numpy as np
import pytest

from nnlab import ACTIVATIONS, LOSSES, Activation, Loss, mean_squared_error
from nnlab.core.checks import whole
from nnlab.core.closed import Closed, Formula, View


class Cell(Closed):
    _instead = {"bias": ".b", "size": "a new Cell of that size"}

    def __init__(self):
        self.size, self._b = 3, 0.0
        self._closed = True

    @property
    def b(self):
        return self._b

    @b.setter
    def b(self, value):
        self._b = value


def test_a_closed_class_sets_what_has_a_setter_and_names_the_right_word_for_the_rest():
    cell = Cell()
    cell.b = 2.0
    assert cell.b == 2.0 and cell.size == 3
    for name, words in (("bias", r"Cell has no \.bias.*\.b$"), ("odd", "b, size")):
        with pytest.raises(AttributeError, match=words):
            setattr(cell, name, 1)
        with pytest.raises(AttributeError, match=words):
            getattr(cell, name)
    with pytest.raises(AttributeError, match="a new Cell"):
        cell.size = 4
    assert (cell.size, cell._b) == (3, 2.0) and "odd" not in vars(cell)


def test_a_closed_object_can_be_copied_and_pickled():
    cell = Cell()
    cell.b = 2.0
    for twin in (copy.copy(cell), copy.deepcopy(cell), pickle.loads(pickle.dumps(cell))):
        assert vars(twin) == vars(cell) and type(twin) is Cell


def test_a_readers_own_subclass_is_open():
    class Mine(Cell):
        def __init__(self):
            super().__init__()
            self.count = 0

    mine = Mine()
    mine.count += 1
    assert mine.count == 1


def test_a_checked_attribute_is_checked_whenever_it_is_set():
    class Box(Closed):
        _instead = {}
        _checks = {"n": whole}

    box = Box()
    box._closed = True
    box.n = 3
    with pytest.raises(ValueError, match="n must be"):
        box.n = 0
    assert box.n == 3


class Row(View):
    _instead = {}

    def _live_in(self, memory):
        self._memory, self._closed = memory, True


def test_a_view_looks_into_its_memory_and_never_rebinds_it():
    memory = np.arange(3.0)
    row = Row._on(memory)
    row.parameters = [5, 6, 7]
    row.parameters += 1
    assert row.parameters is memory and memory.tolist() == [6, 7, 8]
    for bad in ([1, 2], 1, [np.nan, 0, 0]):
        with pytest.raises(ValueError, match="parameters has"):
            row.parameters = bad
    assert memory.tolist() == [6, 7, 8]


# Formulas

ALL = [*ACTIVATIONS.values(), *LOSSES.values()]


@pytest.mark.parametrize("formula", ALL, ids=repr)
def test_it_has_words_and_never_changes(formula):
    assert repr(formula) == formula.name and formula.title
    for name in ("name", "title", "anything"):
        with pytest.raises(AttributeError, match=rf"\.{name}\b"):
            setattr(formula, name, "other")


@pytest.mark.parametrize("formula", ALL, ids=repr)
def test_copies_are_itself(formula):
    assert copy.copy(formula) is copy.deepcopy([formula])[0] is formula
    assert pickle.loads(pickle.dumps(formula)) is formula


def test_one_of_your_own_survives_pickling_even_under_a_known_name():
    for name in ("tanh", "mine"):
        own = pickle.loads(pickle.dumps(Activation(name, np.sin, np.cos, title="my own")))
        assert own not in ALL and own(1.0) == np.sin(1.0)
        assert (own.name, own.title) == (name, "my own")


def test_its_title_is_its_name_if_left_out():
    assert Loss("mine", mean_squared_error, mean_squared_error.gradient).title == "mine"
    assert mean_squared_error.title == "mean squared error"


@pytest.mark.parametrize("name, title", [("", None), (3, None), (None, None), ("x", 3)])
def test_a_name_is_a_word(name, title):
    with pytest.raises(ValueError, match="words"):
        Formula(name, title)
