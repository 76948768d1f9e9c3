"""A relief on matplotlib axes, with the marks of the screen: there it's live/js/ground.js.

The same painter: column by column from front to back, all columns at once.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.marks import ReliefMarks
from nnlab.pictures.palette import LIGHT, rgb
from nnlab.pictures.relief import QUARTER, UNKNOWN, YAW, clouds, codes
from nnlab.plots.frame import SMALL, TEXT, Look, check_axes, halo, write

SIZE = 720, 640  # pixels of the picture
RISE, FLOOR = 0.366, -0.16  # as in ground.js: from low to high, and the block's end below
FOG, SWELL, BELOW = 0.4, 0.2, 0.1  # where fog lies, how it heaves, how far below the walker
STEEP, LIGHT_FROM = 0.8, np.array([0.78, -0.06, 0.6])  # across, away, up
NEAR = 0.97  # of an edge: from there on its numbers meet those of the other
STEPS = (0, 0.18, 0.42, 0.68, 1)  # of the ramp of heights


@dataclass
class Camera:
    """How it is looked at: places on the block are from −0.5 to 0.5, z up in the same unit."""

    yaw: float = YAW
    pitch: float = 0.78
    scale: float = 1.0
    middle: tuple[float, float] = (0.0, 0.0)

    def project(self, x: Any, y: Any, z: Any) -> np.ndarray:
        """Where places lie in the picture, (..., 2), from its upper left corner."""
        cs, sn = np.cos(self.yaw), np.sin(self.yaw)
        up = (y * cs - x * sn) * np.sin(self.pitch) + z * np.cos(self.pitch)
        across = self.middle[0] + (x * cs + y * sn) * self.scale
        return np.stack([across, self.middle[1] - up * self.scale], axis=-1)


class Surface:
    """What is painted of a relief: its ground, and the fog where that lies."""

    def __init__(self, marks: ReliefMarks) -> None:
        n, coded = marks["size"], codes(marks)
        self.bounds = np.array(marks["bounds"])
        share = np.where(coded == UNKNOWN, np.nan, (coded.astype(float) - 1) / 65534)
        clear = marks["clear"] or bytes([255]) * (n * n)
        self.veil = 1 - np.frombuffer(clear, np.uint8).reshape(n, n) / 255
        level = FOG
        if marks["path"]:
            walker = self.look_up(np.nan_to_num(share, nan=1.0), *self.unit(marks["path"][-1:]).T)
            level = min(FOG, float(walker[0]) + BELOW)
        swell = clouds(n, 3.5, 1.7) * 0.86 + clouds(n, 8.0, 2.0) * 0.14
        top = level + (swell - 0.5) * SWELL
        self.bare = np.where(np.isnan(share), top, share)
        self.z = self.bare + (top - self.bare) * self.veil
        self.sheen = np.clip(0.55 + (swell - np.roll(swell, (2, -2), (0, 1))) * 3.6, 0, 1)

    def unit(self, places: np.ndarray | list) -> np.ndarray:
        """Places in the numbers of the axes on the block, (k, 2)."""
        low, high = self.bounds[[0, 2]], self.bounds[[1, 3]]
        return (np.asarray(places, dtype=float).reshape(-1, 2) - low) / (high - low) - 0.5

    def look_up(self, values: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Values at places of the block, between the middles of cells."""
        n = len(values)
        fx, fy = (np.clip((axis + 0.5) * n - 0.5, 0, n - 1.001) for axis in (x, y))
        i, j = fx.astype(int), fy.astype(int)
        a, b = fx - i, fy - j
        if values.ndim == 3:
            a, b = a[..., np.newaxis], b[..., np.newaxis]
        low = values[j, i] * (1 - a) + values[j, i + 1] * a
        return low * (1 - b) + (values[j + 1, i] * (1 - a) + values[j + 1, i + 1] * a) * b

    def colors(self, camera: Camera) -> np.ndarray:
        """Of each cell, (n, n, 3): its height's, in the light that comes from beside the camera."""
        n = len(self.z)
        north, east = (slope * n * STEEP for slope in np.gradient(self.bare))
        across, away, up = LIGHT_FROM / np.linalg.norm(LIGHT_FROM)
        cs, sn = np.cos(camera.yaw), np.sin(camera.yaw)
        toward = east * (across * cs - away * sn) + north * (across * sn + away * cs)
        lit = np.clip((up - toward) / np.sqrt(1 + east**2 + north**2), 0, 1)
        earth = ground(np.clip(self.bare, 0, 1) ** 0.6)
        fog = [rgb(LIGHT[f"fog-{k}"]) for k in (0, 1)]
        mist = fog[0] + (fog[1] - fog[0]) * self.sheen[..., np.newaxis]
        hidden = np.minimum(1, self.veil * 1.2)[..., np.newaxis]
        # Seen from above there's nothing but colour to tell high from low: less light, less shade.
        much = min(1, 0.25 + 1.06 * np.cos(camera.pitch))
        earth = np.clip(earth * (1 + much * (0.5 * lit[..., np.newaxis] - 0.42)), 0, 255)
        return earth + (mist - earth) * hidden


