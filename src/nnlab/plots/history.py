"""The loss while training."""

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter, NullLocator

from nnlab.plots.frame import SMALL, number, style
from nnlab.plots.palette import LIGHT


def plot_history(history, *, ax, labels=None):
    """Draw the loss per epoch on a log scale; several runs are several lines.

    Parameters
    ----------
    history : History, or anything with `.epochs` (n_records,) and `.loss` (n_records, *runs);
        a `.validation_loss` is drawn dashed
    ax : the axes to draw on
    labels : a name for each run

    Returns
    -------
    ax
    """
    epochs = np.asarray(history.epochs, dtype=float)
    loss = _runs(history.loss, len(epochs))
    validation = getattr(history, "validation_loss", None)
    if labels is not None and len(labels) != loss.shape[1]:
        raise ValueError(f"{len(labels)} labels for {loss.shape[1]} runs: give one each")

    style(ax, "epoch", "loss")
    many = loss.shape[1]
    for run in range(many):
        ax.plot(
            epochs,
            loss[:, run],
            color=LIGHT["ink"] if many == 1 else _grey(run, many),
            linewidth=2 if many == 1 else 1.4,
            label=_plain(labels[run]) if labels is not None else ("training" if run == 0 else None),
        )
    if validation is not None and np.size(validation):
        for run, values in enumerate(_runs(validation, len(epochs)).T):
            ax.plot(
                epochs, values, "--", color=LIGHT["soft"], label="validation" if run == 0 else None
            )
    if labels is not None or (validation is not None and np.size(validation)):
        ax.legend(frameon=False, fontsize=SMALL, labelcolor=LIGHT["ink"])

    shown = np.concatenate([line.get_ydata() for line in ax.lines]) if ax.lines else loss.ravel()
    if np.any(shown > 0) and not np.any(shown <= 0):
        ax.set_yscale("log")
        ax.set_ylabel("loss, log scale")
        few = np.nanmax(shown) / np.nanmin(shown) < 100
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,)))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_minor_formatter(NullFormatter())
    ax.yaxis.set_major_formatter(lambda value, _: number(value))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value == int(value) else "")
    ax.grid(True, color=LIGHT["line"], linewidth=0.7)
    ax.set_axisbelow(True)
    return ax


def _runs(loss, n_records):
    """(n_records, *runs) -> (n_records, number of runs)"""
    loss = np.asarray(loss, dtype=float)
    if loss.ndim == 0 or len(loss) != n_records:
        raise ValueError(f"loss has shape {loss.shape}, but there are {n_records} epochs")
    return loss.reshape(n_records, -1) if n_records else loss.reshape(0, 1)


def _grey(run, many):
    return LIGHT["ink"] if many < 2 else (0.1 + 0.55 * run / (many - 1),) * 3


def _plain(label):
    return str(label).replace("$", r"\$")
