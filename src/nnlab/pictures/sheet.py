"""A plane on its way to a hidden layer, seen from the side, in marks: a sheet that falls.

The plane hangs above, as it is; on the floor lie the places (h1, h2) that the last hidden layer
gives its points, coloured by what the output says there. Between them the sheet falls: sideways
from x to h, and down. Its height means nothing else. Whoever paints it may turn it.
"""

import math
from collections.abc import Sequence
from typing import TypedDict

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.pictures.checks import check_classes, check_points
from nnlab.pictures.folding import checked_fold
from nnlab.pictures.geometry import Bounds, box_around, line_geometry, sample_plane, span_of
from nnlab.pictures.numbers import brief
from nnlab.pictures.plane import answers, plane
from nnlab.pictures.wiring import node_names

CELLS = 36  # of the sheet, a side; every third has its line
FIELD = 72  # of the fields, a side
AIR = 0.22  # beside the points, in parts of how far they reach
NEAR = 0.035  # of the floor's width: marks so near cover each other
TOP, FLOOR, HEIGHT = 1.44, 1.2, 1.32  # how wide the planes are drawn, how high the upper one hangs
YAW, PITCH = 0.5, 0.56  # where it is seen from at first, in radians
FAR = 1e30  # nothing lands beyond, as float32 ends there
_COUNTS = ("no", "one", "two", "three", "four", "five", "six")


class SheetMarks(TypedDict):
    """A sheet that falls. Places are in the numbers of their plane, fields as of `field_bytes`."""

    top: list[float]  # x0, x1, y0, y1 of the plane as it is
    floor: list[float]  # of the hidden layer's
    cells: int  # of the sheet, a side
    image: bytes  # float32, (cells + 1, cells + 1, 2): where each corner lands, from below left
    torn: bool  # the layer jumps: a cell whose corners part is torn
    size: int  # of both fields, a side
    fields: bytes  # of the top, then of the floor
    crisp: bool  # of these only the sides count
    points: list[list]  # [x, y, h1, h2, class, wrong, label] each
    cut: list[list[float]]  # the two ends of the output's line on the floor, or none
    spots: list[list]  # [h1, h2, words] where several points land
    names: list[str]  # of the axes: x1, x2, h1, h2
    selected: list[int]  # of the points
    fold: float  # how far it has fallen, from 0 to 1


@np.errstate(all="ignore")
def sheet(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    *,
    fold: float = 0.0,
    wrong: ArrayLike | None = None,
    selected: Sequence[int] = (),
) -> SheetMarks:
    """The marks of a network's plane that falls to where its last hidden layer puts it.

    Parameters
    ----------
    network : Network with 2 inputs, 2 neurons in the last hidden layer and 1 output
    X, y : (n_samples, 2) points and their classes
    fold : how far it has fallen, from 0 (the plane as it is) to 1 (the hidden layer's)
    wrong : (n_samples,) which are on the wrong side
    selected : the samples that are selected

    Raises
    ------
    ValueError
        If the network has other sizes, X and y don't fit, or fold isn't between 0 and 1.

    >>> from nnlab.core import step
    >>> network = Network([2, 2, 1], step, init="zeros")
    >>> network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    >>> marks = sheet(network, [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
    >>> [point[2:4] for point in marks["points"]], marks["spots"]
    ([[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]], [[1.0, 0.0, 'two in one spot']])
    """
    fold, X = checked_fold(network, fold), check_points(X)
    classes = check_classes(y, len(X))
    bad = np.zeros(len(X), bool) if wrong is None else np.asarray(wrong, bool).ravel()
    hidden, output = network.layers[-2:]
    top, image, landed, floor = _landed(network, X)
    line = line_geometry(output.W[0], float(output.b[0]), floor)
    names = node_names(network.sizes)
    each = zip(X.tolist(), landed.tolist(), classes.tolist(), bad.tolist(), strict=True)
    z = (
        network.forward(sample_plane(top, FIELD))[-1].z,
        output.forward(sample_plane(floor, FIELD)).z,
    )
    fields = [plane(**answers(output.activation, each))["field"] for each in z]
    return {
        "top": list(top),
        "floor": list(floor),
        "cells": CELLS,
        "image": image.astype("<f4").tobytes(),
        "torn": bool(hidden.activation.jumps),
        "size": FIELD,
        "fields": b"".join(fields),
        "crisp": bool(output.activation.jumps),
        "points": [[*x, *h, k, b, f"({', '.join(map(brief, x))})"] for x, h, k, b in each],
        "cut": [] if line is None or line["segment"] is None else line["segment"],
        "spots": _spots(landed, floor),
        "names": [*names[:2], *names[-3:-1]],
        "selected": list(map(int, selected)),
        "fold": fold,
    }


