"""Sheets of glass side by side, each neuron's own, and what they make laid over each other."""

import json
from collections.abc import Sequence

import numpy as np

from nnlab.live.panel import Markup, joined, markup
from nnlab.pictures.geometry import Bounds, line_geometry
from nnlab.pictures.glass import Polygon, ribs, sheet
from nnlab.pictures.palette import RIBBED, sheet_name

WIDE = 112  # of a small picture, in its own units
APART = 8  # from rib to rib, in these
SPELT = 4  # so many names have room


def stack(
    numbers: np.ndarray, bounds: Bounds, points: Sequence[tuple[Sequence[float], int]], chosen: int
) -> Markup:
    """Small planes, "neuron 0 + neuron 1 = both"; one that's clicked is chosen.

    Parameters
    ----------
    numbers : (n, 3), rows [w1, w2, b]
    bounds : (x0, x1, y0, y1)
    points : each with its target, 0 or 1
    chosen : index of the neuron that is outlined
    """
    n = len(numbers)
    dots = joined(_point(place, target, bounds) for place, target in points)
    each: list[Markup] = []
    for j in range(n):
        name = f"neuron {j}" if n <= SPELT else str(j)
        about = {"event": json.dumps({"type": "neuron", "index": j}), "now": str(j == chosen)}
        picture = _picture(numbers, [j], bounds, dots)
        each.append(_tile(picture, name, f"neuron {j}", **about))
        each.append(markup('<span class="nnlab-plus">{}</span>', "+" if j < n - 1 else "="))
    together = {1: "all of it", 2: "both", 3: "all three", 4: "all four"}.get(n, f"all {n}")
    whole = _picture(numbers, range(n), bounds, dots)
    each.append(markup('<div class="nnlab-sheet">{}<span>{}</span></div>', whole, together))
    return markup('<div class="nnlab-stack">{}</div>', joined(each))


def swatch(j: int) -> Markup:
    """A neuron's colour."""
    template = '<svg class="nnlab-swatch" viewBox="0 0 14 14" aria-hidden="true">{}</svg>'
    inside = '<rect style="fill: var(--nnlab-{})" x="1" y="1" width="12" height="12" rx="3"/>'
    strokes = [[[1, 7], [7, 1]], [[3, 13], [13, 3]]]  # as on its sheet
    return markup(template, markup(inside, sheet_name(j)) + _ribbed(j, strokes))


def _tile(picture: Markup, name: str, spoken: str, event: str, now: str) -> Markup:
    template = (
        '<button type="button" class="nnlab-sheet" data-event="{}" aria-pressed="{}" '
        'aria-label="{}">{}<span>{}</span></button>'
    )
    return markup(template, event, now.lower(), spoken, picture, name)


def _picture(
    numbers: np.ndarray, which: Sequence[int] | range, bounds: Bounds, dots: Markup
) -> Markup:
    x0, x1, y0, y1 = bounds
    high = round(WIDE * (y1 - y0) / (x1 - x0))
    glass, edges = [], []
    for j in which:
        own = sheet(numbers[j], bounds)
        template = '<path class="nnlab-glass" style="fill: var(--nnlab-{})" d="{}"/>'
        glass.append(markup(template, sheet_name(j), _path(own, bounds)))
        strokes = ribs(own, APART * (x1 - x0) / WIDE)
        placed = [[_at(place, bounds) for place in stroke] for stroke in strokes]
        edges.append(_ribbed(j, placed))
        *w, b = numbers[j]
        line = line_geometry(w, b, bounds)
        if line and line["segment"]:
            edges.append(
                markup('<path class="nnlab-edge" d="{}"/>', _path(line["segment"], bounds))
            )
    template = '<svg viewBox="0 0 {} {}" aria-hidden="true">{}{}{}</svg>'
    return markup(template, WIDE, high, joined(glass), joined(edges), dots)


def _ribbed(j: int, strokes: Sequence[Sequence[Sequence[float]]]) -> Markup:
    """Strokes across a sheet, if neuron j's glass is ribbed."""
    if j < RIBBED:
        return Markup("")
    d = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in stroke) for stroke in strokes)
    return markup('<path class="nnlab-rib" d="{}"/>', d)


def _at(place: Sequence[float], bounds: Bounds) -> tuple[float, float]:
    """A place in a small picture's own units."""
    x0, x1, y0, y1 = bounds
    scale = WIDE / (x1 - x0)
    return round((place[0] - x0) * scale, 1), round((y1 - place[1]) * scale, 1)


def _path(polygon: Polygon, bounds: Bounds) -> str:
    places = [_at(place, bounds) for place in polygon]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places) if places else ""


def _point(place: Sequence[float], target: int, bounds: Bounds) -> Markup:
    x, y = _at(place, bounds)
    if target:
        return markup('<path class="nnlab-one" d="M{} {}l4.6 8h-9.2z"/>', x, round(y - 5, 1))
    return markup('<circle class="nnlab-zero" cx="{}" cy="{}" r="4"/>', x, y)
