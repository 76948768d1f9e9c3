"""What LotteryLab's pictures are given, of a model alone."""

import numpy as np
import pytest

from nnlab import relu
from nnlab.datasets import make_gate
from nnlab.labs.lottery.model import MAP, RATE_NAMES, Lottery, Settings
from nnlab.labs.lottery.pictures import actions, chosen, in_numbers, starts, tally
from nnlab.live.panel import words
from nnlab.live.plane import Plane

X, Y = make_gate("xor")


def drawn(many="16", epochs=1000, X=X, Y=Y, trained=None):
    model = Lottery(X, Y, Settings(relu, 2, starts=many, epochs=epochs))
    if trained != 0:
        model.advance(trained)
    model.read()
    return model


def shown(model):
    plane = Plane()
    plane.show(**starts(model))
    return plane


def test_256_marks_stand_in_blocks_in_the_order_of_their_endings():
    model = drawn("256")
    plane = shown(model)
    assert len(plane.points) == 256
    assert [label for _, label in plane.ticks[1]] == [name for name, _ in model.groups]
    classes = [point[2] for point in plane.points]
    assert classes == sorted(classes, reverse=True) and sum(classes) == model.solved.sum()
    assert plane.names["points"][0].startswith(f"start {model.order[0]}, loss")
    (x, y), (x0, x1, y0, y1) = np.array(plane.points, float)[:, :2].T, plane.bounds
    assert x0 < x.min() and x.max() < x1 and y0 < y.min() and y.max() < y1


def test_a_map_has_a_row_for_each_rate():
    model = drawn(MAP, 100)
    plane = shown(model)
    assert [point[:2] for point in plane.points] == [[i % 16, i // 16] for i in range(256)]
    assert plane.ticks[1] == [[k, RATE_NAMES[k]] for k in (0, 5, 10, 15)]


@pytest.mark.parametrize("many", ["1", "16"])
def test_a_few_starts_stand_over_their_losses_the_best_first(many):
    model = drawn(many)
    model.selected = int(model.order[-1])
    plane = shown(model)
    heights = [point[1] for point in plane.points]
    assert heights == sorted(model.losses) and plane.selected == len(model.losses) - 1
    assert {"1/8", "1/6", "1/4"} < {label for _, label in plane.ticks[1]}
    assert bool(plane.ticks[0]) == (many != "1")


def test_data_without_plateaus_have_round_numbers_beside_the_losses():
    plane = shown(drawn(X=np.array([[0.0, 0.0], [1.0, 1.0]]), Y=[[0], [1]], trained=5))
    assert [label for _, label in plane.ticks[1]][:3] == ["0", "0.1", "0.2"]


def test_the_chosen_start_is_shown_with_what_it_says():
    model, plane = drawn(), Plane()
    model.choose(int(model.order[-1]))
    plane.show(**chosen(model))
    assert sum(point[3] for point in plane.points) == model.wrong[model.selected].sum() > 0
    assert f"Start {model.selected}" in words(in_numbers(model, None))
    assert "below" not in words(in_numbers(model, None)) and "Start 3 is" in words(
        in_numbers(model, 3)
    )


def test_the_buttons_follow_the_draw():
    assert "Go on" not in words(actions(drawn(trained=0)))
    model = drawn(trained=20)
    assert "Draw 16" in words(actions(model)) and "Go on" in words(actions(model))
    model.start(fresh=False)
    assert "Stop" in words(actions(model)) and "Go on" not in words(actions(model))


def test_draws_of_the_same_settings_are_added():
    model = drawn(trained=20)
    assert tally(model) == ""
    model.advance()
    model.advance()
    total = sum(solved for _, solved in model.tally.values())
    assert f"{total} of 32 {100 * total / 32:.0f} %" in words(tally(model))
