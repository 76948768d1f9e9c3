"""What the plots share: axes in the course's colours, and checks at the door."""

import math

import numpy as np

from nnlab.core import checks
from nnlab.plots.geometry import ticks_between
from nnlab.plots.palette import LIGHT

TEXT, SMALL = 10, 9  # points; at 100 dots an inch 14 and 12.5 pixels
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, decimals: int | None = None, signed: bool = False) -> str:
    """A number with a real minus sign.

    >>> number(-0.5), number(2, 2), number(2, 2, signed=True), number(1e-5)
    ('−0.5', '2.00', '+2.00', '10⁻⁵')
    """
    if decimals is not None:
        text = f"{value:{'+' if signed else ''}.{decimals}f}"
    elif value and math.isfinite(value) and not 1e-4 <= abs(value) < 1e6:
        digits, power = f"{value:.2e}".split("e")
        digits = digits.rstrip("0").rstrip(".")
        ten = "10" + str(int(power)).translate(_RAISED)
        text = ten if digits == "1" else f"{digits}·{ten}"
    else:
        text = f"{value:g}"
    if not text.strip("-0."):
        text = text.lstrip("-")  # no minus on a zero
    return text.replace("-", "−")


def style(ax, x_name: str = "", y_name: str = ""):
    """Names, colours and sizes of the axes; nothing global is touched."""
    ax.set_facecolor(LIGHT["paper"])
    # Names may come from the reader's data: they are text, never mathematics to typeset.
    ax.set_xlabel(x_name, color=LIGHT["soft"], fontsize=TEXT, parse_math=False)
    ax.set_ylabel(y_name, color=LIGHT["soft"], fontsize=TEXT, parse_math=False)
    ax.tick_params(colors=LIGHT["soft"], labelsize=TEXT, length=3)
    for spine in ax.spines.values():
        spine.set_color(LIGHT["line"])
    return ax


def frame_plane(ax, bounds, x_name: str = "x₁", y_name: str = "x₂"):
    """Axes for a picture of the plane: square units, few ticks, a faint grid."""
    style(ax, x_name, y_name)
    if len(y_name) <= 3:
        ax.yaxis.label.set(rotation=0, verticalalignment="center")
    x0, x1, y0, y1 = bounds
    x_ticks, y_ticks = ticks_between(x0, x1), ticks_between(y0, y1)
    ax.set_xticks(x_ticks, [number(t) for t in x_ticks])
    ax.set_yticks(y_ticks, [number(t) for t in y_ticks])
    ax.set(xlim=(x0, x1), ylim=(y0, y1), aspect="equal")
    ax.grid(True, color=LIGHT["ink"], alpha=0.12, linewidth=0.7)
    ax.set_axisbelow(False)
    return ax


def check_kind(thing, what: str, *names: str) -> None:
    """Refuse what hasn't got the attributes that a picture of it needs."""
    if not all(hasattr(thing, name) for name in names):
        raise ValueError(f"give {what}, not {checks.short(thing)}")


def check_points(X) -> np.ndarray:
    """`X` as (n_samples, 2) finite numbers, or a sentence that says why not."""
    try:
        X = np.asarray(X, dtype=float)
    except (TypeError, ValueError):
        raise ValueError("X must be numbers, two for each point") from None
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(
            f"X has shape {X.shape}: the plane needs (n_samples, 2), two numbers a point"
        )
    if not np.all(np.isfinite(X)):
        raise ValueError("X has a value that is not finite: leave such points out")
    return X


def check_classes(y, n_samples: int) -> np.ndarray:
    """Targets as class numbers 0, 1, 2, ...: (n_samples,) int.

    One column holds 0/1, −1/+1 or class numbers; several columns are one-hot.

    >>> check_classes([[-1], [1]], 2).tolist(), check_classes([[0, 0, 1], [1, 0, 0]], 2).tolist()
    ([0, 1], [2, 0])
    """
    try:
        y = np.asarray(y, dtype=float)
    except (TypeError, ValueError):
        raise ValueError("y must be numbers: a class for each point") from None
    if y.ndim == 0 or y.ndim > 2 or len(y) != n_samples:
        raise ValueError(
            f"y has shape {y.shape}, but X has {n_samples} points: give one target each"
        )
    if y.ndim == 2 and y.shape[1] > 1:
        return np.argmax(y, axis=1)
    y = y.reshape(n_samples)
    if np.all((y == -1) | (y == 1)):
        return (y > 0).astype(int)
    if not np.all((y >= 0) & (y == np.floor(y)) & np.isfinite(y)):
        raise ValueError("y must hold classes: 0 and 1, −1 and +1, or 0, 1, 2, ...")
    return y.astype(int)
