"""The film of a training: moments in a row, each a tiny plane."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from nnlab.pictures.field import border, unpacked
from nnlab.pictures.film import ASPECT, DOTS
from nnlab.pictures.marks import FilmMarks
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH
from nnlab.plots.frame import TEXT, Look, check_axes, rounded, write
from nnlab.plots.paint import paint_field, paint_points

SLOTS = 11  # frames there is room for
WIDE, STEP = 72.0, 82.0  # a frame's width, and from one to the next
HIGH = WIDE / ASPECT
BELOW = 34.0  # for the epoch, and how many are right


def paint_film(ax: Axes, marks: FilmMarks) -> Axes:
    """Draw a film; what its marks are is in `pictures.marks`."""
    check_axes(ax).set_axis_off()
    ax.set(xlim=(0, SLOTS * STEP), ylim=(HIGH + BELOW, -4), aspect="equal")
    starts = np.arange(SLOTS) * STEP + (STEP - WIDE) / 2
    for k, x in enumerate(starts):
        there, chosen = k < len(marks["frames"]), k == marks["now"]
        look: Look = dict(facecolor="none", zorder=6)
        look |= dict(edgecolor=LIGHT["ink" if chosen else "line"], linewidth=2.6 if chosen else 0.8)
        look |= dict(linestyle="-" if there else (0, (4, 4)))
        frame = rounded(ax, x, 0, WIDE, HIGH, 8, **look)
        if there:
            _field(ax, marks, k, x, frame)
            under: Look = dict(color=LIGHT["ink" if chosen else "soft"], fontsize=TEXT, bold=chosen)
            write(ax, marks["frames"][k][1], (x + WIDE / 2, HIGH + 13), ha="center", **under)
    _points(ax, marks, starts[: len(marks["frames"])])
    _counts(ax, marks, starts + WIDE / 2)
    return ax


def _field(ax: Axes, marks: FilmMarks, k: int, x: float, frame: Patch) -> None:
    """The middle of a square field, and its border, within the frame."""
    size, top = marks["size"], (HIGH - WIDE) / 2
    field = np.frombuffer(marks["fields"], np.uint8, size**2, k * size**2).reshape(size, size)
    extent, where = (x, x + WIDE, top + WIDE, top), dict(zorder=1, aspect="equal")
    paint_field(ax, field, extent, 0, MAP_STRENGTH, **where).set_clip_path(frame)
    for line in border(unpacked(field, marks["power"]), 0.0, (x, x + WIDE, 0, WIDE)):
        across, up = np.transpose(line["points"])
        [drawn] = ax.plot(across, top + WIDE - up, color=LIGHT["ink"], linewidth=1.1, zorder=2)
        drawn.set_clip_path(frame)


def _points(ax: Axes, marks: FilmMarks, starts: np.ndarray) -> None:
    """The points of all frames, class by class."""
    x0, x1, y0, y1 = marks["bounds"]
    scale, top = WIDE / (x1 - x0), (HIGH - WIDE) / 2
    for target in range(marks["n_classes"]):
        places = np.array([row[:2] for row in marks["points"] if row[2] == target])
        if len(places):
            x = starts[:, np.newaxis] + (places[:, 0] - x0) * scale
            y = np.broadcast_to(top + (y1 - places[:, 1]) * scale, x.shape)
            small: Look = dict(markersize=6, markeredgewidth=1)
            paint_points(ax, x.ravel(), y.ravel(), target, marks["n_classes"], **small)


def _counts(ax: Axes, marks: FilmMarks, middles: np.ndarray) -> None:
    """How many are right: a dot each, or in numbers."""
    of, right = marks["of"], [frame[2] for frame in marks["frames"]]
    if of > DOTS:
        for x, n in zip(middles, right, strict=False):
            write(ax, f"{n}/{of}", (x, HIGH + 27), ha="center", color=LIGHT["soft"])
        return
    away = (np.arange(of) - (of - 1) / 2) * 10
    dots = [
        (x + far, k < n) for x, n in zip(middles, right, strict=False) for k, far in enumerate(away)
    ]
    for full, color, edge in ((True, "ink", "ink"), (False, "paper", "soft")):
        x = [place for place, it in dots if it == full]
        look: Look = dict(mfc=LIGHT[color], mec=LIGHT[edge], mew=0.8, label=f"right {full}")
        ax.plot(x, np.full(len(x), HIGH + 27), "o", ms=3.8, **look)
