"""The sixteen Boolean functions of two inputs, their names, and what a neuron makes of them.

One table for the exercises and the lab's board, so that they can't disagree.
"""

from collections.abc import Iterable
from itertools import product

# The four rows of a truth table, in the order every table of the course uses.
ROWS = tuple(product((0, 1), repeat=2))

_NAMES = (
    "FALSE, AND, x1 AND NOT x2, x1, NOT x1 AND x2, x2, XOR, OR, "
    "NOR, XNOR, NOT x2, x1 OR NOT x2, NOT x1, NOT x1 OR x2, NAND, TRUE"
).split(", ")

# Name -> answers for the rows 00, 01, 10, 11. The answers count upward in binary.
BOOLEAN_FUNCTIONS = dict(zip(_NAMES, product((0, 1), repeat=4), strict=True))
IMPOSSIBLE = ("XOR", "XNOR")  # what no single neuron can be
POSSIBLE = tuple(name for name in _NAMES if name not in IMPOSSIBLE)

# In a word or two, where a name stands on a cell, in a heading or in a title.
_SHORT = {
    "NOT x1": "not x1",
    "NOT x2": "not x2",
    "x1 AND NOT x2": "only x1",
    "NOT x1 AND x2": "only x2",
    "NOT x1 OR x2": "not only x1",
    "x1 OR NOT x2": "not only x2",
}

_NAME_OF = {answers: name for name, answers in BOOLEAN_FUNCTIONS.items()}

# Sums closer to 0 than this count as 0: 0.1 + 0.2 - 0.3 is on the line, as on paper.
ON_THE_LINE = 1e-9


def says(z: float) -> int:
    """1 if z is above 0, else 0; on the line the neuron says 0.

    Examples
    --------
    >>> says(0.25), says(0.0), says(0.1 + 0.2 - 0.3)
    (1, 0, 0)
    """
    return int(z >= ON_THE_LINE)


def answers_of(w1: float, w2: float, b: float) -> tuple[int, ...]:
    """What a neuron with these three numbers says to the rows 00, 01, 10, 11.

    Examples
    --------
    >>> answers_of(0.5, 0.5, 0)
    (0, 1, 1, 1)
    """
    return tuple(says(w1 * x1 + w2 * x2 + b) for x1, x2 in ROWS)


def short_name(name: str) -> str:
    """A function's name in a word or two.

    Examples
    --------
    >>> short_name("x1 AND NOT x2"), short_name("AND")
    ('only x1', 'AND')
    """
    return _SHORT.get(name, name)


def gate_name(outputs: Iterable[int]) -> str:
    """The name of the Boolean function that gives these four answers.

    Parameters
    ----------
    outputs : four 0/1 numbers, for the rows 00, 01, 10, 11

    Raises
    ------
    ValueError
        If they aren't four numbers, each 0 or 1.

    Examples
    --------
    >>> gate_name([0, 1, 1, 1])
    'OR'
    """
    try:
        return _NAME_OF[tuple(outputs)]
    except (KeyError, TypeError):
        raise ValueError(
            f"outputs must be four numbers, each 0 or 1, for the rows 00, 01, 10, 11: got {outputs}"
        ) from None
