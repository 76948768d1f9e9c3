"""What a hidden layer does to the plane: it carries each point from (x1, x2) to (h1, h2)."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.pictures.folding import folding
from nnlab.pictures.plane import plane
from nnlab.plots.paint import paint_plane


@np.errstate(all="ignore")
def plot_folding(
    network: Network, X: ArrayLike, y: ArrayLike, *, ax: Axes, fold: float = 1.0
) -> Axes:
    """Draw the points where the last hidden layer carries them, and the output's line there.

    The plane is drawn on a sheet. At fold 0 it lies flat, with (x1, x2) to the right and upward;
    at fold 1 each of its points has arrived at (h1, h2). Points that meet are marked, as in "2×".

    Parameters
    ----------
    network : Network with 2 inputs, 2 neurons in the last hidden layer and 1 output
    X : (n_samples, 2), y : (n_samples, 1), targets 0/1 or −1/+1
    ax : the axes to draw on
    fold : from 0 to 1, how far the points have come on their straight way

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If the network has other sizes, X and y don't fit, or fold isn't between 0 and 1.
    """
    now = folding(network, X, fold)
    marks = plane(X=now.pop("places"), classes=y, note="", **now)
    paint_plane(ax, marks).set(aspect="auto", box_aspect=1)
    return ax
