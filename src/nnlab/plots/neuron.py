"""One neuron: its bend, and what it decides in the plane."""

import numpy as np

from nnlab.pictures.checks import check_classes, check_kind, check_points
from nnlab.pictures.field import decision_scale
from nnlab.pictures.geometry import TINY, bounds_around, check_bounds, line_geometry
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.plots.data import draw_points, plot_decision_boundary
from nnlab.plots.frame import SMALL, style


def plot_activation(activation, *, ax, slope=False, reach=5.0):
    """Draw an activation over z from −reach to reach, and its slope if asked.

    Parameters
    ----------
    activation : Activation, or its name
    ax : the axes to draw on
    slope : draw the derivative too, dashed
    reach : how far from z = 0

    Returns
    -------
    ax
    """
    if isinstance(activation, str):
        activation = _by_name(activation)
    check_kind(activation, "an activation or its name", "derivative", "__call__")
    if not (np.isfinite(reach) and reach > 0):
        raise ValueError(f"reach must be a number above 0, not {reach}")
    z = np.linspace(-reach, reach, 801)  # 0 is one of them
    style(ax, "z", "")
    ax.axhline(0, color=LIGHT["line"], linewidth=1)
    ax.axvline(0, color=LIGHT["line"], linewidth=1)
    ax.plot(
        *broken(z, activation(z)), color=LIGHT["ink"], linewidth=2, label=f"{activation.name}(z)"
    )
    if slope:
        ax.plot(
            *broken(z, activation.derivative(z)),
            color=LIGHT["soft"],
            linewidth=2,
            linestyle="--",
            label="its slope",
        )
        ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"])
    else:
        ax.set_ylabel(f"{activation.name}(z)")
    real_minus(ax)
    return ax


def plot_neuron(neuron, X=None, y=None, *, ax, bounds=None, resolution=200):
    """Draw what a neuron of two inputs says in the plane, its line, its arrow and the data.

    The arrow is w: at right angles to the line, pointing to the side that says 1. Points on the
    wrong side get a ring and ✗. Without a line, or with one outside the picture, a note says so.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : (n_samples, 2) and the targets, or None
    ax : the axes to draw on
    bounds : (x0, x1, y0, y1); left out, they fit the data, or −0.5 to 1.5
    resolution : cells a side

    Returns
    -------
    ax
    """
    check_kind(neuron, "a Neuron", "w", "b", "activation")
    if np.shape(neuron.w) != (2,):
        raise ValueError(f"this neuron has {np.size(neuron.w)} weights: the plane shows 2 inputs")
    if X is not None:
        X = check_points(X)
    if bounds is None:
        bounds = (-0.5, 1.5, -0.5, 1.5) if X is None else bounds_around(X)
    bounds = check_bounds(bounds)
    neutral, spread = decision_scale(neuron.activation)
    plot_decision_boundary(
        neuron,
        None,
        None,
        ax=ax,
        resolution=resolution,
        neutral=neutral,
        spread=spread,
        bounds=bounds,
    )
    line = line_geometry(neuron.w, neuron.b, bounds, avoid=() if X is None else X)
    if line is not None:
        draw_line(ax, line, label=number(line["length"], 2))
    if line is None:
        draw_note(ax, "w = 0: there is no line")
    elif line["segment"] is None:
        draw_note(ax, "the line lies outside this picture")
    if X is not None:
        classes = check_classes(y, len(X))
        z = X @ neuron.w + neuron.b
        draw_points(ax, X, classes, (z >= TINY) != (classes == 1))
    return ax


def draw_line(ax, line, *, label="", dashed=False, strong=False):
    """A line from `line_geometry`: its segment, its handle if any, its arrow with a number."""
    color = LIGHT["ink"] if line["segment"] is not None else LIGHT["soft"]
    if line["segment"] is not None:
        (xa, ya), (xb, yb) = line["segment"]
        ax.plot(
            [xa, xb],
            [ya, yb],
            color=color,
            linewidth=2.6 if strong else 1.8,
            linestyle="--" if dashed else "-",
            zorder=2,
        )
    if line["anchor"] is None:
        return ax
    anchor = np.array(line["anchor"])
    ax.plot(
        *anchor, "o", color=LIGHT["paper"], markeredgecolor=color, markersize=6, mew=1.6, zorder=3.5
    )
    if line.get("head") is None:
        return ax
    head = np.array(line["head"])
    ax.annotate(
        "",
        head,
        xytext=anchor,
        arrowprops=dict(
            arrowstyle="-|>", color=color, linewidth=1.8, shrinkA=0, shrinkB=0, mutation_scale=14
        ),
        zorder=3,
    )
    if label:
        ax.text(
            *line["label_at"],
            label,
            ha="center",
            va="center",
            color=LIGHT["ink"],
            fontsize=SMALL,
            bbox=_LABEL,
            zorder=5,
            parse_math=False,
        )
    return ax


def draw_selected(ax, point):
    """The square outline of what is selected."""
    return ax.plot(
        *point, "s", markersize=32, markerfacecolor="none", mec=LIGHT["ink"], mew=1.6, zorder=3
    )


def draw_probe(ax, x, y, text):
    """A value at a place: a small cross, and the value in a box above or below it."""
    ax.plot(x, y, "+", color=LIGHT["ink"], markersize=11, zorder=4)
    low, high = ax.get_ylim()
    below = y > low + 0.85 * (high - low)
    left, right = ax.get_xlim()
    share = (x - left) / (right - left)
    ax.annotate(
        text,
        (x, y),
        xytext=(0, -16 if below else 16),
        textcoords="offset points",
        ha="left" if share < 0.3 else "right" if share > 0.7 else "center",
        va="center",
        color=LIGHT["ink"],
        fontsize=SMALL,
        bbox=_LABEL,
        zorder=6,
        parse_math=False,
    )


def draw_curve(ax, points, *, dashed=False, thin=False, dots=False):
    """A curve through (n, 2) points: dashed, thin, or with dots at its points."""
    ax.plot(
        *np.transpose(points),
        color=LIGHT["soft" if dashed or thin else "ink"],
        linestyle="--" if dashed else "-",
        linewidth=0.8 if thin else 1.4 if dots else 2,
        marker="." if dots else "",
        zorder=2,
    )
    return ax


def draw_note(ax, text):
    """A small note inside the picture, at the bottom."""
    ax.annotate(
        text,
        (0.5, 0.02),
        xycoords="axes fraction",
        ha="center",
        va="bottom",
        color=LIGHT["ink"],
        fontsize=SMALL,
        bbox=_LABEL,
        zorder=5,
        parse_math=False,
    )


_LABEL = dict(boxstyle="round,pad=0.25", facecolor=LIGHT["paper"], edgecolor="none", alpha=0.85)


def broken(x, y):
    """Lift the pen where y jumps, so that a jump isn't drawn as a steep climb."""
    y = np.asarray(y, dtype=float)
    jumps = np.flatnonzero(np.abs(np.diff(y)) > 0.25) + 1
    return np.insert(x, jumps, np.nan), np.insert(y, jumps, np.nan)


def real_minus(ax):
    """Real minus signs on both axes."""
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _: number(round(value, 10)))


def _by_name(name):
    from nnlab.core.activations import ACTIVATIONS

    if name not in ACTIVATIONS:
        raise ValueError(f"no activation is called {name!r}: choose from {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
