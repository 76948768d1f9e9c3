"""What labs with samples share: data, sums, a factor on all numbers."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.labs import samples
from nnlab.labs.samples import Sharpness


def test_a_lab_of_one_network_takes_one():
    network = Network([2, 2, 1], "tanh", rng=0)
    assert samples.one_network(network, "SomeLab") is network
    with pytest.raises(ValueError, match="a Network, not int"):
        samples.one_network(3, "SomeLab")
    with pytest.raises(ValueError, match=r"network.run\(0\)"):
        samples.one_network(Network([2, 1], "tanh", runs=(3,)), "SomeLab")


def test_only_the_four_rows_in_their_order_are_a_gate():
    X, _ = make_gate("or")
    assert samples.is_gate(X)
    assert not samples.is_gate(X[::-1]) and not samples.is_gate(X[:3])


def test_what_lies_on_a_line_adds_up_to_nothing():
    z = samples.sums(np.array([[1.0, 1.0], [1.0, 0.0]]), np.array([0.1, 0.2]), -0.3)
    assert z[0] == 0 and z[1] == pytest.approx(-0.2)
    with np.errstate(all="ignore"):
        z = samples.sums(np.array([[1e308, 1e308]]), np.array([9.0, -9.0]), 0.0)
    assert np.isfinite(z).all()


@pytest.mark.parametrize("index, found", [(0, 0), (2, 2), (3, 1), (-1, 1), ("2", 1), (None, 1)])
def test_what_cannot_be_chosen_leaves_the_choice(index, found):
    assert samples.chosen({"index": index}, 3, 1) == found


def test_an_arrow_key_takes_one_step_and_with_shift_four():
    assert samples.keys({"steps": -1}) == samples.keys({"steps": -1, "big": False}) == -1
    assert samples.keys({"steps": 1, "big": True}) == 4


def test_sharpness_comes_back_exactly_and_rises_from_zero():
    numbers = np.array([0.1, -0.3, 0.7])
    before, sharpness = numbers.copy(), Sharpness(numbers)
    for factor in (3.0, 0.7, 0.0, 1.0):
        sharpness.set(factor)
    assert np.array_equal(numbers, before)
    sharpness.set(0.0)
    numbers[1] = 2.0  # by another control
    sharpness.set(2.0)
    assert numbers.tolist() == [0.0, 4.0, 0.0]
