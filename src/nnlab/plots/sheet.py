"""The falling sheet on paper: paints `pictures.sheet`. On the screen it's live/js/sheet.js."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.transforms import Affine2D

from nnlab.pictures import sheet
from nnlab.pictures.field import field_image, sharpened
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH
from nnlab.pictures.sheet import SheetMarks
from nnlab.plots.frame import Look, write, write_pill
from nnlab.plots.paint import paint_points

At: TypeAlias = Callable[..., np.ndarray]  # from places to where they are seen

LEAD = 1.65  # threads run ahead of the sheet
HANG = 6  # cells from one to the next, along the rim
SHARP = 300  # pixels a side of a field with a sharp edge
_CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)


def paint_sheet(ax: Axes, marks: SheetMarks) -> Axes:
    """Draw the sheet where it is on its way; what its marks are is in `pictures.sheet`."""
    t = marks["fold"]
    ax.set_axis_off()
    ax.set(aspect="equal", xlim=(-1.42, 1.36), ylim=(-0.66, 1.78))
    corners, landed = sheet.corner_images(marks)
    size, lead = marks["size"], min(1.0, LEAD * t)
    fields = np.frombuffer(marks["fields"], np.uint8).reshape(2, size, size)
    images = [
        field_image(sharpened(f, SHARP) if marks["crisp"] else f, MAP_STRENGTH) for f in fields
    ]

    def at(start: np.ndarray, end: np.ndarray, t: np.ndarray | float) -> np.ndarray:
        return sheet.seen(sheet.fallen(start, end, t, marks))

    def floor(places: np.ndarray) -> np.ndarray:
        return at(places, places, 1.0)

    _plane(ax, images[1], _spread(marks["floor"]), floor, zorder=1)
    if marks["cut"]:
        ends = floor(np.array(marks["cut"])).T
        ax.plot(*ends, color=LIGHT["paper"], linewidth=5, alpha=0.7, zorder=1.1)
        ax.plot(*ends, color=LIGHT["ink"], linewidth=2.3, zorder=1.2)
        x, y = ends[:, np.argmin(ends[1])]
        write(ax, "the cut", (x + 0.02, y - 0.05), va="top", ha="left", zorder=9, bold=True)
    every = slice(None, None, 3)
    n = marks["cells"]
    j, i = np.meshgrid(*[np.arange(0, n + 1, 3)] * 2, indexing="ij")
    hang = ((i % n == 0) | (j % n == 0)) & (i % HANG == 0) & (j % HANG == 0)  # along the rim
    starts, ends = (places[every, every][hang][:, np.newaxis] for places in (corners, landed))
    threads = at(starts, ends, np.linspace(0, 1, 21))
    _lines(ax, threads, LIGHT["ink"], 0.7, alpha=0.22, zorder=1.4)
    if lead == 1 and not marks["torn"]:
        _lines(ax, at(corners, landed, 1.0)[every], LIGHT["ink"], 0.7, alpha=0.4, zorder=1.3)
        turned = np.swapaxes(at(corners, landed, 1.0), 0, 1)[every]
        _lines(ax, turned, LIGHT["ink"], 0.7, alpha=0.4, zorder=1.3)
    if t > 0:
        _falling(ax, marks, at(corners, landed, t), corners, landed, t)
    _plane(ax, images[0], _spread(marks["top"]), lambda xy: at(xy, xy, 0.0), zorder=3)
    for points in (corners[every], np.swapaxes(corners, 0, 1)[every]):
        _lines(ax, at(points, points, 0.0), LIGHT["paper"], 0.7, alpha=0.55, zorder=3.1)
    for point in marks["points"]:
        _point(ax, at, point, t, lead)
    if lead == 1:
        for *place, words in marks["spots"]:
            x, y = floor(np.array(place))
            ax.plot([x - 0.04, x - 0.3], [y - 0.04, y - 0.17], color=LIGHT["ink"], linewidth=1.2)
            write_pill(ax, words, (x - 0.42, y - 0.17), ha="center", zorder=9)
    _names(ax, marks, at, floor)
    return ax


def _spread(bounds: list[float]) -> np.ndarray:
    """The corners of a plane, round once: (5, 2)."""
    x0, x1, y0, y1 = bounds
    return np.array([x0, y0]) + _CORNERS * [x1 - x0, y1 - y0]


def _plane(ax: Axes, image: np.ndarray, around: np.ndarray, at: At, zorder: float) -> None:
    """A field lying in the picture, and its edge."""
    corners = at(around)
    (x, y), right, back = corners[0], corners[1] - corners[0], corners[3] - corners[0]
    lie = Affine2D(np.array([[right[0], back[0], x], [right[1], back[1], y], [0, 0, 1]]))
    shown = ax.imshow(image, extent=(0, 1, 0, 1), origin="lower", aspect="auto", zorder=zorder)
    shown.set_transform(lie + ax.transData)
    ax.plot(*corners.T, color=LIGHT["line"], linewidth=1, zorder=zorder)


def _lines(ax: Axes, lines: np.ndarray, color: str, width: float, **look: Any) -> None:
    ax.add_collection(LineCollection(list(lines), colors=color, linewidths=width, **look))


def _falling(
    ax: Axes, marks: SheetMarks, now: np.ndarray, corners: np.ndarray, landed: np.ndarray, t: float
) -> None:
    """The sheet's cells, the farthest first; those that the layer has torn are left out."""
    n, size = marks["cells"], marks["size"]
    quads = np.stack([now[:-1, :-1], now[:-1, 1:], now[1:, 1:], now[1:, :-1]], axis=2)
    own = np.frombuffer(marks["fields"], np.uint8)[: size * size].reshape(size, size)
    middle = ((np.arange(n) + 0.5) / n * size).astype(int)
    colors = field_image(own[np.ix_(middle, middle)], MAP_STRENGTH).reshape(-1, 3) / 255
    whole = np.ones((n, n), bool)
    if marks["torn"]:
        four = [landed[:-1, :-1], landed[:-1, 1:], landed[1:, 1:], landed[1:, :-1]]
        whole = np.all([(each == four[0]).all(axis=-1) for each in four], axis=0)
    places = sheet.fallen(corners, landed, t, marks)
    deep = (places[..., 1] * np.cos(sheet.YAW) - places[..., 0] * np.sin(sheet.YAW))[:-1, :-1]
    order = [k for k in np.argsort(-deep.ravel()) if whole.ravel()[k]]
    quads, colors = quads.reshape(-1, 4, 2)[order], colors[order]
    net: Look = dict(edgecolors=LIGHT["paper"], linewidths=0.35, alpha=0.9, zorder=2)
    ax.add_collection(PolyCollection(list(quads), facecolors=colors, **net))


