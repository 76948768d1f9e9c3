"""How far nudging is off: a U."""

import numpy as np
import pytest

from nnlab import Network, gradient_check, mean_squared_error, numerical_gradient, sigmoid
from nnlab.pictures.nudging import nudging_errors, one_sided_gradient

X, Y = np.array([[1.0, 0.0], [0.3, -2.0]]), np.array([[1.0], [0.0]])


@pytest.fixture
def network():
    return Network([2, 2, 1], sigmoid, rng=0)


def test_one_sided_nudging_is_what_it_says(network):
    h, found = 1e-3, one_sided_gradient(network, X, Y, "mean_squared_error", 1e-3)
    for i in range(network.n_parameters):
        nudged = network.copy()
        nudged.parameters[i] += h
        rise = mean_squared_error(nudged(X), Y) - mean_squared_error(network(X), Y)
        assert found[i] == pytest.approx(rise / h)


def test_errors_make_a_u_and_two_sides_are_better(network):
    sizes = 10.0 ** np.arange(-13, 0)
    two, one = nudging_errors(network, X, Y, mean_squared_error, sizes)
    exact = gradient_check(network, X, Y, mean_squared_error).analytic
    slopes = numerical_gradient(network, X, Y, mean_squared_error, 1e-2)
    whole = np.linalg.norm(exact) + np.linalg.norm(slopes)
    assert two[11] == pytest.approx(np.linalg.norm(exact - slopes) / whole)
    assert 1e-6 <= sizes[two.argmin()] <= 1e-4 and 1e-9 <= sizes[one.argmin()] <= 1e-7
    assert two.min() < one.min() / 10
    assert np.all(np.diff(np.log(two[9:])) > 0) and two[0] > 1000 * two.min()
    assert np.all(np.diff(np.log(one[7:])) > 0) and one[0] > 100 * one.min()


def test_no_slope_anywhere_is_no_error():
    flat = Network([1, 1], "step", init="zeros")
    two, one = nudging_errors(flat, [[-1.0]], [[1.0]], mean_squared_error, [1e-7])
    assert two.shape == one.shape == (1,)


@pytest.mark.parametrize(
    "network, sizes, word",
    [(Network([2, 2, 1], sigmoid, rng=0), [0.0], "nudges"), (None, [0.1], "a Network")],
)
def test_no_network_and_no_nudge_are_refused(network, sizes, word):
    with pytest.raises(ValueError, match=word):
        nudging_errors(network, X, Y, mean_squared_error, sizes)
