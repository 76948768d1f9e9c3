"""The board of functions."""

import matplotlib.pyplot as plt
import pytest

from nnlab.plots import plot_board
from tests.plots.reading import texts


class TestBoard:
    FUNCTIONS = {"AND": (0, 0, 0, 1), "XOR": (0, 1, 1, 0), "x1 AND NOT x2": (0, 0, 1, 0)}

    def test_each_cell_has_its_name_and_its_corners(self, ax):
        plot_board(self.FUNCTIONS, ["AND"], ax=ax)
        assert texts(ax) == ["AND", "XOR", "x1\nAND NOT x2"]
        ones = [p for p in ax.lines if p.get_marker() == "^"]
        assert len(ones) == 4 and len(ax.lines) == 12
        for axis in ("x", "y"):  # (1, 1) is at the right and on top, where y points down
            at = [plt.getp(p, f"{axis}data")[0] for p in ax.lines[:4]]
            one = plt.getp(ones[0], f"{axis}data")[0]
            assert one == (max(at) if axis == "x" else min(at)) and len(set(at)) == 2

    def test_found_ones_are_filled_the_others_hollow_and_dashed(self, ax):
        plot_board(self.FUNCTIONS, {"AND": (1, 1, -1.5)}, ax=ax)
        frames = [patch.get_linestyle() for patch in ax.patches if patch.get_linestyle() == "--"]
        assert len(frames) == 2
        lines = [line for line in ax.lines if line.get_marker() in ("None", "")]
        assert len(lines) == 1  # the reader's own

    def test_what_does_not_fit(self, ax):
        with pytest.raises(ValueError, match="'OR'"):
            plot_board(self.FUNCTIONS, ["OR"], ax=ax)
        with pytest.raises(ValueError, match="four answers"):
            plot_board({"odd": (0, 1)}, [], ax=ax)
