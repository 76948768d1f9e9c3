"""The gradient check as a picture."""

import numpy as np
import pytest

from nnlab import Network, gradient_check, mean_squared_error, sigmoid
from nnlab.plots import plot_gradient_check
from nnlab.plots.check import LIMIT

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
