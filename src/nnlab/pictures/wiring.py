"""Where the parts of a network's drawing lie, and what they are called. Numbers and names only.

Stored pictures and live views both draw what these functions say. Sizes are pixels beside text of
15 pixels; whoever draws may scale all of it, and may stretch it in the direction of the layers.

A *part* is named by a dict, as in the events of a live view:

- ``{"layer": l, "neuron": j, "input": i}``: the weight of `network.layers[l].W[j, i]`;
- ``{"layer": l, "neuron": j, "input": "bias"}``: the bias of that neuron;
- ``{"layer": l, "neuron": j}``: the neuron; ``{"input": i}``: an input of the network.

One piece of a part may be meant: ``"what": "weight"``, ``"gradient"``, ``"blame"``, ``"z"`` or
``"a"``. Neurons are called x₁, x₂ (inputs), h₁, h₂ (of the only hidden layer), h₂.₁ (the first
neuron of the second of several hidden layers), and output, or out₁, out₂.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks

Place: TypeAlias = Sequence[float]  # x, y

MOST_LAYERS, MOST_NODES = 6, 8  # hidden layers, and neurons in a layer, that are drawn
PIECES = ("weight", "gradient", "blame", "z", "a")

STROKE = (1.0, 0.6, 6.0)  # px: of w = 0, per unit of |w|, and at most
LINE = 18  # px: a line of small text
PILL = (52, 20)  # a weight's number: width and height
BOX = (66, 17)  # a gradient's, below it
MARK = (78, 20)  # blame, with its ◂
GAP = 8  # between a node's words and the next node

CROWDED = 1.0  # more than 8 labels that cover more than this of other links help nobody
_T = np.linspace(0.1, 0.9, 21)  # places on a link that a label may take

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


# ------------------------------------------------------------------ names and numbers of parts


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


@lru_cache(maxsize=256)
def _parts(sizes: tuple[int, ...]) -> dict[str, dict[str, Any]]:
    """Every part by its key: the parameters in their order, and nodes from the inputs on."""
    layers = list(enumerate(pairwise(sizes)))
    nodes: list[dict] = [{"input": i} for i in range(sizes[0])]
    nodes += [{"layer": k, "neuron": j} for k, (_, n_out) in layers for j in range(n_out)]
    parameters = [
        {"layer": k, "neuron": j, "input": i}
        for k, (n_in, n_out) in layers
        for j in range(n_out)
        for i in (*range(n_in), "bias")
    ]
    found = {f"p{k}": part for k, part in enumerate(parameters)}
    return found | {f"n{k}": part for k, part in enumerate(nodes)}


def part_key(sizes: Sequence[int], part: Any) -> str:
    """A part as a word: "n2" is node 2, counted from the inputs; "p5" is parameter 5.

    >>> part_key([2, 2, 1], {"layer": 0, "neuron": 1, "input": "bias"})
    'p5'
    >>> part_key([2, 2, 1], {"layer": 1, "neuron": 0, "what": "a"})
    'n4.a'
    """
    asked = "a part is a dict such as {'layer': 0, 'neuron': 1}"
    checks.need(isinstance(part, dict), f"{asked}, not {part!r}")
    what = part.get("what")
    pieces = ", ".join(PIECES)
    checks.need(what is None or what in PIECES, f"{what!r} is no piece of a part: choose {pieces}")
    bare = {name: value for name, value in part.items() if name != "what"}
    whole = not any(isinstance(value, bool | float) for value in bare.values())
    keys = [key for key, one in _parts(tuple(sizes)).items() if whole and one == bare]
    checks.need(keys, f"a network of sizes {list(sizes)} has no part {bare}")
    return f"{keys[0]}.{what}" if what else keys[0]


def part_of(sizes: Sequence[int], key: str) -> dict[str, Any]:
    """The part that a word from `part_key` stands for.

    >>> part_of([2, 2, 1], "p6.gradient")
    {'layer': 1, 'neuron': 0, 'input': 0, 'what': 'gradient'}
    """
    word, dot, what = str(key).partition(".")
    part = _parts(tuple(sizes)).get(word)
    if part is None or (dot and what not in PIECES):
        raise ValueError(f"a network of sizes {list(sizes)} has no part {key!r}")
    return part | ({"what": what} if dot else {})


def downstream(sizes: Sequence[int], part: dict) -> list[dict]:
    """All that changes when this part does: its neuron, and every link and neuron after it.

    >>> downstream([2, 2, 1], {"layer": 0, "neuron": 1, "input": 0})
    [{'layer': 0, 'neuron': 1}, {'layer': 1, 'neuron': 0, 'input': 1}, {'layer': 1, 'neuron': 0}]
    """
    part_key(sizes, part)  # refuses what isn't there
    own = {name: part[name] for name in ("layer", "neuron") if name in part}
    first, source = own["layer"] + 1 if own else 0, own["neuron"] if own else part["input"]
    after = [one for one in _parts(tuple(sizes)).values() if one.get("layer", -1) >= first]
    found = [own] if own and "input" in part else []
    for one in after:
        heard = one.get("input", source)
        if heard != "bias" and (one["layer"] > first or heard == source):
            found.append(one)
    return found


def links(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """The nodes that each parameter links, counted from the inputs; a bias its own with itself."""
    found, first = [], 0
    for n_in, n_out in pairwise(sizes):
        for to in range(first + n_in, first + n_in + n_out):
            found += [(start, to) for start in (*range(first, first + n_in), to)]
        first += n_in
    return found


# ------------------------------------------------------------------ where they lie


def link_width(weights: ArrayLike) -> np.ndarray:
    """How wide a link of this weight is drawn, in px: with |w|, up to a cap.

    >>> link_width([0, 1, -4, 100]).tolist()
    [1.0, 1.6, 3.4, 6.0]
    """
    thin, per_unit, cap = STROKE
    size = np.abs(np.asarray(weights, dtype=float))
    return np.minimum(thin + per_unit * np.where(np.isnan(size), 0, size), cap)


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
    half = layout["node"] / 2
    if layout["down"]:  # above the name of the node below
        return (x0, y0 + half), (x1, y1 - half - LINE)
    return (x0 + half, y0), (x1 - half, y1)


@lru_cache(maxsize=256)
def network_layout(
    sizes: tuple[int, ...],
    width: int = 560,
    *,
    boxes: bool = False,
    marks: bool = False,
    sample: bool = False,
) -> dict[str, Any]:
    """Where everything lies in a drawing so many pixels wide.

    Labels of weights never overlap: where they would, those between two layers are left out, and
    shown one at a time.

    Parameters
    ----------
    sizes : tuple, as of a network
    width : px, at least 280
    boxes : whether weights have a gradient's box below
    marks : whether links carry blame
    sample : whether the numbers of a sample stand at the nodes

    Returns
    -------
    layout : dict, JSON-ready
        width, height; node, a node's side; down, whether layers lie below one another (where a
        page is too narrow); margin; nodes, the centre [x, y] of each; labels and marks, for each
        parameter how far along its link they stand, in 0..1, or None (a bias: 0 if its number is
        shown; a mark: "above" if it stands on its label); boxes, whether there is room for its
        gradient too; columns, [x, y] of the words below each; words, whether z is written above
        nodes.
    """
    sizes = checked_sizes(sizes)
    most, last = max(sizes), len(sizes) - 1
    node = {1: 56, 2: 56, 3: 48, 4: 46, 5: 38, 6: 38}.get(most, 32)
    if width < 320:  # on a phone
        node = max(32, node - 8)
    margin = max(6 + node / 2, 34)  # room for a word below it
    pitch = (width - 2 * margin) / last
    down = pitch - node < 34 and last > 1
    shown = [False, *(n <= 5 and not down for n in sizes[1:])]  # the biases' numbers
    below = [(LINE + 2 + BOX[1] * boxes) * show for show in shown]
    if down:
        first, pitch, middle = LINE + node / 2, LINE + node + 48, width / 2
        steps = [min(110.0, (width - 8) / n) for n in sizes]
        height = first + last * pitch + node / 2 + LINE + 4
    else:
        air = GAP + 22 * (boxes and most <= 3)  # boxes make labels twice as high
        need = [LINE + node + extra + air for extra in below]
        # Columns of as many nodes stand level; one with room to spare spreads out a little.
        level = {n: max(step for m, step in zip(sizes, need, strict=True) if m == n) for n in sizes}
        high = max(n * step for n, step in level.items())
        steps = [max(level[n], min(1.3 * level[n], 0.8 * high / n)) for n in sizes]
        over = [(n - 1) * step / 2 for n, step in zip(sizes, steps, strict=True)]
        first, middle = margin, LINE + node / 2 + 2 + max(over)
        deepest = max(half + extra for half, extra in zip(over, below, strict=True))
        height = middle + deepest + node / 2 + LINE + 8
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
        "down": down,
        "margin": margin,
        "nodes": [[round(v, 1) for v in (place[::-1] if down else place)] for place in places],
        "columns": [
            [4.0, along + node / 2 + 10] if down else [round(along, 1), height - LINE / 2 - 1]
            for along in flow
        ],
    }
    room = sample and not down and most <= 5 and pitch >= 118
    tries: list[dict[str, Any]] = [
        {"words": words, **_labels(plan, sizes, shown, words, boxes, marks)}
        for words in ((True, False) if room else (False,))
    ]  # a link's own number comes before z above the nodes
    return plan | min(tries, key=lambda one: one["labels"].count(None))


def _labels(
    plan: dict, sizes: tuple[int, ...], shown: list[bool], words: bool, boxes: bool, marks: bool
) -> dict[str, list]:
    """Where the numbers stand, parameter by parameter, between each column and the next."""
    found: dict[str, list] = {"labels": [], "marks": [], "boxes": []}
    first = 0
    for column, (n_in, n_out) in enumerate(pairwise(sizes)):
        nodes = range(first, first + n_in), range(first + n_in, first + n_in + n_out)
        first += n_in
        back = marks and column > 0  # no blame goes to the inputs
        for boxed in (True, False) if boxes else (False,):  # the weights alone, if need be
            t, u = _between(plan, *nodes, back, shown[column : column + 2], words, boxed)
            if t is not None:
                break
        own = shown[column + 1]
        for j in range(n_out):
            row = slice(j * n_in, (j + 1) * n_in)
            found["labels"] += [*(t[row] if t else [None] * n_in), 0 if own else None]
            found["marks"] += [*(u[row] if u else [None] * n_in), None]
            found["boxes"] += [boxed and t is not None] * n_in + [boxes and own]
    return found


def _between(
    plan: dict, ins: range, outs: range, marks: bool, shown: list[bool], words: bool, boxes: bool
) -> tuple[list | None, list | None]:
    """How far along their links the labels, and the marks, stand; None where they don't fit."""
    ends = [link_ends(plan, a, b) for b in outs for a in ins]
    if len(ends) > 16:
        return None, None
    half, low = plan["node"] / 2, BOX[1] * boxes
    places = np.array([along(*link, _T, plan["down"]) for link in ends])  # (links, T, 2)
    curves = np.array([along(*link, np.linspace(0, 1, 33), plan["down"]) for link in ends])
    taken: list[
        tuple[float, ...]
    ] = []  # x, y, half width, half height of what stands there already
    for column, bias in zip((ins, outs), shown, strict=True):
        for x, y in (plan["nodes"][node] for node in column):
            taken.append((x, y - half - LINE / 2, 52 if words else 20, LINE / 2))
            taken.append((x, y, half + 1, half))
            if bias:
                deep = (LINE + low) / 2
                taken.append((x, y + half + deep + 1, BOX[0] / 2 if boxes else 26, deep))
    # A weight stands on its link, its gradient hangs below; blame stands apart, or else above.
    size, shift = (max(PILL[0], BOX[0] * boxes), PILL[1] + low), (0, low / 2)
    t = _spread(places + shift, curves, size, 0.32 if marks else 0.5, taken)
    if t is None or not marks:
        return t, None
    at = [along(*link, s, plan["down"]) + shift for link, s in zip(ends, t, strict=True)]
    labels = [(*place, size[0] / 2, size[1] / 2) for place in at]
    apart = _spread(places, curves, MARK, 0.76, taken + labels)
    if apart is not None:
        return t, apart
    size, shift = (MARK[0], size[1] + MARK[1]), (0, (low - MARK[1]) / 2)
    stacked = _spread(places + shift, curves, size, 0.5, taken)
    return (t, None) if stacked is None else (stacked, ["above"] * len(ends))


