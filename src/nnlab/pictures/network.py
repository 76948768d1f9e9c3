"""A network's drawing in marks: what each node shows, and the numbers at its links."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, Network, Trace, checks
from nnlab.pictures.checks import check_network
from nnlab.pictures.field import field_bytes, side_bytes
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.wiring import checked_sizes, node_names, part_key

CELLS = 32  # of a node's map, a side


@np.errstate(all="ignore")  # enormous weights overflow: what they answer is left blank
def network_marks(
    network: Network,
    *,
    maps: ArrayLike | None = None,
    sample: Any = None,
    a: Any = None,
    z: Any = None,
    gradients: Any = None,
    blame: Any = None,
    boxes: bool = False,
    selected: dict | None = None,
    outline: Sequence[dict] | None = None,
    names: Sequence[str] | None = None,
    above: Sequence[tuple[dict, str]] | None = None,
    input_scale: tuple[float, float] = (0.5, 0.5),
    cells: int = CELLS,
) -> NetworkMarks:
    """The marks that a network is drawn with. Parts are named as in `pictures.wiring`.

    Parameters
    ----------
    network : Network without runs
    maps : (x0, x1, y0, y1), where each node shows what it answers, for one or two inputs
    sample : (n_in,), or the traces of `network.forward(x)`: its numbers stand at the nodes, and
        without maps the nodes have their colours
    a, z : instead, a list for each column: of `a` the inputs first; None is blank
    gradients, blame : (P,), in the order of `network.parameters`; None and NaN are blank. Blame
        belongs to a weight's link: w · d_z. Room is kept for all of it as soon as any is given,
        blank or not, so that nothing moves when it comes
    boxes : whether a gradient stands in a box below each weight
    selected : a part or None
    outline : parts that are outlined
    names : of the inputs, or of all nodes; left out, x₁, h₁, ..., output
    above : [(part, text), ...]: words above nodes, instead of their names
    input_scale : (neutral, spread) of the colours of inputs
    cells : of a map, a side

    Raises
    ------
    ValueError
        If the network is too large to draw, or something doesn't fit it.
    """
    check_network(network)
    sizes, activations, n = checked_sizes(network.sizes), network.activations, sum(network.sizes)
    x = answers = sums = shown = None
    crisp = [0] * n
    blank = np.full(sizes[0], np.nan)
    if sample is not None:
        traces = sample
        if not hasattr(sample[0] if isinstance(sample, list | tuple) and sample else 0, "inputs"):
            x = checks.numbers(sample, "sample", dtype=float)
            shape = f"the sample has shape {x.shape}: give this network {sizes[0]} numbers"
            checks.need(x.shape == sizes[:1], shape)
            traces = network.forward(x[np.newaxis])
        x = np.asarray(traces[0].inputs[0], dtype=float)
        answers = np.concatenate([x, *(trace.a[0] for trace in traces)])
        sums = np.concatenate([blank, *(trace.z[0] for trace in traces)])
    else:
        answers = _blanked(a, n, "a")
        sums = _blanked(None if z is None else [*blank, *z], n, "z")
    if maps is not None:
        bounds = check_bounds(maps)
        two = f"a plane has 2 inputs, this network {sizes[0]}: leave its bounds out"
        checks.need(sizes[0] <= 2, two)
        places = sample_plane(bounds, cells)[:, : sizes[0]]
        shown, crisp = node_maps(activations, places, network.forward(places))
    elif answers is not None:  # one place each
        scales = [input_scale] * sizes[0]
        for width, activation in zip(sizes[1:], activations, strict=True):
            scales += [(activation.neutral, activation.spread)] * width
        coded = [field_bytes(value, *scale) for value, scale in zip(answers, scales, strict=True)]
        shown = np.reshape(coded, (-1, 1, 1))
    return {
        "sizes": sizes,
        "names": node_names(sizes, names),
        "columns": ["inputs" if sizes[0] > 1 else "input", *(each.name for each in activations)],
        "values": network.parameters.astype(float),
        "gradients": _blanked(gradients, network.n_parameters, "gradients"),
        "blame": _blanked(blame, network.n_parameters, "blame"),
        "boxes": bool(boxes),
        "sample": x,
        "a": answers,
        "z": sums,
        "maps": shown,
        "crisp": crisp,
        "above": {part_key(sizes, part): str(words) for part, words in above or []},
        "selected": part_key(sizes, selected) if selected else "",
        "outline": [part_key(sizes, part) for part in outline or []],
    }


def room_for(marks: NetworkMarks) -> dict[str, bool]:
    """What `wiring.network_layout` has to keep room for."""
    given = {"marks": marks["blame"], "sample": marks["a"]}
    return {"boxes": marks["boxes"]} | {name: v is not None for name, v in given.items()}


def node_maps(
    activations: Sequence[Activation], places: np.ndarray, traces: Sequence[Trace]
) -> tuple[np.ndarray, list[int]]:
    """What each node answers, place by place, as bytes.

    Parameters
    ----------
    activations : one a layer
    places : (n * n, n_in), in the order of `sample_plane`
    traces : of `network.forward(places)`

    Returns
    -------
    maps : (n_nodes, n, n) uint8, the inputs first, see `field_bytes`
    crisp : for each node 1 if its map is of z and only the side counts (a step), else 0
    """
    n = math.isqrt(len(places))
    low, high = places.min(axis=0), places.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-300)
    maps = [field_bytes(x, m, h) for x, m, h in zip(places.T, middle, half, strict=True)]
    crisp = [0] * len(maps)
    for activation, trace in zip(activations, traces, strict=True):
        # Of one that jumps only the sides count: their edge lies where z passes 0.
        if activation.jumps:
            maps += [side_bytes(z.reshape(n, n)).ravel() for z in trace.z.T]
        else:
            maps += list(field_bytes(trace.a.T, activation.neutral, activation.spread))
        crisp += [int(activation.jumps)] * trace.a.shape[1]
    return np.reshape(maps, (-1, n, n)), crisp


def _blanked(numbers: Any, size: int, name: str) -> np.ndarray | None:
    """Numbers, one by one or in columns, with NaN for None: (size,); None if there are none."""
    if numbers is None:
        return None
    flat = np.concatenate([np.ravel(np.asarray(item, dtype=float)) for item in numbers])
    few = f"{name} has {len(flat)} numbers, and this network needs {size}"
    checks.need(len(flat) == size, few)
    return flat
