"""The plane: two inputs, a colour for every place, points, and lines that can be dragged.

Every lab is built around it. Python computes the field and where each line lies; the browser
paints that and reports what the reader does.
"""

from typing import Any

import numpy as np
import traitlets

from nnlab.live.owner import owner
from nnlab.live.view import View, css, module
from nnlab.pictures.checks import check_classes, check_points
from nnlab.pictures.field import field_bytes, height_bytes, sharpened, side_bytes
from nnlab.pictures.geometry import check_bounds
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between
from nnlab.plots.data import draw_counts, draw_field, draw_points
from nnlab.plots.frame import SMALL, frame_plane
from nnlab.plots.neuron import draw_curve, draw_line, draw_note, draw_probe, draw_selected
from nnlab.plots.picture import new_figure, to_png

__all__ = ["Plane", "point_rows"]

STOPS = 12  # more points than this share one tab stop and get no names of their own


def point_rows(X, classes, wrong=None) -> list[list]:
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


class Plane(View):
    """A picture of the plane that answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "drag", "id", "line", "part", "x", "y", "phase"}``: a hand moves a line's dot
      (part "middle") or its arrow's head (part "arrow") to (x, y). Phases are "start", "move",
      "end" and "cancel" (Escape: put it back). Only the newest is sure to arrive: a new `id` means
      a new drag, whichever phase comes first.
    - ``{"type": "nudge", "line", "part", "steps", "dx", "dy", "big"}``: an arrow key; steps is
      +1 for right and up, −1 for left and down.
    - ``{"type": "point", "index"}``: a point was chosen.
    - ``{"type": "place", "x", "y", "index"}``: asks for the value there, at a point if index ≥ 0;
      ``{"type": "leave"}``: no longer. The newest wins.

    Attributes
    ----------
    bounds : x0, x1, y0, y1
    field, size : one byte a cell, row by row from the bottom: see `plots.field.field_bytes`
    crisp : whether only the side counts, so that the edge is drawn sharp
    heights : whether the field has no sides, only more and less: drawn from paper to grey
    points : [x, y, class, wrong, how many] each
    lines : what `plots.geometry.line_geometry` says, with label, draggable, selected, dashed
    curves : {"points": [[x, y], ...], "dashed", "thin", "dots"} each
    ticks, x_name, y_name, caption, note : words and numbers around and in the picture
    selected : index of the chosen point, or −1
    probe : x, y and text of the value that is shown, or {}
    probing : whether hovering, tapping and the keyboard ask for values
    drag, place : the newest drag, and the place asked for
    """

    _esm = module("plane.js")
    _css = css("plane.css")

    bounds = traitlets.List([-0.5, 1.5, -0.5, 1.5]).tag(sync=True)
    field = traitlets.Bytes(b"").tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    crisp = traitlets.Bool(False).tag(sync=True)
    heights = traitlets.Bool(False).tag(sync=True)
    points = traitlets.List().tag(sync=True)
    n_classes = traitlets.Int(2).tag(sync=True)
    lines = traitlets.List().tag(sync=True)
    curves = traitlets.List().tag(sync=True)
    ticks = traitlets.List([[], []]).tag(sync=True)
    x_name = traitlets.Unicode("x₁").tag(sync=True)
    y_name = traitlets.Unicode("x₂").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
    probe = traitlets.Dict().tag(sync=True)
    probing = traitlets.Bool(True).tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    drag = traitlets.Dict().tag(sync=True, echo_update=False)
    place = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init__(self, **shown: Any) -> None:
        super().__init__()
        self.show(**{"bounds": self.bounds, **shown})

    def show(
        self,
        *,
        bounds=None,
        field=None,
        scale=(0.5, 0.5),
        sides=None,
        heights=None,
        X=None,
        classes=None,
        wrong=None,
        lines=None,
        curves=None,
        selected=None,
        probe=...,
        names=None,
        note=None,
        x_name=None,
        y_name=None,
        caption=None,
        text=None,
    ) -> None:
        """Show this, in one message; what is left out stays as it is.

        Parameters
        ----------
        bounds : (x0, x1, y0, y1)
        field : (n, n) or (n * n,) values in the order of `plots.geometry.sample_plane`
        scale : the field's neutral value, and how far from it its colour is strongest
        sides : instead of a field: values of which only the sign counts; the edge between the
            sides is drawn sharp, where they pass 0
        heights : instead of a field: values drawn from paper, the lowest, to grey; [] for none
        X, classes, wrong : points, their targets, and which are on the wrong side
        lines : from `line_geometry`; None for a neuron without a line. More keys: label
            (left out, |w|), draggable (True), selected and dashed (False)
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
            If something doesn't fit; the picture stays as it was.
        """
        new: dict[str, Any] = {}
        if bounds is not None:
            new["bounds"] = list(check_bounds(bounds))
            x0, x1, y0, y1 = new["bounds"]
            new["ticks"] = [
                [[t, number(t)] for t in ticks_between(low, high)]
                for low, high in ((x0, x1), (y0, y1))
            ]
        if any(values is not None for values in (field, sides, heights)):
            new |= _field(field, scale, sides, heights)
        if X is not None:
            new["points"] = point_rows(X, classes, wrong)
            new["n_classes"] = max([2, *(row[2] + 1 for row in new["points"])])
        if lines is not None:
            new["lines"] = [_line(line) for line in lines]
            if note is None:
                new["note"] = _note(lines)
        if curves is not None:
            new["curves"] = [_curve(**curve) for curve in curves]
        if selected is not None:
            new["selected"] = int(selected)
        if probe is not ...:
            new["probe"] = _probe(probe)
        words = dict(note=note, x_name=x_name, y_name=y_name, caption=caption, text=text)
        new |= {key: str(value) for key, value in words.items() if value is not None}
        if names is not None or {"points", "lines"} & set(new):
            points, lines = (new.get(k, getattr(self, k)) for k in ("points", "lines"))
            new["names"] = _names(points, len(lines)) | dict(names or {})
        with self.hold_sync():
            for key, value in new.items():
                setattr(self, key, value)

    @traitlets.observe("drag")
    def _drag_changed(self, change) -> None:
        if change["new"]:
            event = {**change["new"], "type": "drag"}
            owner().latest((self.model_id, "drag"), self._dispatch, event)

    @traitlets.observe("place")
    def _place_changed(self, change) -> None:
        event = {**change["new"], "type": "place"} if change["new"] else {"type": "leave"}
        owner().latest((self.model_id, "place"), self._dispatch, event)

    def draw(self, ax):
        """Draw the same picture on matplotlib axes; returns them."""
        frame_plane(ax, self.bounds, self.x_name, self.y_name)
        if self.size:
            field = np.frombuffer(self.field, np.uint8).reshape(self.size, self.size)
            field = sharpened(field, 400) if self.crisp else field
            how = "nearest" if self.crisp else "bilinear"
            draw_field(ax, field, self.bounds, how, heights=self.heights)
        for curve in self.curves:
            draw_curve(ax, **curve)
        for line in self.lines:
            if line["anchor"] or line["segment"]:
                label = line["label"]
                draw_line(ax, line, label=label, dashed=line["dashed"], strong=line["selected"])
        if self.points:
            X = np.array([row[:2] for row in self.points])
            _, _, classes, wrong, counts = (np.array(column) for column in zip(*self.points))  # noqa: B905
            draw_points(ax, X, classes, wrong)
            draw_counts(ax, X, counts)
        if 0 <= self.selected < len(self.points):
            draw_selected(ax, self.points[self.selected][:2])
        if self.probe:
            draw_probe(ax, self.probe["x"], self.probe["y"], self.probe["text"])
        if self.note:
            draw_note(ax, self.note)
        ax.set(aspect="auto", box_aspect=1)  # the live plane is as high as it is wide
        return ax

    def figure(self):
        """The picture as a matplotlib figure, in the light colours."""
        figure = new_figure(4.4, 4.4)
        ax = self.draw(figure.subplots())
        if self.caption:
            color = ax.xaxis.label.get_color()
            figure.supxlabel(self.caption, fontsize=SMALL, color=color, parse_math=False)
        return figure

    def png(self) -> bytes:
        """The picture as a PNG."""
        return to_png(self.figure())


