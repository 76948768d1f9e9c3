"""The gradient check as a picture, and the U of the nudge's size."""

import numpy as np
import pytest

from nnlab import Network, gradient_check, mean_squared_error, numerical_gradient, sigmoid
from nnlab.pictures.nudging import one_sided_gradient
from nnlab.plots import nudging_errors, plot_gradient_check, plot_nudging
from nnlab.plots.check import LIMIT
from nnlab.plots.picture import new_figure

X, Y = np.array([[1.0, 0.0], [0.3, -2.0]]), np.array([[1.0], [0.0]])


@pytest.fixture
def network():
    return Network([2, 2, 1], sigmoid, rng=0)


@pytest.fixture
def ax():
    return new_figure().subplots()


def test_each_parameter_has_its_dot_on_its_side_of_the_limit(network, ax):
    wrong = gradient_check(network, X, Y, mean_squared_error).analytic.copy()
    wrong[4] *= 1.5
    check = gradient_check(network, X, Y, mean_squared_error, gradients=wrong)
    assert plot_gradient_check(check, ax=ax) is ax
    agrees, differs = (line for line in ax.lines if line.get_label()[0] != "_")
    assert differs.get_ydata().tolist() == [4] and differs.get_xdata()[0] == pytest.approx(0.2)
    assert sorted(agrees.get_ydata()) == [0, 1, 2, 3, 5, 6, 7, 8]
    assert max(agrees.get_xdata()) < LIMIT
    assert differs.get_marker() != agrees.get_marker()  # not by colour alone
    assert ax.get_xscale() == "log" and "relative error" in ax.get_xlabel()


def test_rows_have_the_names_given(network, ax):
    check = gradient_check(network, X, Y, mean_squared_error)
    names = [f"w{i}" for i in range(9)]
    plot_gradient_check(check, ax=ax, names=names)
    assert [label.get_text() for label in ax.get_yticklabels()] == names
    with pytest.raises(ValueError, match="2 names for 9 parameters"):
        plot_gradient_check(check, ax=ax, names=["a", "b"])


def test_many_runs_are_refused(ax):
    runs = Network([2, 1], sigmoid, runs=(3,), rng=0)
    with pytest.raises(ValueError, match="give one run"):
        plot_gradient_check(gradient_check(runs, X, Y, mean_squared_error), ax=ax)


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


def test_the_u_is_drawn_on_log_axes_with_the_nudge_pointed_out(network, ax):
    sizes = 10.0 ** np.arange(-12, 0)
    two, one = nudging_errors(network, X, Y, mean_squared_error, sizes)
    assert plot_nudging(sizes, two, one, ax=ax, h=1e-5) is ax
    curves = {line.get_label(): line for line in ax.lines}
    np.testing.assert_allclose(curves["both ways"].get_ydata(), two)
    np.testing.assert_allclose(curves["one way"].get_ydata(), one)
    assert curves["both ways"].get_linestyle() != curves["one way"].get_linestyle()
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [d.get_xdata()[0] for d in dots] == [1e-5, 1e-5]
    assert dots[0].get_ydata()[0] == pytest.approx(two[7]) and "10⁻⁵" in ax.get_title()
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
