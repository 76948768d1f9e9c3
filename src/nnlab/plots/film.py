"""The film of a training: moments in a row, each a tiny plane."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from nnlab.pictures.field import field_image, unpacked
from nnlab.pictures.film import ASPECT, DOTS
from nnlab.pictures.marks import FilmMarks
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH
from nnlab.plots.frame import TEXT, Look, check_axes, write
from nnlab.plots.paint import paint_field, paint_points

SLOTS, WIDE, STEP = (
    11,
    72.0,
    82.0,
)  # frames there is room for; a frame's width, and from one to the next
HIGH = WIDE / ASPECT
BELOW = 34.0  # for the epoch, and how many are right


def paint_film(ax: Axes, marks: FilmMarks) -> Axes:
    """Draw a film; what its marks are is in `pictures.marks`."""
    check_axes(ax).set_axis_off()
    ax.set(xlim=(0, SLOTS * STEP), ylim=(HIGH + BELOW, -4), aspect="equal")
    size, each = marks["size"], marks["size"] ** 2
    for k in range(SLOTS):
        x, there = k * STEP + (STEP - WIDE) / 2, k < len(marks["frames"])
        chosen = there and k == marks["now"]
        look: Look = dict(boxstyle="round,pad=0,rounding_size=8", facecolor="none", zorder=6)
        look |= dict(edgecolor=LIGHT["ink" if chosen else "line"], linewidth=2.6 if chosen else 0.8)
        look |= dict(linestyle="-" if there else (0, (4, 4)))
        frame = FancyBboxPatch((x, 0), WIDE, HIGH, **look)
        ax.add_patch(frame)
        if there:
            field = np.frombuffer(marks["fields"], np.uint8, each, k * each).reshape(size, size)
            _frame(ax, marks, field, x, frame)
            _, epoch, right = marks["frames"][k]
            weight, color = ("bold", "ink") if chosen else ("normal", "soft")
            middle: Look = dict(ha="center", color=LIGHT[color], fontweight=weight)
            write(ax, epoch, (x + WIDE / 2, HIGH + 13), fontsize=TEXT, **middle)
            _count(ax, right, marks["of"], x + WIDE / 2, HIGH + 27)
    return ax


def _frame(ax: Axes, marks: FilmMarks, field: np.ndarray, x: float, frame: FancyBboxPatch) -> None:
    """The middle of a square field, its border and the points, within the frame."""
    x0, x1, y0, y1 = marks["bounds"]
    top, scale = (HIGH - WIDE) / 2, WIDE / (x1 - x0)
    extent = (x, x + WIDE, top + WIDE, top)
    image = field_image(field, LIGHT, MAP_STRENGTH)
    paint_field(ax, image, False, extent, zorder=1, aspect="equal").set_clip_path(frame)
    at = (np.arange(len(field)) + 0.5) / len(field) * WIDE
    values = unpacked(field, marks["power"])
    look: Look = dict(colors=LIGHT["ink"], linewidths=1.1)
    if values.min() < 0 < values.max():
        border = ax.contour(x + at, top + WIDE - at, values, levels=[0.0], **look)
        border.set_clip_path(frame)
    for px, py, target, *_ in marks["points"]:
        place = x + (px - x0) * scale, top + (y1 - py) * scale
        paint_points(ax, *place, target, marks["n_classes"], markersize=6, markeredgewidth=1)


def _count(ax: Axes, right: int, of: int, x: float, y: float) -> None:
    """How many are right: a dot each, or in numbers."""
    if of > DOTS:
        write(ax, f"{right}/{of}", (x, y), ha="center", color=LIGHT["soft"])
        return
    for k in range(of):
        full = k < right
        color = LIGHT["ink" if full else "paper"]
        edge = LIGHT["ink" if full else "soft"]
        ax.plot(x + (k - (of - 1) / 2) * 10, y, "o", ms=3.8, mfc=color, mec=edge, mew=0.8)
