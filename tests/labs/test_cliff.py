"""CliffLab: three step sizes on one parabola."""

import numpy as np
import pytest

from nnlab import Network, binary_cross_entropy
from nnlab.labs import CliffLab

ROOT = np.sqrt(2)
X, Y = [[ROOT], [-ROOT]], [[0.0], [0.0]]


@pytest.fixture
def network():
    """Its loss is 2w², at w = 1."""
    network = Network([1, 1], "identity")
    network.parameters = [1.0, 0.0]
    return network


@pytest.fixture
def lab(network):
    lab = CliffLab(network, X, Y)
    yield lab
    lab.close()


def test_the_facts_of_the_chapter(lab):
    model = lab.model
    assert model.a == pytest.approx(4) and model.lowest == pytest.approx(0)
    after = [model.path(rate, 10)[-1] for rate in model.rates]
    assert after == pytest.approx([0, 0.6648, 1.4802], abs=5e-5)
    assert [model.factor(rate) for rate in model.rates] == pytest.approx([0, -0.96, -1.04])


@pytest.mark.parametrize(
    "rate, does", [(0, "stays"), (0.1, "side"), (0.25, "One"), (0.5, "ever"), (0.6, "climbs")]
)
def test_what_a_step_size_does_is_named(lab, rate, does):
    lab.controls["second"].value = rate
    assert does in lab.model.verdict(1) and does in lab.walks[1].parts()[0].words
    assert lab.model.rates == [0.25, rate, 0.51]


def test_a_step_size_is_undone(lab):
    lab.controls["third"].value = 0.3
    lab.undo()
    assert lab.model.rates[2] == 0.51 == lab.controls["third"].value


def test_the_picture_holds_a_walk_that_climbs_out(lab):
    x0, x1, y0, y1 = lab.model.picture(2)["bounds"]
    path = lab.model.picture(2)["path"]
    assert (x0 < path[:, 0]).all() and (path[:, 0] < x1).all()
    assert (y0 <= path[:, 1]).all() and (path[:, 1] < y1).all()
    heights = [lab.model.height(w) for w in path[:, 0]]
    assert path[:, 1] == pytest.approx(heights)


def test_what_a_cell_changes_is_drawn(lab, network):
    network.parameters[0] = -2.0
    lab._sync()
    assert lab.model.path(0.25, 1).tolist() == pytest.approx([-2, 0])


def test_a_loss_that_is_no_parabola_is_refused_with_the_remedy():
    bent = Network([1, 1], "sigmoid", rng=0)
    with pytest.raises(ValueError, match="parabola"):
        CliffLab(bent, X, [[0.0], [1.0]], binary_cross_entropy)
    flat = Network([1, 1], "identity", rng=0)
    with pytest.raises(ValueError, match="parabola"):
        CliffLab(flat, [[0.0]], [[0.0]])


@pytest.mark.parametrize(
    "wrong, says", [({"weight": 2}, "from 0 to 1"), ({"rates": (1, 2)}, "three")]
)
def test_bad_input_names_the_remedy(network, wrong, says):
    with pytest.raises(ValueError, match=says):
        CliffLab(network, X, Y, **wrong)


def test_code_and_picture(lab):
    space = {}
    exec(lab.as_code().replace("CliffLab(network", "lab = CliffLab(network"), space)
    assert repr(space["lab"]) == repr(lab) and "−1.04" in repr(lab)
    space["lab"].close()
    assert lab.png().startswith(b"\x89PNG")
    alone = CliffLab(lab.network, X, Y, show="rates")
    assert alone.png() is None
    alone.close()
