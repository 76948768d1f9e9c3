"""The field: what the network says, in single precision, from memory that stays."""

import numpy as np
import pytest

from nnlab import Activation, Network, fast

POINTS = np.random.default_rng(0).uniform(-2, 2, (20_001, 2))


@pytest.mark.parametrize("bend", ["identity", "relu", "tanh", "sigmoid", "step"])
def test_it_says_what_the_network_says(bend):
    for sizes in ([2, 1], [2, 8, 8, 1], [2, 5, 3]):
        network = Network(sizes, ["tanh"] * (len(sizes) - 2) + [bend], rng=1)
        if bend == "step":
            continue  # at its edge, float32 may say otherwise
        answer = fast.field(network, POINTS)
        assert answer.shape == (len(POINTS), sizes[-1]) and answer.dtype == np.float32
        assert np.allclose(answer, network(POINTS), atol=2e-6)


def test_frame_after_frame_in_the_same_memory():
    points, network = fast.Points(POINTS), Network([2, 8, 8, 1], "tanh", rng=1)
    first = fast.field(network, points)
    for _ in range(3):
        network.parameters = network.parameters * -0.7
        again = fast.field(network, points)
        assert np.shares_memory(first, again)
        assert np.allclose(again, network(POINTS), atol=2e-6)


def test_another_network_is_another_layout():
    points = fast.Points(POINTS)
    for sizes, bend in (([2, 3, 1], "tanh"), ([2, 3, 1], "relu"), ([2, 6, 2, 4], "sigmoid")):
        network = Network(sizes, bend, rng=2)
        assert np.allclose(fast.field(network, points), network(POINTS), atol=2e-6)


def test_far_out_nothing_overflows_aloud():
    network = Network([2, 1], "sigmoid", rng=0)
    network.parameters = [5000.0, 0.0, 0.0]
    answer = fast.field(network, [[-1.0, 0.0], [1.0, 0.0]])
    assert answer.ravel().tolist() == [0.0, 1.0]


def test_a_bend_of_the_readers_own_is_called():
    bend = Activation("tanh", np.cos, lambda z: -np.sin(z))
    network = Network([2, 4, 1], [bend, "identity"], rng=0)
    assert np.allclose(fast.field(network, POINTS), network(POINTS), atol=1e-5)


def test_one_run_at_a_time_and_points_that_fit():
    many = Network([2, 3, 1], "tanh", runs=2, rng=0)
    assert np.allclose(fast.field(many.run(1), POINTS), many(POINTS)[1], atol=1e-6)
    with pytest.raises(ValueError, match=r"network.run\(i\)"):
        fast.field(many, POINTS)
    with pytest.raises(ValueError, match="3 columns"):
        fast.field(many.run(0), np.ones((4, 3)))
    with pytest.raises(ValueError, match="a row each"):
        fast.Points([1.0, 2.0])


@pytest.mark.parametrize(
    "points, words",
    [
        ([[np.nan, 0.0]], r"nan at \[0, 0\]"),
        ([[0.0, 1.0], [0.0, -np.inf]], r"-inf at \[1, 1\]"),
        ([[1e300, 0.0]], "beyond 3e38"),
        ([[1j, 0.0]], "real numbers"),
        ([["a", "b"]], "real numbers"),
        (None, "real numbers"),
        ([[1.0, 2.0], [3.0]], "ragged"),
        ([1.0, 2.0], r"write \[x\]"),
        ([], "a row each"),
    ],
)
def test_points_that_are_none_are_refused_in_words(points, words):
    with pytest.raises(ValueError, match=words):
        fast.field(Network([2, 1], "tanh"), points)


@pytest.mark.parametrize("wrong", [None, 3, "tanh", [2, 1], Network], ids=repr)
def test_what_is_no_network_is_refused_in_words(wrong):
    with pytest.raises(ValueError, match="field needs a network, such as"):
        fast.field(wrong, [[0.0, 1.0]])


@pytest.mark.parametrize("bend", ["identity", "relu", "tanh", "sigmoid", "step"])
def test_parameters_beyond_single_precision_are_no_alarm(bend):
    network = Network([2, 2, 1], ["tanh", bend])
    network.parameters = [1e300, -1e300, 0, 1, 1, 0, 1e300, -1e300, 1]
    assert fast.field(network, [[1.0, 1.0], [0.0, 1.0]]).shape == (2, 1)
