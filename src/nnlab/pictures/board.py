"""The board in marks: a cell for each function of two yes-or-no inputs, filled as it is found."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.pictures.checks import check_kind
from nnlab.pictures.geometry import line_geometry
from nnlab.pictures.glass import sheet

COLUMNS = 8
BOUNDS = (-0.45, 1.45)  # of a cell's plane, along both inputs


def board(
    functions: Mapping[str, Sequence[int]], found: Collection[str] | Mapping[str, Sequence[float]]
) -> list[dict[str, Any]]:
    """The cells of a board: the name, whether it is found, and its answers as in the plane.

    The answers of the upper row come first.

    Parameters
    ----------
    functions : dict, name -> its answers, four 0s and 1s for the inputs 00, 01, 10, 11
    found : names; or dict, name -> the (w1, w2, b) it was found with. Then a cell has the corners
        of the `yes` side of that line, and the two ends of the `line`, if it can be seen

    >>> board({"AND": (0, 0, 0, 1)}, ["AND"])
    [{'name': 'AND', 'found': True, 'answers': [0, 1, 0, 0], 'yes': [], 'line': []}]
    """
    check_kind(functions, "a dict of names and their four answers", "items")
    check_kind(found, "the names that are found, in a list or a set", "__iter__", "__len__")
    for name, answers in functions.items():
        four = np.shape(answers) == (4,) and all(a in (0, 1) for a in answers)
        checks.need(four, f"{name} needs four answers, each 0 or 1, not {answers!r}")
    for name in found:
        checks.need(name in functions, f"no cell of the board is called {name!r}")
    numbers = found if isinstance(found, Mapping) else {}
    cells = []
    for name, answers in functions.items():
        yes, line = cut(numbers[name]) if name in numbers else ([], [])
        above = [answers[i] for i in (1, 3, 0, 2)]
        cell = {"name": name, "found": name in found, "answers": above, "yes": yes, "line": line}
        cells.append(cell)
    return cells


def cut(numbers: Sequence[float]) -> tuple[list[list[float]], list[list[float]]]:
    """The corners of the part of a cell where w1·x1 + w2·x2 + b is above 0, and the line's ends.

    >>> yes, line = cut((1, 0, -0.5))
    >>> len(yes), np.round(line, 2).tolist()
    (4, [[0.5, 1.45], [0.5, -0.45]])
    """
    (*w, b), whole = numbers, (*BOUNDS, *BOUNDS)
    line = line_geometry(w, b, whole)
    return sheet(numbers, whole), (line and line["segment"]) or []
