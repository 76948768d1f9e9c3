"""Lines over many steps in marks: which of their points are drawn, on which axes."""

import math
from collections.abc import Sequence
from typing import Any, Unpack, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.marks import DASHES, STEPS, CurveMarks, CurveWords, Mark, completed
from nnlab.pictures.numbers import brief, count, power, scientific
from nnlab.pictures.ticks import linear_axis, log_axis, steps_axis, ticks_between

MOST = 800  # points of a curve that are drawn: more than a picture has columns


def thinned(
    x: ArrayLike, y: ArrayLike, low: ArrayLike | None = None, high: ArrayLike | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """At most about `MOST` points of a curve; every peak and every dip is among them.

    The curve is cut into stretches of equally many points; of each, the lowest and the highest
    stay, besides the first and the last point of all.

    Parameters
    ----------
    x, y : (n,)
    low, high : (n,), what y reached since the point before, if it is known

    Returns
    -------
    x, y : (m,) in the same order, m at most `MOST` + 4

    >>> y = np.zeros(100_000)
    >>> y[77_777] = 1  # a spike of a single step
    >>> x, y = thinned(np.arange(100_000), y)
    >>> len(x) <= 804, x[y == 1].tolist()
    (True, [77777.0])
    """
    x, y = (np.asarray(values, dtype=float).ravel() for values in (x, y))
    low, high = (y if v is None else np.asarray(v, dtype=float).ravel() for v in (low, high))
    n = len(x)
    each = f"x has {n} numbers and y {len(y)}: give one y for each x"
    checks.need(len(y) == len(low) == len(high) == n, each)
    if n == 0 or (n <= MOST and low is y and high is y):
        return x, y
    width = math.ceil(2 * n / MOST)
    starts = np.arange(0, n, width)  # of stretches, (n_stretches,)
    rows = [np.pad(v, (0, -n % width), "edge").reshape(-1, width) for v in (low, high)]
    lowest, highest = starts + rows[0].argmin(axis=1), starts + rows[1].argmax(axis=1)
    at = np.concatenate([[0], lowest, highest, [n - 1]])
    order = np.argsort(at, kind="stable")
    at = at[order]
    reached = np.concatenate([y[:1], low[lowest], high[highest], y[-1:]])[order]
    new = np.append(True, (at[1:] > at[:-1]) | (reached[1:] != reached[:-1]))
    return x[at[new]], reached[new]


def curve(
    shown: CurveMarks | None = None,
    *,
    lines: Sequence[Mark] | None = None,
    log: bool = True,
    powers: bool = False,
    hold: tuple[ArrayLike, ArrayLike] | None = None,
    levels: Sequence | None = None,
    notes: Sequence | None = None,
    marker: Mark | None = None,
    pin: Mark | None = None,
    **words: Unpack[CurveWords],
) -> CurveMarks:
    """The marks that these numbers are drawn with; what is left out is not among them.

    Parameters
    ----------
    shown : the marks so far, where only some of them change
    lines : `marks.STEPS` each, or some of it; dash and soft, left out, differ from line to line
    log : whether y is on a log scale; without a positive number it is not, whatever is asked
    powers : whether x is an exponent; then all ticks are powers of ten
    hold : x and y of places that are seen, too, however short and flat the lines are
    levels : (y, label) each
    notes : (x, label) each
    marker : {"x", "y", "text", "draggable"}, or {} for none
    pin : {"x", "text"}, a moment to go back to, or {} for none
    **words : in and around the picture, as in `marks.CurveWords`

    Raises
    ------
    ValueError
        If something doesn't fit.

    >>> curve(lines=[{"x": [0, 7], "y": [0.3, 0.1]}], log=True)["bounds"]
    [0.0, 10.0, 0.1, 0.3]
    """
    new: dict[str, Any] = {**words}
    if lines is not None:
        new["lines"] = [_line(line, k) for k, line in enumerate(lines)]
        new |= _axes(new["lines"], log, powers, hold)
    for name, given in (("levels", levels), ("notes", notes)):
        if given is not None:
            new[name] = _labelled(given, f'{name} are (number, label) each, as in [(0.25, "1/4")]')
    if lines is not None and words.get("bare"):
        new["ticks"][1] = _few(new["ticks"][1], new.get("levels", ()))
    if marker is not None:
        drawn = {**(shown or {}), **new}.get("lines", [])
        new["marker"] = _marker(marker, drawn) if marker else {}
    if pin is not None:
        new["pin"] = {"x": float(pin["x"]), "text": str(pin["text"])} if pin else {}
    return cast(CurveMarks, new)


def _labelled(given: Any, asked: str) -> list[list]:
    """[number, label] each, or a sentence that says so."""
    try:
        return [[checks.number(value, "it"), str(label)] for value, label in given]
    except (TypeError, ValueError):
        raise ValueError(asked) from None


def _line(given: Mark, k: int) -> Mark:
    """A line as it is drawn: few enough points, with its peaks."""
    checks.need({"x", "y"} <= given.keys(), "a line has x and y")
    own = STEPS | {"dash": DASHES[k % len(DASHES)], "soft": k > 0}
    line = completed(own, given, "a line")
    checks.need(
        line["dash"] in DASHES, f"dash must be one of {', '.join(DASHES)}, not {line['dash']!r}"
    )
    x, y = thinned(*(line.pop(name) for name in ("x", "y", "low", "high")))
    rising = "the x of a line must not fall: they are steps, one after the other"
    checks.need(np.all(np.diff(x) >= 0), rising)
    return line | {"x": x, "y": y}


def _axes(
    lines: list[Mark], log: bool, powers: bool, hold: tuple[ArrayLike, ArrayLike] | None
) -> dict[str, Any]:
    """Ends and ticks that hold all the lines, and places besides."""
    x, y = (
        np.concatenate(
            [[] if hold is None else np.atleast_1d(hold[k]), *(line[axis] for line in lines)]
        )
        for k, axis in enumerate("xy")
    )
    x0, (x1, x_ticks) = 0.0, steps_axis(x.max(initial=0.0))
    if powers:
        x0, x1 = x.min(), max(x.max(), x.min() + 1)
        x_ticks = [[t, power(round(t))] for t in ticks_between(x0, x1, 7) if t == round(t)]
    y = y[np.isfinite(y)]
    above = y[y > 0] if len(y) else np.array([0.1, 1.0])
    if log := log and len(above) > 0:
        y0, y1, y_ticks = log_axis(above.min(), above.max())
        if powers:
            y_ticks = [[v, scientific(v)] for v, _ in y_ticks]
    else:
        y0, y1, y_ticks = linear_axis(y.min(initial=0.0), y.max(initial=0.0) or 1.0)
    return {"bounds": [x0, x1, y0, y1], "log": log, "ticks": [x_ticks, y_ticks]}


def _few(ticks: list[list], levels: Sequence) -> list[list]:
    """Those at the powers of ten, if there are two or more; a level takes its neighbours' place."""
    tens = [tick for tick in ticks if tick[0] > 0 and abs(math.log10(tick[0]) % 1 - 0.5) > 0.499]
    if len(tens) < 2:
        return ticks
    own: list[list] = [[float(y), brief(y, 2)] for y, _ in levels if y > 0]
    return sorted([t for t in tens if not any(y / 4 < t[0] < 4 * y for y, _ in own)] + own)


def _marker(marker: Mark, lines: list[Mark]) -> Mark:
    x, y = float(marker["x"]), float(marker["y"])
    ends = (float(line["x"][-1]) for line in lines if len(line["x"]))
    last = max([x, float(marker.get("last", x)), *ends])
    made = {"text": f"{count(x)} · {brief(y)}", "draggable": False} | marker
    return made | {"x": x, "y": y if math.isfinite(y) else None, "last": last}
