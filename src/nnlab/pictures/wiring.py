"""Where the parts of a network's drawing lie, and what they are called. Numbers and names only.

Stored pictures and live views both draw what these functions say. Sizes are pixels beside text of
16 pixels; whoever draws may scale all of it, and may stretch it in the direction of the layers.

A part goes by its *key*: "n2" is node 2, counted from the inputs, and "p5" is parameter 5, a weight
or a bias, in the order of `network.parameters`. Nodes are called x₁, x₂ (inputs), h₁, h₂ (of the
only hidden layer), h₂.₁ (the first neuron of the second of several hidden layers), and output, or
out₁, out₂.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks

Place: TypeAlias = Sequence[float]  # x, y

MOST_LAYERS, MOST_NODES = 6, 8  # hidden layers, and neurons in a layer, that are drawn
MOST_LABELS = 16  # between two layers
CROWDED = 0.2  # more than 8 labels that cover more of other links than this help nobody
AIR = (1.3, 1.8)  # a label seen with the air around it: in it other links and labels are felt
STARTS = 40

STROKE = (2.0, 1.25, 10.0)  # px: of w = 0, per unit of |w|, and at most
LINE = 18  # px: a line of small text
PILL = (52, 20)  # a weight's number: width and height
GAP = 8  # between a node's words and the next node
NODES = {1: 56, 2: 56, 3: 48, 4: 46, 5: 38, 6: 38}  # a node's side, by the most in a column ...
TILES = {1: 92, 2: 92, 3: 64, 4: 52, 5: 42, 6: 38}  # ... and where no sample's numbers stand there
INPUT, OUTPUT = 0.78, 1.1  # a tile's side, beside a hidden neuron's

_T = np.linspace(0, 1, 51)  # places on a link, and those of them that a label may take
_MAY = slice(5, 46, 2)

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


# ------------------------------------------------------------------ names and keys of parts


def checked_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """The sizes, if such a network can be drawn."""
    sizes = tuple(int(n) for n in sizes)
    some = len(sizes) > 1 and min(sizes) > 0
    checks.need(some, f"a network has inputs and a layer, such as [2, 1], not {list(sizes)}")
    checks.need(
        len(sizes) <= MOST_LAYERS + 2 and max(sizes) <= MOST_NODES,
        f"{list(sizes)} is too large to draw: at most {MOST_LAYERS} hidden layers, "
        f"and {MOST_NODES} neurons or inputs in each column",
    )
    return sizes


def node_names(sizes: Sequence[int], names: Sequence[Any] | None = None) -> list[str]:
    """What the nodes are called, column by column, the inputs first.

    Parameters
    ----------
    sizes : as of a network
    names : other names for the inputs, or for all nodes

    >>> node_names([2, 2, 1])
    ['x₁', 'x₂', 'h₁', 'h₂', 'output']
    >>> node_names([1, 1, 1, 2])
    ['x₁', 'h₁.₁', 'h₂.₁', 'out₁', 'out₂']
    """
    several = len(sizes) > 3
    found = [f"x{i + 1}" for i in range(sizes[0])]
    for layer, n in enumerate(sizes[1:-1], start=1):
        found += [f"h{layer}.{j + 1}" if several else f"h{j + 1}" for j in range(n)]
    found += ["output"] if sizes[-1] == 1 else [f"out{j + 1}" for j in range(sizes[-1])]
    found = [name.translate(_LOW) for name in found]
    if names is not None:
        each = f"give one for each of the {sizes[0]} inputs, or for all {sum(sizes)} nodes"
        checks.need(len(names) in (sizes[0], sum(sizes)), f"{len(names)} names: {each}")
        found[: len(names)] = map(str, names)
    return found


def spoken(name: str) -> str:
    """A name as a screen reader says it: h₁ is h1."""
    return name.translate(_PLAIN)


def links(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """The nodes that each parameter links, counted from the inputs; a bias its own with itself."""
    found, first = [], 0
    for n_in, n_out in pairwise(sizes):
        for to in range(first + n_in, first + n_in + n_out):
            found += [(start, to) for start in (*range(first, first + n_in), to)]
        first += n_in
    return found


@lru_cache(maxsize=256)
def parts(sizes: tuple[int, ...]) -> dict[str, dict[str, Any]]:
    """Every part by its key, told by its layer, neuron and input (a number, or "bias").

    >>> known = parts((2, 2, 1))
    >>> known["p5"], known["n4"], known["n0"]
    ({'layer': 0, 'neuron': 1, 'input': 'bias'}, {'layer': 1, 'neuron': 0}, {'input': 0})
    """
    nodes: list[dict[str, Any]] = [{"input": i} for i in range(sizes[0])]
    parameters = []
    for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
        neurons = [{"layer": layer, "neuron": j} for j in range(n_out)]
        nodes += neurons
        parameters += [each | {"input": i} for each in neurons for i in (*range(n_in), "bias")]
    found = {f"p{k}": part for k, part in enumerate(parameters)}
    return found | {f"n{k}": part for k, part in enumerate(nodes)}


def part_key(sizes: tuple[int, ...], part: dict[str, Any]) -> str:
    """The key of a part.

    >>> part_key((2, 2, 1), {"layer": 1, "neuron": 0, "input": 1})
    'p7'
    """
    keys = [key for key, one in parts(sizes).items() if one == part]
    checks.need(keys, f"a network of sizes {list(sizes)} has no part {part}")
    return keys[0]


def checked_keys(sizes: tuple[int, ...], keys: Iterable[str]) -> list[str]:
    """The keys, if such a network has these parts."""
    keys = list(keys)
    unknown = [key for key in keys if key not in parts(sizes)]
    checks.need(not unknown, f"a network of sizes {list(sizes)} has no part {unknown}")
    return keys


def downstream(sizes: Sequence[int], key: str) -> list[str]:
    """All that changes when this part does: its neuron, and every link and neuron after it.

    >>> downstream([2, 2, 1], "p3")
    ['n3', 'p7', 'n4']
    """
    ends, k = links(sizes), int(key[1:])
    node = ends[k][1] if key[0] == "p" else k
    found = {f"n{node}": None} if key[0] == "p" else {}
    reached = {node}
    for k, (start, to) in enumerate(ends):
        if start in reached and start != to:
            reached.add(to)
            found |= {f"p{k}": None, f"n{to}": None}
    return list(found)


def groups(sizes: Sequence[int]) -> list[tuple[str, list[str]]]:
    """The columns of nodes, and those of weights between them: what each is called, and its keys.

    A bias stands with its neuron.

    >>> for label, keys in groups([2, 1]): print(label, *keys)
    inputs n0 n1
    weights into the output layer p0 p1
    output layer n2 p2
    """
    hidden = [f"hidden layer {k}" if len(sizes) > 3 else "hidden layer" for k in range(1, 7)]
    places = ["inputs", *hidden[: len(sizes) - 2], "output layer"]
    ends, found, first = list(enumerate(links(sizes))), list[tuple[str, list[str]]](), 0
    bias = {to: f"p{k}" for k, (start, to) in ends if start == to}
    for place, n in zip(places, sizes, strict=True):
        nodes = range(first, first + n)
        weights = [f"p{k}" for k, (start, to) in ends if start != to and to in nodes]
        if weights:
            found.append((f"weights into the {place}", weights))
        each = [[f"n{k}", bias[k]] if k in bias else [f"n{k}"] for k in nodes]
        found.append((place, [key for keys in each for key in keys]))
        first += n
    return found


# ------------------------------------------------------------------ where they lie


def link_width(weights: ArrayLike) -> np.ndarray:
    """How wide a link of this weight is drawn, in px: with |w|, up to a cap.

    >>> link_width([0, 1, -4, 100]).tolist()
    [2.0, 3.25, 7.0, 10.0]
    """
    thin, per_unit, cap = STROKE
    size = np.nan_to_num(np.abs(np.asarray(weights, dtype=float)), posinf=cap / per_unit)
    return np.minimum(thin + per_unit * size, cap)


def along(start: Place, end: Place, t: ArrayLike, down: bool = False) -> np.ndarray:
    """The point a fraction t along a link: a curve that leaves and arrives level, (..., 2).

    >>> along((0, 0), (100, 40), 0.5).tolist()
    [50.0, 20.0]
    """
    t = np.asarray(t, dtype=float)
    (x0, y0), (x1, y1) = start, end
    # A cubic Bézier curve with its two handles halfway.
    level, across = 1.5 * t * (1 - t) + t**3, t * t * (3 - 2 * t)
    u, v = (across, level) if down else (level, across)
    return np.stack([x0 + (x1 - x0) * u, y0 + (y1 - y0) * v], axis=-1)


def link_ends(layout: dict, a: int, b: int) -> tuple[Place, Place]:
    """Where the link from node `a` to node `b` begins and ends."""
    (x0, y0), (x1, y1) = layout["nodes"][a], layout["nodes"][b]
    out, into = layout["sides"][a] / 2, layout["sides"][b] / 2
    if layout["down"]:  # above the name of the node below
        return (x0, y0 + out), (x1, y1 - into - LINE)
    return (x0 + out, y0), (x1 - into, y1)


@lru_cache(maxsize=256)
def network_layout(
    sizes: tuple[int, ...],
    width: int = 560,
    *,
    sample: bool = False,
    compact: bool = False,
    quiet: bool = False,
) -> dict[str, Any]:
    """Where everything lies in a drawing so many pixels wide.

    Labels of weights never overlap: where they would, those between two layers are left out, and
    shown one at a time.

    Parameters
    ----------
    sizes : tuple, as of a network
    width : px, at least 280
    sample : whether the numbers of a sample stand at the nodes; without them a node is a tile,
        large enough for its map
    compact : tiles with no numbers; the names stand below the columns
    quiet : no words below the columns

    Returns
    -------
    layout : dict, JSON-ready
        width, height; node, a hidden neuron's side; sides, each node's; down, whether layers lie
        below one another (where a page is too narrow); margin; nodes, the centre [x, y] of each;
        labels, for each parameter how far along its link its number stands, in 0..1, or None (a
        bias: 0 if it is shown); columns, [x, y] of the words below each, if there are any;
        words, whether z is written above nodes.
    """
    sizes = checked_sizes(sizes)
    most, last = max(sizes), len(sizes) - 1
    node = float((NODES if sample else TILES).get(most, 32))
    if not sample:  # as much room between the columns as in them
        node = round(min(node, max(32.0, 0.42 * (width - 72) / last)))
    elif width < 320:  # on a phone
        node = max(32, node - 8)
    grows = not sample and most <= 3 and not compact
    parts = [INPUT, *[1.0] * (last - 1), OUTPUT] if grows else [1.0] * (last + 1)
    sides = [round(node * part, 1) for part in parts]  # of each column
    name = 0 if compact else LINE
    margin = max(6 + max(sides) / 2, 34)  # room for a word above it
    pitch = (width - 2 * margin) / last
    down = pitch - node < 34 and last > 1 and not compact
    shown = [False, *(n <= 5 and not (down or compact) for n in sizes[1:])]  # biases' numbers
    below = [(LINE + 2) * show for show in shown]
    words = 0 if quiet else LINE + 2  # below the columns
    if down:
        first, pitch, middle = LINE + node / 2, LINE + node + 48, width / 2
        steps = [min(110.0, (width - 8) / n) for n in sizes]
        height = first + last * pitch + node / 2 + LINE + 4
    else:
        need = [name + side + extra + GAP for side, extra in zip(sides, below, strict=True)]
        # Columns of as many nodes stand level; one with room to spare spreads out a little.
        level = {n: max(step for m, step in zip(sizes, need, strict=True) if m == n) for n in sizes}
        high = max(n * step for n, step in level.items())
        steps = [max(level[n], min(1.3 * level[n], 0.8 * high / n)) for n in sizes]
        over = [(n - 1) * step / 2 for n, step in zip(sizes, steps, strict=True)]
        tops = [half + side / 2 for half, side in zip(over, sides, strict=True)]
        first, middle = margin, name + 2 + max(tops)
        deepest = max(top + extra for top, extra in zip(tops, below, strict=True))
        height = middle + deepest + words + 6
    flow = [first + column * pitch for column in range(last + 1)]
    places = [
        (along, middle + (j - (n - 1) / 2) * step)
        for along, n, step in zip(flow, sizes, steps, strict=True)
        for j in range(n)
    ]
    plan = {
        "width": width,
        "height": round(height, 1),
        "node": node,
        "sides": [side for side, n in zip(sides, sizes, strict=True) for _ in range(n)],
        "down": down,
        "margin": margin,
        "nodes": [[round(v, 1) for v in (place[::-1] if down else place)] for place in places],
        "columns": [
            [4.0, along + node / 2 + 10] if down else [round(along, 1), height - LINE / 2 - 1]
            for along in ([] if quiet else flow)
        ],
    }
    room = sample and not down and most <= 5 and pitch >= 118
    tries: list[dict[str, Any]] = [
        {"words": with_sum, "labels": _labels(plan, sizes, shown, with_sum, compact)}
        for with_sum in ((True, False) if room else (False,))
    ]  # a link's own number comes before z above the nodes
    return plan | min(tries, key=lambda one: one["labels"].count(None))


def _labels(
    plan: dict, sizes: tuple[int, ...], shown: list[bool], words: bool, compact: bool
) -> list[float | None]:
    """Where the numbers stand, parameter by parameter, between each column and the next."""
    ends, columns = links(sizes), np.repeat(range(len(sizes)), sizes)  # of each node
    taken, deep = [], LINE / 2
    for (x, y), side, column in zip(plan["nodes"], plan["sides"], columns, strict=True):
        half = side / 2
        # How far below a node's centre they stand, half width, half height: name, itself, bias.
        taken += [(x, y - half - deep, 52 if words else 20, deep), (x, y, half + 1, half)]
        if shown[column]:
            taken += [(x, y + half + deep + 1, PILL[0] / 2, deep)]
    # Of biases it is told only whether they are shown.
    found: list[float | None] = [0 if a == b and shown[columns[b]] else None for a, b in ends]
    for column in range(1, len(sizes)):
        weights = [k for k, (a, b) in enumerate(ends) if a != b and columns[b] == column]
        if compact or len(weights) > MOST_LABELS:
            continue
        lines = np.array([along(*link_ends(plan, *ends[k]), _T, plan["down"]) for k in weights])
        for k, t in zip(weights, _spread(lines, np.array(taken)), strict=False):
            found[k] = t
    return found


def _spread(lines: np.ndarray, taken: np.ndarray) -> list[float]:
    """How far along each link its label stands; nothing if there's no room for all.

    None overlap, and few are near another link or label, so that each is seen to be its own link's:
    each moves to where it is best, given the others, from many beginnings; the best end wins.

    Parameters
    ----------
    lines : (links, T, 2), the places on each link
    taken : (n, 4), x, y, half width and half height of what stands there already
    """
    n = len(lines)
    half = np.tile(PILL, (n, 1))[:, None] / 2 + 0.5  # (links, 1, 2)
    places, every, t = lines[:, _MAY], np.arange(n), _T[_MAY]

    def near(others: np.ndarray, reach: np.ndarray) -> np.ndarray:
        """Which of the places, (links, T), lie within reach of which others."""
        return (np.abs(places[:, :, None] - others) < reach[:, None]).all(axis=-1)

    blocked = near(taken[:, :2], half + taken[:, 2:]).any(axis=-1)
    covers = near(lines.reshape(-1, 2), half).reshape(*blocked.shape, n, -1).mean(axis=-1)
    covers[every, :, every] = 0  # its own link
    overlap = near(places.reshape(-1, 2), half + np.repeat(half[:, 0], len(t), axis=0))
    overlap = overlap.reshape(blocked.shape * 2)
    overlap[every, :, every] = False  # a label doesn't disturb itself
    crossing = covers.sum(axis=-1) / CROWDED
    felt = near(lines.reshape(-1, 2), half * AIR).reshape(*blocked.shape, n, -1).mean(axis=-1)
    felt[every, :, every] = 0
    alone = 50.0 * blocked + 2.0 * crossing + felt.sum(axis=-1) / CROWDED + 1.0 * (t - 0.5) ** 2

    at = np.random.default_rng(0).integers(3, len(t) - 3, (STARTS, len(every)))
    at[0] = np.abs(t - 0.5).argmin()
    for k in [*every] * 8:
        cost = alone[k][:, None] + 30.0 * overlap[k][:, every, at].sum(axis=-1)  # (T, starts)
        at[:, k] = cost.argmin(axis=0)
    apart = ~overlap[every[:, None], at[:, :, None], every, at[:, None]].any(axis=(1, 2))
    clear = (n <= 8) | (crossing[every, at].mean(axis=1) < 1)
    cost = np.where(apart & clear, alone[every, at].sum(axis=1), np.inf)
    return t[at[cost.argmin()]].round(3).tolist() if cost.min() < 50 else []
