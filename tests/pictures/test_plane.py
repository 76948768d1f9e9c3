"""The plane in marks."""

from nnlab.live.plane import point_rows


def test_points_that_coincide_are_counted():
    rows = point_rows([[0, 0], [0, 0], [0, 0]], [0, 1, 0], [False, False, True])
    assert rows == [[0, 0, 0, True, 2], [0, 0, 1, False, 1]]