def _field(field, scale, sides, heights) -> dict[str, Any]:
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
    values = values.reshape(n, n)
    if sides is not None:
        return {"field": side_bytes(values).tobytes(), "size": n, "crisp": True, "heights": False}
    if heights is not None:
        coded = height_bytes(values)
        return {"field": coded.tobytes(), "size": n, "crisp": False, "heights": True}
    coded = field_bytes(values, *scale)
    return {
        "field": coded.tobytes(),
        "size": n,
        "crisp": bool(np.all((coded == 1) | (coded == 255))),
        "heights": False,
    }


def _line(line: dict | None) -> dict[str, Any]:
    plain = {"segment": None, "anchor": None, "head": None, "label_at": None, "label": ""}
    plain |= {"draggable": True, "selected": False, "dashed": False}
    if line is None:
        return plain
    line = dict(line)
    length = line.pop("length", None)
    if length is not None:
        plain["label"] = number(length, 2)
    unknown = set(line) - set(plain)
    if unknown:
        raise ValueError(f"a line has no {sorted(unknown)[0]!r}; it may have {', '.join(plain)}")
    return plain | line


def _curve(points, dashed=False, thin=False, dots=False) -> dict[str, Any]:
    points = check_points(points).tolist()
    return {"points": points, "dashed": bool(dashed), "thin": bool(thin), "dots": bool(dots)}


def _note(lines) -> str:
    if any(line is None for line in lines):
        return "w = 0: there is no line"
    if any(line.get("segment") is None for line in lines):
        return "the line lies outside this picture"
    return ""


def _probe(probe) -> dict[str, Any]:
    if not probe:
        return {}
    return {"x": float(probe["x"]), "y": float(probe["y"]), "text": str(probe.get("text", ""))}


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
