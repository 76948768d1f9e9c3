"""The lines that an empty paper offers."""

import numpy as np
import pytest

from nnlab.labs.paper import LINES, PAPER, line_heights


@pytest.mark.parametrize("name", LINES)
def test_a_line_lies_on_its_paper_wherever_it_is_spread(name):
    x = np.linspace(0, 6, 61)
    heights = line_heights(name, x, PAPER)
    low, high = PAPER[2:]
    assert (low < heights).all() and (heights < high).all() and np.ptp(heights) > 1
    assert np.allclose(line_heights(name, 10 + 2 * x, PAPER), heights)
    assert np.allclose(line_heights(name, x[::-1], PAPER), heights[::-1])
