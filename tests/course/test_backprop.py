"""Chapter 5's checkers and its worksheet: right answers, every known slip; its claims."""

import numpy as np
import pytest

from nnlab.core import SGD, Network, numerical_gradient, relu, sigmoid, tanh, train_step
from nnlab.course.backprop.exercises import CASES, PATH_SLIPS, PEN_SLIPS, WAYS, my_backward
from nnlab.lessons import exercise, explain, worksheet

RIGHT = {
    "pen": [-3, -3.0, np.array([-3]), 2 * (3 * 0.5 - 2) * 3],
    "two-paths": [0.5, np.float64(0.5), 2 * 0.3 + -0.2 * 0.5],
}


def check(name, answer):
    return exercise(f"backprop/{name}").check(answer)


def named(verdict, slip, words):
    assert (verdict.outcome, verdict.slip) == ("not yet", slip.partition(":")[0])
    assert words in repr(verdict)


@pytest.mark.parametrize(("name", "answer"), [(n, a) for n in RIGHT for a in RIGHT[n]], ids=repr)
def test_every_right_number_is_accepted(name, answer):
    assert check(name, answer).outcome == "correct"


@pytest.mark.parametrize("slip", PEN_SLIPS)
def test_each_slip_of_the_pen_is_named(slip):
    named(check("pen", PEN_SLIPS[slip][1]), slip, PEN_SLIPS[slip][0])


@pytest.mark.parametrize("slip", PATH_SLIPS)
def test_each_slip_of_the_paths_is_named(slip):
    named(check("two-paths", PATH_SLIPS[slip][1]), slip, PATH_SLIPS[slip][0])


@pytest.mark.parametrize("name", RIGHT)
def test_other_numbers_get_the_way_there(name):
    assert check(name, 17).slip is None
    assert check(name, "text").slip == "no number"


def test_the_pen_is_right():
    network = Network([1, 1], "identity", init="zeros")
    network.parameters[...] = [0.5, 0]
    slopes = numerical_gradient(network, [[3.0]], [[2.0]], "mean_squared_error")
    np.testing.assert_allclose(slopes, [-3, -1], atol=1e-6)


# Write backward -------------------------------------------------------------------------------


