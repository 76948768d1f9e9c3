"""A select as an object: a choice that is folded away."""

import pytest
from traitlets import TraitError

from nnlab.live.select import Select


def test_it_takes_one_of_its_options_and_refuses_others():
    rate = Select("learning rate", ["0.01", "0.1"], "0.1", words="how far")
    with pytest.raises(TraitError, match="0.01, 0.1, not '3'"):
        rate.value = "3"
    rate.value = "0.01"
    assert repr(rate) == "Select(learning rate = 0.01)"
    assert rate.snapshot(["words"]) == {"words": "how far"}
    rate.close()
