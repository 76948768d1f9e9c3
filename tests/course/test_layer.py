"""Chapter 2's checkers, its pictures, and what its text, replies and words claim, computed."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlab import (
    SGD,
    Layer,
    Network,
    Neuron,
    fit,
    mean_squared_error,
    perceptron_step,
    standardize,
    step,
    train_step,
)
from nnlab.course import layer
from nnlab.course.layer import pictures
from nnlab.course.layer.exercises import FENCE, TABLE, TABLE_SLIPS, B, W
from nnlab.datasets import load_penguins, make_gate
from nnlab.lessons import exercise
from nnlab.lessons.gates import ROWS

FOLDER = Path(layer.__file__).parent


def check(name, answer):
    return exercise(f"layer/{name}").check(answer)


# Fill the table -------------------------------------------------------------------------------


def with_cells(*changes):
    table = [list(row) for row in TABLE]
    for i, j, value in changes:
        table[i][j] = value
    return table


def test_the_table_is_what_the_layer_says():
    layer = Layer.from_neurons([Neuron(w, b, step) for w, b in zip(W, B, strict=True)])
    assert layer.forward(ROWS).z.tolist() == TABLE.tolist()


@pytest.mark.parametrize("answer", [TABLE, TABLE.tolist(), tuple(map(tuple, TABLE)), TABLE + 1e-12])
def test_a_full_table_is_right(answer):
    assert check("table", answer).outcome == "correct"


def test_an_unfinished_table_is_no_mistake():
    opened = [[...] * 3, [...] * 3, TABLE[2], [None] * 3]
    verdict = check("table", opened)
    assert (verdict.outcome, verdict.slip) == ("not yet", "unfinished")
    assert "3 of 12" in verdict.message


@pytest.mark.parametrize("slip", TABLE_SLIPS)
def test_each_slip_of_the_table_is_named(slip):
    assert check("table", TABLE_SLIPS[slip]).slip == slip


def test_a_wrong_cell_is_told_its_sum():
    verdict = check("table", with_cells((1, 2, 0.5)))
    assert verdict.slip == "one cell" and "(1)·0 + (-1)·1 + (-0.5)" in verdict.message
    assert "1 more" in check("table", with_cells((1, 2, 9), (3, 0, 9))).message
    assert check("table", with_cells((0, 0, "a"))).slip == "no number"
    assert check("table", np.transpose(TABLE)).slip == "turned"
    assert check("table", TABLE[:3].tolist()).slip == "no table"


# Count the parameters -------------------------------------------------------------------------


def test_the_count():
    assert Layer(3, 5).parameters.size == exercise("layer/count").answer == 20
    for answer in (20, 20.0, np.int64(20), [20]):
        assert check("count", answer).outcome == "correct"


def test_the_slips_asked_for_are_there():
    assert {"no biases", "a bias per input", "added"} <= set(exercise("layer/count").replies.values)
    assert check("count", 21).slip is None
    assert check("count", True).slip == check("count", "20").slip == "no number"


# Write a layer --------------------------------------------------------------------------------


def with_loops(X, W, b):
    table = np.zeros((len(X), len(W)))
    for i in range(len(X)):
        for j in range(len(W)):
            table[i, j] = b[j]
            for k in range(W.shape[1]):
                table[i, j] += X[i, k] * W[j, k]
    return table


def with_lists(X, W, b):
    return [[sum(x * w) + b_j for w, b_j in zip(W, b, strict=True)] for x in X]


def one_sample_alone(X, W, b):
    z = X @ W.T + b
    return z[0] if len(z) == 1 else z


RIGHT = [
    lambda X, W, b: X @ W.T + b,
    lambda X, W, b: np.dot(X, np.transpose(W)) + b,
    lambda X, W, b: (W @ X.T).T + b,
    lambda X, W, b: (W @ X.T + b[:, None]).T,
    lambda X, W, b: np.einsum("ik,jk->ij", X, W) + b,
    with_loops,
    with_lists,
    one_sample_alone,
]


@pytest.mark.parametrize("answer", RIGHT)
def test_every_right_layer_is_accepted(answer):
    assert check("write", answer).outcome == "correct", check("write", answer)


def test_slips_in_other_clothes():
    def columns(X, W, b):  # the loop over the wrong axis
        return np.array([[x @ W[:, j] + b[j] for j in range(len(b))] for x in X])

    def first_only(X, W, b):
        for x in X:
            return [[x @ w + b_j for w, b_j in zip(W, b, strict=True)]]

    assert check("write", columns).slip == "missing transpose"
    assert check("write", first_only).slip == "only the first sample"
    assert check("write", lambda X, W, b: X @ W.T + 1).slip is None
    assert "and yours is" in check("write", lambda X, W, b: X @ W.T + 1).message
    assert check("write", lambda X, W, b: (X @ W.T + b).ravel()).slip == "shape"
    assert check("write", lambda X, W, b: [[1], [1, 2]]).slip == "no table"
    assert check("write", lambda X, W: X).slip == "parameters"
    assert check("write", lambda X, W, b: X.nonsense).slip == "raises"
    assert check("write", lambda X, W, b: print(X)).slip == "prints"


def test_the_hints_lead_to_a_loop_that_is_accepted():
    hints = " ".join(exercise("layer/write").hints)
    source = "def my_layer(X, W, b):\n"
    for depth, line in [
        (1, "table = []"),
        (1, "for x in X:"),
        (2, "row = []"),
        (2, "for w, bias in zip(W, b):"),
        (3, "row.append(x @ w + bias)"),
        (2, "table.append(row)"),
        (1, "return table"),
    ]:
        assert f"`{line}`" in hints
        source += "    " * depth + line + "\n"
    space = {}
    exec(source, space)
    assert check("write", space["my_layer"]).outcome == "correct"


def test_the_stub_is_met_calmly():
    def my_layer(X, W, b): ...

    assert check("write", my_layer).outcome == "not attempted"


# Fence a triangle -----------------------------------------------------------------------------


@pytest.mark.parametrize("times", [[1, 1, 1], [0.1, 7, 2]])
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]])
def test_every_fence_along_the_sides_is_right(order, times):
    assert check("fence", FENCE[order] * np.reshape(times, (3, 1))).outcome == "correct"


def test_a_fence_that_fails_is_told_where():
    assert check("fence", -FENCE).slip == "turned"
    signs = np.array([[1], [1], [-1]])
    assert check("fence", FENCE * signs).slip == "one turned"
    assert "neuron 2" in check("fence", FENCE * signs).message
    wide = [*FENCE[:2].tolist(), [-1, -1, 3]]
    assert check("fence", wide).slip == "outside"
    narrow = [*FENCE[:2].tolist(), [-1, -1, 1]]
    assert check("fence", narrow).slip == "inside" and "neuron 2" in check("fence", narrow).message
    assert check("fence", FENCE[:2].tolist()).slip == "no table"
    assert check("fence", [["a"] * 3] * 3).slip == "no number"


def test_an_open_fence_is_no_mistake():
    assert check("fence", [[...] * 3] * 3).outcome == "not attempted"
    assert "2 of 3" in check("fence", [*FENCE[:2].tolist(), [...] * 3]).message


# Pictures -------------------------------------------------------------------------------------


@pytest.fixture
def fig():
    return Figure()


@pytest.fixture
def ax(fig):
    return fig.subplots()


def test_ten_lines_cut_56_pieces_of_the_page(ax):
    ten = pictures.lines_around(10)
    assert pictures.plot_pieces(ten, ax=ax, reach=7.5) == 56 == sum(range(11)) + 1
    rng = np.random.default_rng(0)
    places = np.vstack([rng.uniform(-r, r, (200_000, 2)) for r in (1.5, 3, 7.5)])
    assert len(np.unique(ten(places) @ 2 ** np.arange(10))) <= 56  # codes, read as one number


def test_the_marked_cell_is_its_row_times_its_column(ax):
    pictures.plot_product(ROWS, W, B, sample=2, neuron=2, ax=ax)
    texts = [text.get_text() for text in ax.texts]
    assert texts.count("@") == texts.count("=") == 1 and "z: (4, 3)" in texts
    marked = [patch.get_bbox() for patch in ax.patches if patch.get_linewidth() > 2]
    inside = [
        text.get_text()
        for box in marked
        for text in ax.texts
        if box.x0 < text.get_position()[0] < box.x1 and box.y0 < text.get_position()[1] < box.y1
    ]
    assert inside == ["1.0", "0.0", "1.0", "−1.0", "−0.5", "0.5"]
    assert texts.count("?") == 11  # the other sums are the reader's


def test_wires_and_table_have_the_same_numbers(fig):
    axes = fig.subplots(1, 2)
    three = Layer.from_neurons([Neuron(w, b, step) for w, b in zip(W, B, strict=True)])
    pictures.plot_wires(three, axes=axes, row=2)
    table = [text.get_text() for text in axes[1].texts]
    assert [word for word in table if word[-1].isdigit() and "." in word] == [
        *["1.0", "1.0", "−0.5"],
        *["1.0", "1.0", "−1.5"],
        *["1.0", "−1.0", "−0.5"],
    ]
    (box,) = [patch.get_bbox() for patch in axes[1].patches if patch.get_linewidth() > 2]
    assert (box.y0, box.height) == (0, 1)  # the last row


def test_a_change_shows_where_the_line_was_and_where_it_is(ax):
    before, after = Neuron([1, -1], -0.5, step), Neuron([1, -1], 0.5, step)
    pictures.plot_change(before, after, ROWS, ax=ax)
    assert {"before", "after"} <= {text.get_text() for text in ax.texts}
    (points,) = [line.get_xydata() for line in ax.lines if len(line.get_xydata()) == len(ROWS)]
    assert points.tolist() == [list(row) for row in ROWS]
    crossings = [line.get_xydata() for line in ax.lines if len(line.get_xydata()) == 2]
    biases = {round(float((xy @ [1, -1]).mean()), 6) for xy in crossings}
    assert biases == {0.5, -0.5}  # both lines, each at its own place


def test_each_change_is_drawn_of_the_neuron_it_changes(fig):
    axes = fig.subplots(1, 2)
    changes = [(W, B + [0, 0, 1]), (W * [[1], [2], [1]], B)]
    pictures.plot_changes(W, B, changes, ROWS, axes=axes)
    assert [ax.get_title() for ax in axes] == ["1. neuron 2", "2. neuron 1"]
    lines = [line.get_xydata() for line in axes[0].lines if len(line.get_xydata()) == 2]
    assert {round(float((xy @ [1, -1]).mean()), 6) for xy in lines} == {0.5, -0.5}


def test_each_map_counts_its_own_mistakes(fig, birds):
    bills, kinds, names = birds
    axes, (_, scale) = fig.subplots(1, 3), standardize(bills)
    none = Layer(2, 3, step, init="zeros")  # always no
    pictures.plot_reasons(none, scale, bills, kinds, names, ["a", "b", "c"], axes=axes)
    assert [ax.get_title() for ax in axes] == [
        "“a”\nneuron 0: Adelie? 151 wrong",
        "“b”\nneuron 1: Chinstrap? 68 wrong",
        "“c”\nneuron 2: Gentoo? 123 wrong",
    ]
    ax = fig.subplots()
    pictures.plot_birds(bills, kinds, names, ax=ax)
    assert sum(len(line.get_xdata()) for line in ax.lines) == 342
    assert [text.get_text() for text in ax.get_legend().get_texts()] == names


def test_the_largest_sum_wins_its_place(fig, birds):
    bills, kinds, names = birds
    ax, (_, scale) = fig.subplots(), standardize(bills)
    sides = Layer.from_neurons([Neuron([-1, 0], 0, step), Neuron([1, 0], 0, step)])
    pictures.plot_winners(sides, scale, bills, kinds[:, :2], names[:2], ax=ax)
    middle = bills[:, 0].mean()
    edges = [path.vertices for it in ax.collections for path in it.get_paths() if len(path)]
    for line in edges[-2:]:  # one for each of the two neurons
        assert np.abs(line[:, 0] - middle).max() < 0.2
    right = (bills[:, 0] > middle) == (kinds[:, :2].argmax(axis=1) == 1)
    assert f"{right.sum()} of 342" in ax.get_title()


# What the page says of the birds --------------------------------------------------------------


@pytest.fixture(scope="module")
def birds():
    names = ["Adelie", "Chinstrap", "Gentoo"]
    return *load_penguins(["bill_length", "bill_depth"], names), names


def learned(birds, kinds):
    """The page's three neurons."""
    network = Network([2, 3], "sigmoid", init="zeros")
    how = dict(loss="binary_cross_entropy", optimizer=SGD(5), epochs=3000, record_every=3000)
    fit(network, birds, kinds, **how)
    return network.layers[0]


