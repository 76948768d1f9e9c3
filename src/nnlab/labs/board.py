"""The board: a cell for each gate of two switches, which fills in as the reader finds it.

What is found is kept with the learner's progress, so that a restart loses nothing. It has two
faces: a strip below the plane, and the whole board in the plane's place.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import Any

from nnlab.labs import words
from nnlab.labs.goals import called
from nnlab.lessons.gates import (
    BOOLEAN_FUNCTIONS,
    IMPOSSIBLE,
    POSSIBLE,
    ROWS,
    answers_of,
    gate_name,
    short_name,
)
from nnlab.lessons.store import recall, record
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.pictures.board import BOUNDS, board
from nnlab.plots.board import plot_board
from nnlab.plots.picture import new_figure

Found = dict[str, tuple[float, ...]]  # the gates found, name -> (w1, w2, b)
Cell = dict[str, Any]  # of a board, as `pictures.board` says

ORDER = (
    "FALSE, TRUE, x1, NOT x1, x2, NOT x2, AND, OR, "
    "NAND, NOR, x1 AND NOT x2, NOT x1 AND x2, NOT x1 OR x2, x1 OR NOT x2, XOR, XNOR"
).split(", ")
GATES = {name: BOOLEAN_FUNCTIONS[name] for name in ORDER}  # each beside its opposite
GOAL = "Collect all the gates that one neuron can be"
SIDE = 96  # px of a cell's drawing
PLACES = ((0, 1), (1, 1), (0, 0), (1, 0))  # of its corners, as one reads them
CLEAR = 0.24  # a line in it keeps so far from the corners' middles


def margin(numbers: Sequence[float]) -> float:
    """How far a line keeps from the nearest corner; without a line nothing is near.

    >>> round(margin((1.0, 1.0, -1.5)), 3), margin((0.0, 0.0, 1.0))
    (0.354, inf)
    """
    *w, b = numbers
    length = math.hypot(*w)
    sums = (abs(math.fsum((w[0] * x1, w[1] * x2, b))) for x1, x2 in ROWS)
    return min(sums) / length if length else math.inf


@cache
def all_found() -> Found:
    """Every gate that a line can make, with a line half way between its corners."""
    lines = (numbers for numbers in product((-1, 0, 1), (-1, 0, 1), (-1.5, -1, -0.5, 0.5, 1, 1.5)))
    best: Found = {}
    for numbers in sorted(lines, key=margin):  # the last of each keeps farthest from the corners
        best[gate_name(answers_of(*numbers))] = tuple(map(float, numbers))
    return {name: best[name] for name in POSSIBLE}


def found_before() -> Found:
    """The gates found on other days."""
    possible = set(BOOLEAN_FUNCTIONS) - set(IMPOSSIBLE)
    kept = recall("boards", "neuron").items()
    return {name: tuple(n) for name, n in kept if name in possible and _are_three(n)}


def keep(name: str, numbers: tuple[float, ...]) -> None:
    """Keep a gate that was found."""
    record("boards", "neuron", {name: list(numbers)})


def drawn(found: Found) -> Found:
    """The lines as a small cell shows them: turned a little where they'd run through a mark.

    Of the lines on the way to the clearest of their gate the first that keeps `CLEAR` away; all of
    them are that gate.

    >>> [round(margin(numbers), 2) for numbers in drawn({"AND": (1, 1, -1.9)}).values()]
    [0.25]
    """
    return {name: _cleared(name, numbers) for name, numbers in found.items()}


@lru_cache(maxsize=256)
def _cleared(name: str, numbers: tuple[float, ...]) -> tuple[float, ...]:
    best, length = all_found()[name], math.hypot(*numbers[:2])
    for share in (t / 20 for t in range(20) if length):
        both = zip(numbers, best, strict=True)
        way = tuple((1 - share) * own / length + share * clearest for own, clearest in both)
        if margin(way) >= CLEAR:
            return way
    return best


def apart(one: str, other: str) -> int:
    """How many of the four answers of two gates differ.

    >>> apart("OR", "AND"), apart("OR", "TRUE")
    (2, 1)
    """
    return sum(a != b for a, b in zip(GATES[one], GATES[other], strict=True))


def next_one(found: Mapping[str, Any], aim: str, now: str = "") -> str:
    """The gate to find next: the one aimed at if it isn't found yet, else the one nearest to `now`.

    >>> next_one({"OR": ()}, "OR", now="OR"), next_one({}, "AND", now="OR")
    ('TRUE', 'AND')
    """
    first = ORDER.index(aim) if aim in ORDER else 0
    order = [*ORDER[first:], *ORDER[:first]]
    left = [name for name in order if name in POSSIBLE and name not in found]
    near = (lambda name: apart(now, name)) if now and aim not in left else (lambda _: 0)
    return min(left, key=near, default=aim)


def sentence(found: Found, aim: str, now: str) -> Markup:
    """What the board is, what comes next and how far it is, and how many are found."""
    what = "Two inputs make sixteen tables of answers. Every line you draw is one of them."
    aim = next_one(found, aim, now)
    corners, hand = words.counted(apart(now, aim), "corner"), called(now)
    hand = markup("<b>Next: {}, {} away from the {} in your hand.</b>", called(aim), corners, hand)
    what = markup('<span class="nnlab-more">{} </span>', what)
    return markup("{}{} {}", what, hand, _score(found))


def won(found: Found) -> tuple[str, str] | None:
    """What is said once all that a line can make is found, and what that leaves."""
    if len(found) < len(POSSIBLE):
        return None
    left = f"Two stay empty: {words.listed(IMPOSSIBLE)}. Is there a line for one of them?"
    return f"{len(found)} of {len(GATES)}: all that a line can make", left


def _score(found: Found) -> Markup:
    score = '<span class="nnlab-board-score"><b class="nnlab-score">{}</b> of 16</span>'
    return markup(score, len(found))


def cells(
    found: Found, aim: str, now: str, new: str = "", *, whole: bool, plane: bool = True
) -> Markup:
    """Sixteen cells, the one aimed at outlined; a click reports {"type": "cell", "name": "XOR"}.

    Parameters
    ----------
    found, aim, now : the gates that are found, the one that is wanted, and the one in the hand
    new : the one found last
    whole : whether it is the whole board, not the strip
    plane : whether there is a plane to draw a line in
    """
    if whole:
        aim = IMPOSSIBLE[0] if won(found) else next_one(found, aim, now)
    asks = aim if whole and plane and not won(found) else ""
    each = board(GATES, drawn(found))
    hand = next((cell for cell in each if whole and cell["name"] == now and cell["found"]), {})
    shown = joined(_cell(cell, found, aim, now, new, asks, hand) for cell in each)
    template = '<div class="nnlab-board {}">{}</div>{}{}'
    if whole:
        return markup(template, "nnlab-board-whole", shown, _below(found, aim, plane), "")
    turn = button("The whole board", {"type": "board"})
    return markup(template, "nnlab-board-strip", shown, _score(found), turn)


def pair(first: str, now: str, aim: str, lines: Sequence[Sequence[float]]) -> Markup:
    """The gate in the hand beside the one that is wanted; once it is that, what it was before.

    `lines` are the numbers that it began with, and those it has now.
    """
    shown: list[tuple[str, Any, str]]
    if now == aim:
        shown = [(first, lines[0], "it was"), (now, lines[1], "it is now")]
    else:
        left = f"{words.counted(apart(now, aim), 'corner')} to turn"
        shown = [(now, lines[1], "in your hand"), (aim, None, left)]
    template = '<div class="nnlab-board-cell{}">{}<b>{}</b><small>{}</small></div>'
    cells = []
    for name, numbers, more in shown:
        [cell] = board({name: GATES[name]}, [] if numbers is None else {name: numbers})
        look, known = (" nnlab-found", name) if cell["found"] else ("", now)
        cells.append(markup(template, look, _drawing(cell, False, known), called(name), more))
    return markup('<div class="nnlab-board nnlab-pair">{}</div>', joined(cells, Markup("<i>→</i>")))


def on_paper(found: Found) -> Any:
    """The stored picture of the whole board."""
    figure, [ax] = new_figure(9.2, 3.2)
    short = {name: words.small(short_name(name)) for name in GATES}
    gates = {short[name]: answers for name, answers in GATES.items()}
    plot_board(gates, {short[name]: numbers for name, numbers in drawn(found).items()}, ax=ax)
    return figure


def _below(found: Found, aim: str, plane: bool) -> Markup:
    """What can be done with the whole board, and what its marks mean."""
    draw = {"type": "cell", "name": aim}
    buttons = [
        button(f"Draw “{called(aim).strip('“”')}”", draw, main=True),
        button("Surprise me", {"type": "surprise"}),
    ]
    key = markup(
        "<span>filled: found &ensp; hollow: still to find &ensp; </span>"
        "{} should say 1 &ensp; {} 0 &ensp; ?&nbsp;is there a line for these?", _key(1), _key(0),
    )  # fmt: skip
    row = '<div class="nnlab-row">{}<span class="nnlab-legend">{}</span></div>'
    return markup(row, joined(buttons) if plane else "", key)


def _cell(cell: Cell, found: Found, aim: str, now: str, new: str, asks: str, hand: Cell) -> Markup:
    name, here = cell["name"], cell["found"]
    lost, short, away = name in IMPOSSIBLE and not here, short_name(name), apart(now, name)
    near = name == aim and away == 1 and not here and not lost
    where = "in <i>your </i>hand" if not away else "one to turn" if near else ""
    known = now if name == aim and not here else name
    where = "just found" if here and name == new else where
    badge = markup('<span class="nnlab-badge">{}</span>', icon("right")) if here else ""
    shown = markup(
        '<span class="nnlab-board-cell{}">{}{}</span>'
        '<span class="nnlab-board-name"><span{}>{}{}</span>{}</span>',
        " nnlab-found" * here + " nnlab-near" * near + " nnlab-new" * (here and name == new),
        _drawing(hand | {"answers": cell["answers"]} if near and hand else cell, lost, known),
        badge,
        Markup(' class="nnlab-board-cue"') if name == asks else "",
        icon("hand") if name == asks else "",
        words.small(short),
        markup("<small>{}</small>", Markup(where)),
    )
    numbers = words.place(found.get(name, ()))
    also = "" if short == name else f"{name}, "
    spoken = f"aim at {short}: {also}{f'found with {numbers}' if here else 'not found yet'}"
    spoken += f", {Markup(where).striptags()}" if where else ""
    return button(shown, {"type": "cell", "name": name}, name=spoken, pressed=name == aim)


def _at(x: float, y: float) -> tuple[float, float]:
    low, high = BOUNDS
    unit = SIDE / (high - low)
    return round((x - low) * unit, 1), round((high - y) * unit, 1)


def _drawing(cell: Cell, lost: bool, now: str) -> Markup:
    """A cell's plane: the two sides of the line that was drawn, or is near, and the four corners.

    A ring is round those whose answers have to turn: that aren't `now` what they are here.
    """
    parts = []
    if cell["found"]:
        parts.append(markup('<rect class="nnlab-no" width="{0}" height="{0}"/>', SIDE))
    if cell["yes"]:
        corners = " ".join("{},{}".format(*_at(*place)) for place in cell["yes"])
        parts.append(markup('<polygon class="nnlab-yes" points="{}"/>', corners))
    if len(cell["line"]) == 2:
        ends = (*_at(*cell["line"][0]), *_at(*cell["line"][1]))
        parts.append(markup('<line x1="{}" y1="{}" x2="{}" y2="{}"/>', *ends))
    for place, answer in zip(PLACES, cell["answers"], strict=True):
        if GATES[now][ROWS.index(place)] != answer:
            ring = markup('<circle class="nnlab-turns" cx="{}" cy="{}" r="13.5"/>', *_at(*place))
            parts.append(ring)
        parts.append(_mark(*_at(*place), answer))
    if lost:
        parts.append(markup('<text x="{0}" y="{0}" dy="8">?</text>', SIDE / 2))
    picture = '<svg viewBox="0 0 {0} {0}" aria-hidden="true">{1}</svg>'
    return markup(picture, SIDE, joined(parts))


def _mark(x: float, y: float, answer: int) -> Markup:
    """A corner: ▲ should say 1, ● 0."""
    if answer:
        return markup('<path class="nnlab-one" d="M{} {}l8.1 14.2h-16.2z"/>', x, round(y - 8.5, 1))
    return markup('<circle class="nnlab-zero" cx="{}" cy="{}" r="6.8"/>', x, y)


def _key(answer: int) -> Markup:
    drawn = '<svg class="nnlab-board-key" viewBox="0 0 20 20">{}</svg>'
    return markup(drawn, _mark(10, 10, answer))


def _are_three(numbers: Any) -> bool:
    three = isinstance(numbers, list) and len(numbers) == 3
    return three and all(isinstance(n, int | float) for n in numbers)
