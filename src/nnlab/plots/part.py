"""What a lab's part shows, on paper: its stored picture is drawn with the marks of the screen."""

from collections.abc import Sequence
from typing import Any, Protocol

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnlab.pictures.network import room_for
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.wiring import network_layout
from nnlab.plots.frame import SMALL
from nnlab.plots.network import WIDE, paint_network
from nnlab.plots.paint import paint_curve, paint_plane
from nnlab.plots.picture import axes_of, new_figure


class Shown(Protocol):
    """A part of a lab: "plane", "curve" or "network", and the marks that it shows."""

    KIND: str

    @property
    def marks(self) -> Any: ...


def paint_part(ax: Axes, part: Shown) -> Axes:
    """Draw on these axes what the part shows now."""
    if part.KIND == "network":
        return paint_network(ax, part.marks)
    if part.KIND == "curve":
        return paint_curve(ax, part.marks)
    paint_plane(ax, part.marks).set(aspect="auto", box_aspect=1)  # as high as it is wide
    return ax


def part_figure(part: Shown) -> Figure:
    """What the part shows now, as a figure of its own, in the light colours."""
    marks, plane = part.marks, part.KIND == "plane"
    if part.KIND == "network":
        plan = network_layout(marks["sizes"], WIDE, **room_for(marks))
        figure = new_figure(plan["width"] / 100, plan["height"] / 100)
        figure.set_layout_engine("none")
        paint_part(figure.add_axes((0, 0, 1, 1)), part)
        return figure
    figure = new_figure(4.4, 4.4) if plane else new_figure(6.0, 3.6)
    paint_part(axes_of(figure)[0], part)
    if plane and marks["caption"]:
        figure.supxlabel(marks["caption"], fontsize=SMALL, color=LIGHT["soft"], parse_math=False)
    return figure


def parts_figure(parts: Sequence[Any]) -> Figure | None:
    """What some parts show now, side by side; None for none."""
    if len(parts) < 2:
        return part_figure(parts[0]) if parts else None
    figure = new_figure(4.8 * len(parts), 4.2)
    for part, ax in zip(parts, axes_of(figure, 1, len(parts)), strict=True):
        paint_part(ax, part)
    return figure
