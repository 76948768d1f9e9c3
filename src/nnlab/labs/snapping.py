"""Snapping: which few corners come closest to a drawn line.

The measure is the largest gap. First the best corners that lie on the line itself are found, of all
that there are (dynamic programming, Bellman, 1961). Then all numbers move together, so that what
is too high and too low evens out: least squares, then ever higher powers, which look more and more
at the largest gap alone (Gauss-Newton steps, damped as Levenberg and Marquardt do).
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

MOST = 121  # places at which a corner is tried first
POWERS = (2, 4, 8, 16, 32, 64)
STEPS = 12  # for each power


class Snapped(NamedTuple):
    """A curve that starts level: its corners from left to right, and how far it misses."""

    places: np.ndarray  # (k,)
    factors: np.ndarray  # (k,), the change of the slope at each
    start: float  # the height before the first
    gap: float

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """Its heights."""
        return _heights(x, self.places, self.factors, self.start)


def snap(x: np.ndarray, y: np.ndarray, k: int) -> Snapped:
    """The curve with `k` corners whose largest gap to a line is least, or nearly so.

    Parameters
    ----------
    x, y : (n,), the line, from left to right
    k : how many corners

    >>> x = np.linspace(0, 6, 61)
    >>> hill = snap(x, np.interp(x, [0, 1, 3, 5, 6], [0, 0, 2, 0, 0]), 3)
    >>> hill.places.round(2).tolist(), hill.factors.round(2).tolist(), round(hill.gap, 2)
    ([1.0, 3.0, 5.0], [1.0, -2.0, 1.0], 0.0)
    """
    return _snapped(tuple(x.tolist()), tuple(y.tolist()), k)


@lru_cache(maxsize=64)  # one corner more begins with all those before, and a reader asks for both
def _snapped(line_x: tuple[float, ...], line_y: tuple[float, ...], k: int) -> Snapped:
    x, y = np.array(line_x), np.array(line_y)
    starts = [_joined(x, y, _on_the_line(x, y, k))]
    if k > 1:  # never worse than with one fewer: that one's, and a corner where it is farthest off
        fewer = _snapped(line_x, line_y, k - 1)
        farthest = x[np.abs(fewer(x) - y).argmax()]
        places, factors = np.append(fewer.places, farthest), np.append(fewer.factors, 0.0)
        starts.append(fewer._replace(places=places, factors=factors))
    tried = list(starts)
    for now in starts:
        for power in POWERS:
            tried.append(now := _eased(x, y, now, power))
    best = min(tried, key=lambda each: each.gap)
    order = np.argsort(best.places, kind="stable")
    places, factors = best.places[order], best.factors[order]
    for numbers in (places, factors):  # they are handed out again
        numbers.flags.writeable = False
    return best._replace(places=places, factors=factors)


def _joined(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> Snapped:
    """The line's points at these indices, joined to one another and to its end."""
    knots = np.append(at, len(x) - 1)
    slopes = np.diff(y[knots]) / np.maximum(np.diff(x[knots]), 1e-9)
    slopes[np.diff(knots) == 0] = 0.0
    return _measured(x, y, x[at], np.diff(slopes, prepend=0.0), float(y[at[0]]))


def _heights(x: np.ndarray, places: np.ndarray, factors: np.ndarray, start: float) -> np.ndarray:
    return start + np.maximum(x[:, np.newaxis] - places, 0) @ factors  # (n, k) @ (k,) -> (n,)


def _kinks(x: np.ndarray, y: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The line's points and the curve's corners: both are straight in between, and closer."""
    return np.append(x, places), np.append(y, np.interp(places, x, y))


def _measured(
    x: np.ndarray, y: np.ndarray, places: np.ndarray, factors: np.ndarray, start: float
) -> Snapped:
    every, wanted = _kinks(x, y, places)
    gap = float(np.abs(_heights(every, places, factors, start) - wanted).max())
    return Snapped(places, factors, start, gap)


def _on_the_line(x: np.ndarray, y: np.ndarray, k: int) -> np.ndarray:
    """Which k of the line's points to join, so that the largest gap is least, (k,) indices."""
    tried = np.unique(np.linspace(0, len(x) - 1, min(MOST, len(x))).round().astype(int))
    n, last = len(tried), len(x) - 1
    # The largest gap of the straight piece from one to another; before the first it is level.
    piece = np.full((n, n), np.inf)
    level = np.array([np.abs(y[: i + 1] - y[i]).max() for i in tried])
    for row, i in enumerate(tried[:-1]):
        ends = tried[row + 1 :]
        slopes = (y[ends] - y[i]) / (x[ends] - x[i])
        off = np.abs(y[i] + slopes[:, np.newaxis] * (x[i:] - x[i]) - y[i:])  # (n_ends, n_points)
        off[np.arange(i, last + 1) > ends[:, np.newaxis]] = 0.0
        piece[row, row + 1 :] = off.max(axis=1)
    np.fill_diagonal(piece, 0.0)  # two in one place: one too many
    gap, before = level, []
    for _ in range(k - 1):
        worst = np.maximum(gap[:, np.newaxis], piece)  # (from, to)
        before.append(worst.argmin(axis=0))
        gap = worst.min(axis=0)
    at = [int(np.maximum(gap, piece[:, -1]).argmin())]
    for chosen in reversed(before):
        at.append(int(chosen[at[-1]]))
    return tried[at[::-1]]


def _eased(x: np.ndarray, y: np.ndarray, now: Snapped, power: int) -> Snapped:
    """All numbers a few steps on, to a smaller sum of the gaps to this power."""
    k, damping = len(now.places), 1e-2
    low, high = x[0], x[-1]

    def cost(each: Snapped) -> float:
        every, wanted = _kinks(x, y, each.places)
        off = np.abs(each(every) - wanted)
        top = off.max()
        return top * float(np.mean((off / top) ** power) ** (1 / power)) if top > 0 else 0.0

    least = cost(now)
    for _ in range(STEPS):
        every, wanted = _kinks(x, y, now.places)
        off = now(every) - wanted
        top = np.abs(off).max()
        if top < 1e-12:
            break
        weight = (np.abs(off) / top) ** ((power - 2) / 2)
        after = every[:, np.newaxis] - now.places
        slope = np.column_stack(
            [np.ones_like(every), np.maximum(after, 0), -now.factors * (after > 0)]
        )
        # A corner that moves takes its own height along, on the curve and on the line.
        piece = np.clip(np.searchsorted(x, now.places) - 1, 0, len(x) - 2)
        before = (after[len(x) :] > 0) @ now.factors
        own = np.arange(k)
        slope[len(x) + own, 1 + k + own] += before - (np.diff(y) / np.diff(x))[piece]
        J, r = slope * weight[:, np.newaxis], off * weight * (1 / (power - 1) if power > 2 else 1)
        H, g = J.T @ J, J.T @ r
        for _ in range(6):
            step = np.linalg.solve(H + damping * np.diag(np.diag(H) + 1e-9), -g)
            places = np.clip(now.places + step[k + 1 :], low, high)
            new = _measured(x, y, places, now.factors + step[1 : k + 1], now.start + step[0])
            if (new_cost := cost(new)) < least:
                now, least, damping = new, new_cost, damping / 4
                break
            damping *= 5
        else:
            break
    return now
