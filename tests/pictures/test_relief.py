"""Ground in marks: what lies in fog is not among them."""

import numpy as np
import pytest

from nnlab.pictures.relief import (
    HIGHEST,
    MOST,
    QUARTER,
    UNKNOWN,
    YAW,
    clouds,
    codes,
    relief,
    seen_from,
)

BOUNDS = (-4, 6, -4, 6)


def ground(n=30, hidden=0.0):
    """A slope, with a pit far from the middle."""
    heights = np.add.outer(np.arange(n), np.arange(n)) / n
    heights[-5:-1, -5:-1] += hidden
    return heights


def test_a_height_keeps_its_share():
    marks = relief(bounds=BOUNDS, heights=[[1.0, 2.0], [3.0, 5.0]], levels=[2.0, 9.0])
    assert codes(marks)[0, 0] == 1 and codes(marks)[1, 1] == HIGHEST
    assert (codes(marks) - 1).ravel() / (HIGHEST - 1) == pytest.approx([0, 0.25, 0.5, 1], abs=1e-4)
    assert marks["levels"] == [0.25] and marks["clear"] == b""


def test_what_lies_in_fog_is_not_told():
    seen = seen_from([[-3.0, -3.0]], BOUNDS, 30)
    told = relief(bounds=BOUNDS, heights=ground(), seen=seen)
    assert (codes(told)[-5:, -5:] == UNKNOWN).all() and (codes(told)[:3, :3] != UNKNOWN).all()
    # The hidden part may be anything within the heights of the whole: the marks are the same.
    other = relief(bounds=BOUNDS, heights=ground(hidden=-0.9), seen=seen)
    assert other == told


def test_the_fog_clears_along_the_path_and_farther_where_the_walker_stands():
    start = seen_from([[-3.0, -3.0]], BOUNDS, 40)
    walked = seen_from([[-3.0, -3.0], [1.0, 1.0]], BOUNDS, 40)
    assert 0 <= start.min() and start.max() == 1
    assert walked[20, 20] == 1 and start[20, 20] == 0
    assert walked.sum() > start.sum()
    left = seen_from([[-3.0, -3.0], [5.0, 5.0]], BOUNDS, 40)
    assert 0 < left[4, 4] and left[:10, :10].sum() < start[:10, :10].sum()


def test_ground_without_an_end_is_as_high_as_the_rest():
    marks = relief(bounds=BOUNDS, heights=[[np.inf, 1.0], [2.0, np.nan]])
    assert codes(marks).tolist() == [[HIGHEST, 1], [HIGHEST, HIGHEST]]
    flat = relief(bounds=BOUNDS, heights=np.full((3, 3), np.nan))
    assert (codes(flat) == HIGHEST).all()


def test_a_long_path_is_thinned_and_ends_where_the_walker_is():
    path = np.column_stack([np.linspace(-4, 6, 5001), np.zeros(5001)])
    drawn = relief(bounds=BOUNDS, heights=ground(), path=path)["path"]
    assert len(drawn) <= MOST and drawn[0] == [-4, 0] and drawn[-1] == [6, 0]
    far = relief(bounds=BOUNDS, heights=ground(), path=[[0, 0], [1e300, np.nan]])["path"]
    assert np.isfinite(far).all() and abs(far[1][0]) < 2000


def test_heights_are_as_many_as_they_are_wide():
    with pytest.raises(ValueError, match=r"\(n, n\)"):
        relief(bounds=BOUNDS, heights=np.zeros((3, 4)))


def test_clouds_are_the_same_each_time_and_smooth():
    sky = clouds(60)
    assert (sky == clouds(60)).all() and 0 <= sky.min() < 0.4 and 0.6 < sky.max() <= 1
    assert np.abs(np.diff(sky, axis=0)).max() < 0.25


@pytest.mark.parametrize("start", [(5, -3), (5, 5), (-3, 5), (-3, -3)])
def test_it_is_turned_so_that_a_walk_begins_at_the_back(start):
    fog = dict(bounds=BOUNDS, heights=ground(), seen=np.full((30, 30), 0.5))
    turned = relief(**fog, path=[start, (1, 1)])["turned"]
    yaw, (x, y) = YAW + turned * QUARTER, np.array(start) - 1
    away = [y * np.cos(yaw + k * QUARTER) - x * np.sin(yaw + k * QUARTER) for k in range(4)]
    assert away[0] == max(away) > 0
    assert relief(**fog, path=[(1, 1)], start=start)["turned"] == turned
    assert relief(**fog)["turned"] == 0


def test_high_ground_is_at_the_back_where_it_is_seen():
    slope = np.add.outer(np.arange(30.0), np.arange(30.0))
    marks = [relief(bounds=BOUNDS, heights=np.rot90(slope, k)) for k in range(4)]
    assert sorted(each["turned"] for each in marks) == [0, 1, 2, 3]
    best = YAW + marks[0]["turned"] * QUARTER  # its highest corner is that of both high numbers
    assert np.cos(best) - np.sin(best) > 1
