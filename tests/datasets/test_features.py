import numpy as np
import pytest

from nnlab.datasets import features


def test_features():
    X = np.array([[2.0, -3.0]])
    made = features(X, ["x1", "x2", "x1^2", "x2^3", "x1*x2", "sin x1", "cos x2", "abs x2", "x1^0"])
    expected = [2, -3, 4, -27, -6, np.sin(2), np.cos(-3), 3, 1]
    np.testing.assert_allclose(made, [expected])
    made[:] = 9
    assert X.tolist() == [[2, -3]]


@pytest.mark.parametrize(
    "names, words",
    [
        (["x3"], "no x3: X has 2 columns"),
        (["x0"], "x0"),
        (["y"], "unknown feature 'y'"),
        (["x1**2"], "unknown"),
        (["__import__('os')"], "unknown"),
        ([3], "unknown"),
        ([], "empty"),
        ("x1", "a list"),
        (None, "a list"),
        (["x1^99"], "unknown"),
    ],
    ids=repr,
)
def test_bad_features_are_refused(names, words):
    with pytest.raises(ValueError, match=words):
        features([[1.0, 2.0]], names)


@pytest.mark.parametrize(
    "X, words",
    [
        ([1, 2], "2-D"),
        ([["a"]], "X has"),
        ([[1e200]], "features has inf"),
        ([[np.nan]], "X has nan"),
    ],
    ids=repr,
)
def test_features_of_bad_inputs(X, words):
    with pytest.raises(ValueError, match=words):
        features(X, ["x1^2"])
