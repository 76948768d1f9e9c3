"""Neurons side by side: their lines and the regions between them, and the corners of a curve."""

from typing import NamedTuple

import numpy as np

from nnlab.pictures.checks import check_classes, check_kind, check_points
from nnlab.pictures.field import decision_scale, field_bytes
from nnlab.pictures.geometry import TINY, bounds_around, check_bounds, line_geometry, sample_plane
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.ticks import ticks_between
from nnlab.plots.data import draw_field, draw_points
from nnlab.plots.frame import SMALL, frame_plane, style
from nnlab.plots.neuron import draw_curve, draw_line, draw_note

CELLS = 48  # a side, for finding a region's middle
CODED = 6  # with more neurons a code is too long to be read in its region
SPELT = 4  # so many lines have room for whole words
_NAME = (0.12, 0.05)  # half of a name's width and height, in parts of the picture
CLEAR = 1.4  # so far from the next thing, in halves of its own size, a name stands free
NEAREST = 0.7  # a name is at most this part of the way to another line from its own
_BOX = dict(boxstyle="round,pad=0.25", facecolor=LIGHT["paper"], edgecolor="none", alpha=0.88)


def plot_neuron_lines(
    layer, X=None, y=None, *, ax, chosen=None, codes=True, bounds=None, resolution=200
):
    """Draw the line of each neuron of a layer, and the code of each region between them.

    A code has a digit for each neuron, neuron 0 first: 1 on the side that its arrow points to.

    Parameters
    ----------
    layer : Layer with 2 inputs
    X, y : (n_samples, 2) and the targets, or None
    ax : the axes to draw on
    chosen : index of the neuron whose answers colour the plane and whose line is strong, or None
    codes : whether to write the codes
    bounds : (x0, x1, y0, y1); left out, they fit the data, or −0.5 to 1.5
    resolution : cells a side

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the layer has not 2 inputs, or no neuron `chosen`.
    """
    check_kind(layer, "a Layer", "n_in", "W", "activation")
    if layer.n_in != 2:
        raise ValueError(f"this layer has {layer.n_in} inputs: the plane shows 2")
    if chosen is not None and not 0 <= chosen < len(layer):
        raise ValueError(f"chosen is {chosen}, but the neurons are 0 to {len(layer) - 1}")
    X = None if X is None else check_points(X)
    if bounds is None:
        bounds = (-0.5, 1.5, -0.5, 1.5) if X is None else bounds_around(X)
    bounds = check_bounds(bounds)
    frame_plane(ax, bounds)
    if chosen is not None:
        field = layer[chosen](sample_plane(bounds, resolution)).reshape(resolution, resolution)
        draw_field(ax, field_bytes(field, *decision_scale(layer.activation)), bounds)
    lines = [line_geometry(n.w, n.b, bounds) for n in layer]
    points = [] if X is None else X.tolist()
    lines = named(lines, bounds, points)
    for j, line in enumerate(lines):
        if line is not None:
            draw_line(ax, line, label=line["label"], strong=j == chosen)
    if codes:
        filled = taken(lines) + names_at(lines, name_size(lines, bounds)) + points
        for code, place in region_codes(layer, bounds, avoid=filled):
            draw_words(ax, place, code)
    if X is not None:
        draw_points(ax, X, check_classes(y, len(X)), np.zeros(len(X), dtype=bool))
    if all(line is None for line in lines):
        draw_note(ax, "all weights are 0: there is no line")
    return ax


def named(lines, bounds, points=()) -> list[dict | None]:
    """Lines from `line_geometry`, each with a name (`label`) and a free place for it.

    Lines that lie on top of one another share one name, "neurons 0, 1". Of more than four lines
    the names are the bare numbers.
    """
    half = name_size(lines, bounds)
    filled = list(points) + taken(lines)
    found: list[dict | None] = []
    for j, line in enumerate(lines):
        if line is None:
            found.append(None)
            continue
        line = {key: value for key, value in line.items() if key != "length"}
        same = [k for k, one in enumerate(lines) if one and one["segment"] == line["segment"]]
        line["label"] = ""
        if j == same[-1] or line["segment"] is None:
            several = len(same) > 1 and line["segment"] is not None
            word = "" if len(lines) > SPELT else "neurons " if several else "neuron "
            line["label"] = word + ", ".join(map(str, same if several else [j]))
            others = [one for one in lines if one and one["segment"] != line["segment"]]
            line["label_at"] = _free(line, others, half, bounds, filled)
            filled += names_at([line], half)
        found.append(line)
    return found


