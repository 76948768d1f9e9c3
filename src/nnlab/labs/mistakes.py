"""A neuron that learns from its mistakes, one sample at a time: MistakeLab without its widgets."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks, perceptron_step
from nnlab.labs import words
from nnlab.labs.samples import CELLS, is_gate, two_names, two_sided
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, ROWS
from nnlab.pictures.geometry import Bounds, bounds_around, line_geometry, sample_plane
from nnlab.pictures.glass import pieces
from nnlab.pictures.plane import answers, point_of_each
from nnlab.pictures.ticks import ticks_between

GHOSTS = 9  # earlier lines that are still drawn
LONGEST = 400  # numbers that are remembered: longer than any circle that can be watched
AIR = 0.1  # round the samples, of what they span
SQUARE: Bounds = (-1.65, 2.65, -2.05, 2.25)  # a gate: with each line of the circle on XOR
DIAGONALS = [[0, 0], [1, 1]], [[0, 1], [1, 0]]
TICKS = 7  # or so, an axis
UNLIKE = 2.0  # spans that differ by more than this have a scale each
CLOSE = 1e-6  # sums so near to 0 are added up as the rule itself does
MOST = 10_000  # mistakes in one go
SEEN = 0.3  # a line is seen if so much of it is, in parts of the picture
CROWD = 12  # of more than so many that are wrong only the next one is ringed
NUMBERS = ("0", "1")  # what classes without names are called


@dataclass(frozen=True, eq=False)
class Task:
    """Samples to learn from, samples kept back, and what all of it is called.

    Parameters
    ----------
    X : (n_samples, 2), targets : (n_samples,) int, 0 or 1
    unseen, unseen_targets : the same of the samples kept back
    inputs, classes : what the two inputs and the two classes are called
    thing : what a sample is
    origin, unit : (2,), a sample x was measured as origin + unit * x: for the ticks
    """

    X: np.ndarray
    targets: np.ndarray
    unseen: np.ndarray = field(default_factory=lambda: np.empty((0, 2)))
    unseen_targets: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    inputs: tuple[str, str] = ("x₁", "x₂")
    classes: tuple[str, str] = NUMBERS
    thing: str = "point"
    origin: tuple[float, float] = (0.0, 0.0)
    unit: tuple[float, float] = (1.0, 1.0)

    @property
    def all(self) -> np.ndarray:
        """All samples, those to learn from first."""
        return np.vstack([self.X, self.unseen])

    @property
    def is_gate(self) -> bool:
        """Whether the samples are the four rows of a truth table."""
        return is_gate(self.X)

    def frame(self) -> dict[str, Any]:
        """The plane's ends, its ticks in the units of the measures, and its names."""
        low, high = self.all.min(axis=0), self.all.max(axis=0)
        span = np.maximum(high - low, 1e-9)
        stretch = bool(span.max() > UNLIKE * span.min())
        if stretch:
            low, high = low - AIR * span, high + AIR * span
            bounds = (low[0], high[0], low[1], high[1])
        else:
            bounds = SQUARE if self.is_gate else bounds_around(self.all)
        axes = zip(bounds[0::2], bounds[1::2], self.origin, self.unit, strict=True)
        ticks = [_measured(*axis, TICKS if stretch else 4) for axis in axes]
        names = {"x_name": self.inputs[0], "y_name": self.inputs[1]}
        return {"bounds": bounds, "ticks": ticks, "stretch": stretch} | names


def _measured(low: float, high: float, origin: float, unit: float, most: int) -> list[list]:
    """The ticks of an axis, in the units of what was measured."""
    ends = origin + unit * low, origin + unit * high
    found = ticks_between(min(ends), max(ends), most)
    return [[(tick - origin) / unit, words.short(tick)] for tick in found]


def xor() -> Task:
    """The four rows that no line parts."""
    X, targets = np.array(ROWS, dtype=float), np.array(BOOLEAN_FUNCTIONS["XOR"])
    return Task(X, targets, thing="row")


