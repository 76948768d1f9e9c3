"""What NetworkLab says, of a model alone."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_circles, make_gate
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import HINTS, STUCK, describe, fall, folded, hint, verdict
from nnlab.labs.samples import PATIENCE

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def test_what_is_solved_has_its_gate_s_name(apart):
    assert "XOR" in verdict(apart)


def test_few_that_are_wrong_are_named_many_are_counted(apart):
    apart.network.parameters[-1] = 0.5
    apart.read()
    assert "(0, 0)" in verdict(apart) and "(0, 1)" not in verdict(apart)
    many = Apart(Network([2, 3, 1], "tanh", rng=0), *make_circles(40, rng=0))
    many.read()
    assert f"{many.wrong.sum()} are" in verdict(many)


def test_points_that_land_together_are_named_with_their_place(apart):
    headline, where = folded(apart, (-0.1, 1.1, -0.1, 1.1))
    assert "Two in one" in headline and "(0, 1) and (1, 0) fell" in where


def test_a_fold_that_does_not_part_them_says_so(apart):
    apart.fold = 1.0
    assert "line is enough" in fall(apart)
    apart.network.parameters[-1] = 5
    apart.read()
    assert apart.wrong.any() and "doesn't part" in fall(apart).unescape()


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


def test_whoever_turns_a_number_that_cannot_help_is_told(apart):
    for turned, told in (("p6", STUCK), ("p7", "")):  # XOR but for v2, which is too large
        apart.network.parameters[:] = [1, 1, -0.5, 1, 1, -1.5, 1, 1, -0.5]
        apart.choose(turned)
        apart.tries = 1
        apart.read()
        assert not apart.solved and hint(apart) == told


@pytest.mark.parametrize("sizes, numbers", [([2, 2, 1], True), ([2, 5, 3, 1], False)])
def test_small_networks_are_told_number_by_number(sizes, numbers):
    network = Network(sizes, "tanh", init="zeros")
    network.layers[0].W[0, 0] = np.float64(0.625)
    apart = Apart(network, X, Y)
    apart.read()
    assert ("0.625" in describe(apart)) == numbers
