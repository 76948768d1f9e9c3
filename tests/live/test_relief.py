"""The relief on the wire: what a page is told, and when."""

import numpy as np
import pytest

from nnlab.live.part import Box
from nnlab.live.relief import Relief
from nnlab.live.stage import Stage

BOUNDS = (0, 1, 0, 1)


@pytest.fixture
def part():
    return Relief(bounds=BOUNDS, heights=np.eye(9), text="A ridge.")


def test_it_shows_all_that_its_marks_have(part):
    assert part.size == 9 and len(part.heights) == 2 * 81 and part.clear == b""
    assert part.marks["bounds"] == [0, 1, 0, 1] and repr(part) == "Relief(A ridge.)"


def test_a_step_on_clear_ground_sends_no_heights(part):
    changed = []
    part.observe(lambda change: changed.append(change["name"]))
    part.show(bounds=BOUNDS, heights=np.eye(9), path=[[0.5, 0.5]], text="A ridge.")
    assert changed == ["path", "start"]


def test_a_height_in_fog_never_leaves_python(part):
    seen = np.zeros((9, 9))
    seen[0, 0] = 1
    part.show(bounds=BOUNDS, heights=np.eye(9), seen=seen)
    stage = Stage(Box([part]))
    told = np.frombuffer(stage.whole()["parts"][part.id]["values"]["heights"], "<u2")
    assert np.flatnonzero(told).tolist() == [0]
    stage.close()


def test_what_does_not_fit_leaves_it_as_it_was(part):
    before = part.heights
    with pytest.raises(ValueError):
        part.show(bounds=BOUNDS, heights=np.eye(3)[:2])
    assert part.heights == before
