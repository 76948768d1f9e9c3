"""Two paths that meet, and what each sample wishes."""

import numpy as np
import pytest

from nnlab.plots import plot_blame, plot_two_paths, plot_wishes


def test_two_paths_say_what_comes_over_each_and_what_they_are_together(ax):
    plot_two_paths([3, -1], [0.8, -1.1], ax=ax)
    said = " ".join(text.get_text() for text in ax.texts)
    assert "= 2.4" in said and "= 1.1" in said and "= 3.5" in said


def test_a_wish_ends_in_the_mark_of_its_target_and_the_bar_is_the_mean(ax):
    plot_wishes([[0.2, -0.1], [-0.1, -0.1]], [[1], [0]], ["w", "b"], ax=ax)
    bars = ax.collections[-1].get_segments()
    np.testing.assert_allclose([bar[0][1] for bar in bars], [0.05, -0.1])
    marks = [(line.get_marker(), line.get_ydata()[0]) for line in ax.lines]
    assert marks == [("^", 0.2), ("o", -0.1)]


def test_what_does_not_fit_is_refused(ax):
    with pytest.raises(ValueError, match="two weights"):
        plot_two_paths([3], [0.8, 1], ax=ax)
    with pytest.raises(ValueError, match="a row of wishes"):
        plot_wishes([[0.2, 0.1]], [1, 0], ["w", "b"], ax=ax)


def test_a_sample_is_as_large_as_its_blame_and_its_mark_is_what_it_asks_for(ax):
    plot_blame([[0, 0], [1, 1], [2, 2]], [[0.9], [-0.1], [0.0]], ax=ax)
    lower, higher = ax.collections  # ● wants less, ▲ more
    assert (lower.get_offsets().tolist(), higher.get_offsets().tolist()) == ([[0, 0]], [[1, 1]])
    assert lower.get_sizes()[0] == pytest.approx(9 * higher.get_sizes()[0])
    assert len(ax.lines[0].get_xdata()) == 3  # a speck for each, also for the silent one
    with pytest.raises(ValueError, match="for each blame"):
        plot_blame([[0, 0]], [1, 2], ax=ax)
