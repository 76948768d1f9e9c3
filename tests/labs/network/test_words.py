"""What NetworkLab says, of a model alone."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_circles, make_gate
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import HINTS, describe, hint, meeting, verdict
from nnlab.labs.samples import PATIENCE

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def test_what_is_solved_has_its_gate_s_name(apart):
    assert "XOR" in verdict(apart) and "kept" not in verdict(apart)
    apart.kept.add(("step", "step"))
    assert "kept" in verdict(apart)


def test_few_that_are_wrong_are_named_many_are_counted(apart):
    apart.network.parameters[-1] = 0.5
    apart.read()
    assert "(0, 0)" in verdict(apart) and "(0, 1)" not in verdict(apart)
    many = Apart(Network([2, 3, 1], "tanh", rng=0), *make_circles(40, rng=0))
    many.read()
    assert f"{many.wrong.sum()} are" in verdict(many)


def test_points_that_meet_are_named_when_all_is_folded(apart):
    assert meeting(apart) == ""
    apart.fold = 1.0
    assert "(0, 1) and (1, 0)" in meeting(apart)
    apart.fold = 0.5
    assert meeting(apart) == ""


def test_a_hint_comes_after_a_while_and_not_for_who_is_done(apart):
    apart.tries = 2 * PATIENCE
    assert hint(apart) == ""
    apart.network.parameters[:] = 0
    apart.read()
    assert HINTS[1] in hint(apart)
    apart.tries = 99 * PATIENCE
    assert HINTS[-1] in hint(apart)
    apart.tries = 0
    assert hint(apart) == ""


@pytest.mark.parametrize("sizes, numbers", [([2, 2, 1], True), ([2, 5, 3, 1], False)])
def test_small_networks_are_told_number_by_number(sizes, numbers):
    network = Network(sizes, "tanh", init="zeros")
    network.layers[0].W[0, 0] = np.float64(0.625)
    apart = Apart(network, X, Y)
    apart.read()
    assert ("0.625" in describe(apart)) == numbers
