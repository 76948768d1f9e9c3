"""Chapter 8's checkers: right answers, every slip by its name; what it claims, computed."""

import contextlib
import io
import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from nnlab.core import (
    SGD,
    Network,
    accuracy,
    confusion_matrix,
    fit,
    identity,
    softmax,
    softmax_cross_entropy,
    tanh,
)
from nnlab.course.digits.exercises import MATRIX, my_network, my_pixels
from nnlab.datasets import load_digits, train_test_split
from nnlab.labs.reading import Reading
from nnlab.lessons import exercise

X, y = load_digits()
CHAPTER = Path(__file__).parents[2] / "notebooks" / "08_digits.ipynb"


def check(name, answer):
    return exercise(f"digits/{name}").check(answer)


# The exercises --------------------------------------------------------------------------------


def test_the_slopes_are_share_minus_target():
    slopes = softmax([1, 1, 0]) - [0, 0, 1]
    assert slopes.sum() == pytest.approx(0)
    for answer in (slopes, slopes.round(2).tolist(), tuple(slopes.round(4))):
        assert check("slopes", answer).outcome == "correct"
    assert check("slopes", [..., ..., ...]).outcome == "not attempted"
    for slip, wrong in exercise("digits/slopes").replies.values.items():
        assert check("slopes", list(map(float, wrong.split(",")))).slip == slip


def test_a_table_of_mix_ups_is_read_by_rows_and_columns():
    counts = np.array(MATRIX)
    shares = [counts.trace() / counts.sum()]
    shares += [counts[0, 0] / counts[0].sum(), counts[0, 0] / counts[:, 0].sum()]
    assert check("matrix", shares).outcome == "correct"
    assert check("matrix", np.round(shares, 2)).outcome == "correct"
    swapped = check("matrix", [shares[0], shares[2], shares[1]])
    assert swapped.slip == "column, row"
    assert check("matrix", (shares[0], ..., ...)).slip == "unfinished"


def test_the_slope_of_each_pixel_is_what_nudging_says():
    network = Network([4, 5, 3], [tanh, identity], rng=0)
    W1, W2 = (layer.W for layer in network.layers)
    x, nudges = np.array([0.1, -0.4, 0.8, 0.5]), 1e-5 * np.eye(4)
    nudged = (network(x + nudges) - network(x - nudges)) / 2e-5
    h = network.forward([x])[0].a[0]
    for digit in range(3):
        assert np.allclose(my_pixels(h, W1, W2, digit), nudged[:, digit], atol=1e-8)
    assert check("pixels", my_pixels).outcome == "correct"
    assert check("pixels", lambda h, W1, W2, digit: W2[digit] @ W1).slip == ("no slope of tanh")


def test_a_network_from_elsewhere_gives_the_very_same_scores_and_trains_on_alike():
    there = start(0)
    coefs, intercepts = zip(*((layer.W.T, layer.b) for layer in there.layers), strict=True)
    here = my_network(coefs, intercepts)
    assert (here.parameters == there.parameters).all()
    assert not np.shares_memory(here.parameters, there.parameters)
    assert check("elsewhere", my_network).outcome == "correct"
    assert check("elsewhere", lambda coefs, intercepts: ...).outcome == "not attempted"


# What is claimed, computed --------------------------------------------------------------------


def start(seed):
    return Network([64, 32, 10], [tanh, identity], rng=seed)


def learn(X, y, seed=0, network=None, epochs=30):
    network = network or start(seed)
    how = dict(optimizer=SGD(0.5), epochs=epochs, batch_size=32, rng=seed, record_every=epochs)
    fit(network, X, y, loss="softmax_cross_entropy", **how)
    return network


class First:
    """The chapter's network, and its parts of the data."""

    X_train, X_test, y_train, y_test = train_test_split(X, y, 1 / 3, rng=0)
    truth = y_test.argmax(axis=1)

    def __init__(self):
        self.network = learn(self.X_train, self.y_train)
        self.shares = softmax(self.network(self.X_test))
        self.said = self.shares.argmax(axis=1)


@pytest.fixture(scope="module")
def first():
    return First()


