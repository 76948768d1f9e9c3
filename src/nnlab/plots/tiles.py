"""Many small planes on matplotlib axes: as live/js/tiles.js paints them on the screen."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from nnlab.pictures.field import field_image
from nnlab.pictures.marks import TilesMarks
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH, MARKERS, rgb
from nnlab.pictures.tiles import SHARE, opened_place, places, ties
from nnlab.plots.frame import Look, halo, rounded, write

WIDE, HIGH = 620, 500  # px
FINE = 2  # pixels of the image a px
_TEXT = 0.72  # points a px, at 100 dots an inch


def paint_tiles(ax: Axes, marks: TilesMarks) -> Axes:
    """Draw tiles where they lie, under them their bins; the one that is looked at drawn large."""
    ax.set(xlim=(0, WIDE), ylim=(HIGH, 0), aspect="equal")
    ax.set_axis_off()
    plan = places(WIDE, HIGH, 1, marks)
    ax.imshow(_image(marks, plan["tiles"]), extent=(0, WIDE, HIGH, 0), zorder=1)
    write(ax, marks["caption"], (20, 24), color=LIGHT["soft"], fontsize=14 * _TEXT)
    for k, (name, inside) in enumerate(marks["bins"]):
        _foot(ax, marks, plan, k, name, inside)
    if marks["selected"] >= 0:
        spot = plan["tiles"][marks["selected"]]
        _frame(ax, spot, LIGHT["paper"], 4)
        _frame(ax, spot, LIGHT["ink"], 2)
        if marks["opened"]:
            _opened(ax, marks["opened"], spot)
    return ax


def _image(marks: TilesMarks, spots: np.ndarray) -> np.ndarray:
    """All tiles in one image, with round corners on paper."""
    image = np.empty((HIGH * FINE, WIDE * FINE, 3), np.uint8)
    image[...] = rgb(LIGHT["paper"])
    cells, n = marks["cells"], marks["n"]
    maps = np.frombuffer(marks["maps"], np.uint8).reshape(n, cells, cells)[:, ::-1]
    colours = field_image(maps, MAP_STRENGTH).astype(float)
    for (x, y, room), colour in zip(spots * FINE, colours, strict=True):
        side, left, top = max(1, round(SHARE * room)), round(x), round(y)
        tile, share = _enlarged(colour, side), _rounded(side)[..., np.newaxis]
        here = image[top : top + side, left : left + side]
        here[...] = (share * tile + (1 - share) * here)[: len(here), : here.shape[1]]
    return image


def _enlarged(colour: np.ndarray, side: int) -> np.ndarray:
    """(k, k, 3) colours as (side, side, 3), smooth, with an edge of hairline."""
    at, k = (np.arange(side) + 0.5) / side * len(colour) - 0.5, np.arange(len(colour))
    weights = np.maximum(0, 1 - np.abs(np.clip(at, 0, len(k) - 1)[:, np.newaxis] - k))
    large = np.einsum("ai,bj,ijc->abc", weights, weights, colour, optimize=True)
    for edge in (np.s_[:1], np.s_[-1:], np.s_[:, :1], np.s_[:, -1:]):
        large[edge] = rgb(LIGHT["line"])
    return large


def _rounded(side: int) -> np.ndarray:
    """How much of each of side × side pixels lies inside round corners."""
    away = np.abs(np.arange(side) + 0.5 - side / 2) - (0.5 - 0.18) * side
    beyond = np.hypot(*np.meshgrid(np.maximum(away, 0), np.maximum(away, 0)))
    return np.clip(0.18 * side - beyond + 0.5, 0, 1)


def _frame(ax: Axes, spot: np.ndarray, color: str, width: float) -> None:
    """A frame 2 px outside a tile."""
    x, y, side = spot[0] - 2, spot[1] - 2, SHARE * spot[2] + 4
    look: Look = dict(fill=False, edgecolor=color, linewidth=width * _TEXT, zorder=2)
    rounded(ax, x, y, side, side, 0.18 * SHARE * spot[2] + 2, **look)


def _foot(ax: Axes, marks: TilesMarks, plan: dict, k: int, name: str, inside: list[int]) -> None:
    """A bin's line, its count and its name."""
    (left, right), base = plan["bins"][k], plan["base"]
    x = (left + right) / 2
    middle: Look = dict(ha="center", bold=True)
    line: Look = dict(color=LIGHT["ink"], linewidth=1.8, solid_capstyle="round")
    ax.plot((left - 4, right + 4), (base + 3, base + 3), **line)
    if marks["air"] and len(marks["bins"]) > 1:  # open above, as long as tiles may fall into it
        top = base - (1 - marks["air"]) * (base - 40)
        ax.vlines((left - 4, right + 4), top, base, color=LIGHT["line"], linewidth=1.1)
    shown = "?" if marks["asked"] else str(len(inside))
    write(ax, shown, (x, base + 25), fontsize=26 * _TEXT, **middle)
    write(ax, name, (x, base + 47), fontsize=14 * _TEXT, **middle)
    note = marks["notes"][k] if k < len(marks["notes"]) else ""
    write(ax, note, (x, base + 66), fontsize=13 * _TEXT, ha="center", color=LIGHT["soft"])


def _opened(ax: Axes, opened: Any, spot: np.ndarray) -> None:
    """The tile that is looked at: large, with its points and what it says there."""
    x, y, side = place = opened_place(WIDE, HIGH, 1, spot.tolist(), opened["whole"])
    if corners := ties(spot.tolist(), place, 12):
        ax.add_patch(Polygon(corners, color=LIGHT["paper"], alpha=0.6, zorder=3))
        ax.add_patch(Polygon(corners, fill=False, color=LIGHT["ink"], alpha=0.35, lw=0.8, zorder=3))
    n = opened["size"]
    image = field_image(np.frombuffer(opened["field"], np.uint8).reshape(n, n)[::-1])
    extent = (x, x + side, y + side, y)
    rounded(ax, x, y, side, side, 14, color=LIGHT["paper"], zorder=3.5)
    look: Look = dict(fill=False, edgecolor=LIGHT["ink"], linewidth=1.8, zorder=5)
    frame = rounded(ax, x, y, side, side, 14, **look)
    ax.imshow(image, extent=extent, interpolation="bilinear", zorder=4).set_clip_path(frame)
    ax.set(xlim=(0, WIDE), ylim=(HIGH, 0))
    x0, x1, y0, y1 = opened["bounds"]
    for px, py, target, wrong, says in opened["points"]:
        at = x + (px - x0) / (x1 - x0) * side, y + (y1 - py) / (y1 - y0) * side
        if wrong:
            ring: Look = dict(mfc="none", ms=24, mec=LIGHT["ink"], mew=1.4, zorder=6)
            ax.plot(*at, "o", path_effects=halo(), **ring)
            closes = px > (x0 + x1) / 2 and py > (y0 + y1) / 2  # the button is there
            beside = at[0] + (-24 if closes else 24), at[1] - 18
            ax.plot(*beside, "x", ms=7, mec=LIGHT["ink"], mew=1.9, path_effects=halo(), zorder=6)
        color = LIGHT["point-positive" if target else "point-negative"]
        mark: Look = dict(ms=13, mfc=color, mec=LIGHT["paper"], mew=1.6, zorder=6)
        ax.plot(*at, MARKERS[target], **mark)
        where: Look = dict(ha="center", fontsize=13.5 * _TEXT, path_effects=halo(), zorder=7)
        write(ax, says, (at[0], at[1] + 25), bold=True, **where)
