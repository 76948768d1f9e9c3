"""How the loss changes with every parameter: by backprop, and by nudging as its witness."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import checks
from .checks import ArrayLike
from .losses import Loss, as_loss
from .network import Network

_BYTES = 32e6  # how much memory the nudged copies may take


@np.errstate(over="ignore")
def penalty(network: Network, l1: float, l2: float) -> tuple[np.ndarray, np.ndarray]:
    """A price on large weights, never on biases: l1 * sum |w| + l2 / 2 * sum w^2; its gradient."""
    cost, gradients = np.zeros(network.runs)[()], np.zeros_like(network.parameters)
    for layer, part in zip(network.layers, network.split(gradients), strict=True):
        slope = l1 * np.sign(layer.W)
        cost = cost + (layer.W * (slope + l2 / 2 * layer.W)).sum(axis=(-2, -1))
        part[..., :-1] = slope + l2 * layer.W
    return cost, gradients


class GradientCheck(NamedTuple):
    """Two gradients side by side: by backprop and by nudging."""

    analytic: np.ndarray  # (*runs, P)
    numerical: np.ndarray  # (*runs, P)
    relative_error: float  # |a - n| / (|a| + |n|) of the vectors; of runs, the largest
    per_parameter: np.ndarray  # the same of each parameter alone, (*runs, P)
    passed: bool  # relative_error <= 1e-6 (float32: 1e-4)
    worst: str  # where they differ most: layer, neuron and input, from 1

    def __repr__(self) -> str:
        verdict = "passed" if self.passed else f"failed, worst at {self.worst}"
        return f"GradientCheck({verdict})"


@np.errstate(invalid="ignore")
def numerical_gradient(
    network: Network, X: ArrayLike, y: ArrayLike, loss: Loss | str, h: float = 1e-5
) -> np.ndarray:
    """How the loss changes with each parameter, found by nudging it both ways.

    (L(p + h) - L(p - h)) / 2h, two-sided: its error shrinks with h squared. The nudged networks
    lie on a leading axis and run at once, in chunks that fit memory.

    Parameters
    ----------
    network : Network
    X, y : array_like of shape (n_samples, n_in) and (n_samples, n_out)
    loss : Loss or str
    h : float
        The size of the nudge.

    Returns
    -------
    ndarray of shape (*runs, P)

    Examples
    --------
    >>> from nnlab import Network, identity
    >>> network = Network([1, 1], identity, init="zeros")
    >>> numerical_gradient(network, [[3.0]], [[2.0]], "mean_squared_error").round(6).tolist()
    [-12.0, -4.0]
    """
    checks.need(isinstance(network, Network), f"give a Network, not {checks.short(network)}")
    loss, h = as_loss(loss), checks.number(h, "h")
    checks.need(h > 0, f"h is the size of a nudge, so it must be more than 0, not {h:g}")
    X = checks.inputs(X, network)
    y = checks.targets(y, len(X), network.n_out)
    n, p = network.n_parameters, network.parameters.astype(float)  # float32 is too coarse
    copy = 8 * (p.size // n) * (n + 4 * len(X) * sum(network.sizes))  # bytes of a nudged one
    chunk = max(1, int(_BYTES / 2 / copy))
    slopes = np.empty_like(p)
    for start in range(0, n, chunk):
        which = np.arange(start, min(start + chunk, n))
        nudges = np.zeros((len(which), n))  # one row per nudged parameter
        nudges[which - start, which] = h
        # (*runs, 1, P) + (chunk, P) -> (*runs, chunk, P)
        both = np.stack([p[..., np.newaxis, :] + nudge for nudge in (nudges, -nudges)])
        up, down = loss(network._in(both)(X), y)
        rise = up - down
        checks.need(np.isfinite(rise).all(), "the loss is no finite number: give smaller numbers")
        slopes[..., which] = rise / (2 * h)
    return slopes


def gradient_check(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    loss: Loss | str,
    h: float = 1e-5,
    *,
    gradients: ArrayLike | None = None,
) -> GradientCheck:
    """Compare backprop's gradient (or `gradients`, your own) with one found by nudging.

    Parameters
    ----------
    network, X, y, loss, h
        As in `numerical_gradient`.
    gradients : array_like of shape (*runs, P), optional
        The gradient to check, if it isn't the network's own.

    Returns
    -------
    GradientCheck
        Passed where the relative error is at most 1e-6. At a corner of relu a right gradient can
        fail: there the slope differs from side to side, and a nudge sees both.

    Examples
    --------
    >>> from nnlab import Network, tanh
    >>> network = Network([2, 3, 1], tanh, rng=0)
    >>> gradient_check(network, [[1.0, 2.0]], [[0.5]], "mean_squared_error")
    GradientCheck(passed)
    """
    loss = as_loss(loss)
    numerical = numerical_gradient(network, X, y, loss, h)
    if gradients is None:
        traces = network.forward(X)
        gradients = network.backward(traces, loss.gradient(traces[-1].a, y))
    analytic = checks.like(gradients, network.parameters, "gradients").astype(float)
    difference = np.abs(analytic - numerical)
    norms = (np.linalg.norm(v, axis=-1) for v in (difference, analytic, numerical))
    error = float(np.max(_share(next(norms), next(norms) + next(norms))))
    per_parameter = _share(difference, np.abs(analytic) + np.abs(numerical))
    passed = error <= (1e-6 if network.parameters.itemsize == 8 else 1e-4)
    worst = np.unravel_index(np.argmax(difference), difference.shape)
    return GradientCheck(analytic, numerical, error, per_parameter, passed, _place(network, worst))


def _share(part, whole):
    """part / whole, and 0 where there's nothing to share."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _place(network, index):
    """In words, counted from 1: "layer 2, neuron 1, input 3"."""
    *run, at = (int(i) for i in index)
    for layer, block in enumerate(network.split(np.arange(network.n_parameters)), start=1):
        for neuron, column in np.argwhere(block == at) + 1:
            what = "bias" if column == block.shape[1] else f"input {column}"
            return f"layer {layer}, neuron {neuron}, {what}" + (f", run {run}" if run else "")
