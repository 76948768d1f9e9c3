"""The curve: how wrong, step by step. Real axes, several lines, a marker that can be dragged.

Python thins the lines (every peak and every dip stays), finds ends and ticks, and sends bytes. The
browser paints them, shows the exact numbers under a pointer, and reports moves of the marker.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from nnlab.live.owner import owner
from nnlab.live.view import View, css, module
from nnlab.pictures.curve import thinned
from nnlab.pictures.numbers import brief, count
from nnlab.pictures.ticks import linear_axis, log_axis, steps_axis
from nnlab.plots.history import draw_lines
from nnlab.plots.picture import new_figure, to_png

DASHES = ("solid", "dashed", "dotted", "dashdot")


class Curve(View):
    """A picture of lines over steps that grows, and answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "x", "phase"}``: a hand moves the marker to x. Phases are "start",
      "move", "end" and "cancel". Only the newest is sure to arrive: a new `id` means a new drag.
    - ``{"type": "nudge", "steps", "big"}``: a key moves the marker, by +1 or −1; Page keys are big.
    - ``{"type": "end", "to"}``: Home or End, "first" or "last".

    Attributes
    ----------
    lines : {"name", "dash", "soft", "n", "end"} each
    data : of each line first its n x, then its n y, float64
    bounds, log : x0, x1, y0, y1, and whether y is on a log scale
    ticks : [[x, label], ...] and [[y, label], ...]
    levels : [y, label] each: a line across the picture
    notes : [x, label] each: a line from top to bottom
    marker : x, y, text, draggable, last; or {}
    x_name, y_name, caption : words around the picture
    steady : whether Python promises news each moment: a training runs. Where none comes, the
        view says that it waits for another cell
    beat : the kernel's time when it was last shown
    seen : the beat of what the browser painted last; see `behind`
    drag : the newest drag

    >>> curve = Curve()
    >>> curve.show(lines=[{"x": [0, 1, 2], "y": [0.3, 0.1, 0.03]}], text="The loss falls.")
    >>> curve
    Curve(The loss falls.)
    """

    _esm = module("curve.js")
    _css = css("curve.css")

    lines = traitlets.List().tag(sync=True)
    data = traitlets.Bytes(b"").tag(sync=True)
    bounds = traitlets.List([0.0, 10.0, 0.0, 1.0]).tag(sync=True)
    log = traitlets.Bool(True).tag(sync=True)
    ticks = traitlets.List([[], []]).tag(sync=True)
    levels = traitlets.List().tag(sync=True)
    notes = traitlets.List().tag(sync=True)
    marker = traitlets.Dict().tag(sync=True)
    x_name = traitlets.Unicode("epoch").tag(sync=True)
    y_name = traitlets.Unicode("loss").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    steady = traitlets.Bool(False).tag(sync=True)
    beat = traitlets.Float(0.0).tag(sync=True)
    seen = traitlets.Float(0.0).tag(sync=True, echo_update=False)
    drag = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init__(self, **shown: Any) -> None:
        super().__init__()
        self._drawn: list[dict] = []
        self.show(**{"lines": [], **shown})

    def show(
        self,
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
        beat: float | None = None,
        steady: bool | None = None,
    ) -> None:
        """Show this, in one message; what is left out stays as it is.

        Parameters
        ----------
        lines : {"x": (n,), "y": (n,)} each, and as you like "name", "dash" ("solid", "dashed",
            "dotted", "dashdot"; left out, the next one), "soft" (grey instead of ink); "low" and
            "high", (n,) each: what y reached since the point before
        log : whether y is on a log scale; without a positive number it is not, whatever is asked
        levels : (y, label) each
        notes : (x, label) each
        marker : {"x", "y", "text", "draggable"} or None for none
        x_name, y_name, caption, text : words
        beat : the time, if it shall be known when the browser has painted this
        steady : whether the next picture will follow at once

        Raises
        ------
        ValueError
            If something doesn't fit; the picture stays as it was.
        """
        new: dict[str, Any] = {}
        if lines is not None:
            drawn = [_line(line, k) for k, line in enumerate(lines)]
            new["lines"] = [
                {key: line[key] for key in ("name", "dash", "soft")} | {"n": len(line["x"])}
                for line in drawn
            ]
            new["data"] = b"".join(
                line["x"].astype("<f8").tobytes() + line["y"].astype("<f8").tobytes()
                for line in drawn
            )
        else:
            drawn = self._drawn
        if lines is not None or log is not None:
            new |= _axes(drawn, self.log if log is None else bool(log))
        if levels is not None:
            new["levels"] = [[float(y), str(label)] for y, label in levels]
        if notes is not None:
            new["notes"] = [[float(x), str(label)] for x, label in notes]
        if marker is not ...:
            new["marker"] = _marker(marker, drawn)
        words = dict(x_name=x_name, y_name=y_name, caption=caption, text=text)
        new |= {key: str(value) for key, value in words.items() if value is not None}
        if steady is not None:
            new["steady"] = bool(steady)
        if beat is not None:
            new["beat"] = float(beat)
        self._drawn = drawn
        with self.hold_sync():
            for key, value in new.items():
                setattr(self, key, value)

    @property
    def behind(self) -> float:
        """Seconds between what was shown last and what the browser has painted; 0 before that."""
        return max(0.0, self.beat - self.seen) if self.seen else 0.0

    @traitlets.observe("drag")
    def _drag_changed(self, change: Any) -> None:
        if change["new"]:
            event = {**change["new"], "type": "drag"}
            owner().latest((self.model_id, "drag"), self._dispatch, event)

    def draw(self, ax):
        """Draw the same picture on matplotlib axes; returns them."""
        x0, x1, y0, y1 = self.bounds
        return draw_lines(
            self._drawn,
            ax=ax,
            bounds=(x0, x1, y0, y1),
            ticks=self.ticks,
            log=self.log,
            levels=self.levels,
            notes=self.notes,
            marker=self.marker,
            x_name=self.x_name,
            y_name=self.y_name,
        )

    def figure(self):
        """The picture as a matplotlib figure, in the light colours."""
        figure = new_figure(6.0, 3.6)
        self.draw(figure.subplots())
        return figure

    def png(self) -> bytes:
        """The picture as a PNG."""
        return to_png(self.figure())


def _line(line: dict, k: int) -> dict[str, Any]:
    """A line as it is drawn: few enough points, with its peaks."""
    known = {"x", "y", "name", "dash", "soft", "low", "high"}
    if not {"x", "y"} <= set(line) <= known:
        raise ValueError("a line has x and y, and may have name, dash, soft, low and high")
    dash = line.get("dash", DASHES[k % len(DASHES)])
    if dash not in DASHES:
        raise ValueError(f"dash must be one of {', '.join(DASHES)}, not {dash!r}")
    x, y = (np.asarray(line[key], dtype=float).ravel() for key in ("x", "y"))
    x, y = thinned(x, y, line.get("low"), line.get("high"))
    if len(x) > 1 and np.any(np.diff(x) < 0):
        raise ValueError("the x of a line must not fall: they are steps, one after the other")
    return {
        "x": x,
        "y": y,
        "name": str(line.get("name", "")),
        "dash": dash,
        "soft": bool(line.get("soft", k > 0)),
    }


def _axes(lines: list[dict], log: bool) -> dict[str, Any]:
    """Ends and ticks that hold all the lines."""
    last = max((line["x"][-1] for line in lines if len(line["x"])), default=0.0)
    values = np.concatenate([line["y"] for line in lines] or [[]])
    values = values[np.isfinite(values)]
    above = values[values > 0]
    end, x_ticks = steps_axis(last)
    if log and (len(above) or not len(values)):
        low, high = (float(above.min()), float(above.max())) if len(above) else (0.1, 1.0)
        y0, y1, y_ticks = log_axis(low, high)
    else:
        log = False
        y0, y1, y_ticks = linear_axis(
            float(values.min(initial=0.0)), float(values.max(initial=0.0) or 1.0)
        )
    return {
        "bounds": [0.0, end, y0, y1],
        "log": log,
        "ticks": [[list(tick) for tick in ticks] for ticks in (x_ticks, y_ticks)],
    }


def _marker(marker: dict | None, lines: list[dict]) -> dict[str, Any]:
    if not marker:
        return {}
    x, y = float(marker["x"]), float(marker["y"])
    last = max((float(line["x"][-1]) for line in lines if len(line["x"])), default=x)
    return {
        "x": x,
        "y": y if math.isfinite(y) else None,
        "text": str(marker.get("text", f"{count(x)} · {brief(y)}")),
        "draggable": bool(marker.get("draggable", False)),
        "last": max(last, x),
    }
