"""A lab's page alone: which parts, where they stand, and what shows them."""

import pytest
from ipywidgets.widgets.widget import _instances

from nnlab.labs.page import Page, checked_parts
from nnlab.live.panel import Panel

KNOWN = ("picture", "sliders", "board")


@pytest.mark.parametrize(
    "show, parts",
    [
        (None, ("picture", "sliders")),
        ("sliders", ("sliders",)),
        (["sliders", "picture"], ("picture", "sliders")),  # in the lab's own order
        ({"picture"}, ("picture",)),
    ],
)
def test_parts_are_those_that_were_asked_for_and_suit(show, parts):
    assert checked_parts("Lab", KNOWN, show, {"board": "no gate"}) == parts


@pytest.mark.parametrize(
    "show, word", [([], "at least one"), ("bord", "'bord'"), (3, "3"), ("board", "no gate")]
)
def test_other_parts_are_refused(show, word):
    with pytest.raises(ValueError, match=word):
        checked_parts("Lab", KNOWN, show, {"board": "no gate"})


@pytest.mark.parametrize("size", ["huge", 3, ["presenter"]])
def test_there_is_one_other_size(size):
    assert "nnlab-presenter" in Page("Lab", "presenter").tree.classes
    with pytest.raises(ValueError, match="presenter"):
        Page("Lab", size)


def test_views_stand_in_columns_and_what_is_not_shown_is_left_out():
    page, (a, b, c) = Page("Lab", None), (Panel("a"), Panel("b"), Panel("c"))
    page.lay_out([a, None], [[b, [None, False]]], [c])
    header, body, below, sentence = page.tree.children
    assert (header, below, sentence) == (page.header, c, page.sentence)
    assert [box.children for box in body.children] == [[a], [b]]
    page.lay_out(None, [b], None)
    assert "nnlab-single" in page.tree.children[1].classes


def test_the_header_shows_the_error_and_greys_what_cannot_be_undone():
    page = Page("<b>Lab", None)
    page.show_header("it went wrong", undo=True, redo=False)
    assert page.header.error == "it went wrong" and page.header.html.count("aria-disabled") == 1
    assert "<b>Lab" not in page.header.html


def test_its_widget_is_made_when_it_is_asked_for_and_closed_with_it():
    before, page = set(_instances), Page("Lab", "presenter")
    page.lay_out(Panel("a"), None, None)
    assert set(_instances) == before and "nnlab-presenter" in page.tree.classes
    assert page.stage is page.stage
    page.close([])
    assert set(_instances) == before
    Page("Lab", None).close([])  # never shown
