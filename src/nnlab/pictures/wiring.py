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

from functools import lru_cache
from itertools import pairwise

import numpy as np

MOST_LAYERS, MOST_NODES = 6, 8  # hidden layers, and neurons in a layer, that are drawn
PIECES = ("weight", "gradient", "blame", "z", "a")

LINE = 18  # px: a line of small text
PILL = (52, 20)  # a weight's number: width and height
BOX = (66, 17)  # a gradient's, below it
MARK = (78, 20)  # blame, with its ◂
GAP = 8  # between a node's words and the next node

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


# ------------------------------------------------------------------ names and numbers of parts


def checked_sizes(sizes) -> tuple[int, ...]:
    """The sizes, if such a network can be drawn."""
    sizes = tuple(int(n) for n in sizes)
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"a network has inputs and a layer, such as [2, 1], not {list(sizes)}")
    if len(sizes) > MOST_LAYERS + 2 or max(sizes) > MOST_NODES:
        raise ValueError(
            f"{list(sizes)} is too large to draw: at most {MOST_LAYERS} hidden layers, "
            f"and {MOST_NODES} neurons or inputs in each column"
        )
    return sizes


def node_names(sizes, names=None) -> list[str]:
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
        names = [str(name) for name in names]
        if len(names) not in (sizes[0], sum(sizes)):
            raise ValueError(
                f"{len(names)} names: give one for each of the {sizes[0]} inputs, "
                f"or for all {sum(sizes)} nodes"
            )
        found[: len(names)] = names
    return found


def spoken(name: str) -> str:
    """A name as a screen reader says it: h₁ is h1."""
    return name.translate(_PLAIN)


def part_key(sizes, part) -> str:
    """A part as a word: "n2" is node 2, counted from the inputs; "p5" is parameter 5.

    >>> part_key([2, 2, 1], {"layer": 0, "neuron": 1, "input": "bias"})
    'p5'
    >>> part_key([2, 2, 1], {"layer": 1, "neuron": 0, "what": "a"})
    'n4.a'
    """
    if not isinstance(part, dict):
        raise ValueError(f"a part is a dict such as {{'layer': 0, 'neuron': 1}}, not {part!r}")
    part = dict(part)
    what = part.pop("what", None)
    if what is not None and what not in PIECES:
        raise ValueError(f"{what!r} is no piece of a part: choose from {', '.join(PIECES)}")
    ending = f".{what}" if what else ""
    layer, neuron, i = (part.get(key) for key in ("layer", "neuron", "input"))
    if set(part) == {"input"} and _within(i, sizes[0]):
        return f"n{i}{ending}"
    fits = _within(layer, len(sizes) - 1) and _within(neuron, sizes[1:][layer])
    if fits and set(part) == {"layer", "neuron"}:
        return f"n{sum(sizes[: layer + 1]) + neuron}{ending}"
    if fits and set(part) == {"layer", "neuron", "input"}:
        n_in = sizes[layer]
        if i == "bias" or _within(i, n_in):
            before = sum(n * (m + 1) for m, n in pairwise(sizes[: layer + 1]))
            return f"p{before + neuron * (n_in + 1) + (n_in if i == 'bias' else i)}{ending}"
    raise ValueError(f"a network of sizes {list(sizes)} has no part {part}")


def part_of(sizes, key: str) -> dict:
    """The part that a word from `part_key` stands for.

    >>> part_of([2, 2, 1], "p6.gradient")
    {'layer': 1, 'neuron': 0, 'input': 0, 'what': 'gradient'}
    """
    word, _, what = str(key).partition(".")
    piece = {"what": what} if what in PIECES else {}
    kind, digits = word[:1], word[1:]
    if digits.isdecimal() and (not what or piece):
        rest = int(digits)
        if kind == "n" and rest < sizes[0]:
            return {"input": rest, **piece}
        if kind == "n":
            rest -= sizes[0]
            for layer, n in enumerate(sizes[1:]):
                if rest < n:
                    return {"layer": layer, "neuron": rest, **piece}
                rest -= n
        if kind == "p":
            for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
                if rest < n_out * (n_in + 1):
                    neuron, i = divmod(rest, n_in + 1)
                    i = "bias" if i == n_in else i
                    return {"layer": layer, "neuron": neuron, "input": i, **piece}
                rest -= n_out * (n_in + 1)
    raise ValueError(f"a network of sizes {list(sizes)} has no part {key!r}")


def downstream(sizes, part) -> list[dict]:
    """All that changes when this part does: its neuron, and every link and neuron after it.

    >>> downstream([2, 2, 1], {"layer": 0, "neuron": 1, "input": 0})
    [{'layer': 0, 'neuron': 1}, {'layer': 1, 'neuron': 0, 'input': 1}, {'layer': 1, 'neuron': 0}]
    """
    part_key(sizes, part)  # refuses what isn't there
    found, sources, first = [], [part["neuron"]] if "layer" in part else [part["input"]], 0
    if "layer" in part:
        first = part["layer"] + 1
        if "input" in part:
            found.append({"layer": part["layer"], "neuron": part["neuron"]})
    for layer, n in list(enumerate(sizes[1:]))[first:]:
        found += [{"layer": layer, "neuron": j, "input": i} for j in range(n) for i in sources]
        found += [{"layer": layer, "neuron": j} for j in range(n)]
        sources = range(n)
    return found


