"""Points, and the field behind them: the data drawn, not the pixels."""

import numpy as np
import pytest

from nnlab import step
from nnlab.pictures.palette import LIGHT, OKABE_ITO
from nnlab.plots import plot_data, plot_decision_boundary
from tests.plots.reading import drawn, side, texts

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


AND = np.array([[0], [0], [0], [1]])


class TestData:
    def test_shape_and_hue_follow_the_target(self, ax):
        assert plot_data(X, AND, ax=ax) is ax
        np.testing.assert_array_equal(drawn(ax, "target 0"), X[:3])
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])
        looks = [(p.get_marker(), p.get_markerfacecolor()) for p in ax.lines]
        assert looks == [("o", LIGHT["negative"]), ("^", LIGHT["positive"])]
        assert all(p.get_markeredgecolor() == LIGHT["paper"] for p in ax.lines)

    def test_wrong_points_get_a_ring_and_a_cross(self, ax):
        plot_data(X, AND, ax=ax, wrong=[False, True, False, False])
        np.testing.assert_array_equal(drawn(ax, "wrong"), [[0, 1]])
        assert texts(ax) == ["✗"]

    def test_coinciding_points_are_counted_when_asked(self, ax):
        twice = np.vstack([X, X[:1]])
        plot_data(twice, [0, 0, 1, 1, 0], ax=ax)
        assert texts(ax) == []
        plot_data(twice, [0, 0, 1, 1, 0], ax=ax, counts=True)
        assert texts(ax) == ["2×"]

    @pytest.mark.parametrize(
        "y", [[-1, -1, -1, 1], [[-1], [-1], [-1], [1]], [[1, 0], [1, 0], [1, 0], [0, 1]]]
    )
    def test_targets_in_other_forms(self, ax, y):
        plot_data(X, y, ax=ax)
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])

    def test_more_than_two_classes_have_colours_of_their_own(self, ax):
        plot_data(X, [0, 1, 2, 3], ax=ax)
        assert [p.get_markerfacecolor() for p in ax.lines] == OKABE_ITO[:4]
        assert [p.get_marker() for p in ax.lines] == ["o", "^", "s", "D"]

    @pytest.mark.parametrize(
        "X, y, words",
        [
            ([[1, 2, 3]], [0], "two numbers a point"),
            ([1, 2], [0, 1], "two numbers a point"),
            ([["a", "b"]], [0], "must be numbers"),
            ([[0, np.nan]], [0], "not finite"),
            ([[0, 1]], [0, 1], "one target each"),
            ([[0, 1]], [0.5], "must hold classes"),
            ([[0, 1]], ["cat"], "y must be numbers"),
            ([[0, 1], [1]], [0, 1], "must be numbers"),
            ([[0, 10**400]], [0], "must be numbers"),
            ([[1e308, 1e308]], [0], "reach beyond"),
            ([[0, 1]], [10**400], "y must be numbers"),
            ([[0, 1]], [1e200], "must hold classes"),
        ],
    )
    def test_bad_input_is_met_at_the_door(self, ax, X, y, words):
        with pytest.raises(ValueError, match=words):
            plot_data(X, y, ax=ax)
        assert not ax.lines

    def test_wrong_of_another_length(self, ax):
        with pytest.raises(ValueError, match="wrong has 2 entries"):
            plot_data(X, AND, ax=ax, wrong=[True, False])


class TestDecision:
    def test_each_place_has_the_colour_of_its_side(self, ax):
        plot_decision_boundary(lambda P: (P[:, 0] > 0.5) * 1.0, X, AND, ax=ax)
        assert [side(ax, x, 1.2) for x in (-0.4, 0.49, 0.51, 1.4)] == [0, 0, 254, 254]
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])

    def test_neutral_and_up_is_up(self, ax):
        plot_decision_boundary(
            lambda P: P[:, 1:], None, None, ax=ax, neutral=0, spread=1, bounds=(-1, 1, -1, 1)
        )
        assert side(ax, 0, -0.99) == pytest.approx(0, abs=3)
        assert side(ax, 0, 0.99) == pytest.approx(254, abs=3)
        assert side(ax, 0.7, 0.001) == pytest.approx(127, abs=2)

    def test_bad_input(self, ax):
        with pytest.raises(ValueError, match="extent"):
            plot_decision_boundary(step, None, None, ax=ax)
        with pytest.raises(ValueError, match="one number each"):
            plot_decision_boundary(lambda P: np.c_[P, P], X, AND, ax=ax)
