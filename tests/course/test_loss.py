"""Chapter 4's checkers: right answers in many forms, every known slip by its name; its claims."""

import numpy as np
import pytest

from nnlab.core import mean_squared_error, sigmoid, sigmoid_cross_entropy
from nnlab.lessons import exercise, explain

RIGHT = {
    "mse": [
        {"loss": 0.1, "gradient": [-0.2, 0.4]},
        {"loss": 0.10, "gradient": (-0.2, 0.4)},
        {"loss": np.float64(0.1), "gradient": np.array([[-0.2], [0.4]])},
        (0.1, (-0.2, 0.4)),
        [0.1, -0.2, 0.4],
        (0.1, [-0.2, 0.4]),
        {
            "loss": mean_squared_error([[0.8], [0.4]], [[1], [0]]),
            "gradient": mean_squared_error.gradient([[0.8], [0.4]], [[1], [0]]),
        },
    ],
    "step": [5.4, np.float32(5.4), [5.4], np.array(5.4), 6 - 0.1 * 2 * (6 - 3)],
    "limit": [0.2, 2 / 10, np.array([0.2]), 1 / 5],
}


def check(name, answer):
    return exercise(f"loss/{name}").check(answer)


@pytest.mark.parametrize(("name", "answer"), [(n, a) for n in RIGHT for a in RIGHT[n]], ids=repr)
def test_every_right_answer_is_accepted(name, answer):
    assert check(name, answer).outcome == "correct"


def named(verdict, slip):
    assert (verdict.outcome, verdict.slip) == ("not yet", slip.partition(" (")[0])


PARTS = exercise("loss/mse").replies.parts


@pytest.mark.parametrize("slip", PARTS["loss"].values)
def test_each_wrong_loss_is_named(slip):
    value = float(PARTS["loss"].values[slip])
    named(check("mse", {"loss": value, "gradient": [-0.2, 0.4]}), slip)
    named(check("mse", {"loss": round(value, 2)}), slip)


@pytest.mark.parametrize("slip", PARTS["gradient"].values)
def test_each_wrong_gradient_is_named(slip):
    value = [float(number) for number in PARTS["gradient"].values[slip].split(",")]
    named(check("mse", {"loss": 0.1, "gradient": list(value)}), slip)
    named(check("mse", (0.1, *value)), slip)


@pytest.mark.parametrize(
    ("name", "answer", "slip"),
    [
        ("mse", {"loss": 0.1}, "unfinished"),
        ("mse", {"loss": 0.1, "gradient": [..., ...]}, "unfinished"),
        ("mse", {"loss": ..., "gradient": [-0.2, 0.4]}, "unfinished"),
        ("mse", {"loss": 7}, None),
        ("mse", (0.1, [3, 4]), None),
        ("mse", (0.1, [1]), "no numbers"),
        ("mse", (0.1, [1, "2"]), "no numbers"),
        ("mse", (0.1, [1, float("nan")]), "nan"),
        ("mse", {"Loss": 0.1}, "names"),
        ("mse", 0.1, "no numbers"),
        ("mse", {"loss": "0.1"}, "no number"),
        ("step", 4.4, None),
        ("step", True, "no number"),
        ("limit", 0.15, None),
        ("limit", 0.3, None),
        ("limit", -0.2, None),
        ("limit", float("inf"), "no number"),
    ],
)
def test_what_else_is_said(name, answer, slip):
    verdict = check(name, answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


@pytest.mark.parametrize(
    "blank", [{"loss": ..., "gradient": ...}, {"loss": ..., "gradient": [..., ...]}, (..., ...)]
)
def test_untouched_is_met_calmly(blank):
    assert check("mse", blank).outcome == "not attempted"


# What is claimed, computed --------------------------------------------------------------------


def after_steps(a, rate, steps, w=1.0):
    for _ in range(steps):
        w -= rate * a * w
    return w


def test_the_step_and_the_limit():
    assert 6 - 0.1 * 2 * (6 - 3) == pytest.approx(5.4)
    assert (5.4 - 3) ** 2 == pytest.approx(5.76)
    assert abs(after_steps(10, 0.19, 200)) < 1e-6 < 1e6 < abs(after_steps(10, 0.21, 200))
    assert abs(after_steps(10, 0.2, 201)) == pytest.approx(1)


def test_the_cliff_at_two_over_a():
    assert after_steps(4, 0.49, 50) == pytest.approx(0.13, abs=0.005)
    assert abs(after_steps(4, 0.5, 51)) == 1
    assert after_steps(4, 0.51, 50) == pytest.approx(7.1, abs=0.05)
    assert after_steps(4, 0.25, 1) == 0


def test_sure_and_wrong():
    assert f"{float(sigmoid(8.0)):.4f}" == "0.9997"
    squared = mean_squared_error.gradient(sigmoid([[8.0]]), [[0]]) * sigmoid.derivative(8.0)
    cross = sigmoid_cross_entropy.gradient([[8.0]], [[0]])
    assert f"{squared.item():.4f} {cross.item():.4f}" == "0.0007 0.9997"
    assert "0.0007" in explain("confidently wrong").text
    assert 1 - sigmoid(36.0) > 0 and 1 - sigmoid(37.0) == 0


WORDS = [
    "loss",
    "residual",
    "mean squared error",
    "slope",
    "gradient",
    "gradient descent",
    "learning rate",
    "divergence",
    "cross-entropy",
    "loss landscape",
    "minimum",
    "L",
    "NaN",
    "MSE",
    "overshooting",
    "confidently wrong",
]


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_chapter_are_there(word):
    text = explain(word).text
    assert "Formula: " in text and "Often confused: " in text
