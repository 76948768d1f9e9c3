"""Chapter 3's checkers, predictions and what it keeps: right, wrong and untouched answers."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab.core import SGD, Network, Neuron, fit, sigmoid, sigmoid_cross_entropy, standardize, step
from nnlab.course.network.exercises import AND, NAND, OR, xor_answers
from nnlab.course.network.lines import most_right
from nnlab.datasets import load_penguins, make_gate
from nnlab.lessons import exercise
from nnlab.lessons.predict import questions


def check(name, answer):
    return exercise(f"network/{name}").check(answer)


# Count ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [(25, 7), [25, 7], np.array([25, 7]), (25.0, np.int64(7))])
def test_the_count_is_accepted_in_many_forms(answer):
    assert check("count", answer)


@pytest.mark.parametrize("slip, pair", exercise("network/count").replies.values.items())
def test_every_known_miscount_is_named(pair, slip):
    verdict = check("count", [float(number) for number in pair.split(",")])
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_other_counts_say_which_half_is_right():
    assert check("count", 32).slip == "together"
    assert "25" in check("count", (25, 99)).message
    assert "7 biases" in check("count", (99, 7)).message
    assert check("count", "many").outcome == check("count", (1, 2, 3)).outcome == "not yet"


def test_the_count_agrees_with_a_network():
    made = Network([3, 5, 2], sigmoid, rng=0)
    assert sum(layer.W.size for layer in made.layers) == 25
    assert sum(layer.b.size for layer in made.layers) == 7


# XOR ------------------------------------------------------------------------------------------

A_NETWORK = Network([2, 2, 1], step, init="zeros")
A_NETWORK.parameters[:] = [*OR, *NAND, *AND]


@pytest.mark.parametrize(
    "answer",
    [
        [OR, NAND, AND],
        [NAND, OR, AND],
        [(2, 2, -1), (-3, -3, 4), (5, 5, -7.5)],
        [OR, AND, (1, -1, -0.5)],
        [(1, -1, -0.5), (-1, 1, -0.5), OR],
        np.array([OR, NAND, AND]),
        [*OR, *NAND, *AND],
        {"h1": OR, "h2": NAND, "output": AND},
        A_NETWORK,
    ],
)
def test_every_true_xor_counts(answer):
    assert check("xor", answer)


@pytest.mark.parametrize(
    "answer, slip",
    [
        ([OR, NAND, OR], "output is OR"),
        ([OR, NAND, NAND], "output is NAND"),
        ([OR, AND, AND], "AND for NAND"),
        ([AND, OR, AND], "AND for NAND"),
        ([(1, 1, 0.5), NAND, AND], "h1 is TRUE"),
        ([OR, (-1, -1, 0.5), AND], "h2 is NOR"),
        ([OR, OR, AND], "twice the same"),
        ([OR, NAND], "no numbers"),
        ([OR, NAND, ("a", 1, 1)], "no numbers"),
        ([OR, NAND, (1, 1, float("nan"))], "nan"),
        ("XOR", "no numbers"),
        (Network([2, 3, 1], step, rng=0), "sizes"),
        (Network([2, 2, 1], sigmoid, rng=0), "no steps"),
    ],
)
def test_what_is_wrong_with_an_xor_is_named(answer, slip):
    verdict = check("xor", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


@pytest.mark.parametrize("answer", [[OR, AND, AND], [AND, OR, AND]])
def test_the_and_that_should_be_nand_is_not_placed_where_it_is_not(answer):
    """It may be the first, and turned round an AND such as (1, 1, -1) is NOR, not NAND."""
    message = check("xor", answer).message
    assert "second" not in message and "three" not in message


@pytest.mark.parametrize(
    "answer, found, wanted", [([NAND, AND, AND], "AND", "OR"), ([AND, OR, OR], "AND", "NAND")]
)
def test_a_gate_that_is_there_already_is_not_wanted_again(answer, found, wanted):
    message = check("xor", answer).message
    assert f"is {found}" in message and f"{wanted} was" in message


def test_no_wrong_network_is_ever_accepted():
    rng = np.random.default_rng(0)
    accepted = 0
    for _ in range(2000):
        nine = np.column_stack([rng.choice([-1, 1], (3, 2)), rng.choice([-1.5, -0.5, 0.5], 3)])
        verdict = check("xor", nine.tolist())
        assert bool(verdict) == (xor_answers(nine) == (0, 1, 1, 0))
        accepted += bool(verdict)
    assert accepted > 0


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_a_duplicate_of_a_right_network_is_right(duplicate):
    made = Network([2, 2, 1], step, init="zeros")
    made.parameters = [1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5]
    assert check("xor", duplicate(made)).outcome == "correct"


# Merge ----------------------------------------------------------------------------------------


def merged_in_loops(W1, b1, W2, b2):
    W = [
        [sum(W2[i][k] * W1[k][j] for k in range(len(W1))) for j in range(len(W1[0]))]
        for i in range(len(W2))
    ]
    b = [sum(W2[i][k] * b1[k] for k in range(len(b1))) + b2[i] for i in range(len(W2))]
    return W, b


def merged_in_the_turned_way(W1, b1, W2, b2):
    return (W1.T @ W2.T).T, b1 @ W2.T + b2


@pytest.mark.parametrize("merge", [merged_in_loops, merged_in_the_turned_way])
def test_a_right_merge_is_accepted_however_it_is_written(merge):
    assert check("merge", merge)


def test_other_merges_are_refused_with_an_example():
    for off in (
        lambda a, b, c, d: (c @ a + 1, c @ b + d),
        lambda a, b, c, d: (c @ a, c @ b + d + 1),
    ):
        verdict = check("merge", off)
        assert verdict.slip is None and "[1.0, 1.0, 1.0]" in verdict.message
    assert check("merge", lambda a, b, c, d: (c @ a, 0.0)).slip == "shape"
    assert check("merge", lambda a, b, c, d: c @ a).outcome == "not yet"
    assert check("merge", lambda a, b, c, d: 7).slip == "no pair"
    assert check("merge", 7).slip == "a result"


@pytest.mark.parametrize("blank", [..., None])
def test_untouched_answers_are_met_calmly(blank):
    def merge(W1, b1, W2, b2): ...  # your lines go here

    assert check("count", (blank, blank)).outcome == "not attempted"
    assert check("xor", [(blank,) * 3] * 3).outcome == "not attempted"
    assert check("merge", merge).outcome == "not attempted"


@pytest.mark.parametrize("name", ["count", "xor", "merge"])
def test_the_solutions_solve_and_the_hints_end(name):
    asked = exercise(f"network/{name}")
    assert asked.check(asked.answer)
    assert len(asked.hints) == 3 and asked.solution().text


# The predictions' claims ----------------------------------------------------------------------


def test_each_prediction_has_one_right_choice_and_a_reply_to_each():
    for name in ("bend", "spots"):
        choices = questions()[f"network/{name}"].choices
        assert sum(choice.right for choice in choices) == 1
        assert all(choice.reply for choice in choices)


# What the page says ---------------------------------------------------------------------------

MEASURES = ["bill_length", "bill_depth"]
SPECIES = ("Adelie", "Chinstrap", "Gentoo")


def test_one_line_and_two_reasons_for_the_chinstraps():
    X, y = load_penguins(MEASURES, "Chinstrap")
    _, species = load_penguins(MEASURES, SPECIES)
    assert most_right(X, y) == 306 and (y == 0).sum() == 274
    birder = Network([2, 2, 1], step, init="zeros")
    birder.parameters = [0.57, -1, -6.4, -0.12, 1, -10.6, 1, 1, -1.5]
    assert (birder(X) == y).sum() == 332
    ruler = [0.57, -1, -6.4]  # through two places that can be seen in the picture
    assert [np.dot([*place, 1], ruler) for place in [(40, 16.4), (50, 22.1)]] == pytest.approx(
        [0, 0]
    )
    few = birder.layers[0](X).T @ species / species.sum(axis=0)
    assert few[0, 0] < 0.05 and few[1, 2] < 0.05 and few[:, 1].min() == 1


def right_at_most(X, y):
    """A bound for every line: of each that touches two samples, with all that it touches right."""
    points, yes, best = X / np.ptp(X, axis=0), y[:, 0] == 1, 0
    for pivot in np.unique(points, axis=0):
        along = points - pivot
        along = along[np.any(along != 0, axis=1)]
        z = (points - pivot) @ np.column_stack([-along[:, 1], along[:, 0]]).T
        touched = np.abs(z) < 1e-12
        for said in (z > 0, z < 0):
            best = max(best, (((said == yes[:, np.newaxis]) | touched).sum(axis=0)).max())
    return best


def test_no_line_at_all_does_better_than_the_best_of_720_directions():
    X, y = load_penguins(MEASURES, "Chinstrap")
    assert right_at_most(X, y) == most_right(X, y)


@given(st.integers(3, 9), st.integers(0, 999))
def test_the_best_line_is_no_worse_than_any_drawn_at_random(n, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, 2)), rng.integers(0, 2, (n, 1)).astype(float)
    lines = rng.normal(size=(500, 3))
    answers = X @ lines[:, :2].T + lines[:, 2] > 0
    assert most_right(X, y) + 1 >= (answers == (y > 0.5)).sum(axis=0).max()


@pytest.mark.parametrize("gate, right", [("or", 4), ("and", 4), ("xor", 3), ("xnor", 3)])
def test_most_right_knows_the_gates(gate, right):
    assert most_right(*make_gate(gate)) == right


def test_samples_at_one_place_are_not_parted():
    assert most_right([[0, 0], [0, 0]], [[0], [1]]) == 1


OR_AND = np.array([[1, 1, -0.5], [1, 1, -1.5], [1, -1, -0.5]])  # h1, h2, the output


def rows_right(numbers):
    made, (X, y) = Network([2, 2, 1], step, init="zeros"), make_gate("xor")
    made.parameters = np.ravel(numbers)
    return (made(X) == y).sum()


def test_a_swap_of_two_hidden_neurons_changes_nothing_and_half_of_it_does():
    h1, h2, (v1, v2, b) = OR_AND
    assert rows_right([h1, h2, [v1, v2, b]]) == rows_right([h2, h1, [v2, v1, b]]) == 4
    assert rows_right([h2, h1, [v1, v2, b]]) == 2  # AND but not OR: never


def test_a_flip_moves_the_outputs_bias_too_and_makes_nand_of_and():
    h1, h2, (v1, v2, b) = OR_AND
    assert rows_right([h1, -h2, [v1, -v2, b + v2]]) == 4
    assert rows_right([h1, -h2, [v1, -v2, b]]) < 4
    assert xor_answers([h1, -h2, [v1, -v2, b + v2]]) == (0, 1, 1, 0)
    X, _ = make_gate("xor")
    assert Neuron(-h2[:2], -h2[2], "step")(X).tolist() == [1, 1, 1, 0]
    # chapter 1's AND has two points on its line: there it says 0 either way
    assert Neuron([-0.5, -0.5], 0.5, "step")(X).tolist() == [1, 0, 0, 0]


def test_x1_but_not_x2_and_the_other_way_round_make_xor_with_an_or():
    assert rows_right([[1, -1, -0.5], [-1, 1, -0.5], [1, 1, -0.5]]) == 4


@pytest.mark.parametrize("n", [1, 2, 8])
def test_parity_takes_n_hidden_steps(n):
    network = Network([n, n, 1], step, init="zeros")
    hidden, output = network.layers
    hidden.W[:], hidden.b[:] = 1, 0.5 - np.arange(1, n + 1)  # at least k ones
    output.W[:], output.b[:] = [(-1) ** k for k in range(n)], -0.5
    rows = (np.arange(2**n)[:, np.newaxis] >> np.arange(n)) & 1
    assert (network(rows)[:, 0] == rows.sum(axis=1) % 2).all()


@pytest.fixture(scope="module")
def found():
    """Learned from four fifths of the birds: for each number of hidden neurons what's right, and
    of each species the share that each hidden neuron says yes to (for Chinstrap)."""
    X, y = load_penguins(MEASURES, "Chinstrap")
    _, species = load_penguins(MEASURES, SPECIES)
    results = {}
    asked = [(0, 0, 3), (0, 1, 20), (0, 2, 20), (0, 3, 20), (1, 3, 6)]
    asked += [(fifth, n, runs) for fifth in (1, 2, 3, 4) for n, runs in ((0, 1), (2, 20))]
    for fifth, n, runs in asked:
        kept = np.arange(len(X)) % 5 == fifth
        Z, scale = standardize(X[~kept])
        sizes, bends = ([2, n, 1], ["tanh", "identity"]) if n else ([2, 1], ["identity"])
        many = Network(sizes, bends, runs=(runs,), rng=0)
        options = {"optimizer": SGD(2.0), "epochs": 3000, "record_every": 3000}
        fit(many, Z, y[~kept], loss=sigmoid_cross_entropy, **options)
        right = ((many(scale(X)) > 0) == (y == 1))[..., 0]
        parts = [many.run(k).layers for k in range(runs)] if n else []
        shares = [
            (hidden(scale(X)) * output.W[0] > 0).T @ species / species.sum(axis=0)
            for hidden, output in parts
        ]
        last = [output.parameters[0] for _, output in parts]
        results[fifth, n] = right[:, ~kept].sum(axis=1), right[:, kept].sum(axis=1), shares, last
        if (fifth, n) == (0, 2):
            results["shares"] = sigmoid(many.run(0)(scale(X)))[:, 0]
    return results


def test_two_hidden_neurons_are_better_on_unseen_birds_than_one_or_none(found):
    for n, (seen, unseen) in {0: (243, 61), 1: (243, 61), 2: (266, 67), 3: (268, 66)}.items():
        assert found[0, n][0].max() <= seen and found[0, n][1].max() <= unseen
    assert found[0, 2][0].min() == 266 and found[0, 2][1].min() == 67


def test_with_other_fifths_held_back_two_are_better_than_none_too(found):
    none, two = (np.concatenate([found[fifth, n][1] for fifth in (1, 2, 3, 4)]) for n in (0, 2))
    assert (none.min(), none.max()) == (59, 62) and (two.min(), two.max()) == (64, 67)


def without_a_species(shares):
    """Which of these neurons say no to nearly all of one other species and yes to the rest."""
    wanted = {"Adelie": [0, 1, 1], "Gentoo": [1, 1, 0]}
    near = [{name for name, w in wanted.items() if np.abs(s - w).max() < 0.15} for s in shares]
    return sorted("".join(names) for names in near)


def test_two_hidden_neurons_find_the_species_nobody_named(found):
    for fifth in range(5):
        for shares in found[fifth, 2][2]:
            assert without_a_species(shares) == ["Adelie", "Gentoo"]
    assert found[0, 2][0].min() + found[0, 2][1].min() == 333  # one more than by hand
    order = [shares[0, 0] < 0.5 for shares in found[0, 2][2]]
    assert 0 < sum(order) < 20  # which of them is h1 differs


def test_nine_birds_are_wrong_and_of_one_gentoo_it_is_sure(found):
    X, y = load_penguins(MEASURES, "Chinstrap")
    _, species = load_penguins(MEASURES, SPECIES)
    shares = found["shares"]
    assert ((shares > 0.5) != (y[:, 0] == 1)).sum() == 9
    (one,) = np.flatnonzero(
        (X == [44.4, 17.3]).all(axis=1) & (species[:, SPECIES.index("Gentoo")] == 1)
    )
    assert shares[one] == pytest.approx(0.95, abs=0.005)


def test_the_output_of_two_learned_reasons_is_an_and(found):
    for fifth in range(5):
        for v1, v2, c in found[fifth, 2][3]:
            v1, v2 = abs(v1), abs(v2)  # a yes is what speaks for Chinstrap
            assert v1 + v2 + c > 0 > max(v1 - v2 + c, v2 - v1 + c)


def test_a_flipped_tanh_answers_the_same():
    network = Network([2, 2, 1], ["tanh", "identity"], init="uniform", rng=0)
    flipped = network.copy()
    flipped.parameters[[0, 1, 2, 6]] *= -1  # what comes into the first, and its link onward
    X = np.random.default_rng(0).normal(size=(50, 2))
    np.testing.assert_allclose(flipped(X), network(X), atol=1e-14)


def test_of_three_hidden_neurons_one_has_no_name(found):
    for fifth in (0, 1):
        for shares in found[fifth, 3][2]:
            assert without_a_species(shares) == ["", "Adelie", "Gentoo"]


@pytest.mark.parametrize("bend", ["step", "sigmoid", "tanh", "relu", "identity"])
def test_one_hidden_neuron_draws_one_line(bend):
    X, y = make_gate("xor")
    network = Network([2, 1, 1], [bend, "step"], init="zeros", runs=(20_000,))
    network.parameters = np.random.default_rng(0).uniform(-5, 5, network.parameters.shape)
    assert (network(X) == y).sum(axis=(1, 2)).max() == 3


@pytest.fixture
def made_up():
    """The page's [2, 3, 2]."""
    network = Network([2, 3, 2], ["relu", "sigmoid"], init="zeros")
    first, second = network.layers
    first.W[:], first.b[:] = [[1, -1], [-1, 1], [0.5, 1]], [-0.5, 0.5, 0.5]
    second.W[:], second.b[:] = [[0.4, -1, 0.2], [0.6, 1, 0.3]], [-0.1, -0.2]
    return network


