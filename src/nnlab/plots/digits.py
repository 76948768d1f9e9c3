"""Small pictures side by side, and which class was taken for which."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import TEXT, check_axes, style, toned, write
from nnlab.plots.pixels import plot_pixels

GAP, BELOW = 0.1, 0.2  # between two pictures, and under one for each line of its caption
STRONGEST = 0.7  # of a side's colour, in the fullest cell


def plot_digits(
    images: ArrayLike,
    captions: Sequence[object] | None = None,
    *,
    ax: Axes,
    columns: int = 8,
    signed: bool = False,
) -> Axes:
    """Draw several squares of pixels in rows, each with its words below it.

    Parameters
    ----------
    images : (n, m * m): a picture a row, as `plot_pixels` draws it
    captions : n words or numbers, or none
    ax : the axes to draw on
    columns : so many side by side
    signed : blue above 0, orange below, as strong as the largest of its own picture

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If a picture is no square, or the captions aren't as many.
    """
    images = checks.numbers(images, "images")
    checks.need(images.ndim == 2, f"images has shape {images.shape}: give a row for each picture")
    n = len(images)
    words = [""] * n if captions is None else _words(captions, "captions", n)
    columns = min(checks.whole(columns, "columns"), n)
    high = 1 + GAP + BELOW * max(1 + caption.count("\n") if caption else 0 for caption in words)
    rows = -(-n // columns)
    check_axes(ax).set(xlim=(0, columns * (1 + GAP)), ylim=(rows * high, 0), aspect="equal")
    ax.set_axis_off()
    for k, (image, caption) in enumerate(zip(images, words, strict=True)):
        x, y = k % columns * (1 + GAP) + GAP / 2, k // columns * high
        inset = ax.inset_axes((x, y, 1, 1), transform=ax.transData)
        plot_pixels(image, ax=inset, signed=signed, caption=caption)
    return ax


def plot_confusion(matrix: ArrayLike, *, ax: Axes, classes: Sequence[object] | None = None) -> Axes:
    """Draw which class was taken for which: blue what's right, orange what's mixed up.

    The fullest blue cell and the fullest orange one are the strongest; empty ones stay blank.

    Parameters
    ----------
    matrix : (n, n) counts, as of `confusion_matrix`: rows are truths, columns are guesses
    ax : the axes to draw on
    classes : their n names; left out, 0, 1, 2 ...

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If it's no square of counts, or the names aren't as many.
    """
    counts = checks.numbers(matrix, "matrix")
    square = counts.ndim == 2 and counts.shape[0] == counts.shape[1]
    wanted = "give n rows of n counts, confusion_matrix(y_pred, y_true)"
    checks.need(square, f"matrix has shape {counts.shape}: {wanted}")
    checks.need((counts >= 0).all(), f"matrix has numbers below 0: {wanted}")
    n = len(counts)
    names = _words(range(n) if classes is None else classes, "classes", n)
    right = np.eye(n, dtype=bool)
    most = [max(counts[where].max(initial=0), 1) for where in (~right, right)]
    image = [
        [toned((1 if i == j else -1) * counts[i, j] / most[i == j], STRONGEST) for j in range(n)]
        for i in range(n)
    ]
    style(ax, "it said", "it is").imshow(image, interpolation="nearest")
    for i, j in np.argwhere(counts):
        write(ax, f"{counts[i, j]:g}", (j, i), ha="center", fontsize=TEXT)
    ax.set_xticks(range(n), names)
    ax.set_yticks(range(n), names)
    ax.tick_params(length=0)
    for edge in np.arange(1, n) - 0.5:
        ax.axvline(edge, color=LIGHT["line"], linewidth=0.5)
        ax.axhline(edge, color=LIGHT["line"], linewidth=0.5)
    return ax


def _words(given: Sequence[object], name: str, n: int) -> list[str]:
    """As many words as wanted, whatever they were; otherwise a sentence."""
    several = np.iterable(given) and not isinstance(given, str)
    words = [str(each) for each in given] if several else []
    said = f"{len(words)} are given" if several else f"not {checks.short(given)}"
    checks.need(len(words) == n, f"{name} must be a list of {n} words or numbers: {said}")
    return words
