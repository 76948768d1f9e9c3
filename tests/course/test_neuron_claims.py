"""What chapter 1 claims, computed: each of these turns red if a sentence there were false."""

import itertools
import math

import numpy as np
import pytest

from nnlab.core import Neuron, perceptron_step, sigmoid, step, tanh
from nnlab.datasets import load_digits, load_penguins, make_gate, train_test_split
from nnlab.lessons.decisions import CASES, decision, known
from nnlab.lessons.gates import POSSIBLE, ROWS, answers_of, gate_name


def gates_along(w1, w2, biases):
    return [gate_name(answers_of(w1, w2, b)) for b in biases]


def test_the_published_and_gate_is_or():
    assert gates_along(0.5, 0.5, [0]) == ["OR"]
    assert gates_along(0.5, 0.5, [-1, -0.99, -0.5, -0.49, 0, 0.01]) == [
        "FALSE",
        "AND",
        "AND",
        "OR",
        "OR",
        "TRUE",
    ]


def test_the_table_of_gates():
    assert set(gates_along(0.5, 0.5, [-0.99, -0.75, -0.5])) == {"AND"}
    assert set(gates_along(0.5, 0.5, [-0.49, -0.25, 0])) == {"OR"}
    assert Neuron([-1], 0.5, step)([[0], [1]]).tolist() == [1, 0]


def test_the_three_cards_by_pen():
    pen, seen = Neuron([0, 0], 0, step), []
    for x, target in [([1, -1], 1), ([-1, 0], 0), ([0, 0], 0), ([1, -1], 1)]:
        z = float(pen.w @ x + pen.b)
        seen.append((z, perceptron_step(pen, x, target), *pen.parameters.tolist()))
    assert seen == [(0, True, 1, -1, 1), (0, False, 1, -1, 1), (1, True, 1, -1, 0)] + [
        (2, False, 1, -1, 0)
    ]


def test_what_an_exam_would_ask():
    asked = Neuron([2, -1], -1, step)
    assert asked.w @ [1, 3] + asked.b == -2 and asked([1, 3]) == 0
    assert f"{math.exp(-2):.2f} {float(sigmoid(-2.0)):.3f}" == "0.14 0.119"
    assert 10 * (28 * 28 + 1) == 7850
    X, y = make_gate("xor")
    first = np.transpose([Neuron([1, 1], -0.5, step)(X), Neuron([-1, -1], 1.5, step)(X)])
    assert (Neuron([1, 1], -1.5, step)(first) == y[:, 0]).all()  # OR, NAND, and AND of them


def test_a_lower_bias_moves_or_to_and():
    assert gates_along(1, 1, [-0.5, -1.5]) == ["OR", "AND"]


def test_opposite_weights_give_one_side_of_xor():
    assert gates_along(1, -1, [-0.5]) == ["x1 AND NOT x2"]


def test_nand_and_nor_with_weights_minus_one():
    assert gates_along(-1, -1, [0, 0.01, 1, 1.01, 2, 2.01]) == [
        "FALSE",
        "NOR",
        "NOR",
        "NAND",
        "NAND",
        "TRUE",
    ]


def test_turning_all_signs_turns_or_into_nor():
    assert gates_along(1, 1, [-0.5]) + gates_along(-1, -1, [0.5]) == ["OR", "NOR"]


def test_the_numbers_in_the_glossary():
    assert step(0.0) == 0
    assert f"{float(sigmoid(0.5)):.2f}" == "0.62"
    assert f"{float(sigmoid(8.0)):.4f} {float(sigmoid(9.0)):.4f}" == "0.9997 0.9999"
    z = np.linspace(-3, 3, 7)
    np.testing.assert_allclose(tanh(z), 2 * sigmoid(2 * z) - 1)
    assert tanh.derivative(0.0) == 4 * sigmoid.derivative(0.0) == 1


