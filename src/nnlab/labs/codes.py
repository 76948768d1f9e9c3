"""The lines of a layer's neurons, the pieces between them, and the code of each sample."""

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer, checks
from nnlab.labs import words
from nnlab.labs.lines import Lines
from nnlab.labs.samples import LONGEST_TABLE
from nnlab.pictures.geometry import TINY, Bounds, line_geometry
from nnlab.pictures.glass import area, glass_marks, most_pieces
from nnlab.pictures.layer import code_of

SIGNS = "●▲■◆"  # of the kinds of samples, as a plane draws them
ASPECT = 1.6  # of the picture: as a card's, so that its crop takes no piece
FEW = 6  # samples whose codes stand one by one, and which threads tie
SEEN = 1.5e-3  # of the picture: smaller pieces aren't counted, as nobody sees them
CLOSE, CLOSER = 0.9, 0.8  # of a plane's height: wider pictures need less air, crowds least
STAGES = {"half": 1 / 2, "two thirds": 2 / 3, "five sixths": 5 / 6}  # what is asked for, in turn
EDGE = 0.16  # of a line: so far from its ends lies its dot at first
LOWER = 0.02  # of it: so much room is worth less at the upper end, where its number stands
GRID = 0.06  # of the picture's height: of a crowd's points in such a square one is avoided


