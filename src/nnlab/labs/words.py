"""How labs put numbers and lists into sentences and into Python."""

from collections.abc import Sequence

import numpy as np

_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(n: int, thing: str, most: int | None = None) -> str:
    """A count in words: "one row", "two rows", "all four rows" when `n` is `most`.

    >>> counted(1, "row"), counted(2, "row"), counted(4, "row", 4), counted(25, "point")
    ('one row', 'two rows', 'all four rows', '25 points')
    """
    numeral = _NUMERALS[n] if n < len(_NUMERALS) else str(n)
    return f"{'all ' if n == most and n > 1 else ''}{numeral} {thing}{'' if n == 1 else 's'}"


def listed(items: Sequence[str]) -> str:
    """Items in a row, as one says them.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def sentence(text: str) -> str:
    """Text with its first letter large.

    >>> sentence("two rows are wrong.")
    'Two rows are wrong.'
    """
    return text[:1].upper() + text[1:]


def short(value: float) -> str:
    """A number as briefly as it can be said, with a real minus sign.

    >>> short(1.0), short(-0.5), short(0.1 + 0.2)
    ('1', '−0.5', '0.3')
    """
    return f"{value:.4g}".replace("-", "−")


def place(x: Sequence[float]) -> str:
    """A point as it is written on paper.

    >>> place([0.0, 1.0])
    '(0, 1)'
    """
    return f"({', '.join(map(short, x))})"


def literal(values: np.ndarray) -> str:
    """An array as exact Python, lists in lists.

    >>> literal(np.array([[0.1, 2.0]]))
    '[[0.1, 2.0]]'
    """
    return repr(np.asarray(values, dtype=float).tolist())
