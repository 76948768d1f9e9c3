"""Chapter 6a's checkers: right answers, every slip by its name; what it claims, computed."""

import numpy as np
import pytest

from nnlab.core import (
    SGD,
    Network,
    binary_cross_entropy,
    fit,
    gradient_check,
    mean_squared_error,
    sigmoid,
    standardize,
    tanh,
)
from nnlab.course.training.exercises import X, Y
from nnlab.datasets import load_penguins
from nnlab.lessons import bugs, exercise, explain


def check(name, answer):
    return exercise(f"pace/{name}").check(answer)


# When does it stop? ---------------------------------------------------------------------------

LOSSES = [0.50, 0.40, 0.33, 0.30, 0.31, 0.29, 0.30, 0.32, 0.31, 0.33]


def stops(losses, patience):
    """After which epoch it stops, and the epoch of the copy."""
    best, copy = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, copy = loss, epoch
        elif epoch - copy == patience:
            return epoch, copy
    return len(losses), copy


def test_with_a_patience_of_three_it_stops_after_nine_and_takes_six():
    assert check("patience", stops(LOSSES, 3)).outcome == "correct"
    assert check("patience", stops(LOSSES, 1)).slip == "no patience, the first low"
    assert check("patience", (9, ...)).slip == "unfinished"


# Epochs and rates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [(40_000, 0.4), [4e4, 0.4], np.array([40000, 0.4]), {"epochs": 40_000, "rate": 4 * 0.1}],
)
def test_every_right_plan_is_accepted(answer):
    assert check("batches", answer).outcome == "correct"


SLIPS = [
    (name, slip, [float(value) if part == other else number for other, number in right.items()])
    for name, right in (
        ("patience", {"stop": 9, "keep": 6}),
        ("batches", {"epochs": 40_000, "rate": 0.4}),
    )
    for part, replies in exercise(f"pace/{name}").replies.parts.items()
    for slip, value in replies.values.items()
]


@pytest.mark.parametrize(("name", "slip", "answer"), SLIPS)
def test_each_wrong_number_is_named(name, slip, answer):
    assert check(name, answer).slip == slip


def test_two_slips_are_both_named():
    assert check("batches", (10_000, 0.1)).slip == "same epochs, same rate"
    assert check("batches", (7, 0.7)).slip is None
    for answer in (0.4, (40_000,), "plan"):
        assert check("batches", answer).slip == "no numbers"
    assert check("batches", (40_000, "0.4")).slip == "no number"
    assert check("batches", (40_000, ...)).slip == "unfinished"
    assert check("batches", (float("inf"), 0.4)).slip == "no number"


# What is claimed, computed --------------------------------------------------------------------


def solved(network):
    return (np.abs(network(X) - Y) < 0.5).all(axis=(1, 2))


def starts(n=50):
    return Network([2, 4, 1], [tanh, sigmoid], init="uniform", runs=(n,), rng=0)


def train(network, epochs=2000, rate=1.0):
    fit(network, X, Y, optimizer=SGD(rate), epochs=epochs, record_every=epochs)
    return network


def birds():
    """Bill length and depth in standard units, and whether it's a Chinstrap."""
    measured, kinds = load_penguins(
        ["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"]
    )
    return standardize(measured)[0], kinds[:, [1]]


def learn(batch_size, epochs, seed=0, shuffle=True, rate=0.5):
    Z, chinstrap = birds()
    network = Network([2, 2, 1], [tanh, sigmoid], rng=seed)
    story = fit(
        network,
        Z,
        chinstrap,
        loss="binary_cross_entropy",
        optimizer=SGD(rate),
        epochs=epochs,
        batch_size=batch_size,
        shuffle=shuffle,
        rng=0,
    )
    return story.loss


