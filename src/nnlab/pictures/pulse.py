"""One sample on its way through a network, and blame on its way back: what is drawn of it.

Pulses travel along straight links, each as wide as what it carries is large. Weights, pulses and
gradients never share a spot: numbers stand at 31 or 50 % of a link, or beside it where blame comes
along, which rests at 42 %.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypedDict

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.pictures import wiring
from nnlab.pictures.checks import check_network
from nnlab.pictures.field import WEAK
from nnlab.pictures.marks import Mark
from nnlab.pictures.network import node_scales
from nnlab.pictures.numbers import number

WIDE, HIGH = 556, 390  # the ground on which places are given, in px; whoever draws may stretch it
FEW, MANY = 2, 4  # decimals of weights and answers, and of gradients
BACK, FORTH, LANDING = (0.71, 0.42), (0.14, 0.74), (0.42, 0.16)  # where pulses begin and rest
WAITING, LEAVING = (0.23, 0.23), (0.75, 0.75)  # beside the node that they will leave, on each way
ARRIVED = (0.74, 0.74)

_MIDDLE, _FIRST, _LAST = 195, 56, 474  # the nodes' middle, first and last column
_GAPS = (184, 234)  # between the first two columns, and between others: there blame comes along
_STEP, _MOST, _NEED = 212, 252, 112  # between nodes of a column, over all of them; what one needs
_ENDS = 176  # between outputs: more stands below them
_SIZES = (52, 62, 74)  # of inputs, hidden neurons, outputs
_ROOM = 100  # between nodes: with less, nothing stands below them
_FEW = (6, 4)  # links between the first two columns, and between others: of more no number is shown
_NEAR = 38  # from a link to the middle of the label beside it
_LABEL = (66, 46)  # a weight's number with its gradient's box
_PLACES = {True: (0.5, 0.4, 0.6), False: (0.31, 0.69, 0.5, 0.2)}  # of labels, by: is it level?


class PulseMarks(TypedDict):
    """A network with one sample's numbers, and what is on its way.

    `at`, `ends` and `label` are shares of the ground. Of a node is `fresh` what has just come:
    "text", "notes" or nothing; its `notes` are [text, look] each, below it: look is soft, bold or
    asked, and may end in "+" or "-", the sign's colour. What a third text says stands in it till
    it's known. A link's `gradient` is ""
    for no box, "?" where it is asked for; if it's `above`, the box stands above the weight, so that
    the weight is near its link.
    """

    nodes: list[Mark]
    links: list[Mark]
    pulses: list[Mark]
    back: bool  # whether they travel back


def pulse_marks(
    network: Network,
    a: ArrayLike,
    *,
    gradients: ArrayLike = (),
    notes: Mapping[str, Sequence[Sequence[str]]] | None = None,
    pulses: Sequence[Mapping[str, Any]] = (),
    back: bool = True,
    strong: Sequence[str] = (),
    dim: Sequence[str] = (),
    fresh: Sequence[str] = (),
    asked: str = "",
    was: ArrayLike | None = None,
) -> PulseMarks:
    """The marks of a network while a sample passes through it. Keys are those of `wiring`.

    Parameters
    ----------
    network : Network without runs
    a : (n_nodes,) what each node says, the inputs first; NaN isn't known yet
    gradients : (P,) for the box below each weight; NaN: none
    notes : [text, look] each, below nodes, by key
    pulses : what travels along which parameter's link: "link", "size" (0..1), and perhaps
        "text", "value", "path", "stays"; links without any are faint then,
        unless they only wait
    back : whether they travel back
    strong : nodes and parameters that are outlined
    dim : parameters whose links are faint: it isn't their turn yet
    fresh : parameters whose gradient has just come, nodes of which what stands below has, and
        whose answer has: "n2.a"
    asked : the parameter whose gradient is asked for: a ? stands in its box
    was : (P,) the parameters before, which the answers belong to; a changed weight says both
    """
    check_network(network)
    sizes = wiring.checked_sizes(network.sizes)
    said = np.asarray(a, dtype=float)
    few = f"a has {said.size} numbers, and this network has {sum(sizes)} nodes"
    checks.need(said.shape == (sum(sizes),), few)
    plan, names, notes = _layout(sizes), wiring.node_names(sizes), notes or {}
    nodes = [
        {
            "key": f"n{k}",
            "at": plan["nodes"][k],
            "size": plan["sizes"][k],
            "name": name,
            "text": number(says, FEW) if np.isfinite(says) else "",
            "tone": tone,
            "known": bool(np.isfinite(says)),
            "strong": f"n{k}" in strong,
            "fresh": "text" if f"n{k}.a" in fresh else "notes" if f"n{k}" in fresh else "",
            "notes": [list(note) for note in notes.get(f"n{k}", ()) if plan["room"][k]],
        }
        for k, (name, says, tone) in enumerate(zip(names, said, _tones(network, said), strict=True))
    ]
    ends, travels = wiring.links(sizes), {pulse["link"]: dict(pulse) for pulse in pulses}
    under_way = [pulse for pulse in travels.values() if pulse.get("path") not in (WAITING, LEAVING)]
    boxes = np.asarray(gradients, dtype=float)
    widths = 1.4 + 2.6 * np.minimum(np.abs(network.parameters), 2.5)
    links = []
    for k, (start, to) in enumerate(ends):
        if start == to:
            continue
        gradient = boxes[k] if len(boxes) else np.nan
        box = number(gradient, MANY, plus=True) if np.isfinite(gradient) else ""
        w = float(network.parameters[k])
        text = number(w, FEW, plus=True)
        if was is not None:
            before = number(np.asarray(was, dtype=float)[k], FEW)
            now = number(w, FEW)  # without a plus: there's little room for two
            text = text if before == now else f"{before}→{now}"
        links.append(
            {
                "key": f"p{k}",
                "ends": [plan["nodes"][start], plan["nodes"][to]],
                "width": float(widths[k]),
                "side": int(np.sign(w)),
                "faint": (bool(under_way) and k not in travels) or f"p{k}" in dim,
                "text": text,
                "label": plan["labels"][k],
                "above": plan["above"][k],
                "gradient": "?" if asked == f"p{k}" else box,
                "fresh": f"p{k}" in fresh,
                "strong": f"p{k}" in strong,
            }
        )
    return {
        "nodes": nodes,
        "links": links,
        "pulses": [_pulse(plan, k, ends[k], back, pulse) for k, pulse in travels.items()],
        "back": back,
    }


def _pulse(plan: Mark, k: int, ends: tuple[int, int], back: bool, given: Mark) -> Mark:
    """What travels along a link: from its start on the way there, to its start on the way back."""
    places = [plan["nodes"][node] for node in ends]
    below = places[0][1] > places[1][1] or (places[0][1] == places[1][1] > _MIDDLE / HIGH)
    value, path = given.get("value", 0.0), given.get("path", BACK if back else FORTH)
    if path in (WAITING, FORTH):  # clear of its node, and of the weight further on
        far = np.abs(np.subtract(*places) * (WIDE, HIGH)).max()
        start = (plan["sizes"][ends[0]] / 2 + 7 + 9.4 * given["size"]) / far
        path = (start, start if path == WAITING else path[1])
    return {
        "ends": places,
        "path": list(path),
        "stays": given.get("stays", True),
        "size": float(given["size"]),
        "text": given.get("text", "") if plan["told"][k] else "",
        "side": int(np.sign(value)),
        "below": below,
    }


def _tones(network: Network, said: np.ndarray) -> list[float]:
    """Which side each answer is on, and how far, weak ones more: −1 to 1; far inputs around 0."""
    middle, spread = np.transpose(node_scales(network, said))
    tones = np.clip(np.nan_to_num((said - middle) / spread), -1, 1)
    return np.round(np.sign(tones) * np.abs(tones) ** WEAK, 4).tolist()


@lru_cache(maxsize=64)
def _layout(sizes: tuple[int, ...]) -> Mark:
    """Where nodes and labels stand, in shares of the ground; nodes' sides in its px."""
    gaps = [_GAPS[min(k, 1)] for k in range(len(sizes) - 1)]
    flow = _FIRST + np.append(0, np.cumsum(gaps)) * (_LAST - _FIRST) / sum(gaps)
    nodes, sides, room = [], [], []
    for column, n in enumerate(sizes):
        last = column == len(sizes) - 1
        step = min(_ENDS if last else _STEP, _MOST / max(n - 1, 1))
        whole = _SIZES[0 if column == 0 else 2 if last else 1]
        for j in range(n):
            nodes.append((float(flow[column]), _MIDDLE + (j - (n - 1) / 2) * step))
            sides.append(round(whole * min(1.0, step / _NEED), 1))
            room.append(n == 1 or step >= _ROOM)
    columns = np.repeat(range(len(sizes)), sizes)
    labels: list[Any] = [None] * sum((a + 1) * b for a, b in zip(sizes, sizes[1:], strict=False))
    above = [False] * len(labels)
    taken = [(x, y, side / 2, side / 2 + 6) for (x, y), side in zip(nodes, sides, strict=True)]
    for k, (start, to) in enumerate(wiring.links(sizes)):
        column = columns[to]
        if start == to or not _numbered(sizes, column):
            continue
        tries = _beside if column > 1 else _on
        above[k] = bool(column > 1) and _falls(nodes[start], nodes[to])
        for place in tries(nodes[start], nodes[to]):
            box = (*place, _LABEL[0] / 2, _LABEL[1] / 2)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                labels[k] = [place[0] / WIDE, (place[1] + (10 if above[k] else -10)) / HIGH]
                break
    return {
        "nodes": [(x / WIDE, y / HIGH) for x, y in nodes],
        "sizes": sides,
        "room": room,
        "labels": labels,
        "above": above,
        "told": [_numbered(sizes, columns[to]) for _, to in wiring.links(sizes)],
    }


def _numbered(sizes: tuple[int, ...], column: int) -> bool:
    """Whether there is room for numbers at the links into a column."""
    few = _FEW[min(column - 1, 1)]
    return sizes[column - 1] * sizes[column] <= few and (column == 1 or sizes[column] == 1)


def _on(start: Any, to: Any) -> list[tuple[float, float]]:
    """Places of a label on a link."""
    (x0, y0), (x1, y1) = start, to
    shares = _PLACES[abs(y1 - y0) < 40]
    return [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 10) for t in shares]


def _beside(start: Any, to: Any) -> list[tuple[float, float]]:
    """Places of a label above or below a link along which blame comes: near its end."""
    (x0, y0), (x1, y1) = start, to
    up = _falls(start, to)
    x = x1 - (76 if up else 84)
    y = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return [(x, y - off if up else y + off) for off in (_NEAR, _NEAR + 16)]


def _falls(start: Any, to: Any) -> bool:
    """Whether a link comes from above: then its label has room above it."""
    return bool(start[1] < to[1] or start[1] == to[1] <= _MIDDLE)


def _overlap(box: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two boxes, x, y, half width and half height, cover each other."""
    return all(abs(box[i] - other[i]) < box[i + 2] + other[i + 2] for i in (0, 1))