@pytest.fixture(scope="module")
def sums(birds):
    bills, kinds, _ = birds
    Z, _ = standardize(bills)
    return learned(Z, kinds).forward(Z).z


def fewest_wrong(X, wanted, directions=720):
    """Of lines in so many directions, at every place: the fewest samples on the wrong side."""
    Z, best, n = standardize(X)[0], len(wanted), len(wanted)
    for angle in np.pi * np.arange(directions) / directions:
        along = Z @ [np.cos(angle), np.sin(angle)]
        order = np.argsort(along)
        ones = np.concatenate([[0], np.cumsum(wanted[order])])  # of the first k
        wrong = ones + (n - np.arange(n + 1)) - (ones[-1] - ones)  # the first k: no; the rest: yes
        free = np.concatenate([[True], np.diff(along[order]) > 1e-12, [True]])
        best = min(best, wrong[free].min(), (n - wrong[free]).min())
    return int(best)


def test_slanted_lines_do_better_than_upright_ones(birds):
    bills, kinds, _ = birds
    assert [fewest_wrong(bills, kind) for kind in kinds.T] == [3, 36, 4]
    assert [fewest_wrong(bills, kind, directions=2) for kind in kinds.T[[0, 2]]] == [16, 15]


def test_two_lines_do_for_the_chinstraps_what_one_cannot(birds, sums):
    """Claimed by neither the Adelies' neuron nor the Gentoos'."""
    bills, kinds, _ = birds
    neither = (sums[:, [0, 2]] <= 0).all(axis=1)
    assert (neither != kinds[:, 1]).sum() == 12 and fewest_wrong(bills, kinds[:, 1]) == 36


