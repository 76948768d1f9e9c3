"""What NetworkLab says about its network, and the Python that recreates it."""

import numpy as np

from nnlab.labs.neuron import PATIENCE
from nnlab.labs.words import counted, listed, literal, place, sentence, short
from nnlab.lessons.gates import ROWS, gate_name
from nnlab.live.panel import joined, markup, number
from nnlab.plots.wiring import spoken

MOST_COLUMNS = 4  # hidden neurons whose answers have room in the table

# The challenge: each of these after PATIENCE more changes without success.
HINTS = (
    "As in chapter 2, put two lines side by side with both ▲ between them: one for h₁, one for "
    "h₂. Which gates do such lines draw?",
    "Let h₁ say 1 for all but (0, 0): that's OR. It says 1 once too often. Let h₂ say 1 for that "
    "one case only.",
    "h₁ is OR with 1, 1 and −0.5, h₂ is AND with 1, 1 and −1.5. The output should say 1 when h₁ "
    "does and h₂ doesn't: which sign has the weight from h₂?",
)


class Words:
    """The part of NetworkLab that speaks."""

    def describe(self):
        """What the lab shows now, in words."""
        self._read()
        sizes, bends = self.network.sizes, self.network.activations
        kind = f"A {'-'.join(map(str, sizes))} network, {' then '.join(b.name for b in bends)}"
        rows = [row for layer in self.network.layers for row in layer.parameters]
        if len(rows) <= MOST_COLUMNS + 1:
            names = self._names[sizes[0] :]
            told = [f"{spoken(n)} {place(row)}" for n, row in zip(names, rows, strict=True)]
            kind += f": {listed(told)}"
        return f"{kind}. {self._verdict()}"

    def _sentence(self):
        right = not self._wrong.any()
        mark = markup("<b>{}</b> ", "✓") if right else ""
        said = [self._verdict(), self._meeting(), self._hint()]
        return joined([mark, joined(filter(None, said), " ")])

    def _verdict(self):
        wrong, n = np.flatnonzero(self._wrong), len(self.X)
        if len(wrong) == 0:
            if not self._is_gate():
                return f"{sentence(counted(n, 'sample', n))} are right."
            kept = " It's kept for chapter 5." if self._kept else ""
            return f"All four are right: this network is {gate_name(self._says)}.{kept}"
        if n > 6 or self._output.shape[1] > 1:
            verb = "is" if len(wrong) == 1 else "are"
            return f"Of {counted(n, 'sample')}, {len(wrong)} {verb} wrong."
        right, of = (counted(k, "sample").split()[0] for k in (n - len(wrong), n))
        cases = [
            f"{place(self.X[i])} should be {short(self.y[i, 0])}, and is "
            f"{answer(self._output[i, 0])}"
            for i in wrong
        ]
        return f"{sentence(right)} of {of}: {'; '.join(cases)}.{self._order()}"

    def _is_gate(self):
        return self.X.tolist() == [list(map(float, row)) for row in ROWS] and self.y.min() == 0

    def _order(self):
        """Whether one shift of the output's bias would be enough."""
        ones = self._classes == 1
        if not self._is_xor or not self._output[ones].min() > self._output[~ones].max():
            return ""
        return (
            " The order is right already: each ▲ gets more than each ●. Only the middle isn't "
            "between them."
        )

    def _meeting(self):
        """Which samples the fold has brought together."""
        if not self.shows("folding") or not hasattr(self, "_places") or self._fold != 1:
            return ""
        _, where, times = np.unique(self._places, axis=0, return_inverse=True, return_counts=True)
        met = [
            listed([place(x) for x in self.X[where.ravel() == k]])
            for k in np.flatnonzero((times > 1) & (times <= 4))
        ]
        one_line = " There one line is enough." if not self._wrong.any() else ""
        return (f"Folded, {' and '.join(met)} meet in one spot." if met else "Folded.") + one_line

    def _hint(self):
        """The next hint, for who has tried for a while."""
        if not self.shows("challenge") or not self._wrong.any():
            return ""
        due = (len(self._undo) - self._since) // PATIENCE
        return f"A hint: {HINTS[min(due, len(HINTS)) - 1]}" if due > 0 else ""

    def as_code(self):
        """Python that recreates this lab as it is now."""
        bends = [bend.name for bend in self.network.activations]
        return (
            "from nnlab import Network\nfrom nnlab.labs import NetworkLab\n\n"
            f'network = Network({list(self.network.sizes)}, {bends!r}, init="zeros")\n'
            f"network.parameters[:] = {literal(self.network.parameters)}\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self.y)}\n"
            f"NetworkLab(network, X, y{self._options()})\n"
        )

    def __repr__(self):
        if self._closed:
            return "NetworkLab(closed)"
        sizes = "-".join(map(str, self.network.sizes))
        right = int(len(self.X) - self._wrong.sum())
        bends = ", ".join(bend.name for bend in self.network.activations)
        return f"NetworkLab({sizes}, {bends}, {right} of {len(self.X)} right)"


def answer(value):
    """What a node says, briefly: whole numbers without decimals."""
    return number(value, 0) if value in (0.0, 1.0, -1.0) else number(value)
