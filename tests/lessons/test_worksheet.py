"""Paper mode: two decimals are enough, every slip is named, and the sheet is a training step."""

import numpy as np
import pytest

from nnlab.core import SGD, Activation, Network, numerical_gradient, relu, sigmoid, tanh, train_step
from nnlab.lessons import exercise, worksheet


def check(answer):
    return exercise("backprop/worksheet").check(answer)


def rounded(sheet, decimals=2):
    """The whole sheet worked out with rounded numbers all the way."""
    seen = dict(sheet.given)
    for line in sheet.lines:
        seen[line.name] = round(line.right(seen), decimals)
    return {line.name: seen[line.name] for line in sheet.lines}


OTHERS = [
    worksheet(),
    worksheet(x=(1, 0), y=1),
    worksheet(x=(1, 1), y=0, learning_rate=1),
    worksheet(Network([3, 4, 1], [tanh, sigmoid], rng=0), x=(1, -1, 2), y=1),
    worksheet(Network([2, 2, 1], [relu, "identity"], init="uniform", rng=4), x=(1, 1), y=2),
]


@pytest.mark.parametrize("sheet", OTHERS)
def test_two_decimals_are_enough(sheet):
    assert sheet.check(rounded(sheet)).outcome == "correct"
    assert sheet.check(list(rounded(sheet).values())).outcome == "correct"
    assert sheet.check(sheet.answers).outcome == "correct"


@pytest.mark.parametrize("sheet", OTHERS)
def test_the_sheet_is_one_training_step(sheet):
    given, n_in = sheet.given, sum(name.startswith("x") for name in sheet.given)
    n = sum(name.startswith("v") for name in given)
    names = [
        name
        for j in range(1, n + 1)
        for name in (*(f"w{j}{i}" for i in range(1, n_in + 1)), f"b{j}")
    ]
    names += [*(f"v{j}" for j in range(1, n + 1)), "c"]
    bends = {4: [tanh, sigmoid], 2: [sigmoid, sigmoid]}[n]
    if sheet is OTHERS[-1]:
        bends = [relu, "identity"]
    network = Network([n_in, n, 1], bends)
    network.parameters[...] = [given[name] for name in names]
    X, y = [[given[f"x{i}"] for i in range(1, n_in + 1)]], [[given["y"]]]
    slopes = numerical_gradient(network, X, y, "mean_squared_error")
    assert train_step(network, X, y, "mean_squared_error", SGD(given["rate"])) == pytest.approx(
        sheet.answers["loss"]
    )
    np.testing.assert_allclose([sheet.answers[f"new_{name}"] for name in names], network.parameters)
    np.testing.assert_allclose([sheet.answers[f"d_{name}"] for name in names], slopes, atol=1e-8)


def every_slip():
    sheet, found = worksheet(), []
    numbers = {**sheet.given, **sheet.answers}
    for line in sheet.lines:
        for slip in line.slips:
            value = line.work(line.slips[slip], numbers)
            if not line.near(value, sheet.answers[line.name], numbers):
                found.append((line.name, slip, value))
    return found


@pytest.mark.parametrize(("name", "slip", "value"), every_slip())
def test_each_slip_on_the_sheet_is_named_where_it_happens(name, slip, value):
    sheet = worksheet()
    verdict = check({**sheet.answers, name: value})
    assert verdict.outcome == "not yet"
    at = [line.name for line in sheet.lines].index(name) + 1
    assert f"number {at}, `{name}`" in verdict.message and verdict.slip == slip.partition(" (")[0]


def test_no_slip_hides_behind_a_convenient_number():
    seen = [(name, slip) for name, slip, *_ in every_slip()]
    hidden = {(line.name, slip) for line in worksheet().lines for slip in line.slips}
    assert hidden == set(seen)


def test_the_first_wrong_number_is_pointed_at_and_what_follows_from_it_is_left_alone():
    sheet = worksheet()
    mine = dict(sheet.answers)
    mine["d_a"] = -mine["d_a"]
    seen = {**sheet.given, **mine}
    for line in sheet.lines[8:]:
        mine[line.name] = seen[line.name] = line.right(seen)
    verdict = sheet.check(mine)
    assert verdict.slip == "sign" and "number 8, `d_a`" in repr(verdict)
    mine["z"] = 5
    assert "number 5, `z`" in repr(sheet.check(mine))


def test_some_numbers_are_a_beginning():
    sheet = worksheet()
    verdict = sheet.check([1, -1])
    assert "2 of 31" in verdict.message and "`h1`" in verdict.message
    blank = sheet.blank()
    assert check(blank).outcome == "not attempted"
    assert sheet.check({**blank, "z2": -1}).slip == "unfinished"


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ({"q": 1}, "unknown name"),
        ({"z1": "1"}, "no number"),
        ([1] * 40, "no worksheet"),
        (7, "no worksheet"),
        ({"z1": float("nan")}, "no number"),
    ],
)
def test_what_is_no_worksheet(answer, slip):
    assert check(answer).slip == slip


def test_it_prints_without_its_answers():
    sheet = worksheet()
    assert sum(line.startswith("|") for line in sheet.markdown.splitlines()) == 2 + 31
    assert "0.73" not in repr(sheet) + sheet.markdown
    assert "x2 = 3, y = 0" in repr(sheet)


def test_an_activations_name_is_shown_and_never_run():
    own = Activation("1/0", np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    sheet = worksheet(Network([2, 2, 1], [own, sigmoid], rng=0))
    assert "1/0(z1)" in sheet.text and sheet.check(sheet.answers)


def test_a_minus_is_as_long_as_a_plus():
    sheet = worksheet()
    assert "w12 = −0.5" in sheet.text and "w12 = −0.5" in sheet.markdown
    assert "−1.5" in sheet.check([1, -1.5]).message


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((Network([2, 2, 2], sigmoid), (1, 2)), "one output"),
        ((Network([2, 2, 2, 1], sigmoid), (1, 2)), "one hidden layer"),
        ((Network([2, 2, 1], sigmoid, runs=(3,)), (1, 2)), "a single network"),
        (("network", (1, 2)), "a single network"),
        ((None, [[1, 2]]), "one sample"),
        ((None, (1, 2, 3)), "3 columns"),
    ],
)
def test_a_sheet_that_cant_be_is_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        worksheet(*arguments)
