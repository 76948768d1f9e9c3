"""Two gradients side by side: how far apart they are."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nnlab.core import GradientCheck, checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.nudging import LEAST
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import legend, style

LIMIT = 1e-6  # a relative error up to this passes


def plot_gradient_check(
    check: GradientCheck, *, ax: Axes, names: Sequence[str] | None = None
) -> Axes:
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
    checks.need(errors.ndim == 1, f"this check has shape {errors.shape}: give one run, (P,)")
    n = len(errors)
    names = [str(i) for i in range(n)] if names is None else list(names)
    checks.need(len(names) == n, f"{len(names)} names for {n} parameters: give one each")
    style(ax, "relative error (dashed: the limit)")
    rows, at = np.arange(n), np.maximum(errors, LEAST)
    ax.hlines(rows, LEAST, at, color=LIGHT["line"], linewidth=1.5)
    for wrong, marker, label in ((False, "o", "agrees"), (True, "X", "differs")):
        chosen = (errors > LIMIT) == wrong
        if chosen.any():
            ax.plot(at[chosen], rows[chosen], marker, color=LIGHT["ink"], label=label)
    ax.axvline(LIMIT, color=LIGHT["soft"], linestyle="--", linewidth=1)
    ax.set(xscale="log", xlim=(LEAST / 2, 2), ylim=(n - 0.4, -0.6))
    ax.set_yticks(rows, names)
    legend(ax, loc="lower right")
    return ax
