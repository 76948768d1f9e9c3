"""A walk is core's own training; no widget is made."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, mean_squared_error
from nnlab.datasets import make_gate
from nnlab.labs.walk import Walk

pytestmark = pytest.mark.usefixtures("no_widget")

X, Y = make_gate("xor")


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


def test_with_all_parameters_a_walk_is_core_s_training(network):
    twin = network.copy()
    walk = Walk(network, X, Y, mean_squared_error, rate=2.0)
    walk.all_move = True
    walk.step(5)
    history = Training(twin, X, Y, optimizer=SGD(2.0)).run(5)
    np.testing.assert_allclose(walk.losses, history.loss, rtol=1e-12)
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-12)


def test_a_walk_s_progress_can_be_kept_and_restored_in_any_order(network):
    walk = Walk(network, X, Y, mean_squared_error, rate=5.0)
    kept = []
    for _ in range(3):
        kept.append((walk.progress, walk.path.copy()))
        walk.step(2)
    walk.rate = 1.0
    for at in (2, 0, 1):
        walk.progress = kept[at][0]
        np.testing.assert_array_equal(walk.path, kept[at][1])
        np.testing.assert_array_equal(walk.place, kept[at][1][-1])
    assert walk.rate == 1.0


def test_a_walk_that_diverges_stays_where_it_was():
    network = Network([1, 1], "identity")
    network.parameters[:] = [1, 0]
    walk = Walk(network, [[1.0], [-1.0]], [[0], [0]], mean_squared_error, rate=1e200)
    walk.step(9)
    assert (
        walk.diverged and np.isfinite(network.parameters).all() and np.isfinite(walk.losses).all()
    )
    walk.back()
    assert not walk.diverged and network.parameters.tolist() == [1, 0]


def test_an_answer_in_the_middle_counts_as_no():
    network = Network([2, 1], "sigmoid", init="zeros")  # it says 0.5 to everything
    walk = Walk(network, X, [[0.0], [0], [0], [1]], mean_squared_error)
    assert walk.right() == 3
    assert Walk(network, X, [[0.0], [2], [0], [1]], mean_squared_error).right() is None


def test_the_edge_of_the_map_is_on_it(network):
    walk = Walk(network, X, Y, mean_squared_error, reach=2.0)
    walk.set_down([9, -9])
    assert walk.place.tolist() == [2.0, -2.0] and walk.inside
    network.parameters[0] = 2.1
    assert not walk.inside
