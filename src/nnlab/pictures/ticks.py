"""Where an axis ends, and which numbers stand on it."""

import math
from typing import Any, TypeAlias

from nnlab.pictures.numbers import count, number

Tick: TypeAlias = list[Any]  # value, label
_ENDS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)  # times a power of ten: where an axis of steps may end
# Over so many decades at most, a log axis is labelled at these, times the powers of ten.
_FINE = ((0.6, (1, 1.5, 2, 3, 5, 7)), (1.2, (1, 2, 3, 5)), (3, (1, 3)), (math.inf, (1,)))


def ticks_between(low: float, high: float, most: int = 4) -> list[float]:
    """Up to `most` round numbers between `low` and `high`, evenly spaced.

    >>> ticks_between(-0.5, 1.5), ticks_between(-6, 6)
    ([0.0, 1.0], [-5.0, 0.0, 5.0])
    """
    span = high - low
    unit = 10.0 ** math.floor(math.log10(span))
    for step in (unit * m for m in (0.1, 0.2, 0.5, 1, 2, 5)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return [round(i * step, 12) + 0.0 for i in range(first, last + 1)]
    return [low, high]


def steps_axis(last: float, most: int = 5) -> tuple[float, list[Tick]]:
    """Where an axis of steps ends, and its ticks: it has room to grow, and seldom changes.

    >>> steps_axis(2300)
    (3000.0, [[0.0, '0'], [1000.0, '1,000'], [2000.0, '2,000'], [3000.0, '3,000']])
    """
    last = max(float(last), 10.0)
    unit = 10.0 ** math.floor(math.log10(last))
    end = next(unit * m for m in _ENDS if unit * m >= last * (1 - 1e-12))
    return end, [[t, count(t)] for t in ticks_between(0, end, most) if t == round(t)]


def log_axis(low: float, high: float) -> tuple[float, float, list[Tick]]:
    """A log axis around positive numbers: its ends, and ticks that can be read.

    >>> low, high, ticks = log_axis(0.021, 0.26)
    >>> low, high, [label for _, label in ticks]
    (0.01, 0.3, ['0.01', '0.03', '0.1', '0.3'])
    """
    low, high = _notch(low, up=False), _notch(high, up=True)
    if low == high:  # at least from 1 to 3
        low, high = (_notch(low * 0.9, up=False), high) if low > 1e-290 else (low, low * 10)
    bottom, top = math.log10(low), math.log10(high)
    decades = top - bottom
    every = math.ceil(decades / 6) if decades > 5 else 1
    powers = [k for k in range(math.floor(bottom), math.ceil(top) + 1) if k % every == 0]
    steps = next(steps for most, steps in _FINE if decades <= most)
    values = [float(f"{m}e{k}") for k in powers for m in steps]
    shown = [v for v in values if low * (1 - 1e-9) <= v <= high * (1 + 1e-9)]
    return low, high, [[v, number(v)] for v in shown]


def linear_axis(low: float, high: float) -> tuple[float, float, list[Tick]]:
    """An axis from 0, or from below it, up to a round number.

    >>> linear_axis(0.02, 0.9)[1:]
    (1.0, [[0.0, '0'], [0.2, '0.2'], [0.4, '0.4'], [0.6, '0.6'], [0.8, '0.8'], [1.0, '1']])
    """
    low = min(float(low), 0.0)
    span = (high - low) or 1.0
    step = 10.0 ** math.floor(math.log10(span))
    step = next(step * m for m in (0.2, 0.5, 1, 2) if span / (step * m) <= 5)
    low, high = step * math.floor(low / step + 1e-9), step * math.ceil((low + span) / step - 1e-9)
    low, high = (float(f"{v:.12g}") for v in (low, high))
    return low, high, [[t, number(t)] for t in ticks_between(low, high, 6)]


def _notch(value: float, up: bool) -> float:
    """The nearest 1 or 3 times a power of ten, above or below."""
    value = min(max(float(value), 1e-300), 1e300)
    decade = math.floor(math.log10(value))
    notches = [float(f"{m}e{k}") for k in (decade - 1, decade, decade + 1) for m in (1, 3)]
    if up:
        return min(notch for notch in notches if notch >= value * (1 - 1e-9))
    return max(notch for notch in notches if notch <= value * (1 + 1e-9))