@pytest.fixture(scope="module")
def tries():
    """Ten splits: a network, and what it hasn't seen."""
    found = []
    for k in range(10):
        seen, new, y_seen, y_new = train_test_split(X, y, 1 / 3, rng=k)
        found.append((learn(seen, y_seen, k), new, y_new))
    return found


def scores(tries):
    return [float(accuracy(net(new), y_new)) for net, new, y_new in tries]


def in_blocks(block, draws=10):
    """The median accuracy where a third of the file is held out, in blocks of so many rows."""
    groups, right = np.arange(1797) // block, []
    for k in range(draws):
        order = np.random.default_rng(k).permutation(groups[-1] + 1)
        out = np.isin(groups, order[: len(order) // 3])
        right.append(float(accuracy(learn(X[~out], y[~out], k)(X[out]), y[out])))
    return np.median(right)


def test_softmax_by_pen():
    assert softmax([2, 1, 0]).round(3).tolist() == [0.665, 0.245, 0.09]
    assert softmax([4, 2, 0]).round(2).tolist() == [0.87, 0.12, 0.02]
    assert (-np.log(softmax([2, 1, 0]))).round(2).tolist() == [0.41, 1.41, 2.41]


def in_one_piece(begin):
    """The five networks that haven't seen a third of the file, and that third."""
    out = np.s_[begin : begin + 599]
    X_rest, y_rest = (np.delete(all_, out, 0) for all_ in (X, y))
    return [(learn(X_rest, y_rest, k), X[out], y[out]) for k in range(5)]


def test_at_random_97_of_100_and_on_a_third_in_one_piece_93_to_96(tries):
    right = scores(tries)
    assert np.median(right) == pytest.approx(0.973, abs=0.005)
    assert min(right) > 0.955 and max(right) < 0.99
    thirds = [np.median(scores(in_one_piece(begin))) for begin in (0, 599, 1198)]
    assert thirds == pytest.approx([0.938, 0.958, 0.930], abs=0.006)
    more = (1 - np.array(thirds)) / (1 - np.median(right))  # mistakes
    assert min(more) > 1.4 and more[2] > 2
    assert start(0).n_parameters == 2410 and y.mean(axis=0).max() < 0.12


def test_who_knows_nothing_pays_2_30_and_a_fresh_network_about_as_much(first):
    fresh = [softmax_cross_entropy(start(k)(first.X_train), first.y_train) for k in range(10)]
    assert 2.24 < min(fresh) < np.log(10) < max(fresh) < 2.56


def test_the_larger_the_blocks_held_out_the_fewer_it_reads(tries):
    found = [np.median(scores(tries)), in_blocks(20), in_blocks(60), in_blocks(300)]
    assert found[0] >= found[1] > found[2] > found[3]
    assert in_blocks(60, 5) == pytest.approx(0.958, abs=0.01)
    assert in_blocks(300, 5) == pytest.approx(0.945, abs=0.012)


def apart(A, B):
    return (A**2).sum(axis=1)[:, np.newaxis] + (B**2).sum(axis=1) - 2 * A @ B.T


def test_the_most_similar_picture_is_often_near_in_the_file(first):
    far = apart(X, X)
    np.fill_diagonal(far, np.inf)
    near = abs(far.argmin(axis=1) - np.arange(1797)) <= 69
    assert near.mean() == pytest.approx(0.45, abs=0.02)
    labels = y.argmax(axis=1)
    alike = apart(first.X_test, first.X_train).argmin(axis=1)
    rival = (first.y_train[alike].argmax(axis=1) == first.truth).mean()
    assert rival == pytest.approx(0.987, abs=0.004) and rival > (first.said == first.truth).mean()
    last = (labels[apart(X[1198:], X[:1198]).argmin(axis=1)] == labels[1198:]).mean()
    assert last == pytest.approx(0.965, abs=0.004)


def test_no_hidden_layer_reads_hardly_fewer(tries):
    right = []
    for k in range(10):
        seen, new, y_seen, y_new = train_test_split(X, y, 1 / 3, rng=k)
        flat = learn(seen, y_seen, k, network=Network([64, 10], identity, rng=k))
        right.append(float(accuracy(flat(new), y_new)))
    assert np.median(right) == pytest.approx(0.961, abs=0.004)
    assert np.median(right) < np.median(scores(tries))


def moved(X, step):
    return np.roll(X.reshape(-1, 8, 8), step, axis=2).reshape(-1, 64)


def test_moved_by_a_pixel_more_than_half_of_them_are_lost(first, tries):
    for step in (1, -1):
        assert 0.38 < accuracy(first.network(moved(first.X_test, step)), first.y_test) < 0.5
        all_ten = scores([(net, moved(new, step), y_new) for net, new, y_new in tries])
        assert 0.37 < min(all_ten) and max(all_ten) < 0.56 and 0.43 < np.median(all_ten) < 0.5


def test_where_there_s_never_ink_weights_stay_as_they_were_drawn(first):
    never = np.flatnonzero(X.max(axis=0) == 0)
    mine, drawn = first.network.layers[0].W, start(0).layers[0].W
    assert never.tolist() == [0, 32, 39] and (mine[:, never] == drawn[:, never]).all()
    assert (abs(mine - drawn).max(axis=0) > 0).sum() == 61
    assert max(X[:, ::8].mean(), X[:, 7::8].mean()) < 0.01 < X.mean() / 20  # the outermost columns


def test_no_hidden_neuron_is_about_one_digit_and_none_is_needed_alone(first):
    h = first.network.forward(first.X_test)[0].a
    means = np.array([h[first.truth == d].mean(axis=0) for d in range(10)])
    gaps = np.diff(np.sort(means, axis=0), axis=0)[[0, -1]]
    assert gaps.max() == pytest.approx(0.57, abs=0.04)
    for j in range(32):
        without = first.network.copy()
        without.layers[1].W[:, j] = 0
        assert 0.95 < accuracy(without(first.X_test), first.y_test) < 0.98


def test_another_start_ends_with_other_neurons_and_the_same_answers(first):
    def nearest(one, other):
        alike = abs(np.corrcoef(one.layers[0].W, other.layers[0].W)[:32, 32:])
        if one is other:
            np.fill_diagonal(alike, 0)
        return np.median(alike.max(axis=1))

    others = [learn(first.X_train, first.y_train, k) for k in range(1, 5)]
    assert nearest(first.network, others[0]) == pytest.approx(0.63, abs=0.06)
    assert nearest(first.network, first.network) == pytest.approx(0.53, abs=0.06)
    for other in others:
        same = (other(first.X_test).argmax(axis=1) == first.said).mean()
        assert same == pytest.approx(0.987, abs=0.008)


def test_8s_are_called_1_and_are_found_least_often(tries):
    mixed = sum(confusion_matrix(net(new), y_new) for net, new, y_new in tries)
    wrong = mixed - np.diag(mixed.diagonal())
    assert mixed.sum() == 5990 and mixed.trace() == pytest.approx(5825, abs=15)
    assert wrong.argmax() == 81 and 15 < wrong[8, 1] < 27 and wrong[1, 8] < 6
    assert np.sort(wrong.ravel())[-2] < 0.6 * wrong[8, 1]  # by far
    assert (mixed.diagonal() / mixed.sum(axis=1)).argmin() == 8
    assert (mixed.diagonal() / mixed.sum(axis=0)).argmin() == 1


def test_where_it_s_sure_it_s_mostly_right(first, tries):
    shares = np.concatenate([softmax(net(new)) for net, new, _ in tries])
    truth = np.concatenate([t.argmax(axis=1) for _, _, t in tries])
    top, hit = shares.max(axis=1), shares.argmax(axis=1) == truth
    edges = [0, 0.5, 0.7, 0.9, 0.99, 1]
    bands = [hit[(top > a) & (top <= b)].mean() for a, b in zip(edges, edges[1:], strict=False)]
    assert bands == pytest.approx([0.44, 0.68, 0.84, 0.97, 0.999], abs=0.04)
    assert bands == sorted(bands)
    assert (top > 0.99).mean() == pytest.approx(0.74, abs=0.02)
    assert 3 <= (~hit & (top > 0.99)).sum() <= 9
    wrong = first.said != first.truth
    assert first.shares.max(axis=1)[wrong].max() == pytest.approx(0.99, abs=0.01)
    last = [(softmax(net(new)), y_new.argmax(axis=1)) for net, new, y_new in in_one_piece(1198)]
    top = np.concatenate([shares.max(axis=1) for shares, _ in last])
    hit = np.concatenate([shares.argmax(axis=1) == truth for shares, truth in last])
    assert hit[(top > 0.9) & (top <= 0.99)].mean() == pytest.approx(0.89, abs=0.025)


def pixel_slopes(network, x, digit):
    traces, d = network.forward([x]), np.eye(10)[[digit]]
    for layer, trace in zip(network.layers[::-1], traces[::-1], strict=True):
        _, d = layer.backward(trace, d)
    return d[0]


def test_a_third_flip_by_one_dot_that_is_chosen(first):
    good = first.X_test[first.said == first.truth]
    answers, flips = first.network(good).argmax(axis=1), []
    for pixel, ink in np.ndindex(64, 2):
        dotted = good.copy()
        dotted[:, pixel] = ink
        flips.append(first.network(dotted).argmax(axis=1) != answers)
    some = np.any(flips, axis=0)
    assert some.sum() == pytest.approx(186, abs=12) and len(good) == pytest.approx(578, abs=3)
    assert np.mean(flips) == pytest.approx(0.014, abs=0.002)
    sure = softmax(first.network(good)).max(axis=1)
    assert sure[some].max() > 0.999  # the 5 that becomes a 9
    shares = some[sure < 0.99].mean(), some[sure >= 0.99].mean()
    assert shares == pytest.approx([0.92, 0.147], abs=0.03)


def test_a_step_of_grey_by_each_pixel_s_slope_turns_one_in_five(first):
    network, good = first.network, first.X_test[first.said == first.truth]
    said = network(good)
    answers = said.argmax(axis=1)
    said[np.arange(len(good)), answers] = -np.inf
    pairs = zip(good, answers, said.argmax(axis=1), strict=True)
    way = [pixel_slopes(network, x, b) - pixel_slopes(network, x, a) for x, a, b in pairs]
    random = np.random.default_rng(0).normal(size=good.shape)
    turned = [
        (network(np.clip(good + np.sign(step) / 16, 0, 1)).argmax(axis=1) != answers).mean()
        for step in (way, random)
    ]
    assert turned == pytest.approx([0.19, 0.01], abs=0.02) and turned[1] < 0.025


def test_climbed_from_grey_it_is_surer_than_of_real_digits(first):
    own = []
    for digit in range(10):
        x = np.full(64, 0.5)
        for _ in range(100):
            x = np.clip(x + 0.1 * pixel_slopes(first.network, x, digit), 0, 1)
        own.append(softmax(first.network(x))[digit])
    good = first.said == first.truth
    best = [first.shares[good & (first.truth == digit), digit].max() for digit in range(10)]
    assert min(own) > 0.9998 and (np.array(own) > best).all()


def test_an_e_drawn_in_the_lab_is_read_as_a_digit_surely(tries):
    E = [[(0.75, 0.15), (0.3, 0.15), (0.3, 0.85), (0.75, 0.85)], [(0.3, 0.5), (0.65, 0.5)]]
    for network, _, _ in tries:
        reading = Reading(network, drawing=E)
        reading.read()
        assert reading.share > 0.99


def test_there_is_no_i_don_t_know(first, tries):
    rows = ["...##...", "...##...", "..#..#..", "..#..#.."]
    rows += [".######.", ".#....#.", "#......#", "#......#"]
    letter = np.array([[dot == "#" for dot in row] for row in rows], float).ravel()
    shares = np.array([softmax(net(letter)) for net, _, _ in tries])
    assert np.bincount(shares.argmax(axis=1), minlength=10).tolist() == [0] * 4 + [1, 0, 0, 9, 0, 0]
    assert (shares.max(axis=1) > 0.5).all() and (shares.max(axis=1) < 0.99).all()
    noise = np.random.default_rng(0).uniform(size=(1000, 64))
    top = softmax(first.network(noise)).max(axis=1)
    assert np.median(top) == pytest.approx(0.76, abs=0.02)
    over = [(top > 0.9).mean(), (top > 0.99).mean()]
    assert over == pytest.approx([0.28, 0.04], abs=0.02)


def test_softmax_twice_has_a_floor_and_small_slopes(first):
    floor = -np.log(np.e / (np.e + 9))
    assert softmax_cross_entropy(first.y_test, first.y_test) == pytest.approx(floor)
    assert round(floor, 2) == 1.46 and softmax_cross_entropy(first.shares, first.y_test) > floor

    def twice(z, t):
        share = softmax(z)
        d = (softmax(share) - t) / len(z)
        return share * (d - (d * share).sum(axis=1, keepdims=True))

    def trained(epochs):
        network, rng = start(0), np.random.default_rng(0)
        for _ in range(epochs):
            order = rng.permutation(len(first.X_train))
            for k in range(0, len(order), 32):
                rows = order[k : k + 32]
                traces = network.forward(first.X_train[rows])
                d = twice(traces[-1].a, first.y_train[rows])
                network.parameters -= 0.5 * network.backward(traces, d)
        return accuracy(network(first.X_test), first.y_test)

    assert trained(1) == pytest.approx(0.30, abs=0.03)
    assert trained(30) == pytest.approx(0.95, abs=0.01)
    ours = learn(first.X_train, first.y_train, epochs=1)
    assert accuracy(ours(first.X_test), first.y_test) == pytest.approx(0.83, abs=0.02)


# The same elsewhere ---------------------------------------------------------------------------


def lesson(first):
    """Lesson 6, run as it stands on the page: its names, and what each cell prints."""
    names = {"np": np, "Network": Network, "tanh": tanh, "identity": identity, "SGD": SGD}
    names |= {"fit": fit, "softmax": softmax, "softmax_cross_entropy": softmax_cross_entropy}
    names |= {"find_spec": find_spec, "X_train": first.X_train, "y_train": first.y_train}
    printed = {}
    for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code" and cell["id"].startswith("digits-others"):
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec("".join(cell["source"]), names)
            printed[cell["id"]] = said.getvalue()
    return names, printed


def test_lesson_6_compares_with_what_is_installed_and_says_what_is_stored_of_the_rest(first):
    names, printed = lesson(first)
    loss = softmax_cross_entropy(names["ours"](first.X_train), first.y_train)
    lines = printed["digits-others-compare"].splitlines()
    for package, line in zip(["sklearn", "torch"], lines, strict=True):
        here = find_spec(package) is not None
        assert line.startswith(f"{package}: " if here else f"{package} isn't installed")
        assert f"loss {loss:.6f}, " in line and float(line.split()[-1]) < 1e-12
    assert names["compared"](softmax(names["ours"](first.X_train))).endswith(" 0e+00")


def test_scikit_learn_computes_the_same(first):
    pytest.importorskip("sklearn", reason="scikit-learn isn't installed: the page says how")
    names, _ = lesson(first)
    theirs = names["MLPClassifier"]([32])
    names["MLPClassifier"] = lambda sizes, **settings: theirs.set_params(**settings)
    names["in_sklearn"]()
    for layer, W, b in zip(names["ours"].layers, theirs.coefs_, theirs.intercepts_, strict=True):
        assert np.allclose(layer.W, W.T, rtol=0, atol=1e-12)
        assert np.allclose(layer.b, b, rtol=0, atol=1e-12)


def test_pytorch_computes_the_same(first):
    pytest.importorskip("torch", reason="PyTorch isn't installed: the page says how")
    names, _ = lesson(first)
    net = names["torch_start"]()
    names["torch_start"] = lambda: net
    names["in_torch"]()
    for layer, k in zip(names["ours"].layers, (0, 2), strict=True):
        assert np.allclose(layer.W, net[k].weight.detach().numpy(), rtol=0, atol=1e-12)
        assert np.allclose(layer.b, net[k].bias.detach().numpy(), rtol=0, atol=1e-12)
