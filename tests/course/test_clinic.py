"""Chapter 6b's checkers: right answers, every slip by its name; what it claims, computed."""

import numpy as np
import pytest

from nnlab.core import (
    SGD,
    Network,
    fit,
    gradient_check,
    mean_squared_error,
    relu,
    sigmoid,
    standardize,
    tanh,
)
from nnlab.course.clinic.exercises import CASES, WORDS
from nnlab.course.clinic.patients import patients
from nnlab.datasets import load_penguins, make_gate
from nnlab.lessons import bugs, exercise

X, Y = make_gate("xor")


def check(name, answer):
    return exercise(f"clinic/{name}").check(answer)


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


# What a share can't tell ----------------------------------------------------------------------


def solved_of_200(seed):
    network = Network([2, 4, 1], [relu, sigmoid], init="uniform", runs=(200,), rng=seed)
    fit(network, X, Y, optimizer=SGD(1.0), epochs=2000, record_every=2000)
    return (np.abs(network(X) - Y) < 0.5).all(axis=(1, 2)).sum()


def test_a_dozen_of_200_starts_either_way_is_chance():
    won = [solved_of_200(seed) for seed in range(10)]
    assert 3 < np.std(won) < 10 and np.sqrt(200 * 3 / 4 / 4) == pytest.approx(6, abs=0.2)


def test_155_and_153_of_200_are_within_chance_and_one_of_them_is_wrong():
    stages = {stage.name: stage for stage in bugs.repair_ladder(2, epochs=1).stages}
    assert stages["old weights"].relative_error == pytest.approx(1 / 3, abs=1e-6)  # a factor of 2
    assert stages["2/n"].relative_error < 1e-6


# What the gradient check can't see ------------------------------------------------------------


@pytest.mark.parametrize("rate", [1, 0.1, 0.001])
def test_steps_uphill_raise_the_loss_at_any_rate_and_the_check_passes(rate):
    network = Network([2, 4, 1], [tanh, sigmoid], rng=0)
    assert gradient_check(network, X, Y, "mean_squared_error").passed
    losses = [mean_squared_error(network(X), Y)]
    for _ in range(100):
        network.parameters[...] += rate * bugs.right.gradient(network, X, Y)
        losses.append(mean_squared_error(network(X), Y))
    assert (np.diff(losses) > 0).all()


def birds():
    """Bill length and depth in standard units, and whether it's a Chinstrap."""
    measured, kinds = load_penguins(
        ["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"]
    )
    return standardize(measured)[0], kinds[:, [1]]


# Four sick networks, one symptom -----------------------------------------------------------------


def right(X, y, rate, seed=3):
    """The share that 2-8-1 gets right after 1,000 epochs."""
    network = Network([2, 8, 1], [tanh, sigmoid], rng=seed)
    loss = "binary_cross_entropy"
    fit(network, X, y, loss=loss, optimizer=SGD(rate), epochs=1000, record_every=1000)
    return ((network(X) > 0.5) == y).mean()


def in_millimetres():
    return load_penguins(["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"])[0]


ROWS = [0, 80, 160, 240, 320]


def test_four_illnesses_look_alike():
    always_no = 1 - birds()[1].mean()
    assert list(patients()) == list("ABCD")
    for data, target, rate in patients().values():
        assert right(data, target, rate) == pytest.approx(always_no, abs=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_five_rows_and_known_good_data_tell_them_apart(seed):
    healthy = {"A": (False, True), "B": (True, True), "C": (False, False), "D": (False, False)}
    for name, (data, target, rate) in patients().items():
        learned = right(data[ROWS], target[ROWS], rate, seed) == 1, right(X, Y, rate, seed) == 1
        assert learned == healthy[name]


def test_another_rate_cures_two_of_them():
    for name, (data, target, _) in patients().items():
        best = max(right(data, target, rate) for rate in (0.1, 1, 10))
        assert best > 0.95 if name in "CD" else best < 0.83


def test_subtracting_the_mean_cures_millimetres_and_dividing_by_the_spread_does_not():
    mm, (_, chinstrap) = in_millimetres(), birds()
    centred = mm - mm.mean(axis=0)
    for seed in range(5):
        assert right(centred, chinstrap, 1, seed) > 0.96
        assert right(mm / mm.std(axis=0), chinstrap, 1, seed) == 1 - chinstrap.mean()
    ten = Network([2, 8, 1], [tanh, sigmoid], runs=(10,), rng=0)
    sides = [np.sign(ten.forward(data)[0].z) for data in (mm, centred)]
    passing = [(np.ptp(side, axis=1) > 0).sum() for side in sides]
    assert passing[0] < 10 and passing[1] == 80


def test_in_millimetres_nine_tanhs_in_ten_are_flat():
    mm = in_millimetres()
    for seed in range(5):
        network = Network([2, 8, 1], [tanh, sigmoid], rng=seed)
        flat = [
            (tanh.derivative(network.forward(data)[0].z) < 0.01).mean()
            for data in (mm, mm - mm.mean(axis=0))
        ]
        assert flat[0] > 0.8 > 0.5 > flat[1]


def test_no_setting_mends_targets_of_other_birds():
    Z, chinstrap = birds()
    mixed = patients()["B"].y
    assert max(right(Z, mixed, rate) for rate in (0.1, 1, 20)) < 0.83
    length = in_millimetres()[:, 0]
    true, shuffled = (length[target[:, 0] == 1].mean() for target in (chinstrap, mixed))
    assert abs(shuffled - length.mean()) < 1 < 4 < true - length.mean()
