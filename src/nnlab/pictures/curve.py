"""Lines over many steps in marks: which of their points are drawn, on which axes."""

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.marks import CurveMarks, StepsMark
from nnlab.pictures.numbers import brief, count
from nnlab.pictures.ticks import linear_axis, log_axis, steps_axis

DASHES = ("solid", "dashed", "dotted", "dashdot")
MOST = 800  # points of a curve that are drawn: more than a picture has columns


def thinned(
    x: ArrayLike,
    y: ArrayLike,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    most: int = MOST,
) -> tuple[np.ndarray, np.ndarray]:
    """At most about `most` points of a curve; every peak and every dip is among them.

    The curve is cut into stretches of equally many points; of each, the lowest and the highest
    stay, besides the first and the last point of all.

    Parameters
    ----------
    x, y : (n,)
    low, high : (n,), what y reached since the point before, if it is known
    most : int

    Returns
    -------
    x, y : (m,) in the same order, m at most `most` + 4

    >>> y = np.zeros(100_000)
    >>> y[77_777] = 1  # a spike of a single step
    >>> x, y = thinned(np.arange(100_000), y, most=100)
    >>> len(x) <= 104, x[y == 1].tolist()
    (True, [77777.0])
    """
    x, y = (np.asarray(values, dtype=float).ravel() for values in (x, y))
    low, high = (y if v is None else np.asarray(v, dtype=float).ravel() for v in (low, high))
    n = len(x)
    each = f"x has {n} numbers and y {len(y)}: give one y for each x"
    checks.need(len(y) == len(low) == len(high) == n, each)
    if n == 0 or (n <= most and low is y and high is y):
        return x, y
    width = math.ceil(n / max(1, most // 2))
    starts, rest = np.arange(0, n, width), (0, -n % width)  # of stretches, (n_stretches,)
    lows, highs = (
        np.pad(low, rest, constant_values=np.inf),
        np.pad(high, rest, constant_values=-np.inf),
    )
    lowest = starts + lows.reshape(-1, width).argmin(axis=1)
    highest = starts + highs.reshape(-1, width).argmax(axis=1)
    at = np.concatenate([[0], lowest, highest, [n - 1]])
    order = np.argsort(at, kind="stable")
    at = at[order]
    reached = np.concatenate([y[:1], low[lowest], high[highest], y[-1:]])[order]
    new = np.append(True, (at[1:] > at[:-1]) | (reached[1:] != reached[:-1]))
    return x[at[new]], reached[new]


def curve(
    shown: CurveMarks | None = None,
    *,
    lines: Sequence[dict] | None = None,
    log: bool | None = None,
    levels: Sequence | None = None,
    notes: Sequence | None = None,
    marker: Any = ...,
    x_name: str | None = None,
    y_name: str | None = None,
    caption: str | None = None,
    text: str | None = None,
) -> CurveMarks:
    """The marks that these numbers are drawn with; what is left out is not among them.

    Parameters
    ----------
    shown : the marks so far, where only some of them change
    lines : {"x": (n,), "y": (n,)} each, and as you like "name", "dash" ("solid", "dashed",
        "dotted", "dashdot"; left out, the next one), "soft" (grey instead of ink) or "grey" (one
        of its own, from 0, black); "low" and "high", (n,) each: what y reached since the point
        before
    log : whether y is on a log scale; without a positive number it is not, whatever is asked
    levels : (y, label) each
    notes : (x, label) each
    marker : {"x", "y", "text", "draggable"} or None for none
    x_name, y_name, caption, text : words

    Raises
    ------
    ValueError
        If something doesn't fit.

    >>> curve(lines=[{"x": [0, 7], "y": [0.3, 0.1]}], log=True)["bounds"]
    [0.0, 10.0, 0.1, 0.3]
    """
    new: CurveMarks = {}
    if lines is not None:
        new["lines"] = [_line(line, k) for k, line in enumerate(lines)]
    now = (shown or CurveMarks()) | new
    drawn = now.get("lines", [])
    if lines is not None or log is not None:
        new |= _axes(drawn, now.get("log", True) if log is None else bool(log))
    if levels is not None:
        new["levels"] = _labelled(levels, 'levels are (loss, label) each, such as [(0.25, "1/4")]')
    if notes is not None:
        new["notes"] = _labelled(notes, "notes are (x, label) each")
    if marker is not ...:
        new["marker"] = _marker(marker, drawn) if marker else {}
    words = dict(x_name=x_name, y_name=y_name, caption=caption, text=text)
    return new | cast(CurveMarks, {name: str(v) for name, v in words.items() if v is not None})


def _labelled(given: Any, asked: str) -> list[list]:
    """[number, label] each, or a sentence that says so."""
    try:
        return [[float(value), str(label)] for value, label in given]
    except (TypeError, ValueError):
        raise ValueError(asked) from None


def _line(line: dict, k: int) -> StepsMark:
    """A line as it is drawn: few enough points, with its peaks."""
    known = {"x", "y", "name", "dash", "soft", "grey", "low", "high"}
    asked = "a line has x and y, and may have name, dash, soft, grey, low and high"
    checks.need({"x", "y"} <= set(line) <= known, asked)
    dash = line.get("dash", DASHES[k % len(DASHES)])
    checks.need(dash in DASHES, f"dash must be one of {', '.join(DASHES)}, not {dash!r}")
    x, y = thinned(line["x"], line["y"], line.get("low"), line.get("high"))
    rising = "the x of a line must not fall: they are steps, one after the other"
    checks.need(np.all(np.diff(x) >= 0), rising)
    soft, grey = bool(line.get("soft", k > 0)), line.get("grey")
    name = str(line.get("name", ""))
    return {"x": x, "y": y, "name": name, "dash": dash, "soft": soft, "grey": grey}


def _axes(lines: list[StepsMark], log: bool) -> CurveMarks:
    """Ends and ticks that hold all the lines."""
    end, x_ticks = steps_axis(max((line["x"][-1] for line in lines if len(line["x"])), default=0.0))
    values = np.concatenate([line["y"] for line in lines] or [np.empty(0)])
    values = values[np.isfinite(values)]
    above = values[values > 0]
    log = log and bool(len(above) or not len(values))
    if log:
        y0, y1, y_ticks = log_axis(*(above.min(), above.max()) if len(above) else (0.1, 1.0))
    else:
        y0, y1, y_ticks = linear_axis(values.min(initial=0.0), values.max(initial=0.0) or 1.0)
    ticks = [[list(tick) for tick in ticks] for ticks in (x_ticks, y_ticks)]
    return {"bounds": [0.0, end, y0, y1], "log": log, "ticks": ticks}


def _marker(marker: dict, lines: list[StepsMark]) -> dict[str, Any]:
    x, y = float(marker["x"]), float(marker["y"])
    return {
        "x": x,
        "y": y if math.isfinite(y) else None,
        "text": str(marker.get("text", f"{count(x)} · {brief(y)}")),
        "draggable": bool(marker.get("draggable", False)),
        "last": max([x, *(float(line["x"][-1]) for line in lines if len(line["x"]))]),
    }
