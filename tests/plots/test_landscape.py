"""The landscape and a walk over it, on matplotlib axes."""

import pytest
from matplotlib.figure import Figure

from nnlab import Network, mean_squared_error
from nnlab.datasets import make_gate
from nnlab.plots import plot_landscape, plot_trajectory

X, Y = make_gate("xor")


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=3)


def test_what_is_drawn(network):
    ax = Figure().subplots()
    assert plot_landscape(network, X, Y, mean_squared_error, ax=ax) is ax
    assert ax.get_xlabel() == "weight x₁ → h₁" and len(ax.images) == 1
    assert ax.get_ylabel() == "weight x₂ → h₁" and ax.get_xlim() == (-8, 8)
    drawn = len(ax.lines)
    plot_trajectory([[0, 0], [1, 1], [2, 1]], ax=ax, label="end")
    assert len(ax.lines) == drawn + 2 and ax.lines[drawn].get_xdata().tolist() == [0, 1, 2]
