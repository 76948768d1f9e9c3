"""Pixels on paper."""

import numpy as np
import pytest

from nnlab.pictures.palette import LIGHT, rgb
from nnlab.pictures.pixels import pixels
from nnlab.plots import plot_pixels
from nnlab.plots.pixels import paint_pixels, strokes


def test_ink_is_dark_and_the_first_row_is_on_top(ax):
    paint_pixels(ax, pixels([1, 0, 0, 0]))
    (image,) = ax.images
    assert np.allclose(image.get_array()[0, 0], rgb(LIGHT["ink"]))
    assert np.allclose(image.get_array()[1, 1], rgb(LIGHT["paper"]))
    assert ax.yaxis_inverted()


def test_signs_have_their_hues(ax):
    paint_pixels(ax, pixels([-1, 0, 0, 1], signed=True))
    red, _, blue = np.moveaxis(np.asarray(ax.images[0].get_array(), int), -1, 0)
    assert red[0, 0] > blue[0, 0] and blue[1, 1] > red[1, 1] and red[0, 1] == blue[0, 1]


def test_what_was_changed_has_a_dot_and_what_is_looked_at_an_outline(ax):
    paint_pixels(ax, pixels(np.zeros(9), changed=[5], selected=3))
    (dot,) = [line for line in ax.lines if line.get_marker() == "o"]
    assert dot.get_xydata().tolist() == [[2.0, 1.0]]
    assert ax.patches[-1].get_xy() == (-0.5, 0.5)


def test_weights_are_drawn_by_their_sign_and_words_stand_below(ax):
    assert plot_pixels([2, 0, 0, -2], signed=True, caption="weights", ax=ax) is ax
    red, _, blue = np.moveaxis(np.asarray(ax.images[0].get_array(), int), -1, 0)
    assert blue[0, 0] > red[0, 0] and red[1, 1] > blue[1, 1]
    assert ax.get_xlabel() == "weights"


def test_what_makes_no_square_and_what_is_no_axes(ax):
    with pytest.raises(ValueError, match="square"):
        plot_pixels([1, 2, 3], ax=ax)
    with pytest.raises(ValueError, match="ax is"):
        plot_pixels([1], ax=None)


def test_strokes_lie_over_the_pixels_where_there_is_ink(ax):
    dot = [0, 0, 0, 0, 1, 0, 0, 0, 0]
    paint_pixels(ax, pixels(dot, strokes=dot))
    below, strokes = ax.images
    alpha = np.asarray(strokes.get_array())[..., 3]
    middle = len(alpha) // 2
    assert alpha[middle, middle] > 0.7 and alpha[5, 5] == 0
    ink, paper = rgb(LIGHT["ink"]), rgb(LIGHT["paper"])
    assert (ink < below.get_array()[1, 1]).all() and (below.get_array()[1, 1] < paper).all()


def test_over_colours_a_stroke_is_an_outline(ax):
    dot = [0, 0, 0, 0, 1, 0, 0, 0, 0]
    paint_pixels(ax, pixels(dot, signed=True, strokes=dot))
    [below], [outline] = ax.images, ax.collections
    red, _, blue = np.asarray(below.get_array(), int)[1, 1]
    assert blue > red
    far = np.linalg.norm(outline.get_paths()[0].vertices - 1, axis=1)  # from the dot's middle
    assert 0.1 < far.min() and far.max() < 0.8


def test_a_stroke_keeps_clear_of_the_paper_s_edge():
    drawn = strokes(np.ones((8, 8)))
    assert drawn[0].max() == drawn[:, -1].max() == 0 and drawn[20, 160] == 1
