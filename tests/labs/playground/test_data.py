"""The points of the playground: the same ones again, and held back as asked."""

import numpy as np
import pytest

from nnlab.labs.playground.data import DATA, FRAME, as_points, points_of
from nnlab.labs.playground.plan import Plan, changed


def made(data, **settings):
    return points_of(changed(Plan(), data=data, **settings))


@pytest.mark.parametrize("data", DATA)
def test_every_set_is_the_same_again_and_cannot_be_written(data):
    points = made(data, noise=0.1, share=0.7, seed=3)
    points_of.__globals__["_made"].cache_clear()
    again = made(data, noise=0.1, share=0.7, seed=3)
    assert points is not again and np.array_equal(points.X, again.X)
    assert np.array_equal(points.y_test, again.y_test)
    n = len(points.X) + len(points.X_test)
    assert len(points.X) == round(0.7 * n) and n == (342 if data == "penguins" else 200)
    with pytest.raises(ValueError, match="read-only"):
        points.X[0] = 0


@pytest.mark.parametrize("data", DATA)
def test_another_seed_gives_other_points(data):
    assert not np.array_equal(made(data).X, made(data, seed=1).X)


@pytest.mark.parametrize("data", DATA)
def test_most_points_lie_in_the_picture_and_every_class_is_there(data):
    for noise in (0, 0.5):
        points = made(data, noise=noise)
        x0, x1, y0, y1 = points.bounds
        inside = (points.X >= (x0, y0)).all(axis=1) & (points.X <= (x1, y1)).all(axis=1)
        assert inside.mean() >= (1 if noise == 0 else 0.85)
        if points.kind.task == "classes":
            assert {*points.classes.tolist()} == {*range(points.kind.classes)}
            assert {*points.test_classes.tolist()} == {*range(points.kind.classes)}
        else:
            assert points.classes is None and points.y.shape == (100, 1)


@pytest.mark.parametrize("data", [name for name, kind in DATA.items() if kind.truth])
def test_the_truth_tells_the_classes_and_noise_blurs_it(data):
    points = made(data)
    np.testing.assert_array_equal(points.kind.truth(points.X) > 0, points.classes == 1)
    noisy = made(data, noise=0.5)
    share = ((noisy.kind.truth(noisy.X) > 0) == (noisy.classes == 1)).mean()
    assert 0.6 < share < 0.95


def test_penguins_keep_their_units_and_are_measured_from_the_training_rows():
    points = made("penguins")
    assert points.X[:, 1].min() > 2000 and points.scale.mean[1] == points.X[:, 1].mean()


def test_targets_are_points_once_more():
    three = made("three")
    rows = three.targets()
    again = points_of(Plan(data="own", points=tuple(rows), held=len(three.X_test)))
    for name in ("X", "y", "X_test", "y_test", "classes"):
        np.testing.assert_array_equal(getattr(again, name), getattr(three, name))
    assert again.bounds == FRAME


def test_a_table_of_points_takes_classes_and_numbers():
    X = [[0, 0], [3, 1], [2, 2]]
    assert as_points(X, [-1, 1, 1])[0] == ((0, 0, 0), (3, 1, 1), (2, 2, 1))
    assert as_points(X, np.eye(3)[[2, 0, 1]])[0][0] == (0, 0, 2)
    assert as_points(X, [0.5, 1, 7])[0][2] == (2, 2, 7)
    assert as_points(X, [0, 1, 1])[1] == FRAME
    assert as_points([[180, 4000], [190, 5000]], [0, 1])[1] == (179, 191, 3900, 5100)


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        ([[1, 2, 3]] * 2, [0, 1], "X has 3 columns, but a plane has two"),
        ([[1, 2]] * 3, [0, 1], "X has 3 rows, but y has 2"),
        ([[1, 2]], [0], "give 2 to 2,000 points, not 1"),
        ([[1, 2]] * 2001, [0] * 2001, "not 2,001"),
        ([[1, 2]] * 2, [[1, 1], [0, 1]], "each row needs a single 1"),
        ([[1, 2]] * 5, np.eye(5), "at most 4 classes"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused_in_words(X, y, words):
    with pytest.raises(ValueError, match=words):
        as_points(X, y)
