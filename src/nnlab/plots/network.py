"""The drawing of a network: nodes, links, and their numbers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.field import field_image, sharpened
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.network import answer_bytes, node_maps
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.wiring import (
    BOX,
    LINE,
    along,
    checked_sizes,
    link_ends,
    link_width,
    network_layout,
    node_names,
)
from nnlab.plots.frame import check_axes
from nnlab.plots.picture import new_figure

CELLS = 48  # of a node's map, a side
WIDE = 560  # px, unless the axes are wider


@np.errstate(all="ignore")  # enormous weights overflow: what they answer is left blank
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
    if network.runs:
        raise ValueError(f"this network has runs {network.runs}: give one, network.run(0)")
    sizes = checked_sizes(network.sizes)
    a = z = ()
    if values is not None:
        sample = checks.numbers(values, "values", dtype=float)
        if sample.shape != sizes[:1]:
            raise ValueError(
                f"values has shape {sample.shape}: give this network {sizes[0]} numbers"
            )
        traces = network.forward(sample[np.newaxis])
        a = np.concatenate([sample, *(trace.a[0] for trace in traces)])
        z = np.concatenate([np.full(sizes[0], np.nan), *(trace.z[0] for trace in traces)])
    if gradients is not None:
        gradients = checks.numbers(gradients, "gradients", dtype=float, finite=False)
        if gradients.shape != network.parameters.shape:
            raise ValueError(
                f"gradients has shape {gradients.shape}, but this network has "
                f"{network.n_parameters} parameters"
            )
    maps, crisp = None, [0] * sum(sizes)
    if bounds is not None or (values is None and sizes[0] <= 2):
        bounds = (-0.5, 1.5, -0.5, 1.5) if bounds is None else check_bounds(bounds)
        if sizes[0] > 2:
            raise ValueError(f"a plane has 2 inputs, and this network {sizes[0]}: leave out bounds")
        places = sample_plane(bounds, CELLS)[:, : sizes[0]]
        maps, crisp = node_maps(network.activations, places, network.forward(places))
    elif values is not None:
        maps = answer_bytes(sizes, network.activations, a)
    return draw_network(
        ax,
        sizes,
        network.parameters,
        names=node_names(sizes, names),
        columns=["inputs" if sizes[0] > 1 else "input", *map(repr, network.activations)],
        a=a,
        z=z,
        maps=maps,
        crisp=crisp,
        gradients=gradients,
        mode="weights" if gradients is None else "both",
    )


def network_figure(sizes, **layout):
    """A figure of the right size for `draw_network`, with one empty pair of axes."""
    plan = network_layout(tuple(sizes), WIDE, **layout)
    figure = new_figure(plan["width"] / 100, plan["height"] / 100)
    figure.set_layout_engine("none")
    return figure, figure.add_axes((0, 0, 1, 1))


def draw_network(
    ax,
    sizes,
    values,
    *,
    names,
    columns,
    a=(),
    z=(),
    maps=None,
    crisp=(),
    gradients=None,
    blame=None,
    mode="weights",
    above=None,
    below=None,
    selected="",
    outline=(),
    decimals=(2, 4),
):
    """Draw what a `NetworkView` shows; its docstring says what the numbers are. Returns ax."""
    pen = _Pen(check_axes(ax), tuple(sizes), mode == "both", _given(blame), _given(a))
    few, many = decimals
    drawn = gradients if mode == "gradients" else values
    links = [k for k, (_, _, bias) in enumerate(pen.params) if not bias]
    most = np.nanmax(np.abs(np.asarray(drawn)[links]), initial=0) if mode == "gradients" else None
    for k in links:
        start, end, _ = pen.params[k]
        chosen = selected == f"p{k}" or any(key.partition(".")[0] == f"p{k}" for key in outline)
        pen.link(start, end, 0.0 if drawn is None else drawn[k], most, chosen)
    for node, name in enumerate(names):
        image = None if maps is None or not len(maps) else maps[node]
        pen.node(node, image, node < len(crisp) and crisp[node], selected == f"n{node}")
        if _known(a, node):
            pen.pill(pen.at(node), number(a[node], few), outlined=f"n{node}.a" in outline)
        words = (above or {}).get(f"n{node}")
        with_z = pen.plan["words"] and words is None and _known(z, node)
        pen.title(node, words or name, z[node] if with_z else None, few, f"n{node}.z" in outline)
        if (below or {}).get(f"n{node}"):
            pen.note(node, below[f"n{node}"])
    for k, (_, _, bias) in enumerate(pen.params):
        pieces = [what for what in ("", "weight", "gradient", "blame") if _key(k, what) in outline]
        placed = pen.plan["labels"][k] is not None
        gradient = ""
        if mode != "weights" and _known(gradients, k):
            gradient = _signed(gradients[k], many)
        if mode == "gradients":
            if placed or pieces:
                label = f"d_b {gradient}" if bias and gradient else gradient
                pen.weight(k, label, gradients[k] if gradient else 0, "", pieces)
        elif placed or pieces or selected == f"p{k}":
            if not pen.plan["boxes"][k] and "gradient" not in pieces:
                gradient = ""
            label = _signed(values[k], few)
            pieces += ["weight"] * (selected == f"p{k}")
            pen.weight(k, f"b {label}" if bias else label, values[k], gradient, pieces)
        room = pen.plan["marks"][k] is not None or "blame" in pieces
        if not bias and room and _known(blame, k):
            pen.mark(k, f"◂ {_signed(blame[k], many)}", "blame" in pieces)
    for (x, y), words in zip(pen.plan["columns"], columns, strict=True):
        pen.text(x, y, words, color=LIGHT["soft"], ha="left" if pen.plan["down"] else "center")
    return ax


class _Pen:
    """Draws the parts in a layout's pixels, with text in proportion."""

    def __init__(self, ax, sizes, boxes, marks, sample):
        box = ax.get_window_extent()
        dots = ax.figure.dpi / 100
        wide, high = box.width / dots, box.height / dots
        options = dict(boxes=boxes, marks=marks, sample=sample)
        best = 0.0
        for width in (320, 420, 560, 720, 960):  # the one that can be drawn largest
            plan = network_layout(sizes, width, **options)
            scale = min(wide / plan["width"], high / plan["height"])
            if scale > best - 1e-9:
                best, self.plan = scale, plan
        self.ax, self.scale = ax, min(best, 2.0)
        self.half = self.plan["node"] / 2
        self.params = []
        first = 0
        for n_in, n_out in zip(sizes, sizes[1:], strict=False):
            for j in range(n_out):
                to = first + n_in + j
                self.params += [(first + i, to, False) for i in range(n_in)] + [(to, to, True)]
            first += n_in
        ax.set_axis_off()
        # The drawing in the middle of the axes, y downwards as on a screen.
        free = wide / self.scale - self.plan["width"], high / self.scale - self.plan["height"]
        ax.set_xlim(-free[0] / 2, self.plan["width"] + free[0] / 2)
        ax.set_ylim(self.plan["height"] + free[1] / 2, -free[1] / 2)

    def points(self, px):
        """Pixels beside text of 15 px, as points at 100 dots an inch."""
        return px * 0.72 * self.scale

    def at(self, node):
        return self.plan["nodes"][node]

    def text(self, x, y, words, *, size=12.5, color=LIGHT["ink"], mono=False, **more):
        if more.get("ha", "center") == "center":  # words at the edges stay inside
            half = max(map(len, words.split("\n"))) * size * 0.28
            x = min(max(x, half), max(half, self.plan["width"] - half))
        more = dict(ha="center", va="center", zorder=5) | more
        family = dict(family="monospace") if mono else {}
        return self.ax.text(
            x, y, words, fontsize=self.points(size), color=color, parse_math=False, **family, **more
        )

    def link(self, start, end, value, most, chosen):
        (x0, y0), (x1, y1) = link_ends(self.plan, start, end)
        mx, my = (x0 + x1) / 2, (y0 + y1) / 2
        handles = [(x0, my), (x1, my)] if self.plan["down"] else [(mx, y0), (mx, y1)]
        path = Path([(x0, y0), *handles, (x1, y1)], [Path.MOVETO] + [Path.CURVE4] * 3)
        width = self.points(float(link_width(value, most)))
        if chosen:
            self._path(path, LIGHT["line"], width + self.points(8), "-", 0.5)
        dash = (0, (3.2, 2)) if value < 0 else "-" if value > 0 else (0, (1.2, 2.5))
        self._path(path, _side(value, LIGHT["soft"]), width, dash, 1)

    def _path(self, path, color, width, style, zorder):
        self.ax.add_patch(
            PathPatch(
                path,
                fill=False,
                edgecolor=color,
                linewidth=width,
                linestyle=style,
                capstyle="butt",
                zorder=zorder,
            )
        )

    def node(self, node, cells, crisp, chosen):
        x, y = self.at(node)
        box = dict(boxstyle=f"round,pad=0,rounding_size={self.half / 3.4}", zorder=3)
        corner = (x - self.half, y - self.half)
        frame = FancyBboxPatch(
            corner,
            2 * self.half,
            2 * self.half,
            facecolor=LIGHT["panel"],
            edgecolor=LIGHT["ink" if chosen else "soft"],
            linewidth=self.points(3 if chosen else 1.5),
            **box,
        )
        self.ax.add_patch(frame)
        if cells is None or (cells.size == 1 and cells[0, 0] == 0):
            return
        cells = sharpened(cells, 160) if crisp else cells
        limits = self.ax.get_xlim(), self.ax.get_ylim()
        image = self.ax.imshow(
            field_image(cells, LIGHT),
            extent=(corner[0], corner[0] + 2 * self.half, corner[1] + 2 * self.half, corner[1]),
            origin="lower",
            interpolation="nearest" if crisp else "bilinear",
            zorder=2.9,
            aspect="auto",
        )
        self.ax.set(xlim=limits[0], ylim=limits[1])
        frame.set_facecolor("none")
        image.set_clip_path(frame)

    def title(self, node, words, z, decimals, outlined):
        x, y = self.at(node)
        y -= self.half + LINE / 2
        frame = dict(
            boxstyle="round,pad=0.15",
            facecolor=LIGHT["paper"],
            edgecolor=LIGHT["ink"],
            linewidth=self.points(2.2),
        )
        more = dict(bbox=frame, zorder=7) if outlined else {}
        if z is None:
            self.text(x, y, words, **more)
            return
        said = f"z {_signed(z, decimals)}"
        wide = 7 * len(words), 7.2 * len(said)  # px, about
        left = min(x - sum(wide) / 2 - 3, self.plan["width"] - sum(wide) - 6)
        self.text(left, y, words, ha="left")
        self.text(
            left + wide[0] + 6,
            y,
            said,
            ha="left",
            size=12,
            color=_side(z, LIGHT["ink"]),
            mono=True,
            **more,
        )

    def note(self, node, words):
        x, y = self.at(node)
        k = next(k for k, (_, to, bias) in enumerate(self.params) if bias and to == node)
        low = 0 if self.plan["labels"][k] is None else LINE + BOX[1] * self.plan["boxes"][k]
        self.text(x, y + self.half + low + 4, words, size=12, color=LIGHT["soft"], va="top")

    def label(self, k):
        """Where the weight's number stands; a gradient's box is below it."""
        start, end, bias = self.params[k]
        if bias:
            x, y = self.at(end)
            return x, y + self.half + LINE / 2 + 2
        t = self.plan["labels"][k]
        return along(*link_ends(self.plan, start, end), 0.5 if t is None else t, self.plan["down"])

    def mark(self, k, words, outlined):
        start, end, _ = self.params[k]
        t = self.plan["marks"][k]
        if t == "above":
            where = np.subtract(self.label(k), (0, 20.5))
        else:
            where = along(
                *link_ends(self.plan, start, end), 0.5 if t is None else t, self.plan["down"]
            )
        self.pill(where, words, color=LIGHT["soft"], outlined=outlined)

    def weight(self, k, label, value, gradient, pieces):
        bias = self.params[k][2]
        x, y = self.label(k)
        if label:
            self.pill(
                (x, y),
                label,
                color=_side(value, LIGHT["ink"]),
                bold=True,
                framed=not bias,
                outlined="weight" in pieces or "" in pieces,
            )
        if gradient:
            self.pill(
                (x, y + LINE),
                gradient,
                color=LIGHT["soft"],
                ground=LIGHT["panel"],
                framed=True,
                outlined="gradient" in pieces,
            )

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
        edge = LIGHT["ink"] if outlined else LIGHT["line"] if framed else "none"
        self.text(
            *where,
            words,
            size=12,
            color=color,
            mono=True,
            zorder=6,
            fontweight="bold" if bold else "normal",
            bbox=dict(
                boxstyle="round,pad=0.22",
                facecolor=ground,
                edgecolor=edge,
                linewidth=self.points(2.2 if outlined else 1),
                alpha=0.95,
            ),
        )


def _signed(value, decimals):
    """A number with its sign."""
    return number(value, decimals, plus=True)


def _side(value, middle):
    return LIGHT["positive"] if value > 0 else LIGHT["negative"] if value < 0 else middle


def _given(numbers):
    return numbers is not None and len(numbers) > 0


def _known(numbers, k):
    return _given(numbers) and not np.isnan(numbers[k])


def _key(k, what):
    return f"p{k}.{what}" if what else f"p{k}"
