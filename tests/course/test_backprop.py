"""Chapter 5's checkers and its worksheet: right answers, every known slip; its claims."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from nnlab.core import (
    SGD,
    Network,
    binary_cross_entropy,
    fit,
    gradient_check,
    mean_squared_error,
    numerical_gradient,
    relu,
    sigmoid,
    standardize,
    tanh,
    train_step,
)
from nnlab.course.backprop.counting import count_products
from nnlab.course.backprop.exercises import CASES, WAYS, my_backward
from nnlab.course.backprop.slips import change_line
from nnlab.datasets import load_penguins, make_gate, train_test_split
from nnlab.lessons import bugs, exercise, explain
from nnlab.pictures.nudging import nudging_errors

CHAPTER = Path(__file__).parents[2] / "notebooks" / "05_backprop.ipynb"
RIGHT = {
    "pen": [-3, -3.0, np.array([-3]), 2 * (3 * 0.5 - 2) * 3],
    "two-paths": [0.5, np.float64(0.5), 2 * 0.3 + -0.2 * 0.5],
}


def check(name, answer):
    return exercise(f"backprop/{name}").check(answer)


@pytest.mark.parametrize(("name", "answer"), [(n, a) for n in RIGHT for a in RIGHT[n]], ids=repr)
def test_every_right_number_is_accepted(name, answer):
    assert check(name, answer).outcome == "correct"


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


def test_every_kind_of_slip_the_chapter_names_is_among_them():
    kinds = {name.partition(" (")[0] for name in WAYS}
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
    W1, b1, W2, b2 = my_backward(*numbers)
    return W1, b1, W2 + 0.001, b2


SLIPS = [
    (uphill, "sign"),
    (too_early, "stale weights"),
    (last_path_only, "sum forgotten"),
    (bias_as_a_table, "shape"),
    (misses, "raises"),
    (one_thing_off, None),
    (lambda *numbers: numbers[4], "no four"),
    (lambda *numbers: ("a", "b", "c", "d"), "no four"),
    (lambda *numbers: 1 / 0, "raises"),
    (lambda X, y: 1, "parameters"),
    (lambda *numbers: print("W1"), "prints"),
    (3.5, "a result"),
]


@pytest.mark.parametrize(("answer", "slip"), SLIPS)
def test_each_slip_in_a_readers_own_code_is_named(answer, slip):
    verdict = check("backward", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)
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


# What is claimed, computed --------------------------------------------------------------------


def test_the_recipe_fed_with_a():
    z = np.array([2.0, 6.0])
    wrong, right = sigmoid.derivative(sigmoid(z)), sigmoid.derivative(z)
    assert [f"{value:.3f}" for value in (wrong[0], right[0])] == ["0.207", "0.105"]
    assert 79 < wrong[1] / right[1] < 81
    everywhere = sigmoid.derivative(sigmoid(np.linspace(-30, 30, 999)))
    assert 0.19 < everywhere.min() and everywhere.max() == pytest.approx(0.25)


X, Y = bugs.XOR.X, bugs.XOR.y


def gradient(network, rows=slice(None)):
    traces = network.forward(X[rows])
    return network.backward(traces, mean_squared_error.gradient(traces[-1].a, Y[rows]))


def turned(wrong, right):
    """Signs that differ, and the cosine of the angle between two gradients."""
    together = np.linalg.norm(wrong) * np.linalg.norm(right)
    return (wrong * right < 0).sum(), wrong @ right / together


def test_the_wrong_slope_turns_a_sign_at_every_step_and_goes_down_all_the_same():
    bug = bugs.slope_at_a
    network, seen = bug.network(), []
    for _ in range(2000):
        seen.append(turned(bug.gradient(network, X, Y), gradient(network)))
        bug.step(network, X, Y, 1.0)
    signs, cosines = zip(*seen, strict=True)
    assert min(signs) > 0 and signs[0] == 7
    assert 0.5 < min(cosines) and bug.losses[-1] < bug.repaired.losses[-1]


def test_for_one_sample_all_its_signs_are_right():
    bug, network = bugs.slope_at_a, bugs.slope_at_a.network()
    for k in range(4):
        rows = slice(k, k + 1)
        assert turned(bug.gradient(network, X[rows], Y[rows]), gradient(network, rows))[0] == 0


def test_with_sigmoids_everywhere_it_points_uphill_at_times():
    bug, lows = bugs.slope_at_a, []
    for seed in range(3):
        network = Network([2, 4, 1], sigmoid, rng=seed)
        low = 1.0
        for _ in range(2000):
            wrong = bug.gradient(network, X, Y)
            low = min(low, turned(wrong, gradient(network))[1])
            network.parameters[...] -= 2.0 * wrong
        lows.append(low)
    assert sum(low < 0 for low in lows) >= 2


def test_the_plateau_is_a_tug_of_war():
    network = Network([2, 2, 1], sigmoid, rng=0)
    history = fit(network, X, Y, optimizer=SGD(2.0), epochs=3000)
    assert history.loss[60] == pytest.approx(0.2475, abs=1e-4)
    assert history.loss[150] > 0.22 and history.loss[300] < 0.06 and history.loss[-1] < 0.001
    early, later = history.network_at(60), history.network_at(150)
    wishes = -np.array([gradient(early, slice(k, k + 1)) for k in range(4)])
    np.testing.assert_allclose(wishes[:, -1], [-0.2554, 0.2320, 0.2625, -0.2417], atol=1e-3)
    assert abs(wishes).max() > 0.25 and abs(wishes.mean(axis=0)).max() < 0.004
    assert turned(gradient(early), gradient(later))[1] > 0.9  # the way out hardly turns


def test_one_per_cent_more_odds_by_pen():
    assert 0.8 / 0.2 == pytest.approx(4) and 0.8016 / 0.1984 == pytest.approx(4.04, abs=5e-4)
    z = np.log(4)
    assert sigmoid(z) == pytest.approx(0.8)
    assert sigmoid(z + 0.01) == pytest.approx(0.8016, abs=5e-6)


def test_five_sigmoids_in_a_row_let_a_thousandth_through():
    network = Network([1, 1, 1, 1, 1, 1], sigmoid, init="zeros")
    for layer in network.layers:
        layer.W[...] = 1
    for x in np.linspace(-5, 5, 11):
        traces = network.forward([[x]])
        d_x = [[1.0]]
        for layer, trace in zip(network.layers[::-1], traces[::-1], strict=True):
            _, d_x = layer.backward(trace, d_x)
        assert 0 < d_x[0, 0] < 0.25**5 < 0.001


def test_a_relu_that_is_off_for_a_row_learns_nothing_from_it():
    network = Network([2, 2, 1], [relu, sigmoid], init="zeros")
    network.parameters[:] = [1, 1, 0.5, -1, -1, -0.5, 1, 1, 0]  # the second is off for (1, 1)
    gradients = gradient(network, slice(3, 4))
    assert gradients[:3].all() and not gradients[3:6].any() and gradients[7] == 0


def test_the_mean_is_in_the_first_blame_and_all_else_adds():
    network = Network([2, 3, 1], sigmoid, rng=0)
    a = network(X)
    np.testing.assert_allclose(mean_squared_error.gradient(a, Y), 2 * (a - Y) / 4)
    each = [gradient(network, slice(k, k + 1)) for k in range(4)]
    np.testing.assert_allclose(gradient(network), np.mean(each, axis=0))


def test_the_step_of_the_film_by_pen():
    network = Network([2, 2, 1], sigmoid)
    network.parameters[:] = [0.5, 0.8, 0.1, -0.3, 0.6, 0.1, 1.1, -0.7, 0.2]
    hidden, out = network.forward([[1.0, 0.0]])
    d_z = (2 * (out.a - 1) * out.a * (1 - out.a)).item()
    assert d_z == pytest.approx(-0.1629, abs=5e-5)
    d_a, h1 = 1.1 * d_z, hidden.a[0, 0]
    assert (d_a, h1 * (1 - h1)) == (
        pytest.approx(-0.1792, abs=5e-5),
        pytest.approx(0.2288, abs=5e-5),
    )
    assert d_a * h1 * (1 - h1) == pytest.approx(-0.0410, abs=5e-5)
    assert 1.1 - 0.5 * h1 * d_z == pytest.approx(1.15, abs=0.005)


def test_all_nine_at_0_never_move():
    network = Network([2, 2, 1], sigmoid, init="zeros")
    alone = np.array([gradient(network, slice(k, k + 1)) for k in range(4)])
    assert not alone[:, :6].any() and np.all(alone[:, 6:] != 0)
    assert not gradient(network).any()


def test_fit_is_the_loop_written_out():
    mine, theirs = (Network([2, 2, 1], sigmoid, rng=0) for _ in range(2))
    for _ in range(3001):
        mine.parameters[:] -= 2.0 * gradient(mine)
    fit(theirs, X, Y, optimizer=SGD(2.0), epochs=3001)
    np.testing.assert_allclose(mine.parameters, theirs.parameters)
    np.testing.assert_allclose(mine(X), Y, atol=0.03)


@pytest.fixture(scope="module", params=range(8))
def grown(request):
    """A draw of birds, and the chapter's network before and after it has learned them."""
    birds, kinds = load_penguins(["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"])
    seen, new, y_seen, y_new = train_test_split(birds, kinds[:, [1]], 0.2, request.param)
    Z, scale = standardize(seen)
    young = Network([2, 2, 1], [tanh, sigmoid], rng=0)
    old = young.copy()
    how = dict(loss="binary_cross_entropy", optimizer=SGD(1.0), epochs=2000, record_every=2000)
    fit(old, Z, y_seen, **how)
    return young, old, Z, y_seen, scale(new), y_new


