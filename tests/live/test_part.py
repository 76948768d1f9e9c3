"""Parts: events, errors in place, and what a page stores."""

import pytest
import traitlets
from ipywidgets.widgets.widget import _instances

from nnlab.live.part import POINTING, in_words, with_picture
from nnlab.live.slider import Slider

# Events and errors


def test_events_reach_every_handler_in_order(page, dial):
    seen = []
    dial.on_event(lambda event: seen.append(("a", event["type"])))
    dial.on_event(lambda event: seen.append(("b", event["type"])))
    page(dial).say(1, ["event", dial.id, {"type": "click"}])
    dial.event({"type": "key"})
    assert seen == [("a", "click"), ("b", "click"), ("a", "key"), ("b", "key")]


def test_an_error_is_shown_in_place_until_the_next_event_and_logged(dial, caplog):
    def fail(event):
        if event["type"] == "bad":
            raise ValueError("choose another")

    dial.on_event(fail)
    dial.event({"type": "bad"})
    assert dial.error == "choose another"
    assert caplog.records[0].exc_info[0] is ValueError
    for passing in sorted(POINTING):
        dial.event({"type": passing})
    assert dial.error == "choose another"
    dial.event({"type": "good"})
    assert dial.error == ""


UNTOLD = "That didn't work. Go on from here, or run the cell again."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("X has 3 columns: give it 2"), "X has 3 columns: give it 2"),
        *((error, UNTOLD) for error in (KeyError("w3"), IndexError("out of range"), ValueError())),
    ],
)
def test_errors_become_sentences(error, words):
    assert in_words(error) == words


def test_a_misspelt_attribute_is_refused(dial):
    with pytest.raises(AttributeError, match="angel"):
        dial.angel = 3


def test_parts_are_linked_by_traitlets():
    a, b = Slider("a", 0), Slider("b", 1)
    traitlets.link((a, "value"), (b, "value"))
    b.value = 2
    assert a.value == 2


# What a page stores


def test_the_bundle_has_words_and_one_widget(dial):
    before = set(_instances)
    data, _ = dial._repr_mimebundle_()
    assert data["text/plain"] == "Dial(north)" == repr(dial)
    (made,) = set(_instances) - before  # no layout with a comm of its own
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == made
    dial._repr_mimebundle_()
    assert len(set(_instances) - before) == 1  # shown once more
    dial.close()
    assert set(_instances) == before


def test_a_bundle_has_the_picture_that_it_is_given():
    assert with_picture(None, "words") == ({"text/plain": "'words'"}, {})
    assert with_picture(None, "words", b"\x89PNG")[0]["image/png"] == b"\x89PNG"


def test_a_closed_part_keeps_no_arrays(dial):
    dial.blob = bytes(1000)
    dial.close()
    assert dial.blob == b""
