"""Chapter 6: is the code wrong or was it bad luck, batches and rates, a start that can learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from nnlab.core import SGD, Network, fit, sigmoid, tanh
from nnlab.lessons.exercise import Verdict, correct, not_yet, read_exercises, refuse
from nnlab.lessons.judging import Values, some_numbers
from nnlab.lessons.note import shown

# Wrong or unlucky? ----------------------------------------------------------------------------

CASES = {"A": "luck", "B": "code", "C": "rate", "D": "code", "E": "start"}
WORDS = ("code", "luck", "rate", "start")
NOT_THIS = {
    ("A", "code"): "the gradient check passes and other starts solve it: the code is right. relu "
    "with two hidden neurons is stuck from two starts in three.",
    ("A", "rate"): "at the same rate other starts solve it. This one got stuck on a plateau: the "
    "network can't tell three of the points apart.",
    ("A", "start"): "its neurons do differ; a random start can be unlucky all the same.",
    ("B", "luck"): "it solved XOR, so there's no bad luck in it. But a falling loss doesn't prove "
    "the gradient right: 0.33 is far from 0.000001.",
    ("B", "rate"): "a rate makes steps longer or shorter. It doesn't enter the gradient check.",
    ("B", "start"): "no start makes a right gradient fail with smooth bends.",
    ("C", "code"): "the check passes, and at a tenth of the rate all is well. The gradient is "
    "right; the steps are too long.",
    ("C", "luck"): "every start of the ten runs away. That isn't luck.",
    ("C", "start"): "every start of the ten runs away, and at a tenth of the rate none does.",
    ("D", "luck"): "154 of 200 is what right code gets, too. So the share can't tell; the check "
    "can, and it says 0.4.",
    ("D", "rate"): "the gradient check knows no learning rate. It says the direction is wrong.",
    ("D", "start"): "the starts do as well as they should. The check is what objects.",
    ("E", "code"): "the gradient check passes: the gradient is right. It's the same for all four "
    "neurons, because they began alike.",
    ("E", "luck"): "another start of this kind ends the same way: neurons that begin alike stay "
    "alike. It isn't luck, it is the start.",
    ("E", "rate"): "at every rate equal neurons take equal steps.",
}


def judge_diagnosis(answer: Any) -> Verdict:
    """Case by case; what's still open is left alone."""
    given = _diagnoses(answer)
    wrong = [case for case in CASES if case in given and given[case] != CASES[case]]
    if wrong:
        case = wrong[0]
        more = f" {len(wrong) - 1} more to think over." if len(wrong) > 1 else ""
        return not_yet(f"{case}: {NOT_THIS[case, given[case]]}{more}", f"{case} {given[case]}")
    if len(given) < len(CASES):
        left = ", ".join(case for case in CASES if case not in given)
        return not_yet(
            f"{len(given)} of {len(CASES)}, all right. Still open: {left}.", "unfinished"
        )
    return correct(
        "the check tells right code from wrong, several starts tell bad luck from a bad "
        "setting, and neither does the other's work."
    )


def _diagnoses(answer):
    if isinstance(answer, (list, tuple)) and len(answer) == len(CASES):
        answer = dict(zip(CASES, answer, strict=True))
    known = isinstance(answer, dict) and all(_case(name) in CASES for name in answer)
    if not known:
        refuse(
            'a word for each case is wanted: `{"A": ..., "B": ..., "C": ..., "D": ..., "E": ...}`.',
            "no diagnosis",
        )
    given = {}
    for case, word in answer.items():
        if word is None or word is Ellipsis:
            continue
        said = word.strip().lower() if isinstance(word, str) else None
        if said not in WORDS:
            refuse(
                f"{shown(word, 40)} is none of the four words: {', '.join(WORDS)}.", "unknown word"
            )
        given[_case(case)] = said
    return given


def _case(name):
    return str(name).strip().upper() if isinstance(name, str) else None


# Epochs and rates -----------------------------------------------------------------------------

