"""A data set as a small picture on a button: SVG in the page's own colours."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.pictures.checks import check_classes, check_points
from nnlab.pictures.field import field_bytes
from nnlab.pictures.geometry import Bounds

SIDE, MOST = 60, 60  # units a side; so many points at most
TONES = 7  # colours of numbers


def thumbnail(X: ArrayLike, targets: ArrayLike, bounds: Bounds, *, numbers: bool = False) -> str:
    """An SVG of points as the plane shows them, x₂ upwards; a path for each colour.

    Parameters
    ----------
    X : (n_samples, 2); of more than 60 points some are drawn
    targets : their classes, by shape and hue; or numbers around 0, by colour
    bounds : (x0, x1, y0, y1)
    numbers : whether the targets are numbers

    >>> thumbnail([[0, 1], [1, 0]], [0, 1], (0, 1, 0, 1)).count("<path")
    2
    """
    X = check_points(X)
    some = np.unique(np.linspace(0, len(X) - 1, min(len(X), MOST)).round().astype(int))
    x0, x1, y0, y1 = bounds
    places = (X[some] - (x0, y1)) / (x1 - x0, y0 - y1) * SIDE
    if numbers:
        y = np.asarray(targets, dtype=float).ravel()
        shares = (field_bytes(y[some], 0, max(np.abs(y).max(), 1e-300)) - 128.0) / 127
        kinds = np.rint(shares * (TONES // 2)).astype(int)
    else:
        classes = check_classes(targets, len(X))
        kinds, several = classes[some], classes.max(initial=0) > 1
    paths = []
    for kind in np.unique(kinds):
        if numbers:
            side, share = ("positive" if kind > 0 else "negative"), abs(kind) / (TONES // 2)
            hue = f"color-mix(in srgb,var(--nnlab-{side}) {share:.0%},var(--nnlab-line))"
            paths.append(_path(places[kinds == kind], 0, hue))
        else:
            side = "positive" if kind else "negative"
            hue = f"class-{kind % 8}" if several else f"point-{side}"
            paths.append(_path(places[kinds == kind], kind, f"var(--nnlab-{hue})"))
    return f'<svg viewBox="0 0 {SIDE} {SIDE}" aria-hidden="true">{"".join(paths)}</svg>'


def _path(places: np.ndarray, shape: int, hue: str) -> str:
    """Points of one kind: ● ▲ ■ ◆."""
    drawn = ("h0", "l2.2 4.2h-4.4z", "h3.6v3.6h-3.6z", "l2.6 2.6-2.6 2.6-2.6-2.6z")[shape % 4]
    off = ((0, 0), (0, -2.4), (-1.8, -1.8), (0, -2.6))[shape % 4]  # where it begins
    d = "".join(f"M{x:.1f} {y:.1f}{drawn}" for x, y in places + off)
    look = "fill:none;stroke-width:4.4;stroke-linecap:round;stroke:" if not shape % 4 else "fill:"
    return f'<path d="{d}" style="{look}{hue}"/>'
