"""The bug zoo: each check is red with the bug and green without; the ladder gives its shares."""

from functools import partial

import numpy as np
import pytest

import nnlab
from nnlab.core import SGD, Network, fit, mean_squared_error, relu, sigmoid, tanh, train_step
from nnlab.lessons import bugs, show_source
from nnlab.lessons.bugs import BUGS, CHECKS, HALF_ADDER, REPAIRS, XOR, right, wrong
from nnlab.lessons.bugs.bug import WORDS, Bug
from nnlab.lessons.bugs.ladder import RATE, train

EACH = pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
MSE = "mean_squared_error"


def test_every_published_mistake_is_there():
    assert set(BUGS) == {
        "deltas_not_summed",
        "derivative_twice",
        "updated_weights",
        "factor_missing",
        "slope_at_a",
        "sign_flipped",
        "paths_overwritten",
        "no_bias",
        "equal_start",
        "swapped",
        "targets_in_a_row",
    }
    assert {bug.betrayed_by for bug in BUGS.values()} == set(CHECKS)


@EACH
class TestEach:
    def test_the_check_is_red_with_it_and_green_without(self, bug):
        evidence = bug.evidence()
        assert evidence.check == bug.betrayed_by
        assert evidence.red and not evidence.green
        assert repr(evidence).startswith(f"✗ {bug.betrayed_by}: ")
        mended = bug.repaired.evidence(bug.betrayed_by)
        assert mended.green
        assert repr(mended).startswith(f"✓ {bug.betrayed_by}: ")

    def test_all_other_checks_are_as_documented(self, bug):
        red = [name for name in CHECKS if bug.evidence(name).red]
        assert ", ".join(red) == WORDS[bug.name].one("Red")
        assert not any(bug.repaired.evidence(name).red for name in CHECKS)

    def test_what_it_shows_is_stable(self, bug):
        assert repr(bug) == f"Bug({bug.name})"
        assert repr(bug.evidence()) == repr(bug.evidence())
        assert repr(bug.repair) == repr(bug.repair)

    def test_it_is_short_enough_to_print(self, bug):
        assert len(show_source(bug.wrong).text.splitlines()) <= 12
        assert bug.symptom and bug.repair.words and len(bug.repair.lines) <= 5

    def test_the_repair_shows_lines_of_the_source(self, bug):
        for sign, function in (("- ", bug.wrong), ("+ ", bug.repair.function)):
            source = show_source(function).text
            lines = [line[2:] for line in bug.repair.lines if line.startswith(sign)]
            assert all(line in source for line in lines)
        assert "```diff\n" in bug.repair.markdown

    def test_a_step_changes_the_network_only(self, bug):
        network, X, y = bug.network(), bug.ground.X.copy(), bug.ground.y.copy()
        memory = network.parameters
        for other in (bug, bug.repaired):
            try:
                other.step(network, X, y, 0.5)
            except ValueError:
                assert bug.betrayed_by == "shapes"
        assert np.shares_memory(memory, network.parameters)
        assert (X == bug.ground.X).all() and (y == bug.ground.y).all()

    def test_the_symptom_is_a_curve(self, bug):
        assert bug.losses.shape == (bug.ground.epochs + 1,)
        assert bug.repaired.losses[-1] < 0.001

    def test_it_has_a_gradient_where_the_mistake_is_in_it(self, bug):
        assert (bug.gradient is None) == (bug.kind in ("step", "start"))
        if bug.gradient is not None and bug is not bugs.deltas_not_summed:
            network = bug.network()
            before = network.parameters.copy()
            slopes = bug.gradient(network, bug.ground.X, bug.ground.y)
            bug.step(network, bug.ground.X, bug.ground.y, 0.5)
            np.testing.assert_allclose(network.parameters, before - 0.5 * slopes, atol=1e-15)


@pytest.mark.parametrize("ground", [XOR, HALF_ADDER])
@pytest.mark.parametrize("bends", [[tanh, sigmoid], [relu, "identity"]])
def test_what_is_right_agrees_with_core(ground, bends):
    network = Network(ground.sizes, bends, init="uniform", rng=3)
    traces = network.forward(ground.X)
    slopes = network.backward(traces, mean_squared_error.gradient(traces[-1].a, ground.y))
    assert_same = partial(np.testing.assert_allclose, atol=1e-13)
    assert_same(right.gradient(network, ground.X, ground.y), slopes)
    for back in (right.layer_back, right.layer_back_with_loops):
        assert_same(right.layer_by_layer(back, network, ground.X, ground.y), slopes)
    after = network.copy()
    train_step(after, ground.X, ground.y, MSE, SGD(0.3))
    for step in (right.step, right.step_layer_by_layer):
        mine = network.copy()
        step(mine, ground.X, ground.y, 0.3)
        np.testing.assert_allclose(mine.parameters, after.parameters, atol=1e-13)


