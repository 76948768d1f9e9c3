"""Chapter 3b's checkers, predictions and claims: strips, squares, folds, and what they cost."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from nnlab.core import SGD, Network, Neuron, fit, relu, sigmoid_cross_entropy, step
from nnlab.course.depth.exercises import SLIPS, STRIP, TRIANGLE
from nnlab.course.depth.mosaic import HEART, mosaic, squares
from nnlab.course.depth.spirals import EPOCHS, MOMENTUM, RATES, SEEN, UNSEEN, spirals
from nnlab.course.depth.tents import side_by_side, tents
from nnlab.course.network.lines import most_right
from nnlab.datasets import make_spirals
from nnlab.lessons import exercise
from nnlab.lessons.predict import questions

learned = cache(spirals)  # (hidden, rate): several tests ask for the same training


def check(name, answer):
    return exercise(f"depth/{name}").check(answer)


# Keep a strip, keep a triangle ----------------------------------------------------------------


@pytest.mark.parametrize("answer", [STRIP, (2, -3, -1), [5, -9, 0], np.array([0.2, -0.2, -0.1])])
def test_whatever_keeps_the_strip_is_right(answer):
    network = Network([1, 2, 1], step, init="zeros")
    network.parameters = [1, -2, 1, -5, *answer]
    assert network([[1], [3], [6]])[:, 0].tolist() == [0, 1, 0]
    assert check("strip", answer).outcome == "correct"


@pytest.mark.parametrize(
    "answer, slip",
    [
        ((1, -1, -1.5), "never"),
        ((1, 1, 0.5), "always"),
        ((1, 1, -0.5), "right of 2"),
        ((1, 1, -1.5), "right of 5"),
        ((1, -1.5, 0.5), "left of 5"),
        ((-1, -1, 0.5), "left of 2"),
        ((-1, 1, 0.5), "outside"),
        ((1, -1), "no numbers"),
    ],
)
def test_other_strips_are_told_what_they_keep(answer, slip):
    assert (check("strip", answer).outcome, check("strip", answer).slip) == ("not yet", slip)


def triangle_of(answer):
    """What an output makes of the lines x1 > 0, x2 > 0, x1 + x2 < 1, at places all over."""
    network = Network([2, 3, 1], step, init="zeros")
    network.parameters = [1, 0, 0, 0, 1, 0, -1, -1, 1, *answer]
    places = np.random.default_rng(0).uniform(-2, 3, (2000, 2))
    inside = (places > 0).all(axis=1) & (places.sum(axis=1) < 1)
    return network(places)[:, 0], inside


@pytest.mark.parametrize("answer", [TRIANGLE, (2, 1, 3, -5.5), [1, 1, 1, -2]])
def test_whatever_keeps_the_triangle_is_right(answer):
    said, inside = triangle_of(answer)
    assert (said == inside).all() and inside.any()
    assert check("triangle", answer).outcome == "correct"


@pytest.mark.parametrize(
    "answer, slip, share",
    [
        ((1, 1, 1, -0.5), "any of them", 1),
        ((1, 1, 1, -1.5), "two are enough", None),
        ((1, 1, 1, -3), "never", 0),
        ((-1, -1, -1, 2.5), "outside", None),
        ((1, 1, 0, -1.5), None, None),
        ((1, 1, 1), "no numbers", None),
    ],
)
def test_other_triangles_are_told_what_they_keep(answer, slip, share):
    verdict = check("triangle", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)
    if share is not None:
        assert triangle_of(answer)[0].mean() == share
    if slip is None:
        assert "(1, 1, 0)" in verdict.message and "0.5" in verdict.message


# Fold a hill ----------------------------------------------------------------------------------


def test_a_folded_hill_is_the_network_of_tents():
    folded = exercise("depth/folds").answer
    x = np.linspace(0, 1, 33)
    for n in (1, 2, 3):
        assert [folded(place, n) for place in x] == pytest.approx(tents(n)(x[:, np.newaxis])[:, 0])
    assert check("folds", folded).outcome == "correct"


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_of_the_folds_is_named(slip):
    assert check("folds", SLIPS[slip]).slip == slip.partition(" (")[0]


def test_other_folds_are_refused_with_an_example():
    assert "0.6" in check("folds", lambda x, n: 0.25).message
    assert check("folds", lambda x, n: "high").slip == "no height"

    def folded(x, n): ...

    assert check("folds", folded).outcome == "not attempted"


@pytest.mark.parametrize("name", ["cross", "tent"])
def test_each_prediction_has_one_right_choice_and_a_reply_to_each(name):
    choices = questions()[f"depth/{name}"].choices
    assert sum(choice.right for choice in choices) == 1
    assert all(choice.reply for choice in choices)


# What the page says ---------------------------------------------------------------------------


@pytest.mark.parametrize("bias, enough", [(-0.5, 1), (-1.5, 2)])
def test_a_bias_decides_how_many_strips_it_takes(bias, enough):
    network = Network([2, 4, 1], step, init="zeros")
    network.parameters = [1, 0, -2, 1, 0, -5, 0, 1, -1, 0, 1, -4, 1, -1, 1, -1, bias]
    for x1, x2 in product([1, 3, 6], [0.5, 2, 6]):
        assert network([x1, x2]) == ((2 < x1 < 5) + (1 < x2 < 4) >= enough)


def test_at_one_rate_for_both_the_wide_layer_looks_as_bad_as_a_line():
    """At its own best rate it's as good as two layers: the comparison was unfair."""
    wide, at_its_best = learned((30,), 0.1)[1], learned((30,), 1.0)[1]
    assert wide < 0.7 and abs(at_its_best - learned((9, 9), 0.1)[1]) < 0.03


