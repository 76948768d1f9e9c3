"""A control alone: what it shows of an object, and the words of an offer."""

from types import SimpleNamespace

import pytest

from nnlab import ACTIVATIONS, Activation
from nnlab.labs.controls import Control, Offer, activations, attribute
from nnlab.live.choice import Choice
from nnlab.live.slider import Slider


@pytest.fixture
def dial():
    return SimpleNamespace(angle=1.0, name="x", on=True)


def test_a_control_shows_the_object_as_it_is(dial):
    view = Slider("angle", 0.0)
    named = dict(name=lambda: dial.name, shown=lambda: dial.on)
    control = Control(view, **attribute(dial, "angle"), **named)
    control.draw()
    assert (view.value, view.name, view.hidden) == (1.0, "x", False)
    dial.angle, dial.name, dial.on = None, None, False
    control.draw()
    assert (view.value, view.name, view.hidden) == (1.0, "x", True)  # None leaves it
    control.write(3.0)
    assert dial.angle == 3.0


def test_the_reader_s_own_joins_the_options_before_it_is_the_value(dial):
    offer, view = Offer({"x": "x"}), Choice("name", ["x"])
    options = dict(read=lambda: offer.word(dial.name), options=lambda: offer.words)
    control = Control(view, write=print, **options)
    dial.name = "wave"
    control.draw()
    assert view.value == "wave" and view.options == ["x", "wave"]


def test_two_things_of_one_title_have_two_words():
    offer = Offer(dict(ACTIVATIONS), lambda one: one.name)
    own = Activation("tanh", abs, abs)
    word = offer.word(own)
    assert word not in ACTIVATIONS and offer[word] is own and offer.word(own) == word
    assert offer.word(ACTIVATIONS["tanh"]) == "tanh"


def test_activations_are_those_of_core():
    assert activations().words == list(ACTIVATIONS)
    assert set(ACTIVATIONS) - set(activations(without=("identity",)).words) == {"identity"}
