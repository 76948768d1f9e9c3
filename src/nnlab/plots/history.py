"""The loss while training."""

from collections.abc import Sequence
from itertools import cycle
from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnlab.core import checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.curve import curve
from nnlab.plots.paint import paint_curve


def plot_history(
    history: Any,
    *,
    ax: Axes,
    labels: Sequence[str] | None = None,
    levels: Sequence[tuple[float, str]] = (),
) -> Axes:
    """Draw the loss per epoch on a log scale; several runs, or histories, are several lines.

    Parameters
    ----------
    history : History, or anything with `.epochs` (n_records,) and `.loss` (n_records, *runs);
        a `.validation_loss` is drawn dashed; or a list of such, with the same epochs
    ax : the axes to draw on
    labels : a name for each run
    levels : (loss, label) each, a line across: where a training may get stuck

    Returns
    -------
    ax
    """
    if isinstance(history, list | tuple):
        history = _side_by_side(history)
    check_kind(history, "a History", "epochs", "loss")
    epochs = np.asarray(history.epochs, dtype=float)
    loss = _runs(history.loss, len(epochs))
    runs = loss.shape[1]
    names = ["training"] + [""] * (runs - 1) if labels is None else list(map(str, labels))
    checks.need(len(names) == runs, f"{len(names)} labels for {runs} runs: give one each")
    greys = np.linspace(0.1, 0.65, runs) if runs > 1 else [None]
    # Runs with names differ in more than their grey; dashed is for validation.
    dashes = cycle(["solid", "dashdot", "dotted"] if labels is not None else ["solid"])
    lines = [
        {"x": epochs, "y": y, "name": name, "dash": dash, "soft": False, "grey": grey}
        for y, name, grey, dash in zip(loss.T, names, greys, dashes, strict=False)
    ]
    validation = getattr(history, "validation_loss", None)
    tested = validation is not None and np.size(validation) > 0
    for run, y in enumerate(_runs(validation, len(epochs)).T if tested else []):
        name = "" if run else "validation"
        lines.append({"x": epochs, "y": y, "name": name, "dash": "dashed", "soft": True})
    log = not any(np.any(line["y"] <= 0) for line in lines)
    marks = curve(lines=lines, log=log, levels=levels)
    return paint_curve(ax, marks, named=labels is not None or tested)


def _side_by_side(histories: Sequence[Any]) -> Any:
    """One history whose runs are those of all, if they have the same epochs."""
    checks.need(len(histories) > 0, "give at least one History")
    for history in histories:
        check_kind(history, "a History", "epochs", "loss")
    epochs = [np.asarray(history.epochs) for history in histories]
    same = all(np.array_equal(epochs[0], other) for other in epochs)
    checks.need(same, "these histories have different epochs: draw one at a time")
    losses = [_runs(history.loss, len(epochs[0])) for history in histories]
    return SimpleNamespace(epochs=epochs[0], loss=np.concatenate(losses, axis=1))


def _runs(loss: Any, n_records: int) -> np.ndarray:
    """(n_records, *runs) -> (n_records, number of runs)"""
    loss = np.asarray(loss, dtype=float)
    fits = loss.ndim > 0 and len(loss) == n_records
    checks.need(fits, f"loss has shape {loss.shape}, but there are {n_records} epochs")
    return loss.reshape(n_records, -1) if n_records else loss.reshape(0, 1)
