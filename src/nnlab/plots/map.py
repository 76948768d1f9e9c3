"""A map on matplotlib axes: a plane of several classes, or of numbers."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnlab.pictures.field import field_image
from nnlab.pictures.map import mosaic_image
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import Look
from nnlab.plots.paint import paint_plane

DOT = 34  # square points, of a number's disc


def paint_map(ax: Axes, marks: Any, *, inside: bool = True, size: float = 1) -> Axes:
    """Draw a plane, or a map; what its marks are is in `pictures.map`, the rest as `paint_plane`.

    A number's point is filled as the field is where it says that; its rim is faint where it's kept
    back.
    """
    mosaic, toned = marks.get("mosaic"), [row for row in marks["points"] if len(row) > 6]
    plain: Any = {**marks, "size": 0} if mosaic else {**marks}
    paint_plane(ax, plain | ({"points": []} if toned else {}), inside=inside, size=size)
    if mosaic:
        look: Look = dict(origin="lower", interpolation="bilinear", zorder=0)
        ax.imshow(mosaic_image(marks), extent=marks["bounds"], **look)
    if toned:
        fills = field_image(np.array([row[6] for row in toned], np.uint8)) / 255
        rims = [LIGHT["line" if row[5] else "ink"] for row in toned]
        x, y = np.transpose([row[:2] for row in toned])
        ax.scatter(x, y, DOT * size, fills, edgecolors=rims, linewidths=1.0, zorder=4)
    return ax