def test_of_all_birds_the_doubtful_and_the_wrong_pull(grown):
    young, old, Z, y, _, _ = grown

    def blame(network):
        trace = network.forward(Z)[-1]
        d_a = binary_cross_entropy.gradient(trace.a, y) * len(Z)  # each bird's own
        d_z = d_a * sigmoid.derivative(trace.z)
        np.testing.assert_allclose(d_z, trace.a - y, atol=1e-9)
        return d_z.ravel()

    def loudest(blames):
        return np.sort(abs(blames))[-20:].sum() / abs(blames).sum()

    assert loudest(blame(young)) < 0.1
    d_z = blame(old)
    assert 0.77 < loudest(d_z) < 0.89 and (abs(d_z) < 0.01).sum() > 150
    wrong = (old(Z) > 0.5) != y
    assert set(np.flatnonzero(wrong)) <= set(np.argsort(abs(d_z))[-20:])


def test_birds_kept_back_are_told_nearly_as_well(grown):
    _, old, Z, y, new, y_new = grown
    seen, strange = (((old(X) > 0.5) == t).sum() for X, t in [(Z, y), (new, y_new)])
    assert (len(Z), len(new)) == (274, 68) and 264 <= seen and 63 <= strange <= 67
    assert strange > (y_new == 0).sum() + 5  # of one who always says no


