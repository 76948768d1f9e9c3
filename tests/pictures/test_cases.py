"""Cases in marks: how high each hangs, how far the picture reaches."""

import numpy as np
import pytest

from nnlab.pictures.cases import LEAST, ROOM, cases, reach_of

HEIGHTS = [[-0.5, -0.5, -0.5], [-0.5, 0.5, 0.5], [-0.5, -0.5, 1.5], [-0.5, 0.5, 2.5]]
BITS = [[0, 0], [1, 0], [0, 1], [1, 1]]


def test_a_case_has_its_sum_its_target_and_whether_that_is_wrong():
    marks = cases(BITS, HEIGHTS, rows=["friends", "sun"], targets=[0, 0, 0, 1], grips=[0, 1])
    assert [each["z"] for each in marks["columns"]] == [-0.5, 0.5, 1.5, 2.5]
    assert [each["target"] for each in marks["columns"]] == [0, 0, 0, 1]
    assert [each["wrong"] for each in marks["columns"]] == [False, True, True, False]
    assert [each["grip"] for each in marks["columns"]] == [True, True, False, False]


def test_a_screen_reader_hears_reasons_sum_and_answer():
    names = cases(BITS, HEIGHTS, rows=["friends", "sun"], targets=[0, 0, 0, 1])["names"]
    assert names[0].startswith("nothing: z −0.50") and "stays" in names[0]
    assert "friends and sun" in names[3] and "should be" not in names[3]
    assert "should be stays" in names[1]


@pytest.mark.parametrize("farthest", [0.0, 0.1, 2.5, 2.6, 3.0, 7.0, 100.0, 1e6])
def test_all_heights_fit_and_the_scale_never_jumps_under_a_moving_slider(farthest):
    (low, top), (next_low, next_top) = (
        reach_of([far, -far / 2]) for far in (farthest, farthest + 0.01)
    )
    for reach, far, least in zip((-low, top), (farthest / 2, farthest), LEAST, strict=True):
        assert reach >= max(ROOM * far, least)
    assert -next_low + low <= 0.012 and next_top - top <= 0.012


def test_without_targets_nothing_is_wrong():
    marks = cases(BITS, HEIGHTS, rows=["friends", "sun"])
    assert not any(each["wrong"] for each in marks["columns"])


def test_what_doesn_t_fit_is_refused():
    with pytest.raises(ValueError, match="one height more"):
        cases(BITS, np.array(HEIGHTS)[:, :2], rows=["friends", "sun"])


def test_reasons_that_lift_are_stacked_and_those_against_bite_off():
    heights = [[-0.5, -2.5, -0.5, 1.0]]
    column = cases([[1, 1, 1]], heights, rows=["a", "b", "c"])["columns"][0]
    assert column["floor"] == -0.5
    assert column["bricks"] == [[1, -0.5, 1.5], [2, 1.5, 3.0], [0, 3.0, 1.0]]
    assert column["bricks"][-1][2] == column["z"]
