"""Handwritten digits: 1,797 small images, and the digit that each shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """Images of handwritten digits, 8×8 pixels each.

    From *Optical Recognition of Handwritten Digits* (Alpaydin and Kaynak, 1998), UCI Machine
    Learning Repository, CC BY 4.0; the README beside the data says more.

    Returns
    -------
    X : ndarray of shape (1797, 64), 0 (paper) to 1 (ink)
        Row by row from the top left: `X[i].reshape(8, 8)` is the image.
    y : ndarray of shape (1797, 10), one-hot

    Examples
    --------
    >>> X, y = load_digits()
    >>> X.shape, y[:3].argmax(axis=1).tolist()
    ((1797, 64), [0, 1, 2])
    """
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    return images / 16, np.eye(10)[labels]