def test_three_reasons_can_be_104_of_256_and_veto_is_one():
    grid = itertools.product(range(-3, 4), repeat=3)
    halves = np.arange(-10, 11) / 2
    cases = np.array(CASES)
    sums = np.array([cases @ w for w in grid])[:, np.newaxis] + halves[:, np.newaxis]
    assert {tuple(row) for row in (sums > 0).astype(int).reshape(-1, 8)} == set(known())
    assert len(known()) == 104
    reasons = ("friends", "sun", "money")
    names = [
        decision((cases @ w + b > 0).astype(int), reasons).name
        for w, b in [([1, 1, 1], -0.5), ([1, 1, 1], -1.5), ([1, 1, 1], -2.5), ([2, 1, 1], -2.5)]
    ]
    assert names == ["any one", "the majority", "all three", "a veto for friends"]
    by_bias = [
        decision((cases.sum(axis=1) + b > 0).astype(int), reasons).name
        for b in (0.1, 0, -0.5, -1, -1.5, -2, -2.5, -2.9, -3, -4)
    ]
    assert by_bias == (
        ["everybody"] + 2 * ["any one"] + 2 * ["the majority"] + 3 * ["all three"] + 2 * ["nobody"]
    )
    assert not set(known()) & {tuple((cases.sum(axis=1) == 1).astype(int))}


def test_with_reasons_of_weight_1_a_bias_of_a_half_less_k_is_at_least_k_of_them():
    for n in range(1, 6):
        cases = np.array(list(itertools.product([0, 1], repeat=n)))
        for k in range(1, n + 1):
            says = Neuron(np.ones(n), 0.5 - k, step)(cases)
            assert (says == (cases.sum(axis=1) >= k)).all()


def test_without_a_bias_the_line_goes_through_zero_and_no_weights_make_and():
    for w1, w2 in itertools.product(np.linspace(-3, 3, 25), repeat=2):
        assert Neuron([w1, w2], 0, step)([0, 0]) == 0
        assert gate_name(answers_of(w1, w2, 0)) != "AND"


def test_the_arrows_direction_turns_the_line_and_its_length_moves_it():
    assert gates_along(1, 1, [-1.5]) + gates_along(2, 2, [-1.5, -3]) == ["AND", "OR", "AND"]
    along = np.array([4.0, -3.0])  # w2 to the right, w1 down
    for b in (-10, 0, 7):
        w = np.array([3.0, 4.0])
        foot = -b / (w @ w) ** 0.5 * w / 5
        assert w @ foot + b == pytest.approx(0) == w @ (foot + along) + b
        point = foot + 3 * w / 5  # three beyond the line
        assert (w @ point + b) / 5 == pytest.approx(3)


def taught(X, y, most=100):
    """A neuron taught by its mistakes, and how many there were in each pass."""
    neuron, passes = Neuron(np.zeros(X.shape[1]), 0, step), []
    while len(passes) < most and 0 not in passes:
        passes.append(sum(perceptron_step(neuron, *row) for row in zip(X, y[:, 0], strict=True)))
    return neuron, passes


@pytest.fixture(scope="module")
def birds():
    X, y = load_penguins(["flipper_length", "bill_depth"])
    return (X - [200, 17]) / 10, y


def test_a_mistake_moves_its_own_bird_by_at_least_1_the_right_way(birds):
    for x, target in zip(birds[0], birds[1][:, 0], strict=True):
        neuron = Neuron([0, 0], 0.5 - target, step)  # wrong about all
        before = neuron.w @ x + neuron.b
        assert perceptron_step(neuron, x, target)
        moved = (neuron.w @ x + neuron.b - before) * (1 if target else -1)
        assert moved == pytest.approx(x @ x + 1) and moved >= 1


def test_mending_one_mistake_makes_59_others(birds):
    X, y = birds
    gentoo, adelies = X[y[:, 0] == 1][0], X[y[:, 0] == 0]
    neuron = Neuron([0, 0], 0, step)
    assert (neuron(adelies) == 0).all()
    assert perceptron_step(neuron, gentoo, 1)
    z = adelies @ neuron.w + neuron.b
    np.testing.assert_allclose(z, adelies @ gentoo + 1)
    assert (int((z > 0).sum()), len(z)) == (59, 151)
    gentoos = X[y[:, 0] == 1]
    assert len(gentoos) == 123 and (neuron(gentoos) == 1).all()


