"""Chapter 4: a loss and its gradient by hand, one step downhill, the highest learning rate."""

from __future__ import annotations

from nnlab.lessons.answers import near, one_number, slip_in, some_numbers
from nnlab.lessons.exercise import Exercise, Judged, Verdict, correct, not_yet, shown

# The loss and its gradient --------------------------------------------------------------------

LOSS, GRADIENT = 0.1, (-0.2, 0.4)
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


def judge_mse(answer: object) -> Verdict:
    """The loss, then the gradient; half an answer is no mistake."""
    loss, gradient = _two_parts(answer)
    if loss is not None:
        loss = one_number(loss, "one number for the loss")
        if not near([loss], [LOSS], 0.0011):
            name, words = slip_in([loss], LOSS_SLIPS, 0.0051) or (
                None,
                f"the loss isn't {loss:g}. The two errors are 0.8 - 1 and 0.4 - 0: square each, "
                f"and take the mean.",
            )
            return not_yet(words, name)
    if gradient is None:
        return not_yet(
            "the loss is right. Now the gradient, a number for each output.", "unfinished"
        )
    gradient = some_numbers(gradient, 2, "a gradient of two numbers, one for each output,")
    if not near(gradient, GRADIENT):
        name, words = slip_in(gradient, GRADIENT_SLIPS) or (
            None,
            f"the gradient isn't {shown(tuple(gradient))}. For each output it is "
            f"2 (output - target) / n, and n is 2.",
        )
        return not_yet(words, name)
    if loss is None:
        return not_yet("the gradient is right. Now the loss itself.", "unfinished")
    return correct(
        "the mean of 0.04 and 0.16 is 0.10. The gradient has a minus where the output is too low, "
        "a plus where it is too high: it points uphill, so the step goes against it."
    )


def _two_parts(answer: object) -> tuple[object, object]:
    """(loss, gradient) from a dict, a pair, or three numbers; None for what's still open."""
    if isinstance(answer, dict):
        if set(answer) - {"loss", "gradient"}:
            raise Judged(
                not_yet('use the two names as they stand there: "loss" and "gradient".', "names")
            )
        loss, gradient = answer.get("loss"), answer.get("gradient")
    elif isinstance(answer, (list, tuple)) and len(answer) == 2:
        loss, gradient = answer
    elif isinstance(answer, (list, tuple)) and len(answer) == 3:
        loss, gradient = answer[0], list(answer[1:])
    else:
        raise Judged(
            not_yet('two things are wanted, `{"loss": ..., "gradient": [..., ...]}`.', "no numbers")
        )
    return _or_none(loss), _or_none(gradient)


def _or_none(value: object) -> object:
    """None for what's still to come."""
    if value is None or value is Ellipsis:
        return None
    if isinstance(value, (list, tuple)) and all(part is None or part is Ellipsis for part in value):
        return None
    return value


# One step -------------------------------------------------------------------------------------

STEP = 5.4
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


def judge_step(answer: object) -> Verdict:
    """5.4."""
    w = one_number(answer, "the new w")
    if near([w], [STEP], 1e-6):
        return correct("the slope is 2 (6 - 3) = 6, the step 0.1 · 6 = 0.6, downhill: 6 - 0.6.")
    name, words = slip_in([w], STEP_SLIPS, 1e-6) or (
        None,
        f"it isn't {w:g}. First the slope at w = 6: 2 (w - 3). Then w minus 0.1 times that.",
    )
    return not_yet(words, name)


# The highest learning rate --------------------------------------------------------------------

LIMIT = 0.2
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


def judge_limit(answer: object) -> Verdict:
    """0.2."""
    rate = one_number(answer, "a learning rate")
    if near([rate], [LIMIT], 1e-6):
        return correct(
            "a = 10, and 2/a = 0.2. At 0.2 it jumps from w to -w for ever; beyond, each jump is "
            "longer than the last."
        )
    found = slip_in([rate], LIMIT_SLIPS, 1e-6)
    if found:
        return not_yet(found[1], found[0])
    if 0 < rate < LIMIT:
        return not_yet(
            f"at {rate:g} it still settles: each step ends {abs(1 - 10 * rate):.3g} "
            f"times as far from 0. When is that 1?"
        )
    return not_yet(
        "it isn't that. One step takes w to w - rate · 10 w. For which rate is that as "
        "far from 0 as before?"
    )


EXERCISES = (
    Exercise(
        "loss/mse",
        title="A loss and its gradient by hand",
        who="everyone",
        task="Two outputs are 0.8 and 0.4; their targets are 1 and 0. What is the mean squared "
        "error, and how does it change with each output? Hand in "
        '`{"loss": ..., "gradient": [..., ...]}`.',
        hand_in="my_loss",
        judge=judge_mse,
        hints=(
            "Output minus target: one error is below 0, the other above.",
            "Square both errors: 0.04 and 0.16. The loss is their mean. For the gradient, the "
            "slope of e² is 2e, and the mean divides by 2.",
            "The gradient of each output is 2 (output - target) / 2. Keep the signs.",
        ),
        solution={"loss": 0.1, "gradient": [-0.2, 0.4]},
        why="The errors are -0.2 and 0.4. (0.04 + 0.16) / 2 = 0.10, and 2 · (-0.2) / 2 = -0.2, "
        "2 · 0.4 / 2 = 0.4.",
    ),
    Exercise(
        "loss/step",
        title="One step downhill",
        who="most",
        task="The loss is (w - 3)², you stand at w = 6, and the learning rate is 0.1. Where are "
        "you after one step?",
        hand_in="my_w",
        judge=judge_step,
        hints=(
            "You need the slope at w = 6. The slope of (w - 3)² is 2 (w - 3).",
            "The slope is 6: the loss grows to the right. So which way do you go?",
            "Take 0.1 times 6 away from w.",
        ),
        solution=5.4,
        why="w - rate · slope = 6 - 0.1 · 6 = 5.4. The loss falls from 9 to 5.76.",
    ),
    Exercise(
        "loss/limit",
        title="The highest learning rate",
        who="want more",
        task="The loss is 5w². Up to which learning rate does it not blow up?",
        hand_in="my_limit",
        judge=judge_limit,
        hints=(
            "In this chapter the valley was (a/2)·w², and the cliff was at 2/a.",
            "5w² is (a/2)·w² with a/2 = 5.",
            "So a is 10. Check: the slope is 10w, and a step goes to w - rate · 10w.",
        ),
        solution=0.2,
        why="The slope is 10w, so a step takes w to (1 - 10 · rate) w. That grows when "
        "1 - 10 · rate is below -1, beyond rate = 0.2.",
    ),
)
