"""What a hidden layer does to the plane: it carries each point from (x1, x2) to (h1, h2).

`folding` says where everything lies while the plane is on its way, numbers only; stored pictures
and the live plane both draw what it says.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures.checks import check_kind, check_points
from nnlab.pictures.geometry import bounds_around, check_bounds, line_geometry, sample_plane
from nnlab.pictures.marks import PlaneMarks
from nnlab.pictures.plane import answers, plane

SHEET = 3  # places of the carried sheet for each cell of the picture, a side
SAME = 9  # decimals: places that agree so far are one
GRID = 5  # lines each way that are drawn on the sheet


def folds(network: Network) -> bool:
    """Whether a network can be drawn folding: 2 inputs, 2 neurons last but one, 1 output."""
    sizes = network.sizes
    return not network.runs and sizes[0] == 2 and len(sizes) > 2 and sizes[-2:] == (2, 1)


@np.errstate(all="ignore")
def folding_marks(network: Network, X: ArrayLike, y: ArrayLike, fold: float = 1.0) -> PlaneMarks:
    """The marks of `plots.plot_folding`, with its parameters."""
    now = folding(network, X, fold)
    return plane(X=now.pop("places"), classes=y, note="", **now)


def folding(
    network: Network, X: ArrayLike, fold: float, *, bounds: ArrayLike | None = None, cells: int = 96
) -> dict:
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
        `pictures.field.side_bytes`; lines, the output's line once it is all folded, with
        nothing to drag it by; curves, the sheet's own grid; x_name and y_name.

    >>> from nnlab.core import Network, step
    >>> network = Network([2, 2, 1], step, init="zeros")
    >>> network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    >>> folding(network, [[0, 0], [0, 1], [1, 0], [1, 1]], 1)["places"].tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]]
    """
    check_kind(network, "a Network", "layers", "sizes", "runs")
    if not folds(network):
        raise ValueError(
            f"folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output, not "
            f"{list(network.sizes)}"
        )
    fold = checks.number(fold, "fold")
    checks.need(0 <= fold <= 1, f"fold goes from 0 (flat) to 1 (folded), not {fold:g}")
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
        bend_out = output.activation
        seen |= {"field": values, "scale": (bend_out.neutral, bend_out.spread)}
    else:
        asked = sample_plane(now, cells)
        traces = [output.forward(asked)] if fold else network.forward(asked)
        seen |= answers(output.activation, traces[-1])
    if fold == 1:
        line = line_geometry(output.W[0], float(output.b[0]), now, avoid=places)
        bare = {"anchor": None, "head": None, "label": "", "draggable": False}
        seen["lines"] = [line and line | bare]
    if fold and not bend.jumps:  # a step tears the sheet: no line stays whole
        seen["curves"] = _grid(network, flat, fold)
    arrow = " → " if 0 < fold < 1 else ""
    names = [("" if fold == 1 else f"x{i}") + arrow + ("" if fold == 0 else f"h{i}") for i in "₁₂"]
    return seen | {"x_name": names[0], "y_name": names[1]}


def _hidden(network, X) -> np.ndarray:
    """What the last hidden layer says, (n, 2)."""
    return network.forward(X)[-2].a


def _bounds_there(bend, H):
    """Of the picture in which (h1, h2) are drawn."""
    low, high = bend.sides
    if not np.isfinite(high - low):
        return bounds_around(H)
    air = 0.25 * (high - low)
    return (low - air, high + air) * 2


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
