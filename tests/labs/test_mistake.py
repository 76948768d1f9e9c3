"""MistakeLab, turned as an object."""

import re

import numpy as np
import pytest

from nnlab import Neuron, step
from nnlab.datasets import load_penguins, make_gate
from nnlab.labs import MistakeLab, cells
from nnlab.live.panel import number

NAMES = dict(inputs=("flipper, mm", "bill depth, mm"), classes=("Adelie", "Gentoo"), thing="bird")


@pytest.fixture
def lab():
    X, y = load_penguins()
    Z = (X - [200, 17]) / 10
    lab = MistakeLab(Neuron([0.5, 1.0], 0, step), Z, y, kept=5, origin=(200, 17), unit=10, **NAMES)
    yield lab
    lab.close()


@pytest.fixture
def gate():
    lab = MistakeLab(Neuron([0, 0], 0, step), *make_gate("or"))
    yield lab
    lab.close()


def test_show_it_a_mistake_does_what_was_announced(lab):
    text = lab.plane.focus["text"]
    assert "called" in text and text == lab.model.called()
    following = lab.model.following.copy()
    lab.actions.event({"type": "mistake"})
    assert (lab.neuron.parameters == following).all() and lab.model.count == 1


def test_before_the_first_line_two_lines_have_room_for_the_sentence():
    X, y = load_penguins()
    lab = MistakeLab(Neuron([0, 0], 0, step), X, y, **NAMES)
    assert len(lab.page.sentence.words) < 72  # a projector has 36 in each
    lab.close()


def test_the_table_says_now_change_and_next(lab):
    for value in (*lab.neuron.parameters, *lab.model.following):
        assert number(value, plus=True) in lab.numbers.words


def test_a_whole_pass_and_undo(lab):
    lab.actions.event({"type": "pass"})
    assert lab.model.count > 1 and len(lab.model.passes) == 1
    lab.undo()
    assert lab.model.count == 0 and lab.neuron.parameters.tolist() == [0.5, 1, 0]
    lab.redo()
    assert lab.model.count > 1


def test_it_ends_with_what_taught_it_and_what_it_makes_of_unseen_birds(lab):
    while not lab.model.done:
        lab.pass_by()
    headline, words = lab._won()
    known = 55 - lab.model.unseen_wrong.sum()
    assert str(lab.model.count) in words and f"gets {known} right" in words
    assert not lab.plane.focus and "start" in lab.numbers.words
    assert number(lab.neuron.b - 0, plus=True) in lab.numbers.words
    assert "xor" in lab.actions.html


def test_on_xor_it_says_that_it_goes_round(lab):
    while not lab.model.done:
        lab.pass_by()
    lab.actions.event({"type": "xor"})
    assert lab.neuron.parameters.tolist() == [0, 0, 0] and len(lab.plane.points) == 4
    lab.change(lambda: lab.model.show(9))
    assert "for ever" in lab.page.sentence.words and lab._won() is None
    lab.actions.event({"type": "why"})
    task = lab.model.task
    middles = [task.X[task.targets == side].mean(axis=0).tolist() for side in (0, 1)]
    assert middles[0] == middles[1] and "one middle" in lab.page.sentence.words
    assert lab.plane.curves[-1]["points"][0] == middles[0] and not lab.plane.focus
    assert "Why" not in lab.actions.words
    lab.actions.event({"type": "again"})
    assert len(lab.model.task.X) == 219 and lab.neuron.parameters.tolist() == [0.5, 1, 0]
    lab.undo()
    assert len(lab.plane.points) == 4


def test_bars_count_the_mistakes_of_each_pass(gate):
    while not gate.model.done:
        gate.pass_by()
    assert gate.model.passes == (1, 2, 1, 0)
    assert re.findall(r"--n: (\d+)", gate.passes.html) == ["1", "2", "1", "0"]
    assert "--most: 2" in gate.passes.html


