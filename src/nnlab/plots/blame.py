"""Blame: on its way back, where two paths meet; sample by sample, and where each of them pulls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT, MARKERS
from nnlab.plots.frame import Look, check_axes, legend, style, write

SIDES = ("point-negative", "point-positive")  # of a 0 and of a 1


def plot_two_paths(weights: ArrayLike, d_z: ArrayLike, *, ax: Axes) -> Axes:
    """Draw a hidden value that feeds two outputs, and the blame that comes back over both links.

    A grey arrow is as wide as its blame is large.

    Parameters
    ----------
    weights : (2,), from h to each output
    d_z : (2,), the blame of each output's sum
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    v, d = checks.numbers(weights, "weights"), checks.numbers(d_z, "d_z")
    checks.need(v.shape == d.shape == (2,), "give two weights, and two blames")
    check_axes(ax).set_axis_off()
    ax.set(xlim=(-2.0, 4.9), ylim=(-1.65, 1.65))
    node: Look = dict(boxstyle="round,pad=0.5", facecolor=LIGHT["tint"], edgecolor=LIGHT["soft"])
    back: Look = dict(arrowstyle="-|>", color=LIGHT["soft"], shrinkA=34, shrinkB=22)
    for k, y in enumerate((1.0, -1.0)):
        color = LIGHT["positive" if v[k] > 0 else "negative"]
        ax.plot([0, 3.5], [0, y], color=color, linewidth=1.5, linestyle="-" if v[k] > 0 else "--")
        write(
            ax, number(v[k], 1, plus=True), (1.7, 0.72 * y), ha="center", color=color, fontsize=12
        )
        bend = f"arc3,rad={0.22 if y > 0 else -0.22}"
        wide = 1 + 1.5 * abs(v[k] * d[k])
        arrow = back | dict(linewidth=wide, connectionstyle=bend, mutation_scale=14 + 2 * wide)
        write(ax, "", (0, 0), xytext=(3.5, y), arrowprops=arrow)
        write(ax, f"output {k + 1}", (3.5, y), ha="center", fontsize=11, bbox=node)
        write(ax, f"d_z {number(d[k], 1, plus=True)}", (4.15, y), fontsize=11)
        factors = f"{number(v[k], 1)} · {number(d[k], 1)} = {number(v[k] * d[k], 1)}"
        write(ax, factors, (2.3, 1.42 * y), ha="center", fontsize=12, bold=True)
    write(ax, "h", (0, 0), ha="center", fontsize=13, bbox=node)
    one, two = (number(part, 1) for part in v * d)
    met = f"{one} + {two} = {number(v @ d, 1)}".replace("+ −", "− ")
    write(ax, met, (-0.3, 0), ha="right", fontsize=12, bold=True)
    return ax


def plot_wishes(wishes: ArrayLike, y: ArrayLike, names: Sequence[str], *, ax: Axes) -> Axes:
    """Draw where each sample pulls each parameter, and where they pull it together.

    A stem is a sample's pull, ▲ at its end if that sample's target is 1 and ● if it is 0. The black
    bar is the mean of all.

    Parameters
    ----------
    wishes : (n_samples, P), minus the gradient of each sample's own loss
    y : (n_samples, 1) or (n_samples,), targets: 0 or 1
    names : (P,)
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    pulls = checks.numbers(wishes, "wishes")
    targets = np.ravel(checks.numbers(y, "y"))
    agree = pulls.ndim == 2 and pulls.shape == (len(targets), len(names))
    checks.need(agree, "give a row of wishes for each target, and a column for each name")
    style(ax, "", "pull on each number")
    aside = np.linspace(-0.27, 0.27, len(targets))
    for row, target, shift in zip(pulls, targets, aside, strict=True):
        at, side = np.arange(len(names)) + shift, int(target > 0.5)
        ax.vlines(at, 0, row, color=[LIGHT[SIDES[int(pull > 0)]] for pull in row], linewidth=1.6)
        ax.plot(at, row, MARKERS[side], color=LIGHT["ink"], markersize=4.5)
    means = pulls.mean(axis=0)
    look: Look = dict(color=LIGHT["ink"], linewidth=3, label="all together: the mean")
    ax.hlines(means, np.arange(len(names)) - 0.4, np.arange(len(names)) + 0.4, **look)
    ax.set_xticks(range(len(names)), names)
    legend(ax, loc="lower left")
    return ax


def plot_blame(
    X: ArrayLike, d_z: ArrayLike, *, ax: Axes, names: Sequence[str] = ("", ""), label: str = ""
) -> Axes:
    """Draw each sample as large as its blame: ▲ asks for more, ● for less, a speck for nothing.

    Parameters
    ----------
    X : (n_samples, 2)
    d_z : (n_samples, 1) or (n_samples,), the blame of the output's sum, each sample's own
    ax : the axes to draw on
    names : of the two axes
    label : the axes' title

    Returns
    -------
    ax

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> _, ax = plt.subplots()
    >>> marks = plot_blame([[0, 0], [1, 1]], [0.9, -0.1], ax=ax).collections
    >>> [float(mark.get_sizes()[0]) for mark in marks]  # ● and ▲
    [171.0, 19.0]
    >>> plt.close()
    """
    at, blame = checks.numbers(X, "X"), np.ravel(checks.numbers(d_z, "d_z"))
    fits = at.ndim == 2 and at.shape == (len(blame), 2)
    checks.need(fits, f"X has shape {at.shape}, d_z {blame.shape}: give two numbers for each blame")
    style(ax, *names)
    ax.plot(*at.T, ".", color=LIGHT["soft"], markersize=1.5, zorder=1)
    for target, here in enumerate((blame > 0, blame < 0)):
        look: Look = dict(color=LIGHT[SIDES[target]], alpha=0.75, linewidths=0.6, zorder=2 + target)
        look |= dict(marker=MARKERS[target], edgecolors=LIGHT["paper"])
        ax.scatter(at[here, 0], at[here, 1], s=190 * np.abs(blame[here]), **look)
    ax.set_title(label, fontsize=11, color=LIGHT["ink"])
    return ax
