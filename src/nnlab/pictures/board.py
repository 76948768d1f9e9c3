"""The board in marks: a cell for each function of two yes-or-no inputs, filled as it is found."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.pictures.checks import check_kind

COLUMNS = 8


def board(functions: Mapping[str, Sequence[int]], found: Collection[str]) -> list[dict[str, Any]]:
    """The cells of a board: the name, whether it is found, and its answers as in the plane.

    The answers of the upper row come first.

    Parameters
    ----------
    functions : dict, name -> its answers, four 0s and 1s for the inputs 00, 01, 10, 11
    found : names

    >>> board({"AND": (0, 0, 0, 1)}, ["AND"])
    [{'name': 'AND', 'found': True, 'answers': [0, 1, 0, 0]}]
    """
    check_kind(functions, "a dict of names and their four answers", "items")
    check_kind(found, "the names that are found, in a list or a set", "__iter__", "__len__")
    for name, answers in functions.items():
        four = np.shape(answers) == (4,) and all(a in (0, 1) for a in answers)
        checks.need(four, f"{name} needs four answers, each 0 or 1, not {answers!r}")
    for name in found:
        checks.need(name in functions, f"no cell of the board is called {name!r}")
    return [
        {"name": name, "found": name in found, "answers": [answers[i] for i in (1, 3, 0, 2)]}
        for name, answers in functions.items()
    ]
