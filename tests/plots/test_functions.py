"""A loss as a curve: the numbers that are drawn."""

import numpy as np
import pytest

from nnlab import LOSSES, sigmoid
from nnlab.plots import plot_activation, plot_loss_function


def curve(ax, label):
    (line,) = [line for line in ax.lines if line.get_label() == label]
    return np.column_stack(line.get_data())


@pytest.mark.parametrize(
    "name, target, ends, at, height, slope",
    [
        ("mean_squared_error", 1.0, (-0.2, 1.2), 0.5, 0.25, -1.0),
        ("mean_squared_error", 3, (-0.2, 3.2), 1.0, 4.0, -4.0),
        ("mean_absolute_error", -1.0, (-1.2, 1.2), 0.5, 1.5, 1.0),
        ("binary_cross_entropy", 0.0, (0, 1), 0.5, np.log(2), 2.0),
        ("hinge_loss", -1, (-2, 2), 0.5, 1.5, 1.0),
        ("sigmoid_cross_entropy", 1.0, (-5, 5), 0.0, np.log(2), -0.5),
    ],
)
def test_its_height_and_its_slope_are_drawn(ax, name, target, ends, at, height, slope):
    assert plot_loss_function(name, ax=ax, target=target, slope=True) is ax
    p, error = curve(ax, name).T
    assert (p[0], p[-1]) == pytest.approx(ends)
    assert np.interp(at, p, error) == pytest.approx(height, abs=1e-4)
    q, slopes = curve(ax, "its slope").T
    assert np.interp(at, q[~np.isnan(q)], slopes[~np.isnan(q)]) == pytest.approx(slope, abs=1e-2)


def test_one_prediction_is_one_prediction(ax):
    plot_loss_function(LOSSES["mean_squared_error"], ax=ax)
    p, error = curve(ax, "mean_squared_error").T
    np.testing.assert_array_equal(error, (p - 1) ** 2)
    assert ax.get_xlabel() == "prediction (target 1)" and ax.get_ylabel() == "mean_squared_error"


def test_endless_heights_leave_the_rest_to_be_seen(ax):
    plot_loss_function("binary_cross_entropy", ax=ax)
    assert curve(ax, "binary_cross_entropy")[0, 1] > 30 and ax.get_ylim()[1] == 5


@pytest.mark.parametrize(
    "loss, target, words",
    [
        (None, 1.0, "unknown loss None: choose"),
        ("cross", 1.0, "unknown loss 'cross'"),
        ("hinge_loss", 0.0, "targets -1 and"),
        ("softmax_cross_entropy", 1.0, "one-hot"),
        ("mean_squared_error", np.nan, "finite"),
        ("mean_squared_error", "one", "real numbers"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(ax, loss, target, words):
    with pytest.raises(ValueError, match=words):
        plot_loss_function(loss, ax=ax, target=target)
    assert not ax.lines


class TestActivation:
    def test_curve_and_slope(self, ax):
        plot_activation(sigmoid, ax=ax, slope=True)
        z, a = ax.lines[2].get_data()
        np.testing.assert_allclose(a, sigmoid(z))
        np.testing.assert_allclose(ax.lines[3].get_ydata(), sigmoid.derivative(z))
        assert [t.get_text() for t in ax.get_legend().get_texts()] == ["sigmoid(z)", "its slope"]

    def test_a_jump_is_no_climb(self, ax):
        plot_activation("step", ax=ax)
        z, a = ax.lines[2].get_data()
        assert np.isnan(a).sum() == 1 and set(a[~np.isnan(a)]) == {0, 1}
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("z", "step(z)")

    @pytest.mark.parametrize("name, words", [("sine", "sigmoid"), ("", "relu")])
    def test_an_unknown_name(self, ax, name, words):
        with pytest.raises(ValueError, match=words):
            plot_activation(name, ax=ax)