def fallen(start: ArrayLike, end: ArrayLike, t: ArrayLike, marks: SheetMarks) -> np.ndarray:
    """Where places that fall from `start` to `end` are at t, from 0 to 1: (..., 3), around 0.

    Right, back and up, in the picture's own measure. On the screen live/js/sheet.js does it.
    """
    t = np.asarray(t, dtype=float)[..., np.newaxis]
    ease = t * t * (3 - 2 * t)
    flat = (1 - ease) * _centred(start, marks["top"], TOP)
    flat = flat + ease * _centred(end, marks["floor"], FLOOR)
    return np.concatenate([flat, np.broadcast_to(HEIGHT * (1 - t), (*flat.shape[:-1], 1))], -1)


def seen(places: ArrayLike, yaw: float = YAW, pitch: float = PITCH) -> np.ndarray:
    """Places (..., 3) from one side, without perspective: (..., 2), right and up.

    >>> seen([[1, 0, 0]], yaw=0).tolist()
    [[1.0, 0.0]]
    """
    x, y, z = np.moveaxis(np.asarray(places, dtype=float), -1, 0)
    across = x * math.cos(yaw) + y * math.sin(yaw)
    deep = y * math.cos(yaw) - x * math.sin(yaw)
    return np.stack([across, deep * math.sin(pitch) + z * math.cos(pitch)], axis=-1)


def corner_images(marks: SheetMarks) -> tuple[np.ndarray, np.ndarray]:
    """The corners of the sheet's cells, and where each lands: (cells + 1, cells + 1, 2) both."""
    n = marks["cells"] + 1
    x0, x1, y0, y1 = marks["top"]
    corners = np.stack(np.meshgrid(np.linspace(x0, x1, n), np.linspace(y0, y1, n)), axis=-1)
    return corners, np.frombuffer(marks["image"], "<f4").reshape(n, n, 2).astype(float)


def _around(places: np.ndarray, air: float) -> Bounds:
    """A square around places, with `air` on each side in parts of how far they reach."""
    half = span_of(places) * (0.5 + air)
    return box_around(places, half, half)


def _centred(places: ArrayLike, bounds: ArrayLike, wide: float) -> np.ndarray:
    x0, x1, y0, y1 = np.asarray(bounds, dtype=float)
    middle, size = ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0)
    return wide * (np.asarray(places, dtype=float) - middle) / size


def _landed(network: Network, X: np.ndarray) -> tuple[Bounds, np.ndarray, np.ndarray, Bounds]:
    """The plane of the points, where its corners and they land, and the floor they land on."""
    top = _around(X, AIR)
    side = np.linspace(0, 1, CELLS + 1)
    corners = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    corners = np.array(top[0::2]) + corners * np.subtract(top[1::2], top[0::2])
    image, landed = (
        np.clip(np.nan_to_num(network.forward(each)[-2].a), -FAR, FAR) for each in (corners, X)
    )
    low, high = network.layers[-2].activation.sides
    if math.isfinite(high - low):
        air = 0.1 * (high - low)
        return top, image, landed, (low - air, high + air) * 2
    return top, image, landed, _around(np.vstack([image, landed]), 0.05)


@np.errstate(all="ignore")
def meeting(network: Network, X: ArrayLike) -> list[list[int]]:
    """Which of the points land in one spot of the sheet's floor.

    >>> network = Network([2, 2, 1], "step", init="zeros")
    >>> network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    >>> meeting(network, [[0, 0], [0, 1], [1, 0], [1, 1]])
    [[1, 2]]
    """
    *_, landed, floor = _landed(network, check_points(X))
    return landing(landed, floor)


def landing(landed: np.ndarray, floor: ArrayLike) -> list[list[int]]:
    """Which of the points land so near to one another that their marks cover each other.

    >>> landing(np.array([[0.0, 0.0], [1.0, 0.0], [0.99, 0.01]]), (-0.1, 1.1, -0.1, 1.1))
    [[1, 2]]
    """
    x0, x1, *_ = np.asarray(floor, dtype=float)
    reach, left, found = NEAR * (x1 - x0), list(range(len(landed))), []
    while left:
        first = landed[left[0]]
        here = [k for k in left if np.abs(landed[k] - first).max() <= reach]
        left = [k for k in left if k not in here]
        found += [here] if len(here) > 1 else []
    return found


def _spots(landed: np.ndarray, floor: Bounds) -> list[list]:
    """Where several points land, and how many in words."""
    found = []
    for here in landing(landed, floor):
        words = _COUNTS[len(here)] if len(here) < len(_COUNTS) else str(len(here))
        found.append([*landed[here].mean(axis=0).tolist(), f"{words} in one spot"])
    return found
