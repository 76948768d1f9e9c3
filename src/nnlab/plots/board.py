"""The board: one cell for each function of two yes-or-no inputs, filled as they are found."""

from collections.abc import Collection, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from nnlab.pictures.board import BOUNDS, COLUMNS, board
from nnlab.pictures.palette import LIGHT, MARKERS, field_ends
from nnlab.plots.frame import SMALL, Look, check_axes, rounded, write

HEIGHT = 1.34  # of a row, where a column is 1 wide
SIDE = 0.86  # of a cell


def plot_board(
    functions: Mapping[str, Sequence[int]],
    found: Collection[str] | Mapping[str, Sequence[float]],
    *,
    ax: Axes,
) -> Axes:
    """Draw a cell for each function with its name; those `found` are filled.

    Parameters
    ----------
    functions : dict, name -> its answers, four 0s and 1s for the inputs 00, 01, 10, 11
    found : names, or dict, name -> the (w1, w2, b) of the line it was found with
    ax : the axes to draw on

    Returns
    -------
    ax
    """
    cells = board(functions, found)
    check_axes(ax).set(xlim=(0, COLUMNS), ylim=(-(-len(cells) // COLUMNS) * HEIGHT, 0))
    ax.set_aspect("equal")
    ax.set_axis_off()
    low, high = BOUNDS
    unit = SIDE / (high - low)
    no, _, yes = field_ends(LIGHT)
    for i, cell in enumerate(cells):
        x, y, here = i % COLUMNS + (1 - SIDE) / 2, i // COLUMNS * HEIGHT + 0.06, cell["found"]

        def at(place: Sequence[float], x: float = x, y: float = y) -> tuple[float, float]:
            return x + (place[0] - low) * unit, y + (high - place[1]) * unit

        fill = no if cell["line"] or not cell["yes"] else yes
        look: Look = dict(facecolor=fill, edgecolor="none")
        if not here:
            look = dict(facecolor=LIGHT["tint"], edgecolor=LIGHT["line"], linestyle="--")
        frame = rounded(ax, x, y, SIDE, SIDE, 0.12, linewidth=1, **look)
        if len(cell["line"]) == 2:
            side = Polygon(list(map(at, cell["yes"])), facecolor=yes, edgecolor="none")
            ax.add_artist(side).set_clip_path(frame)
            ends = zip(*map(at, cell["line"]), strict=True)
            ax.plot(*ends, color=LIGHT["ink"], linewidth=1.7)[0].set_clip_path(frame)
        for k, answer in enumerate(cell["answers"]):
            color = LIGHT["point-positive" if answer else "point-negative"]
            inside, rim = (color, LIGHT["paper"]) if here else (LIGHT["paper"], color)
            dot: Look = dict(markersize=9, mfc=inside, mec=rim, mew=1.4, linestyle="none")
            ax.plot(*at((k % 2, 1 - k // 2)), MARKERS[answer], **dot)
        words = cell["name"].replace(" AND ", "\nAND ").replace(" OR ", "\nOR ")
        look = dict(fontsize=SMALL, color=LIGHT["ink" if here else "soft"], va="top")
        write(ax, words, (x + SIDE / 2, y + SIDE + 0.05), ha="center", **look)
    return ax
