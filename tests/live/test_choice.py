"""A choice as an object."""

import pytest
from traitlets import TraitError

from nnlab.live.choice import Choice


def test_it_takes_one_of_its_options_and_refuses_others():
    bend = Choice("bend", ["step", "sigmoid"], "sigmoid")
    with pytest.raises(TraitError, match="step, sigmoid, not 'tanh'"):
        bend.value = "tanh"
    assert bend.value == "sigmoid"
    bend.value = "step"
    assert repr(bend) == "Choice(bend = step)"


def test_the_first_option_is_chosen_unless_told():
    assert Choice("bend", ("a", "b")).value == "a"


@pytest.mark.parametrize("options", [[], ["a", "a"]])
def test_options_must_be_told_apart(options):
    with pytest.raises(ValueError, match="options"):
        Choice("bend", options)


def test_a_value_that_is_no_option_is_refused_from_the_start():
    with pytest.raises(TraitError):
        Choice("bend", ["a", "b"], "c")
