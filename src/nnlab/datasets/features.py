"""Features: other columns made from the inputs, such as a square or a product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..core import checks

_FORMS = {  # how a name is written, and what is made of the columns that it names
    r"x(\d+)": lambda x: x,
    r"x(\d+)\*x(\d+)": np.multiply,
    r"sin x(\d+)": np.sin,
    r"cos x(\d+)": np.cos,
    r"abs x(\d+)": np.abs,
    **{rf"x(\d+)\^{n}": lambda x, n=n: x**n for n in range(10)},
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


def _feature(X, name):
    for form, function in _FORMS.items():
        found = re.fullmatch(form, name) if isinstance(name, str) else None
        if found:
            numbers, n = [int(digits) for digits in found.groups()], X.shape[1]
            odd = next((number for number in numbers if not 1 <= number <= n), None)
            checks.need(
                odd is None, f"feature {name!r} wants x{odd}, but X has {n} columns: x1 to x{n}"
            )
            with np.errstate(over="ignore"):  # the check at the end names the row
                return function(*X.T[np.subtract(numbers, 1)])
    raise ValueError(
        f"unknown feature {checks.short(name)}: write x1, x1^2, x1*x2, sin x1, cos x1 or abs x1"
    )
