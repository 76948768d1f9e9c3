"""The curve that a reader walks along, as an object."""

import pytest

from nnlab import relu, sigmoid
from nnlab.live.bend import Bend


@pytest.fixture
def bend():
    bend = Bend()
    bend.show(sigmoid, 1.0, text="A curve")
    yield bend
    bend.close()


def test_it_shows_all_in_one_message(bend, page):
    sent = page(bend).told
    bend.show(relu, -1.0)
    assert len(sent) == 1 and {"curve", "at", "y_name", "triangle"} <= set(sent[0])
    assert bend.marks["y_name"] == "relu(z)" and bend.marks["at"] == [-1, 0]


def test_it_reports_hands_and_keys(bend):
    heard = []
    bend.on_event(heard.append)
    bend.event({"type": "drag", "x": 2.0, "phase": "end"})
    bend.event({"type": "nudge", "steps": 1, "big": False})
    assert [event["type"] for event in heard] == ["drag", "nudge"]


def test_no_number_is_refused(bend):
    with pytest.raises(ValueError, match="z"):
        bend.show(sigmoid, float("nan"))
    assert bend.at[0] == 1
