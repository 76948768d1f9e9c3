"""The picture of chapter 2b: what becomes of x on its way through a curve's neurons."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnlab.core import Network
from nnlab.pictures.corners import check_curve
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT

STAGES = "its sum z", "bent by relu", "times its factor"


def plot_stages(network: Network, *, figure: Figure, ends: tuple[float, float] = (0, 6)) -> None:
    """Draw each neuron's sum, its answer and its share of the curve, and the curve itself.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], relu then identity
    figure : the figure to draw on, empty: k + 1 columns of three
    ends : from where to where

    >>> from nnlab.course.curves.corners import curve_with
    >>> figure = Figure()
    >>> plot_stages(curve_with([1, 3, 5], [1, -2, 1]), figure=figure)
    >>> len(figure.axes)
    10
    """
    hidden, output = check_curve(network).layers
    x = np.linspace(*ends, 301)
    trace = hidden.forward(x[:, np.newaxis])
    shares = trace.a * output.W[0]
    k = len(hidden)
    grid = figure.add_gridspec(3, k + 1)
    for row, (stage, curves) in enumerate(zip(STAGES, (trace.z, trace.a, shares), strict=True)):
        for j in range(k):
            ax = figure.add_subplot(grid[row, j])
            _draw(ax, x, curves[:, j], trace.z[:, j] > 0)
            if row == 0:
                ax.set_title(f"corner {j + 1}, at {number(-hidden.b[j] / hidden.W[j, 0], 1)}")
            if row == 2:
                ax.set_title(f"factor {number(output.W[0, j], 1, plus=True)}", fontsize=10)
            if j == 0:
                ax.set_ylabel(stage)
    ax = figure.add_subplot(grid[2, k])
    _draw(ax, x, network(x[:, np.newaxis])[:, 0], np.ones(len(x), dtype=bool))
    ax.set_title("added up, and the start height")


def _draw(ax: Axes, x: np.ndarray, y: np.ndarray, on: np.ndarray) -> None:
    """A curve, in ink where its neuron is on, grey where it's silent."""
    ax.axhline(0, color=LIGHT["line"], linewidth=1)
    ax.plot(x, y, color=LIGHT["line"], linewidth=3)
    ax.plot(x, np.where(on, y, np.nan), color=LIGHT["ink"], linewidth=3)
    ax.set(xlim=(x[0], x[-1]), ylim=(-6.3, 6.3))