def test_the_wrong_slope_ends_lower_for_its_lengths_not_for_its_aim():
    """Over two starts: the right direction with its lengths is better still; its direction with
    the right lengths has hardly any lead."""
    bug = bugs.slope_at_a
    for seed in range(2):
        ends = {}
        for aim, length in (("bug", "bug"), ("right", "right"), ("right", "bug"), ("bug", "right")):
            network = Network([2, 4, 1], [tanh, sigmoid], rng=seed)
            for _ in range(2000):
                g = {"bug": bug.gradient(network, X, Y), "right": gradient(network)}
                sizes = {name: np.linalg.norm(way) for name, way in g.items()}
                network.parameters[...] -= g[aim] * sizes[length] / sizes[aim]
            ends[aim, length] = float(mean_squared_error(network(X), Y))
        assert ends["right", "bug"] < ends["bug", "bug"] < ends["right", "right"] / 10
        assert ends["bug", "right"] > ends["right", "right"] / 3


# The usual slips ------------------------------------------------------------------------------


def page(start):
    """The code cell of the page that begins so."""
    cells = json.loads(CHAPTER.read_text())["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    (found,) = [source for source in sources if source.startswith(start)]
    return found


@pytest.fixture(scope="module")
def slipped(tmp_path_factory):
    """The page's `way_back`, right and with each of its slips: what a check and training say."""
    file = tmp_path_factory.mktemp("page") / "page_of_5.py"
    file.write_text(f"import numpy as np\n\n\n{page('def way_back')}\n")
    spec = importlib.util.spec_from_file_location("page_of_5", file)
    way_back = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(way_back)
    names = dict(y=Y, np=np, make_gate=make_gate, Network=Network, tanh=tanh, sigmoid=sigmoid)
    exec(page("slips = {"), names)
    start, both, found = names["start"], names["Y"], {}
    for name, (line, slip) in names["slips"].items():
        back, pupil = change_line(way_back.way_back, line, slip), start.copy()
        owed = back(start, start.forward(X), both)
        check = gradient_check(start, X, both, mean_squared_error, gradients=owed)
        for _ in range(2000):
            pupil.parameters[:] -= back(pupil, pupil.forward(X), both)
        loss = float(mean_squared_error(pupil(X), both))
        found[name] = (check, set(np.flatnonzero(check.per_parameter > 1e-6)), loss, owed)
    return found


def test_every_slip_is_seen_by_the_check_and_five_of_six_learn(slipped):
    assert slipped["nothing"][0].passed and len(slipped) == 7
    ends = {name: loss for name, (_, _, loss, _) in slipped.items()}
    stuck = ends.pop("samples not added")
    assert stuck > 0.25 and max(ends.values()) < 0.002
    assert ends["slope left out"] > 1.2 * ends["nothing"]
    assert ends["new weights"] == pytest.approx(ends["nothing"], rel=0.05)
    for name, (check, *_) in slipped.items():
        assert check.passed == (name == "nothing"), name


def test_which_slopes_are_wrong_names_the_line(slipped):
    where = {name: places for name, (_, places, *_) in slipped.items()}
    everywhere, first, biases = set(range(12)), set(range(6)), {2, 5, 8, 11}
    assert where == {
        "nothing": set(),
        "a for z": everywhere,
        "slope left out": everywhere,
        "samples not added": biases,
        "÷ n left out": everywhere,
        "transposed": first,
        "new weights": first,
    }
    np.testing.assert_allclose(slipped["÷ n left out"][3], 8 * slipped["nothing"][3])


def test_a_line_is_changed_in_a_copy():
    changed = change_line(in_place, "2 * (p - y)", "(p - y)")
    assert check("backward", changed).slip == "factor"
    assert check("backward", in_place).outcome == "correct"
    with pytest.raises(ValueError, match="once, not 0 times"):
        change_line(in_place, "nowhere", "")
    with pytest.raises(ValueError, match=r"once, not [2-9] times"):
        change_line(in_place, "h", "p")


def test_the_neuron_of_the_exam():
    network = Network([1, 1], sigmoid, init="zeros")
    network.parameters[...] = [0.5, 0]
    slopes = numerical_gradient(network, [[2.0]], [[1.0]], "mean_squared_error")
    np.testing.assert_allclose(slopes, [-0.212, -0.106], atol=5e-4)
    assert 9e-13 < 0.25**20 < 1e-12


def test_with_a_million_numbers_it_is_still_about_three_passes():
    for sizes in ([2, 707, 707, 707, 1], [2, *[300] * 12, 1], [784, 1200, 50, 1]):
        forward = sum(m * n for m, n in zip(sizes, sizes[1:], strict=False))
        assert 990_000 < forward + sum(sizes[1:]) < 1_010_000
        assert 2 < (forward + count_products(sizes).backward) / forward < 3.01


@pytest.mark.parametrize("sizes", [[2, 2, 1], [2, 3, 2, 1], [1, 1, 1], [3, 1]])
def test_products_are_counted_as_they_are_made(sizes):
    """Both ways multiply for themselves here, count, and agree."""
    network = Network(sizes, sigmoid, init="uniform", rng=0)
    x = np.random.default_rng(1).normal(size=(1, sizes[0]))
    traces = network.forward(x)
    slopes = [
        layer.activation.derivative(t.z)[0] for layer, t in zip(network.layers, traces, strict=True)
    ]
    made = dict(back=0, paths=0)

    def times(kind, *factors):
        made[kind] += len(factors) - 1
        return np.prod(factors)

    d_a, back = [1.0], []
    for k, layer in reversed(list(enumerate(network.layers))):
        d_z = [times("back", d, slope) for d, slope in zip(d_a, slopes[k], strict=True)]
        came = traces[k].inputs[0]
        back[:0] = [g for d in d_z for g in [*(times("back", d, c) for c in came), d]]
        if k:
            d_a = [
                sum(times("back", d, w) for d, w in zip(d_z, layer.W[:, i], strict=True))
                for i in range(layer.n_in)
            ]

    def ways(k, j):
        """The factors on each way from a sum to the output."""
        if k == len(slopes) - 1:
            return [[slopes[k][j]]]
        following = network.layers[k + 1].W[:, j]
        return [
            [slopes[k][j], w, *rest] for m, w in enumerate(following) for rest in ways(k + 1, m)
        ]

    paths = []
    for k, layer in enumerate(network.layers):
        for j in range(layer.n_out):
            for came in [*([c] for c in traces[k].inputs[0]), []]:
                paths.append(sum(times("paths", 1.0, *came, *way) for way in ways(k, j)))
    np.testing.assert_allclose(paths, back)
    forward = sum(layer.W.size for layer in network.layers)
    nudging = 2 * network.n_parameters * forward
    assert count_products(sizes) == (made["back"], made["paths"], nudging)


def test_the_gain_of_going_backward_is_the_depths():
    shallow, deep = count_products([2, 100, 1]), count_products([2, 100, 100, 100, 1])
    assert shallow.path_by_path < 3 * shallow.backward
    assert deep.path_by_path > 700 * deep.backward
    forward = sum(layer.W.size for layer in Network([2, 100, 100, 100, 1], sigmoid).layers)
    assert (forward, deep.backward) == (20_300, 40_701)  # together three forward passes
    with pytest.raises(ValueError, match="1 output"):
        count_products([2, 3, 2])


def test_a_round_trip_in_whole_numbers():
    def f(p, q, r):
        return (p + q) * r

    at = np.array([-2.0, 5.0, -4.0])
    slopes = [f(*(at + nudge)) - f(*(at - nudge)) for nudge in np.eye(3) / 2]
    assert slopes == [-4, -4, 3] and f(*at) == -12 and f(-1, 5, -4) == -16


def test_the_u_of_nudging():
    def off(h, z=0.7):
        return abs((sigmoid(z + h) - sigmoid(z - h)) / (2 * h) - sigmoid.derivative(z))

    assert off(1e-5) < off(1e-2) and off(1e-5) < off(1e-12)
    network = Network([2, 2, 1], sigmoid)
    network.parameters[:] = [0.5, 0.8, 0.1, -0.3, 0.6, 0.1, 1.1, -0.7, 0.2]
    sizes = 10.0 ** np.arange(-13, -0.9, 0.5)
    both, one = nudging_errors(network, [[1.0, 0.0]], [[1.0]], mean_squared_error, sizes)
    assert 1e-6 <= sizes[both.argmin()] <= 1e-3 and 1e-9 <= sizes[one.argmin()] <= 1e-6
    assert one.min() > 10 * both.min()


def test_at_a_corner_the_witness_is_wrong():
    corner = Network([1, 1], relu, init="zeros")
    corner.parameters[:] = [1.0, 0.0]
    found = gradient_check(corner, [[0.0]], [[1.0]], mean_squared_error)
    assert not found.passed
    assert found.analytic[1] == 0 and found.numerical[1] == pytest.approx(-1, abs=1e-4)


def test_an_even_bend_cancels_in_a_nudge_both_ways():
    line = Network([1, 1], "identity", init="uniform", rng=0)  # its loss is a parabola
    bent = Network([1, 1], sigmoid, init="uniform", rng=0)
    for network, even in ((line, True), (bent, False)):
        found = gradient_check(network, [[2.0]], [[1.0]], "mean_squared_error", 0.1)
        assert found.passed == even


def test_where_every_slope_is_tiny_a_right_gradient_can_fail():
    """And the same 30 networks pass where they aren't flat."""
    failed = {}
    for scale in (1, 30):
        failed[scale] = 0
        for seed in range(30):
            network = Network([2, 4, 1], [tanh, sigmoid], init="uniform", rng=seed)
            network.parameters[...] *= scale
            failed[scale] += not gradient_check(network, X, Y, mean_squared_error).passed
    assert failed[1] == 0 and failed[30] > 5


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
    "slope of an activation",
    "slope of a bend",
    "stale weights",
    "wish",
    "ε",
    "d_",
]


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_chapter_are_there(word):
    assert "Often confused: " in explain(word).text
