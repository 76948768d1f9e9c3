"""What a hand does to a network's curve: a corner is put somewhere, and the others stay."""

from collections.abc import Sequence

import numpy as np

from nnlab.core import Network
from nnlab.labs.samples import DECIMALS
from nnlab.pictures.corners import Corner, corners
from nnlab.pictures.geometry import TINY

APART = 0.02  # a hand leaves two corners so far from each other, in parts of the curve's width


def put(owner: Network, j: int, place: tuple[float, float], ends: tuple[float, float]) -> None:
    """Put corner j at a place, or as near as its neighbours let it; they and the end stay.

    Parameters
    ----------
    owner : Network with sizes [1, k, 1], all of whose first weights are positive
    j : index of the corner
    place : x and the curve's height there
    ends : the curve's first and last x
    """
    places, last = np.array([corner.place for corner in corners(owner)]), ends[1]
    x, height = _between(places, j, place[0], ends), place[1]
    inside = places < last - TINY
    inside[j] = True
    heights = owner(places[:, np.newaxis])[:, 0]
    end = height if x >= last - TINY else float(owner([last])[0])
    places[j], heights[j] = x, height
    order = np.flatnonzero(inside)[np.argsort(places[inside], kind="stable")]
    run = np.diff(np.append(places[order], last))
    rise = np.diff(np.append(heights[order], end))
    slopes = np.where(run > TINY, rise / np.where(run > TINY, run, 1.0), 0.0)
    factors = np.zeros(len(places))
    factors[order] = np.diff(slopes, prepend=0.0)
    write(owner, places, factors, float(heights[order[0]]))


def write(owner: Network, places: np.ndarray, factors: np.ndarray, start: float) -> None:
    """Make a curve that starts level, with corners at these places."""
    first, last = owner.layers
    first.W[:, 0], first.b[:] = 1.0, -places
    last.W[0], last.b[0] = factors, start


def last_before(each: Sequence[Corner], end: float) -> int:
    """Which of these corners turns the curve where it ends."""
    places = np.array([corner.place for corner in each])
    return int(np.where(places < end - TINY, places, -np.inf).argmax())


def _between(places: np.ndarray, j: int, x: float, ends: tuple[float, float]) -> float:
    """A place for corner j that doesn't pass its neighbours."""
    here, apart = places[j], APART * (ends[1] - ends[0])
    low = max([ends[0], *(places[places < here - TINY] + apart)])
    high = min([ends[1], *(places[places > here + TINY] - apart)])
    there = x if low <= high else here  # too crowded to move
    return round(float(np.clip(there, *((low, high) if low <= high else ends))), DECIMALS)
