"""The board's cells, as they are drawn on paper and on the page."""

import pytest

from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.pictures.board import COLUMNS, board


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
