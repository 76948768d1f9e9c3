"""Two-input gates: the four rows of a truth table."""

from __future__ import annotations

import numpy as np

GATES = {
    "and": (0, 0, 0, 1),
    "or": (0, 1, 1, 1),
    "nand": (1, 1, 1, 0),
    "nor": (1, 0, 0, 0),
    "xor": (0, 1, 1, 0),
    "xnor": (1, 0, 0, 1),
}


def make_gate(name: str) -> tuple[np.ndarray, np.ndarray]:
    """The four rows of a gate, in the order (0, 0), (0, 1), (1, 0), (1, 1).

    Parameters
    ----------
    name : {"and", "or", "nand", "nor", "xor", "xnor"}

    Returns
    -------
    X : ndarray of shape (4, 2)
    y : ndarray of shape (4, 1)

    Examples
    --------
    >>> X, y = make_gate("xor")
    >>> y.ravel().tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    if not isinstance(name, str) or name not in GATES:
        raise ValueError(f"unknown gate {repr(name)[:40]}: choose one of {', '.join(GATES)}")
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, np.array(GATES[name], dtype=float)[:, np.newaxis]
