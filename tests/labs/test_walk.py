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


def test_a_walk_over_all_parameters_is_core_s_training():
    network, x = Network([1, 1], "sigmoid", rng=0), X[:, :1]
    twin = network.copy()
    Walk(network, x, Y, mean_squared_error, rate=2.0).step(5)
    Training(twin, x, Y, optimizer=SGD(2.0)).run(5)
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


def test_a_map_may_lie_anywhere(network):
    walk = Walk(network, X, Y, mean_squared_error, reach=(-16, 8))
    assert walk.bounds == (-16, 8, -16, 8)
    walk.set_down([-99, 99])
    assert walk.place.tolist() == [-16, 8]
    for bad in [(8, -16), (0, 1e7), "ab", (1, 2, 3)]:
        with pytest.raises(ValueError, match="reach"):
            Walk(network, X, Y, mean_squared_error, reach=bad)


def valley(rate=0.1):
    """2w² + b², at w = 1 and b = 1."""
    network, root = Network([1, 1], "identity"), np.sqrt(2)
    network.parameters[:] = [1, 1]
    walk = Walk(network, [[root], [-root]], [[0], [0]], mean_squared_error, rate=rate, reach=2)
    walk.read()
    return walk


def test_the_arrow_points_straight_downhill_and_is_as_long_as_a_step_where_that_can_be_seen():
    walk = valley()
    way = np.array(walk.picture()["head"]) - walk.place
    assert way / np.hypot(*way) == pytest.approx(-walk.slope / walk.steepness)
    assert np.hypot(*way) == pytest.approx(0.15 * 4) or np.hypot(*way) == pytest.approx(
        walk.rate * walk.steepness
    )
    walk.rate = 1e-5
    assert np.hypot(*(walk.picture()["head"] - walk.place)) == pytest.approx(0.15 * 4)
    walk.set_down([0, 0])
    walk.read()
    assert walk.picture()["head"] is None and "level" in walk.downhill()


def test_the_words_say_height_slope_and_direction():
    walk = valley()
    said = walk.describe()
    assert "loss 3" in said and "4.5" in said and said.count("smaller") == 2
    walk.set_down([0.0, -1.0])
    walk.read()
    assert "larger b" in walk.downhill() and "w x" not in walk.downhill()


def test_in_fog_the_words_tell_nothing_of_the_map():
    walk = valley()
    assert "reaches" not in walk.describe()
    walk.fog = False
    assert "reaches" in walk.describe()


def test_it_has_arrived_on_the_floor_and_not_before():
    walk = valley()
    assert not walk.arrived
    walk.step(1)
    assert not walk.arrived
    walk.step(30)
    assert walk.arrived
    walk.set_down([0, 0])
    assert not walk.arrived  # carried there is not walked


def test_a_hand_finds_the_lowest_place_of_a_map_that_is_seen():
    walk = valley()
    walk.set_down([0, 0])
    assert not walk.arrived  # in fog nobody sees it
    walk.fog = False
    assert walk.arrived and "Nowhere" in walk.told()
    walk.read()
    assert walk.picture()["head"] is None
    walk.set_down([0.5, 0])
    assert not walk.arrived and "be less" in walk.told()
    walk.back()
    assert not walk.arrived and "Drag" in walk.told()


def test_a_shelf_is_found():
    network = Network([2, 2, 1], "sigmoid")
    network.parameters[:] = [-1, 1, -3, 6, 6, -9, 6, -6, -3]
    walk = Walk(network, X, Y, mean_squared_error, rate=10)
    walk.step(120)
    assert walk.shelf == 36 and "36" in walk.told()
    assert valley().shelf == 0


def test_escape_puts_the_walker_back_on_its_path():
    walk = valley()
    walk.step(3)
    place, path = walk.place.copy(), walk.path.copy()
    for x in (0.5, 0.7):
        walk.drag({"id": "a", "x": x, "y": 0.0, "phase": "move"})
    assert walk.place.tolist() == [0.7, 0] and len(walk.path) == 1
    walk.drag({"id": "a", "x": 9.0, "y": 9.0, "phase": "cancel"})
    assert (walk.place == place).all() and (walk.path == path).all()


def test_seen_ground_ends_the_arrow_where_it_rises_again():
    network = Network([1, 1], "identity", init="zeros")
    # It's lowest where weight and bias add up to 1.
    walk = Walk(network, [[1.0]], [[1.0]], mean_squared_error, rate=0.1)
    walk.read()
    assert walk.picture()["head"].sum() > 3  # in fog nobody knows
    walk.fog = False
    assert walk.picture()["head"].sum() == pytest.approx(1, abs=0.3)


def test_a_walker_ahead_leaves_this_one_where_it_is():
    walk = valley()
    other = walk.ahead(5)
    assert len(other.path) == 6 and len(walk.path) == 1 and walk.place.tolist() == [1, 1]


def test_a_walker_that_is_set_down_leaves_the_start_behind():
    walk = valley()
    began = list(walk.place)
    walk.drag({"id": 1, "phase": "move", "x": 0.5, "y": 0.25})
    assert list(walk.picture()["start"]) == began and walk.picture()["path"].tolist() == [
        [0.5, 0.25]
    ]
    walk.step(2)
    assert list(walk.picture()["start"]) == [0.5, 0.25]  # this walk's own
