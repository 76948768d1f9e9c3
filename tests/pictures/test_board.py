"""The board's cells, as they are drawn on paper and on the page."""

import pytest

from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.pictures.board import BOUNDS, COLUMNS, board, cut


def test_there_is_a_cell_for_each_function_in_two_rows():
    cells = board(BOOLEAN_FUNCTIONS, ["XOR"])
    assert len(cells) == 2 * COLUMNS and [c["name"] for c in cells if c["found"]] == ["XOR"]


def test_answers_lie_as_in_the_plane():
    (cell,) = board({"x1 AND NOT x2": (0, 0, 1, 0)}, [])
    assert cell["answers"] == [0, 0, 0, 1]  # (1, 0) is at the bottom right
    assert not cell["found"]


def test_what_does_not_fit():
    with pytest.raises(ValueError, match="'OR'"):
        board({"AND": (0, 0, 0, 1)}, ["OR"])
    with pytest.raises(ValueError, match="four answers"):
        board({"odd": (0, 1)}, [])


@pytest.mark.parametrize("numbers", [(1, 1, -1.5), (-1.2, -0.8, 0.5), (1, -1, -0.5), (0, 3, -1)])
def test_a_line_cuts_a_cell_in_two(numbers):
    yes, line = cut(numbers)
    (w1, w2, b), (low, high) = numbers, BOUNDS
    assert len(line) == 2 and len(yes) in (3, 4, 5)
    for x, y in line:
        assert w1 * x + w2 * y + b == pytest.approx(0, abs=1e-12)
        assert {round(x, 9), round(y, 9)} & {low, high}
    assert all(w1 * x + w2 * y + b > -1e-9 for x, y in yes)


def test_a_line_outside_leaves_a_cell_whole():
    assert cut((0, 0, 1))[1] == [] and len(cut((0, 0, 1))[0]) == 4
    assert cut((1, 1, -9)) == ([], [])


def test_only_lines_that_were_given_are_drawn():
    (alone,), (drawn,) = (board({"AND": (0, 0, 0, 1)}, f) for f in (["AND"], {"AND": (1, 1, -1.5)}))
    assert alone["line"] == alone["yes"] == [] and len(drawn["line"]) == 2
