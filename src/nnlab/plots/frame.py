"""What the plots share: axes in the course's colours, and checks at the door."""

from nnlab.pictures.checks import check_classes as check_classes
from nnlab.pictures.numbers import number as number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.ticks import ticks_between

TEXT, SMALL = 10, 9  # points; at 100 dots an inch 14 and 12.5 pixels


def style(ax, x_name: str = "", y_name: str = ""):
    """Names, colours and sizes of the axes; nothing global is touched."""
    ax.set_facecolor(LIGHT["paper"])
    # Names may come from the reader's data: they are text, never mathematics to typeset.
    ax.set_xlabel(x_name, color=LIGHT["soft"], fontsize=TEXT, parse_math=False)
    ax.set_ylabel(y_name, color=LIGHT["soft"], fontsize=TEXT, parse_math=False)
    ax.tick_params(colors=LIGHT["soft"], labelsize=TEXT, length=3)
    for spine in ax.spines.values():
        spine.set_color(LIGHT["line"])
    return ax


def frame_plane(ax, bounds, x_name: str = "x₁", y_name: str = "x₂"):
    """Axes for a picture of the plane: square units, few ticks, a faint grid."""
    style(ax, x_name, y_name)
    if len(y_name) <= 3:
        ax.yaxis.label.set(rotation=0, verticalalignment="center")
    x0, x1, y0, y1 = bounds
    x_ticks, y_ticks = ticks_between(x0, x1), ticks_between(y0, y1)
    ax.set_xticks(x_ticks, [number(t) for t in x_ticks])
    ax.set_yticks(y_ticks, [number(t) for t in y_ticks])
    ax.set(xlim=(x0, x1), ylim=(y0, y1), aspect="equal")
    ax.grid(True, color=LIGHT["ink"], alpha=0.12, linewidth=0.7)
    ax.set_axisbelow(False)
    return ax
