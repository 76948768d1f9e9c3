"""Chapter 6b: is the code wrong, or was it bad luck?"""

from typing import Any

from nnlab.lessons.exercise import is_blank
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


JUDGES = {"clinic/diagnosis": (judge_diagnosis, CASES)}