def test_the_eighth_mistake_puts_98_birds_wrong_and_the_ninth_mends_nearly_all(birds):
    train, _, y_train, _ = train_test_split(*birds, 0.2, 5)
    neuron, wrong = Neuron([0, 0], 0, step), []
    for x, target in [*zip(train, y_train[:, 0], strict=True)] * 2:
        before = neuron(train) == y_train[:, 0]
        if perceptron_step(neuron, x, target):
            after = neuron(train) == y_train[:, 0]
            wrong.append((target, int((before & ~after).sum()), int((~after).sum())))
    assert wrong[7] == (0, 98, 99) and wrong[8] == (1, 3, 3)


def test_six_runs_end_in_six_lines_and_zero_far_from_the_birds_costs_mistakes(birds):
    mm, y = load_penguins(["flipper_length", "bill_depth"])

    def mistakes(X):
        splits = [train_test_split(X, y, 0.2, order) for order in range(6)]
        runs = [taught(train, y_train, most=1000) for train, _, y_train, _ in splits]
        ends = {tuple(neuron.parameters) for neuron, _ in runs}
        counts, passes = [sum(p) for _, p in runs], [len(p) for _, p in runs]
        return min(counts), max(counts), len(ends), min(passes), max(passes)

    assert mistakes(birds[0])[:3] == (13, 46, 6)
    far = mistakes(mm / 10)
    assert far[:2] == (68, 267) and far[3:] == (2, 5)  # more mistakes, in no more passes
    assert mistakes(mm - [200, 17])[1] <= 46  # it's the place, not the unit
    assert (mm @ mm.T / 100 + 1 > 0).all()  # each mistake pulls all birds the same way
    changes = birds[0] @ birds[0].T + 1
    assert (changes < 0).any() and (changes > 0).any()


def test_whoever_says_adelie_to_every_bird_is_right_about_55_percent(birds):
    assert f"{(birds[1] == 0).mean():.2f}" == "0.55"


def test_eta_changes_no_answer(birds):
    train, _, y_train, _ = train_test_split(*birds, 0.2, 5)
    usual, _ = taught(train, y_train)
    for eta in (0.5, 2, 8):
        neuron = Neuron([0, 0], 0, step)
        for x, target in [*zip(train, y_train[:, 0], strict=True)] * 9:
            error = eta * (target - neuron(x))
            neuron.w += error * x
            neuron.b += error
        np.testing.assert_array_equal(neuron.parameters, eta * usual.parameters)


def test_a_line_parts_all_the_birds_and_some_dozen_mistakes_find_one(birds):
    X, y = birds
    neuron, _ = taught(X, y)
    assert (neuron(X) == y[:, 0]).all() and y.sum() == 123 and len(y) == 274
    mistakes, right = [], []
    for order in range(6):
        train, test, y_train, y_test = train_test_split(X, y, 0.2, order)
        neuron, passes = taught(train, y_train)
        mistakes.append(sum(passes))
        right.append(int((neuron(test) == y_test[:, 0]).sum()))
    assert (min(mistakes), max(mistakes)) == (13, 46)
    assert min(right) == 54 and mistakes[-1] == 30
    assert any(np.diff(passes) > 0)  # they don't shrink steadily


@pytest.mark.once
def test_sixty_orders_stay_in_the_band_that_the_page_names(birds):
    mistakes, right = [], []
    for order in range(60):
        train, test, y_train, y_test = train_test_split(*birds, 0.2, order)
        neuron, passes = taught(train, y_train)
        mistakes.append(sum(passes))
        right.append(int((neuron(test) == y_test[:, 0]).sum()))
    assert (min(mistakes), max(mistakes), min(right)) == (3, 69, 52)


def test_how_many_mistakes_depends_on_the_order_and_on_the_birds(birds):
    X, y = birds
    train, _, y_train, _ = train_test_split(X, y, 0.2, 5)
    orders = [np.random.default_rng(seed).permutation(len(train)) for seed in range(6)]
    assert len({sum(taught(train[order], y_train[order])[1]) for order in orders}) > 3
    shuffled = np.random.default_rng(0).permutation(len(X))
    kept = [shuffled[np.arange(len(X)) % 5 != k] for k in range(5)]  # all in the same order
    assert len({sum(taught(X[rows], y[rows])[1]) for rows in kept}) > 2