def judged(draw, seen, width=32, l2=0.0):
    """The story of one training, and what its network at an epoch has right of three sets."""
    Z, chinstrap = birds()
    order = np.random.default_rng(0).permutation(342).argsort()
    known = np.random.default_rng(draw).permutation(order[:257]) if draw else order[:257]
    sets = known[:seen], known[171:], order[257:]  # no draw touches the locked
    network = Network([2, width, 1], [tanh, sigmoid], rng=0)
    how = dict(loss="binary_cross_entropy", epochs=3000, record_every=5, l2=l2)
    data, strangers = ((Z[some], chinstrap[some]) for some in sets[:2])
    story = fit(network, *data, optimizer=SGD(1.0), validation=strangers, **how)

    def right(epoch):
        says = story.network_at(epoch)(Z) > 0.5
        return [int((says[some] == chinstrap[some]).sum()) for some in sets]

    return story, right


def test_a_quick_step_along_the_mean_is_as_long_as_four():
    network = Network([2, 4, 1], [tanh, sigmoid], init="uniform", rng=0)
    singles, whole = network.copy(), network.copy()
    for x, y in zip(X, Y, strict=True):
        bugs.right.step(singles, [x], [y], 0.001)
    bugs.right.step(whole, X, Y, 0.004)
    far = np.linalg.norm(whole.parameters - network.parameters)
    assert np.linalg.norm(singles.parameters - whole.parameters) < 0.01 * far


def test_momentum_at_each_ones_best_rate():
    def arrives(rate, m):
        w, velocity, last = np.array([10.0, 1.0]), 0.0, 0
        for step in range(2000):
            last = step + 1 if [0.1, 10] @ w**2 >= 0.001 else last
            velocity = m * velocity + np.array([0.2, 20.0]) * w
            w = w - rate * velocity
        return last

    best = {
        m: min(arrives(rate, m) for rate in np.arange(0.005, (1 + m) / 10, 0.005))
        for m in (0, 0.5, 0.7, 0.9, 0.99)
    }
    grows, halves = 0.0, 0.0
    for step in range(200):
        grows, halves = 0.9 * grows + 1, 0.9 * halves + (-1) ** step
    assert grows == pytest.approx(10) and abs(halves) == pytest.approx(0.53, abs=0.005)
    assert best == {0: 241, 0.5: 74, 0.7: 31, 0.9: 87, 0.99: 939}
    assert arrives(0.1 * 1.69, 0.7) < 2000 == arrives(0.1 * 1.7, 0.7)  # the cliff at (1 + m) / 10


