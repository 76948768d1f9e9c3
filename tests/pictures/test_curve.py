"""Which points of a long line are drawn."""

import numpy as np
import pytest

from nnlab.pictures.curve import curve, thinned


@pytest.mark.parametrize("n", [799, 800, 801, 1234, 5000, 99_999])
def test_thinning_keeps_the_ends_the_peaks_and_the_order(n):
    y = np.random.default_rng(n).normal(size=n)
    x, thin = thinned(np.arange(n), y)
    assert len(x) <= 804 and x[0] == 0 and x[-1] == n - 1
    assert thin.max() == y.max() and thin.min() == y.min()
    np.testing.assert_array_equal(y[x.astype(int)], thin)


def test_in_little_room_only_powers_of_ten_are_named():
    line = {"x": [0, 1, 2], "y": [0.3, 0.05, 0.001]}
    assert [label for _, label in curve(lines=[line], bare=True)["ticks"][1]] == [
        "0.001",
        "0.01",
        "0.1",
    ]
    narrow = {"x": [0, 1], "y": [0.25, 0.2]}
    assert curve(lines=[narrow], bare=True)["ticks"][1] == curve(lines=[narrow])["ticks"][1]
    told = curve(lines=[line], bare=True, levels=[(0.25, "always ½")])["ticks"][1]
    assert [0.25, "0.25"] in told and 0.1 not in dict(told)  # it takes its neighbour's place


def test_a_pin_has_a_place_and_words():
    line = {"x": [0, 9], "y": [1, 2]}
    assert curve(lines=[line], pin={"x": 3, "text": "there"})["pin"] == {"x": 3.0, "text": "there"}
    assert curve(lines=[line], pin={})["pin"] == {} and "pin" not in curve(lines=[line])


def test_a_place_ahead_is_seen_however_short_the_line():
    line = {"x": [0, 1], "y": [0.26, 0.25]}
    x0, x1, y0, y1 = curve(lines=[line], hold=(300, 0.01))["bounds"]
    assert x0 == 0 and x1 >= 300 and y0 <= 0.01 and y1 >= 0.26
    assert curve(lines=[{"x": [0, 900], "y": [2, 1]}], hold=(300, 0.01))["bounds"][1] >= 900