def _free(line, others, half, bounds, filled) -> list[float]:
    """Where a name covers as little as can be, and is nearer to its own line than to any other."""
    low, high = np.array(bounds[0::2]) + half, np.array(bounds[1::2]) - half
    places, enough = _beside(line, half)
    places = np.clip(places, low, high)

    mine = _distances(places / half, _strokes([line]) / half)
    other = _distances(places / half, _strokes(others) / half)
    off = np.abs(places[:, np.newaxis] - filled) / half  # (n_places, n_filled, 2)
    room = off.max(axis=-1).min(axis=1)
    score = np.minimum(room, enough) + 9 * (mine <= NEAREST * other)
    return places[np.argmax(np.round(score, 9))].tolist()


def _beside(line, half) -> tuple[np.ndarray, np.ndarray]:
    """Places for a name, (n, 2): around its arrow's head, then beside its line, then on it.

    With each comes how much room there counts at most: without need a name stays at the head.
    """
    head, anchor = np.array(line["head"]), np.array(line["anchor"])
    away = (head - anchor) / (np.hypot(*(head - anchor)) or 1.0)
    turn = np.radians([0, 40, -40, 80, -80, 120, -120])
    ways = np.column_stack(
        [
            np.cos(turn) * away[0] - np.sin(turn) * away[1],
            np.sin(turn) * away[0] + np.cos(turn) * away[1],
        ]
    )
    places = [head + 1.3 * ways * half]
    if line["segment"]:
        along = np.array(line["segment"][0]) + np.linspace(0.1, 0.9, 17)[:, np.newaxis] * (
            np.subtract(*line["segment"][::-1])
        )
        places += [along + shift * away * half for shift in (1.3, -1.3, 0.0)]
    enough = np.repeat([CLEAR, CLEAR / 2], [len(turn), sum(map(len, places[1:]))])
    return np.concatenate(places), enough


def _strokes(lines) -> np.ndarray:
    """The two ends of each stroke that is drawn for some lines and their arrows, (n, 2, 2)."""
    ends = [[line["anchor"], line["head"]] for line in lines]
    return np.reshape(ends + [line["segment"] for line in lines if line["segment"]], (-1, 2, 2))


def _distances(places, strokes) -> np.ndarray:
    """How far each place is from the nearest of some strokes, (n_places,)."""
    start, way = strokes[:, 0], strokes[:, 1] - strokes[:, 0]
    off = places[:, np.newaxis] - start  # (n_places, n_strokes, 2)
    share = np.clip((off * way).sum(-1) / np.maximum((way**2).sum(-1), TINY), 0, 1)
    return np.hypot(*(off - share[..., np.newaxis] * way).T).min(axis=0, initial=np.inf)


def taken(lines) -> list[list[float]]:
    """What words should keep clear of: each line's dot and its arrow's head."""
    return [line[end] for line in lines if line is not None for end in ("anchor", "head")]


def name_size(lines, bounds) -> np.ndarray:
    """Half of the width and of the height of each name of so many lines."""
    x0, x1, y0, y1 = bounds
    return np.array([x1 - x0, y1 - y0]) * _NAME / (1 if len(lines) <= SPELT else (3, 1))


def names_at(lines, half) -> list[list[float]]:
    """Where names stand already: the left end, the middle and the right end of each."""
    places = [line["label_at"] for line in lines if line is not None and line["label"]]
    return [[x + side, y] for x, y in places for side in (-half[0], 0.0, half[0])]


