"""Every mark of a picture has a trait that takes it to the screen, under the same name."""

import pytest

from nnlab import Network
from nnlab.live.curve import Curve
from nnlab.live.film import Film
from nnlab.live.network import NetworkView
from nnlab.live.plane import Plane
from nnlab.pictures.marks import CurveMarks, FilmMarks, NetworkMarks, PlaneMarks

SHOWN = [(PlaneMarks, Plane), (CurveMarks, Curve), (FilmMarks, Film)]


@pytest.mark.parametrize(("marks", "part"), SHOWN)
def test_the_screen_shows_every_mark(marks, part):
    assert {*marks.__annotations__} <= {*part.class_traits()}


def test_of_a_network_what_seldom_changes_and_what_is_a_number_go_together():
    view = NetworkView(Network([2, 1], "tanh", rng=0))
    known = {
        *view.class_traits(),
        *view.drawing,
        "values",
        "slopes",
        "gradients",
        "blame",
        "a",
        "z",
    }
    assert {*NetworkMarks.__annotations__} <= known
