"""From a figure to the bytes of a stored picture; no window, nothing global, nothing to close."""

import io

from matplotlib.figure import Figure

from nnlab.pictures.palette import LIGHT


def new_figure(width: float = 5.0, height: float = 4.0) -> Figure:
    """An empty figure of that size in inches, on an opaque light ground."""
    return Figure(figsize=(width, height), layout="constrained", facecolor=LIGHT["paper"])


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
