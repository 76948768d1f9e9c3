"""The codes of a layer: what its neurons say together about each sample, and who shares a code."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer
from nnlab.labs.lines import Lines
from nnlab.labs.samples import LONGEST_TABLE
from nnlab.labs.words import counted, listed, place, sentence, short
from nnlab.pictures.geometry import TINY
from nnlab.pictures.layer import code_of, layer_lines


class Codes(Lines):
    """A layer's lines, and the code of each sample: LayerLab without its widgets.

    Parameters
    ----------
    layer : Layer with 2 inputs
    X, y : as of `Lines`

    Attributes
    ----------
    coded : whether the reader knows of codes
    codes : of each sample
    mixed : the codes that samples with different targets share

    >>> codes = Codes(Layer(2, 2, init="zeros"), [[0, 0], [1, 1]], [[0], [1]])
    >>> codes.read()
    >>> codes.codes, codes.mixed
    (['00', '00'], ['00'])
    """

    owner: Layer

    def __init__(self, layer: Layer, X: ArrayLike, y: ArrayLike) -> None:
        super().__init__(layer, X, y)
        self.coded = True

    def read(self) -> None:
        """What each neuron says now, and which codes are mixed."""
        super().read()
        self.codes = [code_of(says) for says in self.says]
        wanted = [code for code, _ in set(zip(self.codes, self.targets.tolist(), strict=True))]
        self.mixed = sorted({code for code in wanted if wanted.count(code) > 1})
        self.solved = self.coded and not self.mixed

    def picture(self) -> dict[str, Any]:
        """What the plane shows: lines with their names, regions with their codes."""
        layer, n = self.owner, len(self.owner)
        few = self.X if len(self.X) <= LONGEST_TABLE else ()
        chosen = self.row if n > 1 else None
        marks = layer_lines(layer, self.lines(), self.bounds, few, chosen=chosen, codes=self.coded)
        names = [f"the line of neuron {j}" for j in range(n)]
        return (
            super().picture()
            | marks
            | {
                "names": {
                    "lines": [[f"Move {name}", f"Turn {name} by its arrow"] for name in names]
                },
                "selected": self.point if self.coded else -1,
                "caption": f"a point's shape: its target · colour: what neuron {self.row} says",
            }
        )

    def say(self, z: np.ndarray) -> str:
        """The code where these are the sums; without codes, what the chosen neuron says."""
        return code_of(z > 0) if self.coded else super().say(z)

    def same(self) -> list[int]:
        """The first neurons that draw one line between them; [] if all differ."""
        lengths = np.hypot(*self.numbers[:, :2].T)[:, np.newaxis]
        unit = self.numbers / np.where(lengths > TINY, lengths, np.nan)
        apart = [np.abs(unit[:, np.newaxis] - side * unit).max(axis=-1) for side in (1, -1)]
        alike = np.minimum(*apart) < 1e-9  # (n, n)
        return next((np.flatnonzero(row).tolist() for row in alike if row.sum() > 1), [])

    # In words

    def describe(self) -> str:
        """The layer in words."""
        rows = [
            f"neuron {j} has {place(n[:2])} and {short(n[2])}" for j, n in enumerate(self.numbers)
        ]
        return f"{sentence(listed(rows))}. {self.verdict()}"

    def sentences(self) -> list[str]:
        """The verdict alone."""
        return [self.verdict()]

    def verdict(self) -> str:
        """What the lines do, and whether the codes keep the targets apart."""
        lines = self._codes() if self.coded else self._chosen()
        if same := self.same():
            together = "together they see no more than one of them."
            lines = f"Neurons {listed(same)} draw one and the same line: {together}"
        return f"{lines} {self._apart()}" if self.coded else lines

    def _codes(self) -> str:
        """How many codes there are."""
        found = sorted(set(self.codes))
        some = f": {listed(found)}" if len(found) <= 5 else ""
        points = counted(len(self.X), "point")
        return sentence(f"{points}, {counted(len(found), 'code')}{some}.")

    def _chosen(self) -> str:
        """What the chosen neuron says."""
        line, ones = self.line(self.row), int(self.says[:, self.row].sum())
        where = "" if line and line["segment"] else " Its line lies outside the picture."
        if line is None:
            where = " Both of its weights are 0, so it has no line."
        return f"Neuron {self.row} says 1 for {ones} of the {len(self.X)} points.{where}"

    def _apart(self) -> str:
        """Whether points with one code want the same."""
        if not self.mixed:
            same = "Points with the same code want the same"
            return f"{same}: the codes are enough to tell ● from ▲."
        mixed = self.mixed[0]
        here = [x for x, code in zip(self.X, self.codes, strict=True) if code == mixed]
        points = listed(map(place, here)) if len(here) <= 4 else f"{len(here)} points"
        shared = f"Code {mixed} is mixed: {points} share it and want different answers."
        return f"{shared} Put a line between them."
