"""The board of functions."""

import matplotlib.pyplot as plt
import pytest

from nnlab.plots import plot_board
from tests.plots.reading import texts


class TestBoard:
    FUNCTIONS = {"AND": (0, 0, 0, 1), "XOR": (0, 1, 1, 0), "x1 AND NOT x2": (0, 0, 1, 0)}

    def test_what_is_found_is_drawn_with_its_answers(self, ax):
        plot_board(self.FUNCTIONS, ["AND"], ax=ax)
        assert len(ax.patches) == 3
        assert texts(ax) == ["AND", "XOR", "x1\nAND NOT x2"]  # every cell says which gate it is
        (one,) = [p for p in ax.lines if p.get_marker() == "^"]
        zeros = [p for p in ax.lines if p.get_marker() == "o"]
        assert len(zeros) == 3
        for axis in ("x", "y"):  # (1, 1) is at the right and on top, where y points down
            at = [plt.getp(p, f"{axis}data")[0] for p in (one, *zeros)]
            assert at[0] == (max(at) if axis == "x" else min(at)) and len(set(at)) == 2

    def test_what_does_not_fit(self, ax):
        with pytest.raises(ValueError, match="'OR'"):
            plot_board(self.FUNCTIONS, ["OR"], ax=ax)
        with pytest.raises(ValueError, match="four answers"):
            plot_board({"odd": (0, 1)}, [], ax=ax)