def _within(i, n) -> bool:
    return isinstance(i, int | np.integer) and not isinstance(i, bool) and 0 <= i < n


# ------------------------------------------------------------------ where they lie


def link_width(weights, most=None) -> np.ndarray:
    """How wide a link of this weight is drawn, in px: with |w|, up to a cap.

    `most` scales it: a weight of that size has the full width (for gradients).

    >>> link_width([0, 1, -4, 100]).tolist()
    [1.0, 1.6, 3.4, 6.0]
    """
    thin, per_unit, cap = STROKE
    per_unit = per_unit if most is None else (cap - thin) / (most or 1)
    size = np.abs(np.asarray(weights, dtype=float))
    return np.minimum(thin + per_unit * np.where(np.isnan(size), 0, size), cap)


STROKE = (1.0, 0.6, 6.0)  # px: of w = 0, per unit of |w|, and at most


def along(start, end, t, down=False) -> np.ndarray:
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


@lru_cache(maxsize=256)
def network_layout(
    sizes: tuple[int, ...], width: int = 560, *, boxes=False, marks=False, sample=False
) -> dict:
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
    most, n_columns = max(sizes), len(sizes)
    node = {1: 56, 2: 56, 3: 48, 4: 46, 5: 38, 6: 38}.get(most, 32)
    if width < 320:  # on a phone
        node = max(32, node - 8)
    margin = max(6 + node / 2, 34)  # room for a word below it
    pitch = (width - 2 * margin) / (n_columns - 1)
    down = pitch - node < 34 and n_columns > 3
    shown = [False, *(n <= 5 and not down for n in sizes[1:])]  # the biases' numbers
    words = sample and not down and most <= 5 and pitch >= 118

    if down:
        steps = [min(110.0, (width - 8) / n) for n in sizes]
        row = LINE + node + 48
        nodes = [
            [width / 2 + (j - (n - 1) / 2) * step, LINE + node / 2 + column * row]
            for column, (n, step) in enumerate(zip(sizes, steps, strict=True))
            for j in range(n)
        ]
        height = LINE + node + (n_columns - 1) * row + LINE + 4
        columns = [[4.0, LINE + node + column * row + 10] for column in range(n_columns)]
    else:
        below = [(LINE + 2 + BOX[1] * boxes) * show for show in shown]
        air = GAP + 22 * (boxes and most <= 3)  # boxes make labels twice as high
        need = [LINE + node + extra + air for extra in below]
        # Columns of as many nodes stand level; one with room to spare spreads out a little.
        level = {n: max(step for m, step in zip(sizes, need, strict=True) if m == n) for n in sizes}
        high = max(n * step for n, step in level.items())
        steps = [max(level[n], min(1.3 * level[n], 0.8 * high / n)) for n in sizes]
        over = max((n - 1) * step for n, step in zip(sizes, steps, strict=True)) / 2
        middle = LINE + node / 2 + 2 + over
        nodes = [
            [margin + column * pitch, middle + (j - (n - 1) / 2) * step]
            for column, (n, step) in enumerate(zip(sizes, steps, strict=True))
            for j in range(n)
        ]
        bottom = max(
            nodes[sum(sizes[: c + 1]) - 1][1] + node / 2 + below[c] for c in range(n_columns)
        )
        height = bottom + LINE + 8
        columns = [[margin + c * pitch, height - LINE / 2 - 1] for c in range(n_columns)]

    def label_all(words):
        labels, marked, with_box, first = [], [], [], 0
        for column, (n_in, n_out) in enumerate(pairwise(sizes)):
            ins, outs = nodes[first : first + n_in], nodes[first + n_in :][:n_out]
            first += n_in
            back = marks and column > 0  # no blame goes to the inputs
            about = (ins, outs, node, down), back, shown[column : column + 2], words
            boxed = boxes
            t, u = _between(*about, boxes)
            if t is None and boxes:  # the weights alone, then
                t, u = _between(*about, False)
                boxed = False
            for j in range(n_out):
                row = slice(j * n_in, (j + 1) * n_in)
                with_box += [boxed and t is not None] * n_in + [boxes and shown[column + 1]]
                labels += [*(t[row] if t else [None] * n_in), 0 if shown[column + 1] else None]
                marked += [*(u[row] if u else [None] * n_in), None]
        return labels, marked, with_box

    labels, marked, with_box = label_all(words)
    if words and None in labels:  # a link's own number comes before z above the nodes
        others = label_all(False)
        if others[0].count(None) < labels.count(None):
            words, (labels, marked, with_box) = False, others
    return {
        "width": width,
        "height": round(height, 1),
        "node": node,
        "down": down,
        "margin": margin,
        "nodes": [[round(x, 1), round(y, 1)] for x, y in nodes],
        "labels": labels,
        "marks": marked,
        "boxes": with_box,
        "columns": [[round(x, 1), round(y, 1)] for x, y in columns],
        "words": words,
    }


