"""The gradient check as a picture, and the U of the nudge's size."""

import numpy as np
import pytest

from nnlab import Network, gradient_check, mean_squared_error, sigmoid
from nnlab.plots import nudging_errors, plot_gradient_check, plot_nudging
from nnlab.plots.check import LIMIT
from tests.plots.reading import texts

X, Y = np.array([[1.0, 0.0], [0.3, -2.0]]), np.array([[1.0], [0.0]])


@pytest.fixture
def network():
    return Network([2, 2, 1], sigmoid, rng=0)


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


def test_the_u_is_drawn_on_log_axes_with_the_nudge_pointed_out(network, ax):
    sizes = 10.0 ** np.arange(-12, 0)
    two, one = nudging_errors(network, X, Y, mean_squared_error, sizes)
    assert plot_nudging(sizes, two, one, ax=ax, h=1e-5) is ax
    curves = {line.get_label(): line for line in ax.lines}
    np.testing.assert_allclose(curves["both ways"].get_ydata(), two)
    np.testing.assert_allclose(curves["one way"].get_ydata(), one)
    assert curves["both ways"].get_linestyle() != curves["one way"].get_linestyle()
    ((x, y),) = curves["_marker"].get_xydata()
    assert x == pytest.approx(-5) and y == pytest.approx(two[7]) and "10⁻⁵" in texts(ax)[0]
    assert ax.get_yscale() == "log" and ax.get_xlim() == (-12, -1)
    assert "10⁻⁶" in [label.get_text() for label in ax.get_xticklabels()]


def test_a_nudge_beside_the_others_stands_at_their_end(ax):
    plot_nudging([1e-4, 1e-2], [0.1, 0.0], [1.0, 0.5], ax=ax, h=1e-9)
    (marker,) = (line for line in ax.lines if line.get_label() == "_marker")
    assert marker.get_xdata()[0] == -4 and ax.get_xlim() == (-4, -2)
