"""Handwritten digits: 1,797 small images, and the digit that each shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nnlab.core import checks


def load_digits(classes: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Images of handwritten digits, 8×8 pixels each.

    From *Optical Recognition of Handwritten Digits* (Alpaydin and Kaynak, 1998), UCI Machine
    Learning Repository, CC BY 4.0; the README beside the data says more.

    Parameters
    ----------
    classes : the digits wanted, such as (3, 8); left out, all ten

    Returns
    -------
    X : ndarray of shape (1797, 64), 0 (paper) to 1 (ink)
        Row by row from the top left: `X[i].reshape(8, 8)` is the image.
    y : ndarray of shape (1797, 10), one-hot; of two classes (n, 1), 1 for the second

    Raises
    ------
    ValueError
        If `classes` isn't two or more different digits.

    Examples
    --------
    >>> X, y = load_digits()
    >>> X.shape, y[:3].argmax(axis=1).tolist()
    ((1797, 64), [0, 1, 2])
    >>> X, y = load_digits((3, 8))
    >>> X.shape, int(y.sum())
    ((357, 64), 174)
    """
    wanted = list(range(10) if classes is None else classes if np.iterable(classes) else [classes])
    good = all(isinstance(digit, int | np.integer) and digit in range(10) for digit in wanted)
    good = good and 1 < len(wanted) == len({*wanted})
    remedy = "two or more different digits, as in classes=(3, 8)"
    checks.need(good, f"classes are {remedy}, not {checks.short(classes)}")
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    kept = np.isin(labels, wanted)
    hot = (labels[kept, np.newaxis] == wanted).astype(float)
    return images[kept] / 16, hot if len(wanted) > 2 else hot[:, 1:]
