"""The ladder: each stage is the article's code with its repairs, and gives its shares."""

import numpy as np
import pytest

from nnlab.core import Network, fit, relu, sigmoid
from nnlab.lessons import bugs
from nnlab.lessons.bugs import REPAIRS, XOR
from nnlab.lessons.bugs.ladder import RATE, train


@pytest.mark.parametrize("wrong", [{"n_starts": 0}, {"epochs": "x"}, {"epochs": -1}])
def test_a_ladder_that_cant_be_climbed_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        bugs.repair_ladder(**({"n_starts": 2, "epochs": 2} | wrong))


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


def test_each_slip_alone_and_what_it_does():
    tried = bugs.each_slip(200)
    names = ["deltas not summed", "derivative twice", "changed weights", "2 missing", "none"]
    assert [stage.name for stage in tried.stages] == names
    lists, twice, changed, missing, none = tried.stages
    assert (lists.n_solved, lists.n_nan) == (0, 200)
    assert 15 < np.median(twice.losses) / np.median(none.losses) < 30  # slow, and that's all
    assert np.median(changed.losses) == pytest.approx(np.median(none.losses), rel=0.3)
    assert missing.relative_error == pytest.approx(1 / 3, abs=1e-6)
    assert none.relative_error < 1e-6 < min(s.relative_error for s in (twice, changed, missing))
    ladder = bugs.repair_ladder(2, epochs=1)
    assert [stage.name for stage in ladder.stages[1:]] == list(REPAIRS)


@pytest.mark.once
@pytest.mark.parametrize("seed", range(5))
def test_with_changed_weights_fewer_starts_solve_it(seed):
    won = {}
    for kept in (REPAIRS, [each for each in REPAIRS if each != "old weights"]):
        network = Network([2, 4, 1], [relu, sigmoid], init="uniform", runs=(200,), rng=seed)
        train(network, kept, 10_000)
        won[len(kept)] = (np.abs(network(XOR.X) - XOR.y) < 0.5).all(axis=(1, 2)).sum()
    assert 5 < won[4] - won[3] < 30


@pytest.mark.parametrize("wrong", [{"n_starts": 0}, {"epochs": -1}])
def test_no_slip_is_tried_on_nothing(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        bugs.each_slip(**({"n_starts": 2, "epochs": 2} | wrong))
