"""The plane in marks: a colour for every place, points, lines that can be dragged, and words."""

import math
from collections.abc import Sequence
from typing import Any, Unpack, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, checks
from nnlab.pictures.checks import check_classes, check_points
from nnlab.pictures.field import field_bytes, side_bytes
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.marks import LINE, PATH, Mark, PlaneMarks, PlaneWords, completed
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

STOPS = 12  # more points than this share one tab stop and get no names of their own


def plane(
    shown: PlaneMarks | None = None,
    *,
    bounds: ArrayLike | None = None,
    field: ArrayLike | None = None,
    scale: tuple[float, ...] | str = (0.5, 0.5),
    X: ArrayLike | None = None,
    classes: ArrayLike | None = None,
    wrong: ArrayLike | None = None,
    hollow: ArrayLike | None = None,
    lines: Sequence[Mark | None] | None = None,
    contours: Sequence[Any] | None = None,
    curves: Sequence[Mark] | None = None,
    names: dict[str, Any] | None = None,
    merged: bool = True,
    **words: Unpack[PlaneWords],
) -> PlaneMarks:
    """The marks that these numbers are drawn with; what is left out is not among them.

    Parameters
    ----------
    shown : the marks so far, where only some of them change: their parts are named anew
    bounds : (x0, x1, y0, y1)
    field : (n, n) or (n * n,) values in the order of `pictures.geometry.sample_plane`
    scale : the field's neutral value, how far from it its colour is strongest, and perhaps the
        power by which weak ones are drawn, see `field_bytes`; or "sides",
        where only the sign counts: the edge between the sides is drawn sharp, where it passes 0
    X, classes, wrong, hollow : points, their targets, which are on the wrong side, and which
        are drawn hollow: kept back
    lines : `marks.LINE` each, or some of it, as from `line_geometry`; None for a neuron without
        a line
    contours : fine lines, places [x, y] each, as from `geometry.contours`
    curves : `marks.PATH` each, or some of it
    names : {"lines": [[of the dot, of the arrow], ...], "points": [...], "place": "..."}: what
        a screen reader calls the parts; left out, plain names
    merged : whether points of one class in one place are one
    **words : a note, left out, says so where there is no line; selected; probe; and the words
        around the picture, as in `marks.PlaneWords`

    Raises
    ------
    ValueError
        If something doesn't fit.

    >>> plane(bounds=(0, 1, 0, 1), X=[[0, 1]], classes=[1])["points"]
    [[0.0, 1.0, 1, False, 1, False]]
    """
    new: dict[str, Any] = {**words}
    if bounds is not None:
        x0, x1, y0, y1 = new["bounds"] = list(check_bounds(bounds))
        ticks = ticks_between(x0, x1), ticks_between(y0, y1)
        new.setdefault("ticks", [[[t, number(t)] for t in axis] for axis in ticks])
    if field is not None:
        new |= _field(np.asarray(field, dtype=float), scale)
    if X is not None:
        new["points"] = point_rows(X, classes, wrong, hollow, merged)
        new["n_classes"] = max([2, *(row[2] + 1 for row in new["points"])])
    if lines is not None:
        new["lines"] = [completed(LINE, line or {}, "a line") for line in lines]
        new.setdefault("note", _note(lines))
    if contours is not None:
        new["contours"] = [check_points(ends).tolist() for ends in contours]
    if curves is not None:
        paths = [completed(PATH, curve, "a curve") for curve in curves]
        new["curves"] = [path | {"points": check_points(path["points"]).tolist()} for path in paths]
    if names is not None or "points" in new or "lines" in new:
        now = {**(shown or {}), **new}
        new["names"] = _names(now.get("points", []), len(now.get("lines", []))) | (names or {})
    return cast(PlaneMarks, new)


