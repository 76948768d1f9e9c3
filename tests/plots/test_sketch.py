"""A sketch on paper."""

import numpy as np
import pytest

from nnlab.pictures.corners import Corner
from nnlab.pictures.sketch import sketch
from nnlab.plots.picture import new_figure
from nnlab.plots.sketch import paint_sketch

BOUNDS = (-0.2, 6.2, -0.5, 2.5)
CURVE = np.array([[0.0, 0.0], [3.0, 2.0], [6.0, 0.0]])
LINE = np.array([[0.0, 0.5], [6.0, 0.5]])


@pytest.fixture
def ax():
    return new_figure(4, 3)[1][0]


def lines(ax):
    return [np.column_stack(line.get_data()).tolist() for line in ax.lines]


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_curve_line_corners_and_gap_are_drawn(ax):
    corners = [(Corner(3.0, -1.0), 2.0), (Corner(9.0, 0.0), 0.0)]
    marks = sketch(BOUNDS, CURVE, corners, line=LINE, gap=(3.0, 2.0, 0.5))
    paint_sketch(ax, marks)
    assert CURVE.tolist() in lines(ax) and LINE.tolist() in lines(ax)
    assert [[3.0, 2.0]] in lines(ax)  # the corner
    assert [[3.0, 0.5], [3.0, 2.0]] in lines(ax) and "gap 1.50" in words(ax)
    assert "1" in words(ax) and words(ax).count("2") == 2  # ticks: the second corner is outside


def test_an_empty_paper_has_a_grid_and_the_line_that_may_be_drawn(ax):
    paint_sketch(ax, sketch(BOUNDS, line=CURVE, pencil=True))
    assert [line for line in lines(ax) if len(line) == 3] == [CURVE.tolist()]
    assert not ax.collections
