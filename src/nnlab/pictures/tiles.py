"""Many small planes at once, a tile each: in the air, or in bins where they came to rest.

Where a tile stands follows from the picture's size alone (`places`; in the browser js/piles.js, and
a test compares the two).
"""

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks
from nnlab.pictures.field import WEAK, field_bytes
from nnlab.pictures.marks import TilesMarks, TilesPlan, blank, completed

SHARE = 0.92  # of the room that a tile has; the rest parts it from the next
LARGEST, ALONE = 110, 420  # px, of that room; of a single tile
BIG, OPEN = 60, 176  # px: a tile that opens over itself; the open one
MARGIN, HEAD, FOOT, GAP, NARROW = 20, 40, 76, 18, 62  # px, at a text of 16
WORDS = 54  # px: of a bin, at any size, for its name
WALLS = 0.6  # of the room between bins, that these take
BLANK = blank(TilesPlan, cells=1, selected=-1)


def tiles(
    *, fields: ArrayLike, bins: Sequence[tuple[str, Sequence[int]]], **shown: Any
) -> TilesMarks:
    """The marks of many small planes.

    Parameters
    ----------
    fields : (n, k, k) what each answers, from 0 to 1, row by row from the bottom; what is near
        the middle is drawn stronger than it is, by the power `WEAK`
    bins : (name, tiles from the bottom up) each; a tile in none of them is in the air
    **shown : what else there is in `marks.TilesPlan`

    >>> marks = tiles(fields=np.zeros((2, 1, 1)), bins=[("solved", [1]), ("not solved", [])])
    >>> marks["bins"], marks["maps"]
    ([['solved', [1]], ['not solved', []]], b'\\x01\\x01')
    """
    fields = np.asarray(fields, dtype=float)
    cubes = f"fields has shape {fields.shape}: it takes k by k numbers for each tile"
    checks.need(fields.ndim == 3 and fields.shape[1] == fields.shape[2], cubes)
    plan = completed(BLANK, shown, "a picture of tiles")
    checks.need(0 <= plan["air"] <= 1, f"air must lie between 0 and 1, not {plan['air']}")
    inside = [int(i) for _, tiles in bins for i in tiles]
    once = len(set(inside)) == len(inside) and set(inside) <= set(range(len(fields)))
    checks.need(once, f"each of the {len(fields)} tiles may lie in one of the bins, no others")
    own = {
        "n": len(fields),
        "cells": fields.shape[1],
        "maps": field_bytes(fields, power=WEAK).tobytes(),
        "bins": [[name, [int(i) for i in tiles]] for name, tiles in bins],
        "opened": plan["opened"] or {},
    }
    return cast(TilesMarks, plan | own)