def test_core_is_never_patched():
    parts = [nnlab.Layer.backward, nnlab.Network.backward, nnlab.train_step, mean_squared_error]
    for bug in BUGS.values():
        bug.evidence()
    assert parts == [
        nnlab.Layer.backward,
        nnlab.Network.backward,
        nnlab.train_step,
        mean_squared_error,
    ]


def test_an_unknown_check_lists_those_there_are():
    with pytest.raises(ValueError, match="'luck'.*gradient check"):
        bugs.no_bias.evidence("luck")


def test_how_far_a_step_lands_is_measured_in_its_own_length():
    # without 2/n, n = 4, a step is twice as long as it should be: one length too far
    assert "lands 1 of" in bugs.factor_missing.evidence("against train_step").words


def elsewhere(bug, ground):
    other = Bug(bug.name, bug.wrong, bug.right, bug.kind, ground)
    other.hands_over = bug.hands_over
    return other


def test_paths_that_meet_need_two_outputs():
    alone = elsewhere(bugs.paths_overwritten, XOR)
    assert not any(alone.evidence(name).red for name in CHECKS)
    assert bugs.paths_overwritten.evidence("gradient check").red


def test_where_as_many_go_in_as_come_out_a_swap_runs_and_the_loss_it_sees_falls():
    bug = elsewhere(bugs.swapped, HALF_ADDER)
    assert bug.evidence("shapes").green
    assert bug.evidence("against train_step").red
    _, X, y, *_ = HALF_ADDER
    back = mean_squared_error(bug.trained(y), X), mean_squared_error(bug.network()(y), X)
    assert back[0] < 0.6 * back[1]


def test_the_symptoms_are_true():
    assert np.isnan(bugs.deltas_not_summed.losses[1:]).all()
    slow, quick = bugs.derivative_twice.losses, bugs.derivative_twice.repaired.losses
    assert slow[-1] > 10 * quick[-1] and slow[-1] < 0.01
    stale = bugs.updated_weights
    assert abs(stale.losses[-1] / stale.repaired.losses[-1] - 1) < 0.01
    assert bugs.slope_at_a.losses[-1] < bugs.slope_at_a.repaired.losses[-1]
    z = 6.0
    assert 79 < sigmoid.derivative(sigmoid(z)) / sigmoid.derivative(z) < 81
    assert bugs.sign_flipped.losses[1] > bugs.sign_flipped.losses[0]
    assert bugs.no_bias.trained([0, 0]).tolist() == [0.5]
    assert bugs.no_bias.losses[-1] == pytest.approx(1 / 16, rel=0.02)
    assert bugs.equal_start.losses[-1] == pytest.approx(1 / 6, rel=0.02)
    np.testing.assert_allclose(bugs.targets_in_a_row.trained(XOR.X), 0.5, atol=0.05)
    assert np.mean((XOR.y - XOR.y.ravel()) ** 2) == 0.5


def test_the_slope_of_the_square_of_errors_is_what_the_bug_uses():
    network, h = bugs.targets_in_a_row.network(), 1e-6
    slopes = wrong.targets_in_a_row(network, XOR.X, XOR.y)

    def loss(parameters):
        return np.mean((network.with_parameters(parameters)(XOR.X) - XOR.y.ravel()) ** 2)

    for i, nudge in enumerate(np.eye(network.n_parameters) * h):
        p = network.parameters
        assert (loss(p + nudge) - loss(p - nudge)) / (2 * h) == pytest.approx(slopes[i], abs=1e-8)


@EACH
@pytest.mark.parametrize(
    "wrong",
    [
        {"network": None},
        {"network": Network([2, 4, 1], tanh, runs=(2,))},
        {"X": None},
        {"X": [[1, 2, 3]]},
        {"y": [0, 1, 1, 0]},
        {"y": [[np.nan]] * 4},
        {"learning_rate": "x"},
        {"learning_rate": [0.1, 0.2]},
    ],
    ids=repr,
)
def test_a_bug_stands_behind_a_door(bug, wrong):
    network = bug.network()
    before = network.parameters.copy()
    given = dict(network=network, X=bug.ground.X, y=bug.ground.y, learning_rate=0.1) | wrong
    with pytest.raises(ValueError):
        bug.step(**given)
    if bug.gradient is not None and "learning_rate" not in wrong:
        del given["learning_rate"]
        with pytest.raises(ValueError):
            bug.gradient(**given)
    np.testing.assert_array_equal(network.parameters, before)


