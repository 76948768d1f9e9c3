"""What each node of a network's drawing shows."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.network import network_marks, node_answers, node_maps, pulls
from nnlab.pictures.wiring import STROKE, link_width


def test_maps_of_nodes():
    network = Network([2, 1, 1], ["step", "sigmoid"], init="uniform", rng=0)
    places = np.random.default_rng(0).normal(size=(16, 2))
    maps, crisp = node_maps(network.activations, places, network.forward(places))
    assert maps.shape == (4, 4, 4) and maps.dtype == np.uint8 and crisp == [0, 0, 1, 0]
    assert ((maps[2] > 128) == (network.layers[0](places)[:, 0] > 0.5).reshape(4, 4)).all()


def test_inputs_beyond_0_to_1_are_coloured_around_0():
    network = Network([2, 1], "tanh", rng=0)
    for sample, colours in (([1, 0], [255, 1]), ([-4, 4], [1, 255]), ([0, 2], [128, 255])):
        marks = network_marks(network, **node_answers(network.forward([sample])))
        assert marks["maps"][:2].ravel().tolist() == colours


def test_a_sample_s_answers_stand_node_by_node():
    network = Network([2, 3, 1], "tanh", rng=0)
    X = np.array([[0.0, 1.0], [0.5, 0.25]])
    traces = network.forward(X)
    marks = network_marks(network, **node_answers(traces, 1))
    assert marks["a"].tolist() == [0.5, 0.25, *traces[0].a[1], *traces[1].a[1]]
    assert np.isnan(marks["z"][:2]).all() and marks["z"][5] == traces[1].z[1, 0]
    assert marks["room"] == {"sample": True, "compact": False, "quiet": False}


def test_a_sample_s_numbers_stand_at_no_map_where_it_is_quiet():
    network, x = Network([2, 1], "tanh", rng=0), [[0.0, 1.0]]
    known = node_answers(network.forward(x))
    for maps, sample in ((None, True), ((0, 1, 0, 1), False)):
        marks = network_marks(network, maps=maps, quiet=True, **known)
        assert marks["room"]["sample"] == sample and marks["a"][1] == 1


def test_compact_the_names_stand_below():
    marks = network_marks(Network([2, 8, 1], "tanh", rng=0), compact=True)
    assert marks["below"] == ["x₁, x₂", "h₁ … h₈", "output"]
    assert marks["columns"] == ["inputs", "tanh", "tanh"]


def test_weak_answers_of_the_output_alone_can_be_drawn_stronger():
    network = Network([2, 2, 1], "sigmoid", rng=0)
    plain, strong = (network_marks(network, maps=(0, 1, 0, 1), power=p)["maps"] for p in (1, 0.62))
    assert (plain[:4] == strong[:4]).all()
    away = [np.abs(maps[4].astype(int) - 128) for maps in (plain, strong)]
    assert (away[1] > away[0]).all()


def features(points):
    x1, x2 = points.T
    return np.column_stack([x1, x2, x1**2, np.sin(x2), 0 * x1])


def test_inputs_made_of_the_plane_s_two_are_mapped_through_them_each_around_0():
    network = Network([5, 2, 1], "tanh", rng=0)
    maps = network_marks(network, maps=(-6, 6, -6, 6), through=features)["maps"].astype(int)
    x1, x2, square, wave, nothing = maps[:5]
    assert x1[0, 0] == 1 and x1[0, -1] == 255 and x2[0, 0] == 1 and x2[-1, 0] == 255
    assert square.min() == 129 and square[:, [0, -1]].min() == 255  # never below 0
    assert wave.min() < 5 and wave.max() > 251 and (np.diff(wave, axis=1) == 0).all()
    assert (nothing == 128).all()
    points = sample_plane((-6, 6, -6, 6), 32)
    said = network.forward(features(points))[0].a[:, 1]
    assert ((maps[6] > 128).ravel() == (said > 0)).all()


def test_more_inputs_than_a_plane_has_need_a_way_to_them():
    with pytest.raises(ValueError, match="2 inputs, this network 5"):
        network_marks(Network([5, 1], "tanh", rng=0), maps=(-6, 6, -6, 6))


def test_slopes_are_one_for_each_parameter():
    network = Network([2, 1], "tanh", rng=0)
    assert network_marks(network)["slopes"] is None
    assert network_marks(network, slopes=[1, 2, 3])["slopes"].tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match="slopes has 2 numbers"):
        network_marks(network, slopes=[1, 2])


def test_the_steepest_link_is_the_widest_even_where_one_has_no_slope():
    drawn = pulls(np.array([-0.002, np.nan, 0.001]))
    assert drawn[0] == -6.4 and drawn[2] == 3.2 and np.isnan(drawn[1])
    assert link_width(drawn[0]) == STROKE[2]
    assert pulls(np.zeros(3)).tolist() == [0, 0, 0]