def test_most_birds_that_the_largest_sum_misses_are_chinstraps(birds, sums):
    _, kinds, _ = birds
    won = np.eye(3)[sums.argmax(axis=1)]
    assert (kinds.T @ won).tolist() == [[150, 1, 0], [6, 56, 6], [0, 2, 121]]


def test_the_two_birds_without_a_clear_answer(birds, sums):
    _, kinds, _ = birds
    assert (sums[[18, 274]] > 0).tolist() == [[True, True, False], [False] * 3]
    assert kinds[[18, 274]].argmax(axis=1).tolist() == sums[[18, 274]].argmax(axis=1).tolist()


@pytest.mark.parametrize("order", range(6))
def test_birds_never_seen_are_told_as_well(birds, order):
    bills, kinds, _ = birds
    right, place = [], np.arange(len(bills))
    if order:  # the page's own is the file's
        place = np.random.default_rng(order).permutation(place)
    for turn in range(5):
        held = place % 5 == turn
        seen, units = standardize(bills[~held])
        z = learned(seen, kinds[~held]).forward(units(bills[held])).z
        right.append((z.argmax(axis=1) == kinds[held].argmax(axis=1)).sum())
    assert 322 <= sum(right) <= 328  # of 342; 327 if they're learned from


def test_on_a_largest_sum_of_two_there_is_one_edge():
    """z0 = z1 is a line: XOR stays unsolved."""
    X, y = make_gate("xor")
    rng = np.random.default_rng(0)
    for row in rng.normal(size=(2000, 2, 3)):
        assert ((X @ row[:, :2].T + row[:, 2]).argmax(axis=1) != y[:, 0]).any()


