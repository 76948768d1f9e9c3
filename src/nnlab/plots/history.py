"""The loss while training."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnlab.core import checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.curve import curve
from nnlab.pictures.numbers import brief, count
from nnlab.plots.paint import paint_curve


def plot_history(
    history: Any,
    *,
    ax: Axes,
    labels: Sequence[str] | None = None,
    levels: Sequence[tuple[float, str]] = (),
    marker: float | None = None,
) -> Axes:
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
    names = ["training"] + [""] * (many - 1) if labels is None else list(map(str, labels))
    greys = np.linspace(0.1, 0.65, many) if many > 1 else [None]
    lines = [
        {"x": epochs, "y": y, "name": name, "dash": "solid", "soft": False, "grey": grey}
        for y, name, grey in zip(loss.T, names, greys, strict=True)
    ]
    tested = validation is not None and np.size(validation) > 0
    if tested:
        for run, y in enumerate(_runs(validation, len(epochs)).T):
            name = "validation" if run == 0 else ""
            lines.append({"x": epochs, "y": y, "name": name, "dash": "dashed", "soft": True})
    shown = np.concatenate([line["y"] for line in lines])
    shown = shown[np.isfinite(shown)]
    log = bool(np.any(shown > 0) and not np.any(shown <= 0))
    pointed = None
    if marker is not None and len(epochs):
        at = int(np.argmin(np.abs(epochs - checks.number(marker, "marker"))))
        text = f"epoch {count(epochs[at])} · {brief(loss[at, 0])}"
        pointed = {"x": epochs[at], "y": loss[at, 0], "text": text}
    marks = curve(lines=lines, log=log, levels=_levels(levels), marker=pointed)
    return paint_curve(ax, marks, legend=labels is not None or tested)


def _levels(levels):
    """(loss, label) each, or a sentence that says so."""
    try:
        return [(float(y), str(label)) for y, label in levels]
    except (TypeError, ValueError):
        raise ValueError('levels are (loss, label) each, such as [(0.25, "1/4")]') from None


def _runs(loss, n_records):
    """(n_records, *runs) -> (n_records, number of runs)"""
    loss = np.asarray(loss, dtype=float)
    if loss.ndim == 0 or len(loss) != n_records:
        raise ValueError(f"loss has shape {loss.shape}, but there are {n_records} epochs")
    return loss.reshape(n_records, -1) if n_records else loss.reshape(0, 1)
