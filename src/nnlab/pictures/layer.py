"""A layer in marks: the line of each neuron with its name, and the regions between the lines."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer
from nnlab.pictures.geometry import TINY, Bounds, check_bounds, rooms
from nnlab.pictures.glass import pieces
from nnlab.pictures.marks import Mark

CODED = 6  # with more neurons a code is too long to be read in its region
SPELT = 4  # so many lines have room for whole words
_NAME = (0.12, 0.05)  # half of a name's width and height, in parts of the picture
CLEAR = 1.4  # so far from the next thing, in halves of its own size, a name stands free
NEAREST = 0.7  # a name is at most this part of the way to another line from its own


def layer_lines(
    layer: Layer,
    lines: Sequence[Mark | None],
    bounds: Bounds,
    avoid: ArrayLike = (),
    *,
    chosen: int | None = None,
    codes: bool = True,
    called: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The lines of a layer's neurons and the codes between them, as `plane` takes them.

    Parameters
    ----------
    layer : Layer with 2 inputs
    lines : of each neuron, from `line_geometry`
    bounds : (x0, x1, y0, y1)
    avoid : (n, 2), places that no word should cover
    chosen : the neuron whose line is strong
    codes : whether the regions have their codes
    called : the neurons' names, if not "neuron 0" and so on
    """
    shown = named(lines, bounds, avoid, called)
    words = []
    if codes:
        taken = [*np.reshape(avoid, (-1, 2)), *_filled(shown, _half(lines, bounds))]
        found = region_codes(layer, bounds, taken)
        words = [dict(label=code, label_at=place, draggable=False) for code, place in found]
    marked = [line and line | {"selected": j == chosen} for j, line in enumerate(shown)]
    note = "" if any(lines) else "all weights are 0: there is no line"
    return {"lines": marked + words, "note": note}


def named(
    lines: Sequence[Mark | None],
    bounds: Bounds,
    avoid: ArrayLike = (),
    called: Sequence[str] | None = None,
) -> list[Mark | None]:
    """Lines from `line_geometry`, each with a name (`label`) and a free place for it.

    Lines that lie on top of one another share one name, "neurons 0, 1". Of more than four lines
    the names are the bare numbers.
    """
    half = _half(lines, bounds)
    found = [line and line | {"label": ""} for line in lines]
    places = [line and (line["segment"] or line["anchor"]) for line in found]
    for j, line in enumerate(found):
        same = [k for k, place in enumerate(places) if place == places[j]]
        if line and j == same[-1]:
            spelt = called is None and len(lines) <= SPELT
            word = ("neurons " if len(same) > 1 else "neuron ") if spelt else ""
            line["label"] = word + ", ".join(called[k] if called else str(k) for k in same)
            others = [one for k, one in enumerate(found) if one and k not in same]
            taken = [*np.reshape(avoid, (-1, 2)), *_filled(found, half)]
            line["label_at"] = _free(line, others, half, bounds, taken)
    return found


def region_codes(
    layer: Layer, bounds: ArrayLike, avoid: ArrayLike = ()
) -> list[tuple[str, list[float]]]:
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
    found = pieces(layer.parameters, check_bounds(bounds), avoid)
    return [(piece.code, piece.places[0][:2]) for piece in found if piece.places]


def code_of(positive: ArrayLike) -> str:
    """What the neurons say, as one word: neuron 0's digit comes first.

    >>> code_of([True, False])
    '10'
    """
    return "".join(str(int(digit)) for digit in np.asarray(positive))


def _half(lines: Sequence, bounds: Bounds) -> np.ndarray:
    """Half of the width and of the height of each name of so many lines."""
    size = np.subtract(bounds[1::2], bounds[0::2])
    return size * _NAME / ((3, 1) if len(lines) > SPELT else 1)


def _filled(lines: Sequence[Mark | None], half: np.ndarray) -> list[list[float]]:
    """What words keep clear of: each line's dot, its arrow's head, and its name from end to end."""
    drawn = [line for line in lines if line]
    names = [line["label_at"] for line in drawn if line.get("label")]
    ends = [line[end] for line in drawn for end in ("anchor", "head")]
    return ends + [[x + side, y] for x, y in names for side in (-half[0], 0.0, half[0])]


def _free(
    line: Mark, others: list[Mark], half: np.ndarray, bounds: Bounds, taken: list
) -> list[float]:
    """Where a name covers as little as can be, and is nearer to its own line than to any other.

    Around its arrow's head, or else beside its line or on it: the head comes first, so at other
    places room counts half as much at most.
    """
    head, anchor = np.array(line["head"]), np.array(line["anchor"])
    turns = np.radians([0, 40, -40, 80, -80, 120, -120]) + np.arctan2(*(head - anchor)[::-1])
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    places = [head + 1.3 * ways * half]
    if line["segment"]:
        along = np.linspace(line["segment"][0], line["segment"][1], 21)[2:-2]
        places += [along + shift * ways[0] * half for shift in (1.3, -1.3, 0.0)]
    enough = np.repeat([CLEAR, CLEAR / 2], [len(turns), sum(map(len, places[1:]))])
    at = np.clip(np.concatenate(places), bounds[0::2] + half, bounds[1::2] - half)
    score = np.minimum(rooms(at, half, taken), enough)
    for unit in (half, np.ones(2)):  # as a reader of its words sees it, and as the crow flies
        mine, other = (_distances(at, strokes, unit) for strokes in ([line], others))
        score += 9 * (mine <= NEAREST * other)
    return at[np.argmax(np.round(score, 9))].tolist()


def _distances(places: np.ndarray, lines: list[Mark], half: np.ndarray) -> np.ndarray:
    """How far each place is from the nearest stroke of some lines and their arrows, (n_places,)."""
    ends = [[line["anchor"], line["head"]] for line in lines]
    ends += [line["segment"] for line in lines if line["segment"]]
    start, end = np.reshape(ends, (-1, 2, 2)).swapaxes(0, 1) / half
    off, way = places[:, np.newaxis] / half - start, end - start  # (n_places, n_strokes, 2)
    share = np.clip((off * way).sum(-1) / np.maximum((way**2).sum(-1), TINY), 0, 1)
    return np.hypot(*(off - share[..., np.newaxis] * way).T).min(axis=0, initial=np.inf)
