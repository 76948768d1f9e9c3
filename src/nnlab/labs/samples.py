"""What labs with a plane of samples share: their data, sums, and a factor on all numbers."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.lessons.gates import ON_THE_LINE, ROWS

CELLS = 96  # of a field, a side
LONGEST_TABLE = 16  # rows
PATIENCE = 12  # changes without success before a lab hints
DECIMALS = 2  # a drag stops at what is shown, so that pen and lab agree
STEP = 0.25  # what an arrow key adds


def check_kind(given: Any, kind: type, shows: str, such_as: str) -> None:
    """Refuse what a lab can't show, with an example of what it can."""
    what = type(given).__name__
    checks.need(isinstance(given, kind), f"{shows}, not {what}: give it one, such as {such_as}")


def one_network(network: Any, lab: str, such_as: str = "Network([2, 2, 1])") -> Network:
    """A Network without runs."""
    check_kind(network, Network, f"{lab} shows a Network", such_as)
    checks.need(not network.runs, f"{lab} shows one network, not many runs: give it network.run(0)")
    return network


def is_gate(X: np.ndarray) -> bool:
    """Whether these are the four rows of a truth table."""
    return bool(np.array_equal(X, ROWS))


def sums(X: np.ndarray, W: np.ndarray, b: np.ndarray | float) -> np.ndarray:
    """X·W + b; what lies on a line is exactly 0, as on paper."""
    z = np.nan_to_num(X @ W.T + b)
    z[np.abs(z) < ON_THE_LINE] = 0.0
    return z


def chosen(event: dict[str, Any], n: int, before: int) -> int:
    """The index that an event chooses out of n; what it can't choose stays as it was."""
    index = event.get("index")
    return index if isinstance(index, int) and 0 <= index < n else before


def keys(event: dict[str, Any]) -> int:
    """How many steps an arrow key takes: one, or four with Shift; to the left and down negative."""
    return int(event["steps"]) * (4 if event.get("big") else 1)


def two_sided(y: ArrayLike, n: int) -> np.ndarray:
    """A copy of n targets of two kinds, in a column."""
    y = checks.targets(y, n, 1).copy()
    two = np.isin(y, (0, 1)).all() or np.isin(y, (-1, 1)).all()
    checks.need(two, "the targets y must be one column of 0 and 1, or of -1 and +1")
    return y


class Sharpness:
    """A factor on all parameters, which the reader turns without losing the numbers behind it.

    Attributes
    ----------
    base : the parameters at factor 1
    factor : how many times those they are now
    """

    MOST = 8

    def __init__(self, parameters: np.ndarray) -> None:
        self._parameters = parameters  # the reader's own memory
        self.factor, self.base = 1.0, parameters.copy()

    def set(self, factor: float) -> None:
        """Multiply; what was changed meanwhile counts as changed under the old factor."""
        now = self._parameters
        if self.factor:
            self.base = np.where(self.base * self.factor == now, self.base, now / self.factor)
        elif now.any():
            self.base = now.copy()
        now[...] = self.base * factor
        self.factor = factor

    def double(self, _event: dict) -> None:
        """Twice as sharp."""
        self.set(min(2 * self.factor, self.MOST))


def two_names(**pairs: Any) -> list[tuple[str, str]]:
    """What two things each are called, as the inputs and the classes are.

    >>> two_names(inputs=["flipper", "bill"])
    [('flipper', 'bill')]
    """
    for name, pair in pairs.items():
        two = isinstance(pair, tuple | list) and len(pair) == 2
        checks.need(two, f"{name} are two names, not {checks.short(pair)}")
    return [(str(one), str(other)) for one, other in pairs.values()]