def ground(shares: np.ndarray) -> np.ndarray:
    """The colours of heights from 0, the lowest, to 1: (..., 3), from 0 to 255."""
    ramp = np.array([rgb(LIGHT[f"relief-{k}"]) for k in range(len(STEPS))])
    return np.stack([np.interp(shares, STEPS, channel) for channel in ramp.T], axis=-1)


def render(marks: ReliefMarks, camera: Camera, size: tuple[int, int]) -> np.ndarray:
    """The relief's ground in pixels, (height, width, 3) uint8, on paper."""
    surface, (width, height) = Surface(marks), size
    cells, levels = surface.colors(camera), np.array([*marks["levels"], 9.0])
    n = len(surface.z)
    steep = np.hypot(*np.gradient(surface.bare)) * n
    pen, mist = rgb(LIGHT["relief-0"]) * 0.7, rgb(LIGHT["fog-0"])
    wall = rgb(LIGHT["relief-3"]) * 0.25 + rgb(LIGHT["line"]) * 0.75
    sp, cp = np.sin(camera.pitch), np.cos(camera.pitch) * RISE
    cs, sn = np.cos(camera.yaw), np.sin(camera.yaw)
    across = (np.arange(width) + 0.5 - camera.middle[0]) / camera.scale
    away = np.arange(-0.71, 0.71, 0.6 / (camera.scale * max(0.25, sp)))[:, np.newaxis]
    x, y = across * cs - away * sn, across * sn + away * cs
    over = (np.abs(x) <= 0.5) & (np.abs(y) <= 0.5)
    # The row of each place that the lines of sight pass, from near to far: what is nearer and
    # higher hides it.
    row = np.full(x.shape, height)
    up = (
        np.broadcast_to(away * sp, x.shape)[over]
        + surface.look_up(surface.z, x[over], y[over]) * cp
    )
    row[over] = np.clip(np.rint(camera.middle[1] - up * camera.scale), 0, height)
    ends = np.minimum.accumulate(np.vstack([np.full(width, height), row[:-1]]))
    seen = row < ends
    k, column = np.nonzero(seen)
    row, end, place = row[seen], ends[seen], (x[seen], y[seen])
    hidden, color = surface.look_up(surface.veil, *place), surface.look_up(cells, *place)
    bare, slope = surface.look_up(surface.bare, *place), surface.look_up(steep, *place)
    near = np.min([np.abs(bare - level) for level in levels], axis=0) * camera.scale
    strong = np.clip(1.5 - near / np.maximum(slope, 1e-3), 0, 1) * 0.34 * (hidden < 0.9)
    color += (pen - color) * (strong * (1 - hidden))[:, np.newaxis]
    # A place fills its column down to what is nearer; the first one has the cut below it.
    first = end == height
    base = np.rint(camera.middle[1] - (away[k, 0] * sp + FLOOR * cp) * camera.scale).astype(int)
    end = np.where(first, np.clip(base, row + 1, height), end)
    filled = np.repeat(np.arange(len(row)), end - row)
    rows = np.arange(len(filled)) - np.repeat(np.cumsum(end - row) - (end - row), end - row)
    cut = (first[filled] & (rows > 0))[:, np.newaxis]
    side = wall + (mist - wall) * min(1, 1.2 * surface.veil.mean())
    picture = np.tile(rgb(LIGHT["paper"]), (height, width, 1))
    picture[rows + row[filled], column[filled]] = np.where(cut, side, color[filled])
    return np.rint(picture).astype(np.uint8)


