"""What the plots share: axes in the course's colours, and words on them."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.patheffects import withStroke

from nnlab.core import checks
from nnlab.pictures.palette import LIGHT, rgb

Look: TypeAlias = dict[str, Any]  # as matplotlib takes it

TEXT, SMALL = 10, 9  # points; at 100 dots an inch 14 and 12.5 pixels
PILL: Look = dict(
    boxstyle="round,pad=0.45,rounding_size=1", facecolor=LIGHT["ink"], edgecolor="none"
)


def check_axes(ax: Any) -> Axes:
    """The axes to draw on, or a sentence that says how to get some."""
    given = f"an array of axes, shape {ax.shape}: choose one" if hasattr(ax, "shape") else None
    given = given or ("matplotlib.pyplot" if hasattr(ax, "gca") else checks.short(ax))
    checks.need(isinstance(ax, Axes), f"ax is {given}. Write fig, ax = plt.subplots(), then ax=ax")
    return ax


def style(ax: Axes, x_name: str = "", y_name: str = "") -> Axes:
    """Names, colours and sizes of the axes; nothing global is touched."""
    check_axes(ax).set_facecolor(LIGHT["paper"])
    # Names may come from the reader's data: they are text, never mathematics to typeset.
    ax.set_xlabel(x_name, color=LIGHT["soft"], fontsize=TEXT, parse_math=False)
    ax.set_ylabel(y_name, color=LIGHT["soft"], fontsize=TEXT, parse_math=False)
    ax.tick_params(colors=LIGHT["soft"], labelsize=TEXT, length=3)
    ax.spines[:].set_color(LIGHT["line"])
    return ax


def frame(ax: Axes, marks: Mapping[str, Any], x_name: str, y_name: str, **grid: Any) -> None:
    """Axes for marks: their names, their ends, the [number, label] of each tick, and a grid."""
    style(ax, marks.get("x_name", x_name), y_name)
    if marks.get("log"):
        ax.set_yscale("log")
        ax.minorticks_off()
    for axis, labelled in zip((ax.xaxis, ax.yaxis), marks["ticks"], strict=True):
        axis.set_ticks([value for value, _ in labelled], [label for _, label in labelled])
    x0, x1, y0, y1 = marks["bounds"]
    ax.set(xlim=(x0, x1), ylim=(y0, y1))
    ax.grid(True, linewidth=0.7, **grid)


def write(
    ax: Axes, words: str, place: Any, off: Any = None, *, bold: bool = False, **look: Any
) -> None:
    """Words at a place or so many points `off`; `look` is as of `ax.annotate`.

    They are text, never mathematics to typeset.
    """
    usual: Look = dict(va="center", color=LIGHT["ink"], fontsize=SMALL, parse_math=False)
    usual |= dict(xytext=off, textcoords="offset points") if off else {}
    ax.annotate(words, place, **usual | dict(fontweight="bold" if bold else "normal") | look)


def write_pill(ax: Axes, words: str, place: Any, off: Any = None, **look: Any) -> None:
    """Words of paper on a pill of ink."""
    write(ax, words, place, off, bold=True, **dict(color=LIGHT["paper"], bbox=PILL) | look)


def halo(width: float = 3) -> list[Any]:
    """A rim of paper around a mark, so that it can be seen on anything."""
    return [withStroke(linewidth=width, foreground=LIGHT["paper"])]


def rounded(
    ax: Axes, x: float, y: float, wide: float, high: float, radius: float, **look: Any
) -> FancyBboxPatch:
    """A box with round corners, from its corner."""
    style = f"round,pad=0,rounding_size={radius}"
    box = FancyBboxPatch((x, y), wide, high, boxstyle=style, **look)
    ax.add_patch(box)
    return box


def room(ax: Axes) -> np.ndarray:
    """How wide and high axes are, in pixels at 100 dots an inch."""
    figure: Any = ax.figure
    box = ax.get_window_extent()
    return np.array([box.width, box.height]) / figure.dpi * 100


def ground(ax: Axes, wide: float, high: float, scale: float) -> None:
    """Axes for a drawing of so many px, in their middle, y downwards as on a screen."""
    x, y = room(ax) / scale / 2
    ax.set_axis_off()
    ax.set(xlim=(wide / 2 - x, wide / 2 + x), ylim=(high / 2 + y, high / 2 - y))


def toned(tone: float, most: float) -> np.ndarray:
    """Paper with up to `most` of a side's colour."""
    side, paper = (rgb(LIGHT[k]) for k in ("positive" if tone >= 0 else "negative", "paper"))
    return (paper + (side - paper) * abs(tone) * most) / 255


def note(ax: Axes, words: str, share: float, y: float, **look: Any) -> None:
    """Small print at a height, at that share of the axes' width."""
    usual: Look = dict(va="bottom", color=LIGHT["soft"])
    write(ax, words, (share, y), xycoords=ax.get_yaxis_transform(), **usual | look)


def level(ax: Axes, words: str, share: float, y: float, **look: Any) -> None:
    """A dotted line across the axes, and what it means."""
    ax.axhline(y, color=LIGHT["soft"], linewidth=1, linestyle=":", zorder=1.5)
    note(ax, words, share, y, **look)


def legend(ax: Axes, **where: Any) -> None:
    """What the lines are called."""
    ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"], **where)
