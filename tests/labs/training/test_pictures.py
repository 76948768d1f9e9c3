"""What TrainingLab's pictures are given, of a model alone."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, identity, sigmoid, tanh
from nnlab.datasets import make_gate, make_moons
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.pictures import (
    MOST_DRAWN,
    bar,
    closer,
    curve,
    guessing,
    plane,
    slope,
    where,
    wishes,
)
from nnlab.live.curve import Curve
from nnlab.live.panel import words
from nnlab.live.plane import Plane

X, Y = make_gate("xor")


def made(last=sigmoid, points=X, targets=Y, loss="mean_squared_error"):
    network = Network([2, 4, 1], [tanh, last], rng=1)
    return LiveTraining(Training(network, points, targets, optimizer=SGD(2.0), loss=loss))


def read(model):
    model.read()
    return model


def shown(model, probe=None):
    shown = Plane()
    shown.show(**plane(read(model), probe))
    return shown


def test_the_colour_turns_where_the_side_does():
    for model in (
        made(),
        made(identity, loss="sigmoid_cross_entropy"),
        made(tanh, targets=2 * Y - 1),
    ):
        drawn = shown(model, (0.3, 0.7))
        says = float(model.network((0.3, 0.7))[0])
        field = np.frombuffer(drawn.field, np.uint8).reshape(drawn.size, drawn.size)
        x0, x1, y0, y1 = drawn.bounds
        row, column = (
            int((0.7 - y0) / (y1 - y0) * drawn.size),
            int((0.3 - x0) / (x1 - x0) * drawn.size),
        )
        assert (field[row, column] > 127.5) == (says > model.scale[0])
        assert drawn.probe["x"] == 0.3 and "(0.3, 0.7)" in drawn.probe["text"]


def test_wrong_points_are_marked_and_of_very_many_some_are_drawn():
    model = made()
    assert [row[3] for row in shown(model).points] == read(model).wrong.tolist()
    points, targets = make_moons(3 * MOST_DRAWN, rng=0)
    drawn = shown(made(points=points, targets=targets)).points
    assert len(drawn) == MOST_DRAWN and drawn[1][:2] == points[3].tolist()


def test_the_curve_shows_what_was_left_and_where_an_epoch_has_begun():
    model, drawn = made(), Curve()
    model.training.batch_size = 1
    model.advance(10)
    model.rewind(4)
    model.advance(1)
    model.step()
    drawn.show(**curve(read(model), [(0.1, "low")], True))
    assert [line["name"] for line in drawn.lines] == ["training", "before"]
    assert (
        drawn.marker["x"] == 5.25 and drawn.marker["draggable"] and drawn.levels == [[0.1, "low"]]
    )
    assert drawn.lines[0]["n"] == 7 and drawn.lines[1]["n"] == 7  # 0 to 5, and 5.25; 4 to 10


@pytest.mark.parametrize("state, words_there", [("paused", ["Run"]), ("running", ["Pause"])])
def test_the_bar_offers_what_can_be_done(state, words_there):
    model = made()
    if state == "running":
        model.start()
    said = words(bar(read(model)))
    assert all(word in said for word in words_there) and "batch" not in said
    model.training.batch_size = 2
    assert "batch" in words(bar(read(model)))


def test_nothing_is_trained_where_no_number_comes_out():
    model = made()
    model.network.parameters[0] = np.nan
    assert bar(read(model)).count("aria-disabled") == 2


@pytest.mark.parametrize("loss", ["mean_squared_error", "binary_cross_entropy"])
def test_a_wish_is_what_the_loss_pulls_at_the_answer(loss):
    model = read(made(loss=loss))
    training, says = model.training, model.network(X)
    told = wishes(model)
    for k, (x, y, pull, text) in enumerate(told):
        assert [x, y] == X[k].tolist() and float(text) == pytest.approx(says[k, 0], abs=0.005)
        more, less = says.copy(), says.copy()
        more[k], less[k] = says[k] + 1e-4, says[k] - 1e-4
        slope = (training.loss(more, Y) - training.loss(less, Y)) / 2e-4
        assert pull == pytest.approx(np.clip(-slope * 2, -1, 1), abs=1e-3)


def test_a_crowd_and_numbers_beyond_measure_wish_nothing():
    points, targets = make_moons(40, rng=0)
    assert wishes(read(made(points=points, targets=targets))) == []
    model = made(identity, loss="mean_squared_error")
    model.network.parameters[...] = 1e9
    assert wishes(read(model)) == []


def test_the_border_lies_where_the_answer_changes_sides():
    model = made()
    model.advance(300)
    curves = plane(read(model), None)["curves"]
    assert curves
    for line in curves:
        inner = np.array(line["points"])[2:-2]
        np.testing.assert_allclose(model.network(inner)[:, 0], 0.5, atol=0.01)


def test_diverged_there_is_the_way_back_beside_the_settings():
    network = Network([1, 1], identity, rng=0)
    model = LiveTraining(Training(network, [[1.0], [2.0]], [[2.0], [4.0]], optimizer=SGD(3.0)))
    assert "rate 3" in words(where(read(model), ["rate"], False))
    model.advance(5000)
    said = where(read(model), ["rate"], False)
    assert "rate 0.3" in words(said) and said.count("<button") == 2 and "nnlab-lost" in said
    assert "<button" not in where(read(made()), [], False)


def test_slow_motion_is_said_while_it_lasts():
    training = Training(Network([2, 2, 1], sigmoid, rng=0), X, Y, optimizer=SGD(2.0), rng=0)
    model = LiveTraining(training, speed=60)
    model.advance(145)
    assert "slow" not in words(where(read(model), ["rate"], False))
    model.start()
    assert "slow" in words(where(read(model), ["rate"], False))
    model.speed = 15
    assert "slow" not in words(where(read(model), ["rate"], False))


def test_the_open_settings_have_a_key_to_the_colours_and_a_way_out():
    assert closer(False) == ""
    assert "stronger" in words(closer(True)) and "Escape" in closer(True)


def test_a_line_shows_what_always_a_half_would_cost():
    squared, crossed = made(), made(loss="binary_cross_entropy")
    assert guessing(squared) == [(0.25, "always ½")]
    assert [level for level, _ in guessing(crossed)] == pytest.approx([np.log(2)])
    assert guessing(made(tanh, targets=2 * Y - 1)) == []
    own = curve(read(squared), [(0.1, "low")], draggable=False)
    assert own["levels"] == [(0.1, "low")]


def test_the_curve_of_a_few_samples_leaves_room_for_what_comes():
    few, many = made(), made(points=make_moons(200, rng=0)[0], targets=make_moons(200, rng=0)[1])
    assert curve(read(few), (), draggable=False)["hold"] is not None
    assert curve(read(many), (), draggable=False)["hold"] is None


def test_the_slope_of_a_flat_plane_is_seen():
    model = read(made())
    lines = slope(model)
    assert 3 <= len(lines) <= 40 and shown(model).contours == lines
    step = [float(model.network(line[len(line) // 2])[0]) for line in lines]
    units = np.array(step) / 0.01  # levels are hundredths, and multiples of these
    assert np.abs(units - np.rint(units)).max() < 0.2
    model.network.parameters[-1] = 1e308  # far off the scale, and without any slope
    assert slope(read(model)) == []
    assert slope(read(made(points=make_moons(80)[0], targets=make_moons(80)[1]))) == []
