"""A box of text as an object: what it's told, and whom it tells."""

import pytest

from nnlab.live.textbox import TextBox


def test_what_the_reader_hands_over_is_heard_and_a_refusal_is_shown_in_place():
    heard = []

    def take(event):
        heard.append(event["value"])
        if event["value"] == "x":
            raise ValueError("line 1")

    box = TextBox("points", "Use these", hint="x1, x2, class")
    box.on_event(take)
    box.event({"type": "take", "value": "x"})
    assert box.error == "line 1"
    box.event({"type": "take", "value": "0,1,1"})
    assert (heard, box.error) == (["x", "0,1,1"], "")
    assert repr(box) == "TextBox(points)"
    box.close()


def test_what_is_read_only_says_so():
    box = TextBox("saved", "Copy", "nnlab1.abc", fixed=True)
    assert box.snapshot(["value", "fixed", "action"]) == {
        "value": "nnlab1.abc",
        "fixed": True,
        "action": "Copy",
    }
    with pytest.raises(AttributeError):
        box.text_in_it = ""
    box.close()
