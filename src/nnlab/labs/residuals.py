"""How wrong is each row: a bar, its square, and the mean of them all."""

import numpy as np

from nnlab.core import Loss
from nnlab.labs.words import place, short
from nnlab.live.panel import Markup, markup, plain, signed, table

LONGEST = 12  # rows that are shown
BAR = 5.0  # em for an error of 1


def residual_table(X: np.ndarray, y_pred: np.ndarray, y_true: np.ndarray, loss: Loss) -> Markup:
    """The first output's error of each row as a bar and, for squared error, as a square.

    Parameters
    ----------
    X, y_pred, y_true : (n_samples, ...)
    loss : Loss, whose mean stands in the last row
    """
    squared = loss.name == "mean_squared_error"
    rows = []
    for x, out, want in zip(X[:LONGEST], y_pred, y_true, strict=False):
        error, cost = float(out[0] - want[0]), float(loss(out[np.newaxis], want[np.newaxis]))
        inputs = place(x) if len(x) <= 3 else f"{place(x[:3])[:-1]}, …)"
        pictures = [_bar(error), _square(abs(error)) if squared else ""]
        numbers = [inputs, plain(out[0]), short(want[0]), signed(error)]
        rows.append([*numbers, *pictures, plain(cost, 4)])
    mean = float(loss(y_pred, y_true))
    rest = f"mean of all {len(X)} rows" if len(X) > LONGEST else "mean"
    rows.append([rest, "", "", "", "", _square(np.sqrt(mean)) if squared else "", plain(mean, 4)])
    head = ["row", "says", "wants", "error", "", "", "squared" if squared else "its loss"]
    words = "The error of each row, its square, and their mean" if squared else "The error of each"
    return table(head, rows, caption=words, event="")


def _bar(error: float) -> Markup:
    """From the middle to the right if it says too much, to the left if too little."""
    bar = markup(
        '<i class="nnlab-bar-{}" style="width:{}em"></i>',
        "positive" if error > 0 else "negative",
        f"{min(abs(error), 1.5) * BAR / 2:.3f}",
    )
    return markup('<span class="nnlab-bar" aria-hidden="true">{}</span>', bar)


def _square(side: float) -> Markup:
    size = f"{min(side, 1.2) * 1.8:.3f}em"
    square = markup('<i style="width:{0};height:{0}"></i>', size)
    return markup('<span class="nnlab-square" aria-hidden="true">{}</span>', square)
