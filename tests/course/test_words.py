"""Every sentence that a check says, against one snapshot: words.txt.

After rewording, write it anew and read the difference:

    python3 lab.py test tests/course/test_words.py --write-words
"""

from pathlib import Path

import numpy as np

from nnlab.core import Network, Neuron, sigmoid, step
from nnlab.course.clinic.exercises import CASES, WORDS
from nnlab.course.layer.exercises import FENCE, TABLE, TABLE_SLIPS
from nnlab.course.network.exercises import AND, NAND, OR
from nnlab.course.neuron.exercises import TWO_INPUTS, rule
from nnlab.course.playground.exercises import BY_HEART, DEAD, MENDED, MINE, PRODUCT, SPIRAL, USUAL
from nnlab.course.training.exercises import START
from nnlab.lessons import exercise, worksheet
from nnlab.lessons.exercise import exercises
from nnlab.lessons.replies import Replies, general

EXERCISES = exercises()
SNAPSHOT = Path(__file__).with_name("words.txt")


def wrong_numbers(replies):
    """What the slips lead to that are known by numbers."""
    for value in replies.values.values():
        numbers = tuple(map(float, value.split(",")))
        yield numbers if len(numbers) > 1 else numbers[0]


def part(id_, name):
    return wrong_numbers(EXERCISES[id_].replies.parts[name])


def stub(x, w, b): ...


def prints(x, w, b):
    print(x)


def silent(x, w, b):
    x[0] > 0  # noqa: B015


def misspelt(x, w, b):
    return weights  # noqa: F821


def divides(x, w, b):
    return 1 / 0


def raises(x, w, b):
    raise NotImplementedError


def half(x, w, b):
    return ... + b


class NoList:
    def __iter__(self):
        raise RuntimeError("not this one")


ENDLESS = []
ENDLESS.append(ENDLESS)


def backward(*wrong):
    """Hands back something else."""

    def my_backward(X, y, h, p, W1, b1, W2, b2, rate):
        four = [W1, b1, W2, b2]
        return wrong[0](four) if wrong else four

    return my_backward


def no_fit(four):
    raise ValueError("they don't fit")


def slips_on_paper():
    """Each slip of one line of each kind, everything before it right."""
    sheet = worksheet()
    numbers = {**sheet.given, **sheet.answers}
    for n in (0, 2, 6, 7, 8, 9, 11, 12, 14, 16, 22):
        before = {line.name: sheet.answers[line.name] for line in sheet.lines[:n]}
        for formula in sheet.lines[n].slips.values():
            yield {**before, sheet.lines[n].name: sheet.lines[n].work(formula, numbers)}


def starts_with(changes):
    """All 17 numbers 0.5, but for some."""
    return [changes.get(i, 0.5) for i in range(17)]


