"""The eight cases of three reasons in marks: each hangs as high as its reasons lift it."""

from collections.abc import Sequence
from typing import Any, TypedDict, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.marks import blank, completed
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

LEAST = (2.0, 3.0)  # how far down and up the picture reaches, at least
ROOM = 1.15  # and how much more than the farthest case, for its mark


class CasesMarks(TypedDict):
    """A picture of cases: above, how high each hangs; below, which reasons say yes in it."""

    rows: list[str]  # the reasons
    columns: list[dict[str, Any]]  # `column` each
    reach: list[float]  # the lowest height that is seen, and the highest
    ticks: list[list]  # [height, label]
    sides: list[str]  # what is said below 0 and above it
    selected: int  # of the columns
    cue: str  # words that ask to take hold of a grip; "" for none
    title: str  # what its answers are called
    names: list[str]  # of the columns, for a screen reader


BLANK = blank(CasesMarks, reach=[-2.0, 3.0])


def reach_of(heights: ArrayLike) -> list[float]:
    """How far down and up the picture reaches: all heights fit, and it grows as they do.

    >>> reach_of([0.5, -1.5]), reach_of([4.0, -2.5])
    ([-2.0, 3.0], [-2.875, 4.6])
    """
    down, up = (
        max(least, ROOM * float(np.max(way * np.asarray(heights))))
        for way, least in zip((-1, 1), LEAST, strict=True)
    )
    return [-down, up]


def cases(
    bits: ArrayLike,
    heights: ArrayLike,
    *,
    rows: Sequence[str],
    targets: ArrayLike | None = None,
    sides: tuple[str, str] = ("stays", "goes"),
    reach: Sequence[float] | None = None,
    grips: Sequence[int] = (),
    **words: Any,
) -> CasesMarks:
    """The marks of cases.

    Parameters
    ----------
    bits : (n, n_rows), which reasons say yes in each case, 0 or 1
    heights : (n, n_rows + 1), the bias, and how high each reason in its turn lifts the case
    rows : what the reasons are called
    targets : (n,), which cases should be above 0; None: nothing is wanted
    sides : what is said below 0 and above it
    reach : the lowest and the highest height that is seen; None: so far that all fits
    grips : the cases that a hand can lift
    **words : selected, cue and title, as in `CasesMarks`

    >>> marks = cases([[0], [1]], [[-0.5, -0.5], [-0.5, 0.5]], rows=["sun"], targets=[0, 0])
    >>> [(each["z"], each["wrong"]) for each in marks["columns"]]
    [(-0.5, False), (0.5, True)]
    """
    bits, heights = np.asarray(bits, dtype=int), np.asarray(heights, dtype=float)
    n = len(bits)
    fits = bits.shape == (n, len(rows)) and heights.shape == (n, len(rows) + 1)
    checks.need(fits, "give a bit for each reason of a case, and one height more")
    says = heights[:, -1] > 0
    wanted = says if targets is None else np.asarray(targets, dtype=int) > 0
    low, top = reach_of(heights) if reach is None else reach
    columns = [
        {
            "bits": bits[k].tolist(),
            "floor": float(heights[k, 0]),
            "bricks": _bricks(bits[k], heights[k]),
            "z": float(heights[k, -1]),
            "target": int(wanted[k]),
            "wrong": bool(wanted[k] != says[k]),
            "grip": k in grips,
        }
        for k in range(n)
    ]
    own = {
        "rows": list(rows),
        "columns": columns,
        "reach": [float(low), float(top)],
        "ticks": [[tick, number(tick)] for tick in ticks_between(low, top, 7)],
        "sides": list(sides),
        "names": [_name(each, rows, sides) for each in columns],
    }
    return cast(CasesMarks, completed(BLANK, words, "a picture of cases") | own)


def _bricks(bits: np.ndarray, heights: np.ndarray) -> list[list]:
    """[row, from, to] of each reason that says yes: those that lift first, one on the other.

    >>> _bricks(np.array([1, 0, 1]), np.array([-0.5, -1.5, -1.5, 0.5]))
    [[2, -0.5, 1.5], [0, 1.5, 0.5]]
    """
    lifts = np.diff(heights)
    said = sorted(np.flatnonzero(bits).tolist(), key=lambda i: lifts[i] < 0)
    tops = [heights[0], *(heights[0] + np.cumsum(lifts[said]))]
    return [[i, float(a), float(b)] for i, a, b in zip(said, tops, tops[1:], strict=False)]


def _name(column: dict[str, Any], rows: Sequence[str], sides: tuple[str, str]) -> str:
    """What a screen reader calls a case."""
    yes = [name for name, bit in zip(rows, column["bits"], strict=True) if bit]
    given = " and ".join(yes) or "nothing"
    wrong = f", should be {sides[column['target']]}" if column["wrong"] else ""
    return f"{given}: z {number(column['z'], 2)}, {sides[column['z'] > 0]}{wrong}"
