"""A layer in marks: the line of each neuron with its name, and the regions between the lines."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer
from nnlab.pictures.checks import check_kind, check_points
from nnlab.pictures.geometry import TINY, bounds_around, check_bounds, line_geometry, sample_plane
from nnlab.pictures.marks import PlaneMarks
from nnlab.pictures.plane import answers, plane

CELLS = 48  # a side, for finding a region's middle
CODED = 6  # with more neurons a code is too long to be read in its region
SPELT = 4  # so many lines have room for whole words
_NAME = (0.12, 0.05)  # half of a name's width and height, in parts of the picture
CLEAR = 1.4  # so far from the next thing, in halves of its own size, a name stands free
NEAREST = 0.7  # a name is at most this part of the way to another line from its own


@np.errstate(all="ignore")
def layer_marks(
    layer: Layer,
    X: ArrayLike | None = None,
    y: ArrayLike | None = None,
    *,
    chosen: int | None = None,
    codes: bool = True,
    bounds: ArrayLike | None = None,
    resolution: int = 200,
) -> PlaneMarks:
    """The marks of `plots.plot_neuron_lines`, with its parameters."""
    check_kind(layer, "a Layer", "n_in", "W", "activation")
    if layer.n_in != 2:
        raise ValueError(f"this layer has {layer.n_in} inputs: the plane shows 2")
    if chosen is not None and not 0 <= chosen < len(layer):
        raise ValueError(f"chosen is {chosen}, but the neurons are 0 to {len(layer) - 1}")
    X = None if X is None else check_points(X)
    if bounds is None:
        bounds = (-0.5, 1.5, -0.5, 1.5) if X is None else bounds_around(X)
    bounds = check_bounds(bounds)
    points = [] if X is None else X.tolist()
    lines = [line_geometry(n.w, n.b, bounds) for n in layer]
    field = layer_lines(layer, lines, bounds, points, chosen=chosen, codes=codes)
    if chosen is not None:
        neuron = layer[chosen]
        field |= answers(neuron.activation, neuron.forward(sample_plane(bounds, resolution)))
    return plane(bounds=bounds, X=X, classes=y, **field)


def layer_lines(
    layer: Layer,
    lines: Sequence[dict | None],
    bounds: tuple,
    avoid: ArrayLike = (),
    *,
    chosen: int | None = None,
    codes: bool = True,
) -> dict:
    """The lines of a layer's neurons and the codes between them, as `plane` takes them."""
    points = np.reshape(avoid, (-1, 2)).tolist()
    shown = named(lines, bounds, points)
    words = []
    if codes:
        filled = taken(shown) + names_at(shown, name_size(shown, bounds)) + points
        words = [code_words(*found) for found in region_codes(layer, bounds, avoid=filled)]
    marked = [line and line | {"selected": j == chosen} for j, line in enumerate(shown)]
    note = "" if any(lines) else "all weights are 0: there is no line"
    return {"lines": marked + words, "note": note}


def code_words(code: str, place: list[float]) -> dict:
    """A region's code, as words without a line."""
    return {"label": code, "label_at": place, "draggable": False}


def named(lines: Sequence[dict | None], bounds: tuple, points: Sequence = ()) -> list[dict | None]:
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


def taken(lines: Sequence[dict | None]) -> list[list[float]]:
    """What words should keep clear of: each line's dot and its arrow's head."""
    return [line[end] for line in lines if line is not None for end in ("anchor", "head")]


def name_size(lines: Sequence, bounds: tuple) -> np.ndarray:
    """Half of the width and of the height of each name of so many lines."""
    x0, x1, y0, y1 = bounds
    return np.array([x1 - x0, y1 - y0]) * _NAME / (1 if len(lines) <= SPELT else (3, 1))


def names_at(lines: Sequence[dict | None], half: np.ndarray) -> list[list[float]]:
    """Where names stand already: the left end, the middle and the right end of each."""
    places = [line["label_at"] for line in lines if line is not None and line["label"]]
    return [[x + side, y] for x, y in places for side in (-half[0], 0.0, half[0])]


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


def code_of(says: ArrayLike) -> str:
    """What the neurons say, as one word: neuron 0's digit comes first.

    >>> code_of([True, False])
    '10'
    """
    return "".join(str(int(digit)) for digit in says)
