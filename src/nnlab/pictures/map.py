"""A map in marks: the plane of several classes, or of numbers, with a row for each point."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.field import field_bytes
from nnlab.pictures.palette import LIGHT, class_color, rgb
from nnlab.pictures.plane import plane

FULL = 0.45  # how strong a class is drawn where it's sure; live/js/map.js has it, too


def map_marks(
    shown: Any = None,
    *,
    mosaic: ArrayLike | None = None,
    strength: ArrayLike = 1.0,
    X: ArrayLike | None = None,
    classes: ArrayLike | None = None,
    tones: ArrayLike | None = None,
    n_classes: int | None = None,
    **given: Any,
) -> dict[str, Any]:
    """The marks of a map: those of `plane`, whose points keep their order, one row each.

    Parameters
    ----------
    shown : the marks so far
    mosaic : (n, n) or (n * n,) the class that wins at each place of `geometry.sample_plane`,
        instead of a field
    strength : as many, from 0, not at all, to 1: how sure it is of that
    X, classes : points and their targets; there may be none
    tones : a number for each point, instead of classes, from 0 to 1, neutral at 0.5: coloured as
        the field is where it says that, whatever the field's own `scale` is
    n_classes : how many there are, where not all of them have points
    **given : as of `plane`

    Raises
    ------
    ValueError
        If something doesn't fit.

    >>> map_marks(X=[[0, 1], [0, 1]], tones=[0, 1])["points"]
    [[0.0, 1.0, 0, False, 1, False, 1], [0.0, 1.0, 0, False, 1, False, 255]]
    """
    if tones is not None and np.size(tones):
        tones = checks.numbers(tones, "tones", dtype=float).ravel()
        classes = np.zeros(len(tones))
    none: dict[str, Any] = {}
    if X is not None and not np.size(X):  # the reader has taken the last one away
        X, none = None, {"points": []}
        given.setdefault("names", {})
    shown = {**(shown or {}), **none}
    marks: dict[str, Any] = {**plane(shown, X=X, classes=classes, merged=False, **given), **none}
    if X is not None and tones is not None:
        for row, tone in zip(marks["points"], field_bytes(tones).tolist(), strict=True):
            row.append(tone)
    if X is not None and n_classes is not None:
        marks["n_classes"] = max(n_classes, marks["n_classes"])
    if "field" in marks:
        marks |= {"mosaic": b"", "strength": b""}
    if mosaic is not None:
        winners = np.asarray(mosaic).ravel()
        n = math.isqrt(winners.size)
        checks.need(n * n == winners.size, f"a mosaic needs n × n classes, not {winners.size}")
        sure = np.clip(np.broadcast_to(np.ravel(strength), winners.shape), 0, 1)
        marks |= {"field": b"", "size": n, "crisp": False}
        marks |= {"mosaic": winners.astype(np.uint8).tobytes()}
        marks |= {"strength": np.rint(255 * np.nan_to_num(sure)).astype(np.uint8).tobytes()}
    return marks


def mosaic_image(marks: Any) -> np.ndarray:
    """The colours of a mosaic on paper: (n, n, 3) uint8, the lowest row first."""
    winners, strength = (np.frombuffer(marks[name], np.uint8) for name in ("mosaic", "strength"))
    n_classes = max(3, marks["n_classes"])  # never a side's colours
    hues = np.array([rgb(class_color(k, n_classes)) for k in range(winners.max(initial=0) + 1)])
    paper, share = rgb(LIGHT["paper"]), FULL * strength[:, np.newaxis] / 255
    image = paper + (hues[winners] - paper) * share
    return np.rint(image).astype(np.uint8).reshape(marks["size"], marks["size"], 3)