def places(width: float, height: float, unit: float, marks: TilesMarks) -> dict[str, Any]:
    """Where everything stands in a picture of that size, in px from the upper left corner.

    Parameters
    ----------
    width, height : of the picture
    unit : the size of its text, over 16

    Returns
    -------
    tiles : (n, 3), x, y and side of the room of each
    bins : [left, right] of each
    said : as of the tiles, of as many as were said to lie in the first bin, as far as they fit
    base : the y that they stand on
    """
    n, bins = marks["n"], [tiles for _, tiles in marks["bins"]]
    margin = min(MARGIN * unit, 0.04 * width)
    top, base = HEAD * unit, height - FOOT * unit
    spot = np.zeros((n, 3))
    wide, high, count = width - 2 * margin, base - top, len(bins)
    gap, most = min(GAP * unit, 0.03 * wide), (ALONE if n == 1 else LARGEST) * unit
    room, free = (1 - marks["air"]) * high, wide - (count - 1) * gap
    narrow = max(NARROW * unit, WORDS)

    def fitting(r: int) -> float:
        """The largest side with so many rows. While more may fall, wherever they will."""
        if marks["air"]:
            columns = math.ceil(n / r)
            alone = (free - (count - 1) * narrow) / columns
            return min(room / r, free / (columns + count - 1), alone, most)
        return min(room / r, _shared([math.ceil(len(i) / r) for i in bins], free, narrow), most)

    side, rows = _largest(n, fitting)
    columns = [max(1, math.ceil(len(tiles) / rows)) for tiles in bins]
    widths = [max(c * side, narrow) for c in columns]
    rest = wide - sum(widths)
    said = marks["said"] if marks["air"] else 0
    if said:  # it has its room, as far as there is any
        grown = min(math.ceil(said / rows) * side - widths[0], rest - (count - 1) * gap)
        widths[0], rest = widths[0] + max(0, grown), rest - max(0, grown)
    wider = WALLS * rest if marks["air"] else 0.0  # while others may fall bins are wide
    more = [wider * (k == 0) if said else wider / count for k in range(count)]
    between = (rest - wider) / max(1, count - 1)
    edges: list[list[float]] = []
    x = margin if count > 1 else margin + between / 2
    for tiles, w, across, spare in zip(bins, widths, columns, more, strict=True):
        inset = 0.0 if marks["air"] else (w - across * side) / 2
        for j, i in enumerate(tiles):
            # While more may fall, a column at a time, so that none that lies has to move again.
            up, along = (j % rows, j // rows) if marks["air"] else divmod(j, across)
            spot[i] = x + inset + along * side, base - (up + 1) * side, side
        edges.append([x, x + w + spare])
        x = edges[-1][1] + between
    fits = min(said, rows * math.floor((edges[0][1] - margin) / side + 1e-6)) if side else 0
    slots = [divmod(j, rows) for j in range(fits)]
    pile = [[margin + along * side, base - (up + 1) * side, side] for along, up in slots]
    over = max(marks["air"] * high - 8 * unit, 1)
    # In full rows, so that 256 are seen to be 256.
    each, per = _largest(n, lambda p: 0 if n % p else min(wide / p, over / (n / p), most))
    inside = {i for tiles in bins for i in tiles}
    top += max(0, over - n / per * each) / 2
    for i in range(n):
        if i not in inside:
            x = margin + (i % per + 0.5) * wide / per - each / 2  # over all of the bins
            spot[i] = x, top + i // per * each, each
    return {"tiles": spot, "bins": edges, "said": pile, "base": base}


def _shared(columns: list[int], free: float, narrow: float) -> float:
    """The side of tiles in so many columns each, where none gets less than `narrow`."""
    wide = columns
    for _ in columns:
        side = (free - (len(columns) - len(wide)) * narrow) / max(1, sum(wide))
        wide = [c for c in wide if c * side >= narrow]
    return side


def _largest(n: int, side: Any) -> tuple[float, int]:
    """The largest side that so many tiles can have, and in how many rows: the fewest."""
    best, rows = 0.0, 1
    for r in range(1, n + 1):
        if side(r) > best + 1e-9:
            best, rows = side(r), r
    return best, rows


def opened_place(
    width: float, height: float, unit: float, spot: Sequence[float], whole: bool = False
) -> tuple[float, float, float]:
    """Where the open tile is drawn large: x, y and side. Over its tile, under it or beside it.

    A tile that is large itself is covered by it.
    """
    (x, y, room), edge, away, own = spot, 8 * unit, 24 * unit, SHARE * spot[2]
    if whole:  # its axes' numbers stand to the left and below
        side = min(width, height) - 2 * edge - away
        return (width - side + away) / 2, (height - side - away) / 2, side
    side = max(own, min(OPEN * unit, 0.42 * height, width - 2 * edge))
    left, top = x + (own - side) / 2, y + (own - side) / 2
    if room < BIG * unit:
        if y - away - side >= edge:
            top = min(48 * unit, y - away - side)
        elif y + own + away + side <= height - FOOT * unit:
            top = y + own + away
        else:
            left = x - away - side if x > width / 2 else x + own + away
    top = max(edge, min(top, height - side - FOOT * unit))
    return max(edge, min(left, width - side - edge)), top, side


def ties(spot: Sequence[float], open_: Sequence[float], inset: float) -> list[tuple[float, float]]:
    """The corners of what ties the open tile to its own; [] where it covers that."""
    (tx, ty, _), (x, y, side), own = spot, open_, SHARE * spot[2]
    low, high = x + inset, x + side - inset
    if y + side <= ty:
        return [(low, y + side - 2), (tx, ty), (tx + own, ty), (high, y + side - 2)]
    if y >= ty + own:
        return [(low, y + 2), (tx, ty + own), (tx + own, ty + own), (high, y + 2)]
    low, high = y + inset, y + side - inset
    if x + side <= tx:
        return [(x + side - 2, low), (tx, ty), (tx, ty + own), (x + side - 2, high)]
    if x >= tx + own:
        return [(x + 2, low), (tx + own, ty), (tx + own, ty + own), (x + 2, high)]
    return []
