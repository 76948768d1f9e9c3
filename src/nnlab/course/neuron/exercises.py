"""Chapter 1: write a neuron, find NAND's bias, fill the board."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nnlab.lessons.exercise import (
    Judged,
    Verdict,
    correct,
    not_attempted,
    not_yet,
    read_exercises,
    refuse,
)
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, POSSIBLE, ROWS, answers_of, gate_name
from nnlab.lessons.judging import Solution, as_number, call
from nnlab.lessons.note import shown

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

# name: (what the neuron does then and how to mend it, that sum). The first is the right one.
SUMS: dict[str, tuple[str, Callable]] = {
    "": ("", lambda x, w, b: sum(map(_times, w, x)) + b),
    "bias in the loop": (
        "Your sum has the bias in it once for every input. Add it once, after the loop: is that "
        "line indented too far?",
        lambda x, w, b: sum(map(_times, w, x)) + len(x) * b,
    ),
    "no bias": (
        "Your sum leaves the bias out. After the products, add `b` once.",
        lambda x, w, b: sum(map(_times, w, x)),
    ),
    "bias subtracted": (
        "You take the bias away. It is added, `+ b`; if it is to hold the sum down, then b itself "
        "is negative.",
        lambda x, w, b: sum(map(_times, w, x)) - b,
    ),
    "bias is 1": (
        "You add 1 in place of `b`. The bias is a number of its own, like a weight.",
        lambda x, w, b: sum(map(_times, w, x)) + 1,
    ),
    "weights unused": (
        "Your sum adds the inputs as they are. Each is first multiplied by its weight.",
        lambda x, w, b: sum(x) + b,
    ),
    "inputs unused": (
        "Your sum adds the weights as they are. Each is first multiplied by its input.",
        lambda x, w, b: sum(w) + b,
    ),
    "added, not multiplied": (
        "You add each weight to its input. They are multiplied, amount times price: `w[i] * x[i]`.",
        lambda x, w, b: sum(w) + sum(x) + b,
    ),
    "only the last input": (
        "Only the last product is in your sum: each turn of the loop replaces what was there. "
        "Add to it: `z = z + ...`.",
        lambda x, w, b: w[-1] * x[-1] + b,
    ),
    "only the first input": (
        "Only the first product is in your sum. Is the `return` indented, so that it ends the "
        "loop on its first turn?",
        lambda x, w, b: w[0] * x[0] + b,
    ),
}
BENDS: dict[str, tuple[str, Callable]] = {
    "": ("", lambda z: int(z > 0)),
    ">=": (
        "On the line, where the sum is exactly 0, yours says 1. It should say 1 only *above* 0: "
        "`>`, not `>=`.",
        lambda z: int(z >= 0),
    ),
    "z returned": (
        "You hand back the sum itself. One step is missing: 1 if it is above 0, otherwise 0.",
        lambda z: z,
    ),
    "upside down": (
        "Yours says 1 where it should say 0, and 0 where it should say 1.",
        lambda z: int(z <= 0),
    ),
    "-1 for 0": (
        "Below the line yours says -1. This neuron answers 1 or 0.",
        lambda z: 1 if z > 0 else -1,
    ),
    "sigmoid": (
        "You bend the sum with a sigmoid, so something between 0 and 1 comes out. Here the bend "
        "is the step: 1 if the sum is above 0, otherwise 0.",
        lambda z: 1 / (1 + math.exp(-z)),
    ),
    "always 1": ("Yours says 1 whatever comes in. Look at the sum first.", lambda z: 1),
    "always 0": ("Yours says 0 whatever comes in. Look at the sum first.", lambda z: 0),
}


def _times(w_i: float, x_i: float) -> float:
    return w_i * x_i


def my_neuron(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i]
    z = z + b
    return 1 if z > 0 else 0


def decision(value: object) -> float:
    """The one number that a neuron says; otherwise ends with a sentence."""
    number = as_number(value)
    if number is None:
        if isinstance(value, str):
            what = "text. Leave the quotes away: 1 and 0 are numbers"
        elif hasattr(value, "__len__") and len(value) == len(CASES[0][0]):
            what = "one number per input. Add them up, add the bias, then decide"
        else:
            what = "and one number is wanted, 1 or 0"
        refuse(f"`my_neuron` hands back {shown(value, 60)}: {what}.", "no number")
    return number


def every_slip() -> dict[str, tuple[str, Callable]]:
    """Each wrong sum, each wrong decision, then the pairs of them."""
    pairs = [(total, bend) for total in SUMS for bend in BENDS if total or bend]
    slips = {}
    for total, bend in sorted(pairs, key=lambda pair: bool(pair[0]) + bool(pair[1])):
        (words, add_up), (more, decide) = SUMS[total], BENDS[bend]

        def wrong(x, w, b, add_up=add_up, decide=decide):
            return decide(add_up(x, w, b))

        name = ", ".join(filter(None, (total, bend)))
        slips[name] = (" ".join(filter(None, (words, more))), wrong)
    return slips


def differs(case: tuple, said: float, right: float) -> Verdict | None:
    """What the sum is, where the neuron says something else."""
    if said == right:
        return None
    x, w, b = case
    z = SUMS[""][1](x, w, b)
    where = "above 0" if z > 0 else "exactly 0, on the line" if z == 0 else "below 0"
    return not_yet(
        f"for x = {shown(x)}, w = {shown(w)}, b = {b:g} the sum is {z:g}: {where}. The answer is "
        f"{right:g}, and yours is {said:g}."
    )


TWO_INPUTS = Solution(
    my_neuron,
    CASES,
    read=decision,
    said="your neuron weighs its inputs, adds its bias once, and says 1 above the line only.",
    slips=every_slip(),
    difference=differs,
)


def judge_by_hand(answer: Any) -> Verdict:
    """Compare with every known way to get it wrong, then with more than two inputs."""
    verdict = TWO_INPUTS(answer)
    for case in MORE_INPUTS if verdict else ():
        try:
            right = decision(call(answer, case)) == my_neuron(*case)
        except Judged:
            right = False
        if not right:
            return not_yet(
                f"right for two inputs, not for {len(case[0])}. Let a loop go through all of "
                f"them, however many there are: `for i in range(len(x)):`.",
                "two inputs only",
            )
    return verdict


# NAND -----------------------------------------------------------------------------------------


def three_numbers(answer: Any) -> tuple[float, float, float]:
    """(w1, w2, b) from a triple or a neuron; otherwise ends with a sentence."""
    try:
        parts = (*answer.w, answer.b) if hasattr(answer, "w") and hasattr(answer, "b") else answer
        numbers = [as_number(part) for part in parts] if not isinstance(parts, str) else []
    except TypeError:
        numbers = []
    found = [number for number in numbers if number is not None]
    if len(numbers) != 3 or len(found) != 3:
        refuse(
            f"{shown(answer, 60)} is no neuron with two inputs. Give its three numbers, "
            f"`(w1, w2, b)`, or the neuron itself.",
            "no neuron",
        )
    if not all(map(math.isfinite, found)):
        refuse(f"{shown(answer, 60)}: all three must be ordinary, finite numbers.", "nan")
    w1, w2, b = found
    return w1, w2, b


def judge_nand(answer: Any) -> Verdict:
    """Any true NAND is right; a wrong one is told what it is instead."""
    b = None if isinstance(answer, bool) else as_number(answer)
    if b is not None and not math.isfinite(b):
        return not_yet(f"b must be an ordinary number. Yours is {b}.", "nan")
    if isinstance(answer, (str, bool)):
        return not_yet(f"{shown(answer, 60)} is no number. Hand in b as a number.", "no number")
    w1, w2, b = three_numbers(answer) if b is None else (-1.0, -1.0, b)
    gate = gate_name(answers_of(w1, w2, b))
    if gate == "NAND":
        return _is_nand(w1, w2, b)
    if (w1, w2) == (-1, -1):
        if gate == "NOR":
            return not_yet(
                f"with b = {b:g} your neuron is NOR. When just one input is 1, the sum is "
                f"b - 1 = {b - 1:g}{', on the line' if abs(b - 1) < 1e-9 else ''}: it says 0 "
                f"there, and NAND says 1.",
                "NOR",
            )
        if gate == "TRUE":
            return not_yet(
                f"with b = {b:g} your neuron always says 1. At (1, 1) the sum is b - 2 = "
                f"{b - 2:g}, and NAND says 0 there.",
                "always 1",
            )
        return not_yet(
            f"with b = {b:g} your neuron always says 0. At (0, 0) the sum is b itself, and NAND "
            f"says 1 there.",
            "always 0",
        )
    return not_yet(f"this neuron is {gate}. {_wrong_rows('NAND', (w1, w2, b))}", gate)


def _is_nand(w1: float, w2: float, b: float) -> Verdict:
    if (w1, w2) != (-1, -1):
        return correct("a NAND, with weights of your own. With (-1, -1), any b with 1 < b <= 2.")
    if abs(b - 2) < 1e-9:
        return correct(
            "b = 2 is the largest that works: at (1, 1) the sum is exactly 0, and on the line "
            "the neuron says 0. Any b with 1 < b <= 2 is a NAND."
        )
    return correct(
        f"with one input the sum is {b - 1:g}, above 0; with both it is {b - 2:g}, below. Any b "
        f"with 1 < b <= 2 is a NAND."
    )


def _wrong_rows(gate: str, numbers: tuple[float, float, float]) -> str:
    """Where these three numbers differ from a gate, in words."""
    wanted, said = BOOLEAN_FUNCTIONS[gate], answers_of(*numbers)
    rows = [row for row, a, c in zip(ROWS, wanted, said, strict=True) if a != c]
    if len(rows) == 1:
        row = rows[0]
        right = wanted[ROWS.index(row)]
        return f"For {gate}, one row is wrong: at {row} it should say {right}."
    return f"For {gate}, {len(rows)} rows are wrong: {', '.join(map(str, rows))}."


# The board ------------------------------------------------------------------------------------

BOARD = {
    "FALSE": (0, 0, -0.5),
    "AND": (1, 1, -1.5),
    "x1 AND NOT x2": (1, -1, -0.5),
    "x1": (1, 0, -0.5),
    "NOT x1 AND x2": (-1, 1, -0.5),
    "x2": (0, 1, -0.5),
    "OR": (1, 1, -0.5),
    "NOR": (-1, -1, 0.5),
    "NOT x2": (0, -1, 0.5),
    "x1 OR NOT x2": (1, -1, 0.5),
    "NOT x1": (-1, 0, 0.5),
    "NOT x1 OR x2": (-1, 1, 0.5),
    "NAND": (-1, -1, 1.5),
    "TRUE": (0, 0, 0.5),
}


GIVEN = {"OR": (0.5, 0.5, 0.0), "AND": (0.5, 0.5, -0.5)}
"""What stands in the notebook before the reader begins."""


def judge_board(answer: Any) -> Verdict:
    """Which of the fourteen are there, which twice, and which aren't what they're said to be."""
    if isinstance(answer, dict) and answer == GIVEN:
        return not_attempted("the two that stood there are right. Twelve more can be found.")
    found: dict[str, list[str]] = {}
    troubles: list[str] = []
    slip = None
    for label, claimed, entry in _entries(answer):
        try:
            numbers = three_numbers(entry)
        except Judged as end:
            troubles.append(f"{label}: {end.verdict.message}")
            slip = slip or end.verdict.slip
            continue
        gate = gate_name(answers_of(*numbers))
        if claimed is None or claimed == gate:
            found.setdefault(gate, []).append(label)
            continue
        text = f"{label} is {gate}. {_wrong_rows(claimed, numbers)}"
        if claimed in IMPOSSIBLE:
            text += " No three numbers get all four rows right: leave that cell empty."
            slip = claimed
        slip = slip or "wrong name"
        troubles.append(text)
    for gate, labels in found.items():
        if len(labels) > 1:
            troubles.append(f"{' and '.join(labels)} are the same gate, {gate}.")
            slip = slip or "twice"
    missing = [name for name in POSSIBLE if name not in found]
    if missing:
        empty = f" Still empty: {', '.join(missing)}." if found else ""
        troubles.insert(0, f"{len(found)} of 14 so far.{empty}")
        return not_yet(" ".join(troubles), slip)
    if slip in (None, "twice"):
        return correct(
            " ".join(
                [
                    "all 14. XOR and XNOR stay empty: each wants its two 1s at opposite corners, "
                    "and one line can't part them from the other two.",
                    *troubles,
                ]
            )
        )
    return not_yet(" ".join(["All 14 are there, but:", *troubles]), slip)


def _entries(answer: Any):
    """(label, claimed name or None, the neuron) for everything handed in but the blanks."""
    if isinstance(answer, str):
        refuse(
            "a check can't judge an argument in words. Hand in neurons; for the argument, "
            "compare yours with the proof in this chapter.",
            "text",
        )
    if isinstance(answer, dict):
        for name, entry in answer.items():
            if entry is not None and entry is not Ellipsis:
                yield f"“{_known(name)}”", _known(name), entry
        return
    if hasattr(answer, "w") or as_number(answer) is not None:
        answer = [answer]
    try:
        entries = list(answer)
    except TypeError:
        entries = [answer]
    if len(entries) == 3 and None not in map(as_number, entries):
        entries = [entries]
    for i, entry in enumerate(entries, start=1):
        if entry is not None and entry is not Ellipsis:
            yield f"Number {i}", None, entry


def _known(name: object) -> str:
    """The board's own name for what a reader may write in another way."""
    words = " ".join(str(name).replace("¬", " NOT ").upper().split())
    words = {"ALWAYS 0": "FALSE", "ALWAYS 1": "TRUE"}.get(words, words)
    spellings = [words]
    for operation in (" AND ", " OR "):
        spellings.append(operation.join(reversed(words.split(operation))))
    for known in BOOLEAN_FUNCTIONS:
        if known.upper() in spellings:
            return known
    refuse(
        f"{shown(name, 60)} is no cell of the board. The cells are {', '.join(BOOLEAN_FUNCTIONS)}.",
        "unknown name",
    )


EXERCISES = read_exercises(
    Path(__file__).with_suffix(".md"),
    {
        "neuron/by-hand": (judge_by_hand, my_neuron),
        "neuron/nand": (judge_nand, 1.5),
        "neuron/board": (judge_board, BOARD),
    },
)
