"""What each node of a network's drawing shows."""

import math
from collections.abc import Sequence

import numpy as np

from nnlab.core import Activation, Trace
from nnlab.pictures.field import field_bytes, side_bytes


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
    if n < 2 or n * n != len(places):
        raise ValueError(f"maps need n × n places, not {len(places)}")
    low, high = places.min(axis=0), places.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-300)
    maps = [field_bytes(x, m, h) for x, m, h in zip(places.T, middle, half, strict=True)]
    crisp = [0] * len(maps)
    for bend, trace in zip(activations, traces, strict=True):
        # Of one that jumps only the sides count: their edge lies where z passes 0.
        if bend.jumps:
            maps += [side_bytes(z.reshape(n, n)).ravel() for z in trace.z.T]
        else:
            maps += list(field_bytes(trace.a.T, bend.neutral, bend.spread))
        crisp += [int(bend.jumps)] * trace.a.shape[1]
    return np.reshape(maps, (-1, n, n)), crisp


def answer_bytes(
    sizes: Sequence[int],
    activations: Sequence[Activation],
    a: np.ndarray,
    input_scale: tuple[float, float] = (0.5, 0.5),
) -> np.ndarray:
    """What each node answers for one sample, (n_nodes,), as maps of one place."""
    scales = [input_scale] * sizes[0]
    for n, bend in zip(sizes[1:], activations, strict=True):
        scales += [(bend.neutral, bend.spread)] * n
    shown = [field_bytes(value, *scale) for value, scale in zip(a, scales, strict=True)]
    return np.reshape(shown, (-1, 1, 1))