def test_step_for_step_a_page_of_32_is_as_good_as_the_book():
    assert -(-342 // 32) == 11 and 342 - 10 * 32 == 22
    for seed in range(5):
        page, book = learn(32, 30, seed), learn(342, 330, seed)
        assert page[-1] == pytest.approx(book[-1], rel=0.25)
        assert learn(342, 30, seed)[-1] > 1.5 * page[-1]
    jumps = [(np.diff(learn(size, 30)[5:]) > 0).sum() for size in (1, 32, 342)]
    assert jumps[0] >= 8 and jumps[1] <= 3 and jumps[2] == 0


def test_learned_by_heart_the_seen_fall_on_and_the_strangers_turn():
    story, right = judged(0, 60)
    loss = story.validation_loss
    lowest = story.epochs[loss.argmin()]
    assert story.loss[-1] < story.loss[100] / 1.5 and abs(lowest - 300) < 50
    assert loss[-1] > 3 * loss.min() and right(lowest)[1] == 85 and right(3000)[:2] == [60, 80]


def test_the_strangers_that_chose_flatter():
    story, right = judged(0, 171)
    assert (np.diff(story.validation_loss[::30]) < 0).all()  # so the last epoch was the best
    assert right(3000)[1:] == [86, 80]  # of 86 that chose, of 85 that had no say


def test_the_best_of_200_coins_gets_70_per_cent_of_50_birds():
    best = np.random.default_rng(1).binomial(50, 0.5, (1000, 200)).max(axis=1) / 50
    assert np.median(best) == pytest.approx(0.7, abs=0.025)


def test_shuffling_helps_where_the_file_goes_by_species():
    _, kinds = load_penguins(["bill_length"], ["Adelie", "Chinstrap", "Gentoo"])
    assert (np.diff(kinds.argmax(axis=1)) != 0).sum() == 2
    for seed in range(5):
        in_order, shuffled = learn(1, 30, seed, shuffle=False), learn(1, 30, seed)
        assert in_order[-10:].mean() > 2 * shuffled[-10:].mean()


def test_a_lower_rate_at_the_end_calms_single_birds():
    Z, chinstrap = birds()
    for seed in range(3):
        network = Network([2, 2, 1], [tanh, sigmoid], rng=seed)
        how = dict(loss="binary_cross_entropy", batch_size=1, rng=0)
        fit(network, Z, chinstrap, optimizer=SGD(0.5), epochs=20, **how)
        calm = fit(network, Z, chinstrap, optimizer=SGD(0.05), epochs=10, **how).loss[-10:]
        jumping = learn(1, 30, seed)[-10:]
        assert np.ptp(calm) < np.ptp(jumping) / 3 and calm.mean() < jumping.mean()
    low = learn(1, 30, rate=0.05)
    assert low[-10:].mean() < 0.09 and low[1] > 2 * learn(1, 30)[1]  # 0.35, not 0.16


def test_a_mean_of_32_wobbles_nearly_six_times_less():
    Z, chinstrap = birds()
    network, rng = Network([2, 2, 1], [tanh, sigmoid], rng=0), np.random.default_rng(0)
    traces = network.forward(Z)
    d_z = traces[-1].a - chinstrap
    each = d_z * traces[-1].inputs  # each bird's gradients of the output's weights
    pages = each[rng.integers(0, 342, (5000, 32))].mean(axis=1)
    wobble = [np.sqrt(((g - each.mean(axis=0)) ** 2).sum(axis=1).mean()) for g in (each, pages)]
    assert wobble[0] / wobble[1] == pytest.approx(np.sqrt(32), rel=0.05)


def test_half_the_loss_at_twice_the_rate_is_the_same():
    one, half = (Network([2, 4, 1], tanh, rng=0) for _ in range(2))
    for _ in range(500):
        bugs.right.step(one, X, Y, 0.1)
        half.parameters[...] -= 0.2 * (bugs.right.gradient(half, X, Y) / 2)
    np.testing.assert_array_equal(one.parameters, half.parameters)


def test_four_short_single_steps_leave_four_steps_along_the_mean():
    """Even in the tug of war, where the wishes don't agree; with long steps they don't."""
    early = Network([2, 2, 1], sigmoid, rng=0)
    fit(early, X, Y, optimizer=SGD(2.0), epochs=60)
    apart = {}
    for rate in (0.05, 2.0):
        single, whole = early.copy(), early.copy()
        for k in range(4):
            bugs.right.step(single, X[[k]], Y[[k]], rate)
            bugs.right.step(whole, X, Y, rate)
        far = np.linalg.norm(whole.parameters - early.parameters)
        apart[rate] = np.linalg.norm(single.parameters - whole.parameters) / far
    assert apart[0.05] < 0.1 and apart[2.0] > 1


def test_too_high_a_rate_ends_on_the_flat_not_over_a_cliff():
    network = starts(20)
    assert np.median(abs(network.forward(X)[-1].z)) == pytest.approx(0.7, abs=0.05)
    output = train(network, 3, 100.0).forward(X)[-1]
    assert np.median(abs(output.z)) == pytest.approx(17, abs=0.5)
    assert np.median(output.a * (1 - output.a)) == pytest.approx(6e-8, rel=0.1)
    assert mean_squared_error(output.a, Y).max() <= 1


def test_from_a_tenth_to_ten_the_rate_hardly_matters():
    def tale(rate):
        return fit(starts(20), X, Y, optimizer=SGD(rate), epochs=2000, record_every=1).loss

    won = [solved(train(starts(20), 2000, rate)).sum() for rate in (0.01, 0.1, 1, 10, 100)]
    assert won[1:4] == [20] * 3 and won[0] < 5 and won[4] == 0
    soon = [np.median((tale(rate) < 0.03).argmax(axis=0)) for rate in (0.1, 10)]
    assert 40 < soon[0] / soon[1] < 60
    says = train(starts(20), 2000, 100.0)(X)
    assert np.ptp(says, axis=1).max() < 0.01  # all rows alike, so two of four are wholly wrong


def test_on_w_squared_the_rate_decides_what_a_step_multiplies_by():
    for rate, factor in ((0.1, 0.8), (0.5, 0), (1, -1), (1.1, -1.2)):
        assert 1.0 - rate * (2 * 1.0) == pytest.approx(factor)


def test_either_race_is_fair_and_both_together_are_four_times_the_training():
    def loss(epochs, rate, batch_size=None):
        network = Network([2, 4, 1], [tanh, sigmoid], rng=0)
        return fit(
            network,
            X,
            Y,
            optimizer=SGD(rate),
            epochs=epochs,
            batch_size=batch_size,
            shuffle=False,
            record_every=epochs,
        ).loss[-1]

    theirs = loss(10_000, 0.1, 1)
    assert loss(40_000, 0.1) == pytest.approx(theirs, rel=0.2)
    assert loss(10_000, 0.4) == pytest.approx(theirs, rel=0.2)
    assert loss(40_000, 0.4) < theirs / 4


def test_strangers_are_known_nearly_as_well_and_32_neurons_learn_by_heart():
    measured, kinds = load_penguins(
        ["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"]
    )
    chinstrap, right = kinds[:, [1]], {}
    for width in (2, 32):
        right[width] = np.zeros(2, dtype=int)
        for k in range(4):
            held = np.arange(342) % 4 == k
            seen, scale = standardize(measured[~held])
            network = Network([2, width, 1], [tanh, sigmoid], rng=0)
            how = dict(loss="binary_cross_entropy", epochs=2000, record_every=2000)
            fit(network, seen, chinstrap[~held], optimizer=SGD(1.0), **how)
            for place, (inputs, y) in enumerate(
                ((seen, chinstrap[~held]), (scale(measured[held]), chinstrap[held]))
            ):
                right[width][place] += ((network(inputs) > 0.5) == y).sum()
    assert 994 <= right[2][0] <= 1000 and 326 <= right[2][1] <= 332
    assert right[32][0] > right[2][0] + 5 and right[32][1] <= right[2][1]


def test_three_rates_from_one_start_creep_fall_and_jump():
    ends = {}
    for rate in (0.01, 1, 100):
        network = Network([2, 4, 1], [tanh, sigmoid], rng=0)
        ends[rate] = fit(network, X, Y, optimizer=SGD(rate), epochs=500).loss
    assert 0.9 * ends[0.01][0] < ends[0.01][-1] < ends[0.01][0] and ends[1][-1] < 0.003
    np.testing.assert_allclose(ends[100][2:], 0.5, atol=0.001)


def test_at_the_standstill_one_full_step_is_short_and_four_single_ones_are_a_hook():
    """Chapter 5's tug of war, at epoch 60 of its run at a rate of 2."""
    network = Network([2, 2, 1], sigmoid, rng=0)
    fit(network, X, Y, optimizer=SGD(2.0), epochs=60)
    whole, single, walked = network.copy(), network.copy(), 0.0
    bugs.right.step(whole, X, Y, 2.0)
    for k in range(4):
        before = single.parameters.copy()
        bugs.right.step(single, X[[k]], Y[[k]], 2.0)
        walked += np.linalg.norm(single.parameters - before)
    ends = [np.linalg.norm(n.parameters - network.parameters) for n in (whole, single)]
    assert [round(float(v), 4) for v in (*ends, walked)] == [0.0105, 0.1566, 2.6201]
    far, off = {}, {}
    for rate in (2.0, 0.05):
        four, single = network.copy(), network.copy()
        for k in range(4):
            bugs.right.step(four, X, Y, rate)
            bugs.right.step(single, X[[k]], Y[[k]], rate)
        far[rate] = float(np.linalg.norm(four.parameters - network.parameters))
        off[rate] = float(np.linalg.norm(four.parameters - single.parameters))
    assert round(far[2.0], 3) == 0.043 and off[0.05] < far[0.05] / 10


@pytest.mark.parametrize("seed", range(4))
def test_birds_shuffled_without_their_targets_all_get_nearly_the_same_answer(seed):
    birds, kinds = load_penguins(["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"])
    Z, y = standardize(birds)[0], kinds[:, [1]]
    network, rng = Network([2, 2, 1], [tanh, sigmoid], rng=seed), np.random.default_rng(seed)
    for _ in range(30):
        order = rng.permutation(len(Z))
        for k in range(0, len(Z), 32):
            traces, wrong = network.forward(Z[order[k : k + 32]]), y[k : k + 32]
            check = gradient_check(network, traces[0].inputs, wrong, "binary_cross_entropy")
            assert k or check.passed  # right slopes, for wrong pairs
            d_a = binary_cross_entropy.gradient(traces[-1].a, wrong)
            network.parameters[:] -= 0.5 * network.backward(traces, d_a)
    says = network(Z)
    assert np.ptp(says) < 0.15 and 0.1 < says.min() and says.max() < 0.5
    always = binary_cross_entropy(np.full_like(y, y.mean()), y)
    assert always == pytest.approx(0.50, abs=0.005) and always < binary_cross_entropy(says, y) < 0.6


def test_at_twenty_it_is_luck_and_from_a_tenth_to_ten_it_is_none():
    for seed in range(3):
        won = {}
        for rate in (0.01, 0.1, 1, 10, 20):
            network = Network([2, 4, 1], [tanh, sigmoid], runs=(20,), rng=seed)
            won[rate] = solved(train(network, 2000, rate)).sum()
        assert won[0.1] == won[1] == won[10] == 20
        assert 13 <= won[20] <= 18 and 1 <= won[0.01] <= 5


def test_a_rate_of_twenty_leaps_and_arrives():
    loss = fit(Network([2, 4, 1], [tanh, sigmoid], rng=0), X, Y, optimizer=SGD(20), epochs=500).loss
    calm = fit(Network([2, 4, 1], [tanh, sigmoid], rng=0), X, Y, optimizer=SGD(1), epochs=500).loss
    assert (np.diff(loss) > 0).sum() > 10 and loss[-1] < calm[-1]
    assert not (np.diff(calm) > 0).any()


def test_all_birds_a_step_have_the_highest_loss_after_thirty_epochs():
    for seed in range(3):
        ends = {size: learn(size, 30, seed)[-1] for size in (1, 32, 342)}
        assert max(ends, key=ends.get) == 342


@pytest.mark.once
def test_over_eight_draws_the_cures_help_in_the_middle_and_too_high_a_price_spoils_it():
    ways = dict(
        heart=(60,), narrow=(60, 2), costly=(60, 32, 0.001), more=(171,), dear=(60, 32, 0.1)
    )
    tales = {name: [judged(draw, *way)[0] for draw in range(8)] for name, way in ways.items()}
    losses = {name: [each.validation_loss for each in tale] for name, tale in tales.items()}
    end = {name: np.median([each[-1] for each in loss]) for name, loss in losses.items()}
    low = {name: np.median([each.min() for each in loss]) for name, loss in losses.items()}
    assert end["more"] < end["costly"] < end["narrow"] < end["heart"] < end["dear"]
    assert low["heart"] < min(end["costly"], end["narrow"], end["more"])
    assert all(each[-1] > 1.1 * each.min() for each in losses["heart"])
    assert min(each.loss[-1] for each in tales["dear"]) > 0.25  # the seen aren't fitted, either
    assert Network([2, 32, 1], tanh).n_parameters == 129


def test_the_file_lists_the_chinstraps_last():
    _, kinds = load_penguins(["bill_length"], ["Adelie", "Gentoo", "Chinstrap"])
    assert (np.diff(kinds.argmax(axis=1)) >= 0).all()


def test_too_low_a_rate_is_only_slow():
    for seed in range(3):
        many = Network([2, 4, 1], [tanh, sigmoid], runs=(20,), rng=seed)
        assert solved(train(many, 20_000, 0.01)).all()


@pytest.mark.parametrize(
    "word",
    ["batch", "shuffling", "optimizer", "SGD", "Adam", "momentum", "mini-batch", "overfitting"]
    + ["validation set", "early stopping", "patience", "regularisation", "weight decay"],
)
def test_the_words_of_the_chapter_are_there(word):
    assert "Often confused: " in explain(word).text
