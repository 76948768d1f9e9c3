"""The ground that learning walks on: the loss over two of a network's parameters."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks
from nnlab.core.losses import as_loss
from nnlab.pictures.checks import check_network
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.numbers import brief
from nnlab.pictures.wiring import links, node_names

LEVELS = 12  # contour lines


def parameter_name(sizes: Sequence[int], index: int) -> str:
    """What one of a network's parameters is called.

    >>> parameter_name([2, 2, 1], 0), parameter_name([2, 2, 1], 8)
    ('w x₁→h₁', 'b output')
    """
    names = node_names(sizes)
    start, end = links(sizes)[index]
    return f"b {names[end]}" if start == end else f"w {names[start]}→{names[end]}"


def axis_name(sizes: Sequence[int], index: int) -> str:
    """The same along an axis, where there is room for a word.

    >>> axis_name([2, 2, 1], 0), axis_name([2, 2, 1], 8)
    ('weight x₁ → h₁', 'bias of output')
    """
    kind, name = parameter_name(sizes, index).split(" ", 1)
    return f"bias of {name}" if kind == "b" else f"weight {name.replace('→', ' → ')}"


def checked_pair(network: Network, pair: Any) -> tuple[int, int]:
    """The places of two parameters of a network."""
    n = network.n_parameters
    try:
        first, second = (checks.whole(i, "a place", 0) for i in pair)
    except (TypeError, ValueError):
        first = second = n
    places = f"two different places in network.parameters, from 0 to {n - 1}"
    differ = first != second and max(first, second) < n
    checks.need(differ, f"pair must be {places}, not {checks.short(pair)}")
    return first, second


def loss_landscape(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    loss: Loss | str,
    *,
    pair: Sequence[int],
    bounds: ArrayLike,
    n: int = 80,
) -> np.ndarray:
    """The loss at n by n places: two parameters vary, the others stay as they are.

    All places are computed as one network with n * n runs.

    Parameters
    ----------
    network : Network
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    pair : the two parameters' places in `network.parameters`
    bounds : (low, high of the first, low, high of the second)
    n : places a side

    Returns
    -------
    values : (n, n), row by row from the lowest second parameter; not finite where it overflows
    """
    check_network(network)
    X, loss = checks.inputs(X, network), as_loss(loss)
    y = checks.targets(y, len(X), network.sizes[-1])
    pair = checked_pair(network, pair)
    places = sample_plane(bounds, checks.whole(n, "n"))
    parameters = np.tile(network.parameters, (len(places), 1))
    parameters[:, list(pair)] = places
    with np.errstate(all="ignore"):
        return loss(network.with_parameters(parameters)(X), y).reshape(n, n)


def levels(values: np.ndarray) -> list[float]:
    """Heights for contour lines; closer together near the bottom, where steps are short.

    >>> levels(np.array([[0.0, 1.0]]))[:2]
    [0.021..., 0.060...]
    """
    good = values[np.isfinite(values)]
    if not len(good):
        return []
    low, high = good.min(), good.max()
    return (low + (high - low) * (np.arange(1, LEVELS + 1) / (LEVELS + 1)) ** 1.5).tolist()


def height_words(values: np.ndarray) -> str:
    """From where to where a landscape reaches, in words.

    >>> height_words(np.array([[0.25, 0.5]]))
    'from 0.25 to 0.5'
    """
    good = values[np.isfinite(values)]
    return f"from {brief(good.min().round(3))} to {brief(good.max().round(3))}"
