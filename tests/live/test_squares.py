"""Errors as squares, as a part."""

from nnlab.live.squares import Squares


def test_it_reports_what_a_hand_tries():
    part, heard = Squares(), []
    part.on_event(heard.append)
    part.event({"type": "try", "index": 0, "y": 0.5, "phase": "move"})
    assert heard[0]["y"] == 0.5 and not Squares.PICTURE