def answers(activation: Activation, z: np.ndarray, *power: float) -> dict[str, Any]:
    """What `plane` is given to show a neuron's answers: of one that jumps, its two sides.

    Parameters
    ----------
    activation : the neuron's
    z : its sum at each place, in the order of `pictures.geometry.sample_plane`
    power : by which weak answers are drawn, as of `field_bytes`
    """
    z = np.nan_to_num(z)  # beyond all floats its side still counts
    if activation.jumps:
        return {"field": z, "scale": "sides"}
    return {"field": activation(z), "scale": (activation.neutral, activation.spread, *power)}


def point_rows(
    X: ArrayLike,
    classes: ArrayLike | None,
    wrong: ArrayLike | None = None,
    hollow: ArrayLike | None = None,
    merged: bool = True,
) -> list[list]:
    """Points as the plane takes them: [x, y, class, wrong, how many coincide, hollow].

    Points of one class in one place are one row, if `merged`.

    >>> point_rows([[0, 1], [1, 1], [0, 1]], [0, 1, 0])
    [[0.0, 1.0, 0, False, 2, False], [1.0, 1.0, 1, False, 1, False]]
    """
    X = check_points(X)
    classes = check_classes(classes, len(X))
    each = [_flags(flags, len(X), name) for flags, name in ((wrong, "wrong"), (hollow, "hollow"))]
    rows: dict[tuple, list] = {}
    points = zip(X.tolist(), classes.tolist(), *each, strict=True)
    for k, (place, target, bad, kept) in enumerate(points):
        key = (*place, target, kept) if merged else (k,)
        row = rows.setdefault(key, [*place, target, False, 0, kept])
        row[3] = row[3] or bad
        row[4] += 1
    return list(rows.values())


def point_of_each(X: np.ndarray, classes: np.ndarray) -> list[int]:
    """Which of `point_rows` each point is: those of a class in one place share one.

    >>> point_of_each(np.array([[0, 1], [1, 1], [0, 1]]), np.array([0, 1, 0]))
    [0, 1, 0]
    """
    rows: dict[tuple, int] = {}
    each = zip(X.tolist(), classes.tolist(), strict=True)
    return [rows.setdefault((*place, target), len(rows)) for place, target in each]


def _flags(flags: ArrayLike | None, n: int, name: str) -> list[bool]:
    """Yes or no for each point; None is no."""
    found = np.zeros(n, bool) if flags is None else np.asarray(flags, dtype=bool).ravel()
    checks.need(len(found) == n, f"{name} has {len(found)} entries, but X has {n} points")
    return found.tolist()


def _field(values: np.ndarray, scale: tuple[float, ...] | str) -> dict[str, Any]:
    n = math.isqrt(values.size)
    shape = f"a field needs n × n values, n at least 2; shape {values.shape} isn't that"
    checks.need(n * n == values.size and n >= 2, shape)
    square, crisp = values.reshape(n, n), True
    if isinstance(scale, str):
        coded = side_bytes(square)
    else:
        coded = field_bytes(square, *scale)
        crisp = bool(np.isin(coded, (1, 255)).all())  # two sides, no more
    return {"field": coded.tobytes(), "size": n, "crisp": crisp}


def _note(lines: Sequence[Mark | None]) -> str:
    if any(line is None for line in lines):
        return "w = 0: there is no line"
    missed = any(line.get("segment") is None for line in lines if line is not None)
    return "the line lies outside this picture" if missed else ""


def _names(points: list[list], n_lines: int) -> dict[str, Any]:
    """What a screen reader calls each part."""
    lines = ["the line"] if n_lines == 1 else [f"line {i + 1}" for i in range(n_lines)]
    called = [
        f"point ({number(x)}, {number(y)}), target {target}{', wrong side' * wrong}"
        f"{f', {count} times' if count > 1 else ''}"
        for x, y, target, wrong, count, *_ in (points if len(points) <= STOPS else [])
    ]
    handles = [[f"Move {line}", f"Turn {line} by its arrow"] for line in lines]
    return {"lines": handles, "points": called, "place": "Value at a place"}
