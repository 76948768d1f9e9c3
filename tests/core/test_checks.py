"""What the public doors refuse, and how: every message names the remedy."""

import numpy as np
import pytest

from nnlab import Network, accuracy, fit, mean_squared_error
from nnlab.core.checks import flag, function, number, numbers, short, targets, whole


def test_hostile_15_masked_values_are_never_used():
    hidden = np.ma.masked_array([[1.0, 2.0], [3.0, 999.0]], mask=[[0, 0], [0, 1]])
    with pytest.raises(ValueError, match="X has masked values"):
        numbers(hidden, "X")
    for use in (
        lambda: Network([2, 1], "tanh")(hidden),
        lambda: fit(Network([2, 1], "tanh"), [[1, 2], [3, 4]], hidden[:, 1:], epochs=1),
        lambda: mean_squared_error([[1.0], [2.0]], hidden[:, 1:]),
        lambda: accuracy([[1.0], [2.0]], hidden[:, 1:]),
    ):
        with pytest.raises(ValueError, match="masked values"):
            use()
    assert numbers(np.ma.masked_array([1.0], mask=[0]), "X").tolist() == [1.0]


def test_arrays_of_floats_pass_as_they_are():
    array = np.ones((2, 3))
    assert numbers(array, "X") is array and numbers(array, "X", dtype=float) is array
    assert numbers(array.astype(np.float16), "X").dtype == float


@pytest.mark.parametrize(
    "bad, words",
    [
        ([[1], [2, 3]], "ragged"),
        (["a"], "'a'"),
        ([None], "None"),
        ([1j], "1j"),
        ([], "empty"),
        (np.empty((0, 2)), "empty"),
        ([[1.0, np.nan]], r"nan at \[0, 1\]"),
        (np.array([np.inf]), r"inf at \[0\]"),
        (np.inf, "has inf: give"),
    ],
)
def test_what_is_no_number_is_quoted(bad, words):
    with pytest.raises(ValueError, match=words):
        numbers(bad, "X")


def test_a_long_value_is_quoted_short():
    assert short("x" * 99) == "'" + "x" * 36 + "..." and short(np.float64(2)) == "2.0"
    assert short("x" * 38) == repr("x" * 38) and len(short("x" * 39)) == 40


def test_numbers_in_range():
    assert number(0.5, "l1", 0, 1) == 0.5 == number(np.array(0.5), "l1")
    for bad in (-0.1, 1.0, [0.5], np.nan, "a", None):
        with pytest.raises(ValueError, match="l1"):
            number(bad, "l1", 0, 1)
    assert number(np.float32(3e38), "x", 0, 1e101) > 1e38  # compared without a warning


def test_whole_numbers_and_flags():
    assert whole(np.int64(3), "n") == 3 and type(whole(np.int64(3), "n")) is int
    for bad in (0, 1.0, True, "1", None, -1):
        with pytest.raises(ValueError, match="n must .* whole"):
            whole(bad, "n")
    assert whole(2**63 - 1, "n") == 2**63 - 1
    with pytest.raises(ValueError, match="less than"):
        whole(2**63, "n")
    assert flag(np.bool_(True), "on") is True and flag(False, "on") is False
    for bad in (0, 1, "False", None):
        with pytest.raises(ValueError, match="on must .*True"):
            flag(bad, "on")


def test_functions_are_asked_what_they_take():
    def two(a, b):
        pass

    for good in (two, lambda *all: 0, lambda a, b, c=1: 0, max, print):
        assert function(good, "f", "a", "b") is good
    assert function(None, "f", "a") is None
    for bad in (3, "print", int, lambda: 0, lambda a: 0, lambda a, b, c: 0):
        with pytest.raises(ValueError, match=r"f\(a, b\)"):
            function(bad, "f", "a", "b")


def test_targets_are_rows_and_as_many_as_asked():
    assert targets([[1], [2]], 2, 1).tolist() == [[1], [2]] == targets([[1], [2]], None).tolist()
    with pytest.raises(ValueError, match=r"t has shape \(2,\).* t\[:, np.newaxis\]"):
        targets([1, 2], 2, name="t")
    for n_samples, n_out in ((3, 1), (2, 2)):
        with pytest.raises(ValueError, match=rf"must be \({n_samples}, {n_out}\)"):
            targets([[1], [2]], n_samples, n_out)
