"""What judges are made of: reading answers, and naming the slip behind a wrong one."""

import numpy as np
import pytest

from nnlab.lessons.exercise import Judged, not_yet
from nnlab.lessons.judging import (
    Solution,
    Values,
    alike,
    as_number,
    call,
    near,
    one_number,
    some_numbers,
    the_function,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (1, 1.0),
        (True, 1.0),
        ([0.5], 0.5),
        ("1", None),
        (["1"], None),
        (None, None),
        ([1, 2], None),
        (1j, None),
        ([None], None),
    ],
)
def test_as_number(value, number):
    assert as_number(value) == number


def slip_of(function, *arguments):
    with pytest.raises(Judged) as end:
        function(*arguments)
    return end.value.verdict.slip


def test_one_number_and_some():
    assert one_number(np.array([2])) == 2 and some_numbers((1, np.float32(2)), 2, "two") == [1, 2]
    for answer in ("2", True, None, [1, 2], float("nan")):
        assert slip_of(one_number, answer) == "no number"
    for answer in ([1], "12", [1, "2"], [1, None], [[1, 2], [3]], {1, 2}, 3):
        assert slip_of(some_numbers, answer, 2, "two") == "no numbers"
    assert slip_of(some_numbers, [1, float("inf")], 2, "two") == "nan"


def test_near_is_within_rounding():
    assert near(1, 1.005) and not near(1, 1.006) and not near([1, 2], [1, 3])
    assert not near(float("nan"), 1)


HALF = Values(
    0.5,
    said="half",
    wanted="a half",
    slips={"twice": ("not twice", 1), "twice: again": ("nor that", 2)},
    other="not {:g}",
)


@pytest.mark.parametrize(
    ("answer", "outcome", "slip", "message"),
    [
        (0.5, "correct", None, "half"),
        (1, "not yet", "twice", "not twice"),
        (2.0, "not yet", "twice", "nor that"),
        (7, "not yet", None, "not 7"),
    ],
)
def test_values(answer, outcome, slip, message):
    verdict = HALF(answer)
    assert (verdict.outcome, verdict.slip, verdict.message) == (outcome, slip, message)


def test_values_of_several_with_words_for_the_rest():
    pair = Values((1, 2), said="", wanted="two", slips={}, other=lambda v: not_yet(f"{v}", "rest"))
    assert pair([1, 2]) and pair([2, 1]).slip == "rest" and pair.wrong((1, 2)) is None


def double(x, n):
    return [n * value for value in x]


DOUBLE = Solution(
    double,
    [([1, 2], 2), ([], 3), ([5], 0)],
    read=lambda value: np.asarray(value, dtype=float),
    said="yes",
    slips={
        "added": ("do not add", lambda x, n: [n + value for value in x]),
        "stops": ("not the last", lambda x, n: [n * x[0]] if n else [x[1]]),
    },
    difference=lambda case, said, right: None if alike(said, right) else not_yet("off", "off"),
)


@pytest.mark.parametrize(
    ("answer", "outcome", "slip"),
    [
        (lambda x, n: np.array(x) * n, "correct", None),
        (lambda x, n: n * x if n == 3 else x.clear(), "not yet", "no return"),
        (lambda x, n: [n + v for v in x], "not yet", "added"),
        (lambda x, n: [9], "not yet", "off"),
        (lambda x, n: 1 / n, "not yet", "raises"),
        (lambda x: x, "not yet", "parameters"),
        (lambda x, n: ..., "not attempted", None),
        (double([1], 2), "not yet", "no function"),
        (3, "not yet", "a result"),
    ],
)
def test_a_solution(answer, outcome, slip):
    try:
        verdict = DOUBLE(answer)
    except Judged as end:
        verdict = end.verdict
    assert (verdict.outcome, verdict.slip) == (outcome, slip)


def test_a_slip_that_stops_with_an_error_is_known_by_it():
    assert DOUBLE(lambda x, n: [n * x[0]] if n else [x[1]]).slip == "stops"


def test_the_cases_are_copied_for_every_call():
    def spoils(x, n):
        x.append(1)
        return double(x[:-1], n)

    assert DOUBLE(spoils) and DOUBLE.cases[0] == ([1, 2], 2)


def test_an_error_says_what_was_handed_in_or_what_the_judge_says_of_it():
    def fails(x):
        raise ValueError("too bad")

    with pytest.raises(Judged, match=r"fails\(3\)"):
        call(fails, [3])
    with pytest.raises(Judged, match="3 gave `ValueError"):
        call(fails, [3], lambda function, case, trouble: f"{case[0]} gave {trouble}")


def test_shapes_count():
    assert alike((np.ones(2), None), (np.ones(2), None))
    assert not alike(np.ones(2), np.ones((1, 2))) and not alike(None, np.ones(2))
    assert not alike(np.array([np.nan]), np.array([np.nan]))


def test_what_is_no_function():
    for answer, slip in [
        (3.5, "a result"),
        (np.ones(2), "a result"),
        ("f", "no function"),
        (int, "no function"),
        (lambda: 1, "parameters"),
    ]:
        assert slip_of(the_function, answer, "f", ["x"]) == slip
