"""What was drawn on axes, read back."""

import numpy as np

from nnlab.pictures.palette import LIGHT, field_colors


def drawn(ax, label):
    (line,) = [line for line in ax.lines if line.get_label() == label]
    return np.column_stack(line.get_data())


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def side(ax, x, y):
    """The colour of the field at a place, as a row of its lookup table."""
    (image,) = ax.images
    x0, x1, y0, y1 = image.get_extent()
    pixels = image.get_array()
    rows, columns = pixels.shape[:2]
    color = pixels[int((y - y0) / (y1 - y0) * rows), int((x - x0) / (x1 - x0) * columns)]
    return int(np.flatnonzero(np.all(field_colors(LIGHT, 255) == color, axis=1))[0])
