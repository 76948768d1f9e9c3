"""What controls are declared with: the words of an offer."""

from types import SimpleNamespace

import pytest
import traitlets

from nnlab import ACTIVATIONS, Activation
from nnlab.labs.controls import Offer, activations, attribute, rate_slider


def test_an_attribute_is_read_and_written():
    dial = SimpleNamespace(angle=1.0)
    bound = attribute(dial, "angle")
    bound["write"](3.0)
    assert dial.angle == bound["read"]() == 3.0


def test_a_rate_goes_by_powers_of_ten_and_stays_above_zero():
    slider = rate_slider(0.5, 0.01, 10)
    assert (slider.scale, slider.value, slider.step) == ("log", 0.5, 0.1)
    with pytest.raises(traitlets.TraitError, match="above 0"):
        slider.value = 0


def test_two_things_of_one_title_have_two_words():
    offer = Offer(dict(ACTIVATIONS), lambda one: one.name)
    own = Activation("tanh", abs, abs)
    word = offer.word(own)
    assert word not in ACTIVATIONS and offer[word] is own and offer.word(own) == word
    assert offer.word(ACTIVATIONS["tanh"]) == "tanh"


def test_activations_are_those_of_core():
    assert activations().words == list(ACTIVATIONS)
    assert set(ACTIVATIONS) - set(activations(without=("identity",)).words) == {"identity"}