def paint_relief(ax: Axes, marks: ReliefMarks) -> Axes:
    """Draw ground seen from the side; what its marks are is in `pictures.marks`."""
    width, height = SIZE
    scale = min((width - 20) / 1.46, (height - 20) / 1.36)
    yaw = YAW + QUARTER * marks["turned"]
    camera = Camera(yaw, scale=scale, middle=(width / 2, height / 2 + scale * 0.085))
    check_axes(ax).imshow(render(marks, camera, SIZE), extent=(0, width, height, 0))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    surface = Surface(marks)

    def on_ground(places: np.ndarray | list) -> np.ndarray:
        x, y = np.clip(surface.unit(places), -0.5, 0.5).T
        return camera.project(x, y, (surface.look_up(surface.z, x, y) + 0.012) * RISE)

    _axes(ax, marks, camera, surface)
    ink, paper = LIGHT["ink"], LIGHT["paper"]
    if len(marks["path"]):
        path = on_ground(marks["path"])
        for color, thick in ((paper, 4.5), (ink, 2)):
            ax.plot(*path.T, color=color, linewidth=thick, solid_joinstyle="round")
        far = np.hypot(*np.diff(path, axis=0).T) > 7
        dots: Look = dict(markerfacecolor=ink, markeredgecolor=paper, markeredgewidth=0.9)
        ax.plot(*path[1:][far].T, "o", markersize=5, **dots)
        if len(path) > 1:
            ax.plot(*path[0], "o", markersize=8, color=paper, markeredgecolor=ink, mew=1.8)
            _words(ax, "start", path[0] + (-16, -14), ha="right")
        if marks["head"]:
            tip, start = on_ground(marks["head"])[0], path[-1]
            for color, thick, size in ((paper, 7, 30), (ink, 3.6, 22)):
                look = dict(arrowstyle="-|>", linewidth=thick, color=color, mutation_scale=size)
                ax.annotate("", tip, start, arrowprops=look | dict(shrinkA=0, shrinkB=0))
            left = tip[0] < start[0]
            side = "right" if left else "left"
            _words(ax, "downhill", tip + (-14 if left else 14, 8), ha=side, bold=True)
        ax.plot(*path[-1] + (0, -6), "o", markersize=15, color=ink, mec=paper, mew=2, zorder=5)
        ax.plot(*path[-1] + (-5, -11), "o", markersize=3, color=paper, mec="none", zorder=6)
    if marks["note"]:
        _words(ax, marks["note"], (width / 2, height - 20), ha="center")
    return ax


def _axes(ax: Axes, marks: ReliefMarks, camera: Camera, surface: Surface) -> None:
    """Numbers and names along the two edges in front."""
    base = FLOOR * RISE
    centre = camera.project(0.0, 0.0, base)
    one, two = np.eye(2)
    ways = camera.project(one, two, 0)  # towards the eye it's lower in the picture
    front = np.where(ways[:, 1] > camera.project(0, 0, 0)[1], 0.5, -0.5)
    for axis, (ticks, name) in enumerate(
        zip(marks["ticks"], (marks["x_name"], marks["y_name"]), strict=True)
    ):
        edge = np.tile(front, (3, 1))
        edge[:, axis] = -0.5, 0.5, 0
        p, q, middle = camera.project(edge[:, 0], edge[:, 1], base)
        out = np.array([q[1] - p[1], p[0] - q[0]]) / np.hypot(*(q - p))
        out *= np.sign(out @ (middle - centre))
        look: Look = dict(ha="center", color=LIGHT["soft"], fontsize=TEXT)
        for value, label in ticks:
            share = surface.unit([[value, value]])[0, axis] + 0.5
            if axis and abs(share - 0.5 - front[1]) < 1 - NEAR:
                continue  # the corner of both edges has the first one's number
            write(ax, label, p + (q - p) * share + out * 22, **look)
        turn = np.degrees(np.arctan2(p[1] - q[1], q[0] - p[0]))
        turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
        look |= dict(color=LIGHT["ink"], rotation=turn, rotation_mode="anchor")
        write(ax, name, middle + out * 54, **look)


def _words(ax: Axes, words: str, place: np.ndarray | tuple, **look: Any) -> None:
    """Words with a rim of paper."""
    write(ax, words, place, fontsize=SMALL + 1, path_effects=halo(), **look)