def test_sharper_says_the_same_but_surer(birds):
    train, test, y_train, _ = train_test_split(*birds, 0.2, 5)
    neuron, _ = taught(train, y_train)
    sure = []
    for factor in (1, 2, 4):
        n = Neuron(factor * neuron.w, factor * neuron.b, sigmoid)
        assert ((n(test) > 0.5) == (neuron(test) == 1)).all()
        sure.append(float(np.maximum(n(test), 1 - n(test)).mean()))
    assert sure == sorted(sure) and sure[0] < 0.98 < 0.999 < sure[-1]


def test_xor_goes_round_four_lines_none_with_more_than_two_right():
    X, y = make_gate("xor")
    neuron, lines = Neuron([0, 0], 0, step), []
    for x, target in [*zip(X, y[:, 0], strict=True)] * 25:
        if perceptron_step(neuron, x, target):
            lines.append(neuron.parameters.tolist())
    assert taught(X, y, most=6)[1] == [2, 3, 4, 4, 4, 4]
    assert len(lines) == 2 + 3 + 23 * 4
    assert lines[-4:] == lines[5:9] == [[-1, 0, 0], [-1, 1, 1], [0, 1, 2], [-1, 0, 1]]
    right = [int((Neuron(w, b, step)(X) == y[:, 0]).sum()) for *w, b in lines[-4:]]
    assert right == [2, 1, 2, 2]
    assert int((Neuron([1, 1], -0.5, step)(X) == y[:, 0]).sum()) == 3  # OR


def test_the_middle_has_the_mean_of_the_ends_and_a_bump_is_no_obstacle():
    rng = np.random.default_rng(0)
    for w in rng.normal(size=(20, 2)):
        z = np.array(ROWS) @ w + 0.3
        middle = w @ [0.5, 0.5] + 0.3
        assert middle == pytest.approx(z[[1, 2]].mean()) == pytest.approx(z[[0, 3]].mean())
    bump = np.exp(-4 * (np.array(ROWS) @ [1, 1] - 1.0) ** 2)
    assert gate_name((bump > 0.5).astype(int)) == "XOR"


def test_thirty_six_neurons_are_fourteen_gates():
    numbers = itertools.product([-1, 0, 1], [-1, 0, 1], [-1.5, -0.5, 0.5, 1.5])
    assert {gate_name(answers_of(*each)) for each in numbers} == set(POSSIBLE)


def test_the_sigmoids_slope_is_a_times_1_minus_a_and_the_edge_has_a_quarter_of_the_arrow():
    z = np.array([-2.0, -1, 0, 1, 2, 4])
    a, tiny = sigmoid(z), 1e-6
    np.testing.assert_allclose(a / (1 - a), np.exp(z))
    np.testing.assert_allclose((sigmoid(z + tiny) - a) / tiny, a * (1 - a), atol=1e-6)
    np.testing.assert_allclose(sigmoid(-z) + a, 1)
    assert (step(z[z != 0] + tiny) == step(z[z != 0])).all()
    for length in (1.414, 5.0):
        on_line = (sigmoid(length * 1e-4) - 0.5) / 1e-4
        assert on_line == pytest.approx(length / 4, rel=1e-3)
        assert sigmoid(length) - 0.5 < length / 4  # over a whole step it's less


@pytest.fixture(scope="module")
def reader():
    """The neuron that the last of twenty splits taught, and what it never saw."""
    X, y = load_digits((3, 8))
    shares, sure, answers = [], [], []
    for seed in range(20):
        train, test, y_train, y_test = train_test_split(X, y, 0.3, seed)
        neuron, _ = taught(train, y_train)
        assert (neuron(train) == y_train[:, 0]).all()  # as of any run that stops
        wrong = neuron(test) != y_test[:, 0]
        answers += zip(sigmoid(np.abs(test @ neuron.w + neuron.b)), ~wrong, strict=True)
        shares.append(float(1 - wrong.mean()))
        sure += np.abs(test[wrong] @ neuron.w + neuron.b).tolist()
    return neuron, test, y_test[:, 0], shares, float(sigmoid(max(sure))), np.array(answers).T


def test_one_neuron_tells_3_from_8(reader):
    neuron, test, y, shares, surest, _ = reader
    assert shares[-1] == 106 / 107 and len(test) == 107
    assert f"{np.mean(shares):.3f} {min(shares):.3f}" == "0.984 0.944"
    (wrong,) = np.flatnonzero(neuron(test) != y)
    assert y[wrong] == 0  # a 3, called an 8, and surely
    assert f"{float(sigmoid(test[wrong] @ neuron.w + neuron.b)):.2f}" == "0.84"
    assert f"{surest:.3f}" == "0.996"


