"""Two gradients side by side: how far apart they are, and what the size of the nudge does."""

import numpy as np

from nnlab.core import Network, numerical_gradient
from nnlab.core.losses import as_loss
from nnlab.pictures.checks import check_kind
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import SMALL, style

LIMIT = 1e-6  # a relative error up to this passes
LOWEST = 1e-16  # errors of zero are drawn here


def plot_gradient_check(check, *, ax, names=None):
    """Draw the relative error of each parameter on a log scale, and the limit.

    Parameters
    ----------
    check : GradientCheck of a network without runs
    ax : the axes to draw on
    names : what each parameter is called; left out, its number

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the check is of many runs, or there are more or fewer names than parameters.
    """
    check_kind(check, "a GradientCheck", "per_parameter")
    errors = np.asarray(check.per_parameter, dtype=float)
    if errors.ndim != 1:
        raise ValueError(f"this check has shape {errors.shape}: give one run, (P,)")
    names = [str(i) for i in range(len(errors))] if names is None else list(names)
    if len(names) != len(errors):
        raise ValueError(f"{len(names)} names for {len(errors)} parameters: give one each")
    rows = np.arange(len(errors))
    at = np.maximum(errors, LOWEST)
    ax.hlines(rows, LOWEST, at, color=LIGHT["line"], linewidth=1.5)
    for wrong, marker, label in ((False, "o", "agrees"), (True, "X", "differs")):
        chosen = (errors > LIMIT) == wrong
        if chosen.any():
            ax.plot(at[chosen], rows[chosen], marker, color=LIGHT["ink"], label=label)
    ax.axvline(LIMIT, color=LIGHT["soft"], linestyle="--", linewidth=1)
    ax.set(xscale="log", xlim=(LOWEST / 2, 2), ylim=(len(errors) - 0.4, -0.6))
    ax.set_yticks(rows, names)
    style(ax, "relative error (dashed: the limit)")
    ax.legend(frameon=False, fontsize=SMALL, loc="lower right")
    return ax


def one_sided_gradient(network: Network, X, y, loss, h: float = 1e-8) -> np.ndarray:
    """Slopes found by nudging one way only, (L(p + h) - L(p)) / h: (P,)."""
    loss = as_loss(loss)
    nudged = network.with_parameters(network.parameters + h * np.eye(network.n_parameters))
    return (loss(nudged(X), y) - loss(network(X), y)) / h


def nudging_errors(network: Network, X, y, loss, sizes) -> tuple[np.ndarray, np.ndarray]:
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
    loss = as_loss(loss)
    traces = network.forward(X)
    analytic = network.backward(traces, loss.gradient(traces[-1].a, y))

    def error(slopes):
        whole = np.linalg.norm(analytic) + np.linalg.norm(slopes)
        return np.linalg.norm(analytic - slopes) / whole if whole else 0.0

    with np.errstate(all="ignore"):
        two = [error(numerical_gradient(network, X, y, loss, float(h))) for h in sizes]
        one = [error(one_sided_gradient(network, X, y, loss, float(h))) for h in sizes]
    return np.array(two), np.array(one)


def plot_nudging(sizes, two_sided, one_sided, *, ax, h=None):
    """Draw the error of nudging against the size of the nudge: a U, two-sided and one-sided.

    Parameters
    ----------
    sizes, two_sided, one_sided : (n,) each, as from `nudging_errors`
    ax : the axes to draw on
    h : a nudge to point out

    Returns
    -------
    ax
    """
    sizes = np.asarray(sizes, dtype=float)
    for errors, dash, label in ((two_sided, "-", "both ways"), (one_sided, "--", "one way")):
        errors = np.maximum(errors, LOWEST)
        ax.plot(sizes, errors, dash, color=LIGHT["ink"], linewidth=1.6, label=label)
        if h is not None:
            here = np.exp(np.interp(np.log(h), np.log(sizes), np.log(errors)))
            ax.plot([h], [here], "o", color=LIGHT["ink"], markersize=6)
    if h is not None:
        ax.axvline(h, color=LIGHT["line"], linewidth=1)
        ax.set_title(f"h = {number(float(h))}", fontsize=SMALL, color=LIGHT["soft"])
    ax.set(xscale="log", yscale="log")
    style(ax, "size of the nudge, h", "relative error")
    ax.legend(frameon=False, fontsize=SMALL)
    return ax
