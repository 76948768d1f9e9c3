"""A network's drawing in marks: what each node shows, and the numbers at its links."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, Network, Trace, checks
from nnlab.pictures import field, wiring
from nnlab.pictures.checks import check_network
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.marks import NetworkMarks

CELLS = 32  # of a node's map, a side


@np.errstate(all="ignore")  # enormous weights overflow: what they answer is left blank
def network_marks(
    network: Network,
    *,
    maps: ArrayLike | None = None,
    through: Callable[[np.ndarray], np.ndarray] | None = None,
    a: ArrayLike | None = None,
    z: ArrayLike | None = None,
    slopes: ArrayLike | None = None,
    selected: str = "",
    names: Sequence[str] | None = None,
    quiet: bool = False,
    compact: bool = False,
    power: float = 1.0,
) -> NetworkMarks:
    """The marks that a network is drawn with. Parts go by keys, as in `pictures.wiring`.

    Parameters
    ----------
    network : Network without runs
    maps : (x0, x1, y0, y1), where each node shows what it answers, for one or two inputs
    through : points of that plane (n, 2) -> what the network is given there (n, n_in), where its
        inputs are made of the plane's two; each is then coloured around 0, as far as it goes
    a, z : of a sample, for each node and each neuron, see `node_answers`: they stand at the
        nodes, and without maps the nodes have their colours; None and NaN are blank
    slopes : of the loss, for each parameter: links and biases then show these, not the weights
    selected : a part or ""
    names : of the inputs, or of all nodes; left out, x₁, h₁, ..., output
    quiet : no words below the columns; and where there are maps, no sample's numbers on them
    compact : no numbers at all, and names below the columns
    power : by which the outputs' weak answers are drawn stronger in their maps, see `field_bytes`

    Raises
    ------
    ValueError
        If the network is too large to draw, or something doesn't fit it.
    """
    check_network(network)
    sizes, activations = wiring.checked_sizes(network.sizes), network.activations
    n = sum(sizes)
    said, shown, crisp = _numbers(a, n, "a"), None, [0] * n
    if maps is not None:
        bounds = check_bounds(maps)
        two = f"a plane has 2 inputs, this network {sizes[0]}: leave its bounds out"
        checks.need(through is not None or sizes[0] <= 2, two)
        places, own = sample_plane(bounds, CELLS)[:, : sizes[0]], None
        if through is not None:
            places = np.asarray(through(sample_plane(bounds, CELLS)), dtype=float)
            own = [(0.0, _far(x)) for x in places.T]
        shown, crisp = node_maps(activations, places, network.forward(places), power, own)
    elif a is not None:  # one place each
        scales = zip(said, node_scales(network, said), strict=True)
        coded = [field.field_bytes(one, *scale) for one, scale in scales]
        shown = np.reshape(coded, (-1, 1, 1))
    names = wiring.node_names(sizes, names)
    columns = ["inputs" if sizes[0] > 1 else "input", *(each.name for each in activations)]
    room = {"sample": a is not None and not (compact or (quiet and maps is not None))}
    room |= {"compact": bool(compact), "quiet": bool(quiet)}
    wiring.checked_keys(sizes, filter(None, [selected]))
    return {
        "sizes": sizes,
        "names": names,
        "columns": columns,
        "below": _named_below(sizes, names) if compact else columns,
        "room": room,
        "values": network.parameters.astype(float),
        "a": said,
        "z": np.append(np.full(sizes[0], np.nan), _numbers(z, n - sizes[0], "z")),
        "slopes": None if slopes is None else _numbers(slopes, network.parameters.size, "slopes"),
        "maps": shown,
        "crisp": crisp,
        "selected": selected,
    }


def _named_below(sizes: Sequence[int], names: Sequence[str]) -> list[str]:
    """The names of each column, in a row; of many the first and the last."""
    found, first = [], 0
    for n in sizes:
        own = names[first : first + n]
        found.append(", ".join(own) if n <= 3 else f"{own[0]} … {own[-1]}")
        first += n
    return found


def node_scales(network: Network, said: np.ndarray) -> list[tuple[float, float]]:
    """Of each node what is neutral, and how far from it is as strong as can be.

    Inputs beyond 0 to 1 are coloured around 0.

    Parameters
    ----------
    network : Network
    said : (n_nodes,) what each node says about a sample
    """
    x = said[: network.n_in]
    far = max(1.0, float(np.nanmax(np.abs(x), initial=0)))
    scales = [(0.5, 0.5) if np.all((x >= 0) & (x <= 1)) else (0.0, far)] * network.n_in
    for layer in network.layers:
        scales += [(layer.activation.neutral, layer.activation.spread)] * layer.n_out
    return scales


def node_answers(traces: Sequence[Trace], row: int = 0) -> dict[str, np.ndarray]:
    """What the nodes say about a sample, as `network_marks` takes it.

    Parameters
    ----------
    traces : of `network.forward(X)`
    row : of the sample
    """
    a = [traces[0].inputs[row], *(trace.a[row] for trace in traces)]
    return {"a": np.concatenate(a), "z": np.concatenate([trace.z[row] for trace in traces])}


def node_maps(
    activations: Sequence[Activation],
    places: np.ndarray,
    traces: Sequence[Trace],
    power: float = 1.0,
    scales: Sequence[tuple[float, float]] | None = None,
) -> tuple[np.ndarray, list[int]]:
    """What each node answers, place by place, as bytes.

    Parameters
    ----------
    activations : one a layer
    places : (n * n, n_in), in the order of `sample_plane`
    traces : of `network.forward(places)`
    power : of the last layer's maps, see `field_bytes`
    scales : of each input what is neutral, and how far from it is as strong as can be; left out,
        the middle of what is there, and its ends

    Returns
    -------
    maps : (n_nodes, n, n) uint8, the inputs first, see `field_bytes`
    crisp : for each node 1 if its map is of z and only the side counts (a step), else 0
    """
    n = math.isqrt(len(places))
    if scales is None:
        middle = (places.min(axis=0) + places.max(axis=0)) / 2
        scales = [(m, _far(x - m)) for x, m in zip(places.T, middle, strict=True)]
    maps = [field.field_bytes(x, *scale) for x, scale in zip(places.T, scales, strict=True)]
    crisp = [0] * len(maps)
    for activation, trace in zip(activations, traces, strict=True):
        # Of one that jumps only the sides count: their edge lies where z passes 0.
        if activation.jumps:
            maps += [field.side_bytes(z.reshape(n, n)).ravel() for z in trace.z.T]
        else:
            own = power if trace is traces[-1] else 1.0
            maps += list(field.field_bytes(trace.a.T, activation.neutral, activation.spread, own))
        crisp += [int(activation.jumps)] * trace.a.shape[1]
    return np.reshape(maps, (-1, n, n)), crisp


def pulls(slopes: np.ndarray) -> np.ndarray:
    """Slopes as links are drawn: the steepest as the widest of all weights.

    >>> pulls(np.array([0.0, -0.02, 0.01])).tolist()
    [0.0, -6.4, 3.2]
    """
    thin, per_unit, cap = wiring.STROKE
    steep = np.max(np.abs(slopes), initial=1e-300, where=np.isfinite(slopes))
    return slopes / steep * (cap - thin) / per_unit


def _far(values: np.ndarray) -> float:
    """How far values go from 0, as a spread: above 0."""
    return max(float(np.abs(values).max()), 1e-300)


def _numbers(given: ArrayLike | None, size: int, name: str) -> np.ndarray:
    """Numbers, one for each: (size,), NaN for what isn't known."""
    if given is None:
        return np.full(size, np.nan)
    found = np.asarray(given, dtype=float)
    few = f"{name} has {found.size} numbers, and this network needs {size}"
    checks.need(found.shape == (size,), few)
    return found