@pytest.mark.parametrize("wrong", [{"n_starts": 0}, {"epochs": "x"}, {"epochs": -1}])
def test_a_ladder_that_cant_be_climbed_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        bugs.repair_ladder(**({"n_starts": 2, "epochs": 2} | wrong))


def test_numbers_beyond_all_bounds_warn_nobody():
    network = bugs.sign_flipped.network()
    bugs.sign_flipped.step(network, XOR.X * 1e300, XOR.y * 1e300, 1e300)


# The ladder -----------------------------------------------------------------------------------


def js_times(slope, blame):
    """A number times whatever JavaScript finds there."""
    return slope * blame if isinstance(blame, float) else float("nan")


def article(rows, X, targets, epochs, repairs):
    """The published code, neuron by neuron in plain Python; a row is [w..., b]."""

    def bend(layer, z):
        # Math.max(0, NaN) is NaN, as in numpy; Python's own max(0.0, nan) is 0.0
        return float(np.maximum(0.0, z)) if layer == 0 else 1 / (1 + np.exp(-z))

    def slope(layer, z):
        return float(z > 0) if layer == 0 else bend(1, z) * (1 - bend(1, z))

    for _ in range(epochs):
        for x, target in zip(X, targets, strict=True):
            seen, sums = [list(x)], []
            for layer, neurons in enumerate(rows):
                z = [
                    sum(w * v for w, v in zip(row[:-1], seen[-1], strict=True)) + row[-1]
                    for row in neurons
                ]
                sums.append(z)
                seen.append([bend(layer, value) for value in z])
            deltas = [output - target for output in seen[-1]]
            if "2/n" in repairs:
                deltas = [2 * d for d in deltas]
            if "derivative once" not in repairs:
                deltas = [d * slope(1, z) for d, z in zip(deltas, sums[-1], strict=True)]
            for layer in (1, 0):
                lists = []
                for i, row in enumerate(rows[layer]):
                    delta = js_times(
                        slope(layer, sums[layer][i]), deltas[i] if i < len(deltas) else None
                    )
                    before = row[:-1]
                    row[:-1] = [
                        w - RATE * delta * v for w, v in zip(row[:-1], seen[layer], strict=True)
                    ]
                    row[-1] -= RATE * delta
                    through = before if "old weights" in repairs else row[:-1]
                    lists.append([w * delta for w in through])
                summed = [float(sum(column)) for column in zip(*lists, strict=True)]
                deltas = summed if "deltas summed" in repairs else lists
    return np.array([number for layer in rows for row in layer for number in row])


@pytest.mark.parametrize("n", range(5))
def test_each_stage_is_the_articles_code_with_its_repairs(n):
    starts = Network([2, 4, 1], [relu, sigmoid], init="uniform", runs=(3,), rng=5)
    mine = starts.copy()
    train(mine, REPAIRS[:n], 20)
    for i in range(3):
        rows = [block.tolist() for block in starts.run(i).split(starts.run(i).parameters)]
        theirs = article(rows, XOR.X.tolist(), XOR.y.ravel(), 20, REPAIRS[:n])
        np.testing.assert_allclose(mine.run(i).parameters, theirs, rtol=1e-10, atol=1e-12)
    assert np.isnan(mine.parameters).all() == (n == 0)


def test_the_last_stage_is_fit():
    mine = Network([2, 4, 1], [relu, sigmoid], init="uniform", runs=(7,), rng=2)
    theirs = mine.copy()
    train(mine, REPAIRS, 50)
    fit(theirs, XOR.X, XOR.y, epochs=50, batch_size=1, shuffle=False, record_every=50)
    np.testing.assert_allclose(mine.parameters, theirs.parameters, atol=1e-12)


def test_200_starts_give_the_shares_within_sampling_error():
    ladder = bugs.repair_ladder(200)
    published, *others = ladder.stages
    assert (published.n_solved, published.n_nan) == (0, 200)
    bands = [(116, 160), (118, 161), (136, 175), (134, 174)]
    for stage, (low, high) in zip(others, bands, strict=True):
        assert low <= stage.n_solved <= high and stage.n_nan == 0
    assert [stage.name for stage in ladder.stages] == ["as published", *REPAIRS]
    errors = [stage.relative_error for stage in others]
    assert all(error > 0.1 for error in errors[:-1]) and errors[-1] < 1e-6
    assert "2/n" in repr(ladder) and ladder.markdown.count("\n") == 6
