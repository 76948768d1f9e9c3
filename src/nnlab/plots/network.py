"""The drawing of a network: nodes, links, and their numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures import network as drawn
from nnlab.pictures import wiring
from nnlab.pictures.checks import check_kind
from nnlab.pictures.geometry import UNIT
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT, MAP_STRENGTH
from nnlab.plots.frame import Look, check_axes, ground, room, rounded, write
from nnlab.plots.paint import paint_field

WIDE = 560  # px, unless the axes are wider
LARGE = 0.7  # of the largest that fits
FEW = 2  # decimals
LINE = wiring.LINE


def plot_network(
    network: Network,
    values: ArrayLike | None = None,
    *,
    ax: Axes,
    bounds: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> Axes:
    """Draw a network: its nodes, and its links by width, hue and dash.

    A link is as wide as its weight is large, blue for +, orange and dashed for −. A node of a
    network with one or two inputs shows what it answers in the plane; with `values`, what it
    answers for that sample.

    Parameters
    ----------
    network : Network without runs, up to 6 hidden layers of 8
    values : (n_in,), a sample whose z and a stand at the nodes, or None
    ax : the axes to draw on
    bounds : (x0, x1, y0, y1) of the nodes' maps; left out, −0.5 to 1.5, or none if `values` are
        given
    names : of the inputs, or of all nodes

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the network is too large to draw, or something doesn't fit it.
    """
    check_kind(network, "a Network", "layers", "sizes")
    shown: dict[str, Any] = dict(maps=bounds, names=names)
    if values is not None:
        x, n_in = checks.numbers(values, "values"), network.sizes[0]
        checks.need(
            x.shape == (n_in,), f"values has shape {x.shape}: give this network {n_in} numbers"
        )
        shown |= drawn.node_answers(network.forward(x[np.newaxis]))
    elif bounds is None and network.sizes[0] <= 2:
        shown["maps"] = UNIT
    return paint_network(ax, drawn.network_marks(network, **shown))


def paint_network(ax: Axes, marks: NetworkMarks) -> Axes:
    """Draw a network; what its marks are is in `pictures.marks`."""
    pen = _Pen(check_axes(ax), marks)
    for node in range(len(marks["names"])):
        pen.node(f"n{node}", node)
    for k, (start, end) in enumerate(wiring.links(marks["sizes"])):
        pen.parameter(f"p{k}", k, start, end)
    for place, words in zip(pen.plan["columns"], marks["below"], strict=False):
        pen.text(place, words, color=LIGHT["soft"], ha="left" if pen.plan["down"] else "center")
    return ax


class _Pen:
    """Draws the parts in a layout's pixels, with text in proportion."""

    def __init__(self, ax: Axes, marks: NetworkMarks) -> None:
        self.ax, self.marks = ax, marks
        slopes = marks["slopes"]
        self.shown = marks["values"] if slopes is None else drawn.pulls(slopes)
        self.chosen = part = marks["selected"]  # what leads to its neuron is at full strength
        ends = wiring.links(marks["sizes"])
        self.heard = ends[int(part[1:])][1] if part[:1] == "p" else int(part[1:] or -1)
        plans = [  # the widest of those that can be drawn large: there links cross far apart
            wiring.network_layout(marks["sizes"], width, **marks["room"])
            for width in (960, 720, 560, 420, 320)
        ]
        scales = [min(room(ax) / (plan["width"], plan["height"])) for plan in plans]
        best = next(k for k, scale in enumerate(scales) if scale >= LARGE * max(scales))
        self.plan, self.scale = plans[best], min(scales[best], 2.0)
        self.halves = np.array(self.plan["sides"]) / 2
        ground(ax, self.plan["width"], self.plan["height"], self.scale)

    def points(self, px: float) -> float:
        """Pixels beside text of 15 px, as points at 100 dots an inch."""
        return px * 0.72 * self.scale

    def text(self, place: Any, words: str, *, size: float = 12.5, **look: Any) -> None:
        """Words; those at the edges stay inside."""
        x, y = place
        if look.get("ha", "center") == "center":
            half = max(map(len, words.split("\n"))) * size * 0.28
            x = min(max(x, half), max(half, self.plan["width"] - half))
        usual: Look = dict(ha="center", zorder=5, annotation_clip=False)
        write(self.ax, words, (x, y), fontsize=self.points(size), **usual | look)

    def pill(self, place: Any, words: str, strong: bool = False, **look: Any) -> None:
        """Words, if any, on a small ground of paper; a strong one is outlined."""
        box: Look = dict(boxstyle="round,pad=0.22", facecolor=LIGHT["paper"], alpha=0.95)
        box |= dict(edgecolor="none", linewidth=self.points(1))
        if strong:
            box |= dict(boxstyle="round,pad=0.35,rounding_size=0.8", alpha=1.0)
            box |= dict(edgecolor=LIGHT["ink"], linewidth=self.points(2.2))
        if words:
            self.text(place, words, size=13.5 if strong else 12.5, zorder=6, bbox=box, **look)

    def node(self, key: str, k: int) -> None:
        """Its map, its answer, its name, and its z beside that."""
        marks, (x, y) = self.marks, self.plan["nodes"][k]
        self.map(k, x, y, chosen=key == self.chosen)
        if marks["room"]["sample"]:
            self.pill((x, y), _known(marks["a"][k], plus=False))
        if marks["room"]["compact"]:
            return
        y -= self.halves[k] + LINE / 2
        z = _known(marks["z"][k]) if self.plan["words"] else ""
        name = marks["names"][k]
        if z:
            right = min(x - 14, self.plan["width"] - 60)
            self.text((right - 6, y), name, ha="right")
            color = _side(marks["z"][k], "ink")
            self.pill((right, y), f"z {z}", ha="left", color=color)
        else:
            self.text((x, y), name)

    def map(self, k: int, x: float, y: float, chosen: bool) -> None:
        """The node's box, filled with what it answers."""
        half, maps = self.halves[k], self.marks["maps"]
        look: Look = dict(edgecolor=LIGHT["ink" if chosen else "soft"], facecolor=LIGHT["tint"])
        look |= dict(linewidth=self.points(3 if chosen else 1.3), zorder=3)
        frame = rounded(self.ax, x - half, y - half, 2 * half, 2 * half, half * 0.4, **look)
        if maps is not None and maps[k].tolist() != [[0]]:
            extent, sharp = (x - half, x + half, y + half, y - half), 160 * self.marks["crisp"][k]
            where: Look = dict(zorder=2.9, aspect="auto")
            painted = paint_field(self.ax, maps[k], extent, sharp, MAP_STRENGTH, **where)
            frame.set_facecolor("none")
            painted.set_clip_path(frame)

    def parameter(self, key: str, k: int, start: int, end: int) -> None:
        """A link with its numbers, or a bias: as far as there is room."""
        marks, plan, bias = self.marks, self.plan, start == end
        slopes = marks["slopes"]
        value, label, chosen = self.shown[k], plan["labels"][k], key == self.chosen
        if bias:
            place = np.add(plan["nodes"][end], (0, self.halves[end] + LINE / 2 + 2))
        else:
            ends, down = wiring.link_ends(plan, start, end), plan["down"]
            faded = self.heard >= 0 and end != self.heard and not chosen
            self.link(ends, value, chosen, faded)
            place = wiring.along(*ends, 0.5 if label is None else label, down)
        if label is not None or chosen:
            words = "b " * bias + _known(value) if slopes is None else _slope(slopes[k])
            self.pill(place, words, chosen, color=_side(value, "ink"), bold=True)

    def link(self, ends: Any, value: float, chosen: bool, faded: bool) -> None:
        """A weight: as wide as it is large, with the hue and the dash of its side."""
        path = wiring.along(ends[0], ends[1], np.linspace(0, 1, 41), self.plan["down"]).T
        width = self.points(float(wiring.link_width(value)))
        if chosen:
            casing: Look = dict(color=LIGHT["ink"], alpha=0.12, solid_capstyle="butt", zorder=0.5)
            self.ax.plot(*path, linewidth=width + self.points(9), **casing)
        dash = "--" if value < 0 else "-" if value > 0 else ":"
        look: Look = dict(color=_side(value, "soft"), linewidth=width, zorder=1)
        look |= dict(alpha=0.35 if faded else 1.0)
        self.ax.plot(*path, dash, solid_capstyle="butt", label="link", **look)


def _known(value: float, plus: bool = True) -> str:
    """A number as it is printed; "" if it isn't known."""
    return "" if np.isnan(value) else number(value, FEW, plus=plus)


def _slope(value: float) -> str:
    return f"∂ {number(value, plus=True, figures=2)}"


def _side(value: float, middle: str) -> str:
    return LIGHT["positive" if value > 0 else "negative" if value < 0 else middle]