def region_codes(layer, bounds, avoid=()) -> list[tuple[str, list[float]]]:
    """The regions that a layer's lines cut out of a picture, and a place in each for its code.

    Lines that cross cut out convex regions, and no two of them have the same code.

    Parameters
    ----------
    layer : Layer with 2 inputs
    bounds : (x0, x1, y0, y1)
    avoid : (n, 2), places that a code should not cover

    Returns
    -------
    [(code, [x, y]), ...] in the order of the codes; none for more than 6 neurons

    >>> from nnlab import Layer, Neuron, step
    >>> two = Layer.from_neurons([Neuron([1, 1], -0.5, step), Neuron([1, 1], -1.5, step)])
    >>> [code for code, place in region_codes(two, (-0.5, 1.5, -0.5, 1.5))]
    ['00', '10', '11']
    """
    if len(layer) > CODED:
        return []
    bounds = check_bounds(bounds)
    points = sample_plane(bounds, CELLS)
    z = points @ layer.W.T + layer.b  # (n_points, 2) @ (2, n_out) + (n_out,) -> (n_points, n_out)
    lengths = np.hypot(*layer.W.T)
    far = np.where(lengths > TINY, np.abs(z) / np.maximum(lengths, TINY), np.inf)
    low, high = np.array(bounds[0::2]), np.array(bounds[1::2])
    room = np.column_stack([far, points - low, high - points]).min(axis=1)
    for place in np.reshape(avoid, (-1, 2)):
        room = np.minimum(room, 0.7 * np.hypot(*(points - place).T))
    found = []
    says = z > 0
    for digits in np.unique(says[(far > TINY).all(axis=1)], axis=0):  # a line is no region
        inside = (says == digits).all(axis=1)
        best = np.argmax(np.where(inside, room, -np.inf))
        found.append((code_of(digits), points[best].tolist()))
    return found


def code_of(says) -> str:
    """What the neurons say, as one word: neuron 0's digit comes first.

    >>> code_of([True, False])
    '10'
    """
    return "".join(str(int(digit)) for digit in says)


class Corner(NamedTuple):
    """One corner of a curve: where it is, and by how much the slope changes there."""

    place: float  # nan for a neuron whose weight is 0: it has no corner
    factor: float


def corners(network) -> list[Corner]:
    """The corner that each ReLU neuron of a [1, k, 1] network gives its curve.

    The neuron's z = w·x + b passes 0 at x = −b/w. There the slope of its part v·relu(z) changes
    by v·|w|, from left to right.

    >>> from nnlab import Network
    >>> network = Network([1, 1, 1], ["relu", "identity"], init="zeros")
    >>> network.parameters[:] = [1, -2, 3, 0]
    >>> corners(network)
    [Corner(place=2.0, factor=3.0)]
    """
    first, last = check_curve(network).layers
    return [
        Corner(float(-b / w) if abs(w) > TINY else float("nan"), float(v * abs(w)))
        for w, b, v in zip(first.W[:, 0], first.b, last.W[0], strict=True)
    ]


def slope_after(network, place: float) -> float:
    """The slope of the curve of a [1, k, 1] network on the right of a place."""
    first, last = network.layers
    w, z = first.W[:, 0], first.W[:, 0] * place + first.b
    on = (z > TINY) | ((np.abs(z) <= TINY) & (w > 0))
    return float(np.sum(last.W[0] * w * on))


def largest_gap(network, X, y) -> tuple[float, float, float]:
    """Where the curve is farthest from its target: x, the curve's height there, the target's."""
    curve = network(X)[:, 0]
    worst = int(np.argmax(np.abs(curve - y[:, 0])))
    return float(X[worst, 0]), float(curve[worst]), float(y[worst, 0])


def check_curve(network):
    """The network, if it draws a curve with corners: sizes [1, k, 1], relu then identity."""
    sizes, names = list(network.sizes), [a.name for a in network.activations]
    if len(sizes) != 3 or sizes[0] != 1 or sizes[2] != 1 or names != ["relu", "identity"]:
        raise ValueError(
            f"a curve with corners needs sizes [1, k, 1] with relu, then identity; this network "
            f'has {sizes} with {", ".join(names)}: try Network([1, 3, 1], ["relu", "identity"])'
        )
    return network


def curve_bounds(X, *heights) -> tuple[float, float, float, float]:
    """A picture around some curves over X, with air on all sides."""
    x0, x1 = float(np.min(X)), float(np.max(X))
    x1 = x1 if x1 > x0 else x0 + 1.0
    low, high = min(0.0, *map(np.min, heights)), max(1.0, *map(np.max, heights))
    beside, above = 0.04 * (x1 - x0), 0.2 * (high - low)
    return x0 - beside, x1 + beside, float(low - above), float(high + above)


