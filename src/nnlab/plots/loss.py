"""A loss as a curve: how wrong one prediction is, wherever it lies."""

import numpy as np

from nnlab.core import checks
from nnlab.core.losses import as_loss
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import SMALL, style
from nnlab.plots.neuron import broken, real_minus

REACH = {"hinge_loss": (-2, 2), "binary_cross_entropy": (0, 1), "sigmoid_cross_entropy": (-5, 5)}
TOP = 5.0  # cross-entropy climbs without end towards the wrong certainty: the picture stops here


def plot_loss_function(loss, *, ax, target=1.0, slope=False):
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
    errors, slopes = loss(*one_each), loss.gradient(*one_each)[:, 0, 0]
    what = "z" if loss.name == "sigmoid_cross_entropy" else "prediction"
    style(ax, f"{what} (target {number(target)})", "")
    ax.axhline(0, color=LIGHT["line"], linewidth=1)
    ax.axvline(0 if what == "z" else target, color=LIGHT["line"], linewidth=1)
    ax.plot(p, errors, color=LIGHT["ink"], linewidth=2, label=loss.name)
    if slope:
        ax.plot(
            *broken(p, slopes), color=LIGHT["soft"], linewidth=2, linestyle="--", label="its slope"
        )
        ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"])
    else:
        ax.set_ylabel(loss.name)
    if loss.name == "binary_cross_entropy":
        ax.set_ylim(-TOP if slope else -0.25, TOP)
    real_minus(ax)
    return ax
