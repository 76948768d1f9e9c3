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
from nnlab.course.clinic.exercises import CASES, WORDS, my_cure, share_right
from nnlab.course.clinic.patients import BROKEN, one_more, patients
from nnlab.datasets import load_penguins, make_gate
from nnlab.lessons import bugs, exercise, explain

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


# What does the check say? ---------------------------------------------------------------------

SAYS = exercise("clinic/number").replies.parts
RIGHT = {"triple": 1 / 2, "half": 1 / 3, "turned": 1.0}


def test_the_numbers_are_what_the_package_says():
    network = Network([2, 4, 1], [tanh, sigmoid], rng=0)
    slopes = bugs.right.gradient(network, X, Y)
    for factor, said in zip((3, 0.5, -1), RIGHT.values(), strict=True):
        how = dict(gradients=factor * slopes)
        found = gradient_check(network, X, Y, "mean_squared_error", **how).relative_error
        assert found == pytest.approx(said, abs=1e-6)


@pytest.mark.parametrize(
    "answer", [(0.5, 1 / 3, 1), [1 / 2, 0.333, 1.0], (0.5, 0.33, 1), np.array([0.5, 0.33, 1])]
)
def test_every_right_number_is_accepted(answer):
    assert check("number", answer).outcome == "correct"


@pytest.mark.parametrize(
    ("part", "slip"), [(part, slip) for part in RIGHT for slip in SAYS[part].values]
)
def test_each_wrong_number_is_named(part, slip):
    answer = RIGHT | {part: float(SAYS[part].values[slip])}
    verdict = check("number", tuple(answer.values()))
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ((0.5, ..., ...), "unfinished"),
        ((..., 1 / 3, 1), "unfinished"),
        ((3, 0.5, 0), "factor, difference, no sign"),
        ((7, 7, 7), None),
        (("0.5", 1 / 3, 1), "no number"),
        ((0.5, 1 / 3), "no numbers"),
        (0.5, "no numbers"),
    ],
)
def test_what_else_numbers_are_told(answer, slip):
    verdict = check("number", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


# A patient to cure ----------------------------------------------------------------------------


def with_others(change):
    """Function that hands back the three, `change` of them made."""

    def my_cure(inputs, targets, rate):
        return tuple((dict(inputs=inputs, targets=targets, rate=rate) | change(inputs)).values())

    return my_cure


def mended(inputs, usual=0.0):
    return np.where(inputs > 10, usual, inputs)


def twin(inputs, targets, rate):
    """The broken bird gets the next one's numbers, then standard units once more."""
    inputs[BROKEN] = inputs[BROKEN + 1]
    return [standardize(inputs)[0], targets, rate]


@pytest.mark.parametrize("cure", [my_cure, twin])
def test_every_cure_is_accepted(cure):
    assert check("cure", cure).outcome == "correct"


def in_millimetres_again(inputs):
    return dict(inputs=mended(inputs, np.median(inputs, axis=0)) * 500 + 40)


@pytest.mark.parametrize(
    ("change", "slip"),
    [
        (lambda inputs: {}, "nothing"),
        (lambda inputs: dict(rate=10), "rate"),
        (lambda inputs: dict(rate=0.001), "rate"),
        (lambda inputs: dict(targets=np.zeros((342, 1))), "targets"),
        (lambda inputs: dict(inputs=mended(inputs)), "inputs"),  # still squeezed together
        (lambda inputs: in_millimetres_again(inputs), "inputs"),
        (lambda inputs: dict(inputs=patients()["D"].X, rate=2), "several"),
        (lambda inputs: dict(inputs=inputs[::-1]), "other birds"),
        (lambda inputs: dict(inputs=patients()["D"].y * [1, 1]), "other birds"),
        (lambda inputs: dict(inputs=0 * inputs), "other birds"),
        (lambda inputs: dict(inputs=np.delete(inputs, BROKEN, axis=0)), "shape"),
        (lambda inputs: dict(inputs="abc"), "shape"),
        (lambda inputs: dict(inputs=mended(inputs, np.nan)), "not finite"),
        (lambda inputs: dict(rate=0), "no rate"),
        (lambda inputs: dict(rate="1"), "no rate"),
        (lambda inputs: dict(more=1), "not three"),
    ],
)
def test_what_cures_nothing_is_told_why(change, slip):
    verdict = check("cure", with_others(change))
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_an_untouched_cure_is_met_calmly_and_a_crash_in_words():
    def my_cure(inputs, targets, rate): ...

    assert check("cure", my_cure).outcome == check("cure", ...).outcome == "not attempted"
    crashed = check("cure", lambda inputs, targets, rate: inputs / "a")
    assert crashed.slip == "raises" and len(crashed.message) < 400


def test_the_fifth_patient_has_one_bird_wrong_and_the_two_experiments_suspect_its_inputs():
    own = one_more()
    birds_own = np.delete(in_millimetres(), BROKEN, axis=0)
    kept = np.delete(own.X, BROKEN, axis=0)
    for column in range(2):
        assert np.corrcoef(birds_own[:, column], kept[:, column])[0, 1] == pytest.approx(1)
    assert own.X[BROKEN].min() > 18 and kept.max() < 0
    np.testing.assert_array_equal(own.y, birds()[1])
    assert right(*own) < 0.83 and right(own.X[ROWS], own.y[ROWS], own.rate) < 1
    assert right(X, Y, own.rate) == 1
    best = max(right(own.X, own.y, rate) for rate in (0.001, 0.01, 0.1, 0.3, 3, 10, 100, 1000))
    assert best < 0.9
    assert share_right(own) == right(*own)


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


def test_weights_changed_too_early_are_wrong_by_as_much_as_the_step_is_long(monkeypatch):
    found = []
    for rate in (0.1, 0.001, 1e-7):
        monkeypatch.setattr(bugs.ladder, "RATE", rate)
        stages = {stage.name: stage for stage in bugs.each_slip(2, epochs=1).stages}
        found.append(stages["changed weights"].relative_error)
    assert found[0] / found[1] == pytest.approx(100, rel=0.05) and found[2] < 1e-6 < found[1]


def test_right_slopes_fail_the_check_after_too_wide_and_too_narrow_a_nudge():
    network = Network([2, 2, 1], [relu, sigmoid], init="uniform", rng=0)
    found = [
        gradient_check(network, X, Y, mean_squared_error, h).relative_error
        for h in (0.1, 1e-5, 1e-13)
    ]
    assert found[1] < 1e-9 and found[0] > 1e-6 and found[2] > 1e-6


@pytest.mark.parametrize("init, passing", [("glorot", 0), ("uniform", 50)])
def test_at_a_relus_corner_right_slopes_fail_the_check(init, passing):
    """Biases of 0 put the row (0, 0) on every relu's corner: only the hidden biases disagree."""
    found = []
    for seed in range(50):
        network = Network([2, 4, 1], [relu, sigmoid], init=init, rng=seed)
        found.append(gradient_check(network, X, Y, mean_squared_error))
    assert sum(check.passed for check in found) == passing
    errors = [check.relative_error for check in found]
    assert passing or 0.085 < min(errors) and max(errors) < 0.62


def test_a_small_step_lowers_the_loss_by_rate_times_the_squared_slopes():
    w, b, x, rate = 0.5, 0.0, 2.0, 0.01
    slopes = 2 * (w * x + b - 3) * np.array([x, 1.0])
    after = ((w - rate * slopes[0]) * x + b - rate * slopes[1] - 3) ** 2
    assert 4 - after == pytest.approx(0.76) and rate * slopes @ slopes == pytest.approx(0.8)
    network = Network([2, 2, 1], [relu, sigmoid], init="uniform", rng=0)
    before, gradient = mean_squared_error(network(X), Y), bugs.right.gradient(network, X, Y)
    for rate, near in [(1.0, 0.15), (0.001, 0.001)]:
        step = network.with_parameters(network.parameters - rate * gradient)
        fall = before - mean_squared_error(step(X), Y)
        assert fall == pytest.approx(rate * gradient @ gradient, rel=near)


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


ROWS = [4, 84, 164, 244, 324]  # of B's two targets are wrong


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


def test_the_loss_curves_betray_the_rates_and_not_the_other_two():
    curves = {}
    for name, (data, target, rate) in patients().items():
        network = Network([2, 8, 1], [tanh, sigmoid], rng=3)
        loss = "binary_cross_entropy"
        curves[name] = fit(network, data, target, loss=loss, optimizer=SGD(rate), epochs=1000).loss
    assert curves["C"][500] > curves["C"][900] > curves["C"][1000] > 0.6  # still on its way
    assert curves["D"][0] < 1 and (curves["D"][1:] > 5).all()
    for name in "AB":
        assert (abs(curves[name][100:] - 0.5) < 0.04).all()  # as "always 0.2"


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


def test_five_rows_of_the_second_hold_wrong_targets_and_both_kinds():
    target, true = patients()["B"].y[ROWS], birds()[1][ROWS]
    assert (target != true).sum() == 2 and target.sum() == true.sum() == 1


@pytest.mark.parametrize("seed", [0, 3])
def test_eight_neurons_learn_any_answers_for_five_birds(seed):
    Z = birds()[0][ROWS]
    for number in range(32):
        answers = np.array([[number >> k & 1] for k in range(5)], float)
        assert right(Z, answers, 1, seed) == 1


def test_four_steps_give_five_birds_any_answers():
    """With weights by hand: a step between each and the next, up or down."""
    order = np.sort(birds()[0][ROWS] @ [1.0, 0.3])
    between = (order[1:] + order[:-1]) / 2
    hidden = tanh(200 * (order[:, None] - between))
    columns = np.column_stack([hidden, np.ones(5)])
    for number in range(32):
        wanted = np.array([8.0 if number >> k & 1 else -8.0 for k in range(5)])
        assert np.allclose(columns @ np.linalg.solve(columns, wanted), wanted)


def test_no_rate_cures_millimetres_or_other_birds_targets():
    for name in "AB":
        data, target, _ = patients()[name]
        assert max(right(data, target, rate) for rate in (1e-5, 0.001, 0.01, 0.1, 1, 10)) < 0.83


def test_right_targets_cure_the_second():
    assert right(*birds(), 1) > 0.95


def test_at_this_start_all_eight_lines_miss_the_birds_in_millimetres():
    sums = Network([2, 8, 1], [tanh, sigmoid], rng=3).forward(in_millimetres())[0].z
    assert not np.ptp(np.sign(sums), axis=0).any()


@pytest.mark.parametrize(
    ("raw", "size", "bend", "far"),
    [
        (True, 1, relu, True),
        (False, 10, tanh, True),
        (False, 1, tanh, False),
        (True, 1, tanh, False),
    ],
)
def test_which_first_losses_are_far_above_that_of_always_a_half(raw, size, bend, far):
    (Z, chinstrap), mm = birds(), in_millimetres()
    network = Network([2, 8, 1], [bend, sigmoid], runs=(200,), rng=0)
    network.parameters[...] *= size
    sums = network.forward(mm if raw else Z)[-1].z
    losses = np.logaddexp(0, np.where(chinstrap == 1, -sums, sums)).mean(axis=(1, 2))
    assert (np.median(losses) > 3 * np.log(2)) == far


def test_always_a_fifth_has_a_loss_of_a_half():
    share = birds()[1].mean()
    level = -(share * np.log(share) + (1 - share) * np.log(1 - share))
    assert f"{share:.1f} {level:.2f}" == "0.2 0.50"


# The run that stopped --------------------------------------------------------------------------


def test_the_stopped_runs_code_is_right_and_its_start_has_a_dead_relu():
    network = Network([2, 2, 1], [relu, sigmoid], init="uniform", rng=0)
    assert gradient_check(network, X, Y, "mean_squared_error").passed
    assert (network.forward(X)[0].z[:, 0] < 0).all()
    fit(network, X, Y, optimizer=SGD(1.0), epochs=2000)
    assert mean_squared_error(network(X), Y) == pytest.approx(1 / 6, abs=1e-4)
    assert (network.forward(X)[0].z[:, 0] < 0).all()  # it never wakes: no slope reaches it


def test_one_awake_relu_alone_solves_xor_from_no_start():
    many = Network([2, 1, 1], [relu, sigmoid], init="uniform", runs=(100,), rng=0)
    fit(many, X, Y, optimizer=SGD(1.0), epochs=2000, record_every=2000)
    assert not (np.abs(many(X) - Y) < 0.5).all(axis=(1, 2)).any()


@pytest.mark.parametrize("word", ["baseline", "sanity check", "learning by heart", "whole step"])
def test_the_words_of_the_chapter_are_there(word):
    assert "Often confused: " in explain(word).text
