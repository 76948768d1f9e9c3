"""The codes of a layer: what its neurons say together about each sample, and who shares a code."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Layer
from nnlab.labs.lines import Lines
from nnlab.labs.words import counted, listed, place, sentence, short
from nnlab.pictures.geometry import TINY
from nnlab.pictures.layer import code_of


class Codes(Lines):
    """A layer's lines, and the code of each sample: LayerLab without its widgets.

    Parameters
    ----------
    layer : Layer with 2 inputs
    X, y : as of `Lines`
    coded : whether the reader knows of codes

    Attributes
    ----------
    codes : of each sample
    mixed : the codes that samples with different targets share

    >>> codes = Codes(Layer(2, 2, init="zeros"), [[0, 0], [1, 1]], [[0], [1]])
    >>> codes.read()
    >>> codes.codes, codes.mixed
    (['00', '00'], ['00'])
    """

    owner: Layer

    def __init__(self, layer: Layer, X: ArrayLike, y: ArrayLike, coded: bool = True) -> None:
        super().__init__(layer, X, y)
        self.coded = coded

    def read(self) -> None:
        """What each neuron says now, and which codes are mixed."""
        super().read()
        self.codes = [code_of(says) for says in self.says]
        wanted = [code for code, _ in set(zip(self.codes, self.targets.tolist(), strict=True))]
        self.mixed = sorted({code for code in wanted if wanted.count(code) > 1})

    def say(self, z: np.ndarray) -> str:
        """The code where these are the sums; without codes, what the chosen neuron says."""
        return code_of(z > 0) if self.coded else super().say(z)

    @property
    def solved(self) -> bool:
        """Whether the codes tell the targets apart."""
        return self.coded and not self.mixed

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

    def verdict(self) -> str:
        """What the lines do, and whether the codes keep the targets apart."""
        lines = self._chosen()
        if same := self.same():
            lines = (
                f"Neurons {listed(same)} draw one and the same line: "
                "together they see no more than one of them."
            )
        return lines + (self._apart() if self.coded else "")

    def _chosen(self) -> str:
        """How many codes there are, or what the chosen neuron says."""
        if self.coded:
            found = sorted(set(self.codes))
            some = f": {listed(found)}" if len(found) <= 5 else ""
            points = counted(len(self.X), "point")
            return sentence(f"{points}, {counted(len(found), 'code')}{some}.")
        line, ones = self.line(self.row), int(self.says[:, self.row].sum())
        where = "" if line and line["segment"] else " Its line lies outside the picture."
        if line is None:
            where = " Both of its weights are 0, so it has no line."
        return f"Neuron {self.row} says 1 for {ones} of the {len(self.X)} points.{where}"

    def _apart(self) -> str:
        if not self.mixed:
            return (
                " Points with the same code want the same: the codes are enough to tell ● from ▲."
            )
        mixed = self.mixed[0]
        here = [x for x, code in zip(self.X, self.codes, strict=True) if code == mixed]
        points = listed(map(place, here)) if len(here) <= 4 else f"{len(here)} points"
        return (
            f" Code {mixed} is mixed: {points} share it and want different answers. "
            "Put a line between them."
        )
