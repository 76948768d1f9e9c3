"""The board of functions."""

import pytest

from nnlab.plots import plot_board
from tests.plots.reading import texts


class TestBoard:
    FUNCTIONS = {"AND": (0, 0, 0, 1), "XOR": (0, 1, 1, 0), "x1 AND NOT x2": (0, 0, 1, 0)}

    def test_what_is_found_is_drawn_with_its_answers(self, ax):
        plot_board(self.FUNCTIONS, ["AND"], ax=ax)
        assert len(ax.patches) == 3
        assert texts(ax) == ["AND", "XOR", "x1\nAND NOT x2"]  # every cell says which gate it is
        assert [p.get_marker() for p in ax.lines] == ["o", "o", "o", "^"]
        at = [(p.get_xdata()[0], p.get_ydata()[0]) for p in ax.lines]
        assert at[3][0] > at[0][0] and at[3][1] < at[0][1]  # (1, 1): right of (0, 0), and above

    def test_what_does_not_fit(self, ax):
        with pytest.raises(ValueError, match="'OR'"):
            plot_board(self.FUNCTIONS, ["OR"], ax=ax)
        with pytest.raises(ValueError, match="four answers"):
            plot_board({"odd": (0, 1)}, [], ax=ax)
