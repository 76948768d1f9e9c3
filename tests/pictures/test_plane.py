"""The plane in marks."""

import numpy as np

from nnlab import relu, step
from nnlab.pictures.plane import answers, point_rows


def test_points_that_coincide_are_counted():
    rows = point_rows([[0, 0], [0, 0], [0, 0]], [0, 1, 0], [False, False, True])
    assert rows == [[0, 0, 0, True, 2, False], [0, 0, 1, False, 1, False]]


def test_what_jumps_has_sides_and_what_does_not_a_field():
    z = np.array([-1.0, np.inf, np.nan, 2.0])
    sides = answers(step, z)
    assert np.isfinite(sides["field"]).all() and sides["scale"] == "sides"
    field = answers(relu, z)
    assert np.isfinite(field["field"]).all() and field["scale"] == (relu.neutral, relu.spread)
