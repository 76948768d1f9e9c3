"""Your own points: from a table as text, a file, or arrays; and a part of them held back."""

from __future__ import annotations

import os
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
    if isinstance(source, (bytes, bytearray)):
        source = _decoded(bytes(source), "the table")
    if isinstance(source, os.PathLike) or (isinstance(source, str) and not _is_table(source)):
        source = _read(source)
    if isinstance(source, str):
        if y is not None:
            raise ValueError("a table has its targets in the last column: leave y out")
        source = _table(source.removeprefix("\ufeff"))
    if y is None:
        table = checks.numbers(source, "the table")
        if table.ndim != 2 or table.shape[1] < 2:
            raise ValueError(
                f"the table has shape {table.shape}, but needs at least two columns: inputs, "
                "then the target in the last one"
            )
        return table[:, :-1].copy(), table[:, -1:].copy()
    X = checks.numbers(source, "X")
    y = checks.numbers(y, "y")
    X = X[:, np.newaxis] if X.ndim == 1 else X
    y = y[:, np.newaxis] if y.ndim == 1 else y
    if X.ndim != 2:
        raise ValueError(f"X has shape {X.shape}, but must be 2-D, one row per sample")
    return X.copy(), checks.targets(y, len(X)).copy()


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
    X = checks.numbers(X, "X")
    if X.ndim != 2 or len(X) < 2:
        raise ValueError(f"X has shape {X.shape}, but must be 2-D with at least two rows")
    y = checks.targets(y, len(X))
    share = checks.number(test_size, "test_size")
    if not 0 < share < 1:
        raise ValueError(f"test_size is a share, more than 0 and less than 1, not {share:g}")
    n_test = min(max(round(share * len(X)), 1), len(X) - 1)
    order = checks.generator(rng).permutation(len(X))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


def _is_table(text):
    if "\n" in text or "\r" in text or not text.strip():
        return True
    try:
        return bool([_number(cell) for cell in _cells(text)])
    except ValueError:
        return False


def _read(path):
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"no file {repr(path)[:80]}: check its name and the folder you are in (a table as "
            "text needs a line break)"
        ) from None
    except (OSError, ValueError) as error:
        raise ValueError(f"can't read {repr(path)[:80]}: {error}") from None
    return _decoded(data, f"the file {repr(path)[:80]}")


def _decoded(data, what):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{what} isn't text in UTF-8: save it again as CSV, UTF-8") from None


def _cells(line):
    """The cells of a line, by the first of , ; tab that is in it, else by blanks."""
    for mark in (",", ";", "\t"):
        if mark in line:
            return [cell.strip() for cell in line.split(mark)]
    return line.split()


def _table(text):
    rows, width, may_be_names = [], None, True
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = _cells(line)
        try:
            row = [_number(cell) for cell in cells]
        except ValueError:
            if may_be_names and not any(_is_number(cell) for cell in cells):
                may_be_names = False
                continue
            odd = next(cell for cell in cells if not _is_number(cell))
            raise ValueError(
                f"line {number}: {odd[:40]!r} is not a number; write numbers only (a point for "
                "decimals), after at most one line of names"
            ) from None
        may_be_names, width = False, width or len(row)
        if len(row) != width:
            raise ValueError(
                f"line {number} has {len(row)} columns, but the lines before have {width}: "
                "give every line as many"
            )
        if not all(map(np.isfinite, row)):
            raise ValueError(f"line {number} has a number that isn't finite: leave that line out")
        rows.append(row)
    if not rows:
        raise ValueError("the table has no rows of numbers: write one line per point, as in 0,1,1")
    return rows


def _number(cell):
    if "_" in cell:  # Python reads 1_0 as 10; a table doesn't
        raise ValueError
    return float(cell)


def _is_number(cell):
    try:
        _number(cell)
    except ValueError:
        return False
    return True
