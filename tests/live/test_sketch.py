"""The sketch as a part: what it holds, and what it passes on."""

import numpy as np

from nnlab.live.sketch import Sketch
from nnlab.pictures.corners import Corner
from nnlab.pictures.sketch import sketch

FLAT = np.array([[0.0, 1.0], [6.0, 1.0]])
MARKS = sketch((0, 6, 0, 3), FLAT, [(Corner(2, 1), 1.0)], line=FLAT, moves="free")


def test_it_shows_the_marks_that_it_was_given():
    part = Sketch()
    part.show(**MARKS, text="a curve")
    assert part.marks == MARKS and part.PICTURE
    assert repr(part) == "Sketch(a curve)"


def test_what_is_left_out_stays():
    part = Sketch()
    part.show(**MARKS)
    part.show(pencil=True)
    assert part.pencil and part.curve == FLAT.tolist()


def test_events_reach_those_who_listen():
    part, heard = Sketch(), []
    part.on_event(heard.append)
    part.event({"type": "draw", "points": [[0, 1], [6, 2]]})
    assert heard[0]["points"] == [[0, 1], [6, 2]]
