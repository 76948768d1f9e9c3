"""The board alone: its cells, and what it remembers."""

import math

import numpy as np
import pytest

from nnlab.labs import board
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, POSSIBLE
from nnlab.lessons.store import record
from nnlab.live.panel import words

AND = {"AND": (1.0, 1.0, -1.5)}


@pytest.fixture(autouse=True)
def no_progress(monkeypatch, tmp_path):
    monkeypatch.setenv("NNLAB_PROGRESS", str(tmp_path / "progress.json"))


def test_each_gate_has_a_cell_that_can_be_aimed_at():
    assert sorted(board.GATES) == sorted(BOOLEAN_FUNCTIONS)
    html = board.cells(AND, "OR", "AND", whole=False)
    assert html.count('"type": "cell"'.replace('"', "&#34;")) == 16
    assert "7 of 16" not in words(html) and "1 of 16" in words(html)
    assert html.count('aria-pressed="true"') == 1 and "OR: not found" in html
    assert "AND: found with (1, 1, −1.5)" in html


def test_a_found_cell_is_filled_with_the_line_it_was_found_with():
    html = board.cells(AND, "OR", "AND", whole=False)
    assert html.count("nnlab-found") == html.count("<polygon") == html.count("<line ") == 1
    assert html.count("nnlab-one") == html.count("nnlab-zero") == 32  # eight times four each
    always = board.cells(
        {"TRUE": (0.0, 0.0, 1.0), "FALSE": (0.0, 0.0, -1.0)}, "OR", "TRUE", whole=False
    )
    assert always.count("<polygon") == 1 and always.count("<line ") == 0


def test_two_cells_have_a_question_mark():
    assert board.cells({}, "OR", "OR", whole=True).count(">?</text>") == len(IMPOSSIBLE)


def test_the_whole_board_outlines_what_to_draw_next():
    html = board.cells(AND, "AND", "AND", whole=True)
    assert "Draw “FALSE”" in words(html) and "Surprise" in words(html)
    cue = "nnlab-board-cue"  # what is asked for stands in its cell
    assert html.count(cue) == 1 and html.index("aim at FALSE") < html.index(cue)
    assert html.index(cue) < html.index("aim at TRUE")
    alone = board.cells(AND, "AND", "AND", whole=True, plane=False)
    assert "Surprise" not in words(alone) and cue not in alone
    assert cue not in board.cells(board.all_found(), "AND", "AND", whole=True)


def test_next_comes_what_is_aimed_at_or_else_the_next_to_find():
    assert board.next_one({}, "AND") == "AND" and board.next_one(AND, "AND") == "OR"
    assert board.next_one({}, "XOR") == "FALSE"  # never what no line can make
    everything = dict.fromkeys(POSSIBLE, (0.0, 0.0, 0.0))
    assert board.next_one(everything, "XOR") == "XOR"
    assert "XOR and XNOR" in board.won(everything)[1]
    assert "14 of 16" in board.sentence(everything, "XOR", "OR").striptags()


def test_what_is_near_is_next_and_shows_what_has_to_turn():
    found = {"OR": (1.0, 1.0, -0.5), "x1": (1.0, 0.0, -0.5)}
    assert board.next_one(found, "OR", "OR") in {"TRUE", "x2"}  # one answer of four differs
    assert "four corners" in board.sentence(found, "NOR", "OR").striptags()
    html = board.cells(found, "NOR", "OR", whole=True)
    assert html.count("nnlab-near") == 0 and html.count("nnlab-turns") == 4  # only what's wanted
    assert words(html).count("one to turn") == 0 and words(html).count("in your hand") == 1
    html = board.cells(found, "x2", "OR", whole=True)
    assert html.count("nnlab-near") == html.count("nnlab-turns") == 1
    assert words(html).count("one to turn") == 1


@pytest.mark.parametrize("name", POSSIBLE)
@pytest.mark.parametrize("away", [0.05, 0.45])
def test_no_line_runs_through_a_mark_of_its_cell(name, away):
    *w, b = board.all_found()[name]
    own = (w[0] + 0.1 * away, w[1] - 0.1 * away, b + away * math.hypot(*w))
    if board.gate_name(board.answers_of(*own)) != name:
        own = (w[0] + 0.1 * away, w[1], b - 0.7 * away * math.hypot(*w))
    assert board.gate_name(board.answers_of(*own)) == name  # a line of the gate, near a corner
    shown = board.drawn({name: own})[name]
    assert board.margin(shown) >= board.CLEAR > 0.2
    assert board.gate_name(board.answers_of(*shown)) == name
    assert board.drawn({name: shown})[name] == pytest.approx(
        np.array(shown) / (math.hypot(*shown[:2]) or 1)
    )


def test_what_is_found_is_kept_for_another_day():
    board.keep("AND", (1.0, 1.0, -1.5))
    board.keep("OR", (1.0, 1.0, -0.5))
    assert board.found_before() == {"AND": (1, 1, -1.5), "OR": (1, 1, -0.5)}


@pytest.mark.parametrize(
    "name, numbers", [("XOR", [1, 1, 1]), ("AND", "yes"), ("OR", [1]), ("A", 3)]
)
def test_what_cannot_be_is_not_believed(name, numbers):
    record("boards", "neuron", {name: numbers})
    assert board.found_before() == {}


def test_beside_the_plane_stand_what_is_held_and_what_it_shall_be():
    lines = (1.0, 1.0, -0.5), (1.0, 1.0, -0.9)
    held = board.pair("OR", "OR", "AND", lines)
    assert held.count("nnlab-found") == held.count("<line ") == 1
    assert held.count("nnlab-turns") == 2 and "two corners" in words(held)
    done = board.pair("OR", "AND", "AND", (lines[0], (1.0, 1.0, -1.5)))
    assert done.count("nnlab-found") == 2 and "nnlab-turns" not in done
    assert "OR" in words(done) and "AND" in words(done)


def test_once_all_is_found_the_board_says_so_and_asks_for_what_cannot_be():
    everything = dict(board.all_found())
    assert "14 of 16" in board.won(everything)[0] and "XOR" in board.won(everything)[1]
    assert "Draw “XOR”" in words(board.cells(everything, "AND", "AND", whole=True))
    del everything["AND"]
    assert board.won(everything) is None
    assert "Draw “AND”" in words(board.cells(everything, "OR", "OR", whole=True))


def test_what_is_near_shows_the_line_in_the_hand():
    html = board.cells({"OR": (1.0, 1.0, -0.5)}, "OR", "OR", whole=True)
    near = html.count("nnlab-near")  # TRUE, which comes next
    assert near == 1 and html.count("<line ") == html.count("nnlab-found") + near == 2
    assert board.cells({}, "OR", "OR", whole=True).count("<line ") == 0
