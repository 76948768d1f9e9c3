"""The plane in marks: a colour for every place, points, lines that can be dragged, and words."""

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, checks
from nnlab.pictures.checks import check_classes, check_points
from nnlab.pictures.field import field_bytes, height_bytes, side_bytes
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.marks import LineMark, PathMark, PlaneMarks, ProbeMark
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

STOPS = 12  # more points than this share one tab stop and get no names of their own
_LINE: dict[str, Any] = {
    **dict.fromkeys(("segment", "anchor", "head", "label_at")),
    **dict.fromkeys(("selected", "dashed", "thin"), False),
    **{"label": "", "draggable": True, "moves": "line"},
}


def plane(
    shown: PlaneMarks | None = None,
    *,
    bounds: ArrayLike | None = None,
    field: ArrayLike | None = None,
    scale: tuple[float, float] = (0.5, 0.5),
    sides: ArrayLike | None = None,
    heights: ArrayLike | None = None,
    X: ArrayLike | None = None,
    classes: ArrayLike | None = None,
    wrong: ArrayLike | None = None,
    lines: Sequence[dict | None] | None = None,
    curves: Sequence[dict] | None = None,
    selected: int | None = None,
    probe: Any = ...,
    names: dict[str, Any] | None = None,
    note: str | None = None,
    x_name: str | None = None,
    y_name: str | None = None,
    caption: str | None = None,
    text: str | None = None,
) -> PlaneMarks:
    """The marks that these numbers are drawn with; what is left out is not among them.

    Parameters
    ----------
    shown : the marks so far, where only some of them change: their parts are named anew
    bounds : (x0, x1, y0, y1)
    field : (n, n) or (n * n,) values in the order of `pictures.geometry.sample_plane`
    scale : the field's neutral value, and how far from it its colour is strongest
    sides : instead of a field: values of which only the sign counts; the edge between the
        sides is drawn sharp, where they pass 0
    heights : instead of a field: values drawn from paper, the lowest, to grey; [] for none
    X, classes, wrong : points, their targets, and which are on the wrong side
    lines : `LineMark` each, or some of it, as from `line_geometry`; None for a neuron without
        a line. The label, left out, is the length |w|
    curves : {"points": (n, 2)} each; "dashed", "thin" or with "dots" at its points
    selected : index of the chosen point, or −1
    probe : {"x", "y", "text"} or None for none
    names : {"lines": [[of the dot, of the arrow], ...], "points": [...], "place": "..."}: what
        a screen reader calls the parts; left out, plain names
    note : a few words in the picture; left out, it says so where there is no line
    x_name, y_name, caption, text : words

    Raises
    ------
    ValueError
        If something doesn't fit.

    >>> plane(bounds=(0, 1, 0, 1), X=[[0, 1]], classes=[1])["points"]
    [[0.0, 1.0, 1, False, 1]]
    """
    new: PlaneMarks = {}
    if bounds is not None:
        new["bounds"] = list(check_bounds(bounds))
        x0, x1, y0, y1 = new["bounds"]
        ticks = ticks_between(x0, x1), ticks_between(y0, y1)
        new["ticks"] = [[[t, number(t)] for t in axis] for axis in ticks]
    fields = {"field": field, "sides": sides, "heights": heights}
    if given := {kind: values for kind, values in fields.items() if values is not None}:
        new |= _field(given, scale)
    if X is not None:
        new["points"] = point_rows(X, classes, wrong)
        new["n_classes"] = max([2, *(row[2] + 1 for row in new["points"])])
    if lines is not None:
        new["lines"] = [_line(line) for line in lines]
        note = _note(lines) if note is None else note
    if curves is not None:
        new["curves"] = [_curve(**curve) for curve in curves]
    if selected is not None:
        new["selected"] = int(selected)
    if probe is not ...:
        new["probe"] = _probe(probe)
    words = dict(note=note, x_name=x_name, y_name=y_name, caption=caption, text=text)
    new |= cast(PlaneMarks, {name: str(word) for name, word in words.items() if word is not None})
    if names is not None or "points" in new or "lines" in new:
        now = (shown or PlaneMarks()) | new
        new["names"] = _names(now.get("points", []), len(now.get("lines", []))) | (names or {})
    return new


