"""A bug: its symptom, its faulty step and its repair; nothing of core is changed."""

import numpy as np
import pytest

import nnlab
from nnlab.core import Network, mean_squared_error, tanh
from nnlab.lessons import bugs, show_source
from nnlab.lessons.bugs import BUGS, CHECKS, XOR

EACH = pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)


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


def test_numbers_beyond_all_bounds_warn_nobody():
    network = bugs.sign_flipped.network()
    bugs.sign_flipped.step(network, XOR.X * 1e300, XOR.y * 1e300, 1e300)
