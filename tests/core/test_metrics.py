import numpy as np
import pytest

from nnlab import accuracy, confusion_matrix


def test_one_column_of_0_and_1():
    assert accuracy([[0.9], [0.5], [0.6], [0.1]], [[1], [1], [0], [0]]) == 0.5


def test_one_column_of_signs():
    assert accuracy([[0.2], [-0.2], [0.3], [-3]], [[1], [-1], [-1], [-1]]) == 0.75


def test_a_threshold_for_z():
    assert accuracy([[0.2], [-0.2]], [[1], [0]]) == 0.5
    assert accuracy([[0.2], [-0.2]], [[1], [0]], threshold=0) == 1


def test_several_columns_the_largest_decides():
    assert accuracy([[0.1, 0.2, 0.3], [3, 2, 1]], [[0, 0, 1], [0, 1, 0]]) == 0.5


def test_many_runs():
    y_pred = np.array([[[0.9], [0.1]], [[0.1], [0.9]], [[0.9], [0.9]]])
    assert accuracy(y_pred, [[1], [0]]).tolist() == [1, 0, 0.5]


def test_a_confusion_matrix_has_truths_in_rows():
    truth = np.eye(3)[[0, 0, 1, 2]]
    guess = np.eye(3)[[0, 1, 1, 0]]
    assert confusion_matrix(guess, truth).tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]
    assert confusion_matrix([[0.9], [0.8], [0.2]], [[1], [0], [0]]).tolist() == [[1, 1], [0, 1]]


@pytest.mark.parametrize(
    "y_pred, y_true",
    [
        ([0.1, 0.9], [0, 1]),
        ([[0.1], [0.9]], [0, 1]),
        ([[0.1]], [[0], [1]]),
        ([["a"]], [[1]]),
        ([[0.1]], [[2]]),
        ([[0.5]], [[0.5]]),
        ([[np.nan]], [[1]]),
        ([], []),
        ([[0.1]], [[-2]]),
        ([[0.1]], None),
        ([[0.1]], 1),
        (None, [[1]]),
    ],
)
def test_bad_input_is_refused(y_pred, y_true):
    for score in (accuracy, confusion_matrix):
        with pytest.raises(ValueError):
            score(y_pred, y_true)


def test_one_matrix_at_a_time():
    with pytest.raises(ValueError, match="several runs"):
        confusion_matrix(np.ones((2, 3, 1)), np.ones((3, 1)))


def test_two_columns_are_two_classes_whatever_their_size():
    y_pred, y_true = [[-3.0, -2.0], [0.1, 0.2], [5.0, 4.0]], [[0, 1], [1, 0], [1, 0]]
    assert accuracy(y_pred, y_true) == pytest.approx(2 / 3)
    assert confusion_matrix(y_pred, y_true).tolist() == [[1, 1], [0, 1]]
