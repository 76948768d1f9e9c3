"""Chapter 1: write a neuron, find NAND's bias, fill the board."""

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from nnlab.lessons import gates
from nnlab.lessons.exercise import is_blank
from nnlab.lessons.judging import Solution, as_number, call, numbers_in
from nnlab.lessons.replies import NOT_YET, Judged, Replies, Verdict

# Write a neuron -------------------------------------------------------------------------------

# All sums come out exact, so nothing hangs on rounding. Two rows lie exactly on the line.
CASES = (
    ([1, 1], [1, 1], -1.5),
    ([1, 0], [1, 1], -0.5),
    ([0, 0], [0.5, 0.5], 0),
    ([1, 0], [1, 1], -1),
    ([0, 0], [1, 1], 0.5),
    ([0, 1], [3, -2], 1),
    ([1, 0], [2, -3], -1),
    ([2, 3], [-1, 0.5], 0.25),
    ([3, 1], [1, 0.5], -2.5),
    ([1, 4], [0.5, 0.25], -3),
    ([1, 0], [2, 1], 3),
)
MORE_INPUTS = (([1, 2, 3], [0.5, -1, 0.25], 1), ([1, 1, 2], [1, 1, -2], 1), ([4], [-0.5], 3))

# What goes wrong on the way to the sum, and after it; under "" what's right.
SUMS: dict[str, Callable] = {
    "": lambda x, w, b: np.dot(w, x) + b,
    "bias in the loop": lambda x, w, b: np.dot(w, x) + len(x) * b,
    "no bias": lambda x, w, b: np.dot(w, x),
    "bias subtracted": lambda x, w, b: np.dot(w, x) - b,
    "bias is 1": lambda x, w, b: np.dot(w, x) + 1,
    "weights unused": lambda x, w, b: sum(x) + b,
    "inputs unused": lambda x, w, b: sum(w) + b,
    "added, not multiplied": lambda x, w, b: sum(w) + sum(x) + b,
    "only the last input": lambda x, w, b: w[-1] * x[-1] + b,
    "only the first input": lambda x, w, b: w[0] * x[0] + b,
}
DECISIONS: dict[str, Callable] = {
    "": lambda z: int(z > 0),
    ">=": lambda z: int(z >= 0),
    "z returned": lambda z: z,
    "upside down": lambda z: int(z <= 0),
    "-1 for 0": lambda z: 1 if z > 0 else -1,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "always 1": lambda z: 1,
    "always 0": lambda z: 0,
}


def my_neuron(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i]
    z = z + b
    return 1 if z > 0 else 0


def neuron_of(total: str, decision: str, x: Sequence, w: Sequence, b: float) -> float:
    """A neuron with one of the sums and one of the decisions."""
    return DECISIONS[decision](SUMS[total](x, w, b))


def every_slip() -> dict[tuple[str, ...], Callable]:
    """Each wrong decision, each wrong sum, then the pairs of them."""
    pairs = sorted(product(SUMS, DECISIONS), key=lambda names: sum(map(bool, names)))
    return {tuple(filter(None, names)): partial(neuron_of, *names) for names in pairs[1:]}


def answer_of(value: Any, say: Replies) -> float:
    """The one number that a neuron says; otherwise ends with a sentence."""
    number = as_number(value)
    if number is None:
        kind = "text" if isinstance(value, str) else "other"
        if isinstance(value, (list, tuple, np.ndarray)) and len(value) == len(CASES[0][0]):
            kind = "one per input"
        say.end(f"no number ({kind})", value=value)
    return number


def first_wrong_row(case: tuple, said: float, right: float, say: Replies) -> Verdict | None:
    """What the sum is, where the neuron says something else."""
    if said == right:
        return None
    x, w, b = case
    z = SUMS[""](x, w, b)
    where = say.words("(above)" if z > 0 else "(below)" if z < 0 else "(on the line)")
    return say("(row)", x=x, w=w, b=b, z=z, where=where, right=right, said=said)


TWO_INPUTS = Solution(my_neuron, CASES, answer_of, every_slip(), first_wrong_row)


def judge_by_hand(answer: Any, say: Replies) -> Verdict:
    """Compare with every known way to get it wrong, then with more than two inputs."""
    verdict = TWO_INPUTS(answer, say)
    for case in MORE_INPUTS if verdict else ():
        right = False
        with suppress(Judged):
            right = answer_of(call(answer, case, say), say) == my_neuron(*case)
        if not right:
            return say("two inputs only", n=len(case[0]))
    return verdict


# NAND -----------------------------------------------------------------------------------------


def three_numbers(answer: Any, say: Replies) -> list[float]:
    """[w1, w2, b] from a triple or a neuron; otherwise ends with a sentence."""
    is_neuron = hasattr(answer, "w") and hasattr(answer, "b")
    numbers = numbers_in(np.append(answer.w, answer.b) if is_neuron else answer)
    if len(numbers) != 3:
        say.end("no neuron", answer=answer)
    if not all(map(math.isfinite, numbers)):
        say.end("nan (three)", answer=answer)
    return numbers


