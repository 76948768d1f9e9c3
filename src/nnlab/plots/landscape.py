"""The ground that learning walks on: the loss over two of a network's parameters."""

import numpy as np
from contourpy import contour_generator

from nnlab.pictures.checks import check_points
from nnlab.pictures.field import height_bytes
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.wiring import node_names, part_of
from nnlab.plots.data import draw_field
from nnlab.plots.frame import SMALL, frame_plane

LEVELS = 9  # contour lines


def parameter_name(sizes, index: int) -> str:
    """What one of a network's parameters is called.

    >>> parameter_name([2, 2, 1], 0), parameter_name([2, 2, 1], 8)
    ('w x₁→h₁', 'b output')
    """
    part = part_of(sizes, f"p{index}")
    names = node_names(sizes)
    starts = np.cumsum([0, *sizes])
    node = names[starts[part["layer"] + 1] + part["neuron"]]
    if part["input"] == "bias":
        return f"b {node}"
    return f"w {names[starts[part['layer']] + part['input']]}→{node}"


def loss_landscape(network, X, y, loss, *, pair, bounds, n=60) -> np.ndarray:
    """The loss at n by n places: two parameters vary, the others stay as they are.

    All places are computed as one network with n * n runs.

    Parameters
    ----------
    network : Network
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss
    pair : the two parameters' places in `network.parameters`
    bounds : (low, high of the first, low, high of the second)
    n : places a side

    Returns
    -------
    values : (n, n), row by row from the lowest second parameter; not finite where it overflows
    """
    places = sample_plane(bounds, n)
    parameters = np.tile(network.parameters, (len(places), 1))
    parameters[:, list(pair)] = places
    with np.errstate(all="ignore"):
        return loss(network.with_parameters(parameters)(X), y).reshape(n, n)


def contours(values, bounds, levels=LEVELS) -> list[tuple[float, np.ndarray]]:
    """Lines of equal height, as (height, (n, 2) points), the lowest first.

    The heights stand closer together near the bottom, where a walker's steps are short.

    Parameters
    ----------
    values : (n, n), in the order of `plots.geometry.sample_plane`
    bounds : (x0, x1, y0, y1)
    levels : how many, or the heights themselves
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    n = len(values)
    middle = (np.arange(n) + 0.5) / n
    good = np.isfinite(values)
    if not good.any():
        return []
    if isinstance(levels, int):
        low, high = values[good].min(), values[good].max()
        levels = low + (high - low) * (np.arange(1, levels + 1) / (levels + 1)) ** 2
    shape = contour_generator(
        x0 + (x1 - x0) * middle, y0 + (y1 - y0) * middle, np.ma.masked_invalid(values)
    )
    return [(float(level), line) for level in levels for line in shape.lines(level)]


def plot_landscape(network, X, y, loss, *, ax, pair=(0, 1), bounds=(-8, 8, -8, 8), n=80):
    """Draw the loss over two parameters: darker is higher, and along a line it is the same.

    Parameters
    ----------
    network, X, y, loss, pair, bounds, n : as of `loss_landscape`
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    values = loss_landscape(network, X, y, loss, pair=pair, bounds=bounds, n=n)
    names = [parameter_name(network.sizes, i) for i in pair]
    frame_plane(ax, check_bounds(bounds), *names)
    draw_field(ax, height_bytes(values), bounds, "bilinear", heights=True)
    for _, line in contours(values, bounds):
        ax.plot(*line.T, color=LIGHT["soft"], linewidth=0.8, zorder=1)
    return ax


def plot_trajectory(path, *, ax, label=""):
    """Draw a walk over a landscape: a dot for each step, a ring where it began.

    Parameters
    ----------
    path : (n_steps, 2)
    ax : the axes to draw on
    label : written where it ends

    Returns
    -------
    ax
    """
    path = check_points(path)
    ax.plot(*path.T, color=LIGHT["ink"], linewidth=1.6, marker=".", markersize=5, zorder=3)
    ax.plot(*path[0], "o", color=LIGHT["paper"], markeredgecolor=LIGHT["ink"], zorder=4)
    if label:
        ax.annotate(
            str(label),
            path[-1],
            xytext=(6, 6),
            textcoords="offset points",
            color=LIGHT["ink"],
            fontsize=SMALL,
            parse_math=False,
        )
    return ax


def height_words(values) -> str:
    """From where to where a landscape reaches, in words.

    >>> height_words(np.array([[0.25, 0.5]]))
    'from 0.25 to 0.5'
    """
    good = values[np.isfinite(values)]
    return f"from {number(good.min().round(3))} to {number(good.max().round(3))}"