def _point(ax: Axes, at: At, point: list, t: float, lead: float) -> None:
    """A sample: where it was, its way, where it is now, and where it lands."""
    start, end, target = np.array(point[:2]), np.array(point[2:4]), point[4]
    way = at(start, end, np.linspace(0, max(lead, 1e-3), 31)).T
    ax.plot(*way, color=LIGHT["paper"], linewidth=3.6, alpha=0.75, zorder=4)
    ax.plot(*way, ":", color=LIGHT["ink"], linewidth=2, zorder=4.1)
    shown = [(0.0, 9)] + [(t, 7)] * (0 < t < 1) + [(1.0, 9)] * (lead == 1)
    for when, size in shown:
        x, y = at(start, end, when)
        paint_points(ax, x, y, target, markersize=size, zorder=5)
    x, y = at(start, end, 0.0)
    write(ax, point[6], (x + 0.07, y + 0.03), ha="left", va="bottom", zorder=6, bold=True)


def _names(ax: Axes, marks: SheetMarks, at: At, floor: At) -> None:
    """The axes' names, beside the edges in front."""
    low, right, back = (_spread(marks["floor"])[k] for k in (0, 1, 2))
    look: Look = dict(fontstyle="italic", zorder=9, ha="center", va="top")
    x, y = floor(low + 0.86 * (right - low))
    write(ax, marks["names"][2], (x, y - 0.05), **look)
    x, y = floor((right + back) / 2)
    write(ax, marks["names"][3], (x + 0.1, y - 0.02), **look)
    low, right, _, left = _spread(marks["top"])[:4]
    x, y = at(low + 0.86 * (right - low), low, 0.0)
    write(ax, marks["names"][0], (x, y - 0.03), **look)
    x, y = at((low + left) / 2, low, 0.0)
    write(ax, marks["names"][1], (x - 0.12, y + 0.04), **look)