# What else is handed in, beside the slips that a judge knows.
ANSWERS = {
    "neuron/by-hand": [
        *list(TWO_INPUTS.slips.values())[:16],
        stub,
        prints,
        silent,
        misspelt,
        divides,
        raises,
        half,
        1,
        Neuron,
        lambda x: x,
        lambda x, w, b: "1",
        lambda x, w, b: [1, 2],
        lambda x, w, b: [1, 2, 3],
        lambda x, w, b: 7,
        lambda x, w, b: 1 if np.dot(w, x) + b > 0 else 7,
        lambda x, w, b: int(np.dot(w, x) + b > 0) or 7 * (np.dot(w, x) + b < 0),
        lambda x, w, b: int(w[0] * x[0] + w[1] * x[1] + b > 0),
    ],
    "neuron/mistake": [(7, 7, 7), (1, 2), [1, 2, float("nan")], ENDLESS],
    "neuron/step": [
        lambda w, b, x, target: (b, w),
        lambda w, b, x, target: w,
        lambda w, b, x, target: NoList(),
        lambda w, b, x, target: (w * 2, b),
        lambda w, b, x, target: rule()(w, b, x, target) if b < 1 else (x, b),
    ],
    "layer/table": [
        *(table.tolist() for table in TABLE_SLIPS.values()),
        TABLE[:3].tolist(),
        np.transpose(TABLE),
        [[-0.5, ..., ...], *[[...] * 3] * 3],
        [*TABLE[:3].tolist(), [...] * 3],
        [[9, 9, ...], *[[...] * 3] * 3],
        [["a"] * 3] * 4,
    ],
    "layer/count": [21],
    "layer/write": [
        lambda X, W, b: X @ W.T + 1,
        lambda X, W, b: (X @ W.T + b).ravel(),
        lambda X, W, b: [[1], [1, 2]],
    ],
    "layer/fence": [
        np.negative(FENCE),
        FENCE * [[1], [1], [-1]],
        [*FENCE[:2].tolist(), [-1, -1, 3]],
        [*FENCE[:2].tolist(), [-1, -1, 1]],
        [*FENCE[:2].tolist(), [...] * 3],
        FENCE[:2].tolist(),
        [["a"] * 3] * 3,
    ],
    "curves/place": [7, "1.5"],
    "curves/factors": [
        lambda x, heights: heights[:-1] * 0 + 7,
        lambda x, heights: heights[:-2],
        lambda x, heights: "none",
    ],
    "curves/trapezoid": [[2, -2, -2, 2], [1, -1, 2, 1], [1, -1, -1], [1, 1, 1, float("inf")]],
    "depth/strip": [
        (1, -1, -1.5),
        (1, 1, 0.5),
        (1, 1, -0.5),
        (1, 1, -1.5),
        (1, -1.5, 0.5),
        (-1, -1, 0.5),
        (-1, 1, 0.5),
        (1, 2),
    ],
    "depth/triangle": [
        (1, 1, 1, -0.5),
        (1, 1, 1, -1.5),
        (1, 1, 1, -3),
        (-1, -1, -1, 2.5),
        (1, 1, 0, -1.5),
        (1, 1, 1),
    ],
    "depth/folds": [lambda x, n: 0.25, lambda x, n: "high"],
    "network/count": [32, (25, 9), (9, 7), (9, 9)],
    "network/xor": [
        [(1, -1, -0.5), (-1, 1, -0.5), OR],
        [OR, NAND, OR],
        [OR, NAND, NAND],
        [OR, AND, AND],
        [(1, 1, 0.5), NAND, AND],
        [OR, OR, AND],
        Network([2, 3, 1], step),
        Network([2, 2, 1], sigmoid),
    ],
    "network/merge": [
        lambda W1, b1, W2, b2: (W2 @ W1 + 1, W2 @ b1 + b2),
        lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2 + 1),
        lambda W1, b1, W2, b2: (W2 @ W1, 0.0),
        lambda W1, b1, W2, b2: W2,
    ],
    "loss/mse": [
        {"loss": 0.1},
        {"d_a": [-0.2, 0.4]},
        (7, [1, 2]),
        (0.1, [3, 4]),
        ("loss", ...),
        (0.1, "slopes"),
        {"Loss": 1},
        0.1,
        *((loss, ...) for loss in part("loss/mse", "loss")),
        *((0.1, gradient) for gradient in part("loss/mse", "d_a")),
    ],
    "loss/step": [4.4],
    "loss/limit": [0.15, 0.3],
    "loss/standard": [3],
    "backprop/pen": [17],
    "backprop/two-paths": [17],
    "backprop/backward": [
        *map(
            backward,
            [
                no_fit,
                lambda four: 1,
                lambda four: "abcd",
                lambda four: ["a", "b", "c", "d"],
                lambda four: [*four[:3], np.ones((4, 2))],
                lambda four: [four[0], np.ones((2, 2)), *four[2:]],
            ],
        ),
        backward(lambda four: [2 * four[0], *four[1:]]),
    ],
    "backprop/worksheet": [[1.0], {"z1": "1"}, {"z1": 77}, {"q": 1}, "text", *slips_on_paper()],
    "training/starts": [5, 7, 0],
    "training/start": [
        starts_with({}),
        [0.25] * 17,
        [0.0] * 17,
        [50.0, -60.0] * 8 + [1],
        starts_with({0: -0.5}),
        [0, 0, 3.0, 0, 0, 2.5, 0, 0, -3, 0, 0, 2, 0, 0, 0, 0, 0.0],
        Network([2, 3, 1], sigmoid),
        START[:3],
    ],
    "pace/patience": [
        *((stop, 6) for stop in part("pace/patience", "stop")),
        *((9, keep) for keep in part("pace/patience", "keep")),
        (7, 7),
        (9, ...),
        ("a", "a"),
        (9, "a"),
    ],
    "pace/batches": [
        *((epochs, 0.4) for epochs in part("pace/batches", "epochs")),
        *((40_000, rate) for rate in part("pace/batches", "rate")),
        (7, 7),
        (40_000, ...),
        ("a", "a"),
        (40_000, "a"),
    ],
    "playground/rewind": [
        {**BY_HEART, "epochs": 0},
        {**MENDED, "penalty": "none", "epochs": 20},
        {**BY_HEART, "rewind": 600},
        {**BY_HEART, "rewind": 300},
        {**MINE, "epochs": 1},
    ],
    "playground/mend": [
        {**MENDED, "epochs": 20},
        {**MENDED, "penalty": "none"},
        {**MENDED, "noise": 0.0, "epochs": 1},
        {**MENDED, "hidden": [4], "epochs": 1},
    ],
    "playground/circle": [
        USUAL,
        {**USUAL, "hidden": [8], "rate": 0.3, "epochs": 300},
        {**PRODUCT, "epochs": 1},
    ],
    "playground/product": [
        {**USUAL, "data": "xor"},
        {**PRODUCT, "hidden": [8], "features": ["x1", "x2"], "rate": 0.3, "epochs": 300},
        {**PRODUCT, "features": ["x1", "x1*x2"]},
        USUAL,
    ],
    "playground/dead": [
        {**DEAD, "rate": 0.1},
        {**DEAD, "rate": 10},
        {**DEAD, "rate": 0.1, "start": "zeros"},
        USUAL,
    ],
    "playground/spiral": [{**SPIRAL, "epochs": 1}, USUAL],
    "playground/own": [
        USUAL,
        {**MINE, "epochs": 1},
        {**MINE, "points": [(k, k % 3, k > 0) for k in range(-5, 6)]},
        {**MINE, "points": [(k, 0, k % 3) for k in range(11)], "epochs": 1},
    ],
    "digits/slopes": [(7, 7, 7)],
    "digits/matrix": [
        *((share, 0.8, 0.76) for share in part("digits/matrix", "accuracy")),
        *((0.89, share, 0.76) for share in part("digits/matrix", "recall")),
        *((0.89, 0.8, share) for share in part("digits/matrix", "precision")),
        (0.7, 0.7, 0.7),
        ("a", "a", "a"),
        (0.89, "a", "a"),
        (0.89, 0.8, "a"),
        (0.89, ..., ...),
    ],
    "digits/pixels": [
        lambda h, W1, W2, digit: "none",
        lambda h, W1, W2, digit: h[:-1],
        lambda h, W1, W2, digit: W1[0],
    ],
    "digits/elsewhere": [
        lambda coefs, intercepts: coefs,
        lambda coefs, intercepts: Network([4, 5, 2], "identity", init="zeros"),
        lambda coefs, intercepts: Network([4, 5, 3], "identity", init="zeros"),
        lambda coefs, intercepts: coefs[0] @ intercepts,
    ],
    "clinic/diagnosis": [
        {"A": "luck"},
        dict.fromkeys(CASES, "luck"),
        {"A": "karma"},
        *({case: word} for case in CASES for word in WORDS if word != CASES[case]),
    ],
    "clinic/number": [
        *((number, 1 / 3, 1) for number in part("clinic/number", "triple")),
        *((0.5, number, 1) for number in part("clinic/number", "half")),
        *((0.5, 1 / 3, number) for number in part("clinic/number", "turned")),
        (7, 7, 7),
        ("a", "a", "a"),
        (0.5, "a", "a"),
        (0.5, 1 / 3, "a"),
        (0.5, ..., ...),
    ],
    "clinic/cure": [
        lambda inputs, targets, rate: (inputs, targets, rate),
        lambda inputs, targets, rate: (inputs + 1, targets, 2),
        lambda inputs, targets, rate: (inputs, 1 - targets, rate),
        lambda inputs, targets, rate: (inputs[::-1], targets, rate),
        lambda inputs, targets, rate: (inputs + 1, targets, rate),
        lambda inputs, targets, rate: (inputs, targets, 10),
        lambda inputs, targets, rate: inputs,
        lambda inputs, targets, rate: (inputs, targets, -1),
        lambda inputs, targets, rate: (inputs[1:], targets, rate),
        lambda inputs, targets, rate: (inputs / 0, targets, rate),
        lambda inputs, targets, rate: inputs / "a",
    ],
}