class Mistakes:
    """A neuron, and the perceptron rule that shows it its next mistake, in order, pass after pass.

    Parameters
    ----------
    neuron : Neuron with 2 weights; its own numbers are changed
    task : the samples

    Attributes
    ----------
    task : what it learns now
    trail : of each mistake the sample and the numbers after it; the first is (-1, the start)
    passes : mistakes in each pass, the last may be under way
    asked : whether the reader asked why it goes in a circle
    position, begun : the sample from which it goes on; the numbers with which it began
    met : the sample that is its next mistake, or -1: there is none
    wrong, unseen_wrong : which samples it gets wrong
    following : the numbers after the next mistake, or None
    circle : after how many mistakes all returns, for ever; 0 if it doesn't, or isn't known to

    >>> mistakes = Mistakes(Neuron([0, 0]), xor())
    >>> for _ in range(4):
    ...     mistakes.run_pass()
    >>> mistakes.read()
    >>> mistakes.passes, mistakes.circle
    ((2, 3, 4, 4), 4)
    """

    def __init__(self, neuron: Neuron, task: Task) -> None:
        self.owner, self.task, self._first = neuron, task, task
        self.start = neuron.parameters.copy()
        self.begin()

    def begin(self) -> None:
        """The first pass begins, with the numbers as they are."""
        self.position, self.begun = 0, self._now()
        self.passes: tuple[int, ...] = (0,)
        self.trail: tuple[tuple[int, tuple], ...] = ((-1, self._now()),)
        self.asked = False

    def read(self) -> None:
        """What it gets wrong now, and what its next mistake will do."""
        words.check_finite(["weight of x₁", "weight of x₂", "bias"], self.owner.parameters)
        task = self.task
        self.wrong = self._says(task.X) != task.targets
        self.unseen_wrong = self._says(task.unseen) != task.unseen_targets
        self.met, self.following = self._next(), None
        if self.met >= 0:
            after = Neuron(self.owner.w, self.owner.b)
            perceptron_step(after, task.X[self.met], task.targets[self.met])
            self.following = after.parameters
        self.circle = self._circle()

    @property
    def leaves(self) -> bool:
        """Whether the next mistake pulls the line out of the picture, but for a corner of it."""
        x0, x1, y0, y1 = bounds = self.task.frame()["bounds"]
        ends = None if self.following is None else self._line(self.following, bounds)
        far = np.diff(ends, axis=0)[0] / (x1 - x0, y1 - y0) if ends else 0.0
        return bool(np.linalg.norm(far) < SEEN)

    @property
    def done(self) -> bool:
        """Whether a pass went by without a mistake."""
        return not self.wrong.any()

    @property
    def count(self) -> int:
        """Mistakes so far."""
        return sum(self.passes)

    # What the reader does

    def show(self, times: int = 1) -> None:
        """Show it its next mistake, and let it learn from it."""
        for _ in range(times):
            if not self._learn(self._next()):
                return

    def touch(self, row: int) -> None:
        """Show it the mistake that is ringed in the plane, if that is this mark."""
        if self.met >= 0 and row == self._row():
            self.show()

    def run_pass(self) -> None:
        """Show it all that is left of this pass, or the next one."""
        if self._learn(self._next()):
            for _ in range(MOST):
                if self._next() < self.position or not self._learn(self._next()):
                    return

    def again(self) -> None:
        """Back to the start, and to the task it had."""
        self.task = self._first
        self.owner.parameters[...] = self.start
        self.begin()

    def turn_to_xor(self) -> None:
        """Learn the four rows of XOR, from zero."""
        self.task = xor()
        self.owner.parameters[...] = 0
        self.begin()

    @property
    def is_elsewhere(self) -> bool:
        """Whether it has turned to XOR from a task of the reader's."""
        return self.task is not self._first

    # What it shows

    def picture(self) -> dict[str, Any]:
        """What the plane shows."""
        task, frame = self.task, self.task.frame()
        *w, b = self.owner.parameters
        line = self._line(self.owner.parameters, frame["bounds"])
        seen = [self._line(numbers, frame["bounds"]) for numbers in self._ghosts()]
        ghosts = [
            {"points": segment, "faint": 0.1 + 0.3 * (k / GHOSTS) ** 1.4}
            for k, segment in enumerate(seen, GHOSTS - len(seen) + 1)
            if segment
        ]
        drawn: list[dict[str, Any]] = self._coming(frame["bounds"], ghosts)
        why = bool(self.circle and self.asked and task.is_gate)  # what no line can part
        if why:
            drawn = [{"points": ends, "faint": 0.8} for ends in DIAGONALS]
            drawn.append({"points": [np.mean(DIAGONALS[0], axis=0)] * 2, "dots": True})
        met = self.met >= 0 and not why  # then nothing lies on their middle
        own = {"draggable": False, "selected": True, "moves": "itself"}
        hollow = np.arange(len(task.all)) >= len(task.X)
        wrong = np.append(self.wrong, self.unseen_wrong)
        wrong &= wrong.sum() <= CROWD
        return (
            frame
            | answers(self.owner.activation, sample_plane(frame["bounds"], CELLS) @ w + b)
            | {
                "X": task.all,
                "classes": np.append(task.targets, task.unseen_targets),
                "wrong": wrong,
                "hollow": hollow,
                "lines": [{"segment": line} | own] if line else [],
                "curves": drawn,
                "focus": {"index": self._row(), "text": self.called()} if met else {},
                "cue": "touch it" if self.met >= 0 and not self.count else "",
                # Where a mistake is ringed, the sentence says it, and a note would cover the mark.
                "note": "" if any(w) or self.met >= 0 else "w = 0: there is no line",
            }
        )

    def called(self) -> str:
        """What the next mistake is, and what the neuron calls it."""
        if self.met < 0:
            return ""
        names, target = self.task.classes, self.task.targets[self.met]
        if names == NUMBERS:
            which = f"{words.place(self.task.X[self.met])} " if self.task.is_gate else ""
            return f"{which}wants {target}, gets {1 - target}"
        return f"{names[target]}, called {names[1 - target]}"

    def best(self) -> int:
        """How many samples the best line of its circle gets right."""
        lines = np.array([numbers for _, numbers in self.trail[-self.circle :]])
        says = self.task.X @ lines[:, :2].T + lines[:, 2] > 0  # (n_samples, n_lines)
        return int((says.T == self.task.targets).sum(axis=1).max())

    def describe(self) -> str:
        """Where it stands, in words."""
        task, n = self.task, len(self.task.X)
        right = f"{n - int(self.wrong.sum())} of {n} that it learns from are right"
        if len(task.unseen):
            known = len(task.unseen) - int(self.unseen_wrong.sum())
            right += f", {known} of {len(task.unseen)} kept back"
        if self.done:
            return f"{words.counted(self.count, 'mistake')} taught it. {right}.".capitalize()
        where = f"Pass {len(self.passes)}, {words.counted(self.count, 'mistake')} so far."
        turns = f" The same {self.circle} lines return for ever." if self.circle else ""
        return f"{where} {words.sentence(right)}. The next mistake: {self.called()}.{turns}"

    # Inside

    def _now(self) -> tuple[float, ...]:
        return tuple(self.owner.parameters.tolist())

    def _says(self, X: np.ndarray) -> np.ndarray:
        """What the rule sees it say: (n,) 0 or 1; no rounding may part the two."""
        w, b = self.owner.w, self.owner.b
        z = X @ w + b
        for i in np.flatnonzero(np.abs(z) < CLOSE):
            z[i] = X[i] @ w + b
        return (z > 0).astype(int)

    def _next(self) -> int:
        """The next sample that it gets wrong, from its position on and round; -1 for none."""
        wrong = np.flatnonzero(self._says(self.task.X) != self.task.targets)
        if not len(wrong):
            return -1
        ahead = wrong[wrong >= self.position]
        return int(ahead[0] if len(ahead) else wrong[0])

    def _learn(self, i: int) -> bool:
        """Learn from this mistake; whether there was one."""
        if i < 0:
            return False
        if i < self.position:
            self.passes += (0,)
        perceptron_step(self.owner, self.task.X[i], self.task.targets[i])
        self.passes = (*self.passes[:-1], self.passes[-1] + 1)
        self.position = i + 1
        self.trail = (*self.trail, (i, self._now()))[-LONGEST:]
        if self._next() < 0:
            self.passes += (0,)  # the pass that finds none
        return True

    def _circle(self) -> int:
        """How many mistakes ago it stood here with the same numbers."""
        *before, last = self.trail
        for ago, known in enumerate(reversed(before), 1):
            if known == last and last[0] >= 0:
                return ago
        return 0

    def _coming(self, bounds: Bounds, ghosts: list[dict]) -> list[dict[str, Any]]:
        """Pale what the next mistake changes, dotted the line that comes; in between the ghosts."""
        if self.following is None:
            return ghosts
        line, both = self._line(self.following, bounds), (self.owner.parameters, self.following)
        sides = {"01": 1, "10": -1}  # of what it says now, and then
        pale = [
            {"points": polygon, "side": sides[code]}
            for code, polygon, _ in pieces(both, bounds)
            if code in sides
        ]
        return pale + ghosts + ([{"points": line, "dotted": True}] if line else [])

    def _ghosts(self) -> list[tuple]:
        """The numbers it had before, the newest last, each once."""
        now = self._now()
        found: dict[tuple, bool] = {}
        for _, numbers in reversed(self.trail):
            if numbers != now and len(found) < GHOSTS:
                found[numbers] = True
        return list(reversed(found))

    def _row(self) -> int:
        """Which mark of the plane stands for the next mistake: samples that coincide are one."""
        return point_of_each(self.task.X, self.task.targets)[self.met]

    def _line(self, numbers: ArrayLike, bounds: Any) -> list | None:
        """The two ends of a line in the picture, or None."""
        w1, w2, b = np.asarray(numbers, dtype=float)
        line = line_geometry([w1, w2], b, bounds)
        return line["segment"] if line else None


