"""Where everything lies while the plane is folded."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.pictures.folding import folding

X, Y = make_gate("xor")


XOR = np.array([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5])


def network(bends, numbers=XOR, sizes=(2, 2, 1)):
    made = Network(list(sizes), bends, init="zeros")
    made.parameters[:] = numbers
    return made


def test_flat_the_points_are_where_they_were():
    now = folding(network("sigmoid"), X, 0)
    assert now["places"].tolist() == X.tolist() and now["bounds"] == (-0.75, 1.75, -0.75, 1.75)
    assert not now["lines"] and now["x_name"] == "x₁"


def test_the_same_grid_lies_on_the_sheet_at_each_fold():
    made = network("sigmoid", 6 * XOR)
    flat, folded = (folding(made, X, fold)["curves"] for fold in (0, 1))
    assert all(
        len(set(np.round(x, 9))) == 1 or len(set(np.round(y, 9))) == 1
        for x, y in (np.transpose(line["points"]) for line in flat)
    )
    for here, there in zip(flat, folded, strict=True):
        assert np.allclose(made.layers[0](here["points"]), there["points"])


def test_creases_are_drawn_where_a_relu_wakes_up_and_nowhere_else():
    numbers = [1, 1, 0, 1, 1, -1, 1, -2, -0.5]
    creases = [
        np.array(line["points"])
        for line in folding(network("relu", numbers), X, 0)["curves"]
        if line.get("dashed")
    ]
    assert [set(np.round(line.sum(axis=1), 9)) for line in creases] == [{0.0}, {1.0}]
    for bend in ("sigmoid", "tanh", "identity"):
        assert not any(
            line.get("dashed") for line in folding(network(bend, numbers), X, 0)["curves"]
        )


def test_on_its_way_the_sheet_is_seen_whole():
    made = network(["relu", "step"], [1, 1, 0, 1, 1, -1, 1, -2, -0.5])
    now = folding(made, X, 0.6)
    corner = 0.4 * np.array([1.75, 1.75]) + 0.6 * np.array([3.5, 2.5])
    assert now["bounds"][1] >= corner[0] and now["bounds"][3] >= corner[1]


def test_folded_two_points_meet_and_one_line_splits_the_targets():
    made = network("step")
    now = folding(made, X, 1)
    assert now["places"].tolist() == [[0, 0], [1, 0], [1, 0], [1, 1]]
    output = made.layers[-1]
    assert ((now["places"] @ output.W[0] + output.b[0] > 0) == (Y[:, 0] > 0)).all()
    ends = np.array(now["lines"][0]["segment"])
    assert np.allclose(ends @ output.W[0] + output.b[0], 0)
    assert (now["x_name"], now["y_name"]) == ("h₁", "h₂")


@pytest.mark.parametrize("fold", [0.25, 0.5, 0.9])
def test_on_the_way_points_go_straight(fold):
    made = network("sigmoid", 6 * XOR)
    H = made.layers[0](X)
    now = folding(made, X, fold)
    assert np.allclose(now["places"], (1 - fold) * X + fold * H, atol=1e-8)
    assert now["x_name"] == "x₁ → h₁"


def test_the_sheet_has_the_output_s_colours_and_nothing_beside_it():
    made = network(["relu", "sigmoid"], [1, 1, 0, 1, 1, -1, 6, -12, -3])
    now = folding(made, X, 0.5, cells=48)
    field = now["field"]
    assert np.isnan(field).any() and 0 < np.isfinite(field).mean() < 1
    x0, x1, y0, y1 = now["bounds"]
    for place, said in zip(now["places"], made(X)[:, 0], strict=True):
        column, row = (place - [x0, y0]) / [x1 - x0, y1 - y0] * 48
        assert field[int(row), int(column)] == pytest.approx(said, abs=0.15)


def test_folded_the_colours_are_the_output_neuron_s():
    made = network("sigmoid", 6 * XOR)
    now = folding(made, X, 1, cells=10)
    x0, x1, y0, y1 = now["bounds"]
    corner = [x0 + (x1 - x0) / 20, y0 + (y1 - y0) / 20]
    assert now["field"][0, 0] == pytest.approx(float(made.layers[1](corner)[0]))


def test_a_step_tears_the_sheet_so_no_line_of_it_is_drawn():
    assert not folding(network("step"), X, 0.5)["curves"]
    assert folding(network("relu"), X, 0.5)["curves"]


def test_a_crease_is_real_only_with_relu():
    """Along the sheet's diagonal, relu's carried line has a corner; sigmoid's has none."""
    numbers = [1, 1, 0, 1, 1, -1, 1, -2, -0.5]
    diagonal = np.column_stack([np.linspace(0, 1, 401)] * 2)
    turns = {}
    for bend in ("relu", "sigmoid"):
        way = np.diff(network(bend, numbers).layers[0](diagonal), axis=0)
        angle = np.arctan2(*way.T[::-1])
        turns[bend] = np.abs(np.diff(angle)).max()
    assert turns["relu"] > 0.5 and turns["sigmoid"] < 0.05


def test_points_of_one_sum_meet_bend_or_not_and_only_the_bend_moves_them_out_of_line():
    def turn(bend):
        low, met, also, high = folding(network(bend), X, 1)["places"]
        assert met.tolist() == also.tolist()
        (a, b), (c, d) = met - low, high - met
        return a * d - b * c

    assert turn("identity") == pytest.approx(0)
    assert all(turn(bend) > 0.01 for bend in ("step", "sigmoid", "relu"))


def test_a_deeper_network_folds_by_its_last_hidden_layer():
    deep = Network([2, 5, 2, 1], "tanh", rng=0)
    assert np.allclose(folding(deep, X, 1)["places"], deep.forward(X)[1].a, atol=1e-8)


@pytest.mark.parametrize("fold", [-0.1, 1.1, float("nan")])
def test_a_fold_beyond_its_ends_is_refused(fold):
    with pytest.raises(ValueError, match="^fold"):
        folding(network("step"), X, fold)