def test_with_body_mass_one_line_nearly_parts_the_chinstraps(birds):
    _, kinds, names = birds
    mass, flipper = (
        load_penguins(["bill_length", measure], names)[0]
        for measure in ("body_mass", "flipper_length")
    )
    assert fewest_wrong(mass, kinds[:, 1]) == 4 and fewest_wrong(flipper, kinds[:, 1]) == 13
    length, weight = standardize(mass)[0].T
    long_for_its_mass = np.sort(
        (length - weight)[kinds[:, 1] == 0]
    )  # the reason, with weights 1, −1
    assert (length - weight)[kinds[:, 1] == 1].min() > long_for_its_mass[-20]


def test_lines_by_hand_can_beat_those_that_were_learned(birds, sums):
    bills, kinds, _ = birds
    Z, _ = standardize(bills)
    by_hand = np.array([[-1, 0.6, -0.1], [1, 1, -1.5], [0.4, -1, -0.2]])

    def claimed(z):
        return int(((z > 0) == kinds).all(axis=1).sum())

    assert claimed(sums) == 295 and (sums.argmax(axis=1) == kinds.argmax(axis=1)).sum() == 327
    assert claimed(Z @ by_hand[:, :2].T + by_hand[:, 2]) == 303
    neither = np.where(sums[:, 0] > 0, 0, np.where(sums[:, 2] > 0, 2, 1))  # lesson 1's rule
    assert (neither == kinds.argmax(axis=1)).sum() == 330


