"""The pictures of many starts."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlab.plots import plot_sweep


@pytest.fixture
def ax():
    fig, ax = plt.subplots()
    yield ax
    plt.close(fig)


def marks(ax, name):
    return next(line for line in ax.lines if line.get_label() == name)


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


@pytest.mark.parametrize("losses, solved", [([0.1, 0.2], [True]), ([[0.1]], [[True]])])
def test_bad_input_names_the_remedy(ax, losses, solved):
    with pytest.raises(ValueError, match="one of each"):
        plot_sweep(losses, solved, ax=ax)
