"""Pictures of chapter 2: birds and the lines between them, a table and its wires, pieces."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nnlab.core import Layer, Network, Neuron, Scale, step
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.glass import pieces
from nnlab.pictures.numbers import number
from nnlab.pictures.palette import LIGHT, glass_color
from nnlab.plots import plot_network, plot_neuron_lines
from nnlab.plots.paint import paint_points

NAMES = "bill length (mm)", "bill depth (mm)"
FINE = 300  # a side, of a shaded plane
SMALL: dict[str, Any] = {"markersize": 5.5, "markeredgewidth": 0.6}  # marks of a bird


def plot_birds(X: ArrayLike, kinds: ArrayLike, names: Sequence[str], *, ax: Axes) -> Axes:
    """Draw each bird by its two measures, with the mark of its kind.

    Parameters
    ----------
    X : (n_birds, 2), bill length and depth in mm
    kinds : (n_birds, 3), one-hot
    names : of the kinds, for the legend
    ax : the axes to draw on
    """
    X, which = np.asarray(X), np.argmax(kinds, axis=1)
    for k, name in enumerate(names):
        x, y = X[which == k].T
        paint_points(ax, x, y, k, len(names), label=name, **SMALL)
    ax.set(xlabel=NAMES[0], ylabel=NAMES[1])
    ax.legend(loc="lower right", framealpha=1)
    return ax


def plot_reasons(
    layer: Layer,
    scale: Scale,
    X: ArrayLike,
    kinds: ArrayLike,
    names: Sequence[str],
    reasons: Sequence[str],
    *,
    axes: Sequence[Axes],
) -> None:
    """Draw a map for each neuron: where it says 1, the birds of its kind, the others in grey.

    Parameters
    ----------
    layer : Layer with 2 inputs in standard units, as many neurons as kinds
    scale : what makes standard units of mm
    X, kinds, names : as of `plot_birds`
    reasons : each neuron's line in words, above its map
    axes : one for each neuron
    """
    X, which = np.asarray(X), np.argmax(kinds, axis=1)
    grid = _around(X)
    over, birds = (layer.forward(scale(places)).z > 0 for places in (grid, X))
    for j, (ax, name, reason) in enumerate(zip(axes, names, reasons, strict=True)):
        sheet = [LIGHT["paper"], LIGHT[f"sheet-{j + 1}"]]
        ax.contourf(
            *grid.reshape(FINE, FINE, 2).transpose(2, 0, 1),
            over[:, j].reshape(FINE, FINE).astype(float),
            levels=[-0.5, 0.5, 1.5],
            colors=sheet,
            alpha=0.4,
        )
        others = X[which != j]
        ax.plot(*others.T, ".", color=LIGHT["soft"], markersize=3)
        x, y = X[which == j].T
        paint_points(ax, x, y, j, len(names), **SMALL)
        wrong = int((birds[:, j] != (which == j)).sum())
        ax.set(xlabel=NAMES[0], ylabel=NAMES[1])
        ax.set_title(f"“{reason}”\nneuron {j}: {name}? {wrong} wrong")


def plot_winners(
    layer: Layer, scale: Scale, X: ArrayLike, kinds: ArrayLike, names: Sequence[str], *, ax: Axes
) -> Axes:
    """Draw which neuron has the largest sum at each place; count the birds it is right about.

    Parameters
    ----------
    layer, scale, X, kinds, names : as of `plot_reasons`
    ax : the axes to draw on
    """
    X, kinds = np.asarray(X), np.asarray(kinds)
    places, n = _around(X), len(names)
    z = layer.forward(scale(places)).z.reshape(FINE, FINE, n)
    x, y = places.reshape(FINE, FINE, 2).transpose(2, 0, 1)
    colors = [glass_color("0" * j + "1") for j in range(n)]
    ax.contourf(x, y, z.argmax(axis=2), levels=np.arange(n + 1) - 0.5, colors=colors)
    for j in range(n):
        lead = z[..., j] - np.delete(z, j, axis=2).max(axis=2)  # 0 where another is as large
        ax.contour(x, y, lead, levels=[0], colors=LIGHT["ink"], linewidths=1.6)
    plot_birds(X, kinds, names, ax=ax)
    right = layer.forward(scale(X)).z.argmax(axis=1) == kinds.argmax(axis=1)
    ax.set_title(f"the largest sum wins: {right.sum()} of {len(X)} birds right")
    return ax


def plot_wires(layer: Layer, *, axes: Sequence[Axes], row: int = 0) -> None:
    """Draw a layer twice: its wires with their weights, and W and b with one row marked.

    Parameters
    ----------
    layer : Layer with 2 inputs
    axes : two, for the wires and for the table
    row : the neuron whose row is marked
    """
    network = Network([layer.n_in, len(layer)], layer.activation, init="zeros")
    network.parameters[:] = layer.parameters.ravel()
    neurons = [f"neuron {j}" for j in range(len(layer))]
    plot_network(network, ax=axes[0], names=["x₁", "x₂", *neurons])
    _table(axes[1], np.column_stack([layer.W, layer.b]), (0, 0), f"W: {layer.W.shape}     b")
    n = len(layer)
    for j, name in enumerate(neurons):
        axes[1].text(-0.25, n - j - 0.5, name, ha="right", va="center")
    _mark(axes[1], (0, n - row - 1), layer.n_in + 1, 1)
    axes[1].set(xlim=(-2.2, layer.n_in + 1.2), ylim=(-0.3, n + 1))


def plot_change(before: Neuron, after: Neuron, X: ArrayLike, *, ax: Axes) -> Axes:
    """Draw a neuron's line before and after a change; the colours are its answers afterwards.

    Parameters
    ----------
    before, after : Neuron with 2 weights
    X : (n_samples, 2)
    ax : the axes to draw on
    """
    both = Layer.from_neurons([before, after])
    plot_neuron_lines(both, ax=ax, chosen=1, codes=False, called=["before", "after"])
    ax.plot(*np.transpose(X), "o", color=LIGHT["ink"], markersize=7, zorder=3)
    return ax


def plot_changes(
    W: ArrayLike,
    b: ArrayLike,
    changes: Sequence[tuple[ArrayLike, ArrayLike]],
    X: ArrayLike,
    *,
    axes: Sequence[Axes],
) -> None:
    """Draw, for each change of a layer, the line of the neuron whose numbers it changes.

    Parameters
    ----------
    W : (n_out, 2), b : (n_out,)
    changes : of each, the new W and b, with one neuron changed
    X : (n_samples, 2)
    axes : one for each change
    """
    before = np.column_stack([W, b])
    for n, (ax, change) in enumerate(zip(axes, changes, strict=True), 1):
        after = np.column_stack(change)
        (j,) = np.flatnonzero((after != before).any(axis=1))
        old, new = (Neuron(rows[j, :2], rows[j, 2], step) for rows in (before, after))
        plot_change(old, new, X, ax=ax)
        ax.set_title(f"{n}. neuron {j}")


def plot_product(
    X: ArrayLike, W: ArrayLike, b: ArrayLike, *, ax: Axes, sample: int = 0, neuron: int = 0
) -> Axes:
    """Draw X @ W.T + b as tables, with one row, one column and their sum; the other sums are `?`.

    Parameters
    ----------
    X : (n_samples, n_in)
    W : (n_out, n_in), b : (n_out,)
    ax : the axes to draw on
    sample, neuron : the row of X, and the column of W.T
    """
    X, W, b = np.asarray(X, dtype=float), np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    (n, n_in), n_out = X.shape, len(W)
    second, third = n_in + 1.4, n_in + n_out + 2.8
    low = n - n_in  # W.T stands at the top
    _table(ax, X, (0, 0), f"X: {X.shape}")
    _table(ax, W.T, (second, low), f"W.T: {W.T.shape}")
    _table(ax, b[np.newaxis], (second, low - 1.6), f"b: {b.shape}")
    z = np.full((n, n_out), np.nan)
    z[sample, neuron] = X[sample] @ W[neuron] + b[neuron]
    _table(ax, z, (third, 0), f"z: {(n, n_out)}")
    for x, sign in [(n_in + 0.7, "@"), (third - 0.7, "=")]:
        ax.text(x, n - 1, sign, ha="center", va="center", fontsize=16)
    ax.text(second - 0.4, low - 1.1, "+", ha="center", va="center", fontsize=16)
    _mark(ax, (0, n - sample - 1), n_in, 1)
    _mark(ax, (second + neuron, low), 1, n_in)
    _mark(ax, (second + neuron, low - 1.6), 1, 1)
    _mark(ax, (third + neuron, n - sample - 1), 1, 1)
    ax.set(xlim=(-0.2, third + n_out + 0.2), ylim=(min(0.0, low - 1.6) - 0.3, n + 1))
    return ax


def lines_around(n: int) -> Layer:
    """Neurons whose lines are sides of a regular shape: all cross, and no three in one point.

    The shape has a side more, if n is even: otherwise its sides would be parallel in pairs.

    Parameters
    ----------
    n : how many neurons

    >>> len(lines_around(10))
    10
    """
    angle = 2 * np.pi * np.arange(n) / (n + 1 - n % 2)
    layer = Layer(2, n, step, init="zeros")
    layer.W[:], layer.b[:] = np.column_stack([np.cos(angle), np.sin(angle)]), -1
    return layer


def plot_pieces(layer: Layer, *, ax: Axes, reach: float = 1.0) -> int:
    """Draw the pieces into which a layer's lines cut a square, and count them.

    Parameters
    ----------
    layer : Layer with 2 inputs
    ax : the axes to draw on
    reach : the square goes from -reach to reach

    Returns
    -------
    n_pieces : int

    >>> from matplotlib.figure import Figure
    >>> from nnlab import Layer
    >>> cross = Layer(2, 2, "step", init="zeros")
    >>> cross.W[:] = [[1, 0], [0, 1]]
    >>> plot_pieces(cross, ax=Figure().subplots())
    4
    """
    found = pieces(layer.parameters, (-reach, reach, -reach, reach))
    for piece in found:  # a neighbour's code differs in one digit: so its tint is the other
        color = glass_color("1") if piece.code.count("1") % 2 else LIGHT["paper"]
        x, y = zip(*piece.polygon, strict=True)  # the outermost edges are the frame
        ax.fill(x, y, facecolor=color, edgecolor=LIGHT["ink"], clip_on=False)
    ax.spines[:].set_visible(False)
    ax.set(aspect="equal", xlim=(-reach, reach), ylim=(-reach, reach), xlabel="x₁", ylabel="x₂")
    return len(found)


def _around(X: np.ndarray) -> np.ndarray:
    """Places in rows and columns, from 1 below the least to 1 above the greatest: (FINE², 2)."""
    (x0, y0), (x1, y1) = X.min(axis=0) - 1, X.max(axis=0) + 1
    return sample_plane((x0, x1, y0, y1), FINE)


def _table(ax: Axes, rows: np.ndarray, place: tuple[float, float], title: str) -> None:
    """Numbers in cells of 1 by 1, the lower left corner at a place; what isn't known is a `?`."""
    (n, k), (x, y) = rows.shape, place
    for (i, j), value in np.ndenumerate(rows):
        at = x + j, y + n - i - 1
        side = "positive" if value > 0 else "negative"
        known = np.isfinite(value)
        share = min(abs(value) / 1.5, 1) * 0.5 if known else 0
        ax.add_patch(Rectangle(at, 1, 1, facecolor=LIGHT[side], alpha=share, linewidth=0))
        ax.add_patch(Rectangle(at, 1, 1, fill=False, edgecolor=LIGHT["line"], linewidth=0.8))
        word = number(value, 1) if known else "?"
        ax.text(at[0] + 0.5, at[1] + 0.5, word, ha="center", va="center")
    ax.text(x + k / 2, y + n + 0.15, title, ha="center", va="bottom", fontweight="bold")
    ax.set_axis_off()
    ax.set_aspect("equal")


def _mark(ax: Axes, place: tuple[float, float], width: float, height: float) -> None:
    box = Rectangle(place, width, height, fill=False, edgecolor=LIGHT["ink"], linewidth=2.6)
    ax.add_patch(box).set_zorder(3)
