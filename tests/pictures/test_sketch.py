"""The marks of a sketch."""

import json

import numpy as np

from nnlab.pictures.corners import Corner
from nnlab.pictures.sketch import sketch

BOUNDS = (0.0, 6.0, 0.0, 3.0)
FLAT = np.array([[0.0, 1.0], [6.0, 1.0]])


def test_corners_outside_have_no_place():
    inside, outside, none = Corner(2, 1.5), Corner(9, 1), Corner(float("nan"), 0)
    marks = sketch(BOUNDS, FLAT, [(inside, 1.0), (outside, 1.0), (none, np.nan)], chosen=0)
    assert [corner["at"] for corner in marks["corners"]] == [[2, 1.0], None, None]
    assert marks["corners"][0]["chosen"] and "+1.50" in marks["corners"][0]["says"]
    assert "unused" in marks["corners"][2]["says"]


def test_a_fan_opens_from_the_way_on_without_the_corner_to_the_way_it_goes():
    bent = np.array([[0.0, 0.0], [3.0, 2.0], [4.0, 1.5], [5.0, 1.0], [6.0, 1.0]])
    each = [(Corner(3.0, -7 / 6), 2.0), (Corner(4.0, 0.0), 1.5), (Corner(6.0, 1.0), 1.0)]
    turned, unused, last = (corner["fan"] for corner in sketch(BOUNDS, bent, each)["corners"])
    assert np.allclose(turned, [[5, 1 + 7 / 3], [5, 1]])
    assert unused == last == []


def test_the_gap_knows_what_is_low():
    assert sketch(BOUNDS, FLAT, gap=(1.0, 2.0, 0.5))["gap"] == {
        "x": 1.0, "low": 0.5, "high": 2.0, "text": "gap 1.50"
    }  # fmt: skip


def test_what_is_far_out_ends_there():
    marks = sketch(BOUNDS, np.array([[0.0, -1e300], [6.0, 1e300]]))
    assert abs(marks["curve"][1][1]) < 1e8
    assert json.loads(json.dumps(marks)) == marks
