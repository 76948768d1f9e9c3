import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnlab import Scale, standardize
from nnlab.datasets import load_penguins, train_test_split

tables = arrays(
    float, st.tuples(st.integers(2, 9), st.integers(1, 4)), elements=st.integers(-99, 99)
)


@given(tables)
def test_each_column_has_mean_0_and_spread_1_or_none(X):
    Z, scale = standardize(X)
    assert np.allclose(Z.mean(axis=0), 0)
    assert np.allclose(Z.std(axis=0), scale.spread > 0)


@given(tables)
def test_undo_gives_the_rows_back(X):
    Z, scale = standardize(X)
    assert np.allclose(scale.undo(Z), X)


def test_later_rows_are_measured_by_the_first():
    X, y = load_penguins()
    train, test, *_ = train_test_split(X, y, rng=0)
    scale = Scale(train)
    assert np.allclose(scale(test), (test - train.mean(axis=0)) / train.std(axis=0))
    assert abs(scale(test).mean()) > 1e-6  # not by its own mean


def test_a_column_that_never_changes_becomes_0():
    Z, scale = standardize([[5, 1], [5, 3]])
    assert Z.tolist() == [[0, -1], [0, 1]]
    assert scale.undo([[0, 0], [7, 0]]).tolist() == [[5, 2], [5, 2]]


def test_x_stays_and_the_scale_cannot_be_changed():
    X = np.array([[1.0], [3.0]])
    Z, scale = standardize(X)
    Z[:] = 9
    assert X.tolist() == [[1], [3]]
    with pytest.raises(ValueError, match="read-only"):
        scale.mean[0] = 0
    with pytest.raises(AttributeError, match=".spread"):
        scale.std  # noqa: B018


@pytest.mark.parametrize(
    "bad", [[1, 2], [], [[np.nan]], [["a"]], [[1e300], [-1e300]], [[1, 2], [3]]]
)
def test_bad_rows_are_refused(bad):
    with pytest.raises(ValueError, match="X"):
        standardize(bad)


def test_other_columns_are_refused():
    with pytest.raises(ValueError, match="3 columns"):
        Scale([[1, 2], [3, 4]])([[1, 2, 3]])
