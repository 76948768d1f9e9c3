"""A curve with corners and the line that it should follow: CurveLab without its widgets."""

from copy import copy
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.labs import words
from nnlab.labs.bending import last_before, put, write
from nnlab.labs.paper import ON_ITS_WAY, PAPER, line_heights
from nnlab.labs.samples import DECIMALS, chosen, one_network
from nnlab.labs.snapping import snap
from nnlab.live.panel import number
from nnlab.pictures import corners
from nnlab.pictures.geometry import TINY
from nnlab.pictures.sketch import FLAT, NOTHING, SketchMarks, sketch

WIDEST = 12  # corners that one picture can hold
AT_FIRST = 4  # so many follow a drawn line, if there are so many: more is the reader's move
CLOSE = 0.005  # a gap below this prints as 0.00
NUDGE = 0.05  # what an arrow key adds; with Shift five times as much
LEVEL = "a level line"
HELD = {"free": "drag a corner", "across": "slide a corner", "": ""}


class Corners:
    """A curve with corners, one of them chosen, and the line it should become.

    Parameters
    ----------
    owner : Network with sizes [1, k, 1], k at most 12, with relu and then identity
    X, y : (n_samples, 1), points of the line that is wanted; None: an empty paper from 0 to 6
    aims, moves, turns : whether there is a target, and whether hands move and turn corners
    example : one of `LINES`, that an empty paper shows

    Attributes
    ----------
    y : the line's heights over X, or None while the paper is empty
    few : whether all of them follow a drawn line at first
    count : how many corners follow a drawn line
    used : how many corners bend the curve
    fresh : whether its numbers are as they were at first
    given : the line that was wanted at first, or None
    gap, missing : x, the curve's height and the line's where they are farthest apart; how far

    >>> model = Corners(Network([1, 2, 1], ["relu", "identity"], init="zeros"), [[0.0]], [[1.0]])
    >>> model.move(2.0)
    >>> model.read()
    >>> model.corner, model.gap
    (Corner(place=2.0, factor=0.0), (0.0, 0.0, 1.0))
    """

    def __init__(
        self,
        owner: Network,
        X: ArrayLike | None,
        y: ArrayLike | None,
        *,
        aims: bool = True,
        moves: bool = True,
        turns: bool = True,
        example: str = "wave",
    ) -> None:
        one_network(owner, "CurveLab", 'Network([1, 3, 1], ["relu", "identity"])')
        self.owner = corners.check_curve(owner)
        k = len(owner.layers[0])
        checks.need(k <= WIDEST, f"CurveLab shows up to {WIDEST} corners; this network has {k}")
        checks.need((X is None) == (y is None), "give both X and y, or neither for an empty paper")
        self.X = checks.inputs(np.linspace([0], [6], 121) if X is None else X, owner)
        self.y: Any = None if y is None else checks.targets(y, len(self.X), 1).copy()
        self.aims, self.moves, self.turns = aims, moves, turns
        self.follows, self.example = aims and moves and turns, example
        self.given = None if self.y is None else self.y.copy()
        self.chosen, self.few, self.by_hand = 0, k <= AT_FIRST, False
        self.count, self.at_first = min(k, AT_FIRST), owner.parameters.copy()
        self.ends = float(np.min(self.X)), float(np.max(self.X))  # corners stay between them
        # All of the curve as it is at first, and of its target.
        self._first: list[Any] = [owner(self.X), *([self.y] if aims else [])]
        self.paper = PAPER if y is None else corners.curve_bounds(self.X, *self._first)
        self.bounds, self._held = self.paper, False  # now; whether a hand has a corner
        self._scores: dict[bytes, tuple[dict[int, float], dict[int, float], dict]] = {}
        self._drag: tuple | None = None  # its id, and the parameters when it began

    def read(self) -> None:
        """Where the corners are now, and where the curve is farthest from its target."""
        corners.check_curve(self.owner)
        words.check_finite(words.parameter_names(self.owner.sizes), self.owner.parameters)
        self.corners = corners.corners(self.owner)
        self.fresh = bool(np.array_equal(self.owner.parameters, self.at_first, equal_nan=True))
        bends = [j for j, corner in enumerate(self.corners) if abs(corner.factor) > FLAT]
        self.used = sum(not self.silent(j) for j in bends)
        self.gap, self.missing = None, 0.0
        if self.y is not None:
            _, curve, line = corners.gaps(self.owner, self.X, self.y)
            self.gap = corners.largest_gap(self.owner, self.X, self.y)
            self.missing = float(np.abs(curve - line).max())
        self.solved = self.aims and self.gap is not None and self.missing < CLOSE
        if not (self.given is None or self.draws or self._held):
            self.bounds = corners.curve_bounds(self.X, *self._first, now=self.owner(self.X))

    def leftward(self, j: int) -> bool:
        """Whether neuron j speaks on the left of its corner, and is silent on the right."""
        return bool(self.owner.layers[0].W[j, 0] < 0)

    def silent(self, j: int) -> bool:
        """Whether neuron j says 0 from one end of the curve to the other."""
        place = self.corners[j].place
        return bool(place <= self.ends[0] if self.leftward(j) else place >= self.ends[1])

    @property
    def least(self) -> float:
        """How near a curve that only rises can come to its line; 0 if it may fall, too."""
        first, last = self.owner.layers
        falls = self.turns or np.any(first.W[:, 0] * last.W[0] < 0)
        asked = self.aims and self.y is not None and not falls
        return corners.largest_fall(self.X, self.y) / 2 if asked else 0.0

    @property
    def nearest(self) -> bool:
        """Whether a curve that only rises is as near as it can come."""
        return bool(self.least) and number(self.missing) == number(self.least)

    @property
    def draws(self) -> bool:
        """Whether the line is the reader's own, or is still to be drawn."""
        return self.follows and (self.given is None or not np.array_equal(self.y, self.given))

    @property
    def drawn(self) -> bool:
        """Whether the line is the reader's own."""
        return self.draws and self.y is not None

    @property
    def pencil(self) -> bool:
        """Whether the paper is empty."""
        return self.draws and self.y is None

    @property
    def corner(self) -> corners.Corner:
        """The chosen corner: where it is, and by how much the slope changes there."""
        return self.corners[self.chosen]

    @property
    def start(self) -> float:
        """The height that is added everywhere."""
        return float(self.owner.layers[1].b[0])

    @start.setter
    def start(self, height: float) -> None:
        self.owner.layers[1].b[0] = height

    # The score

    @property
    def counted(self) -> int:
        """With how many corners it is scored: as many as should follow a drawn line, or did."""
        return max(self.used, self.count) if self.drawn else self.used

    @property
    def best(self) -> dict[int, float]:
        """The smallest gap to this line so far, by the number of corners."""
        return self._score()[0]

    @property
    def machine(self) -> dict[int, float]:
        """The gap that snapping left, by the number of corners."""
        return self._score()[1]

    @property
    def left(self) -> float | None:
        """The gap that the machine left with so many corners, once a hand has left another."""
        gap = self.machine.get(self.counted) if self.drawn else None
        return None if gap is None or number(gap) == number(self.missing) else gap

    @property
    def beaten(self) -> bool:
        """Whether the reader's hand has come closer to the drawn line than snapping did."""
        machine = self.machine.get(self.counted, 0.0)
        return self.drawn and round(self.missing, 2) < round(machine, 2)

    def score(self) -> None:
        """Keep the gap, if it's the best; one that the picture can't hold is none."""
        if self.gap is not None and self.missing <= self.paper[3] - self.paper[2]:
            self.best[self.counted] = min(self.missing, self.best.get(self.counted, np.inf))

    def _score(self) -> tuple[dict[int, float], dict[int, float], dict]:
        """Of this line: the best gaps, those that the machine left, and its curves."""
        return self._scores.setdefault(b"" if self.y is None else self.y.tobytes(), ({}, {}, {}))

    # What the reader does

    def choose(self, event: dict) -> None:
        """A corner is chosen; by the curve's end the last one before it, which turns it."""
        if self._at_end(event):
            self.chosen = last_before(self.corners, self.ends[1])
        else:
            self.chosen = chosen(event, len(self.corners), self.chosen)

    def move(self, place: float) -> None:
        """Put the chosen corner at a place; the factor stays."""
        first, j = self.owner.layers[0], self.chosen
        if abs(first.W[j, 0]) < TINY:  # it had no place: give it one
            first.W[j, 0] = 1.0
        first.b[j] = -first.W[j, 0] * place

    def turn(self, factor: float) -> None:
        """Give the chosen corner a factor; its place stays."""
        first, last = self.owner.layers
        weight = abs(first.W[self.chosen, 0])
        checks.need(weight > TINY, "this neuron's weight is 0, so it has no corner: move its place")
        last.W[0, self.chosen] = factor / weight

    def nudge(self, event: dict) -> None:
        """Arrow keys on a corner move it."""
        self.choose(event)
        step = NUDGE * (5 if event.get("big") else 1)
        place = self.ends[1] if self._at_end(event) else self.corner.place
        if event["dx"] or self.free:
            height = float(self.owner([place])[0]) + step * event["dy"]
            self._lead(event, place + step * event["dx"], height)

    def drag(self, event: dict) -> None:
        """A hand moves a corner, or the curve's end; Escape puts it back."""
        self._held = event["phase"] in ("start", "move")  # nothing moves under a hand
        if self._drag is None or self._drag[0] != event["id"]:
            self._drag = event["id"], self.owner.parameters.copy()
        self.owner.parameters[...] = self._drag[1]
        self.corners = corners.corners(self.owner)
        self.choose(event)
        if event["phase"] in ("move", "end"):
            self._lead(event, event["x"], event["y"])

    def unlock(self) -> None:
        """From the beginning, and hands may turn the corners, too."""
        self.turns = True
        self.owner.parameters[...] = self.at_first

    def erase(self) -> None:
        """An empty paper."""
        self.y, self.by_hand = None, False

    def draw(self, event: dict) -> None:
        """A line was drawn, [[x, y], ...]: the corners snap to it."""
        points = checks.numbers(event["points"], "the line's points", dtype=float)
        fine = points.ndim == 2 and points.shape[1] == 2 and len(points) > 1
        checks.need(fine and np.isfinite(points).all(), "draw a line from left to right")
        points = points[np.argsort(points[:, 0], kind="stable")]
        self._follow(np.interp(self.X[:, 0], *points.T))

    def take(self, event: dict) -> None:
        """One of `LINES` in place of a drawn one."""
        self._follow(line_heights(event["line"], self.X[:, 0], self.paper))

    def open(self) -> None:
        """Its example, and one corner less than would follow it closely: to be beaten."""
        for self.count in range(1, AT_FIRST):
            self.take({"line": self.example})
            self.best[self.count] = self.machine[self.count]
        self.at_first = self.owner.parameters.copy()

    def more(self, event: dict) -> None:
        """One corner more, or one fewer, follows the line."""
        self.count = int(np.clip(self.count + event["by"], 1, len(self.owner.layers[0])))
        if self.y is not None:
            self.snap()

    def snap(self) -> None:
        """Put corners where they come closest to the line; what isn't needed is parked."""
        line = corners.target_line(self.X, self.y)
        x, first = np.unique(line[:, 0], return_index=True)
        fit = snap(x, line[first, 1], self.count)
        parked = len(self.owner.layers[0]) - self.count
        places = np.append(fit.places, np.full(parked, self.ends[1]))
        write(self.owner, places, np.append(fit.factors, np.zeros(parked)), fit.start)
        self.chosen = 0
        self.machine[self.count] = fit.gap
        self._score()[2][self.count] = self._curve()

    def hand(self) -> None:
        """Numbers by hand, or not any more."""
        self.by_hand = not self.by_hand

    # Inside

    @property
    def free(self) -> bool:
        """Whether a hand moves corners up and down as well: the others stay where they are.

        Where a neuron opens to the left, its curve doesn't start level: then only its place moves.
        """
        return self.moves and self.turns and bool(np.all(self.owner.layers[0].W > TINY))

    def _at_end(self, event: dict) -> bool:
        """Whether it's about the curve's end, which stands behind the corners that are seen."""
        seen = sum(not self.parked(corner) for corner in self.corners)
        return self.free and event.get("index") == seen

    def _lead(self, event: dict, x: float, height: float) -> None:
        """Put the chosen corner there, or as near as it may; or turn there what ends the curve."""
        run = self.ends[1] - self.corner.place
        if self._at_end(event) and run > TINY:
            rise = round(float(height), DECIMALS) - float(self.owner([self.ends[1]])[0])
            self.turn(self.corner.factor + rise / run)
        elif self.free:
            put(self.owner, self.chosen, (x, round(float(height), DECIMALS)), self.ends)
        else:
            self.move(round(float(np.clip(x, *self.ends)), DECIMALS))

    def _follow(self, heights: np.ndarray) -> None:
        self.y = np.clip(heights, *self.paper[2:]).reshape(-1, 1)
        self.snap()

    # What it shows

    def picture(self) -> SketchMarks:
        """The curve with its corners, the line it should become, and what is missing."""
        seen = self.shown
        there = [
            (c, float(seen.owner([c.place])[0]) if np.isfinite(c.place) else np.nan)
            for c in seen.corners
            if not seen.parked(c)
        ]
        aimed = self.aims and seen.y is not None
        line = corners.target_line(self.X, seen.y) if aimed else NOTHING
        if self.pencil:
            line = line[line[:, 0] < self.ends[1] - ON_ITS_WAY * (self.ends[1] - self.ends[0])]
            more: dict[str, Any] = {"pencil": True, "cue": "draw from left to right"}
        else:
            moves = ("free" if self.free else "across") if self.moves else ""
            more = {"moves": moves, "cue": HELD[moves * self.fresh], "chosen": self.chosen}
            more |= {"gap": self.gap if self.aims and not self.solved else None}
            more |= {"machine": NOTHING if self.left is None else self._score()[2][self.counted]}
            if self.nearest or (self.solved and not self.drawn):
                more |= {"machine": self._curve(self.owner.with_parameters(self.at_first))}
            elif self.least:
                middle = (self.y.max() + self.y.min()) / 2
                level = np.array([[x, middle] for x in self.ends])
                more |= {"machine": level, "rival": f"{LEVEL}: gap {number(self.least)}"}
            if self.free:
                more |= self._end()
        return sketch(self.bounds, seen._curve(), there, line=line, **more)

    def _end(self) -> dict[str, Any]:
        """Where the curve ends; at first it asks for a hand, if the gap is there."""
        height = float(self.owner([self.ends[1]])[0])
        x, now, wanted = self.gap if self.aims and self.gap else (np.nan, 0.0, 0.0)
        asks = self.fresh and not self.drawn and not self.solved and x == self.ends[1]
        cue = {"cue": f"pull the end {'down' if now > wanted else 'up'}"} if asks else {}
        end = {"at": [self.ends[1], float(np.clip(height, *self.bounds[2:]))], "asks": asks}
        end |= {"spoken": "Move the curve’s end", "says": f"height {words.short(round(height, 2))}"}
        return {"end": end} | cue

    def still(self) -> SketchMarks:
        """What a stored picture shows: never an empty paper, but a line and its corners.

        Of a line that is given, and not yet followed, one corner is still missing.
        """
        done = self.solved or self.drawn or not (self.follows and self.fresh)
        if done and not self.pencil:
            return self.picture()
        return (self.shown if self.pencil else self._followed(max(1, self.count - 1))).picture()

    @property
    def shown(self) -> "Corners":
        """Whose corners are seen: its own, or those that follow the empty paper's example."""
        return self._followed(self.count) if self.pencil else self

    def _followed(self, count: int) -> "Corners":
        """A copy of which so many corners follow the line, or an empty paper's example."""
        other = copy(self)
        other.owner, other._scores, other.count = self.owner.copy(), {}, count
        if self.pencil:
            other.take({"line": self.example})
        else:
            other.snap()
        other.read()
        return other

    def _curve(self, owner: Network | None = None) -> np.ndarray:
        return corners.curve_points(owner or self.owner, (*self.ends, *self.bounds[2:]))

    def parked(self, corner: corners.Corner) -> bool:
        """Whether it is out of use and out of the way, at the end."""
        return self.drawn and corner.place >= self.ends[1] and abs(corner.factor) <= FLAT

    def verdict(self) -> str:
        """How far it is from its target; without one, which way it turns."""
        if not self.aims:
            return words.turned(corner.factor for corner in self.corners)
        if self.gap is None:
            neurons = words.counted(self.count, "neuron")
            return f"The paper is empty. Draw any line. How far off will {neurons} be?"
        if self.solved:
            return "The curve lies on its target: the largest gap is 0.00."
        x, height, wanted = self.gap
        side = "high" if height > wanted else "low"
        where = f"at x = {words.short(round(x, 2))}, where the curve is too {side}"
        return f"The largest gap is {number(self.missing)}, {where}."
