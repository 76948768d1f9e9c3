"""How wrong is each row: a bar, its square, and the mean of them all."""

import numpy as np

from nnlab.labs.words import short
from nnlab.live.panel import joined, markup, plain, signed, table

LONGEST = 12  # rows that are shown
BAR = 5.0  # em for an error of 1


def residual_table(X, y_pred, y_true, loss):
    """The first output's error of each row as a bar and, for squared error, as a square.

    Parameters
    ----------
    X, y_pred, y_true : (n_samples, ...)
    loss : Loss, whose mean stands in the last row

    Returns
    -------
    Markup
    """
    squared = loss.name == "mean_squared_error"
    own = "squared" if squared else "its loss"
    rows = []
    for x, out, want in zip(X[:LONGEST], y_pred, y_true, strict=False):
        error = float(out[0] - want[0])
        cost = float(loss(out[np.newaxis], want[np.newaxis]))
        inputs = "(" + ", ".join(short(v) for v in x[:3]) + (", …)" if len(x) > 3 else ")")
        square = _square(abs(error)) if squared else ""
        rows.append(
            [
                inputs,
                plain(out[0]),
                short(want[0]),
                signed(error),
                _bar(error),
                square,
                plain(cost, 4),
            ]
        )
    mean = float(loss(y_pred, y_true))
    more = len(X) - len(rows)
    rest = f"mean of all {len(X)} rows" if more > 0 else "mean"
    rows.append([rest, "", "", "", "", _square(np.sqrt(mean)) if squared else "", plain(mean, 4)])
    head = ["row", "says", "wants", "error", "", "", own]
    words = "The error of each row, its square, and their mean" if squared else "The error of each"
    return joined([table(head, rows, caption=words, rows_report=False)])


def _bar(error):
    """From the middle to the right if it says too much, to the left if too little."""
    side = "positive" if error > 0 else "negative"
    return markup(
        '<span class="nnlab-bar" aria-hidden="true"><i class="nnlab-bar-{}" style="width:{}em">'
        "</i></span>",
        side,
        f"{min(abs(error), 1.5) * BAR / 2:.3f}",
    )


def _square(side):
    size = f"{min(side, 1.2) * 1.8:.3f}em"
    return markup(
        '<span class="nnlab-square" aria-hidden="true"><i style="width:{0};height:{0}"></i></span>',
        size,
    )
