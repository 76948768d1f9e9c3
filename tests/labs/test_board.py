"""The board alone: its cells, and what it remembers."""

import pytest

from nnlab.labs import board
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.lessons.store import record
from nnlab.live.panel import words


@pytest.fixture(autouse=True)
def no_progress(monkeypatch, tmp_path):
    monkeypatch.setenv("NNLAB_PROGRESS", str(tmp_path / "progress.json"))


def test_each_gate_has_a_cell_that_can_be_aimed_at():
    html = board.cells({"AND": (1.0, 1.0, -1.5)}, "OR")
    assert html.count("<button") == len(BOOLEAN_FUNCTIONS) == 16
    assert "1 of 16" in words(html) and "✓ (1, 1, −1.5)" in words(html)
    assert html.count('aria-pressed="true"') == 1 and "OR: not found" in html
    assert "AND: found with" in html


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
