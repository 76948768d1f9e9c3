"""Targets as classes, and which outputs are on their side."""

import numpy as np
import pytest

from nnlab.labs.sides import Sides


@pytest.mark.parametrize(
    "targets, classes, middle",
    [
        ([[0.0], [1.0]], [0, 1], 0.5),
        ([[-1.0], [1.0]], [0, 1], 0.0),
        ([[0.3], [1.0]], None, 0.5),
        ([[2.0], [1.0]], None, 0.5),
        ([[0.0, 1.0], [1.0, 0.0]], [1, 0], 0.5),
        ([[1.0, 1.0], [1.0, 0.0]], None, 0.5),
    ],
)
def test_targets_as_classes(targets, classes, middle):
    sides = Sides(np.array(targets))
    found = None if sides.classes is None else sides.classes.tolist()
    assert (found, sides.middle) == (classes, middle)


def test_what_is_no_number_is_wrong():
    sides = Sides(np.array([[0.0], [1.0]]))
    assert sides.wrong(np.array([[np.nan], [np.nan]]), 0.5).tolist() == [True, True]
    assert sides.wrong(np.array([[-np.inf], [np.inf]]), 0.5).tolist() == [False, False]
    several = Sides(np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert several.wrong(np.array([[0.1, 0.2], [0.1, 0.2]]), 0.5).tolist() == [False, True]
    assert several.wrong(np.array([[np.nan, 0.2], [0.3, 0.2]]), 0.5).tolist() == [True, False]