def link_ends(layout: dict, a: int, b: int):
    """Where the link from node `a` to node `b` begins and ends."""
    (x0, y0), (x1, y1) = layout["nodes"][a], layout["nodes"][b]
    return _ends((x0, y0), (x1, y1), layout["node"] / 2, layout["down"])


def _ends(a, b, half, down):
    (x0, y0), (x1, y1) = a, b
    if down:  # above the name of the node below
        return (x0, y0 + half), (x1, y1 - half - LINE)
    return (x0 + half, y0), (x1 - half, y1)


CROWDED = 1.0  # more than 8 labels that cover more than this of other links help nobody
_T = np.linspace(0.1, 0.9, 21)  # places on a link that a label may take


def _between(drawn, marks, shown, words, boxes):
    """How far along their links the labels, and the marks, stand; None where they don't fit."""
    ins, outs, node, down = drawn
    half = node / 2
    links = [_ends(a, b, half, down) for b in outs for a in ins]
    if len(links) > 16:
        return None, None
    places = np.array([along(*link, _T, down) for link in links])  # (links, T, 2)
    curves = np.array([along(*link, np.linspace(0, 1, 33), down) for link in links])
    taken = []  # x, y, half width, half height of what stands there already
    for side, column in enumerate((ins, outs)):
        wide = (104 if words else 40) / 2
        for x, y in column:
            taken.append((x, y - half - LINE / 2, wide, LINE / 2))
            taken.append((x, y, half + 1, half))
            if shown[side]:
                low = LINE + BOX[1] * boxes
                taken.append((x, y + half + low / 2 + 1, BOX[0] / 2 if boxes else 26, low / 2))
    low = BOX[1] * boxes  # a weight stands on its link, its gradient hangs below
    size, shift = (max(PILL[0], BOX[0] * boxes), PILL[1] + low), (0, low / 2)
    t = _spread(places + shift, curves, size, 0.32 if marks else 0.5, taken)
    if t is None or not marks:
        return t, None
    labels = [
        (*(along(*link, at, down) + shift), *np.divide(size, 2))
        for link, at in zip(links, t, strict=True)
    ]
    apart = _spread(places, curves, MARK, 0.76, [*taken, *labels])
    if apart is not None:
        return t, apart
    size, shift = (MARK[0], size[1] + MARK[1]), (0, (low - MARK[1]) / 2)
    stacked = _spread(places + shift, curves, size, 0.5, taken)
    return (t, None) if stacked is None else (stacked, ["above"] * len(links))


def _spread(places, curves, size, wanted, taken):
    """A place for each label so that none overlap, and few cover another link; None if none is."""
    n, n_t, _ = places.shape
    half = np.array(size) / 2 + 0.5
    taken = np.array(taken).reshape(-1, 4)
    gap = np.abs(places[:, :, None] - taken[:, :2])  # (links, T, taken, 2)
    blocked = np.all(gap < half + taken[:, 2:], axis=-1).any(axis=-1)
    crossing = np.zeros((n, n_t))
    for other in range(n):
        covered = np.all(np.abs(places[:, :, None] - curves[other]) < half, axis=-1).sum(axis=-1)
        covered[other] = 0
        crossing += covered / 5  # of the 33 points of that link
    near = np.abs(places[:, :, None, None] - places)  # (links, T, links, T, 2)
    overlap = np.clip(1 - near / (2 * half), 0, None).prod(axis=-1)
    overlap[np.arange(n), :, np.arange(n), :] = 0  # a label doesn't disturb itself
    disturbed = 20.0 * (overlap > 0) + 40.0 * overlap
    every = np.arange(n)
    level = np.ptp(places[:, :, ::-1], axis=1).min(axis=1) < 1  # straight links
    turns = [0 * every, (-1.0) ** every, ~level, np.where(level, -1, 1), ~level * (-1.0) ** every]
    starts = [wanted + shift * turn for shift in (0.2, -0.2, 0.3, -0.3) for turn in turns]
    if n <= 8:  # a few more tries, always the same, where the plain ones fail
        starts += list(np.random.default_rng(0).uniform(0.2, 0.8, (16, n)))
    for price in (2.0, 0.3):  # of covering another link: where it is tight that can't be helped
        alone = 50.0 * blocked + price * crossing + 3.0 * (_T - wanted) ** 2
        found = []
        for start in starts:  # each label moves from there to where it is best
            at = np.abs(_T - start[:, None]).argmin(axis=1)
            for _ in range(8):
                before = at.copy()
                for k in range(n):
                    at[k] = np.argmin(alone[k] + disturbed[k][:, every, at].sum(axis=-1))
                if np.array_equal(at, before):
                    break
            apart = overlap[every, at][:, every, at].max(initial=0.0) == 0
            clear = n <= 8 or crossing[every, at].mean() < CROWDED
            if apart and clear and not blocked[every, at].any():
                found.append((alone[every, at].sum(), *(round(float(t), 3) for t in _T[at])))
            if len(found) == 6:
                break
        if found:
            return list(min(found)[1:])
    return None