class Codes(Lines):
    """A layer's lines, and the code of each sample: LayerLab without its widgets.

    Parameters
    ----------
    layer : Layer with 2 inputs
    X, y : as of `Lines`; or y one-hot, a column for each kind of sample

    Attributes
    ----------
    coded : whether it's about codes
    codes : of each sample
    mixed : the codes that samples with different targets share
    wrong : where neuron j speaks for kind j alone, how many of its answers are wrong; else []
    pieces : those of the picture, see `pictures.glass`
    n_pieces, most : how many of them can be seen, and how many its lines could cut
    crossed : (n, n), which of its lines cross in the picture
    own, best : the samples with the code of their kind, and the most of them so far

    >>> codes = Codes(Layer(2, 2, init="zeros"), [[0, 0], [1, 1]], [[0], [1]])
    >>> codes.read()
    >>> codes.codes, codes.mixed
    (['00', '00'], ['00'])
    """

    owner: Layer
    CLEAR = 0.11  # its marks are larger, beside the picture's height

    def __init__(self, layer: Layer, X: ArrayLike, y: ArrayLike) -> None:
        super().__init__(layer, X, y)
        few = len(self.X) <= LONGEST_TABLE
        self.bounds = _wide(self.bounds, CLOSE if few else CLOSER)
        side = GRID * (self.bounds[3] - self.bounds[2])
        self._marks = self.X if few else np.unique(np.round(self.X / side), axis=0) * side
        self.avoid = self.X if few else ()
        self._roomiest = [self._roomy(j) for j in range(len(layer))]
        self._rest = {j: place for j, (place, _) in enumerate(self._roomiest)}
        self.coded = True
        self.kinds = self.y.shape[1] == len(layer) > 1  # neuron j speaks for kind j alone
        self.best = 0
        # What there is to win: "codes", "pieces", one "more", as "few" as can be; or nothing.
        self.aim = ""

    def name_them(self, inputs: Any, classes: Any) -> None:
        """Call the two inputs so, and each kind of sample."""
        super().name_them(inputs, Lines.classes)
        n = max(2, self.y.shape[1])
        fits = isinstance(classes, tuple | list) and len(classes) == n
        fits |= classes == Lines.classes  # none was given
        checks.need(fits, f"classes are {n} names, one for each kind, not {checks.short(classes)}")
        self.classes = tuple(map(str, classes))

    def called(self, j: int) -> str:
        """What kind j is called."""
        return self.classes[j] if "classes" in self.named else SIGNS[j]

    def begin(self) -> None:
        """Settle what there is to win, from how things are at first."""
        self.read()
        apart = self.mixed and not self._one_place()  # else no line could do it
        rest = "" if self.n_pieces == self.most else "pieces"
        self.aim = "codes" if self.coded and apart else rest
        if self.kinds:  # first the line whose handle hides least
            self.aim, self.row = "", int(np.argmax([room for _, room in self._roomiest]))
        if self.aim == "codes":  # first a line that parts nothing yet
            self.row = int((self.says.min(axis=0) == self.says.max(axis=0)).argmax())

    def read(self) -> None:
        """What each neuron says now, and which codes are mixed."""
        super().read()
        if self.y.shape[1] > 1:
            self.targets = self.y.argmax(axis=1)
        answers = self.says == self.y if self.kinds else np.ones((len(self.X), 0), dtype=bool)
        self.wrong = (~answers).sum(axis=0).tolist()
        self.own = int(answers.all(axis=1).sum())  # samples with the code of their kind
        self.codes = [code_of(says) for says in self.says]
        wanted = [code for code, _ in set(zip(self.codes, self.targets.tolist(), strict=True))]
        self.mixed = sorted({code for code in wanted if wanted.count(code) > 1})
        self.solved = self.coded and not self.mixed
        held = self.line(self.row)
        avoid = [*self._marks, *([held["anchor"], held["head"]] if held else [])]
        self.pieces = glass_marks(self.numbers, self.bounds, avoid)
        seen = SEEN * (self.bounds[1] - self.bounds[0]) * (self.bounds[3] - self.bounds[2])
        self.n_pieces = sum(area(piece["polygon"]) >= seen for piece in self.pieces)
        self.most = most_pieces(len(self.owner))
        self.crossed = self._crossed()

    @property
    def won(self) -> bool:
        """Whether what there was to win has been won."""
        n = len(self.owner)
        few = self.aim == "few" and self.n_pieces == n + 1 and not self.same()
        few = few and all(line and line["segment"] for line in self.lines())
        reached = {"codes": self.solved, "pieces": self.n_pieces == self.most, "few": few}
        return reached.get(self.aim, False)

    @property
    def target(self) -> tuple[str, int] | None:
        """What share of the samples is asked for next, and how many these are; None: no more."""
        asked = {name: int(np.ceil(share * len(self.X))) for name, share in STAGES.items()}
        return next(((name, n) for name, n in asked.items() if n > self.best), None)

    def lead_on(self, told: bool = False) -> None:
        """The next goal: the most pieces, one more (unless that was told), as few as can be."""
        rest = "pieces" if self.n_pieces < self.most else "few"
        self.aim = {"codes": rest, "pieces": "few" if told else "more", "more": "few"}.get(
            self.aim, self.aim
        )

    def picture(self) -> dict[str, Any]:
        """What the plane shows: sheets, lines of which the chosen one is strong, samples."""
        lines: list[dict[str, Any]] = [
            (line or {}) | {"label": "", "selected": j == self.row, "draggable": line is not None}
            for j, line in enumerate(self.lines())
        ]
        names = [f"the line of neuron {j}" for j in range(len(self.owner))]
        drawn = any(line["draggable"] for line in lines)
        return self.axes() | {
            "bounds": self.bounds,
            "X": self.X,
            "classes": self.targets,
            "probe": self.probe(),
            "pieces": self.pieces,
            "curves": [{"points": self.X[pair], "dotted": True} for pair in self.threads()],
            "lines": lines,
            "names": {"lines": [[f"Move {name}", f"Turn {name} by its arrow"] for name in names]},
            "selected": self.points()[self.point] if self.point >= 0 else -1,
            "cue": "" if self.tries or self.won else "drag a line",
            "note": "" if drawn else "all weights are 0: there is no line",
        }

    def threads(self) -> list[list[int]]:
        """The pairs of few samples that share a code and want different answers."""
        few = len(self.X) if self.coded and len(self.X) <= FEW else 0
        pairs = combinations(range(few), 2)
        alike = [[i, j] for i, j in pairs if self.codes[i] == self.codes[j]]
        return [pair for pair in alike if np.ptp(self.targets[pair])]

    def say(self, z: np.ndarray) -> str:
        """The code where these are the sums."""
        return code_of(z > 0)

    def same(self) -> list[int]:
        """The first neurons that draw one line between them; [] if all differ."""
        lengths = np.hypot(*self.numbers[:, :2].T)[:, np.newaxis]
        unit = self.numbers / np.where(lengths > TINY, lengths, np.nan)
        apart = [np.abs(unit[:, np.newaxis] - side * unit).max(axis=-1) for side in (1, -1)]
        alike = np.minimum(*apart) < 1e-9  # (n, n)
        return next((np.flatnonzero(row).tolist() for row in alike if row.sum() > 1), [])

    def _roomy(self, j: int) -> tuple[list[float], float]:
        """Where the dot of a line is at first: where most room is left; and how much."""
        x0, x1, y0, y1 = self.bounds
        *w, b = self.numbers[j]
        line = self._segment(j) if np.isfinite(self.numbers).all() else None
        if line is None:
            return [(x0 + x1) / 2, (y0 + y1) / 2], 0.0
        start, end = np.array(line)
        z0, z1 = self._sums(np.array(line))
        crossing = z0 * z1 < 0
        shares = (z0 / np.where(crossing, z0 - z1, 1.0))[crossing, np.newaxis]
        marks = np.concatenate([self._marks, start + shares * (end - start)])
        places = start + np.linspace(EDGE, 1 - EDGE, 61)[:, np.newaxis] * (end - start)
        starts = [line_geometry(w, b, self.bounds, near=place) for place in places]
        arrows = np.array([[each["anchor"], each["head"]] for each in starts if each])
        along = np.linspace(arrows[:, 0], arrows[:, 1], 4)[:, :, np.newaxis]  # (4, places, 1, 2)
        room = np.hypot(*np.moveaxis(along - marks, -1, 0)).min(axis=(0, 2))
        best = (room - LOWER * places.sum(axis=1)).argmax()
        return places[best].tolist(), float(room[best])

    def _segment(self, j: int) -> list | None:
        *w, b = self.numbers[j]
        line = line_geometry(w, b, self.bounds)
        return line["segment"] if line else None

    def _crossed(self) -> np.ndarray:
        """Which lines cross in the picture: the ends of each lie on both sides of the other."""
        n = len(self.numbers)
        ends = [self._segment(j) for j in range(n)]
        sides = np.zeros((n, n), dtype=bool)  # [i, j]: line i has an end on both sides of line j
        for i in range(n):
            if ends[i]:
                z = self._sums(np.array(ends[i]))  # (2, n)
                sides[i] = np.sign(z).prod(axis=0) < 0
        return sides & sides.T

    def _wanted(self, y: ArrayLike) -> np.ndarray:
        """One column, or one for each kind."""
        hot = checks.targets(y, len(self.X)).copy()
        if hot.shape[1] == 1:
            return super()._wanted(y)
        few = f"LayerLab has signs for {len(SIGNS)} kinds; y has {hot.shape[1]} columns"
        checks.need(hot.shape[1] <= len(SIGNS), few)
        one_hot = np.isin(hot, (0, 1)).all() and (hot.sum(axis=1) == 1).all()
        checks.need(one_hot, "with several columns, y must have one 1 in each row, else 0")
        return hot

    # In words

    def describe(self) -> str:
        """The layer in words."""
        rows = [
            f"neuron {j} has {words.place(w)} and {words.short(b)}"
            for j, (*w, b) in enumerate(self.numbers)
        ]
        told = self._one_line() if self.same() else self._each_kind() if self.kinds else ""
        pieces = words.sentence(words.counted(self.n_pieces, "piece"))
        told = told or (self.apart() if self.coded else f"{pieces}.")
        return f"{words.sentence(words.listed(rows))}. {told}"

    def brief(self) -> str:
        """What needs to be said now: of lines that are one, of mixed codes, or of sheets."""
        if self.same():
            return self._one_line()
        if self.kinds:
            return ""
        if self.coded and self.mixed:
            return self.apart()
        glass = "Each neuron lays a sheet where it says 1. Where sheets overlap, colours mix"
        answers = words.counted(len(self.owner), "answer")
        return f"{glass}: every piece has a code of {answers}."

    def _each_kind(self) -> str:
        """How often each neuron is wrong about its kind."""
        said = [
            f"neuron {j} speaks for {self.called(j)}: {n} wrong" for j, n in enumerate(self.wrong)
        ]
        return words.sentence(f"{'; '.join(said)}.")

    def _one_line(self) -> str:
        """Of neurons that draw one line."""
        together = "together they see no more than one of them."
        return f"Neurons {words.listed(self.same())} draw one and the same line: {together}"

    def apart(self) -> str:
        """Whether points with one code want the same."""
        if not self.mixed:
            same = "Points with the same code want the same"
            return f"{same}: the codes are enough to tell ● from ▲."
        mixed = self.mixed[0]
        here = [x for x, code in zip(self.X, self.codes, strict=True) if code == mixed]
        points = words.listed(map(words.place, here)) if len(here) <= 4 else f"{len(here)} points"
        shared = f"Code {mixed} is mixed: {points} share it and want different answers."
        if one_place := self._one_place(mixed):
            return f"{shared} No line can part those that lie on one another, {one_place}."
        cut = "Cut their dotted thread" if self.threads() else "Put a line between them"
        return f"{shared} {cut}."

    def _one_place(self, code: str = "") -> str:
        """A place at which samples (of this code) want different answers, if there is any."""
        wants: dict[tuple[float, ...], set[int]] = {}
        for x, own, target in zip(self.X.tolist(), self.codes, self.targets.tolist(), strict=True):
            if own.startswith(code):
                wants.setdefault(tuple(x), set()).add(target)
        return next((f"at {words.place(x)}" for x, kinds in wants.items() if len(kinds) > 1), "")


def _wide(bounds: Bounds, close: float) -> Bounds:
    """A picture around the same middle, wider than it is high."""
    x0, x1, y0, y1 = bounds
    middle, up = ((x0 + x1) / 2, (y0 + y1) / 2), close * (y1 - y0) / 2
    return middle[0] - ASPECT * up, middle[0] + ASPECT * up, middle[1] - up, middle[1] + up
