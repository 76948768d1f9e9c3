"""The ground that learning walks on: the loss over two of a network's parameters."""

from collections.abc import Sequence

import numpy as np
from contourpy import contour_generator
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks
from nnlab.core.losses import as_loss
from nnlab.pictures.checks import check_kind
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.marks import PlaneMarks
from nnlab.pictures.numbers import brief
from nnlab.pictures.plane import plane
from nnlab.pictures.wiring import node_names, part_of

LEVELS = 9  # contour lines


def parameter_name(sizes: Sequence[int], index: int) -> str:
    """What one of a network's parameters is called.

    >>> parameter_name([2, 2, 1], 0), parameter_name([2, 2, 1], 8)
    ('w x₁→h₁', 'b output')
    """
    part = part_of(sizes, f"p{index}")
    names = node_names(sizes)
    starts = np.cumsum([0, *sizes])
    node = names[starts[part["layer"] + 1] + part["neuron"]]
    if part["input"] == "bias":
        return f"b {node}"
    return f"w {names[starts[part['layer']] + part['input']]}→{node}"


def loss_landscape(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    loss: Loss | str,
    *,
    pair: Sequence[int],
    bounds: ArrayLike,
    n: int = 60,
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
    check_kind(network, "a Network", "layers", "sizes", "with_parameters")
    checks.need(not network.runs, f"this network has runs {network.runs}: give one, network.run(0)")
    X, loss = checks.inputs(X, network), as_loss(loss)
    y = checks.targets(y, len(X), network.sizes[-1])
    last = network.n_parameters - 1
    two = np.shape(pair) == (2,) and all(checks.whole(i, "each of pair", 0) <= last for i in pair)
    checks.need(two, f"pair is two of the parameters 0 to {last}, not {checks.short(pair)}")
    places = sample_plane(bounds, checks.whole(n, "n"))
    parameters = np.tile(network.parameters, (len(places), 1))
    parameters[:, list(pair)] = places
    with np.errstate(all="ignore"):
        return loss(network.with_parameters(parameters)(X), y).reshape(n, n)


def contours(
    values: np.ndarray, bounds: ArrayLike, levels: int | ArrayLike = LEVELS
) -> list[tuple[float, np.ndarray]]:
    """Lines of equal height, as (height, (n, 2) points), the lowest first.

    The heights stand closer together near the bottom, where a walker's steps are short.

    Parameters
    ----------
    values : (n, n), in the order of `pictures.geometry.sample_plane`
    bounds : (x0, x1, y0, y1)
    levels : how many, or the heights themselves
    """
    x0, x1, y0, y1 = check_bounds(bounds)
    n = len(values)
    middle = (np.arange(n) + 0.5) / n
    good = np.isfinite(values)
    if not good.any():
        return []
    if isinstance(levels, int):
        low, high = values[good].min(), values[good].max()
        levels = low + (high - low) * (np.arange(1, levels + 1) / (levels + 1)) ** 2
    shape = contour_generator(
        x0 + (x1 - x0) * middle, y0 + (y1 - y0) * middle, np.ma.masked_invalid(values)
    )
    return [(float(level), line) for level in levels for line in shape.lines(level)]


def landscape_marks(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    loss: Loss | str,
    *,
    pair: Sequence[int] = (0, 1),
    bounds: ArrayLike = (-8, 8, -8, 8),
    n: int = 80,
) -> PlaneMarks:
    """The marks of `plots.plot_landscape`, with its parameters."""
    values = loss_landscape(network, X, y, loss, pair=pair, bounds=bounds, n=n)
    names = [parameter_name(network.sizes, i) for i in pair]
    lines = [{"points": line, "thin": True} for _, line in contours(values, bounds)]
    return plane(bounds=bounds, heights=values, curves=lines, x_name=names[0], y_name=names[1])


def height_words(values: np.ndarray) -> str:
    """From where to where a landscape reaches, in words.

    >>> height_words(np.array([[0.25, 0.5]]))
    'from 0.25 to 0.5'
    """
    good = values[np.isfinite(values)]
    return f"from {brief(good.min().round(3))} to {brief(good.max().round(3))}"
