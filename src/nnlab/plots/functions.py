"""Functions of one number: an activation over z, and a loss over one prediction."""

import numpy as np
from matplotlib.axes import Axes

from nnlab.core import Activation, Loss, checks
from nnlab.core.activations import as_activation
from nnlab.core.losses import as_loss
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import legend, style

REACH: dict[str, tuple[float, float]] = {
    "hinge_loss": (-2, 2),
    "binary_cross_entropy": (0, 1),
    "sigmoid_cross_entropy": (-5, 5),
}
TOP = 5.0  # cross-entropy climbs without end towards the wrong certainty: the picture stops here


def plot_activation(activation: Activation | str, *, ax: Axes, slope: bool = False) -> Axes:
    """Draw an activation over z from −5 to 5, and its slope if asked.

    Parameters
    ----------
    activation : Activation, or its name
    ax : the axes to draw on
    slope : draw the derivative too, dashed

    Returns
    -------
    ax
    """
    activation, z = as_activation(activation), np.linspace(-5, 5, 801)  # 0 is one of them
    curves = {f"{activation.name}(z)": activation(z)}
    if slope:
        curves["its slope"] = activation.derivative(z)
    return _draw(ax, z, curves, "z")


def plot_loss_function(
    loss: Loss | str, *, ax: Axes, target: float = 1.0, slope: bool = False
) -> Axes:
    """Draw the loss of one prediction against its target, and its slope if asked.

    Predictions run from 0.2 below to 0.2 above 0, 1 and the target; probabilities from 0 to 1,
    and what a hinge or a cross-entropy from z is asked about, on both sides of 0.

    Parameters
    ----------
    loss : Loss, or its name
    ax : the axes to draw on
    target : number, the right answer
    slope : draw the derivative by the prediction too, dashed

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If there is no such loss, or it isn't defined for this target.
    """
    loss, target = as_loss(loss), checks.number(target, "target")
    around = min(0.0, target) - 0.2, max(1.0, target) + 0.2
    p = np.linspace(*REACH.get(loss.name, around), 801)
    one_each = p[:, np.newaxis, np.newaxis], [[target]]  # 801 runs of one sample, one output
    curves = {loss.name: loss(*one_each)}
    if slope:
        curves["its slope"] = loss.gradient(*one_each)[:, 0, 0]
    what, upright = ("z", 0.0) if loss.wants == "z" else ("prediction", target)
    _draw(ax, p, curves, f"{what} (target {number(target)})", upright)
    if loss.name == "binary_cross_entropy":
        ax.set_ylim(-TOP if slope else -0.25, TOP)
    return ax


def _draw(
    ax: Axes, x: np.ndarray, curves: dict[str, np.ndarray], x_name: str, upright: float = 0.0
) -> Axes:
    """A function, and perhaps its slope, over two hairlines."""
    style(ax, x_name, "".join(curves) if len(curves) == 1 else "")
    ax.axhline(0, color=LIGHT["line"], linewidth=1)
    ax.axvline(upright, color=LIGHT["line"], linewidth=1)
    for (name, y), dash, color in zip(curves.items(), ("-", "--"), ("ink", "soft"), strict=False):
        jumps = np.flatnonzero(np.abs(np.diff(y)) > 0.25) + 1  # there the pen is lifted
        broken = np.insert(x, jumps, np.nan), np.insert(y, jumps, np.nan)
        ax.plot(*broken, dash, color=LIGHT[color], linewidth=2, label=name)
    if len(curves) > 1:
        legend(ax)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _: number(round(value, 10)))
    return ax
