"""What a hidden layer does to the plane: it carries each point from (x1, x2) to (h1, h2).

`folding` says where everything lies while the plane is on its way, numbers only; stored pictures
and the live plane both draw what it says.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, Network, checks
from nnlab.pictures.checks import check_kind, check_points
from nnlab.pictures.geometry import Bounds, bounds_around, check_bounds, line_geometry, sample_plane
from nnlab.pictures.plane import answers
from nnlab.pictures.ticks import ticks_between

SHEET = 3  # places of the carried sheet for each cell of the picture, a side
SAME = 9  # decimals: places that agree so far are one
GRID = 6  # lines each way that are drawn on the sheet, at most
ALONG = 81  # places along each of them
TINY, CORNER = 1e-6, 0.01  # beside z = 0, a slope that changes by more than this there has a corner


def folds(network: Network) -> bool:
    """Whether a network can be drawn folding: 2 inputs, 2 neurons last but one, 1 output."""
    sizes = network.sizes
    return not network.runs and sizes[0] == 2 and len(sizes) > 2 and sizes[-2:] == (2, 1)


def checked_fold(network: Network, fold: float) -> float:
    """How far a network's plane has folded, if it can."""
    check_kind(network, "a Network", "layers", "sizes", "runs")
    needed = "folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output"
    checks.need(folds(network), f"{needed}, not {list(network.sizes)}")
    fold = checks.number(fold, "fold")
    checks.need(0 <= fold <= 1, f"fold goes from 0 (flat) to 1 (folded), not {fold:g}")
    return fold


def folding(
    network: Network, X: ArrayLike, fold: float, *, bounds: ArrayLike | None = None, cells: int = 96
) -> dict[str, Any]:
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
        nothing to drag it by; curves, the sheet's own grid, thin, and its creases, where a hidden
        neuron's bend has a corner; x_name and y_name.

    >>> from nnlab.core import Network, step
    >>> network = Network([2, 2, 1], step, init="zeros")
    >>> network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    >>> folding(network, [[0, 0], [0, 1], [1, 0], [1, 1]], 1)["places"].tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]]
    """
    fold, X = checked_fold(network, fold), check_points(X)
    flat = bounds_around(X) if bounds is None else check_bounds(bounds)
    hidden, output = network.layers[-2:]
    H = network.forward(X)[-2].a
    now = _between(flat, _bounds_there(hidden.activation, H), fold)
    if 0 < fold < 1:  # on its way the sheet is seen whole, wherever its corners are
        corners = np.array([(x, y) for x in flat[:2] for y in flat[2:]])
        carried = _between(corners, network.forward(corners)[-2].a, fold)
        now[0::2] = np.minimum(now[0::2], carried.min(axis=0))
        now[1::2] = np.maximum(now[1::2], carried.max(axis=0))
    places = np.round(_between(X, H, fold), SAME) + 0.0
    marks: dict[str, Any] = {"bounds": tuple(now), "places": places, "lines": [], "curves": []}
    if 0 < fold < 1:
        activation = output.activation
        marks |= {"scale": (activation.neutral, activation.spread)}
        marks |= {"field": _sheet(network, flat, fold, now, cells)}
    else:
        asked = sample_plane(now, cells)
        trace = output.forward(asked) if fold else network.forward(asked)[-1]
        marks |= answers(output.activation, trace.z)
    if fold == 1:
        line = line_geometry(output.W[0], float(output.b[0]), now, avoid=places)
        bare = {"anchor": None, "head": None, "label": "", "draggable": False}
        marks["lines"] = [line and line | bare]
    if not hidden.activation.jumps:  # a step tears the sheet: no line stays whole
        marks["curves"] = _grid(network, flat, fold)
    words = "h{0}" if fold == 1 else "x{0} → h{0}" if fold else "x{0}"
    return marks | {"x_name": words.format("₁"), "y_name": words.format("₂")}


def _between(start: ArrayLike, end: ArrayLike, fold: float) -> np.ndarray:
    return (1 - fold) * np.asarray(start) + fold * np.asarray(end)


def _bounds_there(activation: Activation, H: np.ndarray) -> Bounds:
    """Of the picture in which (h1, h2) are drawn."""
    low, high = activation.sides
    if not np.isfinite(high - low):
        return bounds_around(H)
    air = 0.25 * (high - low)
    return low - air, high + air, low - air, high + air


def _sheet(network: Network, flat: Bounds, fold: float, now: np.ndarray, cells: int) -> np.ndarray:
    """What the output says where the sheet lies now, (cells, cells); NaN beside it."""
    asked = sample_plane(flat, SHEET * cells)
    traces = network.forward(asked)
    low, high = now[0::2], now[1::2]
    share = (_between(asked, traces[-2].a, fold) - low) / (high - low)
    inside = ((share >= 0) & (share < 1)).all(axis=1)
    column, row = (share[inside] * cells).astype(int).T
    cell, n = row * cells + column, cells * cells
    sums = np.bincount(cell, traces[-1].a[inside, 0], n)
    times = np.bincount(cell, minlength=n)
    return np.where(times > 0, sums / np.maximum(times, 1), np.nan).reshape(cells, cells)


def _grid(network: Network, flat: Bounds, fold: float) -> list[dict]:
    """Lines of the sheet, drawn when it was flat, where they are now."""
    x0, x1, y0, y1 = flat
    across, up = np.linspace(x0, x1, ALONG), np.linspace(y0, y1, ALONG)
    ruled = [np.column_stack([np.full(ALONG, x), up]) for x in ticks_between(x0, x1, GRID)]
    ruled += [np.column_stack([across, np.full(ALONG, y)]) for y in ticks_between(y0, y1, GRID)]
    creases = _creases(network, flat)
    sheet = np.array(ruled + creases)  # (lines, ALONG, 2)
    there = network.forward(sheet.reshape(-1, 2))[-2].a.reshape(sheet.shape)
    now = _between(sheet, there, fold)
    thin = [{"points": line, "thin": True} for line in now[: len(ruled)]]
    return thin + [{"points": line, "dashed": True} for line in now[len(ruled) :]]


def _creases(network: Network, flat: Bounds) -> list[np.ndarray]:
    """Where on the flat sheet a neuron of the one hidden layer changes its slope at once."""
    hidden = network.layers[0]
    left, right = hidden.activation.derivative(np.array([-TINY, TINY]))
    if len(network.sizes) > 3 or abs(right - left) < CORNER:
        return []
    drawn = [line_geometry(w, float(b), flat) for w, b in zip(hidden.W, hidden.b, strict=True)]
    ends = [line["segment"] for line in drawn if line and line["segment"]]
    return [np.linspace(start, end, ALONG) for start, end in ends]
