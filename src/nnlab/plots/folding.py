"""What a hidden layer does to the plane: it carries each point from (x1, x2) to (h1, h2).

`folding` says where everything lies while the plane is on its way, numbers only; stored pictures
and the live plane both draw what it says.
"""

import numpy as np

from nnlab.pictures.checks import check_classes, check_kind, check_points
from nnlab.pictures.field import decision_scale, field_bytes, sharpened, side_bytes
from nnlab.pictures.geometry import bounds_around, check_bounds, line_geometry, sample_plane
from nnlab.plots.data import draw_counts, draw_field, draw_points
from nnlab.plots.frame import frame_plane
from nnlab.plots.neuron import draw_curve, draw_line

SHEET = 3  # places of the carried sheet for each cell of the picture, a side
SAME = 9  # decimals: places that agree so far are one
GRID = 5  # lines each way that are drawn on the sheet
# Where the answers of these bends lie; of others, around the points.
_REACH = {"step": (0.0, 1.0), "sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}


def folds(network) -> bool:
    """Whether a network can be drawn folding: 2 inputs, 2 neurons last but one, 1 output."""
    sizes = network.sizes
    return not network.runs and sizes[0] == 2 and len(sizes) > 2 and sizes[-2:] == (2, 1)


def plot_folding(network, X, y, *, ax, fold=1.0):
    """Draw the points where the last hidden layer carries them, and the output's line there.

    The plane is drawn on a sheet. At fold 0 it lies flat, with (x1, x2) to the right and upward;
    at fold 1 each of its points has arrived at (h1, h2). Points that meet are marked, as in "2×".

    Parameters
    ----------
    network : Network with 2 inputs, 2 neurons in the last hidden layer and 1 output
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or −1/+1
    ax : the axes to draw on
    fold : from 0 to 1, how far the points have come on their straight way

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the network has other sizes, X and y don't fit, or fold isn't between 0 and 1.
    """
    check_kind(network, "a Network", "layers", "sizes")
    X = check_points(X)
    classes = check_classes(y, len(X))
    now = folding(network, X, fold)
    frame_plane(ax, now["bounds"], now["x_name"], now["y_name"])
    if len(now["y_name"]) <= 3:
        ax.yaxis.label.set_horizontalalignment("right")
    if "sides" in now:
        field = sharpened(side_bytes(now["sides"]), 400)
    else:
        field = field_bytes(now["field"], *now["scale"])
    draw_field(ax, field, now["bounds"], "nearest" if "sides" in now else "bilinear")
    for curve in now["curves"]:
        draw_curve(ax, curve["points"], dashed=True)
    for line in now["lines"]:
        if line:
            draw_line(ax, line)
    places = now["places"]
    draw_points(ax, places, classes, np.zeros(len(X), bool))
    draw_counts(ax, *np.unique(places, axis=0, return_counts=True))
    ax.set(aspect="auto", box_aspect=1)
    return ax


def folding(network, X, fold, *, bounds=None, cells=96) -> dict:
    """Where everything lies while a network's plane is on its way to the hidden layer.

    Parameters
    ----------
    network, X, fold : as in `plot_folding`
    bounds : (x0, x1, y0, y1) of the flat sheet; left out, they fit X
    cells : of the field, a side

    Returns
    -------
    dict
        bounds of the picture now; places (n_samples, 2) of the points; field (cells, cells) with
        scale, what the output says there, NaN beside the sheet, or sides, see
        `plots.field.side_bytes`; lines, the output's line once it is all folded, with
        nothing to drag it by; curves, the sheet's own grid; x_name and y_name.

    >>> from nnlab.core import Network, step
    >>> network = Network([2, 2, 1], step, init="zeros")
    >>> network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    >>> folding(network, [[0, 0], [0, 1], [1, 0], [1, 1]], 1)["places"].tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]]
    """
    if not folds(network):
        raise ValueError(
            f"folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output, not "
            f"{list(network.sizes)}"
        )
    if not 0 <= fold <= 1:
        raise ValueError(f"fold goes from 0 (flat) to 1 (folded), not {fold}")
    X = check_points(X)
    flat = bounds_around(X) if bounds is None else check_bounds(bounds)
    bend, output = network.layers[-2].activation, network.layers[-1]
    H = _hidden(network, X)
    there = _bounds_there(bend, H)
    now = tuple((1 - fold) * np.array(flat) + fold * np.array(there))
    places = np.round((1 - fold) * X + fold * H, SAME) + 0.0
    seen = {"bounds": now, "places": places, "lines": [], "curves": []}
    if 0 < fold < 1:
        values = _sheet(network, flat, fold, now, cells)
        seen |= {"field": values, "scale": decision_scale(output.activation)}
    else:
        asked = sample_plane(now, cells)
        traces = [output.forward(asked)] if fold else network.forward(asked)
        seen |= _colours(output.activation, traces[-1])
    if fold == 1:
        line = line_geometry(output.W[0], float(output.b[0]), now, avoid=places)
        bare = {"anchor": None, "head": None, "label": "", "draggable": False}
        seen["lines"] = [line and line | bare]
    if fold and bend.name != "step":  # a step tears the sheet: no line stays whole
        seen["curves"] = _grid(network, flat, fold)
    arrow = " → " if 0 < fold < 1 else ""
    names = [("" if fold == 1 else f"x{i}") + arrow + ("" if fold == 0 else f"h{i}") for i in "₁₂"]
    return seen | {"x_name": names[0], "y_name": names[1]}


def _hidden(network, X) -> np.ndarray:
    """What the last hidden layer says, (n, 2)."""
    return network.forward(X)[-2].a


def _bounds_there(bend, H):
    """Of the picture in which (h1, h2) are drawn."""
    if bend.name not in _REACH:
        return bounds_around(H)
    low, high = _REACH[bend.name]
    air = 0.25 * (high - low)
    return (low - air, high + air) * 2


def _colours(bend, trace) -> dict:
    """The output's answers as a field; of a step the sides of its line."""
    if bend.name == "step":
        return {"sides": _square(trace.z)}
    return {"field": _square(trace.a), "scale": decision_scale(bend)}


def _square(values) -> np.ndarray:
    return values.reshape(np.sqrt(values.size).astype(int), -1)


def _sheet(network, flat, fold, now, cells) -> np.ndarray:
    """What the output says where the sheet lies now, (cells, cells); NaN beside it."""
    asked = sample_plane(flat, SHEET * cells)
    traces = network.forward(asked)
    places = (1 - fold) * asked + fold * traces[-2].a
    low, high = np.array(now[0::2]), np.array(now[1::2])
    column, row = np.floor((places - low) / (high - low) * cells).astype(int).T
    inside = (column >= 0) & (column < cells) & (row >= 0) & (row < cells)
    cell = row[inside] * cells + column[inside]
    sums = np.bincount(cell, traces[-1].a[inside, 0], cells * cells)
    times = np.bincount(cell, minlength=cells * cells)
    return _square(np.where(times > 0, sums / np.maximum(times, 1), np.nan))


def _grid(network, flat, fold) -> list[dict]:
    """Lines of the sheet, drawn when it was flat, where they are now."""
    x0, x1, y0, y1 = flat
    across, up = np.linspace(x0, x1, 81), np.linspace(y0, y1, 81)
    lines = [np.column_stack([np.full(81, x), up]) for x in np.linspace(x0, x1, GRID)]
    lines += [np.column_stack([across, np.full(81, y)]) for y in np.linspace(y0, y1, GRID)]
    there = _hidden(network, np.concatenate(lines)).reshape(len(lines), -1, 2)
    return [
        {"points": (1 - fold) * line + fold * to, "dashed": True}
        for line, to in zip(lines, there, strict=True)
    ]
