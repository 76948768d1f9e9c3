"""Chapter 6's checkers: right answers, every known slip by its name; what it claims, computed."""

import numpy as np
import pytest

from nnlab.core import Network, gradient_check, sigmoid, tanh
from nnlab.course.training.exercises import CASES, START, WORDS, X, Y
from nnlab.lessons import bugs, exercise, explain


def check(name, answer):
    return exercise(f"training/{name}").check(answer)


# Wrong or unlucky? ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        CASES,
        {name.lower(): f" {word.upper()} " for name, word in CASES.items()},
        list(CASES.values()),
        tuple(CASES.values()),
    ],
)
def test_every_right_diagnosis_is_accepted(answer):
    assert check("diagnosis", answer).outcome == "correct"


@pytest.mark.parametrize(("case", "word"), [(c, w) for c in CASES for w in WORDS if w != CASES[c]])
def test_each_wrong_diagnosis_gets_its_reason(case, word):
    verdict = check("diagnosis", {**CASES, case: word})
    assert (verdict.outcome, verdict.slip) == ("not yet", f"{case} {word}")


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ({"A": "luck"}, "unfinished"),
        ({"A": "luck", "B": ...}, "unfinished"),
        ({**dict.fromkeys(CASES, "luck")}, "B luck"),
        ({"A": "bad karma"}, "unknown word"),
        ({"A": 3}, "unknown word"),
        ({"F": "luck"}, "no diagnosis"),
        ({1: "luck"}, "no diagnosis"),
        ("luck", "no diagnosis"),
        (["luck"], "no diagnosis"),
    ],
)
def test_what_else_a_diagnosis_is_told(answer, slip):
    verdict = check("diagnosis", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


# Epochs and rates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [(40_000, 0.4), [4e4, 0.4], np.array([40000, 0.4]), {"epochs": 40_000, "rate": 4 * 0.1}],
)
def test_every_right_plan_is_accepted(answer):
    assert check("batches", answer).outcome == "correct"


PARTS = exercise("training/batches").replies.parts


@pytest.mark.parametrize(("slip", "epochs"), PARTS["epochs"].values.items())
def test_each_wrong_number_of_epochs_is_named(slip, epochs):
    assert check("batches", (float(epochs), 0.4)).slip == slip


@pytest.mark.parametrize(("slip", "rate"), PARTS["rate"].values.items())
def test_each_wrong_rate_is_named(slip, rate):
    assert check("batches", (40_000, float(rate))).slip == slip


def test_two_slips_are_both_named():
    assert check("batches", (10_000, 0.1)).slip == "same epochs, same rate"
    assert check("batches", (7, 0.7)).slip is None
    for answer in (0.4, (40_000,), (40_000, "0.4"), (40_000, ...), "plan"):
        assert check("batches", answer).slip == "no numbers"
    assert check("batches", (float("inf"), 0.4)).slip == "nan"


def test_a_quick_step_along_the_mean_is_as_long_as_four():
    network = Network([2, 4, 1], [tanh, sigmoid], init="uniform", rng=0)
    singles, whole = network.copy(), network.copy()
    for x, y in zip(X, Y, strict=True):
        bugs.right.step(singles, [x], [y], 0.001)
    bugs.right.step(whole, X, Y, 0.004)
    far = np.linalg.norm(whole.parameters - network.parameters)
    assert np.linalg.norm(singles.parameters - whole.parameters) < 0.01 * far


# A start that can learn -----------------------------------------------------------------------


def as_network(numbers):
    network = Network([2, 4, 1], [tanh, sigmoid], init="zeros")
    network.parameters[...] = numbers
    return network


OTHER_STARTS = [
    START,
    as_network(START),
    np.array(START),
    [2 * number for number in START],
    Network([2, 4, 1], [tanh, sigmoid], rng=0),
    tuple(np.linspace(-1, 1, 17)),
    [1, *[0.5] * 16],
]


@pytest.mark.parametrize("answer", OTHER_STARTS, ids=range(len(OTHER_STARTS)))
def test_every_start_that_learns_is_accepted(answer):
    assert check("start", answer).outcome == "correct"


def half(**changes):
    numbers = [0.5] * 17
    for place, value in changes.items():
        numbers[int(place[1:])] = value
    return numbers


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (half(), "equal"),
        ([0.25] * 17, "equal"),
        ([0.0] * 17, "zeros"),
        (half(_16=-1), "equal"),
        (half(_0=-0.5, _3=-0.5, _6=-0.5, _9=-0.5), "equal"),
        ([50.0, 60, 70, -50, -60, -80, 55, 66, 77, -51, -62, -73, 1, 2, 3, 4, 5], "too large"),
        (half(_0=-0.5), "too few kinds"),
        (Network([2, 3, 1], tanh), "other network"),
        (START[:16], "no numbers"),
        ([*START[:16], "0"], "no numbers"),
        ([*START[:16], float("nan")], "nan"),
    ],
)
def test_each_start_that_cannot_is_told_why(answer, slip):
    verdict = check("start", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_bad_luck_is_called_that():
    unlucky = [0, 0, 3.0, 0, 0, 2.5, 0, 0, -3, 0, 0, 2, 0, 0, 0, 0, 0.0]
    assert check("start", unlucky).slip == "unlucky"


def test_a_network_handed_in_stays_as_it_was():
    network = as_network(START)
    check("start", network)
    np.testing.assert_array_equal(network.parameters, START)


# What is claimed, computed --------------------------------------------------------------------


def test_the_plateaus_are_means_over_points_that_cant_be_told_apart():
    for alike, loss in ((4, 1 / 4), (3, 1 / 6), (2, 1 / 8)):
        targets = np.array([0.0, 1, 1, 0])[:alike]
        assert ((targets - targets.mean()) ** 2).sum() / 4 == pytest.approx(loss)
    assert "1/4" in explain("plateau").text and "1/8" in explain("plateau").text


def test_equal_neurons_stay_equal_and_the_check_passes():
    bug = bugs.equal_start
    network = bug.network()
    assert gradient_check(network, X, Y, "mean_squared_error").passed
    assert f"{bug.losses[-1]:.2f}" == "0.17"
    assert not np.any(bug.losses[-1] > bug.losses[0])


def test_155_and_153_of_200_are_within_chance_and_one_of_them_is_wrong():
    stages = {stage.name: stage for stage in bugs.repair_ladder(2, epochs=1).stages}
    assert 0.3 < stages["old weights"].relative_error < 0.34
    assert stages["2/n"].relative_error < 1e-6


WORDS_6 = [
    "epoch",
    "batch",
    "shuffling",
    "training",
    "optimizer",
    "SGD",
    "Adam",
    "momentum",
    "plateau",
    "dead relu",
    "symmetry",
    "seed",
    "scale of the start",
    "convergence",
    "mini-batch",
]


@pytest.mark.parametrize("word", WORDS_6)
def test_the_words_of_the_chapter_are_there(word):
    assert "Often confused: " in explain(word).text
