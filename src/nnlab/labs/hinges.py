"""Small pictures of corners: what each adds to a curve, and how close so many came."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np

from nnlab.live.panel import Markup, joined, markup, number, signed
from nnlab.pictures.corners import Corner
from nnlab.pictures.sketch import FLAT

WIDE, HIGH = 128, 76  # of a picture, in its own units
LOW, TOP = 60.0, 22.0  # where its level stands: below for what bends up, above for what bends down
RISE = 40.0  # the largest of them
MARGIN = 16.0  # beside the curve's ends, so that a corner there is still in its picture


def hinges(
    corners: Iterable[tuple[int, Corner]],
    ends: tuple[float, float],
    chosen: int,
    leftward: Collection[int] = (),
) -> Markup:
    """A picture for each corner: level on one side of its place, on the other a slope of its own.

    Parameters
    ----------
    corners : with their indices; one without a place is left out
    ends : the curve's first and last x
    chosen : index of the chosen corner
    leftward : indices of those whose slope is on the left
    """
    shown = [
        (j, corner, _place(corner.place, ends, j in leftward))
        for j, corner in corners
        if np.isfinite(corner.place)
    ]
    reach = [abs(corner.factor) * run for _, corner, (_, _, run, _) in shown]
    scale = RISE / (max(reach, default=0.0) or 1.0)
    each = [_hinge(*one, scale, one[0] == chosen) for one in shown]
    side = "on one side of" if any(j in leftward for j, *_ in shown) else "to the right of"
    words = f"each corner is one neuron: {side} its place it adds a slope"
    template = '<div class="nnlab-note">{}</div><div class="nnlab-hinges">{}</div>'
    return markup(template, words, joined(each))


def _place(place: float, ends: tuple[float, float], left: bool) -> tuple[float, float, float, bool]:
    """Where its corner stands, where its slope ends, how far that is, and whether it's silent."""
    x0, x1 = ends
    x = MARGIN + (WIDE - 2 * MARGIN) * float(np.clip((place - x0) / (x1 - x0), 0, 1))
    far = 0 if left else WIDE
    return round(x, 1), far, abs(far - x), place <= x0 if left else place >= x1


def _hinge(
    j: int, corner: Corner, drawn: tuple[float, float, float, bool], scale: float, chosen: bool
) -> Markup:
    (place, factor), (x, far, run, silent) = corner, drawn
    unused = abs(factor) <= FLAT
    idle = unused or silent
    y = LOW if factor >= 0 else TOP
    end = y if idle else y - scale * factor * run
    side = "level" if idle else "positive" if factor > 0 else "negative"
    picture = markup(
        '<svg viewBox="0 0 {w} {h}" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="nnlab-before" d="M{near} {y}H{x}"/>'
        '<path class="nnlab-wedge" d="M{x} {y}H{far}V{e}Z"/>'
        '<path class="nnlab-after" d="M{x} {y}L{far} {e}"/></svg>'
        '<b style="left: clamp(12px, {c:.1f}%, 100% - 12px); top: {t:.1f}%">{n}</b>',
        w=WIDE, h=HIGH, x=x, y=y, e=round(end, 1), n=j + 1, far=far, near=WIDE - far,
        c=100 * x / WIDE, t=100 * y / HIGH,
    )  # fmt: skip
    where = number(place, 2)
    turns = f"changes the slope by {number(factor, plus=True)}"
    turns = "unused" if unused else "silent" if silent else turns
    template = (
        '<button type="button" class="nnlab-hinge nnlab-{} {}" data-event="{}" aria-pressed="{}" '
        'aria-label="corner {} at {}: {}">{}{}</button>'
    )
    words = markup('<span class="nnlab-number">{}</span>', turns) if idle else signed(factor)
    down, event = "nnlab-down" * (factor < 0), json.dumps({"type": "corner", "index": j})
    pressed = str(chosen).lower()
    return markup(template, side, down, event, pressed, j + 1, where, turns, picture, words)


def slopes(each: Iterable[tuple[float, int | None]]) -> Markup:
    """How steep a curve is from left to right, and which corner comes after each stretch.

    >>> slopes([(0.0, 0), (1.0, None)]).striptags()
    'slope, from left to right0.00 1 +1.00'
    """
    each = list(each)
    most = max(abs(slope) for slope, _ in each) or 1.0
    stair = '<span class="nnlab-stair" style="--rise: {:.2f}">{}</span>'
    shown = []
    for slope, j in each:
        shown.append(markup(stair, abs(slope) / most, signed(slope)))
        shown += [] if j is None else [markup("<b>{}</b>", j + 1)]
    box = '<div class="nnlab-eq"><div class="nnlab-note">slope, from left to right</div>{}</div>'
    return markup(box, markup('<div class="nnlab-slopes">{}</div>', joined(shown, " ")))


def thumbnail(line: Callable[[np.ndarray], np.ndarray]) -> Markup:
    """A small picture of a line, from shares of the way to shares of the height."""
    t = np.linspace(0, 1, 49)
    x, y = (4 + 88 * t).round(1), (104 - 96 * line(t)).round(1)
    path = "M" + "L".join(f"{px} {py}" for px, py in zip(x, y, strict=True))
    return markup(
        '<svg viewBox="0 0 96 112" aria-hidden="true" class="nnlab-thumb"><path d="{}"/></svg>',
        path,
    )


def bars(best: Mapping[int, float], now: int, most: int) -> Markup:
    """A bar for the smallest gap with so many corners; what wasn't tried is asked.

    Parameters
    ----------
    best : gaps by the number of corners
    now : how many corners there are now
    most : how many there can be

    >>> bars({2: 0.5}, 2, 3).striptags()
    'smallest gap so farcorners1?20.503?'
    """
    top = max((best[k] for k in best if 1 <= k <= most), default=1.0) or 1.0
    each = []
    for k in range(1, most + 1):
        gap = best.get(k)
        share = 0.12 if gap is None else 1 if gap >= top else max(0.05, gap / top)
        said = "?" if gap is None else number(gap)
        kind = "nnlab-now" * (k == now) + " nnlab-untried" * (gap is None)
        row = '<div class="nnlab-bar {}"><i style="height: {}%"></i><b>{}</b><span>{}</span></div>'
        each.append(markup(row, kind, round(100 * share), k, said))
    told = "; ".join(f"with {k}: {number(best[k])}" for k in sorted(best) if 1 <= k <= most)
    head = "<span>smallest gap so far</span><span>corners</span>"
    template = (
        '<div class="nnlab-note nnlab-spread">{}</div>'
        '<div class="nnlab-bars" role="img" aria-label="smallest gap so far, {}">{}</div>'
    )
    return markup(template, Markup(head), told or "none yet", joined(each))


def targets(each: Iterable[tuple[str, str, bool]]) -> Markup:
    """What there is to beat: each with its words, its number, and whether it has been.

    >>> targets([("", "0.10", True), ("the machine’s", "0.14", False)]).striptags()
    'to beat ✓ 0.10 the machine’s 0.14'
    """
    tick = Markup('<span role="img" aria-label="beaten">✓</span> ')
    aim = '<span class="nnlab-aim">{}{} <b>{}</b></span>'
    aims = [markup(aim, tick if won else "", name, gap) for name, gap, won in each]
    template = '<div class="nnlab-row nnlab-aims"><span class="nnlab-note">to beat</span> {}</div>'
    return markup(template, joined(aims, " "))