def _spread(
    places: np.ndarray, curves: np.ndarray, size: Place, wanted: float, taken: list
) -> list[float] | None:
    """A place for each label so that none overlap, and few cover another link; None if none is.

    Each label moves to where it is best, given the others, from many beginnings; the best end wins.
    """
    n, every = len(places), np.arange(len(places))
    half, filled = np.array(size) / 2 + 0.5, np.array(taken).reshape(-1, 4)
    gap = np.abs(places[:, :, None] - filled[:, :2])  # (links, T, taken, 2)
    blocked = np.all(gap < half + filled[:, 2:], axis=-1).any(axis=-1)
    covered = (np.abs(places[:, :, None, None] - curves) < half).all(axis=-1).sum(axis=-1) / 5
    covered[every, :, every] = 0  # its own link
    crossing = covered.sum(axis=-1)  # (links, T)
    near = np.abs(places[:, :, None, None] - places)  # (links, T, links, T, 2)
    overlap = np.clip(1 - near / (2 * half), 0, None).prod(axis=-1)
    overlap[every, :, every, :] = 0  # a label doesn't disturb itself
    disturbed = 20.0 * (overlap > 0) + 40.0 * overlap
    alone = 50.0 * blocked + crossing + 3.0 * (_T - wanted) ** 2

    turns = np.array([0 * every, (-1.0) ** every, every % 3 - 1])
    starts = [wanted + shift * turns for shift in (0.2, -0.2, 0.3, -0.3)]
    starts.append(np.random.default_rng(0).uniform(0.2, 0.8, (32, n)))
    at = np.abs(_T - np.concatenate(starts)[..., None]).argmin(axis=-1)  # (starts, links)
    for _ in range(8):
        for k in range(n):
            cost = alone[k][:, None] + disturbed[k][:, every, at].sum(axis=-1)  # (T, starts)
            at[:, k] = cost.argmin(axis=0)
    apart = overlap[every[:, None], at[:, :, None], every, at[:, None]].max(axis=(1, 2)) == 0
    clear = (n <= 8) | (crossing[every, at].mean(axis=1) < CROWDED)
    good = apart & clear & ~blocked[every, at].any(axis=1)
    if not good.any():
        return None
    best = at[np.where(good, alone[every, at].sum(axis=1), np.inf).argmin()]
    return [round(float(t), 3) for t in _T[best]]
