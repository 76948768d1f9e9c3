"""A walk on a curve, in marks."""

import numpy as np
import pytest

from nnlab.pictures.bounce import FAR, bounce

CURVE = [[-1, 1], [0, 0], [1, 1]]


def test_a_walk_that_leaves_is_drawn_as_if_it_ended_there():
    marks = bounce(bounds=(-1, 1, 0, 1), curve=CURVE, path=[[1, 1], [1e300, np.inf]])
    assert marks["path"] == [[1, 1], [1 + 2 * FAR, 1 + FAR]]


def test_a_walk_has_a_start():
    with pytest.raises(ValueError, match="empty"):
        bounce(bounds=(-1, 1, 0, 1), curve=CURVE, path=[])