def test_without_bends_a_path_from_input_to_output_multiplies_its_weights(made_up):
    first, second = made_up.layers
    assert (second.W @ first.W)[0, 0] == pytest.approx(0.4 * 1 + (-1) * (-1) + 0.2 * 0.5)
    assert 0.4 * 1 + (-1) * (-1) + 0.2 * 0.5 == pytest.approx(1.5)


def test_without_bends_the_nine_numbers_of_xor_say_a_half_four_times():
    X, _ = make_gate("xor")
    straight = Network([2, 2, 1], "identity", init="zeros")
    straight.parameters = OR_AND.ravel()
    assert straight(X)[:, 0].tolist() == [0.5] * 4


def test_a_bend_at_the_very_end_still_draws_one_straight_line():
    X, y = make_gate("xor")
    many = Network([2, 3, 1], ["identity", "sigmoid"], init="uniform", rng=0, runs=(2000,))
    assert ((many(X) > 0.5) == (y > 0.5)).sum(axis=(1, 2)).max() == 3


# Depth ----------------------------------------------------------------------------------------


def test_xor_takes_two_changes_of_the_copying_network_and_one_is_not_enough():
    start = np.array([1, 0, -0.5, 0, 1, -0.5, 1, 1, -0.5])
    two = start + [0, -1, 0, -1, 0, 0, 0, 0, 0]
    assert rows_right(start) == 3 and rows_right(two) == 4
    for k in range(9):
        tried = np.repeat(start[np.newaxis], 401, axis=0)
        tried[:, k] = np.linspace(-50, 50, 401)
        X, y = make_gate("xor")
        assert (A_NETWORK.with_parameters(tried)(X) == y).sum(axis=(1, 2)).max() == 3
    assert np.sum(OR_AND.ravel() != start) == 4


@pytest.mark.parametrize("bend", ["step", "sigmoid", "tanh", "relu"])
def test_with_all_numbers_zero_each_sample_gets_the_same_answer(bend):
    zero = Network([2, 3, 1], bend, init="zeros")
    assert len(np.unique(zero(np.random.default_rng(0).normal(size=(50, 2))))) == 1
