"""Standard units: each column measured from its mean, in spreads."""

from __future__ import annotations

import numpy as np

from . import checks
from .checks import ArrayLike
from .closed import Closed


class Scale(Closed):
    """The mean and the spread of each column, kept so that later rows are measured alike.

    z = (x - mean) / spread, column by column; the spread is the standard deviation, over n. A
    column that never changes has no spread: its values become 0.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_in)
        The training rows. Never the rows kept back: they'd have told their mean beforehand.

    Attributes
    ----------
    mean, spread : ndarray of shape (n_in,), in the units of X; read-only

    Raises
    ------
    ValueError
        If the rows, then or later, aren't finite numbers, 2-D, with as many columns as those.

    Examples
    --------
    >>> scale = Scale([[180, 19], [200, 17]])
    >>> scale([[190, 18], [210, 20]]).tolist()
    [[0.0, 0.0], [2.0, 2.0]]
    >>> scale.undo([[2, 2]]).tolist()
    [[210.0, 20.0]]
    """

    _instead = {"std": ".spread", "transform": "scale(X)", "inverse_transform": ".undo(Z)"}

    def __init__(self, X: ArrayLike):
        rows = _table(X, "X")
        with np.errstate(over="ignore", invalid="ignore"):
            self.mean, self.spread = rows.mean(axis=0), rows.std(axis=0)
        good = np.isfinite(self.mean).all() and np.isfinite(self.spread).all()
        checks.need(good, "X's numbers are too large to be squared: choose a larger unit")
        for numbers in (self.mean, self.spread):
            numbers.flags.writeable = False
        self._closed = True

    def __call__(self, X: ArrayLike) -> np.ndarray:
        """The same rows in standard units."""
        return (self._rows(X, "X") - self.mean) / np.where(self.spread > 0, self.spread, 1)

    def undo(self, Z: ArrayLike) -> np.ndarray:
        """Rows in standard units, in their own units again."""
        return self._rows(Z, "Z") * self.spread + self.mean

    def _rows(self, X, name):
        X = _table(X, name)
        has, needs = (
            f"{name} has {X.shape[1]} columns",
            f"this scale was made from {len(self.mean)}",
        )
        checks.need(X.shape[1] == len(self.mean), f"{has}, but {needs}: give it the same ones")
        return X

    def __repr__(self) -> str:
        return f"Scale(mean={self.mean.round(2).tolist()}, spread={self.spread.round(2).tolist()})"


def standardize(X: ArrayLike) -> tuple[np.ndarray, Scale]:
    """Rows in standard units: 0 is the average of a column, 1 is one spread above it.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_in)

    Returns
    -------
    Z : ndarray of shape (n_samples, n_in)
    scale : Scale
        ``scale(more)`` measures other rows by these rows' mean and spread.

    Raises
    ------
    ValueError
        If X isn't finite numbers in rows.

    Examples
    --------
    >>> Z, scale = standardize([[180, 19], [200, 17]])
    >>> Z.tolist()
    [[-1.0, 1.0], [1.0, -1.0]]
    """
    scale = Scale(X)
    return scale(X), scale


def _table(X, name):
    X = checks.numbers(X, name, dtype=float)
    must = f"{name} has shape {X.shape}, but must be (n_samples, n_in), one row per sample"
    checks.need(X.ndim == 2, must)
    return X
