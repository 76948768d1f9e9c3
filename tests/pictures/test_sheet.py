"""The falling sheet: where it begins, where it lands, and what is seen of it."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.pictures.sheet import (
    CELLS,
    FIELD,
    FLOOR,
    HEIGHT,
    TOP,
    corner_images,
    fallen,
    seen,
    sheet,
)

X, Y = make_gate("xor")
KINDS = Y[:, 0].astype(int)
XOR = np.array([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5])


def made(numbers=XOR * 6, bends="sigmoid"):
    network = Network([2, 2, 1], bends, init="zeros")
    network.parameters[:] = numbers
    return network


def test_each_corner_lands_where_the_hidden_layer_puts_it():
    network = made()
    corners, landed = corner_images(sheet(network, X, KINDS))
    assert corners.shape == landed.shape == (CELLS + 1, CELLS + 1, 2)
    says = network.layers[0](corners.reshape(-1, 2)).reshape(corners.shape)
    np.testing.assert_allclose(landed, says, atol=1e-6)
    assert corners[0, -1, 0] > corners[0, 0, 0] and corners[-1, 0, 1] > corners[0, 0, 1]


def test_points_and_floor_hold_what_lands_there():
    marks = sheet(made(), X, KINDS, wrong=[True, False, False, False], selected=[2], fold=0.25)
    h = made().layers[0](X)
    assert [point[2:4] for point in marks["points"]] == h.tolist()
    assert [point[4:] for point in marks["points"][:2]] == [
        [0, True, "(0, 0)"],
        [1, False, "(0, 1)"],
    ]
    assert (marks["floor"], marks["selected"], marks["fold"]) == ([-0.1, 1.1, -0.1, 1.1], [2], 0.25)
    for bends in ("relu", "identity"):
        marks = sheet(made(bends=[bends, "sigmoid"]), X, KINDS)
        landed = corner_images(marks)[1].reshape(-1, 2)
        low, high = np.array(marks["floor"]).reshape(2, 2).T
        assert (landed >= low).all() and (landed <= high).all()


def test_the_fields_are_what_the_output_says_above_and_below():
    network = made()
    marks = sheet(network, X, KINDS)
    above, below = np.frombuffer(marks["fields"], np.uint8).reshape(2, FIELD, FIELD)
    assert above[FIELD // 2, FIELD // 2] > 128 > above[0, 0]  # between the lines, and beside them
    assert below[0, -1] > 128 > below[0, 0]  # h1 and not h2
    assert sheet(made(bends="step"), X, KINDS)["crisp"] and not marks["crisp"]


def test_the_cut_is_where_the_output_is_undecided():
    network = made()
    ends = np.array(sheet(network, X, KINDS)["cut"])
    np.testing.assert_allclose(network.layers[1](ends), 0.5)
    flat = made([*XOR[:6], 0, 0, 1])
    assert sheet(flat, X, KINDS)["cut"] == []


def test_points_that_land_near_each_other_share_a_spot():
    assert [spot[2].split()[0] for spot in sheet(made(), X, KINDS)["spots"]] == ["two"]
    ((*place, words),) = sheet(made(np.zeros(9)), X, KINDS)["spots"]
    assert place == [0.5, 0.5] and words.startswith("four")
    assert sheet(made([6, 0, -3, 0, 6, -3, 1, 1, 1]), X, KINDS)["spots"] == []


def test_a_layer_that_jumps_tears_it():
    assert sheet(made(bends="step"), X, KINDS)["torn"] and not sheet(made(), X, KINDS)["torn"]


def test_it_falls_from_the_plane_to_the_floor():
    marks = sheet(made(), X, KINDS)
    x0, x1, y0, y1 = marks["top"]
    start = fallen([x0, y1], [0.5, 0.5], 0.0, marks)
    np.testing.assert_allclose(start, [-TOP / 2, TOP / 2, HEIGHT])
    end = fallen([x0, y1], [1.1, 0.5], 1.0, marks)
    np.testing.assert_allclose(end, [FLOOR / 2, 0, 0], atol=1e-12)
    ways = fallen(X, X, np.linspace(0, 1, 5)[:, np.newaxis], marks)
    assert ways.shape == (5, 4, 3) and (np.diff(ways[:, 0, 2]) < 0).all()


def test_what_is_higher_is_seen_higher_and_from_above_nothing_is():
    assert seen([0, 0, 1])[1] > seen([0, 0, 0])[1]
    np.testing.assert_allclose(seen([0.3, 0.4, 9], yaw=0, pitch=np.pi / 2), [0.3, 0.4])
    assert seen([0, 1, 0])[1] > seen([0, -1, 0])[1]  # what lies behind


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((Network([2, 3, 1], "step"), X, KINDS), "2 neurons in the last hidden layer"),
        ((Network([2, 2, 1], "step"), X, KINDS[:2]), "2"),
    ],
)
def test_what_does_not_fit_is_refused(given, says):
    with pytest.raises(ValueError, match=says):
        sheet(*given)
    with pytest.raises(ValueError, match="from 0"):
        sheet(made(), X, KINDS, fold=1.5)


def test_a_diverged_network_is_still_drawn():
    marks = sheet(made(XOR * 1e200, ["identity", "sigmoid"]), X, KINDS)
    assert np.isfinite(corner_images(marks)[1]).all()