def in_place(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (p - y) / (len(p) * p.shape[1])
    d_z = d_p.dot(W2) * (1 - h * h)
    for part, owed in ((W2, d_p.T @ h), (b2, d_p.sum(0)), (W1, d_z.T @ X), (b1, d_z.sum(0))):
        part -= rate * owed
    return W1, b1, W2, b2


def with_loops(X, y, h, p, W1, b1, W2, b2, rate):
    n, n_out = p.shape
    owed = [np.zeros_like(part) for part in (W1, b1, W2, b2)]
    for s in range(n):
        d_h = np.zeros(len(W1))
        for k in range(n_out):
            d_p = 2 * (p[s, k] - y[s, k]) / (n * n_out)
            d_h += d_p * W2[k]
            owed[2][k] += d_p * h[s]
            owed[3][k] += d_p
        for j in range(len(W1)):
            d_z = d_h[j] * (1 - h[s, j] ** 2)
            owed[0][j] += d_z * X[s]
            owed[1][j] += d_z
    return [part - rate * o for part, o in zip((W1, b1, W2, b2), owed, strict=True)]


def target_minus_output(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (y - p) / y.size
    d_z = d_p @ W2 * (1 - np.tanh(X @ W1.T + b1) ** 2)
    return (
        W1 + rate * d_z.T @ X,
        b1 + rate * d_z.sum(axis=0),
        W2 + rate * d_p.T @ h,
        b2 + rate * d_p.sum(axis=0),
    )


def with_core(X, y, h, p, W1, b1, W2, b2, rate):
    network = Network([X.shape[1], len(W1), len(W2)], [tanh, "identity"])
    for layer, W, b in zip(network.layers, (W1, W2), (b1, b2), strict=True):
        layer.W, layer.b[...] = W, b
    train_step(network, X, y, "mean_squared_error", SGD(rate))
    return [part for layer in network.layers for part in (layer.W, layer.b)]


def with_einsum(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (p - y) / p.size
    d_z = np.einsum("sk,kj->sj", d_p, W2) * (1 - h**2)
    one = np.ones(len(X))
    return (
        W1 - rate * np.einsum("sj,si->ji", d_z, X),
        b1 - rate * one @ d_z,
        W2 - rate * np.einsum("sk,sj->kj", d_p, h),
        b2 - rate * one @ d_p,
    )


@pytest.mark.parametrize(
    "answer", [my_backward, in_place, with_loops, target_minus_output, with_core, with_einsum]
)
def test_every_right_backward_is_accepted(answer):
    assert check("backward", answer).outcome == "correct"


@pytest.mark.parametrize("slip", WAYS)
def test_each_wrong_backward_is_named(slip):
    words, wrong = WAYS[slip]
    named(check("backward", lambda *numbers: _nine(wrong, numbers)), slip, words)


def _nine(function, numbers):
    X, y, h, p, W1, b1, W2, b2, rate = numbers
    return function(X, y, h, p, W1, b1, W2, b2, rate)


def test_every_kind_of_slip_the_chapter_names_is_among_them():
    kinds = {name.partition(":")[0] for name in WAYS}
    assert kinds >= {"sign", "transpose", "sum forgotten", "factor", "stale weights"}


def uphill(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (y - p) / p.size
    d_z = d_p @ W2 * (1 - h**2)
    return (
        W1 - rate * d_z.T @ X,
        b1 - rate * d_z.sum(axis=0),
        W2 - rate * d_p.T @ h,
        b2 - rate * d_p.sum(axis=0),
    )


def too_early(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (p - y) / p.size
    W2 -= rate * d_p.T @ h
    b2 -= rate * d_p.sum(axis=0)
    d_z = d_p @ W2 * (1 - h**2)
    W1 -= rate * d_z.T @ X
    b1 -= rate * d_z.sum(axis=0)
    return W1, b1, W2, b2


def last_path_only(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = 2 * (p - y) / p.size
    for k in range(len(W2)):
        d_h = d_p[:, [k]] * W2[k]
    d_z = d_h * (1 - h**2)
    return (
        W1 - rate * d_z.T @ X,
        b1 - rate * d_z.sum(axis=0),
        W2 - rate * d_p.T @ h,
        b2 - rate * d_p.sum(axis=0),
    )


def bias_as_a_table(X, y, h, p, W1, b1, W2, b2, rate):
    W1, _, W2, b2 = my_backward(X, y, h, p, W1, b1, W2, b2, rate)
    return W1, b1 + np.zeros((len(X), len(b1))), W2, b2


def misses(X, y, h, p, W1, b1, W2, b2, rate):
    return h @ np.ones((7, 7))


def one_thing_off(*numbers):
    W1, b1, W2, b2 = _nine(my_backward, numbers)
    return W1, b1, W2 + 0.001, b2


SLIPS = [
    (uphill, "sign", "uphill"),
    (too_early, "stale weights", "`d_h` first"),
    (last_path_only, "sum forgotten", "*every* output"),
    (bias_as_a_table, "shape", "`b1` had shape (2,) and comes back with shape (2, 2)"),
    (misses, "raises", "hidden neurons and 2 outputs, `misses` stops with `ValueError"),
    (one_thing_off, None, "`W2` comes back with other numbers"),
    (lambda *numbers: numbers[4], "no four", "four arrays"),
    (lambda *numbers: ("a", "b", "c", "d"), "no four", "four arrays of numbers"),
    (lambda *numbers: 1 / 0, "raises", "ZeroDivisionError"),
    (lambda X, y: 1, "parameters", "def f(X, y, h, p, W1, b1, W2, b2, rate):"),
    (lambda *numbers: print("W1"), "prints", "`return` hands it"),
    (3.5, "a result", "Hand in the function itself"),
]


@pytest.mark.parametrize(("answer", "slip", "said"), SLIPS)
def test_each_slip_in_a_readers_own_code_is_named(answer, slip, said):
    verdict = check("backward", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)
    assert said in repr(verdict)
    assert len(repr(verdict)) < 500


def stub(X, y, h, p, W1, b1, W2, b2, rate):
    """Send the blame back."""
    ...


def half_filled(X, y, h, p, W1, b1, W2, b2, rate):
    d_p = ...
    W2 = W2 - rate * d_p.T @ h
    return W1, b1, W2, b2


@pytest.mark.parametrize("answer", [stub, half_filled])
def test_a_stub_is_met_calmly(answer):
    assert check("backward", answer).outcome == "not attempted"


def test_the_cases_stay_as_they_are():
    before = [np.copy(part) for case in CASES for part in case]
    check("backward", in_place)
    assert all(np.array_equal(a, b) for a, b in zip(before, sum(CASES, ()), strict=True))


# The worksheet --------------------------------------------------------------------------------


def rounded(sheet, decimals=2):
    """The whole sheet worked out with rounded numbers all the way."""
    seen = dict(sheet.given)
    for line in sheet.lines:
        seen[line.name] = round(float(line.work(seen)), decimals)
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
        for slip, words, work in line.slips:
            value = float(work(numbers))
            if not line.near(value, sheet.answers[line.name], numbers):
                found.append((line.name, slip, words, value))
    return found


@pytest.mark.parametrize(("name", "slip", "words", "value"), every_slip())
def test_each_slip_on_the_sheet_is_named_where_it_happens(name, slip, words, value):
    sheet = worksheet()
    verdict = check("worksheet", {**sheet.answers, name: value})
    assert verdict.outcome == "not yet"
    at = [line.name for line in sheet.lines].index(name) + 1
    assert f"number {at}, `{name}`, is the first that's wrong" in repr(verdict)
    assert verdict.slip == slip and words in repr(verdict)


def test_no_slip_hides_behind_a_convenient_number():
    seen = [(name, slip) for name, slip, *_ in every_slip()]
    hidden = {(line.name, slip[0]) for line in worksheet().lines for slip in line.slips}
    assert hidden == set(seen)


def test_the_first_wrong_number_is_pointed_at_and_what_follows_from_it_is_left_alone():
    sheet = worksheet()
    mine = dict(sheet.answers)
    mine["d_a"] = -mine["d_a"]
    seen = {**sheet.given, **mine}
    for line in sheet.lines[8:]:
        mine[line.name] = seen[line.name] = float(line.work(seen))
    verdict = sheet.check(mine)
    assert verdict.slip == "sign" and "number 8, `d_a`" in repr(verdict)
    mine["z"] = 5
    assert "number 5, `z`" in repr(sheet.check(mine))


def test_some_numbers_are_a_beginning():
    sheet = worksheet()
    assert "2 of 31 numbers, all of them right. The next is `h1`" in repr(sheet.check([1, -1]))
    blank = sheet.blank()
    assert check("worksheet", blank).outcome == "not attempted"
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
    assert check("worksheet", answer).slip == slip


def test_it_prints_without_its_answers():
    sheet = worksheet()
    assert len(sheet.markdown.splitlines()) == 2 + 2 + 31
    assert "0.73" not in repr(sheet) + sheet.markdown
    assert repr(sheet).startswith("Given: x1 = 2, x2 = 3, y = 0, rate = 0.8, w11 = 1.5")


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


# What is claimed, computed --------------------------------------------------------------------


def test_the_recipe_fed_with_a():
    z = np.array([2.0, 6.0])
    wrong, right = sigmoid.derivative(sigmoid(z)), sigmoid.derivative(z)
    assert [f"{value:.3f}" for value in (wrong[0], right[0])] == ["0.207", "0.105"]
    assert 79 < wrong[1] / right[1] < 81
    everywhere = sigmoid.derivative(sigmoid(np.linspace(-30, 30, 999)))
    assert 0.19 < everywhere.min() and everywhere.max() <= 0.25


def test_the_u_of_nudging():
    def off(h, z=0.7):
        return abs((sigmoid(z + h) - sigmoid(z - h)) / (2 * h) - sigmoid.derivative(z))

    assert off(1e-5) < off(1e-2) and off(1e-5) < off(1e-12)


WORDS = [
    "chain rule",
    "local slope",
    "blame",
    "d_z",
    "δ",
    "backpropagation",
    "forward pass",
    "nudge",
    "numerical gradient",
    "gradient check",
    "slope of a bend",
    "stale weights",
    "h",
    "d_",
]


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_chapter_are_there(word):
    assert "Often confused: " in explain(word).text
