"""What steps look like: a walk in a valley; and sums, spread too wide."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.checks import check_points
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import Look, style, write


def plot_valley(
    steepness: ArrayLike,
    path: ArrayLike,
    *,
    ax: Axes,
    reach: ArrayLike = (-4, 11, -2.2, 2.2),
    label: str = "",
) -> Axes:
    """Draw a walk over lines of equal loss: a valley, gentle along and steep across.

    Parameters
    ----------
    steepness : (2,), the a of a/2 · w² along each weight
    path : (n_steps + 1, 2)
    ax : the axes to draw on
    reach : (x0, x1, y0, y1), what is shown
    label : written in a corner

    Returns
    -------
    ax
    """
    a, at = checks.numbers(steepness, "steepness"), check_points(path)
    checks.need(a.shape == (2,) and (a > 0).all(), "give two steepnesses, each above 0")
    x0, x1, y0, y1 = checks.numbers(reach, "reach")
    style(ax, "w1", "w2")
    x, y = np.meshgrid(np.linspace(x0, x1, 120), np.linspace(y0, y1, 80))
    height = a[0] / 2 * x**2 + a[1] / 2 * y**2
    levels = float(height.max()) * np.linspace(0.05, 1, 9) ** 2
    ax.contour(x, y, height, levels, colors=LIGHT["line"], linewidths=1)
    ax.plot(*at.T, "-", color=LIGHT["soft"], linewidth=1)
    ax.plot(*at.T, "o", color=LIGHT["ink"], markersize=3.5)
    ax.plot(0, 0, "+", color=LIGHT["ink"], markersize=11)
    box: Look = dict(boxstyle="round,pad=0.3", facecolor=LIGHT["paper"], edgecolor="none")
    write(ax, label, (0.015, 0.88), xycoords="axes fraction", fontsize=11, bbox=box)
    ax.set(xlim=(x0, x1), ylim=(y0, y1))
    return ax


def plot_spread(z: ArrayLike, *, ax: Axes, alive: float = 4.6, label: str = "") -> Axes:
    """Draw how sums are spread, and the strip in which an activation isn't flat.

    Parameters
    ----------
    z : (n,), sums
    ax : the axes to draw on
    alive : half the strip's width; 4.6 is where a sigmoid's slope falls below 0.01
    label : the axes' title

    Returns
    -------
    ax
    """
    sums = np.ravel(checks.numbers(z, "z"))
    style(ax, "z")
    ax.axvspan(-alive, alive, color=LIGHT["code"], zorder=0)
    ax.hist(sums, np.linspace(-75, 75, 61).tolist(), color=LIGHT["soft"])
    ax.set_title(label, fontsize=11, color=LIGHT["ink"])
    ax.set_yticks([])
    return ax