def test_an_edge_between_two_sums_is_a_line_that_neither_neuron_has(birds):
    """The line of a neuron with the differences for numbers."""
    bills, kinds, _ = birds
    three = learned((standardize(bills)[0]), kinds)
    places = np.random.default_rng(0).uniform(-3, 3, (1000, 2))
    z, (w, bias) = three.forward(places).z, (three.W[1] - three.W[0], three.b[1] - three.b[0])
    assert ((z[:, 1] > z[:, 0]) == (Neuron(w, bias, step)(places) == 1)).all()
    assert all(abs(np.cross([*w, 0], [*row, 0])[2]) > 1 for row in three.W)


def test_a_louder_neuron_keeps_its_line_and_wins_other_birds(birds, sums):
    loud, which = sums * [1, 2, 1], birds[1].argmax(axis=1)
    assert ((loud > 0) == (sums > 0)).all()
    assert (loud.argmax(axis=1) != sums.argmax(axis=1)).sum() == 7
    assert (loud.argmax(axis=1) == which).sum() == 321


def test_what_lies_between_two_places_of_a_field_belongs_to_it():
    """So no ring round another class, whatever the numbers, and however many the neurons."""
    rng = np.random.default_rng(0)
    for n_out in (2, 3, 7):
        layer = Layer(2, n_out, step, init="uniform", rng=rng)
        one, other = rng.uniform(-3, 3, (2, 5000, 2))
        share = rng.uniform(size=(5000, 1))
        between = share * one + (1 - share) * other
        won = [layer.forward(places).z.argmax(axis=1) for places in (one, other, between)]
        same = won[0] == won[1]
        assert same.sum() > 100 and (won[2] == won[0])[same].all()


def test_the_largest_sum_decides_where_a_code_does_not(birds, sums):
    bills, kinds, _ = birds
    Z, z = standardize(bills)[0], sums
    claims, wins = (z > 0).sum(axis=1), z.argmax(axis=1) == kinds.argmax(axis=1)
    assert [int((claims == n).sum()) for n in range(4)] == [30, 300, 12, 0]
    assert wins[claims != 1].sum() == 32 and wins[claims == 1].sum() == 295
    # it helps the Chinstraps most
    assert kinds[wins & (claims != 1)].sum(axis=0).tolist() == [6, 19, 7]
    # 7 regions for 8 codes: one is nowhere; at the corner of the other two, far from all birds
    grid = np.stack(np.meshgrid(*[np.linspace(-60, 60, 601)] * 2), axis=-1).reshape(-1, 2)
    everywhere = {tuple(row) for row in learned(Z, kinds).forward(grid).z > 0}
    assert len(everywhere) == 7 and (True, True, True) not in everywhere
    assert (True, False, True) in everywhere
    assert not {(True, False, True), (True, True, True)} & {tuple(row) for row in z > 0}


def test_a_chinstrap_is_halfway_between_the_two_others(birds):
    """So no line at all parts them: what is true of both ends is true of their middle."""
    bills, kinds, _ = birds
    adelie, chinstrap, gentoo = (bills[kinds[:, k] == 1] for k in range(3))
    middles = (adelie[:, np.newaxis] + gentoo) / 2
    assert np.isclose(middles, chinstrap[0]).all(axis=-1).any()


@pytest.mark.parametrize(
    "init, columns, alike",
    [("zeros", [1, 1, 1], True), ("zeros", [0, 1, 2], False), ("uniform", [1, 1, 1], False)],
)
def test_neurons_part_if_they_start_or_are_asked_differently(birds, init, columns, alike):
    bills, kinds, _ = birds
    Z, _ = standardize(bills)
    taught = Layer(2, 3, step, init=init, rng=1)
    for bird, wanted in zip(Z, kinds[:, columns], strict=True):
        for j in range(3):
            perceptron_step(taught[j], bird, wanted[j])
    assert len(np.unique(taught.parameters, axis=0)) == (1 if alike else 3)


@pytest.mark.parametrize(
    "listening, alike", [([[0.5] * 4], True), ([[0.5, -0.3, 0.8, 0.1]], False)]
)
def test_equal_hidden_neurons_part_only_if_they_are_listened_to_differently(listening, alike):
    network = Network([2, 4, 1], ["tanh", "sigmoid"], init="zeros")
    hidden, output = network.layers
    hidden.parameters[:], output.W[:] = 0.5, listening
    optimizer = SGD(1.0)
    for _ in range(50):
        train_step(network, ROWS, [[0], [1], [1], [0]], mean_squared_error, optimizer)
    assert np.allclose(hidden.parameters, hidden.parameters[0], atol=1e-12) == alike


