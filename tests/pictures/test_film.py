"""A film's marks."""

import numpy as np
import pytest

from nnlab.pictures.film import ASPECT, CELLS, film, film_bounds

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def made(epochs=(0, 100, 250), epoch=100.0, **more):
    fields = [bytes([k + 1]) * CELLS**2 for k in range(len(epochs))]
    given = dict(bounds=film_bounds(X), X=X, classes=[0, 1, 1, 0])
    return film(fields, epochs, [2] * len(epochs), epoch=epoch, **given | more)


@pytest.mark.parametrize("points", [X, X * [10, 1], X * [1, 10], [[3, 3]]], ids=str)
def test_all_points_are_in_the_middle_that_is_shown(points):
    x0, x1, y0, y1 = film_bounds(points)
    assert x1 - x0 == pytest.approx(y1 - y0)
    half = (y1 - y0) / ASPECT / 2
    for x, y in np.asarray(points):
        assert x0 < x < x1 and abs(y - (y0 + y1) / 2) < half


@pytest.mark.parametrize(
    "epoch, now, exact", [(0, 0, True), (100, 1, True), (180, 1, False), (250.5, 2, False)]
)
def test_the_frame_that_is_shown_is_the_one_or_the_last_before(epoch, now, exact):
    marks = made(epoch=epoch)
    assert (marks["now"], marks["exact"]) == (now, exact)


def test_fields_stand_in_a_row():
    marks = made()
    assert len(marks["fields"]) == 3 * CELLS**2
    assert [marks["fields"][k * CELLS**2] for k in range(3)] == [1, 2, 3]
    assert [frame[1] for frame in made((0, 1500, 20_000))["frames"]] == ["0", "1,500", "20,000"]


def test_of_many_points_some_are_drawn_and_all_are_counted():
    assert made()["of"] == 4 and made(of=300)["of"] == 300


def test_each_moment_needs_all_three():
    with pytest.raises(ValueError, match="one of each"):
        film([], [0], [1], epoch=0, bounds=(0, 1, 0, 1), X=X, classes=[0, 1, 1, 0])


def test_while_it_runs_the_newest_frame_is_no_moment_to_rest_at():
    given = {"bounds": (0, 1, 0, 1), "X": [[0, 1]], "classes": [1], "epoch": 3}
    for running in (True, False):
        marks = film([bytes(CELLS**2)] * 2, [0, 3], [1, 1], running=running, **given)
        assert (marks["now"], marks["exact"]) == (1, not running)