def test_a_fold_of_a_fold_has_four_pieces_and_its_corners_are_met_twice():
    x = np.linspace(0, 1, 65)[:, np.newaxis]
    corners = np.abs(np.diff(tents(2)(x)[:, 0], n=2)) > 1e-9
    assert corners.sum() == 3  # four pieces
    assert x[1:-1][corners, 0].tolist() == [0.25, 0.5, 0.75]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 9])
def test_each_stacked_fold_doubles_the_pieces(n):
    x = np.linspace(0, 1, 2 ** (n + 2) + 1)[:, np.newaxis]
    slopes = np.sign(np.diff(tents(n)(x)[:, 0]))
    assert 1 + (slopes[1:] != slopes[:-1]).sum() == 2**n
    assert tents(n).n_parameters == 6 * n + 1


def test_forty_neurons_draw_a_million_pieces():
    """At both ends a thousand of them, each 1/2**20 wide; all are copies of one hill."""
    network, width = tents(20), 2.0**-20
    assert sum(network.sizes[1:-1]) == 40
    ends = np.arange(1001)[:, np.newaxis] * width
    assert network(ends)[:, 0].tolist() == [0, 1] * 500 + [0]
    assert network(ends[:-1] + width / 4)[:, 0].tolist() == [0.25, 0.75] * 500
    assert network(1 - ends)[:, 0].tolist() == [0, 1] * 500 + [0]


def shaken(network, seed):
    """How far off it is at the worst place when its numbers are off by 1 %: the middle of 200."""
    x = np.linspace(0, 1, 1025)[:, np.newaxis]
    numbers = np.tile(network.parameters, (200, 1))
    numbers *= np.random.default_rng(seed).normal(1, 0.01, numbers.shape)
    off = network.with_parameters(numbers)(x) - network(x)
    return np.median(np.abs(off).max(axis=(1, 2)))


def test_a_zigzag_in_one_wide_layer_is_the_stacked_one():
    x = np.linspace(0, 1, 1025)[:, np.newaxis]
    for n in (1, 2, 3, 4):
        np.testing.assert_allclose(side_by_side(n)(x), tents(n)(x), atol=1e-12)


def test_errors_grow_with_the_slopes_and_more_in_one_wide_layer_than_stacked():
    stacked = np.array([[shaken(tents(n), seed) for n in (1, 2, 3, 4)] for seed in range(20)])
    wide = np.array([[shaken(side_by_side(n), seed) for n in (1, 2, 3, 4)] for seed in range(20)])
    assert (wide[:, 0] == stacked[:, 0]).all()  # one fold: the same network
    assert (wide[:, 1:] > stacked[:, 1:]).all()
    assert (np.diff(stacked) > 0).all() and (np.diff(wide) > 0).all()
    for found, low, high in [(stacked[:, 3], 0.46, 0.565), (wide[:, 3], 1.19, 1.5)]:
        assert low <= found.min() and found.max() <= high  # the bands beside the page's


