"""Marks on axes: each kind is drawn where it says."""

import numpy as np
from matplotlib.colors import to_rgba

from nnlab.pictures.curve import curve
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.plane import plane
from nnlab.plots.paint import paint_curve, paint_plane
from tests.plots.reading import drawn, texts

BOUNDS = (0, 1, 0, 1)


def painted(ax, **given):
    return paint_plane(ax, plane(bounds=BOUNDS, **given))


def test_words_need_no_line(ax):
    painted(ax, lines=[{"label": "10", "label_at": [0.2, 0.3]}], note="")
    (text,) = ax.texts
    assert text.get_text() == "10" and text.get_position() == (0.2, 0.3) and not ax.lines


def test_a_dot_alone_is_ink_a_thin_one_small_and_grey(ax):
    painted(ax, lines=[{"anchor": [0.2, 0.3]}, {"anchor": [0.5, 0.5], "thin": True}], note="")
    first, second = ax.lines
    assert first.get_markeredgecolor() == LIGHT["ink"]
    assert second.get_markeredgecolor() == LIGHT["soft"]
    assert first.get_markersize() > second.get_markersize()


def test_a_count_stands_clear_of_the_selection(ax):
    """judged-labs 12: the square around a chosen point covered its 2×."""
    painted(ax, X=[[0.5, 0.5]] * 2, classes=[0, 0], selected=0)
    (count,) = ax.texts
    (square,) = (line for line in ax.lines if line.get_marker() == "s")
    assert count.get_text() == "2×" and count.xyann[0] - 7 > square.get_markersize() / 2


def test_sides_have_an_edge(ax):
    painted(ax, field=[[-1, 1], [-1, 1]], scale="sides")
    assert len({tuple(color) for row in ax.images[0].get_array() for color in row}) == 2


def test_a_curve_without_numbers_still_has_axes(ax):
    paint_curve(ax, curve(lines=[], log=True))
    assert ax.get_yscale() == "log" and ax.get_xlim() == (0, 10)


def test_a_line_of_one_point_is_a_point(ax):
    paint_curve(ax, curve(lines=[{"x": [3], "y": [0.5]}]))
    assert ax.lines[0].get_marker() == "o"


def test_what_lies_ahead_is_faint_and_the_moment_is_pinned(ax):
    line = {"x": np.arange(11), "y": np.linspace(1, 0.1, 11), "name": "training"}
    marker = {"x": 4, "y": 0.6, "text": "here"}
    given = dict(lines=[line], marker=marker, bare=True, x_name="epoch")
    paint_curve(ax, curve(**given, ahead="to 10", pin={"x": 6, "text": "all right"}))
    np.testing.assert_array_equal(drawn(ax, "training")[:, 0], np.arange(5))
    faint = [each for each in ax.lines if each.get_alpha() == 0.26]
    assert [len(each.get_xdata()) for each in faint] == [11]
    words = texts(ax)
    assert "to 10" in words and "here" in words and any("all right" in each for each in words)
    assert ax.get_xlabel() == ax.get_ylabel() == ""


def test_at_its_moment_the_marker_needs_no_words(ax):
    line = {"x": [0, 1, 2], "y": [1, 0.5, 0.1]}
    marker = {"x": 1, "y": 0.5, "text": "here"}
    paint_curve(ax, curve(lines=[line], marker=marker, pin={"x": 1, "text": "all right"}))
    assert "here" not in texts(ax) and len(drawn(ax, "_marker")) == 1


def test_a_wish_points_up_for_more_and_a_small_one_not_at_all(ax):
    wishes = [[0, 0, 0.5, "0.50"], [1, 0, -0.5, "0.60"], [1, 1, 0.01, "0.99"]]
    paint_plane(ax, plane(bounds=(-1, 2, -1, 2), X=[[0, 0]], classes=[1], wishes=wishes))
    assert set(texts(ax)) >= {"0.50", "0.60", "0.99"}
    colors = {each.arrow_patch.get_edgecolor() for each in ax.texts if each.arrow_patch}
    assert {to_rgba(LIGHT[side]) for side in ("positive", "negative")} <= colors
    assert sum(bool(each.arrow_patch) for each in ax.texts) == 4  # each over its casing


def test_a_crowd_is_drawn_small(ax):
    def largest(n):
        marks = plane(
            bounds=BOUNDS, X=np.random.default_rng(0).random((n, 2)), classes=np.zeros((n, 1))
        )
        return max(line.get_markersize() for line in paint_plane(ax.figure.subplots(), marks).lines)

    assert largest(61) < 0.7 * largest(60)
