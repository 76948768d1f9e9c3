"""What judges are made of: reading answers, and naming the slip behind a wrong one."""

import numpy as np
import pytest

from nnlab.lessons.judging import (
    Solution,
    Values,
    alike,
    as_number,
    call,
    numbers_in,
    one_number,
    some_numbers,
    the_function,
)
from nnlab.lessons.replies import Judged, Replies

SAY = Replies(["wanted: some", "raises (error): {n} gave {trouble}"])


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
    assert one_number(np.array([2]), SAY) == 2
    assert some_numbers((1, np.float32(2)), 2, SAY) == [1, 2]
    for answer in ("2", True, None, [1, 2], float("nan")):
        assert slip_of(one_number, answer, SAY) == "no number"
    for answer in ([1], "12", [1, "2"], [1, None], [1, True], [[1, 2], [3]], {1, 2}, 3):
        assert slip_of(some_numbers, answer, 2, SAY) == "no numbers"
    assert slip_of(some_numbers, [1, float("inf")], 2, SAY) == "nan"
    assert numbers_in([(1, 2), [3, 4]]) == [1, 2, 3, 4] and numbers_in([1, "2"]) == []


HALF = Values(0.5)
WORDS = Replies(
    ["✓ right: half", "wanted: a half", "twice (1) = 1: not twice", "twice (2) = 2: nor that"]
    + ["(other): not {number:g}"]
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
    verdict = HALF(answer, WORDS)
    assert (verdict.outcome, verdict.slip, verdict.message) == (outcome, slip, message)


def test_values_of_several_with_a_word_for_the_rest():
    say = Replies(["✓ right: yes", "wanted: two", "rest: {sum:g}"])
    pair = Values(1, 2, other=lambda numbers, say: say("rest", sum=sum(numbers)))
    assert pair([1, 2], say) and pair([2, 2], say).slip == "rest"
    assert pair.wrong((1, 2), say) is None


def test_how_near_is_near():
    rough, fine = Values(1, within=0.5), Values(1)
    say = Replies(["✓ right: yes", "twice = 2: no", "(other): {numbers}"])
    assert rough(1.5, say) and not rough(1.51, say) and not fine(1.001, say)
    assert fine(2.005, say).slip == "twice" and fine(2.02, say).slip is None
    assert rough(2.5, say).slip == "twice"


def double(x, n):
    return [n * value for value in x]


DOUBLE = Solution(
    double,
    [([1, 2], 2), ([], 3), ([5], 0)],
    read=lambda value, say: np.asarray(value, dtype=float),
    slips={
        "added": lambda x, n: [n + value for value in x],
        "stops": lambda x, n: [n * x[0]] if n else [x[1]],
        ("added", "stops"): lambda x, n: [n + x[0]] if n else [x[1]],
    },
    difference=lambda case, said, right, say: None if alike(said, right) else say("off"),
)
TOLD = Replies(["✓ right: yes", "added: plus", "stops: end", "off: off"])


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
        verdict = DOUBLE(answer, TOLD)
    except Judged as end:
        verdict = end.verdict
    assert (verdict.outcome, verdict.slip) == (outcome, slip)


def test_a_slip_that_stops_with_an_error_is_known_by_it():
    assert DOUBLE(lambda x, n: [n * x[0]] if n else [x[1]], TOLD).slip == "stops"


def test_two_slips_are_told_together():
    verdict = DOUBLE(lambda x, n: [n + x[0]] if n else [x[1]], TOLD)
    assert (verdict.slip, verdict.message) == ("added, stops", "plus end")


def test_the_cases_are_copied_for_every_call():
    def spoils(x, n):
        x.append(1)
        return double(x[:-1], n)

    assert DOUBLE(spoils, TOLD) and DOUBLE.cases[0] == ([1, 2], 2)


def test_an_error_says_what_was_handed_in_or_what_the_judge_says_of_it():
    def fails(x):
        raise ValueError("too bad")

    with pytest.raises(Judged, match=r"fails\(3\)"):
        call(fails, [3], TOLD)
    with pytest.raises(Judged, match="7 gave `ValueError"):
        call(fails, [3], SAY, n=7)


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
        assert slip_of(the_function, answer, "f", ["x"], SAY) == slip