def test_ten_thin_layers_squeeze_the_points_nearly_onto_a_line():
    def across(hidden):  # their spread across that line, as a share of that along it
        bends = ["tanh"] * len(hidden) + ["identity"]
        networks = Network([2, *hidden, 1], bends, runs=(200,), rng=0)
        last = networks.forward(SEEN[0])[-2].a
        sizes = np.linalg.svd(last - last.mean(axis=-2, keepdims=True), compute_uv=False)
        return np.median(sizes[:, 1] / sizes[:, 0])

    shapes = [[3] * 2, [3] * 5, [3] * 10, [9] * 10]
    assert [across(hidden) for hidden in shapes] == pytest.approx(
        [0.34, 0.13, 0.04, 0.28], abs=0.02
    )


def test_ten_layers_that_hand_on_are_off_by_little_more_than_one():
    def hands_on(layers):
        network = Network([1] * (layers + 2), ["relu"] * layers + ["identity"], init="zeros")
        network.parameters[::2] = 1  # each weight; the biases stay 0
        return network

    found = [np.median([shaken(hands_on(n), seed) for seed in range(10)]) for n in (1, 10)]
    assert found == pytest.approx([0.0095, 0.022], abs=0.002)


@pytest.mark.once
def test_starts_that_dont_squeeze_help_ten_thin_layers_a_little():
    def middle(squeezing):
        networks = Network([2] + [3] * 10 + [1], ["tanh"] * 10 + ["identity"], runs=(25,), rng=1)
        rng = np.random.default_rng(1)
        for layer in () if squeezing else networks.layers[1:-1]:
            layer.W[:] = np.linalg.qr(rng.normal(size=layer.W.shape))[0]  # turns, keeps all lengths
        options = {"optimizer": SGD(0.01, momentum=MOMENTUM), "record_every": EPOCHS}
        fit(networks, *SEEN, loss=sigmoid_cross_entropy, epochs=EPOCHS, **options)
        points, truth = UNSEEN
        return np.median(((networks(points) > 0) == (truth == 1)).mean(axis=(1, 2)))

    assert middle(True) == pytest.approx(0.64, abs=0.01)
    assert middle(False) == pytest.approx(0.70, abs=0.01)


def test_squares_need_a_layer_of_their_own():
    """All lines of two squares in one sum: it's 2 in both, and where their strips cross, too."""
    both = Network([2, 8, 1], step, init="zeros")
    lines, output = both.layers
    lines.W[:] = [[1, 0], [1, 0], [0, 1], [0, 1]] * 2
    lines.b[:] = [-1, -2, -1, -2, -5, -6, -5, -6]
    output.W[:], output.b[:] = [1, -1] * 4, -1.5
    assert both([[1.5, 1.5], [5.5, 5.5], [1.5, 5.5], [1.5, 3]])[:, 0].tolist() == [1, 1, 1, 0]


def test_one_step_beyond_the_tried_rates_brings_nothing():
    assert spirals([3] * 10, 0.001)[1] <= 0.65 and spirals([30], 3.0)[1] <= 0.95


def test_long_thin_networks_are_the_hardest_each_shape_at_its_best_rate():
    """One rate for all would say that a wide layer can't do it; it wants a high one."""
    others = learned((30,), 1.0)[1], learned((9, 9), 0.1)[1], spirals([9] * 10, 0.01, 3)[1]
    thin = max(learned((3,) * 10, rate)[1] for rate in RATES[:5])
    assert thin < 0.7 < 0.9 < min(others)


def shares_of_the_spirals(hidden, rate, starts, rng):
    """What other starts than the page's get right of the points held back, in order."""
    bends = ["tanh"] * len(hidden) + ["identity"]
    networks = Network([2, *hidden, 1], bends, runs=(starts,), rng=rng)
    options = {"optimizer": SGD(rate, momentum=MOMENTUM), "record_every": EPOCHS}
    fit(networks, *SEEN, loss=sigmoid_cross_entropy, epochs=EPOCHS, **options)
    points, truth = UNSEEN
    return np.sort(((networks(points) > 0) == (truth == 1)).mean(axis=(1, 2)))


