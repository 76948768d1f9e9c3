"""A neuron's decision: what it says about each sample, what is wanted, and which gate that is."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron
from nnlab.labs.lines import Lines
from nnlab.labs.samples import Sharpness, is_gate
from nnlab.labs.words import counted, listed, place, sentence, short
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, gate_name
from nnlab.live.panel import number

PATIENCE = 12  # changes without success before the lab hints


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

    >>> X = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> decision = Decision(Neuron([1, 1], -0.5), X, [[0], [0], [0], [1]])
    >>> decision.read()
    >>> decision.name, decision.wanted, decision.wrong.tolist()
    ('OR', 'AND', [False, True, True, False])
    """

    def __init__(self, neuron: Neuron, X: ArrayLike, y: ArrayLike) -> None:
        super().__init__(neuron.parameters, X, y, clear=True)
        self.neuron, self.sharpness = neuron, Sharpness(neuron.parameters)
        self.is_gate = is_gate(self.X)
        self.point = min(2, len(self.X) - 1)

    def read(self) -> None:
        """What the neuron says now, and what is wrong with it."""
        super().read()
        self.wrong = self.says[:, 0] != self.targets
        self.solved = not self.wrong.any()
        pair = (self.says[:, 0], self.targets)
        self.name, self.wanted = map(gate_name, pair) if self.is_gate else ("", "")

    def say(self, z: np.ndarray) -> str:
        """The sum and the answer, in words."""
        return f"z = {number(z[0], plus=True)}, says {int(z[0] > 0)}"

    def aim(self, event: dict) -> None:
        """From now on the samples want another gate."""
        self.targets = np.array(BOOLEAN_FUNCTIONS[event["name"]])
        self.tries = 0


def describe(decision: Decision) -> str:
    """The neuron in words."""
    w1, w2, b = map(short, decision.numbers[0])
    numbers = f"Weights {w1} and {w2}, bias {b}, {decision.neuron.activation}."
    return f"{numbers} {verdict(decision)}{whereabouts(decision)}"


def verdict(decision: Decision) -> str:
    """Which samples are right and wrong."""
    wrong, n = decision.X[decision.wrong], len(decision.X)
    if not decision.is_gate:
        if decision.solved:
            return f"{sentence(counted(n, 'point', n))} are right."
        return (
            f"Of {n} points, {len(wrong)} {'lies' if len(wrong) == 1 else 'lie'} on the wrong side."
        )
    if decision.solved:
        return f"This neuron is {decision.name}: all four rows are right."
    rows = f"{counted(len(wrong), 'row', 4)} {'is' if len(wrong) == 1 else 'are'} wrong"
    which = listed(map(place, wrong))
    return f"This neuron is {decision.name}. For {decision.wanted}, {rows}: {which}."


def whereabouts(decision: Decision) -> str:
    """Where the line is, if it can't be seen."""
    line = decision.line(0)
    if line is None:
        return (
            " Both weights are 0, so there is no line: it says the same everywhere. "
            "Turn a weight to get a line."
        )
    return "" if line["segment"] else " The line lies outside the picture."


def hint(decision: Decision) -> str:
    """A next step for who has tried for a while."""
    if decision.tries < PATIENCE or decision.solved or not decision.is_gate:
        return ""
    if decision.wanted in IMPOSSIBLE:
        return f" Can any straight line get all four right for {decision.wanted}?"
    row = int(np.flatnonzero(decision.wrong)[0])
    side = "above 0" if decision.targets[row] else "0 or below"
    return (
        f" A hint: for {place(decision.X[row])} the sum z should be {side}, and it is "
        f"{number(decision.z[row, 0], plus=True)}. Which of your numbers takes part in it?"
    )
