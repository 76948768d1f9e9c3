"""The arrow of a pull: where it may stand, and where it may not."""

import numpy as np

from nnlab.labs.pulls import BESIDE, FOOT, pulled

SQUARE = (0.0, 1.0, 0.0, 1.0)
LEFT, RIGHT = [[0.3, 0.0], [0.3, 1.0]], [[0.6, 0.0], [0.6, 1.0]]


def test_it_leads_from_line_to_line_off_the_words_and_the_ticks():
    for height in np.linspace(0.1, 0.9, 9):
        (x0, y0), (x1, y1) = pulled(LEFT, RIGHT, SQUARE, [[0.9, 0.9]], [0.5, height])
        assert np.allclose([x0, x1, y0], [0.3, 0.6, y1])
        assert abs(y0 - height) >= BESIDE and FOOT <= y0 <= 1 - FOOT


def test_it_keeps_off_the_marks():
    crowd = [[0.45, y] for y in np.linspace(0.4, 1, 13)]
    (_, y0), _ = pulled(LEFT, RIGHT, SQUARE, crowd, [0.5, 0.9])
    assert y0 < 0.3


def test_there_may_be_none():
    assert pulled(LEFT, None, SQUARE, [[0.5, 0.5]], [0.5, 0.5]) is None
    assert pulled(LEFT, LEFT, SQUARE, [[0.5, 0.5]], [0.5, 0.5]) is None
    assert pulled(None, RIGHT, SQUARE, [[0.5, 0.5]], [0.5, 0.5]) is None
