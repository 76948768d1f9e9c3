"""An activation on paper."""

import numpy as np
import pytest

from nnlab import sigmoid, step
from nnlab.pictures.bend import bend_marks
from nnlab.plots.bend import paint_bend
from nnlab.plots.picture import new_figure

from .reading import drawn, texts


@pytest.fixture
def ax():
    return new_figure(5, 4)[1][0]


def test_curve_tangent_and_rise_are_drawn(ax):
    paint_bend(ax, bend_marks(sigmoid, 1.0))
    x, y = drawn(ax, "curve").T
    np.testing.assert_allclose(y, sigmoid(np.asarray(x)), atol=1e-5)
    x, y = drawn(ax, "here").T
    assert (x[0], y[0]) == pytest.approx((1, sigmoid(1.0)))
    assert "+0.20" in texts(ax) and "sigmoid(z)" in texts(ax)
    assert len(drawn(ax, "tangent")) == len(drawn(ax, "rise")) == 2


def test_a_step_is_drawn_in_two_pieces(ax):
    paint_bend(ax, bend_marks(step, 2.0, sloped=False))
    assert [line.get_label() for line in ax.lines].count("curve") == 2
    assert not [line for line in ax.lines if line.get_label() == "tangent"]


def test_no_number_of_an_axis_stands_under_the_curve(ax):
    paint_bend(ax, bend_marks(sigmoid, 1.0))
    heights = {text.get_text(): text.xyann[1] for text in ax.texts if text.get_text() in "01"}
    assert heights["0"] < 0 < heights["1"]
    assert "slope 0.20" in texts(ax)
