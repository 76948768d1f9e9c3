"""The loss while training."""

import numpy as np

from nnlab.pictures.checks import check_kind
from nnlab.pictures.curve import thinned
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.ticks import linear_axis, log_axis, steps_axis
from nnlab.plots.frame import SMALL, TEXT, style

_PATTERNS = {"solid": "-", "dashed": (0, (4, 2.5)), "dotted": (0, (1, 2)), "dashdot": "-."}


def plot_history(history, *, ax, labels=None, levels=(), marker=None):
    """Draw the loss per epoch on a log scale; several runs are several lines.

    Parameters
    ----------
    history : History, or anything with `.epochs` (n_records,) and `.loss` (n_records, *runs);
        a `.validation_loss` is drawn dashed
    ax : the axes to draw on
    labels : a name for each run
    levels : (loss, label) each, a line across: where a training may get stuck
    marker : an epoch to point out, with its loss (of the first run)

    Returns
    -------
    ax
    """
    check_kind(history, "a History", "epochs", "loss")
    epochs = np.asarray(history.epochs, dtype=float)
    loss = _runs(history.loss, len(epochs))
    validation = getattr(history, "validation_loss", None)
    if labels is not None and len(labels) != loss.shape[1]:
        raise ValueError(f"{len(labels)} labels for {loss.shape[1]} runs: give one each")

    many = loss.shape[1]
    lines = []
    for run in range(many):
        name = str(labels[run]) if labels is not None else ("training" if run == 0 else "")
        lines.append(
            {"x": epochs, "y": loss[:, run], "name": name, "dash": "solid", "soft": False}
            | ({"color": _grey(run, many), "width": 1.4} if many > 1 else {})
        )
    tested = validation is not None and np.size(validation) > 0
    if tested:
        for run, values in enumerate(_runs(validation, len(epochs)).T):
            name = "validation" if run == 0 else ""
            lines.append({"x": epochs, "y": values, "name": name, "dash": "dashed", "soft": True})

    shown = np.concatenate([line["y"] for line in lines])
    shown = shown[np.isfinite(shown)]
    log = bool(np.any(shown > 0) and not np.any(shown <= 0))
    end, x_ticks = steps_axis(epochs.max(initial=0))
    if log:
        y0, y1, y_ticks = log_axis(shown.min(), shown.max())
    else:
        y0, y1, y_ticks = linear_axis(shown.min(initial=0), shown.max(initial=0) or 1)
    pointed = {}
    if marker is not None:
        at = int(np.argmin(np.abs(epochs - marker)))
        text = f"epoch {epochs[at]:,.0f} · {loss[at, 0]:.3g}"
        pointed = {"x": epochs[at], "y": loss[at, 0], "text": text}
    draw_lines(
        lines,
        ax=ax,
        bounds=(0, end, y0, y1),
        ticks=(x_ticks, y_ticks),
        log=log,
        levels=levels,
        marker=pointed,
        legend=labels is not None or tested,
    )
    return ax


def draw_lines(
    lines,
    *,
    ax,
    bounds,
    ticks,
    log=False,
    levels=(),
    notes=(),
    marker=None,
    x_name="epoch",
    y_name="loss",
    legend=None,
):
    """Draw lines over steps: what the live curve shows, on matplotlib axes.

    Parameters
    ----------
    lines : {"x", "y", "name", "dash", "soft"} each
    bounds : (x0, x1, y0, y1)
    ticks : (value, label) each, for x and for y
    log : whether y is on a log scale
    levels : (y, label) each; notes : (x, label) each
    marker : {"x", "y", "text"} or {}
    legend : whether the lines are named; left out, if several have names

    Returns
    -------
    ax
    """
    style(ax, x_name, f"{y_name}, log scale" if log else y_name)
    x0, x1, y0, y1 = bounds
    if log:
        ax.set_yscale("log")
        ax.minorticks_off()
    for which, marks in zip((ax.set_xticks, ax.set_yticks), ticks, strict=True):
        which([value for value, _ in marks], [label for _, label in marks])
    ax.set(xlim=(x0, x1), ylim=(y0, y1))
    ax.grid(True, color=LIGHT["line"], linewidth=0.7)
    ax.set_axisbelow(True)
    words = dict(fontsize=SMALL, color=LIGHT["soft"], parse_math=False)
    for y, label in levels:
        if y0 <= y <= y1:
            ax.axhline(y, color=LIGHT["soft"], linewidth=1, linestyle=":", zorder=1.5)
            across = ax.get_yaxis_transform()
            ax.text(0.99, y, label, transform=across, ha="right", va="bottom", **words)
    for x, label in notes:
        ax.axvline(x, color=LIGHT["soft"], linewidth=1, linestyle="--", zorder=1.5)
        along = ax.get_xaxis_transform()
        ax.text(x, 0.97, f" {label}", transform=along, ha="left", va="top", **words)
    for line in lines:
        soft = line.get("soft", False)
        x, y = thinned(line["x"], line["y"])
        ax.plot(
            x,
            y,
            linestyle=_PATTERNS[line.get("dash", "solid")],
            color=line.get("color", LIGHT["soft" if soft else "ink"]),
            linewidth=line.get("width", 1.5 if soft else 2),
            marker="o" if len(x) == 1 else None,
            label=_plain(line.get("name", "")) or None,
        )
    named = [line for line in lines if line.get("name")]
    if legend if legend is not None else len(named) > 1:
        ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"])
    if marker and marker.get("y") is not None:
        ax.axvline(marker["x"], color=LIGHT["soft"], linewidth=1.3, zorder=2.5)
        ax.plot(
            [marker["x"]],
            [marker["y"]],
            "o",
            markersize=8,
            color=LIGHT["ink"],
            markeredgecolor=LIGHT["paper"],
            zorder=4,
            label="_marker",
        )
        right = marker["x"] > (x0 + x1) / 2
        ax.annotate(
            marker["text"],
            (marker["x"], marker["y"]),
            xytext=(-8 if right else 8, 9),
            textcoords="offset points",
            ha="right" if right else "left",
            fontsize=TEXT,
            fontweight="bold",
            color=LIGHT["ink"],
            parse_math=False,
            annotation_clip=False,
            zorder=5,
        )
    return ax


def _runs(loss, n_records):
    """(n_records, *runs) -> (n_records, number of runs)"""
    loss = np.asarray(loss, dtype=float)
    if loss.ndim == 0 or len(loss) != n_records:
        raise ValueError(f"loss has shape {loss.shape}, but there are {n_records} epochs")
    return loss.reshape(n_records, -1) if n_records else loss.reshape(0, 1)


def _grey(run, many):
    return (0.1 + 0.55 * run / (many - 1),) * 3


def _plain(label):
    return str(label).replace("$", r"\$")
