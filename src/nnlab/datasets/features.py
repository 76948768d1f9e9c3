"""Features: other columns made from the inputs, such as a square or a product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..core import checks

_FORMS = {
    r"x(\d+)": lambda x: x,
    r"x(\d+)\^(\d)": None,  # the power is written in the name
    r"x(\d+)\*x(\d+)": np.multiply,
    r"sin x(\d+)": np.sin,
    r"cos x(\d+)": np.cos,
    r"abs x(\d+)": np.abs,
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
    X = checks.numbers(X, "X")
    if X.ndim != 2:
        raise ValueError(f"X has shape {X.shape}, but must be 2-D, one row per sample")
    if isinstance(names, str) or not np.iterable(names):
        raise ValueError('names is a list of features, such as ["x1", "x1^2"]')
    made = [_feature(X, name) for name in names]
    if not made:
        raise ValueError('names is empty: give at least one feature, such as ["x1"]')
    return checks.numbers(np.column_stack(made), "the features")


def _feature(X, name):
    for form, function in _FORMS.items():
        found = re.fullmatch(form, name) if isinstance(name, str) else None
        if found is None:
            continue
        wanted = [int(digits) for digits in found.groups()]
        if function is None:
            power = wanted.pop()
        columns = [_column(X, number, name) for number in wanted]
        with np.errstate(over="ignore"):  # the door at the end names the row
            return function(*columns) if function else columns[0] ** power
    raise ValueError(
        f"unknown feature {repr(name)[:40]}: write x1, x1^2, x1*x2, sin x1, cos x1 or abs x1"
    )


def _column(X, number, name):
    if not 1 <= number <= X.shape[1]:
        raise ValueError(
            f"feature {name!r} wants x{number}, but X has {X.shape[1]} columns: x1 to x{X.shape[1]}"
        )
    return X[:, number - 1]