def said():
    """id: slip, then the sentence, for everything above."""
    for id_, item in EXERCISES.items():
        yield f"\n== {id_}"
        known = [*getattr(item.judge, "slips", {}).values(), *wrong_numbers(item.replies)]
        verdicts = map(item.check, [..., item.answer, "text", *known, *ANSWERS[id_]])
        yield from dict.fromkeys(f"{v.outcome}, {v.slip}:\n    {v.message}" for v in verdicts)


def test_the_words(request):
    text = "\n".join(said()).strip() + "\n"
    if request.config.getoption("--write-words", default=False):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


def test_every_slip_that_a_judge_knows_is_named():
    for id_, item in EXERCISES.items():
        for names, answer in getattr(item.judge, "slips", {}).items():
            verdict = exercise(id_).check(answer)
            assert verdict.outcome == "not yet"
            assert verdict.message == item.replies.words(names)
            assert verdict.slip == names.partition(" (")[0]


def test_every_sentence_is_said(monkeypatch):
    """What no answer above is told, no reader is told either."""
    heard, find = set(), Replies.find

    def listens(self, name):
        found = find(self, name)
        heard.update(reply.words for reply in found)
        return found

    monkeypatch.setattr(Replies, "find", listens)
    list(said())
    lists = [general(), *(item.replies.known for item in EXERCISES.values())]
    for item in EXERCISES.values():
        lists += [part.known for part in item.replies.parts.values()]
    written = {reply.words for book in lists for reply in book.values()}
    assert sorted(written - heard) == []
