"""How far nudging is off from backprop, and what the size of the nudge does to it."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks, numerical_gradient
from nnlab.core.losses import as_loss
from nnlab.pictures.checks import check_network


def one_sided_gradient(
    network: Network, X: ArrayLike, y: ArrayLike, loss: Loss | str, h: float = 1e-8
) -> np.ndarray:
    """Slopes found by nudging one way only, (L(p + h) - L(p)) / h: (P,)."""
    loss = as_loss(loss)
    nudged = network.with_parameters(network.parameters + h * np.eye(network.n_parameters))
    return (loss(nudged(X), y) - loss(network(X), y)) / h


def check_sizes(sizes: ArrayLike) -> np.ndarray:
    """Sizes of nudges, (n,)."""
    sizes = checks.numbers(sizes, "sizes")
    checks.need(sizes.ndim == 1 and (sizes > 0).all(), "sizes are nudges h, each above 0")
    return sizes


def nudging_errors(
    network: Network, X: ArrayLike, y: ArrayLike, loss: Loss | str, sizes: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    """How far nudging is off from backprop, for each size of the nudge.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss or str
    sizes : (n,) nudges h

    Returns
    -------
    two_sided, one_sided : (n,) relative errors of the whole gradient, |a - n| / (|a| + |n|)
    """
    check_network(network)
    loss, sizes, X = as_loss(loss), check_sizes(sizes), checks.inputs(X, network)
    y = checks.targets(y, len(X), network.sizes[-1])
    traces = network.forward(X)
    analytic = network.backward(traces, loss.gradient(traces[-1].a, y))

    def error(slopes: np.ndarray) -> float:
        whole = np.linalg.norm(analytic) + np.linalg.norm(slopes)
        return float(np.linalg.norm(analytic - slopes) / whole) if whole else 0.0

    with np.errstate(all="ignore"):
        two = [error(numerical_gradient(network, X, y, loss, float(h))) for h in sizes]
        one = [error(one_sided_gradient(network, X, y, loss, float(h))) for h in sizes]
    return np.array(two), np.array(one)
