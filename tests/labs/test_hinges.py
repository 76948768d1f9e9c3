"""Small pictures of corners, as markup."""

import re

from nnlab.labs.hinges import HIGH, LOW, MARGIN, TOP, WIDE, bars, hinges, slopes
from nnlab.pictures.corners import Corner

CORNERS = [Corner(1.0, 1.0), Corner(3.0, -2.0), Corner(float("nan"), 1.0), Corner(5.0, 0.0)]


def shown():
    return hinges(list(enumerate(CORNERS)), (0.0, 6.0), 1)


def test_each_corner_is_a_button_that_chooses_it():
    html = shown()
    assert re.findall(r'"index&#34;: (\d)|&#34;index&#34;: (\d)', html) != []
    assert html.count("<button") == 3  # one has no place
    assert html.count('aria-pressed="true"') == 1 and "corner 2 at 3.00" in html


def test_slopes_are_drawn_to_one_scale():
    ends = re.findall(rf"M([\d.]+) ([\d.]+)L{WIDE} ([\d.]+)", shown())
    (x0, y0, e0), (x1, y1, e1), (_, y2, e2) = [tuple(map(float, each)) for each in ends]
    assert (y0, y1, y2, e2) == (LOW, TOP, LOW, LOW)  # up from below, down from above, level
    first, second = (y0 - e0) / (WIDE - x0), (y1 - e1) / (WIDE - x1)
    assert abs(second / first + 2) < 0.02
    assert 0 < e0 < HIGH and 0 < e1 < HIGH


def test_a_neuron_that_opens_to_the_left_is_drawn_to_the_left():
    html = hinges(list(enumerate(CORNERS)), (0.0, 6.0), 1, leftward=[0])
    x, y, e = map(float, re.findall(r"M([\d.]+) ([\d.]+)L0 ([\d.]+)", html)[0])
    assert (
        x == round(MARGIN + (WIDE - 2 * MARGIN) / 6, 1) and e < y == LOW
    )  # up, as its factor is positive
    assert f"M{WIDE} {LOW}H{x}" in html  # level on the right


def test_what_says_nothing_between_the_ends_is_silent():
    at_start = hinges([(0, Corner(0.0, 2.0))], (0.0, 6.0), 0, leftward=[0])
    at_end = hinges([(0, Corner(6.0, -2.0))], (0.0, 6.0), 0)
    for html in (at_start, at_end):
        assert ">silent<" in html and "nnlab-level" in html
    assert "silent" not in hinges([(0, Corner(0.0, 2.0))], (0.0, 6.0), 0)


def test_slopes_are_stairs_as_high_as_they_are_steep():
    html = slopes([(0.0, 0), (1.0, 1), (-2.0, None)])
    assert re.findall(r"--rise: ([\d.]+)", html) == ["0.00", "0.50", "1.00"]


def test_hue_is_the_sign():
    html = shown()
    assert [
        html.count(f"nnlab-hinge nnlab-{side}") for side in ("positive", "negative", "level")
    ] == [1, 1, 1]


def test_bars_show_what_was_reached():
    html = bars({1: 0.6, 2: 0.3}, 2, 4)
    heights = [int(each) for each in re.findall(r"height: (\d+)%", html)]
    assert heights[:2] == [100, 50] and heights[2] == heights[3] < 20
    assert html.count("nnlab-untried") == html.count("?") == 2  # what wasn't tried is asked
    assert html.count("nnlab-now") == 1 and "with 2: 0.30" in html


def test_a_gap_without_end_fills_its_bar():
    assert "height: 100%" in bars({1: float("inf"), 2: 0.3}, 1, 2)