EPOCHS = Values(
    40_000,
    said="",
    wanted="how many epochs",
    slips={
        "same epochs": (
            "in 10,000 epochs the full batch takes 10,000 steps; single samples took four an "
            "epoch.",
            10_000,
        ),
        "upside down": (
            "a full batch takes *fewer* steps an epoch, one instead of four. So it needs more "
            "epochs for as many steps.",
            2_500,
        ),
        "twice": ("you multiplied by four twice. 10,000 epochs of four steps are 40,000.", 160_000),
        "per epoch": ("4 is the number of steps in one epoch. In 10,000 epochs?", 4),
    },
    other="{:g} epochs aren't it. How many steps did the single samples take?",
    within=0.5,
)
RATE = Values(
    0.4,
    said="",
    wanted="the rate",
    slips={
        "same rate": (
            "at the same rate the full batch takes one step along the *mean* of the four "
            "gradients: about a quarter as far as four single steps.",
            0.1,
        ),
        "rate upside down": (
            "the mean of four is as long as one, not as long as four: the rate must go up, not "
            "down.",
            0.025,
        ),
        "rate twice": ("you multiplied by four twice.", 1.6),
    },
    other="the rate isn't {:g}. One step along the mean of four gradients is to be as long as four "
    "steps along one each.",
)


def judge_batches(answer: Any) -> Verdict:
    """(40000, 0.4)."""
    if isinstance(answer, dict):
        answer = [answer.get("epochs"), answer.get("rate")]
    epochs, rate = some_numbers(answer, 2, "a pair `(epochs, rate)`")
    wrong = [verdict for verdict in (EPOCHS.wrong(epochs), RATE.wrong(rate)) if verdict is not None]
    if wrong:
        slips = ", ".join(verdict.slip for verdict in wrong if verdict.slip)
        return not_yet(" And: ".join(verdict.message for verdict in wrong), slips or None)
    return correct(
        "40,000 steps either way; and 0.4 times the mean of four gradients is 0.1 times their sum. "
        "Not quite the same road: single samples turn a little after each step."
    )


# A start that can learn -----------------------------------------------------------------------

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([[0.0], [1], [1], [0]])
START = [0.5, -0.5, 0.1, -0.5, 0.5, 0.2, 0.5, 0.5, -0.3, -0.5, -0.5, 0.4, 0.5, 0.5, -0.5, -0.5, 0.0]


def judge_start(answer: Any) -> Verdict:
    """Train from it, and look at what the hidden neurons have become."""
    if isinstance(answer, Network):
        if answer.sizes != (2, 4, 1) or answer.runs:
            return not_yet("a network of the sizes [2, 4, 1] is wanted.", "other network")
        answer = answer.parameters
    numbers = some_numbers(answer, 17, "a start of 17 numbers, or the network itself,")
    network = Network([2, 4, 1], [tanh, sigmoid], init="zeros")
    network.parameters[...] = numbers
    if np.ptp(numbers) == 0 and numbers[0] == 0.5:
        return not_yet("that's the start as it stood there: four neurons that are one.", "equal")
    if not any(numbers):
        return not_yet(
            "with zeros no blame gets through: blame times a weight of 0 is 0. And the "
            "four neurons are still one.",
            "zeros",
        )
    slopes = tanh.derivative(network.forward(X)[0].z)
    if (slopes < 1e-4).all():
        return not_yet(
            "with weights this large every tanh is flat: its slope is nearly 0, and "
            "hardly any blame gets through. Keep them around 1.",
            "too large",
        )
    before = _kinds(network)
    history = fit(network, X, Y, optimizer=SGD(1.0), epochs=5000, record_every=5000)
    if (np.abs(network(X) - Y) < 0.5).all():
        return correct(
            f"trained from there, it says {_said(network)}. The loss is {history.loss[-1]:.4f}."
        )
    if before == 1:
        return not_yet(
            "your four hidden neurons are still one: same weights, same bias, same link to the "
            "output. They get the same blame, so they stay the same.",
            "equal",
        )
    if before < 4:
        return not_yet(
            f"only {before} of the four hidden neurons differ, and from this start that isn't "
            f"enough: it ends at {_said(network)}.",
            "too few kinds",
        )
    return not_yet(
        f"your neurons differ, so nothing stands in the way; but from this start training ends at "
        f"{_said(network)}, with a loss of {history.loss[-1]:.3f}. Bad luck, or numbers too "
        f"large or too small? Try another.",
        "unlucky",
    )


def _kinds(network):
    """How many different hidden neurons, the link to the output included."""
    hidden, last = network.layers
    return len(np.unique(np.column_stack([hidden.parameters, last.W.T]), axis=0))


def _said(network):
    return ", ".join(f"{value:.2f}" for value in network(X).ravel())


EXERCISES = read_exercises(
    Path(__file__).with_suffix(".md"),
    {
        "training/diagnosis": (judge_diagnosis, CASES),
        "training/batches": (judge_batches, (40_000, 0.4)),
        "training/start": (judge_start, START),
    },
)
