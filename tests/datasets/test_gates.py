import numpy as np
import pytest

from nnlab.datasets import GATES, make_gate


@pytest.mark.parametrize(
    "name, rule",
    [
        ("and", lambda a, b: a and b),
        ("or", lambda a, b: a or b),
        ("xor", lambda a, b: a != b),
        ("nand", lambda a, b: not (a and b)),
        ("nor", lambda a, b: not (a or b)),
        ("xnor", lambda a, b: a == b),
    ],
)
def test_each_gate_is_its_truth_table(name, rule):
    X, y = make_gate(name)
    assert X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert y.tolist() == [[float(rule(a, b))] for a, b in X] and name in GATES


def test_every_call_gives_arrays_of_its_own():
    X, y = make_gate("and")
    X[:], y[:] = 9, 9
    assert make_gate("and")[0].max() == 1 == make_gate("and")[1].max()
    assert X.dtype == y.dtype == np.float64


@pytest.mark.parametrize("bad", ["AND", "maybe", "", None, 3, ["and"]])
def test_an_unknown_gate_is_refused_by_name(bad):
    with pytest.raises(ValueError, match="and, or, nand"):
        make_gate(bad)
