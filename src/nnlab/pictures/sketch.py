"""A sketch in marks: a line that was drawn, a network's curve along it, and what is missing."""

from collections.abc import Sequence
from typing import Any, TypedDict, cast

import numpy as np

from nnlab.pictures.corners import Corner
from nnlab.pictures.geometry import Bounds
from nnlab.pictures.marks import blank, completed
from nnlab.pictures.numbers import brief, number
from nnlab.pictures.ticks import ticks_between

FLAT = 1e-9  # a factor below this turns nothing
NOTHING = np.empty((0, 2))  # no line
FAR = 1e6  # heights of the picture: farther out, the curve is drawn as if it ended there


class SketchMarks(TypedDict):
    """A picture of a curve with corners. Places are [x, y] in the numbers of the axes."""

    bounds: list[float]  # x0, x1, y0, y1
    ticks: list[list]  # of x and of y, [value, label] each
    line: list[list[float]]  # what is wanted, or may be drawn; [] for none
    machine: list[list[float]]  # a rival's curve, as the machine left it; [] for none
    rival: str  # words on it, or ""
    curve: list[list[float]]  # the network's; [] for none
    corners: list[dict[str, Any]]  # at, fan, name, used, chosen, spoken, says; at: None for none
    end: dict[str, Any]  # where a hand turns the curve's end: at, spoken, says, asks; or {}
    gap: dict[str, Any]  # x, low, high, text; or {}
    moves: str  # how a hand moves a corner: "free", "across" or ""
    pencil: bool  # whether it is a paper that waits for a line
    cue: str  # words that ask to draw, or to take hold of the chosen corner or the end; or ""


BLANK = blank(SketchMarks, bounds=[0.0, 6.0, 0.0, 3.0], ticks=[[], []])


def sketch(
    bounds: Bounds,
    curve: np.ndarray = NOTHING,
    corners: Sequence[tuple[Corner, float]] = (),
    *,
    line: np.ndarray = NOTHING,
    machine: np.ndarray = NOTHING,
    gap: tuple[float, float, float] | None = None,
    chosen: int = -1,
    **words: Any,
) -> SketchMarks:
    """The marks of a sketch.

    Parameters
    ----------
    bounds : (x0, x1, y0, y1)
    curve : (n, 2), the network's curve
    corners : each with the curve's height there
    line : (n, 2), what is wanted, or may be drawn
    machine : (n, 2), the curve of a rival, the machine's
    gap : x, and the two heights there that are farthest apart; or None
    chosen : index of the corner that is chosen, or -1
    **words : rival, end, moves, pencil and cue, as in `SketchMarks`

    >>> flat = np.array([[0.0, 1.0], [6.0, 1.0]])
    >>> marks = sketch((0, 6, 0, 3), flat, [(Corner(2.0, 0.0), 1.0)], gap=(3.0, 1.0, 2.5))
    >>> marks["corners"][0]["at"], marks["corners"][0]["used"], marks["gap"]["text"]
    ([2.0, 1.0], False, 'gap 1.50')
    """
    (x0, x1, y0, y1), marks = bounds, completed(BLANK, words, "a sketch")
    far = FAR * (y1 - y0)

    def places(points: np.ndarray) -> list[list[float]]:
        inside = np.array(points, dtype=float)
        inside[:, 1] = np.clip(inside[:, 1], y0 - far, y1 + far)
        return np.round(inside, 4).tolist()

    ticks = [[[t, number(t)] for t in ticks_between(*ends, 7)] for ends in ((x0, x1), (y0, y1))]
    marks |= {"bounds": list(bounds), "ticks": ticks}
    marks |= {"line": places(line), "machine": places(machine), "curve": places(curve)}
    idle = [corner.place for corner, _ in corners if abs(corner.factor) <= FLAT]
    bends = np.vstack(
        [curve[:-1][~np.isin(curve[:-1, 0], idle)], curve[-1:]]
    )  # where a fan may end
    turned = [_corner(j, *each, bends, bounds, chosen) for j, each in enumerate(corners)]
    marks |= {"corners": turned, "gap": _gap(*gap) if gap else {}}
    return cast(SketchMarks, marks)


def _corner(
    j: int, corner: Corner, height: float, curve: np.ndarray, bounds: Bounds, chosen: int
) -> dict[str, Any]:
    (place, factor), (x0, x1, y0, y1) = corner, bounds
    at = [place, float(np.clip(height, y0, y1))] if x0 <= place <= x1 else None  # nor for nan
    used = abs(factor) > FLAT
    says = f"at {brief(round(place, 2))}, height {brief(round(height, 2))}" if at else "outside"
    says += f", changes the slope by {number(factor, 2, plus=True)}" if used else ", unused"
    spoken, fan = f"Move corner {j + 1}", _fan(corner, height, curve) if at and used else []
    own = dict(at=at, fan=fan, used=used, chosen=j == chosen)
    return own | dict(name=str(j + 1), spoken=spoken, says=says)


def _fan(corner: Corner, height: float, curve: np.ndarray) -> list[list[float]]:
    """Where the curve's next piece ends, without this corner's turn and with it."""
    after = curve[curve[:, 0] > corner.place + FLAT]
    if not len(after):
        return []
    x, y = (float(v) for v in after[0])
    return [[x, y - corner.factor * (x - corner.place)], [x, y]]


def _gap(x: float, one: float, other: float) -> dict[str, Any]:
    low, high = sorted((one, other))
    return dict(x=x, low=low, high=high, text=f"gap {number(high - low, 2)}")
