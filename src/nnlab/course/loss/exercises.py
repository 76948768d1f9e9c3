"""Chapter 4: a loss and its slopes by hand, one step down, the cliff, standard units."""

from typing import Any

from nnlab.lessons.exercise import is_blank
from nnlab.lessons.judging import ROUNDING, Values
from nnlab.lessons.replies import Replies, Verdict

PARTS = {"loss": Values(0.1, within=0.0011), "d_a": Values(-0.2, 0.4, within=ROUNDING)}


def judge_mse(answer: Any, say: Replies) -> Verdict:
    """The loss, then its slopes; half an answer is no mistake."""
    given = {name: part for name, part in two_parts(answer, say).items() if not is_blank(part)}
    for name, part in given.items():
        wrong = PARTS[name].wrong(part, say.parts[name])
        if wrong is not None:
            return wrong
    return say(f"unfinished ({name})" if len(given) == 1 else "right")


def two_parts(answer: Any, say: Replies) -> dict[str, Any]:
    """The loss and its slopes, from a dict, a pair, or three numbers."""
    if isinstance(answer, dict):
        if set(answer) - set(PARTS):
            say.end("names")
        return {name: answer.get(name) for name in PARTS}
    if not isinstance(answer, (list, tuple)) or len(answer) not in (2, 3):
        say.end("no numbers")
    loss, *slopes = answer
    return {"loss": loss, "d_a": slopes if len(slopes) == 2 else slopes[0]}


def other_rates(rates: list[float], say: Replies) -> Verdict:
    """Whether a rate settles, and how fast."""
    (rate,) = rates
    settles = 0 < rate < 0.2
    return say("(settles)" if settles else "(other)", rate=rate, factor=abs(1 - 10 * rate))


JUDGES = {
    "loss/mse": (judge_mse, {"loss": 0.1, "d_a": [-0.2, 0.4]}),
    "loss/step": (Values(5.4), 5.4),
    "loss/limit": (Values(0.2, other=other_rates), 0.2),
    "loss/standard": (Values(2.5), 2.5),
}