@pytest.mark.once
@pytest.mark.parametrize(
    "hidden, rate, low, high",
    [
        ([30], 1.0, 0.96, 0.97),
        ([9, 9], 0.1, 0.98, 0.98),
        ([3] * 10, 0.003, 0.63, 0.67),
        ([9] * 10, 0.01, 0.93, 0.97),
    ],
)
def test_the_middle_of_five_other_starts_lies_in_the_band_beside_it(hidden, rate, low, high):
    middles = [shares_of_the_spirals(hidden, rate, 5, rng)[2] for rng in range(1, 5)]
    assert [min(middles), max(middles)] == pytest.approx([low, high], abs=0.0075)


@pytest.mark.once
def test_that_five_thin_layers_beat_two_is_luck_of_the_starts():
    middles = [
        np.median(shares_of_the_spirals([3] * depth, rate, 60, 12345))
        for depth, rate in [(1, 0.3), (2, 0.1), (5, 0.03)]
    ]
    assert np.round(middles, 2).tolist() == [0.67, 0.73, 0.74]
    assert learned((3,) * 5, 0.03)[1] - learned((3,) * 2, 0.1)[1] > 0.05  # so in the page's five


def test_a_straight_line_gets_two_thirds_of_the_spirals():
    assert most_right(*make_spirals(1000, noise=0.05, rng=1)) / 1000 == pytest.approx(
        0.66, abs=0.005
    )


def test_a_mosaic_says_1_in_the_squares_that_are_wanted_and_nowhere_else():
    cells = np.random.default_rng(0).uniform(size=(5, 7)) < 0.4
    network = mosaic(cells)
    x, y = np.meshgrid(np.arange(-2, 10) + 0.5, np.arange(-2, 8) + 0.5)  # middles, and around
    wanted = np.zeros(x.shape)
    wanted[2:7, 2:9] = cells[::-1]
    assert (network(np.column_stack([x.ravel(), y.ravel()]))[:, 0] == wanted.ravel()).all()
    with pytest.raises(ValueError, match="at least one"):
        mosaic(np.zeros((2, 2)))


def test_only_squares_on_the_edge_are_wrong_and_half_as_wide_is_half_the_error():
    def heart(x1, x2):
        return (x1**2 + x2**2 - 1) ** 3 < x1**2 * x2**3

    painters = [mosaic(squares(heart, k), HEART) for k in [8, 16, 32]]
    elsewhere = []
    for seed in reversed(range(10)):
        places = np.random.default_rng(seed).uniform(-1.5, 1.5, (20_000, 2))
        truth = heart(*places.T)
        wrong = [(paint(places)[:, 0] == 1) != truth for paint in painters]
        elsewhere.append(np.mean(wrong, axis=1))
    assert np.min(elsewhere, axis=0).round(3).tolist() == [0.058, 0.033, 0.016]
    assert np.max(elsewhere, axis=0).round(3).tolist() == [0.063, 0.038, 0.018]

    for k, off in zip([8, 16, 32], wrong, strict=True):  # of seed 0
        square = np.floor((places + 1.5) / 3 * k) @ [k, 1]
        for touched in np.unique(square[off]):
            assert len(np.unique(truth[square == touched])) == 2  # both in- and outside
    errors = elsewhere[-1]
    assert 0.4 < errors[1] / errors[0] < 0.65 and 0.4 < errors[2] / errors[1] < 0.65


def of_corners(places, factors, start=0.0):
    x = np.linspace(0, 4, 65)[:, np.newaxis]
    return start + relu(x - np.asarray(places)) @ np.asarray(factors)[..., np.newaxis]


def test_the_game_of_tents_takes_four_corners_and_three_leave_a_gap_of_one():
    x = np.linspace(0, 4, 65)[:, np.newaxis]
    wanted = 2 * tents(2)(x / 4)
    assert of_corners([0, 1, 2, 3], [2, -4, 4, -4]) == pytest.approx(wanted)
    rng = np.random.default_rng(0)
    for places in rng.uniform(0, 4, (300, 3)):
        made = np.column_stack([np.ones(65), relu(x - places)])
        best = made @ np.linalg.lstsq(made, wanted, rcond=None)[0]
        assert np.abs(best - wanted).max() >= 1 - 1e-9


