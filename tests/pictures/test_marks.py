"""Every mark of a picture has a trait that takes it to the screen, under the same name."""

import pytest

from nnlab.live.curve import Curve
from nnlab.live.network import NetworkView
from nnlab.live.plane import Plane
from nnlab.pictures.marks import CurveMarks, NetworkMarks, PlaneMarks


@pytest.mark.parametrize(
    ("marks", "part", "kept"),
    [
        (PlaneMarks, Plane, set()),
        (CurveMarks, Curve, set()),
        (NetworkMarks, NetworkView, {"sample"}),
    ],
)
def test_the_screen_shows_every_mark(marks, part, kept):
    assert {*marks.__annotations__} - {*part.class_traits()} == kept
