"""A square of pixels on matplotlib axes; on the screen it's live/js/pixels.js."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nnlab.pictures.field import field_image
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH, rgb
from nnlab.pictures.pixels import PixelsMarks, pixels
from nnlab.plots.frame import SMALL, Look, check_axes

DARKEST, GREY = 0.74, 0.36  # of a stroke full of ink, and of the pixel under it
EDGE, RIM, SIDE = 0.6, 1.5, 320  # where a stroke's edge is, how wide, and how fine it's drawn
OUTSIDE = -0.6  # ink beyond the paper: a stroke bends back before its edge


def plot_pixels(values: ArrayLike, *, ax: Axes, signed: bool = False, caption: str = "") -> Axes:
    """Draw a square of numbers as pixels, row by row from the top.

    Parameters
    ----------
    values : (n * n,) or (n, n): ink from 0, paper, to 1, black; or, `signed`, weights
    ax : the axes to draw on
    signed : blue above 0, orange below, as strong as the largest
    caption : words below it

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If they make no square.
    """
    return paint_pixels(check_axes(ax), pixels(values, signed=signed, caption=caption))


def paint_pixels(ax: Axes, marks: PixelsMarks) -> Axes:
    """Draw a square of pixels; what its marks are is in `pictures.pixels`."""
    n, cells = marks["side"], np.frombuffer(marks["cells"], np.uint8)
    if marks["signed"]:
        image = field_image(cells, MAP_STRENGTH)
    else:
        share = cells[:, np.newaxis] / 255 * (GREY if marks["strokes"] else 1)
        image = rgb(LIGHT["paper"]) + share * (rgb(LIGHT["ink"]) - rgb(LIGHT["paper"]))
    extent = (-0.5, n - 0.5, n - 0.5, -0.5)
    ax.imshow(image.reshape(n, n, 3).astype(np.uint8), interpolation="nearest", extent=extent)
    if marks["strokes"]:
        drawn = np.frombuffer(marks["strokes"], np.uint8).reshape(n, n) / 255
        shape = strokes(drawn)
        if marks["signed"]:
            ax.contour(shape, [0.5], extent=extent, origin="upper", colors=LIGHT["ink"])
        else:
            ink = np.zeros((SIDE, SIDE, 4))
            ink[..., :3] = rgb(LIGHT["ink"]) / 255
            ink[..., 3] = DARKEST * shape
            ax.imshow(ink, extent=extent, zorder=1.5)
    ax.set(xticks=[], yticks=[])
    for edge in np.arange(1, n) - 0.5 if not marks["signed"] else ():
        ax.axvline(edge, color=LIGHT["line"], linewidth=0.5)
        ax.axhline(edge, color=LIGHT["line"], linewidth=0.5)
    ax.spines[:].set_color(LIGHT["line"])
    for k in marks["changed"]:
        dot: Look = dict(ms=8, mfc=LIGHT["ink"], mec=LIGHT["paper"], mew=1.6)
        ax.plot(k % n, k // n, "o", **dot)
    if marks["selected"] >= 0:
        corner = marks["selected"] % n - 0.5, marks["selected"] // n - 0.5
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=LIGHT["ink"], linewidth=2))
    if marks["caption"]:
        ax.set_xlabel(marks["caption"], color=LIGHT["soft"], fontsize=SMALL, parse_math=False)
    return ax


def strokes(ink: np.ndarray) -> np.ndarray:
    """Ink as the strokes that may have left it; its twin is live/js/strokes.js."""
    n = len(ink)
    far = np.abs((np.arange(SIDE) + 0.5)[:, np.newaxis] / SIDE * n - 0.5 - np.arange(n))
    near = 7 * far**3 - 12 * far**2 + 16 / 3
    beyond = -7 / 3 * far**3 + 12 * far**2 - 20 * far + 32 / 3
    counts = np.where(far < 1, near, np.where(far < 2, beyond, 0)) / 6  # after Mitchell, Netravali
    smooth = counts @ (ink - OUTSIDE) @ counts.T + OUTSIDE
    edged = np.pad(smooth, 1, "edge")
    across, down = edged[1:-1, 2:] - edged[1:-1, :-2], edged[2:, 1:-1] - edged[:-2, 1:-1]
    steep = np.hypot(across, down) / 2 + 1e-4
    strokes: np.ndarray = np.clip((smooth - EDGE) / (RIM * steep) + 0.5, 0, 1)
    return strokes
