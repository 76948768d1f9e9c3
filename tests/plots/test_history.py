"""The loss while training."""

from types import SimpleNamespace

import numpy as np
import pytest

from nnlab.plots import plot_history


class TestHistory:
    def test_one_run_on_a_log_scale(self, ax):
        history = SimpleNamespace(epochs=[0, 10, 20], loss=[0.3, 0.1, 0.03])
        assert plot_history(history, ax=ax) is ax
        np.testing.assert_array_equal(np.column_stack(ax.lines[0].get_data())[:, 1], history.loss)
        assert ax.get_yscale() == "log" and ax.get_xlabel() == "epoch"

    def test_several_runs_with_names_and_validation(self, ax):
        loss = np.array([[0.3, 0.4], [0.1, 0.2]])
        history = SimpleNamespace(epochs=[0, 1], loss=loss, validation_loss=loss * 2)
        plot_history(history, ax=ax, labels=["a", "$b$"])
        assert len(ax.lines) == 4
        np.testing.assert_array_equal(ax.lines[1].get_ydata(), loss[:, 1])
        assert [t.get_text() for t in ax.get_legend().get_texts()] == ["a", r"\$b\$", "validation"]

    def test_a_loss_of_zero_needs_a_plain_scale(self, ax):
        plot_history(SimpleNamespace(epochs=[0, 1], loss=[0.5, 0.0]), ax=ax)
        assert ax.get_yscale() == "linear"

    def test_what_does_not_fit(self, ax):
        with pytest.raises(ValueError, match="3 epochs"):
            plot_history(SimpleNamespace(epochs=[0, 1, 2], loss=[1, 2]), ax=ax)
        with pytest.raises(ValueError, match="1 labels for 2 runs"):
            plot_history(SimpleNamespace(epochs=[0], loss=[[1, 2]]), ax=ax, labels=["a"])

    def test_histories_side_by_side(self, ax):
        one, other = (SimpleNamespace(epochs=[0, 1], loss=[0.3, low]) for low in (0.2, 0.1))
        plot_history([one, other], ax=ax, labels=["a", "b"])
        first, second = ax.lines[:2]  # apart without their greys, too
        assert first.get_linestyle() != second.get_linestyle()
        assert [line.get_ydata()[-1] for line in ax.lines[:2]] == [0.2, 0.1]
        with pytest.raises(ValueError, match="different epochs"):
            plot_history([one, SimpleNamespace(epochs=[0, 5], loss=[1, 2])], ax=ax)
        with pytest.raises(ValueError, match="at least one"):
            plot_history([], ax=ax)
        with pytest.raises(ValueError, match="a History"):
            plot_history([one, 3], ax=ax)
