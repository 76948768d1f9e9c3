"""From a figure to the bytes of a stored picture; no window, nothing global, nothing to close."""

import io
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnlab.pictures.palette import LIGHT


def new_figure(width: float = 5.0, height: float = 4.0) -> Figure:
    """An empty figure of that size in inches, on an opaque light ground."""
    return Figure(figsize=(width, height), layout="constrained", facecolor=LIGHT["paper"])


def axes_of(
    figure: Figure, rows: int = 1, columns: int = 1, heights: Sequence[float] | None = None
) -> list[Axes]:
    """New axes in a figure, row by row; each row as high as `heights` says.

    >>> len(axes_of(new_figure(), 2, 3))
    6
    """
    return list(figure.subplots(rows, columns, squeeze=False, height_ratios=heights).flat)


def to_png(figure: Figure, dpi: int = 100) -> bytes:
    """The figure as PNG. The same figure gives the same bytes, on any day.

    >>> to_png(new_figure(1, 1))[1:4]
    b'PNG'
    """
    buffer = io.BytesIO()
    figure.savefig(
        buffer,
        format="png",
        dpi=dpi,
        facecolor=LIGHT["paper"],
        transparent=False,
        metadata={"Software": None},
    )
    return buffer.getvalue()
