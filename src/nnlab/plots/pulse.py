"""A sample on its way through a network, and blame on its way back, on paper."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from nnlab.pictures.marks import Mark
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.pulse import HIGH, WIDE, PulseMarks
from nnlab.plots.frame import Look, check_axes, ground, room, rounded, toned, write

SHADES = 24  # of a wedge


def paint_pulse(ax: Axes, marks: PulseMarks) -> Axes:
    """Draw a network with one sample's numbers, and what is on its way, where it rests."""
    pen = _Pen(check_axes(ax))
    for link in marks["links"]:
        pen.link(link)
    for pulse in marks["pulses"]:
        if pulse["stays"]:
            pen.pulse(pulse, home=float(marks["back"]))
    for link in marks["links"]:
        pen.label(link)
    for node in marks["nodes"]:
        pen.node(node)
    return ax


class _Pen:
    """Draws on a ground of WIDE × HIGH px, as large as the axes have room for."""

    def __init__(self, ax: Axes) -> None:
        self.ax, self.scale = ax, float(min(room(ax) / (WIDE, HIGH)))
        ground(ax, WIDE, HIGH, self.scale)

    def points(self, px: float) -> float:
        """Pixels, as points at 100 dots an inch."""
        return px * 0.72 * self.scale

    def text(self, x: float, y: float, words: str, size: float, **look: Any) -> None:
        """Words around a place."""
        usual: Look = dict(ha="center", zorder=7, annotation_clip=False)
        write(self.ax, words, (x, y), fontsize=self.points(size), **usual | look)

    def box(self, x: float, y: float, wide: float, high: float, radius: float, **look: Any) -> None:
        """A box with round corners around a place."""
        usual: Look = dict(facecolor=LIGHT["paper"], edgecolor=LIGHT["line"], zorder=6)
        usual |= dict(linewidth=self.points(1.2))
        rounded(self.ax, x - wide / 2, y - high / 2, wide, high, radius, **usual | look)

    def asked(self, x: float, y: float) -> None:
        """A question."""
        self.box(x, y, 30, 24, 7, edgecolor=LIGHT["ink"], zorder=7)
        self.text(x, y, "?", 16, bold=True, zorder=8)

    def link(self, link: Mark) -> None:
        """A line as wide as its weight is large, dashed below zero."""
        (x0, y0), (x1, y1) = _places(link)
        width = self.points(link["width"])
        if link["strong"]:
            casing: Look = dict(color=LIGHT["line"], linewidth=width + self.points(9), zorder=0.5)
            self.ax.plot((x0, x1), (y0, y1), **casing)
        dash: Any = (0, (2.5, 1.8)) if link["side"] < 0 else "-"
        look: Look = dict(color=_side(link["side"]), alpha=0.32 if link["faint"] else 0.95)
        self.ax.plot((x0, x1), (y0, y1), linestyle=dash, linewidth=width, label="link", **look)

    def label(self, link: Mark) -> None:
        """A weight's number, and its gradient's box."""
        if not link["label"]:
            return
        x, y = link["label"][0] * WIDE, link["label"][1] * HIGH
        self.box(x, y, max(54, len(link["text"]) * 7.8 + 4), 22, 6, edgecolor="none")
        self.text(x, y, link["text"], 14.5, color=_side(link["side"]), bold=True)
        gradient, box = link["gradient"], y - 22 if link["above"] else y + 22
        if gradient == "?":
            self.asked(x, box)
        elif gradient:
            known: Look = dict(facecolor="#E2E6EA", edgecolor=LIGHT["soft"])
            known |= dict(linewidth=self.points(2)) if link["strong"] else {}
            self.box(x, box, 64, 20, 5, **known)
            self.text(x, box, gradient, 13.5, bold=True)

    def node(self, node: Mark) -> None:
        """A node on the tone of its answer, with its number, its name and what stands below."""
        x, y, side = node["at"][0] * WIDE, node["at"][1] * HIGH, node["size"]
        blank: Look = dict(facecolor=LIGHT["paper"], linestyle=(0, (4, 4)))
        tone = toned(node["tone"], 0.62)
        look: Look = dict(facecolor=tone, edgecolor=LIGHT["soft"]) if node["known"] else blank
        if node["strong"]:
            look |= dict(edgecolor=LIGHT["ink"], linewidth=self.points(3), linestyle="-")
        self.box(x, y, side, side, side * 0.24, **look)
        self.text(x, y, node["text"], min(18, side * 0.33), bold=True)
        self.text(x, y - side / 2 - 12, node["name"], 14.5, color=LIGHT["soft"])
        below = y + side / 2 + 5
        for words, kind, *_ in node["notes"]:
            below = self.note(x, below, words, *kind.split(" "))

    def note(self, x: float, top: float, words: str, kind: str, sign: str = "") -> float:
        """A line below a node; returns where the next one begins."""
        high = {"bold": 20, "asked": 26}.get(kind, 18)
        middle = top + high / 2
        if kind == "asked":
            self.asked(x, middle)
            return top + high
        size, plain = (16.5, "ink") if kind == "bold" else (13.5, "soft")
        color = LIGHT[{"+": "positive", "-": "negative"}.get(sign, plain)]
        self.text(x, middle, words, size, color=color, bold=kind == "bold")
        return top + high

    def pulse(self, pulse: Mark, home: float) -> None:
        """A disc with a chevron where it rests, a wedge behind it, and what it carries."""
        start, end = (np.array(place) for place in _places(pulse))
        u = pulse["path"][1]
        at, tail = start + (end - start) * u, start + (end - start) * (u + (home - u) * 0.8)
        way = (at - tail) / (np.linalg.norm(at - tail) or 1.0)
        across, radius = np.array([-way[1], way[0]]), 4 + 9.4 * pulse["size"]
        for k in range(SHADES):  # it fades away behind
            shares = np.array([k, k + 1]) / SHADES
            near, far = (tail + (at - tail) * share for share in shares)
            a, b = (across * radius * share for share in shares)
            look: Look = dict(facecolor=LIGHT["soft"], alpha=0.12 + 0.5 * shares[1], zorder=2)
            self.ax.add_patch(Polygon([near + a, far + b, far - b, near - a], lw=0, **look))
        disc: Look = dict(facecolor=LIGHT["soft"], edgecolor=LIGHT["paper"], zorder=3)
        self.ax.add_patch(Circle(tuple(at), radius, linewidth=self.points(2), **disc))
        chevron = [at - way * 0.3 * radius + across * 0.42 * radius * side for side in (1, 0, -1)]
        chevron[1] = at + way * 0.34 * radius
        line: Look = dict(color=LIGHT["paper"], linewidth=self.points(2.2), zorder=4)
        self.ax.plot(*np.transpose(chevron), solid_capstyle="round", label="chevron", **line)
        off = (radius + 14) * (1 if pulse["below"] else -1)
        if pulse["text"] == "?":
            self.asked(at[0] - 12, at[1] + off)
        elif pulse["text"]:
            shown: Look = dict(color=_side(pulse["side"]), bold=True, ha="right")
            self.text(at[0] + 12, at[1] + off, pulse["text"], 16.5, **shown)


def _places(mark: Mark) -> list[tuple[float, float]]:
    """The ends of a link, on the ground."""
    return [(x * WIDE, y * HIGH) for x, y in mark["ends"]]


def _side(side: int) -> str:
    return LIGHT["positive" if side > 0 else "negative" if side < 0 else "soft"]
