"""Your own points: from a table as text, a file, or arrays; and a part of them held back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from ..core import checks


def load_points(source: Any, y: Any = None) -> tuple[np.ndarray, np.ndarray]:
    """Samples and targets from text, a file, or arrays.

    Parameters
    ----------
    source : str, path or array_like
        A table as text (columns parted by commas, semicolons, tabs or blanks; a first line of
        names is skipped; lines that start with # too), the path of such a file, or an array. The
        last column is the target. A str with a line break is a table; any other is a path, unless
        it reads as a row of numbers.
    y : array_like, optional
        With an array of inputs as `source`: its targets, (n_samples,) or (n_samples, n_out).

    Returns
    -------
    X : ndarray of shape (n_samples, n_in)
    y : ndarray of shape (n_samples, n_out), 2-D also where 1-D was given

    Raises
    ------
    ValueError
        Where a row is short or long, or something isn't a number: the line is named.
    FileNotFoundError
        Where there is no such file.

    Examples
    --------
    >>> X, y = load_points("x1,x2,class" + chr(10) + "0,1,1" + chr(10) + "2,3,0")
    >>> X.tolist(), y.tolist()
    ([[0.0, 1.0], [2.0, 3.0]], [[1.0], [0.0]])
    """
    if isinstance(source, os.PathLike) or isinstance(source, str) and not _is_table(source):
        source = _read(source)
    if isinstance(source, str):
        checks.need(y is None, "a table has its targets in the last column: leave y out")
        source = _table(source.removeprefix("\ufeff"))
    if y is None:
        table = checks.numbers(source, "the table")
        need = "but needs at least two columns: inputs, then the target in the last one"
        good = table.ndim == 2 and table.shape[1] > 1
        checks.need(good, f"the table has shape {table.shape}, {need}")
        return table[:, :-1].copy(), table[:, -1:].copy()
    X, y = checks.numbers(source, "X"), checks.numbers(y, "y")
    X, y = (each[:, np.newaxis] if each.ndim == 1 else each for each in (X, y))
    return checks.targets(X, None, name="X").copy(), checks.targets(y, len(X)).copy()


def train_test_split(
    X: Any, y: Any, test_size: float = 0.3, rng: np.random.Generator | int | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Shuffle the samples, then hold a part of them back.

    Parameters
    ----------
    X : array_like of shape (n_samples, n_in)
    y : array_like of shape (n_samples, n_out)
    test_size : float
        The share to hold back, between 0 and 1; each side keeps at least one sample.
    rng : numpy.random.Generator or int, optional

    Returns
    -------
    X_train, X_test, y_train, y_test : ndarrays

    Examples
    --------
    >>> X, y = np.arange(20.0).reshape(10, 2), np.arange(10.0).reshape(10, 1)
    >>> X_train, X_test, y_train, y_test = train_test_split(X, y, rng=0)
    >>> len(X_train), len(X_test), bool((X_test[:, 0] == 2 * y_test[:, 0]).all())
    (7, 3, True)
    """
    X = checks.targets(X, None, name="X")
    checks.need(len(X) > 1, "X has one row: give at least two, so that each side has one")
    y = checks.targets(y, len(X))
    share = checks.number(test_size, "test_size")
    checks.need(0 < share < 1, f"test_size is a share, between 0 and 1, not {share:g}")
    n_test = min(max(round(share * len(X)), 1), len(X) - 1)
    test, train = np.split(checks.generator(rng).permutation(len(X)), [n_test])
    return X[train], X[test], y[train], y[test]


def _is_table(text):
    one_line = text.strip() and not {"\n", "\r"} & {*text}
    return not one_line or all(_number(cell) is not None for cell in _cells(text))


def _read(path):
    name = f"the file {path!r:.80}"
    try:
        return Path(path).read_text("utf-8-sig")
    except FileNotFoundError:
        remedy = "check its name and the folder you are in (a table as text needs a line break)"
        raise FileNotFoundError(f"{name} isn't there: {remedy}") from None
    except (OSError, ValueError):
        raise ValueError(f"can't read {name}: give a file of text, saved as CSV, UTF-8") from None


def _cells(line):
    """The cells of a line, by the first of , ; tab that is in it, else by blanks."""
    mark = next((mark for mark in ",;\t" if mark in line), None)
    return [cell.strip() for cell in line.split(mark)]


def _number(cell):
    """What a cell says, or None: Python reads 1_0 as 10, a table doesn't."""
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def _table(text):
    lines = [
        (at, _cells(line))
        for at, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if lines and all(_number(cell) is None for cell in lines[0][1]):
        del lines[0]  # names
    checks.need(lines, "the table has no rows of numbers: write one line per point, as in 0,1,1")
    for at, cells in lines:
        odd = next((cell for cell in cells if _number(cell) is None), None)
        remedy = "write numbers only (a point for decimals), after at most one line of names"
        checks.need(odd is None, f"line {at}: {odd!r:.40} is not a number; {remedy}")
        n, width = len(cells), len(lines[0][1])
        as_many = f"line {at} has {n} columns, but the lines before have {width}"
        checks.need(n == width, f"{as_many}: give every line as many")
        finite = np.isfinite(list(map(float, cells))).all()
        checks.need(finite, f"line {at} has a number that isn't finite: leave that line out")
    return [list(map(float, cells)) for _, cells in lines]
