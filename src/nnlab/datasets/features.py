"""Features: other columns made from the inputs, such as a square or a product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..core import checks

_FORMS = {  # how a name is written, and what is made of what it names
    r"(x\d+)": np.positive,
    r"(x\d+)\^(\d)": np.power,
    r"(x\d+)\*(x\d+)": np.multiply,
    r"sin (x\d+)": np.sin,
    r"cos (x\d+)": np.cos,
    r"abs (x\d+)": np.abs,
}


def features(X: Any, names: Iterable[str]) -> np.ndarray:
    """A column for each name, made from the columns of X.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_in)
    names : list of str
        "x1", "x1^2" (any power 0 to 9), "x1*x2", "sin x1", "cos x1", "abs x1". x1 is column 0.

    Returns
    -------
    ndarray of shape (n_samples, len(names))

    Examples
    --------
    >>> features([[2, 3]], ["x1", "x2^2", "x1*x2"]).tolist()
    [[2.0, 9.0, 6.0]]
    """
    X = checks.targets(X, None, name="X")
    several = np.iterable(names) and not isinstance(names, str)
    made = [_feature(X, name) for name in names] if several else []
    checks.need(made, 'names must be a list of features, and not empty: ["x1", "x1^2"]')
    return checks.numbers(np.column_stack(made), "the features")


def _feature(X: np.ndarray, name: str) -> np.ndarray:
    for form, function in _FORMS.items():
        found = re.fullmatch(form, name) if isinstance(name, str) else None
        if found:
            with np.errstate(over="ignore"):  # the check at the end names the row
                return function(*(_named(X, part) for part in found.groups()))
    known = "x1, x1^2, x1*x2, sin x1, cos x1 or abs x1"
    raise ValueError(f"unknown feature {checks.short(name)}: write {known}")


def _named(X: np.ndarray, part: str) -> np.ndarray | int:
    """A column, or a power."""
    if not part.startswith("x"):
        return int(part)
    column, n = int(part[1:]), X.shape[1]
    checks.need(1 <= column <= n, f"there is no {part}: X has {n} columns, x1 to x{n}")
    return X[:, column - 1]
