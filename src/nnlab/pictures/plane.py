"""The plane in marks: a colour for every place, points, lines that can be dragged, and words."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, Trace
from nnlab.pictures.checks import check_classes, check_points
from nnlab.pictures.field import field_bytes, height_bytes, side_bytes
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.marks import LineMark, PathMark, PlaneMarks, ProbeMark
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

STOPS = 12  # more points than this share one tab stop and get no names of their own
_LINE: LineMark = {
    "segment": None,
    "anchor": None,
    "head": None,
    "label": "",
    "label_at": None,
    "draggable": True,
    "selected": False,
    "dashed": False,
    "thin": False,
    "moves": "line",
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
        x0, x1, y0, y1 = check_bounds(bounds)
        new["bounds"] = [x0, x1, y0, y1]
        new["ticks"] = [
            [[t, number(t)] for t in ticks_between(*ends)] for ends in ((x0, x1), (y0, y1))
        ]
    if any(values is not None for values in (field, sides, heights)):
        new |= _field(field, scale, sides, heights)
    if X is not None:
        new["points"] = point_rows(X, classes, wrong)
        new["n_classes"] = max([2, *(row[2] + 1 for row in new["points"])])
    if lines is not None:
        new["lines"] = [_line(line) for line in lines]
        if note is None:
            note = _note(lines)
    if curves is not None:
        new["curves"] = [_curve(**curve) for curve in curves]
    if selected is not None:
        new["selected"] = int(selected)
    if probe is not ...:
        new["probe"] = _probe(probe) if probe else {}
    words = dict(note=note, x_name=x_name, y_name=y_name, caption=caption, text=text)
    new |= {key: str(value) for key, value in words.items() if value is not None}
    if names is not None or {"points", "lines"} & set(new):
        parts = {"points": [], "lines": []} | (shown or {}) | new
        new["names"] = _names(parts["points"], len(parts["lines"])) | (names or {})
    return new


def answers(activation: Activation, trace: Trace) -> dict[str, Any]:
    """What `plane` is given to show a neuron's answers: of one that jumps, its two sides.

    Parameters
    ----------
    activation : the neuron's
    trace : of its answers at each place, in the order of `pictures.geometry.sample_plane`
    """
    if activation.jumps:
        return {"sides": trace.z}
    return {"field": trace.a, "scale": (activation.neutral, activation.spread)}


def point_rows(X: ArrayLike, classes: ArrayLike, wrong: ArrayLike | None = None) -> list[list]:
    """Points as the plane takes them: [x, y, class, wrong, how many coincide].

    Points of one class in one place are one row.

    >>> point_rows([[0, 1], [1, 1], [0, 1]], [0, 1, 0])
    [[0.0, 1.0, 0, False, 2], [1.0, 1.0, 1, False, 1]]
    """
    X = check_points(X)
    classes = check_classes(classes, len(X))
    wrong = np.zeros(len(X), bool) if wrong is None else np.asarray(wrong, dtype=bool).ravel()
    if len(wrong) != len(X):
        raise ValueError(f"wrong has {len(wrong)} entries, but X has {len(X)} points")
    rows: dict[tuple, list] = {}
    for place, target, bad in zip(X.tolist(), classes.tolist(), wrong.tolist(), strict=True):
        row = rows.setdefault((*place, target), [*place, target, False, 0])
        row[3] = row[3] or bad
        row[4] += 1
    return list(rows.values())


def _field(field, scale, sides, heights) -> PlaneMarks:
    given = [values for values in (field, sides, heights) if values is not None]
    if len(given) > 1:
        raise ValueError("give the plane a field, sides or heights: one of them, not both")
    values = np.asarray(given[0], dtype=float)
    if heights is not None and values.size == 0:
        return {"field": b"", "size": 0, "crisp": False, "heights": True}
    n = int(np.sqrt(values.size))
    if n * n != values.size or n < 2:
        raise ValueError(
            f"a field needs n × n values, n at least 2; shape {values.shape} isn't that"
        )
    if sides is not None:
        coded = side_bytes(values.reshape(n, n))
    else:
        coded = height_bytes(values) if field is None else field_bytes(values, *scale)
    crisp = sides is not None or (
        heights is None and bool(np.all((coded == 1) | (coded == 255)))  # two sides, no more
    )
    return {"field": coded.tobytes(), "size": n, "crisp": crisp, "heights": heights is not None}


def _line(line: dict | None) -> LineMark:
    given = dict(line or {})
    length = given.pop("length", None)
    plain = _LINE if length is None else _LINE | {"label": number(length, 2)}
    unknown = set(given) - set(plain)
    if unknown:
        raise ValueError(f"a line has no {sorted(unknown)[0]!r}; it may have {', '.join(plain)}")
    return plain | given


def _curve(points, dashed=False, thin=False, dots=False) -> PathMark:
    points = check_points(points).tolist()
    return {"points": points, "dashed": bool(dashed), "thin": bool(thin), "dots": bool(dots)}


def _probe(probe) -> ProbeMark:
    return {"x": float(probe["x"]), "y": float(probe["y"]), "text": str(probe.get("text", ""))}


def _note(lines) -> str:
    if any(line is None for line in lines):
        return "w = 0: there is no line"
    if any(line.get("segment") is None for line in lines):
        return "the line lies outside this picture"
    return ""


def _names(points, n_lines) -> dict[str, Any]:
    """What a screen reader calls each part."""
    line = ["the line"] if n_lines == 1 else [f"line {i + 1}" for i in range(n_lines)]
    called = [
        f"point ({number(x)}, {number(y)}), target {target}{', wrong side' * wrong}"
        f"{f', {count} times' if count > 1 else ''}"
        for x, y, target, wrong, count in (points if len(points) <= STOPS else [])
    ]
    return {
        "lines": [[f"Move {of}", f"Turn {of} by its arrow"] for of in line],
        "points": called,
        "place": "Value at a place",
    }
