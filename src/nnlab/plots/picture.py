"""Stored pictures: what a lab's parts show, on paper, drawn with the marks of the screen.

No window, nothing global, nothing to close. A part is anything with a KIND, "plane", "map",
"curve", "relief" or "network", and the marks that it shows.
"""

import io
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnlab.pictures.palette import LIGHT
from nnlab.pictures.wiring import network_layout
from nnlab.plots.bounce import paint_bounce
from nnlab.plots.cases import paint_cases
from nnlab.plots.map import paint_map
from nnlab.plots.network import WIDE, paint_network
from nnlab.plots.pad import paint_pad, paint_shares
from nnlab.plots.paint import paint_curve
from nnlab.plots.pixels import paint_pixels
from nnlab.plots.relief import paint_relief
from nnlab.plots.sheet import paint_sheet
from nnlab.plots.tiles import HIGH, paint_tiles
from nnlab.plots.tiles import WIDE as TILES_WIDE

FEW = 12  # points; more are drawn smaller
PAINTERS: dict[str, Any] = {
    "bounce": paint_bounce,
    "cases": paint_cases,
    "curve": paint_curve,
    "pad": paint_pad,
    "pixels": paint_pixels,
    "relief": paint_relief,
    "sheet": paint_sheet,
    "spark": paint_curve,
    "tiles": paint_tiles,
}


def new_figure(
    width: float = 5.0, height: float = 4.0, rows: int = 1, columns: int = 1, **grid: Any
) -> tuple[Figure, list[Axes]]:
    """A figure of that size in inches, on an opaque light ground, and its axes, row by row.

    >>> figure, axes = new_figure(6, 4, 2, height_ratios=(3, 1))
    >>> len(axes)
    2
    """
    figure = Figure(figsize=(width, height), layout="constrained", facecolor=LIGHT["paper"])
    return figure, list(figure.subplots(rows, columns, squeeze=False, **grid).flat)


def to_png(figure: Figure) -> bytes:
    """The figure as PNG. The same figure gives the same bytes, on any day.

    >>> to_png(new_figure(1, 1)[0])[1:4]
    b'PNG'
    """
    buffer = io.BytesIO()
    look: Any = dict(facecolor=LIGHT["paper"], transparent=False, metadata={"Software": None})
    figure.savefig(buffer, format="png", dpi=100, **look)
    return buffer.getvalue()


def paint_part(ax: Axes, part: Any, size: float = 1.25) -> Axes:
    """Draw on these axes what the part shows now; `size` is that of a plane's marks."""
    if part.KIND == "network":
        return paint_network(ax, part.marks)
    if part.KIND in PAINTERS:
        return PAINTERS[part.KIND](ax, part.marks)
    size = size if len(part.marks["points"]) <= FEW else 0.8
    paint_map(ax, part.marks, inside=True, size=size).set(aspect="auto", box_aspect=1)
    return ax


def parts_figure(parts: Sequence[Any]) -> Figure | None:
    """What some parts show now, side by side, in the light colours; None for none."""
    if not parts:
        return None
    alone, marks = parts[0].KIND if len(parts) == 1 else "", parts[0].marks
    size = {
        "plane": (5.2, 5.2),
        "map": (5.2, 5.2),
        "curve": (6.0, 3.6),
        "cases": (5.4, 4.4),
        "pad": (4.4, 4.4),
        "pixels": (4.4, 4.4),
        "relief": (6.0, 5.33),
        "spark": (6.0, 3.6),
        "tiles": (TILES_WIDE / 100, HIGH / 100),
        "": (4.8 * len(parts), 4.2),
    }
    if alone == "network":
        plan = network_layout(marks["sizes"], WIDE, **marks["room"])
        size[alone] = plan["width"] / 100, plan["height"] / 100
    figure, axes = new_figure(*size[alone], columns=len(parts))
    if alone in ("map", "network", "plane", "tiles"):
        figure.set_layout_engine("none")
        axes[0].set_position((0, 0, 1, 1))
    for part, ax in zip(parts, axes, strict=True):
        paint_part(ax, part, *([1.6] if alone else []))
    return figure


def network_figure(network: Any, plane: Any) -> Figure:
    """A network's drawing, and beside it the plane to the edge, from their marks."""
    figure, (left, right) = new_figure(9.5, 4.2, columns=2)
    figure.set_layout_engine("none")
    right.set_position((1 - 4.2 / 9.5, 0, 4.2 / 9.5, 1))
    left.set_position((0.02, 0.04, 0.94 - 4.2 / 9.5, 0.92))
    paint_network(left, network)
    paint_map(right, plane, inside=True, size=1.25).set(aspect="auto", box_aspect=1)
    return figure


def sheet_figure(marks: Any) -> Figure:
    """A falling sheet, from its marks."""
    figure, (ax,) = new_figure(6.6, 5.6)
    figure.set_layout_engine("none")
    ax.set_position((0, 0, 1, 1))
    paint_sheet(ax, marks)
    return figure


def shares_figure(marks: Any, shares: Sequence[float], words: Sequence[str]) -> Figure:
    """A pad from its marks, and beside it the shares, each with its words."""
    figure, (left, right) = new_figure(8.6, 4.4, columns=2, width_ratios=(1.1, 1))
    paint_pad(left, marks)
    paint_shares(right, shares, words)
    return figure