def wrong_rows(gate: str, said: Sequence[int], say: Replies) -> str:
    """Where these four answers differ from a gate's, in words."""
    wanted = gates.BOOLEAN_FUNCTIONS[gate]
    rows = [row for row, a, c in zip(gates.ROWS, wanted, said, strict=True) if a != c]
    name, right = "(one row)" if len(rows) == 1 else "(rows)", wanted[gates.ROWS.index(rows[0])]
    return say.words(name, gate=gate, n=len(rows), rows=", ".join(map(str, rows)), right=right)


def judge_nand(answer: Any, say: Replies) -> Verdict:
    """Any true NAND is right; a wrong one is told what it is instead."""
    b = as_number(answer)
    if isinstance(answer, (str, bool)):
        say.end("no number", answer=answer)
    if b is not None and not math.isfinite(b):
        say.end("nan (b)", b=b)
    w1, w2, b = three_numbers(answer, say) if b is None else (-1, -1, b)
    said = gates.answers_of(w1, w2, b)
    gate = gates.gate_name(said)
    if (w1, w2) != (-1, -1):
        if gate == "NAND":
            return say("right (other weights)")
        return say("{gate}", gate=gate, rows=wrong_rows("NAND", said, say))
    side = "on the line" if min(abs(b - 1), abs(b - 2)) < gates.ON_THE_LINE else "off the line"
    names = {"NAND": f"right ({side})", "NOR": f"NOR ({side})", "TRUE": "always 1"}
    return say(names.get(gate, "always 0"), b=b, one=b - 1, two=b - 2)


# The board ------------------------------------------------------------------------------------

# The smallest neuron for each gate, found by trying, as in the chapter. Of two, the later stays.
TRIED = product((0, 1, -1), (0, 1, -1), (-1.5, -0.5, 0.5, 1.5))
FOUND = {
    gates.gate_name(gates.answers_of(*numbers)): numbers
    for numbers in sorted(TRIED, key=lambda numbers: sum(map(abs, numbers)), reverse=True)
}
BOARD = {gate: FOUND[gate] for gate in gates.POSSIBLE}
# What stands in the notebook before the reader begins.
GIVEN = {"OR": (0.5, 0.5, 0.0), "AND": (0.5, 0.5, -0.5)}


def judge_board(answer: Any, say: Replies) -> Verdict:
    """Which of the fourteen are there, which twice, and which aren't what they're said to be."""
    if isinstance(answer, dict) and answer == GIVEN:
        return say("given")
    found: dict[str, list[str]] = {}
    wrong: list[Verdict] = []
    for key, entry in entries(answer, say):
        claimed = "" if isinstance(key, int) else name_on_the_board(key, say)
        label = f"“{claimed}”" if claimed else f"Number {key}"
        try:
            said = gates.answers_of(*three_numbers(entry, say))
        except Judged as end:
            wrong.append(Verdict(NOT_YET, f"{label}: {end.verdict.message}", end.verdict.slip))
            continue
        gate = gates.gate_name(said)
        if claimed in ("", gate):
            found.setdefault(gate, []).append(label)
        else:
            name = "{claimed}" if claimed in gates.IMPOSSIBLE else "wrong name"
            rows = wrong_rows(claimed, said, say)
            wrong.append(say(name, claimed=claimed, label=label, gate=gate, rows=rows))
    missing = ", ".join(name for name in gates.POSSIBLE if name not in found)
    all_right = not missing and not wrong
    for gate, labels in found.items():
        if len(labels) > 1:
            wrong.append(say("twice", labels=" and ".join(labels), gate=gate))
    words = " ".join(verdict.message for verdict in wrong)
    if all_right:
        return say("right", words=words)
    slips = [verdict.slip for verdict in wrong]
    slip = min(slips, key=lambda name: name not in gates.IMPOSSIBLE, default="")
    name = "{slip} (all)" if not missing else "{slip} (some)" if found else "{slip} (none)"
    return say(name, slip=slip, n=len(found), missing=missing, words=words)


def entries(answer: Any, say: Replies) -> list[tuple[Any, Any]]:
    """(name or number, the neuron) for everything handed in but the blanks."""
    if isinstance(answer, str):
        say.end("text")
    if not isinstance(answer, dict):
        several = [answer] if hasattr(answer, "w") or not np.iterable(answer) else list(answer)
        if len(several) == 3 and None not in map(as_number, several):
            several = [several]
        answer = dict(enumerate(several, start=1))
    return [(key, entry) for key, entry in answer.items() if not is_blank(entry)]


def name_on_the_board(name: object, say: Replies) -> str:
    """The board's own name for what a reader may write in another way."""
    words = " ".join(str(name).replace("¬", " NOT ").upper().split())
    spellings = {words, {"ALWAYS 0": "FALSE", "ALWAYS 1": "TRUE"}.get(words, words)}
    for operation in (" AND ", " OR "):
        spellings.add(operation.join(reversed(words.split(operation))))
    for known in gates.BOOLEAN_FUNCTIONS:
        if known.upper() in spellings:
            return known
    say.end("unknown name", name=name, cells=", ".join(gates.BOOLEAN_FUNCTIONS))


JUDGES = {
    "neuron/by-hand": (judge_by_hand, my_neuron),
    "neuron/nand": (judge_nand, 1.5),
    "neuron/board": (judge_board, BOARD),
}