def curve_points(network, bounds) -> np.ndarray:
    """The corners of a [1, k, 1] network's curve across a picture, (n, 2)."""
    x0, x1 = bounds[:2]
    inside = [corner.place for corner in corners(network) if x0 < corner.place < x1]
    x = np.unique([x0, *inside, x1])
    return np.column_stack([x, network(x[:, np.newaxis])[:, 0]])


def plot_corners(
    network, X=None, y=None, *, ax, chosen=None, pieces=False, target=True, bounds=None
):
    """Draw the curve of a [1, k, 1] ReLU network, its corners, and the curve it should become.

    A corner with the factor 0 changes nothing yet: its dot is small and grey.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], relu then identity
    X, y : (n_samples, 1) each, the target curve, or None
    ax : the axes to draw on
    chosen : index of the corner that is marked, or None
    pieces : draw each neuron's own part too: its factor times its relu
    target : whether to draw the target curve and the largest gap
    bounds : (x0, x1, y0, y1); left out, they fit both curves, or 0 to 6 and −1 to 3

    Returns
    -------
    ax
    """
    check_curve(network)
    if bounds is None:
        bounds = (0.0, 6.0, -1.0, 3.0) if X is None else curve_bounds(X, y, network(X))
    x0, x1, y0, y1 = check_bounds(bounds)
    style(ax, "x", "y")
    ax.set(xlim=(x0, x1), ylim=(y0, y1))
    for axis, ends in ((ax.xaxis, (x0, x1)), (ax.yaxis, (y0, y1))):
        ticks = ticks_between(*ends)
        axis.set_ticks(ticks, [number(t) for t in ticks])
    ax.yaxis.label.set(rotation=0, verticalalignment="center")
    ax.yaxis.labelpad = 12
    ax.grid(True, color=LIGHT["ink"], alpha=0.12, linewidth=0.7)
    if pieces:
        _draw_pieces(ax, network, (x0, x1))
    if X is not None and target:
        draw_curve(ax, np.column_stack([X, y])[np.argsort(X[:, 0])], dashed=True)
    draw_curve(ax, curve_points(network, bounds))
    for j, corner in enumerate(corners(network)):
        if x0 <= corner.place <= x1:
            used = abs(corner.factor) > TINY
            ax.plot(
                corner.place,
                float(network([corner.place])[0]),
                "o",
                color=LIGHT["paper"],
                markeredgecolor=LIGHT["ink" if used else "soft"],
                markersize=9 if j == chosen else 7 if used else 5,
                markeredgewidth=1.8 if used else 1.2,
                zorder=4,
            )
    if X is not None and target:
        x, curve, wanted = largest_gap(network, X, y)
        if abs(curve - wanted) > 1e-9:
            ax.plot([x, x], [curve, wanted], color=LIGHT["soft"], linewidth=1.4, zorder=2)
            place = gap_label(x, curve, wanted, bounds)
            draw_words(ax, place, f"gap {number(abs(curve - wanted), 2)}")
    return ax


def gap_label(x, curve, wanted, bounds) -> list[float]:
    """Where the gap's number stands: above both curves, or below them where there is no room."""
    x0, x1, y0, y1 = bounds
    wide, high = 0.12 * (x1 - x0), 0.08 * (y1 - y0)
    above = max(curve, wanted) + high
    y = above if above < y1 - high / 2 else max(min(curve, wanted) - high, y0 + high / 2)
    return [min(max(x, x0 + wide), x1 - wide), y]


def draw_words(ax, place, words):
    """A few words on paper, at a place in the picture."""
    ax.text(
        *place,
        words,
        ha="center",
        va="center",
        color=LIGHT["ink"],
        fontsize=SMALL,
        fontweight="bold",
        bbox=_BOX,
        zorder=3.2,
        parse_math=False,
    )


def _draw_pieces(ax, network, ends):
    first, last = network.layers
    x = np.linspace(*ends, 301)
    parts = last.W[0] * first(x[:, np.newaxis])  # (1, k) * (n, k) -> (n, k)
    ax.plot(x, parts, color=LIGHT["soft"], linewidth=1.2, zorder=1.5)