@pytest.mark.once
@pytest.mark.parametrize("first", [0, 20, 40])
def test_twenty_orders_read_about_as_many_digits_as_any_other_twenty(first):
    X, y = load_digits((3, 8))
    shares = []
    for order in range(first, first + 20):
        train, test, y_train, y_test = train_test_split(X, y, 0.3, order)
        neuron, _ = taught(train, y_train)
        shares.append((neuron(test) == y_test[:, 0]).mean())
    assert 0.98 < np.mean(shares) < 0.995


def test_where_it_is_less_sure_it_is_wrong_more_often_but_the_number_is_no_promise(reader):
    sure, right = reader[-1]
    counts = []
    for low, high in [(0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 1.0)]:
        band = right[(sure >= low) & (sure <= high)]
        counts.append((int(band.sum()), len(band)))
    assert counts == [(4, 19), (33, 43), (53, 58), (2015, 2020)]
    rates = [hits / of for hits, of in counts]
    assert rates == sorted(rates) and rates[0] < 0.5  # where it says more than a half


def test_the_misread_3_has_its_ink_where_the_blue_is(reader):
    neuron, test, y, *_ = reader
    digits, eight = load_digits((3, 8))
    three = digits[eight[:, 0] == 0].mean(axis=0)
    pictures = np.array([test[neuron(test) != y][0], three]).reshape(2, 8, 8)
    misread, mean = pictures[:, 2:6, 2:4].sum(axis=(1, 2))
    assert misread > 2 * mean


def test_its_strong_blue_is_on_the_left_where_an_8_has_ink_and_a_3_has_less(reader):
    X, y = load_digits((3, 8))
    three, eight = (X[y[:, 0] == k].mean(axis=0).reshape(8, 8) for k in (0, 1))
    block = (slice(2, 6), slice(2, 4))  # of the left half, above and below the middle
    strong = reader[0].w.reshape(8, 8) > 3
    assert strong[block].all() and strong.sum() == strong[block].sum()
    assert ((eight - three)[block] > 0.25).all()


def test_a_single_dot_turns_16_of_its_106_right_answers_round(reader):
    neuron, test, y, *_ = reader
    z = test @ neuron.w + neuron.b
    full, none = z[:, np.newaxis] + neuron.w * (1 - test), z[:, np.newaxis] - neuron.w * test
    turned = np.where((z > 0)[:, np.newaxis], np.minimum(full, none) <= 0, 0)
    turned = np.where((z <= 0)[:, np.newaxis], np.maximum(full, none) > 0, turned).any(axis=1)
    right = (z > 0) == y
    assert (int(right.sum()), int((turned & right).sum())) == (106, 16)
    assert turned[17] and right[17] and y[17] == 0
    (dot,) = np.flatnonzero((z[17] <= 0) & (full[17] > 0))
    assert dot == abs(neuron.w).argmax()


def test_the_published_rule_adds_its_size_and_the_published_list_has_none():
    for _sample in ([1, 5, 2], [0, 0, 1]):
        weights = np.zeros(3)
        assert (weights + 1 * weights.shape).tolist() == [3, 3, 3]
    with pytest.raises(AttributeError, match="shape"):
        [0, 0, 0].shape  # noqa: B018


def test_the_textbook_sigmoid_stops_and_the_answer_is_too_small_for_a_float():
    with pytest.raises(OverflowError):
        1 / (1 + math.exp(1000))
    assert round(-1000 / math.log(10)) == -434 and math.exp(-1000) == 0 == sigmoid(-1000.0)


def test_the_sigmoid_is_the_textbooks_formula_and_numpy_has_inf(monkeypatch):
    powers, exp = [], np.exp
    monkeypatch.setattr(np, "exp", lambda z: powers.append(float(z)) or exp(z))
    assert sigmoid(-1000.0) == 0 and powers == [1000]
    with np.errstate(over="ignore"):
        assert exp(1000.0) == np.inf and 1 / (1 + np.inf) == 0
