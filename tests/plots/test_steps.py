"""Arrows from place to place, a walk in a valley, sums spread over a strip."""

import numpy as np
import pytest

from nnlab.plots import plot_spread, plot_valley

HOOK = [[0.0, 0.0], [1.0, 2.0], [0.0, 1.0]]


def test_a_valley_shows_every_step_and_its_bottom(ax):
    plot_valley([0.2, 20], [[10, 1], [9.6, -1]], ax=ax, label="plain")
    dots, bottom = ax.lines[1], ax.lines[2]
    np.testing.assert_allclose(dots.get_xydata(), [[10, 1], [9.6, -1]])
    np.testing.assert_allclose(bottom.get_xydata(), [[0, 0]])


def test_a_spread_counts_each_sum_once(ax):
    plot_spread([0.1, 0.2, -30], ax=ax, label="3 inputs")
    assert sum(bar.get_height() for bar in ax.patches[1:]) == 3


def test_what_does_not_fit_is_refused(ax):
    with pytest.raises(ValueError, match="shape"):
        plot_valley([0.2, 20], [1, 2], ax=ax)
    with pytest.raises(ValueError, match="two steepnesses"):
        plot_valley([1, 0], HOOK, ax=ax)