def test_passes_to_come_have_their_place_and_shares_of_what_is_right_their_length(gate):
    places = lambda: re.findall(r"<span>(\d+)</span></div>", gate.passes.html)  # noqa: E731
    for _ in range(3):
        assert places() == list("1234567")
        right = 1 - gate.model.wrong.mean()
        assert f"--share: {right:.3f}" in gate.score.html
        gate.pass_by()
    gate.model.passes = (1,) * 9 + (0,)
    gate.draw()
    assert places()[:2] == ["3", "4"] and len(places()) == 8


def test_many_mistakes_in_a_pass_keep_their_room():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 2))
    lab = MistakeLab(Neuron([0, 0]), X, rng.integers(0, 2, (300, 1)))
    lab.pass_by()
    assert lab.model.count > 60 and f"--most: {lab.model.count + 1}" in lab.passes.html
    assert "nnlab-solid" in lab.passes.html  # no brick could be told from the next
    lab.close()


def test_a_cell_that_moves_the_line_begins_anew_and_undo_goes_back(gate):
    gate.change(lambda: gate.model.show(2))
    before = gate.neuron.parameters.copy()
    gate.neuron.w = [5, 5]
    cells.after_cell(None)
    assert gate.model.count == 0 and len(gate.model.trail) == 1
    gate.undo()
    assert (gate.neuron.parameters == before).all() and gate.model.count == 2


def test_numbers_that_are_none_are_said_and_forgotten_when_they_are_mended(gate):
    gate.change(lambda: gate.model.show(1))
    before = gate.neuron.parameters.copy()
    gate.neuron.parameters[0] = np.nan
    gate._sync()
    assert gate.page.header.error
    gate.neuron.parameters[...] = before
    gate._sync()
    assert not gate.page.header.error and gate.model.count == 1
    gate.change(lambda: gate.model.show(1))
    assert gate.model.count == 2


def test_hollow_points_are_those_kept_back(lab):
    hollow = sum(row[4] for row in lab.plane.points if row[5])
    assert hollow == 55 and "kept back" in lab.page.legend.words


def test_its_code_makes_it_again(lab):
    lab.change(lambda: lab.model.show(3))
    names: dict = {}
    exec(lab.as_code().replace("MistakeLab(neuron", "again = MistakeLab(neuron"), names)
    again = names["again"]
    assert (again.neuron.parameters == lab.neuron.parameters).all()
    assert again.model.wrong.sum() == lab.model.wrong.sum()
    assert again.plane.ticks == lab.plane.ticks and again.model.task.classes == ("Adelie", "Gentoo")
    again.close()


def test_the_still_tells_of_mistakes_that_the_reader_has_not_made(lab, monkeypatch):
    shown = []
    monkeypatch.setattr("nnlab.labs.mistake.parts_figure", lambda parts: shown.extend(parts))
    lab._figure()
    assert shown[0].focus and len(shown[0].curves) > 3
    assert lab.model.count == 0 and lab.neuron.parameters.tolist() == [0.5, 1, 0]
    assert not [curve for curve in lab.plane.curves if curve["faint"] < 1]


def test_what_needs_no_teaching_is_said():
    lab = MistakeLab(Neuron([1, 1], -1.5), *make_gate("and"))
    assert "no mistake" in lab._won()[0] and lab.png()[1:4] == b"PNG"
    lab.close()


@pytest.mark.parametrize("neuron", [None, Neuron([1, 1, 1])])
def test_what_is_no_neuron_of_two_is_refused(neuron):
    with pytest.raises(ValueError, match="neuron"):
        MistakeLab(neuron, *make_gate("or"))


def test_the_brick_that_the_next_mistake_adds_is_hollow_till_none_comes():
    lab = MistakeLab(Neuron([0, 0], 0, step), *make_gate("or"))
    while not lab.model.done:
        assert lab.passes.html.count("nnlab-coming") == 1
        lab.pass_by()
    assert "nnlab-coming" not in lab.passes.html and lab.passes.html.count("--n: ") == 4
    lab.close()


def test_a_touch_of_the_ringed_mark_shows_it_this_mistake(gate):
    ringed = gate.plane.focus["index"]
    gate.plane.event({"type": "point", "index": 1 - ringed})
    assert gate.model.count == 0
    gate.plane.event({"type": "point", "index": ringed})
    assert gate.model.count == 1
