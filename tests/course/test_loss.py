"""Chapter 4's checkers: right answers in many forms, every known slip by its name; its claims."""

import numpy as np
import pytest

from nnlab.core import (
    SGD,
    Loss,
    Network,
    Training,
    mean_squared_error,
    numerical_gradient,
    sigmoid,
    sigmoid_cross_entropy,
    standardize,
)
from nnlab.datasets import load_penguins, make_gate, train_test_split
from nnlab.lessons import exercise, explain
from nnlab.lessons.gates import gate_name

FLIPPERS = np.array([[17.0], [19], [20], [21], [23]])

RIGHT = {
    "mse": [
        {"loss": 0.1, "d_a": [-0.2, 0.4]},
        {"loss": 0.10, "d_a": (-0.2, 0.4)},
        {"loss": np.float64(0.1), "d_a": np.array([[-0.2], [0.4]])},
        (0.1, (-0.2, 0.4)),
        [0.1, -0.2, 0.4],
        (0.1, [-0.2, 0.4]),
        {
            "loss": mean_squared_error([[0.8], [0.4]], [[1], [0]]),
            "d_a": mean_squared_error.gradient([[0.8], [0.4]], [[1], [0]]),
        },
    ],
    "step": [5.4, np.float32(5.4), [5.4], np.array(5.4), 6 - 0.1 * 2 * (6 - 3)],
    "limit": [0.2, 2 / 10, np.array([0.2]), 1 / 5],
    "standard": [2.5, 5 / 2, np.float64(2.5), standardize(FLIPPERS)[1]([[25.0]])[0]],
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
    named(check("mse", {"loss": value, "d_a": [-0.2, 0.4]}), slip)
    named(check("mse", {"loss": round(value, 2)}), slip)


@pytest.mark.parametrize("slip", PARTS["d_a"].values)
def test_each_wrong_slope_is_named(slip):
    value = [float(number) for number in PARTS["d_a"].values[slip].split(",")]
    named(check("mse", {"loss": 0.1, "d_a": list(value)}), slip)
    named(check("mse", (0.1, *value)), slip)


@pytest.mark.parametrize(
    ("name", "answer", "slip"),
    [
        ("mse", {"loss": 0.1}, "unfinished"),
        ("mse", {"loss": 0.1, "d_a": [..., ...]}, "unfinished"),
        ("mse", {"loss": ..., "d_a": [-0.2, 0.4]}, "unfinished"),
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
        ("standard", 3, None),
    ],
)
def test_what_else_is_said(name, answer, slip):
    verdict = check(name, answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


@pytest.mark.parametrize(
    "blank", [{"loss": ..., "d_a": ...}, {"loss": ..., "d_a": [..., ...]}, (..., ...)]
)
def test_untouched_is_met_calmly(blank):
    assert check("mse", blank).outcome == "not attempted"


# What is claimed, computed --------------------------------------------------------------------


def test_a_kept_back_flipper_in_standard_units():
    def measured_by(rows, ddof=0):
        return ((25 - rows.mean()) / rows.std(ddof=ddof)).item()

    say = exercise("loss/standard").replies.values
    assert measured_by(FLIPPERS) == 2.5
    assert measured_by(np.append(FLIPPERS, 25)) == pytest.approx(float(say["all six"]), abs=5e-4)
    assert measured_by(FLIPPERS, ddof=1) == pytest.approx(float(say["one less"]), abs=5e-4)
    assert standardize([[2.0], [4], [6]])[0].ravel().round(2).tolist() == [-1.22, 0, 1.22]


def after_steps(k, rate, steps, w=1.0):
    for _ in range(steps):
        w -= rate * k * w
    return w


def test_the_step_and_the_limit():
    assert 6 - 0.1 * 2 * (6 - 3) == pytest.approx(5.4)
    assert (5.4 - 3) ** 2 == pytest.approx(5.76)
    assert abs(after_steps(10, 0.19, 200)) < 1e-6 < 1e6 < abs(after_steps(10, 0.21, 200))
    assert abs(after_steps(10, 0.2, 201)) == pytest.approx(1)


def test_the_cliff_at_two_over_k():
    assert after_steps(4, 0.49, 50) == pytest.approx(0.13, abs=0.005)
    assert abs(after_steps(4, 0.5, 51)) == 1
    assert after_steps(4, 0.51, 50) == pytest.approx(7.1, abs=0.05)
    assert after_steps(4, 0.51, 1) == pytest.approx(-1.04)
    assert after_steps(4, 0.49, 14) == pytest.approx(0.56, abs=0.005)
    assert np.isnan(after_steps(4, 0.51, 20_000))
    assert after_steps(4, 0.25, 1) == 0


def test_between_one_and_two_over_k_more_rate_is_slower():
    steps = [
        next(n for n in range(999) if abs(after_steps(4, rate, n)) < 0.01)
        for rate in (0.25, 0.3, 0.4, 0.49)
    ]
    assert steps == sorted(steps) and steps[-1] == 113


def test_a_chord_of_a_square_has_its_slope_for_every_nudge():
    for r, eps in [(1, 0.5), (3, 0.25), (-2, 2.0)]:
        assert ((r + eps) ** 2 - (r - eps) ** 2) / (2 * eps) == 2 * r
        assert ((r + eps) ** 2 - r**2) / eps == 2 * r + eps
        assert (r**2 - (r - eps) ** 2) / eps == 2 * r - eps


def test_a_lower_loss_with_fewer_rows_right():
    cases = [np.array([[0.51], [0.51], [0.51], [0.0]]), np.array([[0.49], [0.49], [0.9], [0.9]])]
    losses = [mean_squared_error(says, np.ones((4, 1))) for says in cases]
    assert losses == [pytest.approx(0.43, abs=5e-4), pytest.approx(0.135, abs=5e-4)]
    assert [(says > 0.5).sum() for says in cases] == [3, 2]


def test_both_signs_are_one_step_and_mixed_they_climb():
    w, x, target, rate = 0.5, 3.0, 2.0, 0.01

    def loss(w):
        return (w * x - target) ** 2

    assert (loss(w + 0.5) - loss(w - 0.5)) / 1 == 2 * (w * x - target) * x == -3
    down = w - rate * 2 * (w * x - target) * x
    assert down == w + rate * 2 * (target - w * x) * x
    assert loss(down) < loss(w) < loss(w - rate * 2 * (target - w * x) * x)


@pytest.mark.parametrize("hidden", ["tanh", "relu", "sigmoid"])
def test_a_bounded_loss_never_says_nan(hidden):
    """Rate 1000: stuck at 0 or 1, loss 1 at most; without a bound on the output it diverges."""
    ends = {}
    for last in ("sigmoid", "identity"):
        for start in range(5):
            network = Network([2, 4, 1], [hidden, last], rng=start)
            training = Training(network, X, Y, loss="mean_squared_error", optimizer=SGD(1000.0))
            ends[last, start] = training.run(100)
            if last == "sigmoid":
                says = network(X)
                assert np.minimum(says, 1 - says).max() < 0.01
                assert ends[last, start].loss.max() <= 1 and not ends[last, start].diverged
    assert ends["identity", 0].diverged


# The birds' line -----------------------------------------------------------------------------

SPECIES = ("Adelie", "Chinstrap", "Gentoo")
BIRDS, _ = load_penguins(["flipper_length", "body_mass"], SPECIES)
CM, KG = BIRDS[::30, :1] / 10 - 20, BIRDS[::30, 1:] / 1000 - 4
WITH_1 = np.hstack([CM, np.ones_like(CM)])
BEST = np.linalg.lstsq(WITH_1, KG, rcond=None)[0].ravel()


def test_the_best_line_of_the_twelve_birds():
    assert BEST.round(3).tolist() == [0.436, 0.195]
    assert mean_squared_error(WITH_1 @ BEST[:, np.newaxis], KG) == pytest.approx(0.206, abs=5e-4)
    root = mean_squared_error(WITH_1 @ BEST[:, np.newaxis], KG) ** 0.5
    assert root == pytest.approx(0.454, abs=5e-4)


# The three dots on the board -------------------------------------------------------------------

BOARD_X, BOARD_Y = np.array([0, 1, 2]), np.array([0, 2, 1])


def board(w):
    return ((w * BOARD_X - BOARD_Y) ** 2).mean()


def walked_on_the_board(rate, steps=3, w=2.0):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - rate * (2 * (path[-1] * BOARD_X - BOARD_Y) * BOARD_X).mean())
    return path


def test_without_any_one_bird_the_line_stays_in_the_band_that_the_page_prints():
    lines = [np.polyfit(*np.delete(np.hstack([CM, KG]), k, axis=0).T, 1) for k in range(len(CM))]
    assert np.min(lines, axis=0).round(2).tolist() == [0.4, 0.09]
    assert np.max(lines, axis=0).round(2).tolist() == [0.52, 0.27]


def test_the_three_dots_by_pen():
    assert [board(w) for w in (2, 1, 0.5, 0.8)] == pytest.approx([3, 2 / 3, 3 / 4, 0.6])
    assert min(board(w) for w in np.linspace(-5, 5, 10_001)) == pytest.approx(0.6)
    assert sum(1 * BOARD_X - BOARD_Y) == 0  # and it misses two of three
    assert [(w * BOARD_X == BOARD_Y).sum() for w in (2, 0.8)] == [2, 1]
    for eps in (0.5, 0.1, 0.001):
        assert (board(2 + eps) - board(2 - eps)) / (2 * eps) == pytest.approx(4)


@pytest.mark.parametrize(
    ("rate", "path"),
    [
        (0.15, [2, 1.4, 1.1, 0.95]),
        (0.3, [2, 0.8, 0.8, 0.8]),
        (0.6, [2, -0.4, 2, -0.4]),
        (0.9, [2, -1.6, 5.6, -8.8]),
    ],
)
def test_a_step_on_the_board_multiplies_the_distance(rate, path):
    assert walked_on_the_board(rate) == pytest.approx(path)
    distances = np.array(path) - 0.8
    assert distances[1:] == pytest.approx((1 - rate * 10 / 3) * distances[:-1])


def test_a_square_of_the_distance_and_the_mean_of_sizes():
    def sizes(w):
        return abs(w * BOARD_X - BOARD_Y).mean()

    for w in (-1.0, 0.3, 2.0):
        assert board(w) == pytest.approx(5 / 3 * (w - 0.8) ** 2 + 0.6)
    assert min(np.linspace(-1, 3, 401), key=sizes) == pytest.approx(0.5)
    for low, high, slope in [(-1, 0.5, -1), (0.5, 2, 1 / 3)]:
        assert (sizes(high) - sizes(low)) / (high - low) == pytest.approx(slope)
    d_a = mean_squared_error.gradient(2.0 * BOARD_X[:, np.newaxis], BOARD_Y[:, np.newaxis])
    assert d_a.ravel() == pytest.approx([0, 0, 2])


def test_what_is_said_back():
    def slopes(w, b, x=2, target=6):
        r = w * x + b - target
        return 2 * r * x, 2 * r

    assert slopes(1, 0) == (-16, -8)
    assert [1 + 0.1 * 16, 0 + 0.1 * 8] == pytest.approx([2.6, 0.8])
    assert slopes(2.6, 0)[1] == pytest.approx(-1.6)  # the bias after the weight has moved
    factors = [after_steps(2, rate, 1) for rate in (0.1, 0.5, 0.9, 1.1)]
    assert factors == pytest.approx([0.8, 0, -0.8, -1.2])


def test_a_size_has_the_same_slope_however_near_and_a_step_never_settles():
    def ends_at(slope):
        r = 1.05
        for _ in range(200):
            r -= 0.1 * slope(r)
        return abs(r)

    assert ends_at(np.sign) == pytest.approx(0.05) and ends_at(lambda r: 2 * r) < 1e-9


def test_slopes_of_the_outputs_times_inputs_add_up_to_the_weights():
    line = Network([1, 1], "identity", init="zeros")
    line.parameters = [0, 1]
    d_a = mean_squared_error.gradient(line(CM), KG)
    assert d_a == pytest.approx(2 * (line(CM) - KG) / 12)
    slopes = numerical_gradient(line, CM, KG, mean_squared_error)
    assert [(d_a * CM).sum(), d_a.sum()] == pytest.approx(slopes)
    assert slopes[0] == pytest.approx(-1.7275, abs=5e-5)


def test_downhill_is_steepest_and_misses_the_bottom():
    line = Network([1, 1], "identity", init="zeros")
    line.parameters = [0, 1]
    slopes = numerical_gradient(line, CM, KG, mean_squared_error)
    angles = [np.degrees(np.arctan2(*way[::-1])) for way in (-slopes, BEST - [0, 1])]
    assert round(abs(angles[0] - angles[1])) == 24


def test_no_way_is_steeper_than_the_arrow():
    def loss_at(places):
        return ((places @ WITH_1.T - KG[:, 0]) ** 2).mean(axis=-1)

    turn = np.radians(np.arange(0, 360, 0.1))
    ways = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    rises = (loss_at([0, 1] + 1e-6 * ways) - loss_at(np.array([0.0, 1.0]))) / 1e-6
    best = ways[rises.argmax()]
    assert best.round(1).tolist() == [-0.8, 0.6] and round(rises.max(), 2) == 2.18
    at_right_angles = np.argmin(np.abs(ways @ best))
    assert abs(rises[at_right_angles]) < 0.01


def test_a_flat_list_of_targets_asks_every_bird_to_be_all_birds():
    pairs = np.tile(KG.ravel(), 12), np.repeat(WITH_1, 12, axis=0)
    found = np.linalg.lstsq(pairs[1], pairs[0], rcond=None)[0]
    assert found == pytest.approx([0, KG.mean()], abs=1e-9)
    for line, loss in ((BEST.round(3), 1.14), ([0, KG.mean()], 0.67)):
        apart = WITH_1 @ np.reshape(line, (2, 1)) - KG.ravel()
        assert apart.shape == (12, 12) and (apart**2).mean() == pytest.approx(loss, abs=5e-3)


def test_standard_units_make_the_ground_of_a_line_round():
    for inputs, ratio in [(CM + 20, 10_000), (standardize(CM)[0], 1)]:
        both = np.hstack([inputs, np.ones_like(CM)])
        low, high = np.linalg.eigvalsh(2 * both.T @ both / 12)
        assert high / low == pytest.approx(1) if ratio == 1 else high / low > ratio


def test_in_a_gorge_a_walker_jumps_from_wall_to_wall():
    both = np.hstack([CM + 20, np.ones_like(CM)])
    bends, ways = np.linalg.eigh(2 * both.T @ both / 12)
    best = np.linalg.lstsq(both, KG, rcond=None)[0]
    place, path = best + 0.5, []
    for _ in range(40):
        path.append(ways.T @ (place - best))  # along the gorge, across
        place = place - 1.95 / bends[1] * 2 * both.T @ (both @ place - KG) / 12
    along, across = np.array(path)[..., 0].T
    assert np.all(across[1:] * across[:-1] < 0) and along[-1] / along[0] > 0.99


def descended(both, y, rates, steps):
    w = np.zeros((both.shape[1], 1))
    for _ in range(steps):
        w -= rates * 2 * both.T @ (both @ w - y) / len(y)
    return w


def test_thirteen_million_times_the_rate():
    birds, gentoo = load_penguins(["bill_depth", "body_mass"])
    cliffs = {}
    for name, columns in [("raw", birds), ("standard", standardize(birds)[0])]:
        both = np.hstack([columns, np.ones((len(birds), 1))])
        curvatures = 2 * both.T @ both / len(birds)
        cliffs[name] = 2 / np.linalg.eigvalsh(curvatures)[-1]
        w = descended(both, gentoo, cliffs[name] / 2, 10)
        loss = ((both @ w - gentoo) ** 2).mean()
        least = np.linalg.lstsq(both, gentoo, rcond=None)[1].item() / len(birds)
        if name == "raw":
            assert cliffs[name] == pytest.approx(2 / curvatures[1, 1], rel=0.01)
            ks = np.diag(curvatures)
            assert ks == pytest.approx([575, 3.87e7, 2], rel=1e-3)
            assert 2 / ks == pytest.approx([0.0035, 5.2e-8, 1], rel=0.01)
            mass = both[:, 1:2]
            alone = np.linalg.lstsq(mass, gentoo, rcond=None)[1].item() / len(birds)
            assert alone == pytest.approx(0.18, abs=5e-4)  # the best of the mass's weight
            w_300 = descended(both, gentoo, 5.1e-8, 300)
            assert ((both @ w_300 - gentoo) ** 2).mean() == pytest.approx(alone, rel=2e-3)
            held = descended(both, gentoo, 5.1e-8 * np.array([[1], [1], [1e5]]), 300)
            assert ((both @ held - gentoo) ** 2).mean() > 0.15  # not for want of a bias alone
        else:
            assert loss == pytest.approx(least, rel=1e-3)
            assert np.diag(curvatures) == pytest.approx(2)  # of each alone
            (*_, largest), ways = np.linalg.eigh(curvatures)
            assert largest == pytest.approx(1 + 1 + 2 * 0.483, abs=1e-3)
            assert ways[0, -1] * ways[1, -1] < -0.4  # one weight up, the other one down
            assert np.corrcoef(birds.T)[0, 1] == pytest.approx(-0.483, abs=5e-4)
    assert cliffs["standard"] / cliffs["raw"] == pytest.approx(13e6, rel=0.02)
    assert cliffs["standard"] == pytest.approx(0.674, abs=5e-4)


# The walks in fog ----------------------------------------------------------------------------

X, Y = make_gate("xor")
PLACES = [2, 5]  # the two hidden biases


def at(places):
    """Networks that differ in the two hidden biases, one for each place."""
    places = np.asarray(places, dtype=float)
    one = np.array([6, 6, 0, 6, 6, 0, 6, -6, -3], dtype=float)
    parameters = np.tile(one, (*places.shape[:-1], 1))
    parameters[..., PLACES] = places
    return Network([2, 2, 1], sigmoid).with_parameters(parameters)


def walked(start, steps, rate=10.0, moving=PLACES):
    """Where a walk has been, (steps + 1, ..., 9), and its losses."""
    network = at(start)
    path, losses = [network.parameters.copy()], [mean_squared_error(network(X), Y)]
    for _ in range(steps):
        traces = network.forward(X)
        slopes = network.backward(traces, mean_squared_error.gradient(traces[-1].a, Y))
        network.parameters[..., moving] -= rate * slopes[..., moving]
        path.append(network.parameters.copy())
        losses.append(mean_squared_error(network(X), Y))
    return np.array(path), np.array(losses)


def gate_at(place):
    return gate_name((at(place)(X) > 0.5).astype(int).ravel())


def after_300(X, y, rate):
    one = Network([2, 1], "identity", init="zeros")
    for _ in range(300):
        one.parameters -= rate * numerical_gradient(one, X, y, mean_squared_error)
    return one


def test_held_out_birds_are_told_better_in_standard_units():
    """The page's draw is the first of twenty; the band of all stands beside it."""
    X, y = load_penguins(["bill_depth", "body_mass"])
    raw, scaled, never = [], [], []
    for draw in range(20):
        seen, new, y_seen, y_new = train_test_split(X, y, 0.2, draw)
        Z, scale = standardize(seen)
        raw.append(int(((after_300(seen, y_seen, 5e-8)(new) > 0.5) == y_new).sum()))
        scaled.append(int(((after_300(Z, y_seen, 0.6)(scale(new)) > 0.5) == y_new).sum()))
        never.append(int((y_new == 0).sum()))
    assert (raw[0], scaled[0], never[0], len(y_new)) == (46, 55, 34, 55)
    assert (min(raw), max(raw)) == (43, 52) and set(scaled) == {55}


def test_the_count_stays_while_the_loss_moves():
    network = at((1, -11))
    assert gate_at((1, -11)) == gate_at((0.5, -11)) == gate_at((1.5, -11)) == "NAND"
    assert abs(network(X) - 0.5).min() > 0.25  # no output near the edge
    biases = (0.5, 0.999, 1, 1.001, 1.5)
    losses = [mean_squared_error(at((bias, -11))(X), Y).round(4) for bias in biases]
    assert losses == [0.1254, 0.1711, 0.1712, 0.1713, 0.2007]  # the lower, the less


def test_the_walk_over_the_shelf_into_the_valley():
    path, losses = walked((4, -14), 60)
    assert np.all(np.diff(losses) < 0) and np.argmax(losses < 0.02) == 39
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    assert np.all(np.diff(lengths[:5]) > 0) and lengths[10:30].max() < 0.2 < lengths[36:38].max()
    assert [gate_at(path[n][PLACES]) for n in (0, 5, 30, 39)] == ["TRUE", "NAND", "NAND", "XOR"]


def test_the_curvature_changes_from_place_to_place():
    bottom = walked((4, -14), 3000)[0][-1][PLACES]
    slopes = [
        [numerical_gradient(at(bottom + s * e), X, Y, mean_squared_error)[PLACES] for s in (1, -1)]
        for e in np.eye(2) * 1e-2
    ]
    curvature = np.linalg.eigvalsh([(up - down) / 2e-2 for up, down in slopes])[-1]
    assert curvature == pytest.approx(0.0027, abs=5e-5)
    assert 700 < 2 / curvature < 750
    path, losses = walked((4, -14), 500, rate=100.0)
    assert losses[-1] > 0.4 and gate_at(path[-1][PLACES]) == "FALSE"
    steep = np.abs(np.diff(path[:4, PLACES], axis=0)).max(axis=1)
    assert steep[2] > 20 > 3 * steep[1] and path[3, 5] < -16  # its third step leaves the map
    near = walked((-1, -7), 300, rate=100.0)[1]
    assert near[0] > 0.02 > near[1]  # what's too much there is good here
    assert np.all(np.diff(near) < 1e-12) and near[-1] < 0.005


def test_the_rule_for_a_rate_finds_ten():
    """Twenty steps each: what falls, what climbs, and which falls furthest."""
    losses = {rate: walked((4, -14), 20, rate=rate)[1] for rate in (0.1, 1.0, 10.0, 100.0)}
    falls = [rate for rate, loss in losses.items() if np.all(np.diff(loss) < 0)]
    assert falls == [0.1, 1.0, 10.0] and min(falls, key=lambda rate: losses[rate][-1]) == 10.0
    assert [loss[20].round(4) for loss in losses.values()] == [0.4303, 0.4053, 0.2255, 0.4552]
    assert losses[0.1][0].round(4) == 0.4315


def test_between_the_two_walkers_lies_a_saddle():
    def slopes(place):
        return numerical_gradient(at(place), X, Y, mean_squared_error)[PLACES]

    saddle = np.array([-0.78, -0.78])
    bends = [(slopes(saddle + e) - slopes(saddle - e)) / 2e-3 for e in np.eye(2) * 1e-3]
    (along, across), ways = np.linalg.eigh(bends)
    assert along < 0 < across and ways[0, 0] * ways[1, 0] > 0  # lower left to upper right
    place = saddle - np.linalg.solve(bends, slopes(saddle))
    assert place.round(2).tolist() == saddle.tolist() and abs(slopes(place)).max() < 1e-6


def test_between_the_two_walkers_runs_a_crest():
    path, _ = walked([(2, -2.40), (2, -2.35)], 101)
    here, there = path[100][:, PLACES]
    along = np.linspace(0, 1, 21)[:, np.newaxis]
    heights = np.array([mean_squared_error(at(p)(X), Y) for p in here + along * (there - here)])
    assert 0 < heights.argmax() < 20 and heights.max() - min(heights[[0, -1]]) < 1e-4
    steps = np.diff(path[100:], axis=0)[0][:, PLACES]
    assert np.all(steps[0] < 0) and np.all(steps[1] > 0)
    assert here[1] < -0.78 < there[1]  # one below the saddle, one above


def test_a_neuron_with_two_valleys():
    def loss(w):
        return ((sigmoid(10 * w) - 0.7) ** 2 + (sigmoid(w) - 0.8) ** 2) / 2

    assert [sigmoid(10 * 0.0847), sigmoid(1.386)] == pytest.approx([0.7, 0.8], abs=1e-3)
    w = np.linspace(-2, 20, 220_001)
    turns = np.diff(np.sign(np.diff(loss(w))))
    low, high = w[1:-1][turns > 0], w[1:-1][turns < 0]
    assert low.round(2).tolist() == [0.1, 1.39] and 0.3 < high.item() < 0.5
    assert loss(low).round(3).tolist() == [0.038, 0.045]


def test_two_walkers_a_twentieth_apart():
    path, losses = walked([(2, -2.40), (2, -2.35)], 20_000)  # the page stops after 1,000
    assert losses[1000, 1].round(3) == 0.455 and gate_at(path[1000, 1][PLACES]) == "FALSE"
    assert gate_at((2, -2.40)) == gate_at((2, -2.35)) == "NOR"
    assert np.argmax(losses[:, 0] < 0.02) == 369
    assert [gate_at(path[n, k][PLACES]) for k in (0, 1) for n in (20, 300)] == ["FALSE"] * 4
    lost = path[200:, 1][:, PLACES]
    assert np.all(np.diff(losses[:, 1]) < 0) and losses[-1, 1] > 0.45
    away = np.linalg.norm(lost - path[-1, 0][PLACES], axis=1)
    assert np.all(np.diff(away) > 0)  # of the valley, where the other one is


def test_smaller_steps_dont_save_the_second_walker():
    for rate, ends in ((5.0, ["XOR", "FALSE"]), (1.0, ["XOR", "FALSE"]), (40.0, ["FALSE"] * 2)):
        path, _ = walked([(2, -2.40), (2, -2.35)], round(10_000 / rate), rate=rate)
        assert [gate_at(place[PLACES]) for place in path[-1]] == ends


def test_less_than_half_of_the_places_lead_into_the_valley():
    side = np.arange(-16.0, 8.1, 2)
    _, losses = walked(np.stack(np.meshgrid(side, side), axis=-1), 4000)
    assert 1 / 3 < (losses.min(axis=0) < 0.02).mean() < 0.5


def test_the_race_takes_descent_91_steps():
    assert np.argmax(walked((-2, -1), 100)[1] < 0.02) == 91


def test_half_the_loss_is_twice_the_rate():
    half = Loss("half", lambda p, t: ((p - t) ** 2).mean() / 2, lambda p, t: (p - t) / p.shape[-2])
    ends = []
    for loss, rate in ((mean_squared_error, 10.0), (half, 20.0)):
        network = at((4, -14))
        Training(network, X, Y, loss=loss, optimizer=SGD(rate)).run(60)
        ends.append(network.parameters)
    assert ends[0] == pytest.approx(ends[1], abs=1e-9)


def test_sure_and_wrong():
    assert f"{float(sigmoid(8.0)):.4f}" == "0.9997"
    squared = mean_squared_error.gradient(sigmoid([[8.0]]), [[0]]) * sigmoid.derivative(8.0)
    cross = sigmoid_cross_entropy.gradient([[8.0]], [[0]])
    assert f"{squared.item():.4f} {cross.item():.4f}" == "0.0007 0.9997"
    a = sigmoid(8.0)  # both go through the sigmoid's slope; one over 1 - a makes up for it
    assert sigmoid.derivative(8.0) / (1 - a) == pytest.approx(cross.item())
    assert round(sigmoid.derivative(8.0), 6) == 0.000335
    assert 1 / (1 - a) == pytest.approx(3000, rel=0.01)
    assert "0.0007" in explain("confidently wrong").text
    two_rows = -np.log([0.9, 1 - 0.2])
    assert [*two_rows.round(2), two_rows.sum().round(2)] == [0.11, 0.22, 0.33]
    assert two_rows.mean().round(2) == 0.16 and np.exp(-two_rows.sum()) == pytest.approx(0.72)
    assert 1 - sigmoid(36.0) > 0 and 1 - sigmoid(37.0) == 0
    assert sigmoid_cross_entropy([[40.0]], [[0]]) == 40


WORDS = (
    "loss, residual, mean squared error, slope, gradient, gradient descent, learning rate, "
    "divergence, cross-entropy, loss landscape, curvature, contour, minimum, L, NaN, MSE, "
    "overshooting, confidently wrong, saddle"
).split(", ")


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_chapter_are_there(word):
    text = explain(word).text
    assert "Formula: " in text and "Often confused: " in text


def test_a_small_rate_is_safe_and_slow():
    factor = 1 - 0.001 * 4  # on 2 w², from w = 1
    assert factor**1149 < 0.01 <= factor**1148
    assert np.exp(-1.61) == pytest.approx(0.2, abs=0.0005)
