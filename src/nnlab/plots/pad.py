"""A pad on matplotlib axes, and a digit's shares; on the screen it's live/js/pad.js."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.field import field_image
from nnlab.pictures.geometry import far_from
from nnlab.pictures.pad import PadMarks
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH, rgb
from nnlab.plots.frame import Look, write
from nnlab.plots.pixels import DARKEST, GREY, SIDE, strokes

THIN = 0.25  # a stroke over numbers


def paint_pad(ax: Axes, marks: PadMarks) -> Axes:
    """Draw a pad: what a pen left, and under it the squares that are seen."""
    left, top, width, height = marks["frame"]
    cells = np.frombuffer(marks["cells"], np.uint8)
    n = round(len(cells) ** 0.5)
    extent = (left, left + width, top + height, top)
    seen = _ink(cells.reshape(n, n) / 255, GREY)
    if marks["looks"]:
        numbers = np.frombuffer(marks["looks"], np.uint8)
        seen = field_image(numbers, MAP_STRENGTH).reshape(n, n, 3).astype(np.uint8)
    ax.imshow(seen, interpolation="nearest", extent=extent)
    for k in range(n + 1):
        look: Look = dict(color=LIGHT["faint" if k % n else "line"], linewidth=0.8, zorder=1)
        x, y = left + width * k / n, top + height * k / n
        ax.plot((x, x), (top, top + height), **look)
        ax.plot((left, left + width), (y, y), **look)
    shape = np.zeros((SIDE, SIDE))
    if marks["ground"]:
        ground = np.frombuffer(marks["ground"], np.uint8)
        side = round(len(ground) ** 0.5)
        shape = strokes(ground.reshape(side, side) / 255)
    pixels = np.stack(np.meshgrid(*[(np.arange(SIDE) + 0.5) / SIDE] * 2), axis=-1).reshape(-1, 2)
    for stroke in marks["strokes"]:
        places = _smooth(np.asarray(stroke, dtype=float))
        away = far_from(places, pixels).reshape(SIDE, SIDE)
        shape = np.maximum(shape, np.clip((marks["wide"] / 2 - away) * SIDE + 0.5, 0, 1))
    ax.imshow(_ink(shape, THIN if marks["looks"] else DARKEST), extent=(0, 1, 1, 0), zorder=1.5)
    ax.set(xlim=(0, 1), ylim=(1, 0), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_color(LIGHT["line"])
    return ax


def paint_shares(ax: Axes, shares: Sequence[float], words: Sequence[str]) -> Axes:
    """Draw a share each as a bar, with what it says; the largest stands out."""
    most, n = int(np.argmax(shares)), len(shares)
    for k, (share, said) in enumerate(zip(shares, words, strict=True)):
        color = LIGHT["ink" if k == most else "soft"]
        ax.barh(k, 1, height=0.55, color=LIGHT["faint"])
        ax.barh(k, max(share, 0.008), height=0.55, color=color)
        write(ax, said, (1.3, k), ha="right", va="center", color=color, bold=k == most)
        write(ax, str(k), (-0.1, k), ha="center", va="center", color=color, bold=k == most)
    ax.set(xlim=(-0.2, 1.32), ylim=(n - 0.4, -0.6))
    ax.set_axis_off()
    return ax


def _smooth(places: np.ndarray) -> np.ndarray:
    """A stroke with its corners cut, twice."""
    for _ in range(2 * (len(places) > 2)):
        ahead, behind = (
            0.75 * places[:-1] + 0.25 * places[1:],
            0.25 * places[:-1] + 0.75 * places[1:],
        )
        cut = np.stack([ahead, behind], axis=1).reshape(-1, 2)
        places = np.vstack([places[:1], cut[1:-1], places[-1:]])
    return places


def _ink(share: np.ndarray, most: float) -> np.ndarray:
    """(n, n) shares as ink, see-through."""
    image = np.zeros((*share.shape, 4))
    image[..., :3], image[..., 3] = rgb(LIGHT["ink"]) / 255, most * share
    return image
