"""Attributes that aren't there, or can't be set: refused, and the right word named."""

import copy
import pickle

import numpy as np
import pytest

from nnlab.core.checks import whole
from nnlab.core.closed import Closed, View


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
