"""The drawing of a network: nodes, links, and their numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.field import field_image, sharpened
from nnlab.pictures.geometry import UNIT
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.network import network_marks, room_for
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.wiring import LINE, along, link_ends, link_width, links, network_layout
from nnlab.plots.frame import Look, check_axes, write
from nnlab.plots.paint import paint_field

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
        bounds = UNIT
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
        pen.node(node)
    for k, (start, end) in enumerate(links(marks["sizes"])):
        pen.parameter(k, start, end)
    look: Look = dict(ha="left") if pen.plan["down"] else {}
    for place, words in zip(pen.plan["columns"], marks["columns"], strict=True):
        pen.text(place, words, color=LIGHT["soft"], **look)
    return ax


class _Pen:
    """Draws the parts in a layout's pixels, with text in proportion."""

    def __init__(self, ax: Axes, marks: NetworkMarks) -> None:
        self.ax, self.marks = ax, marks
        figure: Any = ax.figure
        box, dots = ax.get_window_extent(), figure.dpi / 100
        wide, high = box.width / dots, box.height / dots
        plans = [  # the one that can be drawn largest
            network_layout(marks["sizes"], width, **room_for(marks))
            for width in (960, 720, 560, 420, 320)
        ]
        scales = [min(wide / plan["width"], high / plan["height"]) for plan in plans]
        self.plan, self.scale = plans[int(np.argmax(scales))], min(max(scales), 2.0)
        self.half = self.plan["node"] / 2
        ax.set_axis_off()
        # The drawing in the middle of the axes, y downwards as on a screen.
        x, y = wide / self.scale / 2, high / self.scale / 2
        across, down = self.plan["width"] / 2, self.plan["height"] / 2
        ax.set(xlim=(across - x, across + x), ylim=(down + y, down - y))

    def points(self, px: float) -> float:
        """Pixels beside text of 15 px, as points at 100 dots an inch."""
        return px * 0.72 * self.scale

    def known(self, numbers: Any, k: int, decimals: int, plus: bool = True) -> str:
        """A number as it is printed; "" if it isn't known."""
        blank = numbers is None or np.isnan(numbers[k])
        return "" if blank else number(numbers[k], decimals, plus=plus)

    def text(self, place: Any, words: str, *, size: float = 12.5, **look: Any) -> None:
        """Words; those at the edges stay inside."""
        x, y = place
        if look.get("ha", "center") == "center":
            half = max(map(len, words.split("\n"))) * size * 0.28
            x = min(max(x, half), max(half, self.plan["width"] - half))
        usual: Look = dict(ha="center", zorder=5, annotation_clip=False)
        write(self.ax, words, (x, y), fontsize=self.points(size), **usual | look)

    def number(self, place: Any, words: str, outlined: bool, **look: Any) -> None:
        """A number on a small ground of its own, unless there is none."""
        ground, edge = look.pop("ground", LIGHT["paper"]), look.pop("edge", "none")
        box: Look = dict(boxstyle="round,pad=0.22", facecolor=ground, alpha=0.95)
        box |= dict(edgecolor=LIGHT["ink"] if outlined else edge)
        box |= dict(linewidth=self.points(2.2 if outlined else 1))
        if words:
            usual: Look = dict(size=12, family="monospace", zorder=6, bbox=box)
            self.text(place, words, **usual | look)

    def node(self, node: int) -> None:
        """Its map, its answer, its name or other words, and its z beside the name."""
        key, marks, plan = f"n{node}", self.marks, self.plan
        x, y = plan["nodes"][node]
        self.map(node, x, y, chosen=marks["selected"] == key)
        answer = self.known(marks["a"], node, FEW, plus=False)
        self.number((x, y), answer, outlined=f"{key}.a" in marks["outline"])
        y -= self.half + LINE / 2
        name, outlined = marks["above"].get(key), f"{key}.z" in marks["outline"]
        z = "" if name or not plan["words"] else self.known(marks["z"], node, FEW)
        if z:
            name, z = marks["names"][node], f"z {z}"
            wide = 7 * len(name), 7.2 * len(z)  # px, about
            left = min(x - sum(wide) / 2 - 3, plan["width"] - sum(wide) - 6)
            self.text((left, y), name, ha="left")
            color = _side(marks["z"][node], LIGHT["ink"])
            self.number((left + wide[0] + 6, y), z, outlined, ha="left", color=color)
        elif outlined:
            self.number((x, y), name or marks["names"][node], outlined)
        else:
            self.text((x, y), name or marks["names"][node])

    def map(self, node: int, x: float, y: float, chosen: bool) -> None:
        """The node's box, filled with what it answers."""
        half, maps = self.half, self.marks["maps"]
        look: Look = dict(boxstyle=f"round,pad=0,rounding_size={half / 3.4}", zorder=3)
        look |= dict(edgecolor=LIGHT["ink" if chosen else "soft"], facecolor=LIGHT["panel"])
        width = self.points(3 if chosen else 1.5)
        frame = FancyBboxPatch((x - half, y - half), 2 * half, 2 * half, linewidth=width, **look)
        self.ax.add_patch(frame)
        if maps is not None and maps[node].tolist() != [[0]]:
            crisp, limits = bool(self.marks["crisp"][node]), self.ax.viewLim.frozen()
            image = field_image(sharpened(maps[node], 160) if crisp else maps[node], LIGHT)
            extent = (x - half, x + half, y + half, y - half)
            drawn = paint_field(self.ax, image, crisp, extent, zorder=2.9, aspect="auto")
            self.ax.set(xlim=limits.intervalx, ylim=limits.intervaly)
            frame.set_facecolor("none")
            drawn.set_clip_path(frame)

    def parameter(self, k: int, start: int, end: int) -> None:
        """A link with its numbers, or a bias: as far as there is room."""
        key, marks, plan, bias = f"p{k}", self.marks, self.plan, start == end
        value, outline = marks["values"][k], marks["outline"]
        chosen = key == marks["selected"] or any(part.split(".")[0] == key for part in outline)
        strong = key in (marks["selected"], *outline) or f"{key}.weight" in outline
        boxed, blamed = f"{key}.gradient" in outline, f"{key}.blame" in outline
        label, mark = plan["labels"][k], plan["marks"][k]
        x, y = plan["nodes"][end]
        y += self.half + LINE / 2 + 2
        if not bias:
            ends, down = link_ends(plan, start, end), plan["down"]
            self.link(ends, value, chosen)
            x, y = along(*ends, 0.5 if label is None else label, down)
        if label is not None or strong or boxed:
            words = "b " * bias + self.known(marks["values"], k, FEW)
            edge = "none" if bias else LIGHT["line"]
            look: Look = dict(color=_side(value, LIGHT["ink"]), fontweight="bold", edge=edge)
            self.number((x, y), words, strong, **look)
            gradient = self.known(marks["gradients"], k, MANY)
            if marks["boxes"] and (plan["boxes"][k] or boxed):
                look = dict(color=LIGHT["soft"], ground=LIGHT["panel"], edge=LIGHT["line"])
                self.number((x, y + LINE), gradient, boxed, **look)
        blame = "" if bias else self.known(marks["blame"], k, MANY)
        if blame and (mark is not None or blamed):
            at = (x, y - 20.5) if mark == "above" else along(*ends, mark or 0.5, down)
            self.number(at, f"◂ {blame}", blamed, color=LIGHT["soft"])

    def link(self, ends: Any, value: float, chosen: bool) -> None:
        """A weight: as wide as it is large, with the hue and the dash of its side."""
        path = along(ends[0], ends[1], np.linspace(0, 1, 41), self.plan["down"]).T
        width = self.points(float(link_width(value)))
        if chosen:
            self.ax.plot(*path, color=LIGHT["line"], linewidth=width + self.points(8), zorder=0.5)
        dash = "--" if value < 0 else "-" if value > 0 else ":"
        look: Look = dict(color=_side(value, LIGHT["soft"]), linewidth=width, zorder=1)
        self.ax.plot(*path, dash, solid_capstyle="butt", label="link", **look)


def _side(value: float, middle: str) -> str:
    return LIGHT["positive"] if value > 0 else LIGHT["negative"] if value < 0 else middle
