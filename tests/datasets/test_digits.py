"""The digits: the UCI numbers, whole and unchanged."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from nnlab.datasets import load_digits


def test_shapes_and_range():
    X, y = load_digits()
    assert X.shape == (1797, 64) and y.shape == (1797, 10)
    assert X.dtype == y.dtype == np.float64
    assert X.min() == 0 and X.max() == 1
    assert set(np.unique(X * 16)) == set(range(17))


def test_targets_are_one_hot_and_counted_as_published():
    _, y = load_digits()
    assert (y.sum(axis=1) == 1).all() and set(np.unique(y)) == {0, 1}
    assert y.sum(axis=0).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_pixels_are_the_published_ones():
    X, y = load_digits()
    rows = np.column_stack([X * 16, y.argmax(axis=1)]).astype(np.uint8)
    digest = hashlib.sha256(rows.tobytes()).hexdigest()
    assert digest == "68aea062d35a127749050fa0e52dca09d6569ac08092c925610e0954e172dde2"


def test_each_call_gives_arrays_of_its_own():
    X, _ = load_digits()
    X[:] = -1
    assert load_digits()[0].min() == 0


def test_the_file_is_small_and_its_source_is_named():
    folder = files("nnlab.datasets") / "digits"
    assert len((folder / "digits.npz").read_bytes()) < 100_000
    assert "CC BY 4.0" in (folder / "README.md").read_text("utf-8")


def test_two_classes_are_one_column_and_more_are_one_hot():
    X, y = load_digits()
    two, is_eight = load_digits((3, 8))
    labels = y.argmax(axis=1)
    assert (two == X[np.isin(labels, (3, 8))]).all()
    assert is_eight[:, 0].tolist() == (labels[np.isin(labels, (3, 8))] == 8).tolist()
    assert load_digits([8, 3, 1])[1].sum(axis=0).tolist() == [174, 183, 182]


@pytest.mark.parametrize("classes", [(), (3,), 3, (3, 3), (3, 10), ("3", "8"), "38", np.eye(2)])
def test_classes_that_are_none_are_refused_in_words(classes):
    with pytest.raises(ValueError, match="more different digits"):
        load_digits(classes)
