"""How far each answer is from its target; no widget is made."""

import numpy as np
import pytest

from nnlab import Network, binary_cross_entropy, mean_squared_error
from nnlab.datasets import make_gate
from nnlab.labs.errors import LONGEST, Errors
from nnlab.labs.walk import Walk

pytestmark = pytest.mark.usefixtures("no_widget")

X, Y = make_gate("xor")


@pytest.fixture
def walk():
    return Walk(Network([2, 2, 1], "sigmoid", rng=0), X, Y, mean_squared_error)


def test_the_mean_of_the_areas_is_the_loss(walk):
    shown = Errors(walk).picture()
    areas = [(answer - target) ** 2 for _, answer, target, _ in shown["rows"]]
    assert shown["mean"] == f"{np.mean(areas):.4f}" and "area" in shown["total"]
    assert shown["mean"] == f"{walk.losses[-1]:.4f}" and shown["ends"] == [0, 1]
    assert [side for *_, side in shown["rows"]] == [0, 1, 1, 0]


def test_an_answer_that_is_pulled_shows_what_the_loss_would_be(walk):
    errors, before = Errors(walk), walk.network.parameters.copy()
    said = walk.network(X)
    errors.attempt({"index": 1, "y": 0.9, "phase": "move"})
    shown = errors.picture()
    said[1] = 0.9
    assert shown["mean"] == f"{mean_squared_error(said, Y):.4f}"
    assert "(0, 1)" in shown["head"] and "0.90" in shown["head"]
    assert (walk.network.parameters == before).all()
    errors.attempt({"index": 1, "y": 0.9, "phase": "end"})
    assert errors.picture()["mean"] == f"{walk.losses[-1]:.4f}"


def test_only_a_squared_error_has_squares(walk):
    walk.loss = binary_cross_entropy
    shown = Errors(walk).picture()
    assert not shown["squared"] and "area" not in shown["total"]
    assert shown["mean"] == f"{binary_cross_entropy(walk.network(X), Y):.4f}"


@pytest.mark.parametrize("n", [LONGEST, LONGEST + 1])
def test_many_rows_are_cut_and_the_mean_is_of_all(n):
    network = Network([1, 1], "identity", init="zeros")
    y = np.linspace(0, 3, n)[:, np.newaxis]
    shown = Errors(Walk(network, np.zeros((n, 1)), y, mean_squared_error)).picture()
    assert len(shown["rows"]) == LONGEST and shown["ends"] == [0, 3]
    assert (f"of {n}" in shown["head"]) == (n > LONGEST)
    assert shown["mean"] == f"{np.mean(y**2):.4f}" and not shown["names"]
    assert {side for *_, side in shown["rows"]} == {-1}


def test_a_row_of_many_inputs_is_named_by_the_first():
    walk = Walk(
        Network([5, 1], "sigmoid", rng=0), np.ones((2, 5)), [[0.0], [1.0]], "mean_squared_error"
    )
    assert Errors(walk).picture()["rows"][0][0].endswith("…)")


def test_rows_of_one_input_lie_on_a_line_that_does_not_shrink_them():
    line = Network([1, 1], "identity", init="zeros")
    x, y = np.array([[-1.5], [0.5], [2.0]]), np.array([[-0.5], [0.0], [1.5]])
    errors = Errors(Walk(line, x, y, mean_squared_error), axes=("cm", "kg"))
    with pytest.raises(ValueError, match="axes"):
        Errors(Walk(line, x, y, mean_squared_error), axes=("cm",))
    shown = errors.picture()
    assert shown["axes"] == ["cm", "kg"] and shown["areas"] == ["0.25", "0.00", "2.25"]
    assert shown["across"] == [-1.5, 0.5, 2.0] and shown["wide"] == [-2, 2]
    assert shown["ends"] == [-1, 2] and not shown["names"]
    assert [label for _, label in shown["ticks"]] == ["−1", "0", "1", "2"]
    line.parameters = [9.0, 0.0]
    again = errors.picture()
    assert again["ends"] == [-2, 3] and again["rows"][2][1] == 18.0  # hardly


def test_two_inputs_another_loss_or_one_place_make_no_line(walk):
    one = Walk(Network([1, 1], "identity"), [[1.0], [1.0]], [[0.0], [1.0]], mean_squared_error)
    far = Walk(Network([1, 1], "sigmoid"), [[1.0], [2.0]], [[0.0], [1.0]], binary_cross_entropy)
    assert all(Errors(each).picture()["across"] == [] for each in (walk, one, far))
