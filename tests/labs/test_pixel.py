"""PixelLab, turned as an object."""

import re

import pytest

from nnlab import Neuron, sigmoid
from nnlab.labs import PixelLab

X, Y = [[1, 0, 0.5, 0], [0, 1, 1, 0]], [[1], [0]]


@pytest.fixture
def lab():
    lab = PixelLab(Neuron([2.0, -3.0, 1.0, 0.0], -0.5, sigmoid), X, Y, classes=("3", "8"))
    yield lab
    lab.close()


def paint(lab, *cells, ink=1.0, id_="1"):
    lab.pixels.event({"type": "paint", "id": id_, "cells": cells, "ink": ink, "phase": "end"})


def test_the_hand_s_ink_comes_back_with_the_sum(lab):
    paint(lab, 1)
    assert list(lab.pixels.cells) == [255, 255, 128, 0] and lab.pixels.changed == [1]
    assert "−1.00" in lab.score.words


def test_it_is_fooled_by_one_and_says_so(lab):
    assert lab._won() is None and "one pixel" in lab.page.header.words
    paint(lab, 1)
    headline, words, on = lab._won()
    assert "one pixel" in headline and "said 8" in words and "turn" in on
    lab.undo()
    assert lab._won() is None and lab.pixels.changed == []


def test_more_than_the_fewest_is_said(lab):
    paint(lab, 1, 3)
    assert "1 is enough" in lab._won()[1]


def test_a_misread_digit_is_put_right_not_fooled():
    lab = PixelLab(Neuron([2.0, -3.0, 1.0, 0.0], -0.5), X, [[0], [0]], classes=("3", "8"))
    assert lab.model.misread and "misreads" in lab.page.header.words
    assert "written as 3" in lab.page.sentence.words
    paint(lab, 1)
    headline, words, _ = lab._won()
    assert "Put right" in headline and "one pixel" in headline and "it says 3" in words
    assert "ool" not in lab.page.header.words
    lab.close()


def test_what_it_was_written_as_stands_beside_what_it_says(lab):
    assert "as 8 it says 8" in lab.score.words and "nnlab-turned" not in lab.score.html
    paint(lab, 1)
    assert "as 8 it says 3" in lab.score.words and "nnlab-turned" in lab.score.html


def test_one_pixel_is_looked_at_in_both(lab):
    lab.weights.event({"type": "look", "index": 2})
    assert lab.pixels.selected == lab.weights.selected == 2
    would = lab.model.z + 0.5 * lab.neuron.w[2]  # half inked, it would be bare or full
    assert lab.model.would in (would, lab.model.z - 0.5 * lab.neuron.w[2])
    assert "nnlab-would" in lab.score.html
    assert "+1.00" in lab.about.words and "+0.50" in lab.about.words
    assert not lab._undo.past
    lab.pixels.event({"type": "look", "index": -1})
    assert lab.pixels.selected == -1


def test_the_map_is_as_strong_as_its_strongest_pixel_and_the_ink_lies_on_it(lab):
    assert list(lab.weights.cells)[1] == 1 and 255 > list(lab.weights.cells)[0] > 128
    paint(lab, 3)
    assert list(lab.weights.strokes) == list(lab.pixels.cells) == [255, 0, 128, 255]


def test_keys_change_a_pixel(lab):
    lab.pixels.event({"type": "add", "index": 2, "steps": -1})
    assert lab.model.ink[2] == 0.25
    lab.pixels.event({"type": "flip", "index": 2})
    assert lab.model.ink[2] == 1


def test_next_digit_as_it_was_and_show_me(lab):
    lab.actions.event({"type": "turn", "by": 1})
    assert lab.model.index == 1 and lab.model.target == 0
    lab.model.show_one()
    lab.draw()
    assert lab.model.turned
    lab.actions.event({"type": "wipe"})
    assert not lab.model.changed
    lab.undo()
    assert lab.model.turned
    lab.actions.event({"type": "turn", "by": -1})
    assert lab.model.index == 0 and not lab.model.changed
    lab.undo()
    assert lab.model.index == 1 and lab.model.turned


def test_show_me_rings_the_best_pixel_and_then_changes_it(lab):
    lab.actions.event({"type": "show"})  # first only which way
    assert lab.pixels.hint == lab.weights.selected == -1 and "fall" in lab.page.sentence.words
    lab.actions.event({"type": "show"})
    assert (lab.pixels.hint, lab.pixels.advice) == (1, "ink it")
    assert lab.weights.selected == 1
    assert "−3.00" in lab.page.sentence.words and not lab.model.changed
    lab.actions.event({"type": "show"})
    assert lab.model.turned and lab.model.changed == [1] and lab.pixels.hint == -1


def test_where_more_pixels_are_changed_than_need_be_it_is_said(lab):
    paint(lab, 3)
    assert "enough" not in lab.page.sentence.words
    paint(lab, 2, 3, id_="2")
    assert "1 is enough" in lab.page.sentence.words


def test_one_button_leads_on(lab):
    main = lambda: lab.actions.html.count("nnlab-main") + (lab._won() is not None)  # noqa: E731
    assert main() == 1 and lab.actions.html.index("nnlab-main") < lab.actions.html.index("a hint")
    paint(lab, 1)
    assert main() == 1 and "nnlab-main" in lab._won()[2]


def test_its_code_makes_it_again(lab):
    lab.actions.event({"type": "turn", "by": 1})
    paint(lab, 0)
    names: dict = {}
    exec(lab.as_code().replace("PixelLab(neuron", "again = PixelLab(neuron"), names)
    again = names["again"]
    assert again.model.changed == [0] and again.describe() == lab.describe()
    again.close()


def test_the_still_shows_it_fooled_and_leaves_the_ink_alone(lab, monkeypatch):
    shown = []
    monkeypatch.setattr("nnlab.labs.pixel.parts_figure", shown.extend)
    lab._figure()
    assert shown[0].changed == [1] and lab.model.changed == []


def test_a_weight_set_by_a_cell_is_drawn(lab):
    lab.neuron.w[3] = 6.0
    lab.draw()
    assert list(lab.weights.cells)[3] == 255 and list(lab.weights.cells)[0] < 255


@pytest.mark.parametrize(
    "more, word", [(dict(index=2), "0 to 1"), (dict(classes="3"), "two names")]
)
def test_what_doesn_t_fit_is_refused(more, word):
    with pytest.raises(ValueError, match=word):
        PixelLab(Neuron([1, 1, 1, 1]), X, Y, **more)


def test_weights_beyond_all_ink_are_not_a_riddle():
    lab = PixelLab(Neuron([0.0, 0.0, 0.0, 1.0], 1e30), X, Y, classes=("3", "8"))
    assert not lab.model.fewest and "any ink" in lab._goal()
    assert "whatever" in lab.page.sentence.words
    lab.close()


def test_the_parts_of_the_sum_have_names(lab):
    parts = re.findall(r"<div><span>([^<]+)</span> <span[^>]*>([^<]+)</span>", lab.score.html)
    named = {name: float(number.replace("−", "-")) for name, number in parts}
    assert list(named) == ["ink on blue", "ink on orange", "bias", "z"]
    *three, z = named.values()
    assert sum(three) == pytest.approx(z) == lab.model.z and three[0] == 2.5
