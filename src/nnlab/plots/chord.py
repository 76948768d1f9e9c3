"""The slope of a curve: two nudges, and the chord between them."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from nnlab.core import checks
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import check_axes, style, write

WIDE, FINE = 3.0, 201  # how many nudges the curve reaches to each side; places on it


def plot_chord(function: Callable, at: float, nudge: float, *, ax: Axes, name: str = "w") -> Axes:
    """Draw a function of one number, a nudge to each side of a place, and the chord's slope.

    Parameters
    ----------
    function : one number to one number
    at, nudge : the place, and how far the nudges go
    ax : the axes to draw on
    name : what the number is called

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the function gives no finite numbers there, or the nudge isn't above 0.

    >>> from nnlab.plots.picture import new_figure
    >>> ax = plot_chord(lambda w: w**2, 1.0, 0.5, ax=new_figure()[1][0])
    >>> ax.texts[0].get_text()
    'slope 2'
    """
    checks.need(callable(function), f"give a function of a number, not {checks.short(function)}")
    at, nudge = checks.number(at, "at"), checks.number(nudge, "nudge")
    checks.need(nudge > 0, f"nudge must be above 0, not {nudge:g}")
    places = np.linspace(at - WIDE * nudge, at + WIDE * nudge, FINE)
    heights = checks.numbers([float(function(w)) for w in places], "the function's values")
    ends = np.array([at - nudge, at + nudge])
    down, up = (float(function(w)) for w in ends)
    slope = (up - down) / (2 * nudge)
    ink, soft = LIGHT["ink"], LIGHT["soft"]
    check_axes(ax).plot(places, heights, color=soft, linewidth=1.8)
    ax.plot([at - nudge, at + nudge, at + nudge], [down, down, up], ":", color=ink, linewidth=1.4)
    far = ends + np.array([-nudge, nudge]) * 0.7
    beyond = down + slope * (far - ends[0])
    ax.plot(far, beyond, color=ink, linewidth=1.6)
    ax.plot(ends, [down, up], "o", color=ink, markersize=8)
    ax.plot(at, float(function(at)), "o", color=LIGHT["paper"], markeredgecolor=ink, markersize=8)
    off, side, below = ((-14, 4), "right", -9) if slope >= 0 else ((8, 4), "left", 9)
    write(ax, f"slope {number(slope, figures=3)}", (far[1], beyond[1]), off, ha=side)
    write(ax, number(2 * nudge, figures=3), (at, down), (0, below), ha="center")
    write(ax, number(up - down, figures=3), (ends[1], (down + up) / 2), (8, 0))
    ax.set_xticks([*ends, at], [f"{name} − ε", f"{name} + ε", name])
    style(ax, "", "loss")
    return ax
