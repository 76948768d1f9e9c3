"""Chapter 4: a loss and its gradient by hand, one step downhill, the highest learning rate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nnlab.lessons.exercise import Verdict, correct, is_blank, not_yet, read_exercises, refuse
from nnlab.lessons.judging import ROUNDING, Values
from nnlab.lessons.note import shown

# The loss and its gradient --------------------------------------------------------------------

LOSS_SLIPS = {
    "sum": ("0.2 is the sum of the two squares, 0.04 + 0.16. The loss is their mean.", 0.2),
    "no square": ("0.3 is the mean of the distances, 0.2 and 0.4. Square each of them first.", 0.3),
    "no square: sum": (
        "0.6 is the sum of the distances, 0.2 and 0.4. Square each of them, then take the mean.",
        0.6,
    ),
    "half": (
        "0.05 is half the mean. Some books put a ½ in front; here it's the mean itself.",
        0.05,
    ),
    "root": ("0.32 is the root of the mean square. Leave the root away.", 0.3162),
    "sign": ("a mean of squares can't be below 0. A minus came back: (-0.2)² is +0.04.", -0.1),
}
GRADIENT_SLIPS = {
    "sign": (
        "both signs are turned: you took target minus output. The first output is too low, so "
        "raising it makes the loss *smaller*: its slope is negative.",
        (0.2, -0.4),
    ),
    "no sign": (
        "the sizes are right. But the first output is too low: raising it makes the loss smaller, "
        "so its slope is negative.",
        (0.2, 0.4),
    ),
    "sum": (
        "that's the slope of the sum of the squares. The loss is the mean: divide by 2.",
        (-0.4, 0.8),
    ),
    "no factor": (
        "a factor of 2 is missing. The slope of e² is 2e: the square puts a 2 in front.",
        (-0.1, 0.2),
    ),
    "no slope": (
        "those are the squares. The gradient says how the loss changes with each output: "
        "2 (output - target) / n.",
        (0.04, 0.16),
    ),
    "no slope: shares": (
        "those are the two shares of the loss. The gradient says how the loss changes with each "
        "output: 2 (output - target) / n.",
        (0.02, 0.08),
    ),
    "sign, sum": (
        "two things: you took target minus output, and you left out dividing by 2, the number of "
        "outputs.",
        (0.4, -0.8),
    ),
    "sign, no factor": (
        "two things: you took target minus output, and the 2 of the square is missing.",
        (0.1, -0.2),
    ),
}


LOSS = Values(
    0.1,
    said="the loss is right. Now the gradient, a number for each output.",
    wanted="one number for the loss",
    slips=LOSS_SLIPS,
    other="the loss isn't {:g}. The two errors are 0.8 - 1 and 0.4 - 0: square each, and take the "
    "mean.",
    within=0.0011,
    slip_within=ROUNDING,
)
GRADIENT = Values(
    (-0.2, 0.4),
    said="the gradient is right. Now the loss itself.",
    wanted="a gradient of two numbers, one for each output,",
    slips=GRADIENT_SLIPS,
    other=lambda gradient: (
        f"the gradient isn't {shown(tuple(gradient))}. For each output it is "
        f"2 (output - target) / n, and n is 2."
    ),
    within=ROUNDING,
)


def judge_mse(answer: Any) -> Verdict:
    """The loss, then the gradient; half an answer is no mistake."""
    parts = zip((LOSS, GRADIENT), _two_parts(answer), strict=True)
    given = [(part, value) for part, value in parts if value is not None]
    for part, value in given:
        if (wrong := part.wrong(value)) is not None:
            return wrong
    if len(given) == 1:
        return not_yet(given[0][0].said, "unfinished")
    return correct(
        "the mean of 0.04 and 0.16 is 0.10. The gradient has a minus where the output is too low, "
        "a plus where it is too high: it points uphill, so the step goes against it."
    )


def _two_parts(answer: Any) -> list[Any]:
    """(loss, gradient) from a dict, a pair, or three numbers; None for what's still open."""
    if isinstance(answer, dict):
        if set(answer) - {"loss", "gradient"}:
            refuse('use the two names as they stand there: "loss" and "gradient".', "names")
        loss, gradient = answer.get("loss"), answer.get("gradient")
    elif isinstance(answer, (list, tuple)) and len(answer) == 2:
        loss, gradient = answer
    elif isinstance(answer, (list, tuple)) and len(answer) == 3:
        loss, gradient = answer[0], list(answer[1:])
    else:
        refuse('two things are wanted, `{"loss": ..., "gradient": [..., ...]}`.', "no numbers")
    return [None if is_blank(part) else part for part in (loss, gradient)]


