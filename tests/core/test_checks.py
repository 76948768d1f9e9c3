"""What the public doors refuse, and how: every message names the remedy."""

import copy
import pickle

import pytest

from nnlab.core.checks import Closed


class Cell(Closed):
    _instead = {"bias": ".b", "size": "a new Cell of that size"}

    def __init__(self):
        vars(self).update(size=3)
        self._b = 0.0

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
    with pytest.raises(AttributeError, match="a new Cell of that size"):
        cell.size = 4
    assert vars(cell) == {"size": 3, "_b": 2.0}


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
