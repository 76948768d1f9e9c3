"""How far nudging is off from backprop, and what the size of the nudge does to it."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks, numerical_gradient
from nnlab.core.losses import as_loss
from nnlab.pictures.checks import check_network

LIMIT = 1e-6  # of the gradient check
LEAST = 1e-16  # errors of zero are drawn here


def one_sided_gradient(
    network: Network, X: ArrayLike, y: ArrayLike, loss: Loss | str, h: float = 1e-8
) -> np.ndarray:
    """Slopes found by nudging one way only, (L(p + h) - L(p)) / h: (P,)."""
    loss = as_loss(loss)
    nudged = network.with_parameters(network.parameters + h * np.eye(network.n_parameters))
    return (loss(nudged(X), y) - loss(network(X), y)) / h


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
    loss, sizes = as_loss(loss), checks.numbers(sizes, "sizes")
    checks.need(sizes.ndim == 1 and (sizes > 0).all(), "sizes are nudges h, each above 0")
    ways = numerical_gradient, one_sided_gradient
    with np.errstate(all="ignore"):
        slopes = np.array([[way(network, X, y, loss, h) for h in sizes.tolist()] for way in ways])
        traces = network.forward(X)
        analytic = network.backward(traces, loss.gradient(traces[-1].a, y))
        apart = np.linalg.norm(slopes - analytic, axis=-1)
        whole = np.linalg.norm(slopes, axis=-1) + np.linalg.norm(analytic)
        two, one = np.divide(apart, whole, out=np.zeros_like(apart), where=whole > 0)
    return two, one
