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
    assert "nnlab-presenter" in Page("Lab", size="presenter").tree.classes
    with pytest.raises(ValueError, match="presenter"):
        Page("Lab", size=size)


def test_views_stand_in_their_places_and_what_is_not_shown_is_left_out():
    page, (a, b, c, d) = Page("Lab"), (Panel(each) for each in "abcd")
    page.lay_out([a, None], d, [[b, [None, False]]], [c])
    top, picture, rail, foot = page.tree.children
    assert top.children == [page.header, page.sentence]
    assert [box.children for box in picture.children] == [[a], [d]]
    assert rail.children == [b, page.legend] and foot.children == [c]
    page.lay_out(rail=b, foot=page.sentence)  # it may stand elsewhere, once
    assert page.tree.children[0].children == [page.header]
    page.lay_out(rail=b)
    assert [box.classes for box in page.tree.children] == ["nnlab-top", "nnlab-rail"]


def test_the_header_shows_the_error_and_greys_what_cannot_be_undone():
    page = Page("Lab", "<b>Topic")
    page.show_header("Turn it", None, "it went wrong", False, past=[{}], future=[])
    assert page.header.error == "it went wrong" and page.header.html.count("aria-disabled") == 1
    assert "<b>Topic" not in page.header.html and "Turn it" in page.header.words


def test_what_has_been_won_stands_in_the_goals_place():
    page = Page("Lab")
    page.show_header("Turn it", ("<AND>", "It slid."), "", False, [], [])
    assert "nnlab-reached" in page.header.html and "nnlab-win" in page.header.html
    assert "<AND>" not in page.header.html and "slid" in page.header.html


def test_panels_and_controls_are_drawn_with_the_words():
    page, panel = Page("Lab"), Panel()
    page.add(panel, lambda: {"html": "now"})
    page.show_words("<what> it means", "key")
    assert panel.words == "now" and page.legend.words == "key"
    assert "<what>" not in page.sentence.html


def test_its_widget_is_made_when_it_is_asked_for_and_closed_with_it():
    before, page = set(_instances), Page("Lab", size="presenter")
    page.lay_out(Panel("a"))
    assert set(_instances) == before and "nnlab-presenter" in page.tree.classes
    assert page.stage is page.stage
    page.close([])
    assert set(_instances) == before
    Page("Lab").close([])  # never shown
