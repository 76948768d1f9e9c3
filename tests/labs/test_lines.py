"""The lines of neurons in a hand, alone: no widget is made."""

import math

import numpy as np
import pytest

from nnlab import Layer, Neuron, step
from nnlab.datasets import make_gate
from nnlab.labs.lines import TURN, Lines
from nnlab.labs.samples import STEP

X, Y = make_gate("or")
pytestmark = pytest.mark.usefixtures("no_widget")


@pytest.fixture
def lines():
    neurons = Neuron([1.0, 1.0], -0.5, step), Neuron([1.0, -1.0], 0.25, step)
    return Lines(Layer.from_neurons(neurons), X, Y)


def drag(lines, line, part, *places, id=1, end="end"):
    for k, (x, y) in enumerate(places):
        phase = "start" if k == 0 else end if k == len(places) - 1 else "move"
        lines.drag({"id": id, "line": line, "part": part, "x": x, "y": y, "phase": phase})


def test_the_numbers_are_the_reader_s_own_memory():
    layer = Layer(2, 3, step, rng=0)
    for owner in (layer, layer[1]):
        lines = Lines(owner, X, Y)
        assert np.shares_memory(lines.numbers, layer.parameters)
        lines.turn(2, 7.0)
    assert layer.b.tolist()[:2] == [7.0, 7.0]


def test_what_they_say_is_the_side_of_the_line():
    lines = Lines(Neuron([0.1, 0.2], -0.3), X, Y)
    lines.read()
    assert lines.z[3] == 0 and lines.says[:, 0].tolist() == [0, 0, 0, 0]  # on the line: 0


def test_a_hand_takes_the_line_it_touches_and_no_other(lines):
    other = lines.numbers[0].copy()
    drag(lines, 1, "middle", (0, 0), (0.5, 0.5), (1.0, 0.25))
    assert lines.row == 1 and lines.numbers[1].tolist() == [1, -1, -0.75]
    assert lines.numbers[0].tolist() == other.tolist()
    assert lines.line(1)["anchor"] == pytest.approx([1.0, 0.25])  # the dot is in the hand


def test_escape_puts_it_back_and_a_new_drag_begins_anew(lines):
    before = lines.numbers.copy()
    drag(lines, 0, "arrow", (0, 0), (1, 1), (1.2, -0.3), end="cancel")
    assert np.array_equal(lines.numbers, before)
    drag(lines, 0, "middle", (0, 0), (1, 1), id=2)
    drag(lines, 0, "middle", (1, 1), (0, 0), id=3, end="cancel")
    assert lines.numbers[0].tolist() == [1, 1, -2]


def test_turning_keeps_length_and_the_held_point(lines):
    held = np.array(lines.line(0)["anchor"])
    drag(lines, 0, "arrow", (0, 0), (0.3, 1.4), (held[0] + 1, held[1]))
    assert lines.numbers[0, :2] == pytest.approx([math.sqrt(2), 0], abs=0.01)
    assert lines.numbers[0] @ [*held, 1] == pytest.approx(0, abs=0.02)


def test_keys_move_and_turn_by_their_steps(lines):
    key = {"line": 1, "part": "middle", "steps": -1}
    lines.nudge(key)
    lines.nudge(key | {"big": True})
    assert lines.numbers[1, 2] == 0.25 + 5 * STEP
    angle = math.atan2(*lines.numbers[1, 1::-1])
    lines.nudge(key | {"part": "arrow"})
    turned = math.degrees(math.atan2(*lines.numbers[1, 1::-1]) - angle)
    assert turned == pytest.approx(TURN, abs=0.5)


def test_without_weights_there_is_nothing_to_hold(lines):
    lines.numbers[0] = 0
    drag(lines, 0, "middle", (0, 0), (1, 1))
    lines.nudge({"line": 0, "part": "arrow", "steps": 1})
    assert lines.line(0) is None and not lines.numbers[0].any() and lines.tries == 0


def test_a_change_is_counted_and_ends_the_question(lines):
    asked = {"type": "place", "x": 1, "y": 0}
    lines.look(asked)
    assert lines.probe() == {"x": 1.0, "y": 0.0, "text": "(1, 0): z = +0.5, says 1"}
    lines.turn(0, -3.0)
    assert lines.probe() == {} and lines.tries == 1
    lines.look(asked)
    lines.look({"type": "leave"})
    assert lines.probe() == {}


@pytest.mark.parametrize("index", [-1, 2, "1", None])
def test_what_cannot_be_chosen_leaves_the_choice(lines, index):
    lines.read()
    lines.choose({"index": 1})
    lines.choose_point({"index": 0})
    lines.choose({"index": index})
    lines.choose_point({"index": 4 if index == 2 else index})
    assert (lines.row, lines.point) == (1, 0)


def test_samples_of_a_class_in_one_place_are_one_point_of_the_plane():
    lines = Lines(Neuron([1, 1]), [[0, 0], [0, 0], [0, 0], [1, 1]], [[0], [1], [0], [1]])
    lines.read()
    assert lines.points() == [0, 1, 0, 2]
    for point, row in ((2, 3), (0, 0), (3, 0)):
        lines.choose_point({"index": point})
        assert lines.point == row


def test_each_number_has_its_own_name(lines):
    for owner, name in ((lines.owner, "bias of neuron 1"), (Neuron([1, 1]), "The bias is")):
        owner.parameters.flat[-1] = np.nan
        with pytest.raises(ValueError, match=name):
            Lines(owner, X, Y).read()


@pytest.mark.parametrize("y", [[[0], [1]], [[-1], [1]], [[1], [1]]])
def test_two_sides_are_two_numbers(y):
    lines = Lines(Neuron([1, 1]), [[0, 1], [2, 3]], y)
    lines.read()
    assert lines.targets.tolist() == [int(target > 0) for (target,) in y]


@pytest.mark.parametrize(
    "X, y, word",
    [
        ([[0, 1, 2]], [[1]], "2 numbers"),
        ([0, 1], [[1]], "one row"),
        ([[0, 1]], [[2]], "0 and 1"),
        ([[0, 1], [1, 1]], [[-1], [0]], "-1 and"),
        ([[0, 1]], [[0, 1]], "one column"),
    ],
)
def test_other_data_are_refused_with_the_remedy(X, y, word):
    with pytest.raises(ValueError, match=word):
        Lines(Neuron([1, 1]), X, y)
