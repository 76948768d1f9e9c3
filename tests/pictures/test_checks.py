"""What a picture can't be made of is refused before anything is drawn."""

import numpy as np
import pytest

from nnlab.pictures.checks import check_classes, check_kind, check_points


@pytest.mark.parametrize(
    ("X", "word"),
    [
        ([1, 2], "shape"),
        ([[1, 2, 3]], "shape"),
        ([["a", "b"]], "real numbers"),
        ([[0, 10**400]], "real numbers"),
        ([], "empty"),
        ([[0, np.nan]], "finite"),
        ([[0, 1e101]], "beyond"),
    ],
)
def test_points_are_two_numbers_each_within_reach(X, word):
    with pytest.raises(ValueError, match=word):
        check_points(X)
    assert check_points([[0, 1e99]]).shape == (1, 2)


@pytest.mark.parametrize(
    ("y", "found"),
    [([0, 1], [0, 1]), ([[-1], [1]], [0, 1]), ([[0, 0, 1], [1, 0, 0]], [2, 0]), ([3, 0], [3, 0])],
)
def test_classes_are_read_from_every_form_of_targets(y, found):
    assert check_classes(y, 2).tolist() == found


@pytest.mark.parametrize("y", [[0.5, 1], [-2, 1], [np.nan, 1], [1e200, 1], ["a", "b"], [0], 3])
def test_what_is_no_class_is_refused(y):
    with pytest.raises(ValueError, match="^y "):
        check_classes(y, 2)


def test_what_lacks_an_attribute_is_named():
    with pytest.raises(ValueError, match="a Neuron, not 3"):
        check_kind(3, "a Neuron", "w")
    assert check_kind(3, "a number", "real", "imag") is None
