"""A slider as an object: what it takes, what it refuses, what it says."""

import math

import numpy as np
import pytest
from traitlets import TraitError

from nnlab.live.slider import Slider


@pytest.fixture
def w1():
    made = Slider("w₁", 1.0, words="weight of x1")
    yield made
    made.close()


@pytest.mark.parametrize("value", [0, -0.5, 2, 7.25, -1e9, np.float64(0.5), np.int64(3)])
def test_any_ordinary_number_is_kept_as_it_is(w1, value):
    w1.value = value
    assert w1.value == value and type(w1.value) is float


@pytest.mark.parametrize("value", ["3", "", None, math.nan, math.inf, -math.inf, [1], True, 1j])
def test_anything_else_is_refused_and_the_old_value_stays(w1, value):
    with pytest.raises(TraitError, match="w₁ must .* ordinary"):
        w1.value = value
    assert w1.value == 1.0


def test_a_float32_is_a_number_too(w1):
    w1.value = np.float32(0.25)
    assert w1.value == 0.25


def test_observers_hear_of_a_change_once(w1):
    seen = []
    w1.observe(lambda change: seen.append(change["new"]), "value")
    w1.value = 2
    w1.value = 2
    assert seen == [2.0]


def test_its_repr_has_a_real_minus_sign_and_no_address(w1):
    w1.value = -0.5
    assert repr(w1) == "Slider(w₁ = −0.50)"
    rate = Slider("rate", 0.001, minimum=1e-5, maximum=10, scale="log", step=0.1, unit="a step")
    assert repr(rate) == "Slider(rate = 0.001 a step)"


def test_a_log_scale_refuses_zero_and_below():
    rate = Slider("rate", 0.1, minimum=1e-4, maximum=10, scale="log", step=0.1)
    assert not rate.signed
    with pytest.raises(TraitError, match="above 0"):
        rate.value = 0
    assert rate.value == 0.1
    with pytest.raises(TraitError):
        Slider("rate", -1, minimum=1e-4, maximum=10, scale="log", step=0.1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum": 5, "maximum": -5},
        {"minimum": 1, "maximum": 1},
        {"minimum": math.nan},
        {"step": 0},
        {"step": -1},
        {"step": math.inf},
        {"scale": "log_cosh"},
        {"scale": "log", "minimum": 0},
    ],
)
def test_a_track_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError):
        Slider("w1", 1.0, **wrong)


def test_a_number_too_large_for_a_float_is_refused_in_words(w1):
    with pytest.raises(TraitError, match="ordinary number") as caught:
        w1.value = 10**400
    assert w1.value == 1 and len(str(caught.value)) < 100
