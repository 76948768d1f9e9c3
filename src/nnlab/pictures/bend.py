"""An activation as a picture: its curve, its slope, and where a reader stands on it."""

from typing import Any, TypedDict

import numpy as np

from nnlab.core import Activation, checks
from nnlab.pictures.field import WEAK
from nnlab.pictures.marks import blank
from nnlab.pictures.numbers import brief, number
from nnlab.pictures.ticks import ticks_between

REACH = 5.0  # z runs from -REACH to REACH
AIR = 0.16  # above and below the curves, as a share of their height
TANGENT = 2.0  # half the width of the tangent
DENSE, STEPS = 401, 64  # places of the curves, and of the ground's tones
JUMP = 0.5  # of neighbours: there the pen is lifted

Points = list[list[float]]


class BendMarks(TypedDict):
    """A picture of an activation. Places are [z, a]."""

    bounds: list[float]  # z0, z1, a0, a1
    ticks: list[list]  # [value, label] of z, and of a
    tones: list[float]  # of the ground, from left to right: which side, and how far, −1 to 1
    curve: list[Points]  # pieces, between jumps
    slopes: list[Points]  # the slope's own curve, as far as it is shown
    at: list[float]  # where the reader stands
    tangent: Points  # its two ends; none where there's no slope
    triangle: Points  # at the reader's place, a step of 1 along, and up or down to the tangent
    rise: str  # how far up that is
    steep: list  # [z, the slope there, in words]; [] where it isn't shown
    x_name: str
    y_name: str


BLANK = blank(BendMarks, bounds=[-5.0, 5.0, 0.0, 1.0], ticks=[[], []], at=[0.0, 0.0])


def bend_marks(
    activation: Activation,
    z: float,
    *,
    sloped: bool = True,
    walked: tuple[float, float] = (-REACH, REACH),
) -> BendMarks:
    """The marks of an activation at z, with its slope there if it's `sloped`.

    The slope's own curve is drawn over the part of z that was `walked`.

    >>> from nnlab import sigmoid
    >>> marks = bend_marks(sigmoid, 0.0)
    >>> marks["at"], marks["rise"], marks["bounds"][:2]
    ([0.0, 0.5], '+0.25', [-5.0, 5.0])
    """
    z = checks.number(z, "z")
    along = np.linspace(-REACH, REACH, DENSE)
    a, slopes = activation(along), activation.derivative(along)
    here = np.array([z])
    says, slope = float(activation(here)[0]), float(activation.derivative(here)[0])
    both = np.concatenate([a, slopes]) if sloped else a
    low, high = (
        float(side if np.isfinite(side) else end)
        for side, end in zip(activation.sides, (both.min(), both.max()), strict=True)
    )
    low, high = min(low, float(both.min())), max(high, float(both.max()))
    high = max(high, low + 0.1)
    air = AIR * (high - low)
    a0, a1 = low - air, high + air
    tones = (activation(np.linspace(-REACH, REACH, STEPS)) - activation.neutral) / activation.spread
    tones = np.sign(tones) * np.abs(tones) ** WEAK
    seen = np.unique(
        np.clip([*walked, *along[(along > walked[0]) & (along < walked[1])]], -REACH, REACH)
    )
    shown = sloped and abs(z) <= REACH
    half = min(TANGENT, (a1 - a0) / 3 / max(abs(slope), 1e-9))
    run = min(1.0, half)
    tangent = [[z - half, says - half * slope], [z + half, says + half * slope]]
    corner = [z + run, says]
    return {
        "bounds": [-REACH, REACH, a0, a1],
        "ticks": [
            [[t, brief(t)] for t in ticks_between(-REACH, REACH, 6)],
            [[t, brief(t)] for t in ticks_between(low, high, 3)],
        ],
        "tones": [round(float(tone), 4) for tone in np.clip(tones, -1, 1)],
        "curve": _pieces(along, a),
        "slopes": _pieces(seen, activation.derivative(seen)) if sloped else [],
        "at": [z, says],
        "tangent": tangent if shown else [],
        "triangle": [[z, says], corner, [z + run, says + run * slope]] if shown else [],
        "rise": number(run * slope, 2, plus=True),
        "steep": [z, slope, number(slope, 2)] if shown else [],
        "x_name": "z",
        "y_name": f"{activation.name}(z)",
    }


def _pieces(x: np.ndarray, y: np.ndarray) -> list[Any]:
    """A line through these places, in pieces where it jumps."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > JUMP) + 1
    pieces = np.split(np.column_stack([x, y]).round(5), jumps)
    return [piece.tolist() for piece in pieces if len(piece) > 1]