# One step -------------------------------------------------------------------------------------

STEP_SLIPS = {
    "uphill": (
        "6.6 is a step uphill. The slope, +6, points to where the loss grows: take it away.",
        6.6,
    ),
    "no factor": ("your slope is 3. The slope of (w - 3)² is 2 (w - 3): a 2 is missing.", 5.7),
    "no rate": (
        "you took the whole slope away. The step is learning rate times slope, 0.1 times 6.",
        0.0,
    ),
    "not the slope": (
        "you took away 0.1 times 9. At w = 6 the loss is 9, its slope is 2 (w - 3) = 6.",
        5.1,
    ),
    "no 3": ("you took 2w for the slope. It is 2 (w - 3): the 3 belongs to it.", 4.8),
    "step only": ("0.6 is how far you step. Where do you arrive?", 0.6),
    "step only: against": ("that's the step, minus 0.6. Where do you arrive?", -0.6),
    "slope only": ("6 is the slope (and where you stand). The step is 0.1 times 6.", 6.0),
    "all the way": ("3 is the bottom. One step at a rate of 0.1 goes only a part of the way.", 3.0),
    "loss": ("that's the loss after the step. Asked is the new w.", 5.76),
}


judge_step = Values(
    5.4,
    said="the slope is 2 (6 - 3) = 6, the step 0.1 · 6 = 0.6, downhill: 6 - 0.6.",
    wanted="the new w",
    slips=STEP_SLIPS,
    other="it isn't {:g}. First the slope at w = 6: 2 (w - 3). Then w minus 0.1 times that.",
)


# The highest learning rate --------------------------------------------------------------------

LIMIT_SLIPS = {
    "a is not 5": ("you took 5 for a. The limit 2/a is for (a/2)·w², so a/2 is 5: what is a?", 0.4),
    "one step": (
        "at 0.1, which is 1/a, one step lands at the bottom. It settles beyond that, too, "
        "overshooting each time. Where does it stop settling?",
        0.1,
    ),
    "a": ("that's a. The limit is 2/a.", 10.0),
    "upside down": ("5 is a/2. The limit is 2/a: the steeper the valley, the lower it lies.", 5.0),
    "half of that": ("at 0.05 it goes half of the way in each step, and settles calmly.", 0.05),
}


def other_rates(rate: float) -> str:
    if 0 < rate < 0.2:
        return (
            f"at {rate:g} it still settles: each step ends {abs(1 - 10 * rate):.3g} times as far "
            f"from 0. When is that 1?"
        )
    return (
        "it isn't that. One step takes w to w - rate · 10 w. For which rate is that as far from 0 "
        "as before?"
    )


judge_limit = Values(
    0.2,
    said="a = 10, and 2/a = 0.2. At 0.2 it jumps from w to -w for ever; beyond, each jump is "
    "longer than the last.",
    wanted="a learning rate",
    slips=LIMIT_SLIPS,
    other=other_rates,
)


EXERCISES = read_exercises(
    Path(__file__).with_suffix(".md"),
    {
        "loss/mse": (judge_mse, {"loss": 0.1, "gradient": [-0.2, 0.4]}),
        "loss/step": (judge_step, 5.4),
        "loss/limit": (judge_limit, 0.2),
    },
)
