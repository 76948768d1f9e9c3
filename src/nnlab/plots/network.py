"""The drawing of a network: nodes, links, and their numbers."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.field import field_image, sharpened
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.network import network_marks, room_for
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.wiring import LINE, along, link_ends, link_width, network_layout
from nnlab.plots.frame import check_axes

CELLS = 48  # of a node's map, a side
WIDE = 560  # px, unless the axes are wider
FEW, MANY = 2, 4  # decimals of weights and answers, and of gradients and blame


def plot_network(
    network: Network,
    values: ArrayLike | None = None,
    *,
    ax: Axes,
    gradients: ArrayLike | None = None,
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
    gradients : (P,), in boxes below the weights, or None
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
    if bounds is None and values is None and network.sizes[0] <= 2:
        bounds = (-0.5, 1.5, -0.5, 1.5)
    if gradients is not None:
        gradients = checks.numbers(gradients, "gradients", finite=False)
    drawn: dict[str, Any] = dict(
        maps=bounds, cells=CELLS, sample=values, gradients=gradients, names=names
    )
    return paint_network(ax, network_marks(network, boxes=gradients is not None, **drawn))


def paint_network(ax: Axes, marks: NetworkMarks) -> Axes:
    """Draw a network; what its marks are is in `pictures.marks`."""
    pen = _Pen(check_axes(ax), marks)
    for node in range(len(marks["names"])):
        pen.draw_node(node)
    for k, (start, end, bias) in enumerate(pen.params):
        if not bias:
            pen.link(k, start, end)
        pen.numbers(k, bias)
    down = pen.plan["down"]
    for (x, y), words in zip(pen.plan["columns"], marks["columns"], strict=True):
        pen.text(x, y, words, color=LIGHT["soft"], ha="left" if down else "center")
    return ax


class _Pen:
    """Draws the parts in a layout's pixels, with text in proportion."""

    def __init__(self, ax: Axes, marks: NetworkMarks):
        sizes = marks["sizes"]
        box = ax.get_window_extent()
        dots = ax.figure.dpi / 100
        wide, high = box.width / dots, box.height / dots
        best = 0.0
        for width in (320, 420, 560, 720, 960):  # the one that can be drawn largest
            plan = network_layout(sizes, width, **room_for(marks))
            scale = min(wide / plan["width"], high / plan["height"])
            if scale > best - 1e-9:
                best, self.plan = scale, plan
        self.ax, self.marks, self.scale = ax, marks, min(best, 2.0)
        self.half = self.plan["node"] / 2
        self.params = []
        first = 0
        for n_in, n_out in pairwise(sizes):
            for j in range(n_out):
                to = first + n_in + j
                self.params += [(first + i, to, False) for i in range(n_in)] + [(to, to, True)]
            first += n_in
        ax.set_axis_off()
        # The drawing in the middle of the axes, y downwards as on a screen.
        free = wide / self.scale - self.plan["width"], high / self.scale - self.plan["height"]
        ax.set_xlim(-free[0] / 2, self.plan["width"] + free[0] / 2)
        ax.set_ylim(self.plan["height"] + free[1] / 2, -free[1] / 2)

    def known(self, name: str, k: int, decimals: int, plus: bool = True) -> str:
        """A number as it is printed; "" if it isn't known."""
        numbers = self.marks[name]
        blank = numbers is None or np.isnan(numbers[k])
        return "" if blank else number(numbers[k], decimals, plus=plus)

    def outlined(self, key: str, *pieces: str) -> bool:
        outline = self.marks["outline"]
        return any(f"{key}.{piece}" in outline for piece in pieces)

    def points(self, px):
        """Pixels beside text of 15 px, as points at 100 dots an inch."""
        return px * 0.72 * self.scale

    def text(self, x, y, words, *, size=12.5, color=LIGHT["ink"], mono=False, **more):
        if more.get("ha", "center") == "center":  # words at the edges stay inside
            half = max(map(len, words.split("\n"))) * size * 0.28
            x = min(max(x, half), max(half, self.plan["width"] - half))
        more = dict(ha="center", va="center", zorder=5) | more
        family = dict(family="monospace") if mono else {}
        size = self.points(size)
        self.ax.text(x, y, words, fontsize=size, color=color, parse_math=False, **family, **more)

    def link(self, k, start, end):
        """A weight: as wide as it is large, with the hue and the dash of its side."""
        (x0, y0), (x1, y1) = link_ends(self.plan, start, end)
        mx, my = (x0 + x1) / 2, (y0 + y1) / 2
        handles = [(x0, my), (x1, my)] if self.plan["down"] else [(mx, y0), (mx, y1)]
        path = Path([(x0, y0), *handles, (x1, y1)], [Path.MOVETO] + [Path.CURVE4] * 3)
        value = self.marks["values"][k]
        width, dash = self.points(float(link_width(value))), (0, (1.2, 2.5))
        dash = (0, (3.2, 2)) if value < 0 else "-" if value > 0 else dash
        strokes = [(_side(value, LIGHT["soft"]), width, dash, 1)]
        outline = [key.partition(".")[0] for key in self.marks["outline"]]
        if f"p{k}" in [self.marks["selected"], *outline]:
            strokes.append((LIGHT["line"], width + self.points(8), "-", 0.5))
        for color, wide, style, order in strokes:
            look = dict(fill=False, edgecolor=color, linewidth=wide, capstyle="butt")
            self.ax.add_patch(PathPatch(path, linestyle=style, zorder=order, **look))

    def draw_node(self, node):
        """Its map, its answer, its name or other words, and its z beside the name."""
        key, marks = f"n{node}", self.marks
        self.map(node, marks["selected"] == key)
        answer = self.known("a", node, FEW, plus=False)
        if answer:
            self.pill(self.plan["nodes"][node], answer, outlined=self.outlined(key, "a"))
        words = marks["above"].get(key)
        z = self.known("z", node, FEW) if self.plan["words"] and words is None else ""
        x, y = self.plan["nodes"][node]
        y -= self.half + LINE / 2
        more = {}
        if self.outlined(key, "z"):
            look = dict(facecolor=LIGHT["paper"], edgecolor=LIGHT["ink"])
            box = dict(boxstyle="round,pad=0.15", linewidth=self.points(2.2), **look)
            more = dict(bbox=box, zorder=7)
        name = words or marks["names"][node]
        if not z:
            self.text(x, y, name, **more)
            return
        z = f"z {z}"
        wide = 7 * len(name), 7.2 * len(z)  # px, about
        left = min(x - sum(wide) / 2 - 3, self.plan["width"] - sum(wide) - 6)
        self.text(left, y, name, ha="left")
        color = _side(marks["z"][node], LIGHT["ink"])
        self.text(left + wide[0] + 6, y, z, ha="left", size=12, color=color, mono=True, **more)

    def map(self, node, chosen):
        """The node's box, filled with what it answers."""
        x, y = self.plan["nodes"][node]
        left, top, side = x - self.half, y - self.half, 2 * self.half
        frame = FancyBboxPatch(
            (left, top),
            side,
            side,
            boxstyle=f"round,pad=0,rounding_size={self.half / 3.4}",
            facecolor=LIGHT["panel"],
            edgecolor=LIGHT["ink" if chosen else "soft"],
            linewidth=self.points(3 if chosen else 1.5),
            zorder=3,
        )
        self.ax.add_patch(frame)
        if self.marks["maps"] is None:
            return
        cells, crisp = self.marks["maps"][node], self.marks["crisp"][node]
        if cells.size == 1 and cells[0, 0] == 0:
            return
        limits = self.ax.get_xlim(), self.ax.get_ylim()
        image = self.ax.imshow(
            field_image(sharpened(cells, 160) if crisp else cells, LIGHT),
            extent=(left, left + side, top + side, top),
            origin="lower",
            interpolation="nearest" if crisp else "bilinear",
            zorder=2.9,
            aspect="auto",
        )
        self.ax.set(xlim=limits[0], ylim=limits[1])
        frame.set_facecolor("none")
        image.set_clip_path(frame)

    def along(self, k, t):
        """The place at a fraction t of link k; halfway if it is None."""
        start, end, _ = self.params[k]
        return along(*link_ends(self.plan, start, end), 0.5 if t is None else t, self.plan["down"])

    def numbers(self, k, bias):
        """A weight's number, its gradient's below it, and blame: as far as there is room."""
        key, marks, plan = f"p{k}", self.marks, self.plan
        chosen, ink = marks["selected"] == key, LIGHT["ink"]
        strong = chosen or key in marks["outline"] or self.outlined(key, "weight")
        boxed = self.outlined(key, "gradient")
        if bias:
            x, y = plan["nodes"][self.params[k][1]]
            y += self.half + LINE / 2 + 2
        else:
            x, y = self.along(k, plan["labels"][k])
        if plan["labels"][k] is not None or strong or boxed:
            label = f"b {self.known('values', k, FEW)}" if bias else self.known("values", k, FEW)
            side = _side(marks["values"][k], ink)
            self.pill((x, y), label, color=side, bold=True, framed=not bias, outlined=strong)
            gradient = self.known("gradients", k, MANY) if marks["boxes"] else ""
            if gradient and (plan["boxes"][k] or boxed):
                look = dict(color=LIGHT["soft"], ground=LIGHT["panel"], framed=True)
                self.pill((x, y + LINE), gradient, outlined=boxed, **look)
        t, blamed = plan["marks"][k], self.outlined(key, "blame")
        blame = "" if bias else self.known("blame", k, MANY)
        if blame and (t is not None or blamed):
            where = (x, y - 20.5) if t == "above" else self.along(k, t)
            self.pill(where, f"◂ {blame}", color=LIGHT["soft"], outlined=blamed)

    def pill(
        self,
        where,
        words,
        *,
        color=LIGHT["ink"],
        ground=LIGHT["paper"],
        bold=False,
        framed=False,
        outlined=False,
    ):
        """A number on a small ground of its own."""
        edge = LIGHT["ink"] if outlined else LIGHT["line"] if framed else "none"
        box = dict(boxstyle="round,pad=0.22", facecolor=ground, edgecolor=edge, alpha=0.95)
        box |= dict(linewidth=self.points(2.2 if outlined else 1))
        weight = "bold" if bold else "normal"
        self.text(
            *where, words, size=12, color=color, mono=True, zorder=6, fontweight=weight, bbox=box
        )


def _side(value, middle):
    return LIGHT["positive"] if value > 0 else LIGHT["negative"] if value < 0 else middle
