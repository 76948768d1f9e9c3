"""The codes of a layer and their words, alone: no widget is made."""

import pytest

from nnlab import Layer, Neuron, step
from nnlab.datasets import make_circles, make_gate
from nnlab.labs.codes import Codes

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def made(*rows, coded=True):
    layer = Layer.from_neurons([Neuron(row[:2], row[2], step) for row in rows])
    codes = Codes(layer, X, Y)
    codes.coded = coded
    codes.read()
    return codes


def test_two_lines_tell_xor_apart_and_one_does_not():
    codes = made((1, 1, -0.5), (1, 1, -1.5))
    assert codes.codes == ["00", "10", "10", "11"] and codes.solved
    mixed = made((1, 1, -0.5), (1, 1, -3))
    assert mixed.mixed == ["10"] and not mixed.solved
    assert "10 is mixed: (0, 1), (1, 0) and (1, 1)" in mixed.describe()


def test_a_thread_ties_points_that_share_a_code_till_a_line_cuts_it():
    start = (1, 0, -0.5), (0, 1, 0.25)  # as the chapter begins
    assert made(*start).threads() == [[0, 1], [2, 3]]
    assert [len(thread["points"]) for thread in made(*start).picture()["curves"]] == [2, 2]
    assert made((1, 1, -0.5), (1, 1, -1.5)).threads() == []
    assert made(*start, coded=False).threads() == []


@pytest.mark.parametrize(
    "rows, same",
    [
        ([(1, 1, -0.5), (-2, -2, 1)], [0, 1]),
        ([(1, 0, 0), (1, 1, -0.5), (3, 3, -1.5)], [1, 2]),
        ([(1, 1, -0.5), (1, 1, -0.75)], []),
        ([(0, 0, 1), (0, 0, 1)], []),
    ],
)
def test_neurons_with_one_line_are_named(rows, same):
    codes = made(*rows)
    assert codes.same() == same
    assert ("same line" in codes.describe()) == bool(same)


def test_before_codes_are_known_it_counts_the_pieces_that_are_seen():
    codes = made((1, 1, -0.5), (0, 0, 1), (1, 1, 99), coded=False)  # two lines aren't seen
    assert codes.describe().endswith(". Two pieces.") and not codes.solved


def test_a_place_has_a_code():
    codes = made((1, 1, -0.5), (1, 1, -1.5))
    codes.look({"type": "place", "x": 0.5, "y": 0.25})
    assert codes.probe()["text"] == "(0.5, 0.25): 10"


def test_many_samples_are_counted_not_listed():
    codes = Codes(Layer(2, 6, "tanh", rng=0), *make_circles(rng=0))
    codes.read()
    assert "points share" in codes.apart()
    assert len(codes.codes) == len(codes.X) and len(codes.apart()) < 200


@pytest.mark.parametrize(
    "rows, aim, pieces",
    [
        ([(1, 1, -0.5), (1, 1, -1.5)], "pieces", 3),
        ([(1, 0, -0.5), (0, 1, 0.25)], "codes", 4),
        ([(1, 0, -0.5), (0, 1, -0.5)], "", 4),
    ],
)
def test_what_there_is_to_win_is_what_is_missing_at_first(rows, aim, pieces):
    codes = made(*rows)
    codes.begin()
    assert (codes.aim, codes.n_pieces, codes.won) == (aim, pieces, False)


def test_moving_a_line_between_them_wins():
    codes = made((1, 0, -0.5), (0, 1, 0.25))
    codes.begin()
    codes.numbers[1, 2] = -0.5
    codes.read()
    assert codes.won


def test_the_picture_is_wider_than_high_and_holds_the_points():
    x0, x1, y0, y1 = made((1, 1, -0.5)).bounds
    assert x1 - x0 > 1.3 * (y1 - y0)
    assert x0 < 0 and x1 > 1 and y0 < 0 and y1 > 1


def test_samples_in_one_place_are_not_to_be_parted():
    layer = Layer.from_neurons([Neuron([1, 0], -0.5, "step"), Neuron([0, 1], -0.5, "step")])
    twice = Codes(layer, [[0, 0], [0, 0], [1, 1]], [[0], [1], [1]])
    twice.begin()
    assert twice.mixed == ["00"] and "No line" in twice.apart() and "(0, 0)" in twice.apart()
    assert twice.aim != "codes"  # nobody could win that
    near = Codes(layer, [[0, 0], [0.25, 0], [1, 1]], [[0], [1], [1]])
    near.begin()
    assert near.mixed == ["00"] and near.threads() == [[0, 1]]


def test_a_piece_that_nobody_sees_is_not_counted():
    codes = made((1, 0, -0.5), (0, 1, -0.5), (1, 1, -1.01))
    assert (len(codes.pieces), codes.n_pieces) == (7, 6)  # the three nearly meet in one point
    codes.owner.parameters[2, 2] = -1.3
    codes.read()
    assert codes.n_pieces == 7