def test_two_triangles_far_apart_are_2_6_2_1():
    def corner(x):  # below x1 + x2 = x + 1 in the corner to the right of x1 = x, above x2 = 0
        return [[1, 0, -x], [0, 1, 0], [-1, -1, x + 1]]

    network = Network([2, 6, 2, 1], step, init="zeros")
    lines, pieces, either = network.layers
    six = np.array(corner(0) + corner(5))
    lines.W[:], lines.b[:] = six[:, :2], six[:, 2]
    pieces.W[:], pieces.b[:] = np.kron(np.eye(2), [1, 1, 1]), -2.5
    either.W[:], either.b[:] = 1, -0.5
    asked = [[0.3, 0.3], [5.3, 0.3], [2.5, 0.3], [0.7, 0.7], [5.7, 0.7], [-0.3, 0.3], [5.3, -0.1]]
    assert network(asked)[:, 0].tolist() == [1, 1, 0, 0, 0, 0, 0]


def test_an_output_reads_the_triangle_of_three_lines():
    codes = np.array(list(np.ndindex(2, 2, 2)))
    all_three, any_of_three = Neuron([1, 1, 1], -2.5, "step"), Neuron([1, 1, 1], -0.5, "step")
    assert codes[all_three(codes) == 1].tolist() == [[1, 1, 1]]
    assert codes[any_of_three(codes) == 0].tolist() == [[0, 0, 0]]


def test_twice_as_many_lines_around_a_disc_leave_a_quarter_of_the_error():
    """A polygon around it: its area is k tan(pi / k), the disc's is pi."""
    left = [k * np.tan(np.pi / k) - np.pi for k in (4, 8, 16, 32)]
    assert np.divide(left[1:], left[:-1]) == pytest.approx([0.2, 0.24, 0.25], abs=0.01)
    assert (np.array(left) / 9).round(4).tolist() == [0.0954, 0.0191, 0.0046, 0.0011]


def test_three_of_four_sides_keep_a_square_and_the_strips_that_lead_away():
    three = Network([2, 4, 1], step, init="zeros")
    three.parameters = [1, 0, -2, -1, 0, 5, 0, 1, -1, 0, -1, 4, 1, 1, 1, 1, -2.5]
    for x1, x2 in product([1, 3, 6], [0.5, 2, 6]):
        assert three([x1, x2]) == (2 < x1 < 5 or 1 < x2 < 4)


@pytest.mark.parametrize("depth, rate, at_most", [(1, 0.3, 0.7), (2, 0.1, 0.75), (5, 0.03, 0.85)])
def test_three_side_by_side_are_too_few_at_any_depth(depth, rate, at_most):
    assert learned((3,) * depth, rate)[1] < at_most


def test_ten_layers_of_three_are_worse_than_five():
    five, ten = (max(learned((3,) * n, rate)[1] for rate in RATES[:4]) for n in (5, 10))
    assert ten < 0.7 < five - 0.05


def test_in_ten_times_as_many_rounds_a_wide_layer_learns_at_a_low_rate(monkeypatch):
    monkeypatch.setattr("nnlab.course.depth.spirals.EPOCHS", 30_000)
    assert spirals([30], 0.1, 3)[1] > 0.93


def test_what_one_and_keeps_has_no_dent():
    """Between two places that it keeps, it keeps all: over random lines and random ways."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        output = [1] * 5 + [0.5 - 5]
        network = Network([2, 5, 1], step, init="zeros")
        network.parameters = [*rng.normal(0, 1, 15) + np.tile([0, 0, 2], 5), *output]
        places = rng.uniform(-3, 3, (500, 2))
        kept = places[network(places)[:, 0] == 1]
        assert len(kept) > 1
        share = rng.uniform(size=(len(kept), 1))
        assert network(share * kept + (1 - share) * kept[::-1]).all()


def test_most_random_networks_are_level_and_the_others_turn_seldom():
    x, ten = np.linspace(0, 1, 1025)[:, np.newaxis], tents(10)
    level, pieces = [], []
    for seed in range(20):
        numbers = np.random.default_rng(seed).normal(0, 2, (200, ten.n_parameters))
        ways = np.sign(np.diff(ten.with_parameters(numbers)(x)[..., 0], axis=1))
        pieces.append(1 + (ways[:, 1:] != ways[:, :-1]).sum(axis=1).max())
        level.append((ways == 0).all(axis=1).sum())
    assert (min(level), max(level)) == (170, 192)
    assert (min(pieces), max(pieces)) == (4, 9)
