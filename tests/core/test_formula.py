import copy
import pickle

import numpy as np
import pytest

from nnlab import ACTIVATIONS, LOSSES, Activation, Loss, mean_squared_error
from nnlab.core.formula import Formula

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
