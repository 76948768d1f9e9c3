"""Where an axis ends, and which numbers stand on it."""

import numpy as np
import pytest

from nnlab.pictures.numbers import count
from nnlab.pictures.ticks import linear_axis, log_axis, steps_axis


@pytest.mark.parametrize("low", [1e-300, 3e-9, 0.2, 0.25, 1, 7e5])
@pytest.mark.parametrize("ratio", [1, 1.3, 9, 1e3, 1e12])
def test_every_log_axis_holds_its_numbers_and_has_a_few_labels(low, ratio):
    y0, y1, ticks = log_axis(low, low * ratio)
    assert y0 <= low * (1 + 1e-9) and low * ratio <= y1 * (1 + 1e-9)
    assert 2 <= len(ticks) <= 9
    assert len({label for _, label in ticks}) == len(ticks)


@pytest.mark.parametrize("high", [1e-12, 0.013, 0.99, 1, 4.2, 1e9])
def test_every_linear_axis_holds_its_numbers(high):
    y0, y1, ticks = linear_axis(-high / 3, high)
    assert y0 <= -high / 3 and high <= y1 and 2 <= len(ticks) <= 7


def test_steps_axes_seldom_change():
    ends = [steps_axis(last)[0] for last in range(1, 100_000, 7)]
    assert np.all(np.diff(ends) >= 0) and len(set(ends)) < 50
    assert all(end >= last for end, last in zip(ends, range(1, 100_000, 7), strict=True))
    assert count(-1234) == "−1,234"