def checked_task(
    neuron: Neuron, X: ArrayLike, y: ArrayLike, kept: Any = None, **named: Any
) -> Task:
    """A task out of what a reader gives: `kept` is None, (X, y), or 5 for every fifth.

    >>> task = checked_task(Neuron([0, 0]), [[0, 0], [0, 1], [1, 1]], [[0], [1], [1]], 2)
    >>> task.X.tolist(), task.unseen.tolist()
    ([[0.0, 1.0]], [[0.0, 0.0], [1.0, 1.0]])
    """
    x, targets = _checked_samples(neuron, X, y)
    unseen, unseen_targets = x[:0], targets[:0]
    if isinstance(kept, tuple | list):
        checks.need(len(kept) == 2, "kept is a pair (X, y), or a whole number n: every n-th")
        unseen, unseen_targets = _checked_samples(neuron, *kept)
    elif kept is not None:
        back = np.arange(len(x)) % checks.whole(kept, "kept", 2) == 0
        checks.need(not back.all(), "that keeps all samples back: give more, or kept=None")
        unseen, unseen_targets, x, targets = x[back], targets[back], x[~back], targets[~back]
    pairs = {name: named[name] for name in ("inputs", "classes") if name in named}
    named |= dict(zip(pairs, two_names(**pairs), strict=True))
    for name in {"origin", "unit"} & named.keys():
        pair = checks.numbers(named[name], name)
        one = pair.shape in ((), (2,)) and (name == "origin" or pair.all())
        checks.need(one, f"{name} is one number, or one for each input, not {pair.tolist()}")
        named[name] = tuple(np.broadcast_to(pair, (2,)).tolist())
    return Task(x, targets, unseen, unseen_targets, **named)


def _checked_samples(neuron: Neuron, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    X = checks.inputs(X, neuron).astype(float)
    return X, (two_sided(y, len(X))[:, 0] > 0).astype(int)
