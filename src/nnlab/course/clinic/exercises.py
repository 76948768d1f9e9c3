"""Chapter 6b: is the code wrong or was it bad luck, what the check says, a patient to cure."""

from typing import Any

import numpy as np

from nnlab.core import SGD, Network, fit, sigmoid, tanh
from nnlab.course.clinic.patients import BROKEN, Patient, one_more
from nnlab.lessons.exercise import is_blank
from nnlab.lessons.judging import ROUNDING, Parts, Values, as_number, call, the_function
from nnlab.lessons.replies import Replies, Verdict

# Wrong or unlucky? ----------------------------------------------------------------------------

CASES = {"A": "luck", "B": "code", "C": "rate", "D": "code", "E": "start"}
WORDS = ("code", "luck", "rate", "start")


def judge_diagnosis(answer: Any, say: Replies) -> Verdict:
    """Case by case; what's still open is left alone."""
    given = diagnoses(answer, say)
    wrong = [case for case in CASES if given.get(case, CASES[case]) != CASES[case]]
    if wrong:
        names = [f"{wrong[0]} {given[wrong[0]]}", *["(more)"] * (len(wrong) > 1)]
        return say(*names, more=len(wrong) - 1)
    left = [case for case in CASES if case not in given]
    if left:
        return say("unfinished", n=len(given), left=", ".join(left))
    return say("right")


def diagnoses(answer: Any, say: Replies) -> dict[str, str]:
    """Case -> word, for the cases that aren't open; otherwise ends with a sentence."""
    if isinstance(answer, (list, tuple)) and len(answer) == len(CASES):
        answer = dict(zip(CASES, answer, strict=True))
    if not isinstance(answer, dict):
        say.end("no diagnosis")
    given = {plain(case): word for case, word in answer.items()}
    if not set(given) <= set(CASES):
        say.end("no diagnosis")
    given = {case: word for case, word in given.items() if not is_blank(word)}
    for word in given.values():
        if plain(word) not in map(str.upper, WORDS):
            say.end("unknown word", word=word, words=", ".join(WORDS))
    return {case: plain(word).lower() for case, word in given.items()}


def plain(name: object) -> str:
    """In capitals, without spaces around it; nothing for what's no text."""
    return name.strip().upper() if isinstance(name, str) else ""


# What does the check say? ---------------------------------------------------------------------

SAYS = Parts(
    triple=Values(1 / 2, within=ROUNDING),
    half=Values(1 / 3, within=ROUNDING),
    turned=Values(1, within=ROUNDING),
)


# A patient to cure ----------------------------------------------------------------------------

WHAT = ["inputs", "targets", "rate"]


def my_cure(inputs, targets, rate):
    broken = (inputs > 10).any(axis=1)
    others = inputs[~broken]
    mended = (inputs - others.mean(axis=0)) / others.std(axis=0)
    mended[broken] = 0  # an average bird
    return mended, targets, rate


def judge_cure(answer: Any, say: Replies) -> Verdict:
    """Train the patient with one thing changed; it must still be the same question."""
    own = one_more()
    given = call(the_function(answer, "my_cure", WHAT, say), own, say)
    new = three(given, own, say)
    pairs: Any = zip(WHAT, own, new, strict=True)
    changed = [name for name, before, after in pairs if not np.array_equal(before, after)]
    if len(changed) != 1:
        return say("several" if changed else "nothing", names=" and ".join(changed))
    if changed == ["targets"] or not same_birds(own.X, new.X):
        return say("targets" if changed == ["targets"] else "other birds")
    share = share_right(new)
    return say("right" if share >= 0.95 else f"{changed[0]} (in vain)", share=share)


def three(given: Any, own: Patient, say: Replies) -> Patient:
    """What came back, as a patient; otherwise ends with a sentence."""
    if not isinstance(given, (tuple, list)) or len(given) != 3:
        say.end("not three")
    rate = as_number(given[2])
    if rate is None or not 0 < rate < np.inf:
        say.end("no rate", rate=given[2])
    arrays = []
    for name, before, after in zip(WHAT, own[:2], given[:2], strict=False):
        array = np.asarray(after)
        if array.shape != before.shape or array.dtype.kind not in "biuf":
            say.end("shape", name=name, shape=before.shape)
        if not np.isfinite(array).all():
            say.end("not finite", name=name)
        arrays.append(array.astype(float))
    return Patient(arrays[0], arrays[1], rate)


def same_birds(before: np.ndarray, after: np.ndarray) -> bool:
    """Is each column still its measure, in whatever unit? The broken bird is left out."""
    columns = zip(*(np.delete(X, BROKEN, axis=0).T for X in (before, after)), strict=True)
    return all(np.ptp(b) > 0 and np.corrcoef(a, b)[0, 1] > 0.99 for a, b in columns)


def share_right(patient: Patient) -> float:
    """As on the page: which share of the birds 2-8-1 gets right after 1,000 epochs."""
    network = Network([2, 8, 1], [tanh, sigmoid], rng=3)
    loss, optimizer = "binary_cross_entropy", SGD(patient.rate)
    fit(network, patient.X, patient.y, loss=loss, optimizer=optimizer, epochs=1000)
    return float(((network(patient.X) > 0.5) == patient.y).mean())


JUDGES = {
    "clinic/diagnosis": (judge_diagnosis, CASES),
    "clinic/number": (SAYS, (0.5, 0.333, 1)),
    "clinic/cure": (judge_cure, my_cure),
}
