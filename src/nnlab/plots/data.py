"""Points and the field behind them."""

import numpy as np

from nnlab.pictures.checks import check_classes, check_kind, check_points
from nnlab.pictures.field import field_bytes, field_image, height_image
from nnlab.pictures.geometry import bounds_around, check_bounds, sample_plane
from nnlab.pictures.palette import LIGHT, MARKERS, class_color
from nnlab.plots.frame import TEXT, frame_plane


def plot_data(X, y, *, ax, wrong=None, counts=False, bounds=None):
    """Draw each point with its target's shape and hue; ring and ✗ where `wrong`.

    Parameters
    ----------
    X : (n_samples, 2)
    y : (n_samples, 1) or (n_samples,): 0/1, −1/+1 or class numbers; several columns: one-hot
    ax : the axes to draw on
    wrong : (n_samples,) bool, which points are on the wrong side
    counts : write "2×" where points coincide
    bounds : (x0, x1, y0, y1); left out, the axes' limits fit the points

    Returns
    -------
    ax
    """
    X = check_points(X)
    classes = check_classes(y, len(X))
    wrong = np.zeros(len(X), dtype=bool) if wrong is None else np.asarray(wrong, dtype=bool).ravel()
    if len(wrong) != len(X):
        raise ValueError(f"wrong has {len(wrong)} entries, but X has {len(X)} points")
    if bounds is not None or len(X):
        frame_plane(ax, check_bounds(bounds) if bounds is not None else bounds_around(X))
    draw_points(ax, X, classes, wrong)
    if counts:
        places, times = np.unique(X, axis=0, return_counts=True)
        draw_counts(ax, places, times)
    return ax


def plot_decision_boundary(
    predict, X, y, *, ax, resolution=200, neutral=0.5, spread=0.5, bounds=None
):
    """Colour the plane by what `predict` says, and draw the data on it.

    Parameters
    ----------
    predict : callable, points (n, 2) -> one number each, (n,) or (n, 1)
    X, y : the data, as in `plot_data`; None for none (then give `bounds`)
    ax : the axes to draw on
    resolution : cells a side
    neutral, spread : the value drawn in the middle colour, and how far from it the ends are
    bounds : (x0, x1, y0, y1); left out, they fit the data

    Returns
    -------
    ax
    """
    check_kind(predict, "what predicts: a network, a neuron, a function of X", "__call__")
    if X is None and bounds is None:
        raise ValueError("give data X, y or bounds=(x0, x1, y0, y1): the plane needs an extent")
    bounds = check_bounds(bounds) if bounds is not None else bounds_around(check_points(X))
    values = np.asarray(predict(sample_plane(bounds, resolution)), dtype=float)
    if values.size != resolution**2:
        raise ValueError(
            f"predict gave shape {values.shape} for {resolution**2} points: give one number each"
        )
    frame_plane(ax, bounds)
    draw_field(ax, field_bytes(values.reshape(resolution, resolution), neutral, spread), bounds)
    if X is not None:
        plot_data(X, y, ax=ax, bounds=bounds)
    return ax


def draw_field(ax, field, bounds, interpolation="nearest", heights=False):
    """A field of bytes, (n, n), as a picture behind everything else; `heights` in greys."""
    return ax.imshow(
        height_image(field, LIGHT) if heights else field_image(field, LIGHT),
        extent=bounds,
        origin="lower",
        interpolation=interpolation,
        zorder=0,
    )


def draw_points(ax, X, classes, wrong):
    """Points by shape and hue, with paper-coloured rims; ring and ✗ where wrong."""
    n_classes = int(classes.max(initial=0)) + 1
    for k in np.unique(classes):
        ax.plot(
            *X[classes == k].T,
            linestyle="none",
            marker=MARKERS[k % len(MARKERS)],
            markersize=9,
            markerfacecolor=class_color(k, n_classes),
            markeredgecolor=LIGHT["paper"],
            markeredgewidth=1.6,
            label=f"target {k}",
            zorder=4,
        )
    if np.any(wrong):
        ring = dict(markerfacecolor="none", markeredgecolor=LIGHT["ink"], markeredgewidth=1.6)
        ax.plot(*X[wrong].T, "o", markersize=17, label="wrong", zorder=3.5, **ring)
        for x, y in X[wrong]:
            _beside(ax, "✗", x, y, (10, 7))


def draw_counts(ax, places, times):
    """Write 2× where two points share a place."""
    for (x, y), n in zip(places, times, strict=True):
        if n > 1:
            _beside(ax, f"{n}×", x, y, (13, -10))


def _beside(ax, text, x, y, offset):
    ax.annotate(
        text,
        (x, y),
        xytext=offset,
        textcoords="offset points",
        ha="center",
        va="center",
        color=LIGHT["ink"],
        fontsize=TEXT,
        zorder=5,
    )
