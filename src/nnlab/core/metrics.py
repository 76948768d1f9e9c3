"""How many are right? Scores for people to read; a loss is for learning."""

from __future__ import annotations

import numpy as np

from . import checks
from .checks import ArrayLike


def accuracy(y_pred: ArrayLike, y_true: ArrayLike, threshold: float | None = None) -> np.ndarray:
    """The share of samples on the right side.

    With several columns, the largest decides. With one column, both are compared with the
    threshold: 0.5 for targets 0/1, 0 for targets -1/+1.

    Parameters
    ----------
    y_pred : array_like of shape (*runs, n_samples, n_out)
    y_true : array_like of shape (n_samples, n_out)
    threshold : float, optional
        For y_pred of one column: above it means yes. Give 0 for z.

    Returns
    -------
    float, or ndarray of shape (*runs,)

    Examples
    --------
    >>> accuracy([[0.9], [0.4], [0.6]], [[1], [0], [0]]).round(3).item()
    0.667
    """
    guess, truth = _classes(y_pred, y_true, threshold)
    return (guess == truth).mean(axis=-1)


def confusion_matrix(
    y_pred: ArrayLike, y_true: ArrayLike, threshold: float | None = None
) -> np.ndarray:
    """How often each class was taken for each: rows are truths, columns are guesses.

    Parameters
    ----------
    y_pred, y_true : array_like of shape (n_samples, n_out)
    threshold : float, optional
        As in `accuracy`.

    Returns
    -------
    ndarray of int, shape (n_classes, n_classes); one column of targets is two classes

    Examples
    --------
    >>> confusion_matrix([[0.9], [0.4], [0.6]], [[1], [0], [0]]).tolist()
    [[1, 1], [0, 1]]
    """
    guess, truth = _classes(y_pred, y_true, threshold)
    checks.need(guess.ndim == 1, "y_pred has several runs: give one of them, y_pred[i]")
    n = max(2, np.shape(y_true)[-1])
    return np.bincount(truth * n + guess, minlength=n * n).reshape(n, n)


def _classes(y_pred, y_true, threshold):
    """The class numbers guessed, (*runs, n_samples), and true, (n_samples,)."""
    y_pred = checks.numbers(y_pred, "y_pred")
    y_true = checks.targets(y_true, None, name="y_true")
    shapes = f"y_pred has shape {y_pred.shape} and y_true {y_true.shape}"
    checks.need(y_pred.shape[-2:] == y_true.shape, f"{shapes}: both must be (n_samples, n_out)")
    if y_true.shape[1] > 1:
        return y_pred.argmax(axis=-1), y_true.argmax(axis=-1)
    low = min(y_true.min(), 0)  # -1 among them: the targets are -1/+1
    good = np.isin(y_true, (low, 1)).all() and low in (0, -1)
    checks.need(good, "targets must be 0/1 or -1/+1, or have a column per class (one-hot)")
    middle = (low + 1) / 2
    threshold = middle if threshold is None else checks.number(threshold, "threshold")
    return (y_pred[..., 0] > threshold).astype(int), (y_true[:, 0] > middle).astype(int)
