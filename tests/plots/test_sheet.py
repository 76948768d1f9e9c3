"""The falling sheet on paper."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.pictures.sheet import sheet
from nnlab.plots.picture import new_figure, sheet_figure, to_png
from nnlab.plots.sheet import paint_sheet
from tests.plots.reading import texts

X, Y = make_gate("xor")
SPOT = "two in one spot"


@pytest.fixture
def network():
    made = Network([2, 2, 1], "sigmoid", init="zeros")
    made.parameters[:] = np.multiply([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5], 6)
    return made


def painted(network, fold):
    ax = new_figure(6, 5)[1][0]
    return paint_sheet(ax, sheet(network, X, Y[:, 0], fold=fold))


def test_on_its_way_it_shows_all_that_the_legend_names(network):
    ax = painted(network, 0.62)
    assert len(ax.images) == 2 and len(ax.collections) > 3  # two planes; threads, nets, the sheet
    words = texts(ax)
    for each in ("(0, 0)", "(1, 1)", "x₁", "x₂", "h₁", "h₂", "the cut", SPOT):
        assert each in words


def test_before_it_falls_nothing_has_landed(network):
    flat, landed = painted(network, 0.0), painted(network, 1.0)
    assert SPOT not in texts(flat) and SPOT in texts(landed)
    assert len(flat.lines) < len(landed.lines)


def test_a_torn_sheet_is_no_net(network):
    torn = network.copy()
    torn.layers[0].activation = "step"
    whole = painted(network, 0.62).collections[-1].get_paths()
    cells = [each for each in painted(torn, 0.62).collections if "Poly" in type(each).__name__]
    assert 0 < len(cells[0].get_paths()) < 36 * 36 and len(whole) > 0


def test_its_picture_is_a_png(network):
    assert to_png(sheet_figure(sheet(network, X, Y[:, 0], fold=0.62))).startswith(b"\x89PNG")
