"""A decision with three reasons, and what it is called: DecisionLab without its widgets."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from nnlab.core import Neuron, checks
from nnlab.labs import words
from nnlab.labs.samples import DECIMALS, PATIENCE, STEP, chosen, sums
from nnlab.lessons.decisions import CASES, Decision, answered, decision
from nnlab.live.panel import number
from nnlab.pictures.cases import reach_of

BITS = np.array(CASES)
GRIPS = (0, 1, 2, 3)  # the bias alone, and each reason alone: the other cases follow
FAR = 1e36  # as far as anything is drawn


class Goal(NamedTuple):
    """A friend to build: what the title asks for, and whom it lets go."""

    title: str
    answers: tuple[int, ...]


def goals(reasons: Sequence[str]) -> tuple[Goal, ...]:
    """What there is to build, one after the other; the last can't be built.

    >>> [goal.answers for goal in goals(("friends", "sun", "money"))][:2]
    [(0, 0, 0, 0, 1, 1, 1, 1), (0, 0, 0, 0, 1, 1, 0, 1)]
    """
    first = reasons[0]
    return (
        Goal("Build one who goes if two of three say yes", answered(lambda a, b, c: a + b + c > 1)),
        Goal(f"Now give {first} a veto", answered(lambda a, b, c: a and (b or c))),
        Goal("Now let any one reason do", answered(lambda a, b, c: a or b or c)),
        Goal("Exactly one reason, not two?", answered(lambda a, b, c: a + b + c == 1)),
    )


class Reasons:
    """A neuron with three reasons, what it says in all eight cases, and what it should say.

    Parameters
    ----------
    neuron : Neuron with 3 weights; its own numbers are changed
    reasons : what the three are called
    sides : what is said below 0 and above it

    Attributes
    ----------
    goal : the place of the goal among `goals`
    chosen : the case that it is about
    z, says, wrong : (8,), in the order of `lessons.decisions.CASES`
    built : what these answers are called
    base : its numbers when the goal was set
    tries, touched : changes since then, and whether there has been any at all

    >>> model = Reasons(Neuron([1, 1, 1], -0.5), ("friends", "sun", "money"))
    >>> model.read()
    >>> model.built.name, int(model.wrong.sum())
    ('any one', 3)
    """

    def __init__(
        self, neuron: Neuron, reasons: Sequence[str], sides: tuple[str, str] = ("stays", "goes")
    ) -> None:
        self.owner, self.reasons, self.sides = neuron, tuple(reasons), tuple(sides)
        self.goals = goals(self.reasons)
        self.start = neuron.parameters.copy()
        self.goal, self.chosen, self.tries = 0, 1, 0
        self.base = tuple(self.start.tolist())
        self.touched = False
        self._drag: tuple[str, np.ndarray] | None = None  # its id, and the numbers before it
        self._reach = [0.0, 0.0]  # kept while a hand holds a case

    def read(self) -> None:
        """What it says in each case, and what that is called."""
        neuron = self.owner
        words.check_finite([*(f"weight of {r}" for r in self.reasons), "bias"], neuron.parameters)
        self.z = sums(BITS, neuron.w[np.newaxis], neuron.b)[:, 0]
        self.says = (self.z > 0).astype(int)
        self.wrong = self.says != np.array(self.wanted.answers)
        self.solved = not self.wrong.any()
        self.built: Decision = decision(self.says.tolist(), self.reasons)

    @property
    def wanted(self) -> Goal:
        """What there is to build now."""
        return self.goals[self.goal]

    def picture(self) -> dict[str, Any]:
        """What the picture of cases shows."""
        lifts = BITS * self.owner.w
        steps = np.cumsum(np.column_stack([np.full(len(BITS), self.owner.b), lifts]), axis=1)
        heights = np.clip(np.nan_to_num(steps), -FAR, FAR)
        heights[:, -1] = np.clip(self.z, -FAR, FAR)
        if self._drag is None:
            self._reach = reach_of(heights)
        name = self.built.name
        return {
            "bits": BITS,
            "heights": heights,
            "rows": self.reasons,
            "targets": self.wanted.answers,
            "sides": self.sides,
            "reach": self._reach,
            "selected": self.chosen,
            "grips": GRIPS,
            "cue": "" if self.touched else "lift a case, or let it down",
            "title": f"Now: {name} is enough" if name == "any one" else f"Now: {name}",
        }

    # What the reader does

    def set(self, i: int, value: float) -> None:
        """One of its numbers: a weight, or the bias (3)."""
        self.owner.parameters[i] = value
        self._changed()

    def choose(self, event: dict) -> None:
        """Another case."""
        self.chosen = chosen(event, len(CASES), self.chosen)

    def lift(self, event: dict) -> None:
        """A hand lifts a case: the bias, or the weight of its one reason."""
        if self._drag is None or self._drag[0] != event["id"]:
            self._drag = event["id"], self.owner.parameters.copy()
        phase, column = event["phase"], event["column"]
        self.chosen = chosen({"index": column}, len(CASES), self.chosen)
        if phase == "cancel":
            self.owner.parameters[...] = self._drag[1]
        elif column in GRIPS:
            self._put(column, float(event["z"]))
        if phase in ("end", "cancel"):
            self._drag = None

    def nudge(self, event: dict) -> None:
        """An arrow key lifts a case, or lets it down."""
        if event["column"] in GRIPS:
            self.chosen = event["column"]
            step = STEP * event["steps"] * (4 if event.get("big") else 1)
            self._put(event["column"], float(self.z[event["column"]]) + step)

    def turn_to(self, event: dict) -> None:
        """The next goal."""
        self.goal = min(self.goal + 1, len(self.goals) - 1)
        self.base = tuple(self.owner.parameters.tolist())
        self.tries = 0

    # In words

    def name_of(self, case: int) -> str:
        """A case in words."""
        yes = [r for r, bit in zip(self.reasons, CASES[case], strict=True) if bit]
        return words.listed(yes) if yes else "nothing"

    def describe(self) -> str:
        """What has been built, and what is wrong with it."""
        return f"This neuron {self.built.rule}: {self.built.name}. {self.verdict()}"

    def verdict(self) -> str:
        """What the goal wants else."""
        if self.solved:
            return "All eight cases are right."
        cases = np.flatnonzero(self.wrong)
        if len(cases) == 1:
            return f"One case is still wrong: {self.name_of(cases[0])}."
        return f"{words.sentence(words.counted(len(cases), 'case'))} are still wrong."

    def moved(self) -> str:
        """The one number that did it, if it was one."""
        now = self.owner.parameters
        moved = [i for i in range(4) if now[i] != self.base[i]]
        if len(moved) != 1:
            return ""
        name = "bias" if moved[0] == 3 else f"weight of {self.reasons[moved[0]]}"
        return f"One number did it: the {name}, now {number(now[moved[0]], plus=True)}."

    def hint(self) -> str:
        """What helps who has tried for a while."""
        if self.solved or self.tries < PATIENCE:
            return ""
        if self.goal == len(self.goals) - 1:
            return (
                "No weights can: if each reason alone lifts it over the line, two lift it higher."
            )
        case = int(np.flatnonzero(self.wrong)[0])
        far, name = "low" if self.wanted.answers[case] else "high", self.name_of(case)
        which = f"{'one of them' if sum(CASES[case]) > 1 else name}, or " if case else ""
        return f"With {name} z is too {far}: turn {which}the bias."

    # Inside

    def _put(self, column: int, z: float) -> None:
        """Hang one of the grips at z."""
        alone = column - 1  # CASES begins with nothing, then each reason alone
        value = z if column == 0 else z - self.owner.b
        self.owner.parameters[alone if column else 3] = round(value, DECIMALS)
        self._changed()

    def _changed(self) -> None:
        self.tries += 1
        self.touched = True


def checked(neuron: Neuron, reasons: Any, sides: Any) -> tuple[tuple[str, ...], tuple[str, str]]:
    """The names of the reasons and of the sides, if they and the neuron fit."""
    three = f"DecisionLab has three reasons, so its neuron needs 3 weights, not {neuron.n_in}"
    checks.need(neuron.parameters.shape == (4,), three)
    for name, given, n in (("reasons", reasons, 3), ("sides", sides, 2)):
        good = isinstance(given, tuple | list) and len(given) == n
        good = good and all(isinstance(each, str) and each for each in given)
        checks.need(good, f"{name} are {n} words, not {checks.short(given)}")
    return tuple(reasons), tuple(sides)
