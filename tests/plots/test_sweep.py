"""The pictures of many starts."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlab.plots import plot_sweep
from nnlab.plots.sweep import PLATEAUS, by_loss, plateau_of


@pytest.fixture
def ax():
    fig, ax = plt.subplots()
    yield ax
    plt.close(fig)


def marks(ax, name):
    return next(line for line in ax.lines if line.get_label() == name)


def test_the_plateaus_are_what_one_answer_for_several_points_costs():
    for value, _, points in PLATEAUS:
        targets = np.array([0, 0, 1, 1])[: points if points > 2 else None]
        targets = np.array([0, 1]) if points == 2 else targets
        assert value == pytest.approx(((targets - targets.mean()) ** 2).sum() / 4)
    assert plateau_of(0.1299)[1] == "1/8" and plateau_of(0.1301) is None


def test_stairs_stand_in_the_order_of_the_losses(ax):
    losses = np.array([0.25, 0.001, 1 / 6, 0.002])
    solved = np.array([False, True, False, True])
    assert plot_sweep(losses, solved, ax=ax) is ax
    won, lost = marks(ax, "solved"), marks(ax, "not solved")
    assert won.get_xdata().tolist() == [0, 1] and won.get_ydata().tolist() == [0.001, 0.002]
    assert lost.get_xdata().tolist() == [2, 3] and lost.get_ydata().tolist() == [1 / 6, 0.25]
    assert won.get_marker() != lost.get_marker()  # not by hue alone
    assert [text.get_text().split(":")[0] for text in ax.texts] == ["1/8", "1/6", "1/4"]


def test_without_plateaus_none_is_marked(ax):
    plot_sweep([0.1, 0.2], [True, False], ax=ax, plateaus=False)
    assert len(ax.texts) == 0


def test_the_map_has_a_row_for_each_rate_with_its_share(ax):
    solved = np.array([[False, False, True], [True, True, True]])
    plot_sweep(np.zeros((2, 3)), solved, rates=[0.1, 1.0], ax=ax)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["0.1", "1"]
    assert [text.get_text() for text in ax.texts] == ["1 of 3", "3 of 3"]
    assert sorted(zip(*marks(ax, "not solved").get_data(), strict=True)) == [(0, 0), (1, 0)]


def test_what_is_no_number_comes_last():
    assert by_loss(np.array([np.nan, 0.3, 0.1])).tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    "losses, solved, rates, says",
    [
        ([0.1, 0.2], [True], None, "give one of each"),
        ([[0.1]], [[True]], None, "without rates="),
        ([0.1], [True], [0.1], "a row of losses"),
        ([[0.1]], [[True]], [0.0], "above 0"),
    ],
)
def test_bad_input_names_the_remedy(ax, losses, solved, rates, says):
    with pytest.raises(ValueError, match=says):
        plot_sweep(losses, solved, rates=rates, ax=ax)
