"""Panels: numbers as they are printed, and text that stays text."""

import html
import json
import math
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab.live.panel import (
    Markup,
    Panel,
    button,
    equation,
    escape,
    joined,
    markup,
    number,
    plain,
    scrub,
    signed,
    table,
    words,
)
from nnlab.live.slider import Slider

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\"' onmouseover='alert(1)",
    "</td></table><iframe>",
    "&lt;b&gt;",
    "{0} {name} {}",
]


class Tags(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize(
    "build",
    [
        escape,
        lambda label: markup("<b>{}</b>", label),
        lambda label: markup("<b>{name}</b>", name=label),
        lambda label: joined([label, "x"], label),
        lambda label: equation(label, label),
        lambda label: table([label], [[label]], caption=label),
        lambda label: button(label, {"type": "a", "what": label}, name=label, keys=label),
        lambda label: Panel(label).html,
    ],
)
def test_a_hostile_label_is_shown_as_text(build, label):
    seen = Tags(build(label))
    assert not {"img", "script", "iframe"} & set(seen.tags)
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert label in seen.text


@given(st.text())
def test_any_text_comes_through_unchanged(text):
    assert html.unescape(markup("{}", text)) == text


def test_markup_is_not_escaped_twice():
    bold = markup("<b>{}</b>", "<")
    assert markup("<p>{}</p>", bold) == "<p><b>&lt;</b></p>"
    assert escape(bold) == bold


def test_what_is_glued_together_by_hand_is_text_again():
    panel = Panel("<i>" + signed(1.0) + "</i>")
    assert "<i>" not in panel.html


def test_a_panel_keeps_markup_and_escapes_the_rest():
    panel = Panel()
    panel.html = markup("<b>{}</b>", "OR")
    assert panel.html == "<b>OR</b>"
    panel.html = "<b>OR</b>"
    assert panel.html == "&lt;b&gt;OR&lt;/b&gt;"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "+1.00"),
        (-0.5, "−0.50"),
        (0, "0.00"),
        (-0.0, "0.00"),
        (-0.004, "0.00"),
        (0.005001, "+0.01"),
        (1234.5, "+1234.50"),
        (math.inf, "+∞"),
        (-math.inf, "−∞"),
        (math.nan, "not a number"),
    ],
)
def test_numbers_are_printed_with_a_real_minus_sign(value, shown):
    assert number(value, plus=True) == shown
    assert words(signed(value)) == shown
    assert words(signed(value, brackets=True)) == f"({shown})"


def test_the_sign_decides_the_colour():
    assert "nnlab-positive" in signed(0.01) and "nnlab-negative" in signed(-0.01)
    assert "nnlab-positive" not in signed(0) and "nnlab-negative" not in signed(-0.001)
    assert "nnlab-positive" not in plain(3)


def test_a_table_outlines_the_selected_row_and_reports_rows():
    text = table(["x1", "z"], [[0, 1], [2, 3]], selected=1)
    assert text.count("aria-current") == 1
    assert text.index("aria-current") > text.index("<td>1</td>")
    assert html.unescape(text).count('{"type": "row", "index": ') == 2
    quiet = table(["x1"], [[0]], event="")
    assert "data-event" not in quiet and "tabindex" not in quiet


def test_a_button_carries_its_event_and_its_state():
    text = button("Run", {"type": "run", "by": 'a "b"'}, enabled=False, pressed=True, main=True)
    attributes = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag, found):
            attributes.update(found)

    Reader().feed(text)
    assert json.loads(attributes["data-event"]) == {"type": "run", "by": 'a "b"'}
    assert attributes["aria-disabled"] == "true" and attributes["aria-pressed"] == "true"
    assert "nnlab-main" in attributes["class"]


def test_its_repr_is_short_and_its_events_arrive():
    panel = Panel(table(["x1"], [[number(-1)]]))
    assert repr(panel) == "Panel(x1 −1.00)"
    assert len(repr(Panel("word " * 100))) < 80
    seen = []
    panel.on_event(seen.append)
    panel.event({"type": "row", "index": 0})
    assert seen == [{"type": "row", "index": 0}]


def test_the_words_of_a_panel_are_its_text():
    assert Panel(markup("<p>a</p><p>b &lt; {}</p>", "<c>")).words == "a b < <c>"
    assert isinstance(Panel(Markup("<b>x</b>")).html, Markup)


def test_an_enormous_number_stays_readable():
    assert number(-1.5e300) == "−10³⁰⁰" and number(1.7e14) == "2·10¹⁴"


def test_a_number_can_be_the_handle_of_a_slider():
    w1 = Slider("w₁", -0.5, words="weight of x1", minimum=-3, maximum=3)
    html = scrub(w1, -0.5, lit=True)
    for about in (
        f'data-scrub="{w1.id}"',
        'role="slider"',
        'aria-label="weight of x1"',
        'aria-valuenow="-0.5"',
        'aria-valuemin="-3.0"',
        'aria-valuetext="minus 0.50"',
        "nnlab-negative",
        "nnlab-lit",
    ):
        assert about in html
    assert html.striptags() == "−0.50" and "data-event" not in html
    assert "&#34;weight&#34;" in scrub(w1, 1.0, event={"type": "weight"}, words="<b>")
    assert "<b>" not in scrub(w1, 1.0, text="<b>", words="<b>")
    assert scrub(None, 0.5) == signed(0.5)