# What the page says of numbers that change ----------------------------------------------------


def distance(w, b):
    return abs(b) / np.hypot(*w)


def test_a_doubled_row_moves_its_line_only_if_the_bias_stays():
    w, b = W[1].astype(float), B[1]
    assert distance(2 * w, b) == pytest.approx(distance(w, b) / 2)
    assert distance(2 * w, 2 * b) == pytest.approx(distance(w, b))
    places = np.random.default_rng(0).uniform(-2, 3, (1000, 2))
    assert ((places @ w + b > 0) == (places @ (2 * w) + 2 * b > 0)).all()


def test_one_doubled_weight_turns_its_line_and_works_only_where_its_input_does():
    one = W * np.array([[1, 1], [2, 1], [1, 1]])
    grown = ROWS @ one.T - ROWS @ W.T
    assert np.array_equal(grown, np.outer(np.array(ROWS)[:, 0], [0, W[1, 0], 0]))
    (a, b), (c, d) = W[1], one[1]
    assert a * d != b * c  # the arrows aren't parallel
    assert np.cross([*W[1], 0], [*(2 * W[1]), 0]).tolist() == [0, 0, 0]


def test_a_forgotten_transpose_is_forgiven_only_by_a_symmetric_table():
    rng = np.random.default_rng(0)
    for _ in range(20):
        square = rng.normal(size=(2, 2))
        assert not np.allclose(ROWS @ square, ROWS @ square.T)
        both = square + square.T
        assert np.allclose(ROWS @ both, ROWS @ both.T)
    gates = W[:2]  # OR and AND
    assert np.array_equal(ROWS @ gates, ROWS @ gates.T)


def test_no_more_pieces_than_the_formula_says():
    from nnlab.pictures.glass import pieces

    rng = np.random.default_rng(0)
    for n in range(1, 8):
        most = 1 + n + n * (n - 1) // 2
        counts = [len(pieces(rng.normal(size=(n, 3)), (-999, 999, -999, 999))) for _ in range(20)]
        assert max(counts) == most


# Words and replies ----------------------------------------------------------------------------


def test_what_the_words_say_of_shapes_is_true():
    assert (np.ones(3) + np.ones((3, 1))).shape == (3, 3)
    layer = Layer(2, 3, step, init="uniform", rng=1)
    assert np.shares_memory(layer[1].w, layer.W)


def test_equal_neurons_say_the_same_everywhere():
    equal = Layer(2, 3, step, init="zeros")
    equal.W[:], equal.b[:] = [1, 1], -0.5
    says = equal(np.random.default_rng(0).uniform(-2, 3, (1000, 2)))
    assert (says == says[:, :1]).all()


def test_lines_that_give_each_corner_its_own_code_only_repeat_the_inputs():
    rng = np.random.default_rng(0)
    corners, found = np.array(ROWS), 0
    for _ in range(3000):
        layer = Layer(2, 2, step, init="uniform", rng=rng)
        says = layer(corners)
        if len(set(map(tuple, says))) == 4:
            found += 1
            for column in says.T:  # x1 or x2, as it is or turned round
                assert any(np.array_equal(column, c) for x in corners.T for c in (x, 1 - x))
    assert found > 20


def test_the_lab_s_first_two_lines_mix_both_their_codes():
    X, y = make_gate("xor")
    two = Layer.from_neurons([Neuron([1.0, 0.0], -0.5, step), Neuron([0.0, 1.0], 0.25, step)])
    codes = ["".join(str(int(a)) for a in row) for row in two(X)]
    assert {code: {y[n, 0] for n in range(4) if codes[n] == code} for code in codes} == {
        "01": {0.0, 1.0},
        "11": {0.0, 1.0},
    }


def test_two_kinds_of_lines_merge_what_wants_the_same():
    X, y = make_gate("xor")
    for lines in ([[1, -1, -0.5], [-1, 1, -0.5]], [[1, 1, -0.5], [1, 1, -1.5]]):
        layer = Layer.from_neurons([Neuron(line[:2], line[2], step) for line in lines])
        codes = [tuple(row) for row in layer(X)]
        merged = [n for n in range(4) if codes.count(codes[n]) == 2]
        assert len(set(codes)) == 3 and len({y[n, 0] for n in merged}) == 1
