"""How far outputs are from their targets: each residual as a square, whose area is its share."""

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT
from nnlab.plots.frame import TEXT, Look, check_axes, style


def plot_residuals(x: ArrayLike, outputs: ArrayLike, targets: ArrayLike, *, ax: Axes) -> Axes:
    """Draw targets over one input, the outputs as a line, and the square of each residual.

    One unit is as long across as up, so that a square is one; above stands the mean of the areas.

    Parameters
    ----------
    x, outputs, targets : (n_samples, 1), one number a sample
    ax : the axes to draw on

    Returns
    -------
    ax

    Raises
    ------
    ValueError
        If they aren't equally many finite numbers.

    >>> from nnlab.plots.picture import new_figure
    >>> ax = plot_residuals([[0.0], [2.0]], [[1.0], [1.0]], [[0.0], [3.0]], ax=new_figure()[1][0])
    >>> [float(square.get_height()) for square in ax.patches]
    [-1.0, 2.0]
    """
    given = [
        checks.numbers(values, name)
        for values, name in ((x, "x"), (outputs, "outputs"), (targets, "targets"))
    ]
    shapes = f"x, outputs and targets have shapes {', '.join(str(v.shape) for v in given)}"
    same = len({v.shape for v in given}) == 1 and given[0].size == len(given[0]) > 0
    checks.need(same, f"{shapes}: give them alike, one number a sample")
    across, said, wanted = (v.ravel() for v in given)
    ink, soft = LIGHT["ink"], LIGHT["soft"]
    for at, a, y in zip(across, said, wanted, strict=True):
        side = y - a  # a square hangs from the line towards its target, to the side of its sign
        look: Look = dict(facecolor=(*to_rgb(ink), 0.10), edgecolor=soft, linewidth=1)
        check_axes(ax).add_patch(Rectangle((at, a), side, side, **look))
        ax.plot([at, at], [a, y], color=ink, linewidth=1.6)
    order = across.argsort()
    ax.plot(across[order], said[order], color=ink, linewidth=2)
    ax.plot(across, wanted, "o", color=ink, markersize=5.5, linestyle="none")
    mean = ((said - wanted) ** 2).mean()
    style(ax).set_title(f"mean area {number(mean, 3)}", loc="left", fontsize=TEXT, color=ink)
    ax.set_aspect("equal")
    return ax
