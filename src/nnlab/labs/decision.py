"""A neuron's decision: what it says about each sample, what is wanted, and which gate that is."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron
from nnlab.labs.lines import Lines
from nnlab.labs.samples import PATIENCE, Sharpness, is_gate
from nnlab.labs.words import counted, listed, place, sentence, short
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, gate_name
from nnlab.live.panel import number


class Decision(Lines):
    """One neuron's line, and what the samples want of it: NeuronLab without its widgets.

    Parameters
    ----------
    neuron : Neuron with 2 weights
    X, y : as of `Lines`

    Attributes
    ----------
    name, wanted : the gates that the answers and the targets make; "" if X is no truth table
    wrong : (n_samples,), whether the neuron says what isn't wanted
    explained : whether the reader sees a sample's sum

    >>> X = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> decision = Decision(Neuron([1, 1], -0.5), X, [[0], [0], [0], [1]])
    >>> decision.read()
    >>> decision.name, decision.wanted, decision.wrong.tolist()
    ('OR', 'AND', [False, True, True, False])
    """

    def __init__(self, neuron: Neuron, X: ArrayLike, y: ArrayLike) -> None:
        super().__init__(neuron, X, y)
        self.avoid = self.X
        self.sharpness = Sharpness(neuron.parameters)
        self.is_gate = is_gate(self.X)
        self.point, self.explained = min(2, len(self.X) - 1), True

    def read(self) -> None:
        """What the neuron says now, and what is wrong with it."""
        super().read()
        self.wrong = self.says[:, 0] != self.targets
        self.solved = not self.wrong.any()
        pair = (self.says[:, 0], self.targets)
        self.name, self.wanted = map(gate_name, pair) if self.is_gate else ("", "")

    def picture(self) -> dict[str, Any]:
        """What the plane shows."""
        wants = f"what {self.wanted} wants" if self.is_gate else "the targets"
        return super().picture() | {
            "wrong": self.wrong,
            "lines": self.lines(),
            "selected": self.point if self.explained else -1,
            "caption": f"points: {wants} · colour: what the neuron says",
        }

    def say(self, z: np.ndarray) -> str:
        """The sum and the answer, in words."""
        return f"z = {number(z[0], plus=True)}, says {int(z[0] > 0)}"

    def aim(self, event: dict) -> None:
        """From now on the samples want another gate."""
        self.y = np.array([BOOLEAN_FUNCTIONS[event["name"]]], dtype=float).T
        self.tries = 0

    # In words

    def describe(self) -> str:
        """The neuron in words."""
        w1, w2, b = map(short, self.numbers[0])
        numbers = f"Weights {w1} and {w2}, bias {b}, {self.owner.activation}."
        return f"{numbers} {self.verdict()} {self.whereabouts()}".strip()

    def sentences(self) -> list[str]:
        """The verdict, and what helps."""
        return [self.verdict(), self.whereabouts(), self.hint()]

    def verdict(self) -> str:
        """Which samples are right and wrong."""
        wrong, n = self.X[self.wrong], len(self.X)
        if not self.is_gate:
            if self.solved:
                return f"{sentence(counted(n, 'point', n))} are right."
            verb = "lies" if len(wrong) == 1 else "lie"
            return f"Of {n} points, {len(wrong)} {verb} on the wrong side."
        if self.solved:
            return f"This neuron is {self.name}: all four rows are right."
        rows = f"{counted(len(wrong), 'row', 4)} {'is' if len(wrong) == 1 else 'are'} wrong"
        return (
            f"This neuron is {self.name}. For {self.wanted}, {rows}: {listed(map(place, wrong))}."
        )

    def whereabouts(self) -> str:
        """Where the line is, if it can't be seen."""
        line = self.line(0)
        if line is None:
            everywhere = (
                "there is no line: it says the same everywhere. Turn a weight to get a line."
            )
            return f"Both weights are 0, so {everywhere}"
        return "" if line["segment"] else "The line lies outside the picture."

    def hint(self) -> str:
        """A next step for who has tried for a while."""
        if self.tries < PATIENCE or self.solved or not self.is_gate:
            return ""
        if self.wanted in IMPOSSIBLE:
            return f"Can any straight line get all four right for {self.wanted}?"
        row = int(np.flatnonzero(self.wrong)[0])
        should = f"should be {'above 0' if self.targets[row] else '0 or below'}"
        which = f"for {place(self.X[row])} the sum z {should}, and it is"
        z = number(self.z[row, 0], plus=True)
        return f"A hint: {which} {z}. Which of your numbers takes part in it?"
