"""Corners snap to a line: exact where it can be, never worse with one more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab.labs.snapping import snap

X = np.linspace(0, 6, 61)
PLACE = st.floats(0, 6)


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=6))
def test_the_gap_is_what_it_says_and_its_curve_starts_level(heights):
    y = np.interp(X, np.linspace(0, 6, len(heights)), heights)
    found = snap(X, y, 3)
    everywhere = np.unique(np.concatenate([np.linspace(0, 6, 6001), X, found.places]))
    off = np.abs(found(everywhere) - np.interp(everywhere, X, y))
    assert found.gap == pytest.approx(off.max(), abs=1e-12)  # at the corners, too
    assert np.all(np.diff(found.places) >= 0)
    assert np.all((found.places >= 0) & (found.places <= 6))
    assert found(np.array([-5.0])) == found.start


def test_a_line_made_of_corners_is_met():
    y = np.interp(X, [0, 1, 2.5, 4, 6], [1, 1, 3, 0, 2])
    found = snap(X, y, 3)
    assert found.gap < 1e-6
    assert found.places == pytest.approx([1, 2.5, 4], abs=1e-3)


@pytest.mark.parametrize("y", [np.sin(X) + 1, np.exp(-((X - 3) ** 2)), np.floor(X / 1.5)])
def test_one_corner_more_is_never_worse(y):
    gaps = [snap(X, y, k).gap for k in range(1, 8)]
    assert all(after <= before for before, after in zip(gaps, gaps[1:], strict=False))


def test_it_is_better_than_even_corners_on_the_line():
    y, even = np.sin(X) + 1, np.linspace(0, 6, 7)
    assert snap(X, y, 6).gap < 0.6 * np.abs(np.interp(X, even, np.sin(even) + 1) - y).max()


@pytest.mark.parametrize("y", [np.zeros(61), np.full(61, 7.0)])
def test_a_level_line_needs_no_corner(y):
    found = snap(X, y, 2)
    assert found.gap == 0 and not found.factors.any()


def test_two_points_are_a_line():
    assert snap(np.array([0.0, 1.0]), np.array([0.0, 1.0]), 2).gap == pytest.approx(0)