def answers(activation: Activation, z: np.ndarray) -> dict[str, Any]:
    """What `plane` is given to show a neuron's answers: of one that jumps, its two sides.

    Parameters
    ----------
    activation : the neuron's
    z : its sum at each place, in the order of `pictures.geometry.sample_plane`
    """
    z = np.nan_to_num(z)  # beyond all floats its side still counts
    if activation.jumps:
        return {"sides": z}
    return {"field": activation(z), "scale": (activation.neutral, activation.spread)}


def point_rows(
    X: ArrayLike, classes: ArrayLike | None, wrong: ArrayLike | None = None
) -> list[list]:
    """Points as the plane takes them: [x, y, class, wrong, how many coincide].

    Points of one class in one place are one row.

    >>> point_rows([[0, 1], [1, 1], [0, 1]], [0, 1, 0])
    [[0.0, 1.0, 0, False, 2], [1.0, 1.0, 1, False, 1]]
    """
    X = check_points(X)
    classes = check_classes(classes, len(X))
    wrong = np.zeros(len(X), bool) if wrong is None else np.asarray(wrong, dtype=bool).ravel()
    each = f"wrong has {len(wrong)} entries, but X has {len(X)} points"
    checks.need(len(wrong) == len(X), each)
    rows: dict[tuple, list] = {}
    for place, target, bad in zip(X.tolist(), classes.tolist(), wrong.tolist(), strict=True):
        row = rows.setdefault((*place, target), [*place, target, False, 0])
        row[3] = row[3] or bad
        row[4] += 1
    return list(rows.values())


def _field(given: dict[str, ArrayLike], scale: tuple[float, float]) -> PlaneMarks:
    one = "give the plane a field, sides or heights: one of them, not both"
    checks.need(len(given) == 1, one)
    ((kind, values),) = given.items()
    values = np.asarray(values, dtype=float)
    n = math.isqrt(values.size)
    shape = f"a field needs n × n values, n at least 2; shape {values.shape} isn't that"
    checks.need(n * n == values.size and (n >= 2 or (kind == "heights" and n == 0)), shape)
    if kind == "field":
        coded = field_bytes(values, *scale)
        crisp = bool(np.all((coded == 1) | (coded == 255)))  # two sides, no more
    else:
        coded = side_bytes(values.reshape(n, n)) if kind == "sides" else height_bytes(values)
        crisp = kind == "sides"
    return {"field": coded.tobytes(), "size": n, "crisp": crisp, "heights": kind == "heights"}


def _line(line: dict | None) -> LineMark:
    given = dict(line or {})
    length = given.pop("length", None)
    known = _LINE if length is None else _LINE | {"label": number(length, 2)}
    for name in given:
        checks.need(name in known, f"a line has no {name!r}; it may have {', '.join(known)}")
    return cast(LineMark, known | given)


def _curve(
    points: ArrayLike, dashed: bool = False, thin: bool = False, dots: bool = False
) -> PathMark:
    path = check_points(points).tolist()
    return {"points": path, "dashed": bool(dashed), "thin": bool(thin), "dots": bool(dots)}


def _probe(probe: dict | None) -> ProbeMark:
    if not probe:
        return {}
    return {"x": float(probe["x"]), "y": float(probe["y"]), "text": str(probe.get("text", ""))}


def _note(lines: Sequence[dict | None]) -> str:
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
        for x, y, target, wrong, count in (points if len(points) <= STOPS else [])
    ]
    handles = [[f"Move {line}", f"Turn {line} by its arrow"] for line in lines]
    return {"lines": handles, "points": called, "place": "Value at a place"}
